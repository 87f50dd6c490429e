// A backend around the real one, in which operations on files fail, take long or never end, as FaultRules say.
// Everything else is the real one's.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/io/backend.h"
#include "tests/faults/program/rules.h"

namespace klamm::test {

class FaultyBackend final : public Backend {
 public:
  explicit FaultyBackend(std::unique_ptr<Backend> real) : real_(std::move(real)) {}

  [[nodiscard]] std::string_view name() const override { return real_->name(); }
  void submit(Op& op) override;
  void cancel(Op& op) override;
  std::size_t reap() override;
  void wait(MonotonicNs deadline) override;
  void wake() override { real_->wake(); }
  void wake_from(Backend& sender) override { real_->wake_from(*static_cast<FaultyBackend&>(sender).real_); }
  void release_buffer(std::uint32_t id) override { real_->release_buffer(id); }
  [[nodiscard]] MonotonicNs now() const override { return real_->now(); }
  [[nodiscard]] std::int64_t wall_ms() const override { return real_->wall_ms(); }
  Result<Handle> listen(std::string_view host, std::uint16_t port, int backlog) override {
    return real_->listen(host, port, backlog);
  }
  Result<Handle> socket(const sockaddr_storage& address) override { return real_->socket(address); }
  void tune_socket(Handle socket, int send_buffer_bytes, int receive_buffer_bytes) override {
    real_->tune_socket(socket, send_buffer_bytes, receive_buffer_bytes);
  }
  [[nodiscard]] std::string peer_address(Handle socket) const override { return real_->peer_address(socket); }
  [[nodiscard]] std::uint16_t local_port(Handle socket) const override { return real_->local_port(socket); }
  Result<Handle> lock_file(const std::string& path) override { return real_->lock_file(path); }
  void register_handle(Handle handle) override { real_->register_handle(handle); }
  [[nodiscard]] Counters counters() const override { return real_->counters(); }
  [[nodiscard]] std::string path_of(Handle handle) const override { return real_->path_of(handle); }

 private:
  // An operation on a file: what was submitted to us, and what we submit for it.
  struct FileOp {
    FaultyBackend* backend = nullptr;
    Op* asked = nullptr;
    Op real;
    std::string path;
    MonotonicNs since = 0;
    bool begun = false;
    bool cancelled = false;
  };

  void begin(FileOp& file_op);
  void end(FileOp& file_op, std::int32_t result);
  [[nodiscard]] bool ends_or_begins(FileOp& file_op);

  std::unique_ptr<Backend> real_;
  FaultRules rules_;
  std::vector<std::unique_ptr<FileOp>> held_;
  std::vector<std::unique_ptr<FileOp>> begun_;
};

}  // namespace klamm::test
