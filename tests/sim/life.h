// One seed's run: a broker that lives a few times and dies of something each time, its clients, and its disk, to which
// things happen. After each start everything is compared with what was promised.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "tests/sim/atlas.h"
#include "tests/sim/broker_process.h"
#include "tests/sim/options.h"
#include "tests/sim/workload.h"

namespace klamm::test {

struct Run {
  std::optional<std::string> wrong;  // the first invariant or promise that was broken
  std::uint64_t hash = 0;
  std::uint64_t requests = 0;
  std::int64_t records = 0;
  std::map<std::string, int> faults;  // what happened how often
};

class SimRun {
 public:
  explicit SimRun(SimOptions options);

  Run run();
  // What the broker logged.
  [[nodiscard]] std::vector<std::string> lines() { return server_->log().lines(); }

 private:
  using Wrong = std::optional<std::string>;

  // From a start of the broker to its end, whichever.
  Wrong live(int round, bool last);
  Wrong begin(int round);
  Wrong end_life(bool last);
  Wrong check(int round);
  void note_moves();
  Wrong verify_files();
  void kill();
  void boot();
  [[nodiscard]] Wrong wrong_so_far() const;

  // What happens to the disk.
  Wrong break_something(bool last);
  Wrong break_directory(Fault fault);
  Wrong fill_up();
  void slow_down();
  void hurt_segment(Fault fault);
  void fail_while_starting();
  void mend();
  Wrong expect_progress();
  [[nodiscard]] bool draws(Fault fault);
  void live_on(std::uint64_t ms_max) { world_.run_for(static_cast<MonotonicNs>(rng_.below(ms_max * 1'000'000))); }
  [[nodiscard]] SimDiskOptions& disk() { return server_->disk().options(); }

  // Before the world, in which there are those who look at them to the end.
  const SimOptions options_;
  std::unique_ptr<FaultAtlas> atlas_;
  SimWorld world_;
  Rng rng_;
  SimNode* server_ = nullptr;
  SimNode* clients_ = nullptr;
  Workload* work_ = nullptr;
  BrokerProcess* process_ = nullptr;
  std::string broken_;  // the directory that is, if one is
  bool stays_broken_ = false;
  std::uint64_t lives_ = 0;
  std::map<std::string, int> happened_;
  std::map<std::string, std::string> places_;  // partition → the directory it was in last
};

}  // namespace klamm::test
