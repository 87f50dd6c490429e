// The simulator's backend: operations take virtual time, complete in any order, fail as the options say, and end with
// the process they belong to. One per simulated shard.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <variant>
#include <vector>

#include "runtime/base/random.h"
#include "runtime/io/backend.h"
#include "runtime/sim/disk.h"
#include "runtime/sim/events.h"
#include "runtime/sim/network.h"

namespace klamm {

struct SimBackendOptions {
  std::uint32_t select_buffers = 64;  // the pool of kReceiveSelect
  std::uint32_t select_buffer_bytes = 16 * 1024;
  // How many operations the "kernel" takes at once; more wait inside of the backend.
  std::uint32_t queue_depth = 1024;
  double clock_drift = 0;  // wall clock = simulated time * (1 + drift) + step
  std::int64_t clock_step_ms = 0;
};

// What a process's handles stand for. Numbers are never used twice, so that the use of a closed handle is seen.
struct SimHandles {
  using Entry = std::variant<std::shared_ptr<SimFile>, std::shared_ptr<SimSocket>>;
  std::map<Handle, Entry> entries;
  Handle next = 100;

  Handle add(Entry entry) {
    entries.emplace(next, std::move(entry));
    return next++;
  }
};

class SimBackend final : public Backend {
 public:
  SimBackend(SimEvents& events, SimDisk& disk, SimNetwork& network, std::shared_ptr<SimHandles> handles,
             std::uint32_t node, std::uint64_t incarnation, Rng rng, SimBackendOptions options);
  ~SimBackend() override;

  [[nodiscard]] std::string_view name() const override { return "sim"; }
  void submit(Op& op) override;
  void cancel(Op& op) override;
  std::size_t reap() override;
  // The world makes time pass, not the shard.
  void wait(MonotonicNs deadline) override { static_cast<void>(deadline); }
  void wake() override {}
  void release_buffer(std::uint32_t id) override;
  [[nodiscard]] MonotonicNs now() const override { return events_.now(); }
  [[nodiscard]] std::int64_t wall_ms() const override;
  Result<Handle> listen(std::string_view host, std::uint16_t port, int backlog) override;
  Result<Handle> socket(const sockaddr_storage& address) override;
  void tune_socket(Handle socket, int send_buffer_bytes, int receive_buffer_bytes) override;
  [[nodiscard]] std::string peer_address(Handle socket) const override;
  [[nodiscard]] std::string path_of(Handle handle) const override;
  [[nodiscard]] std::uint16_t local_port(Handle socket) const override;
  Result<Handle> lock_file(const std::string& path) override;
  [[nodiscard]] Counters counters() const override { return counters_; }

  // For the world and the network.
  [[nodiscard]] bool has_completions() const { return !completions_.empty(); }
  [[nodiscard]] std::size_t in_flight() const { return in_flight_.size(); }
  [[nodiscard]] std::uint32_t node() const { return node_; }
  [[nodiscard]] std::uint64_t incarnation() const { return incarnation_; }
  void complete(Op& op, std::int32_t result, bool more = false, SelectedBuffer selected = {});
  Handle add_socket(std::shared_ptr<SimSocket> socket) { return handles_->add(std::move(socket)); }
  // A free buffer of the pool; nullptr in `data` if there is none.
  SelectedBuffer take_buffer();
  [[nodiscard]] std::uint32_t select_buffer_bytes() const { return options_.select_buffer_bytes; }
  // The process dies: writes under way are torn, nothing completes any more, what is submitted is ignored.
  void die(bool power_loss);
  [[nodiscard]] SimBackendOptions& options() { return options_; }

 private:
  struct Completion {
    Op* op = nullptr;
    std::int32_t result = 0;
    bool more = false;
    SelectedBuffer selected;
  };
  void start(Op& op);
  void note_change(const Op& op);
  void start_queued();
  void finish(std::uint64_t id);
  std::int32_t perform(Op& op);
  std::int32_t perform_file(Op& op, const SimFile& file);
  std::int32_t perform_read_file(Op& op);
  std::int32_t perform_sync(Op& op);
  std::int32_t perform_sync_of_all(Op& op);
  std::int32_t perform_close(Op& op);
  [[nodiscard]] std::shared_ptr<SimFile> file_of(Handle handle) const;
  [[nodiscard]] std::shared_ptr<SimSocket> socket_of(Handle handle) const;

  SimEvents& events_;
  SimDisk& disk_;
  SimNetwork& network_;
  std::shared_ptr<SimHandles> handles_;
  const std::uint32_t node_;
  const std::uint64_t incarnation_;
  Rng rng_;
  SimBackendOptions options_;
  bool dead_ = false;
  std::uint64_t next_id_ = 0;
  std::map<std::uint64_t, Op*> in_flight_;  // by Op::backend_data, from submit() to the last completion
  std::deque<std::uint64_t> queued_;        // beyond the depth of the queue
  std::uint32_t started_ = 0;               // file operations under way
  std::map<std::uint64_t, std::pair<std::shared_ptr<SimFile>, SimDisk::SyncPoint>> syncs_;
  std::map<std::uint64_t, SimDisk::SyncOfAll> syncs_of_all_;
  std::map<std::uint64_t, SimDisk::Change> changes_;
  std::deque<Completion> completions_;
  std::vector<std::unique_ptr<std::uint8_t[]>> buffers_;
  std::vector<std::uint32_t> free_buffers_;
  Counters counters_;
  std::shared_ptr<SimBackend*> self_;  // expires with this: events that outlive it find nothing
};

}  // namespace klamm
