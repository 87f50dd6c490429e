// The whole broker against crashes: clients work, the process is killed or the power fails at any time, and after the
// restart everything that was acknowledged is there. One seed again, with its log: KLAMM_SIM_SEED=N.
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>

#include "tests/sim/broker_process.h"
#include "tests/sim/workload.h"

using namespace klamm;
using namespace klamm::test;

namespace {

constexpr MonotonicNs kPatienceNs = 120'000 * kNsPerMs;

struct Run {
  std::optional<std::string> wrong;
  std::uint64_t hash = 0;
  std::uint64_t requests = 0;
  std::int64_t records = 0;
};

std::optional<std::uint64_t> seed_from_environment() {
  const char* text = std::getenv("KLAMM_SIM_SEED");
  if (text == nullptr) return std::nullopt;
  return std::strtoull(text, nullptr, 10);
}

// One world: a broker that dies again and again, and a node of clients.
class CrashRun {
 public:
  explicit CrashRun(std::uint64_t seed) : world_(seed), rng_(world_.rng().fork("crashes")) {
    if (rng_.chance(1, 3)) world_.network().options().reset = 200;
    SimNodeOptions options;
    options.shards = 1 + static_cast<std::uint32_t>(rng_.below(3));
    options.disk.latency_max_ns = 200'000;
    if (rng_.chance(1, 2)) options.disk.short_write = 10'000;
    if (rng_.chance(1, 2)) options.disk.short_read = 10'000;
    server_ = &world_.add_node(options);
    clients_ = &world_.add_node({});
  }

  Run run() {
    clients_->start();
    auto owned = std::make_shared<Workload>(clients_->env(), server_->address(), rng_.next());
    work_ = owned.get();
    clients_->own(std::move(owned));
    const int rounds = 3 + static_cast<int>(rng_.below(3));
    std::optional<std::string> wrong;
    for (int round = 0; round <= rounds && !wrong.has_value(); ++round) {
      wrong = live(round, round == rounds);
      if (wrong.has_value()) wrong = "round " + std::to_string(round) + ": " + *wrong;
    }
    Run result{.wrong = wrong, .hash = world_.hash(), .requests = work_->model().requests};
    for (const ProducerModel& producer : work_->model().producers) result.records += producer.acknowledged;
    if (seed_from_environment().has_value()) {
      for (const std::string& line : server_->log().lines()) std::fprintf(stderr, "%s\n", line.c_str());
    }
    // The workload goes with its node, so this comes when everything was read from it.
    if (!wrong.has_value()) clients_->stop();
    return result;
  }

 private:
  // From a start of the broker to its end, whichever.
  std::optional<std::string> live(int round, bool last) {
    if (rng_.chance(1, 3)) {
      // The first attempt dies on its way.
      boot_broker(world_, *server_);
      world_.run_for(static_cast<MonotonicNs>(rng_.below(60'000'000)));
      kill();
    }
    BrokerProcess* const process = boot_broker(world_, *server_);
    const MonotonicNs start_by = world_.now() + kPatienceNs;
    if (!world_.run_until([&] { return process->started.has_value(); }, start_by)) return "the start hangs";
    if (!process->started->ok()) return "does not start: " + process->started->error().message;
    if (auto wrong = check(round)) return wrong;
    work_->pause(false);
    world_.run_for(static_cast<MonotonicNs>(rng_.below(300'000'000)));
    if (!last && rng_.chance(1, 5)) break_disk();
    if (last) {
      work_->stop();
      const MonotonicNs stop_by = world_.now() + kPatienceNs;
      if (!world_.run_until([&] { return clients_->shard().scope().count() == 0; }, stop_by)) return "clients hang";
      if (!stop_broker(world_, *server_, process)) return "the stop hangs";
      return work_->model().wrong;
    }
    if (rng_.chance(1, 4)) {
      if (!stop_broker(world_, *server_, process)) return "the stop hangs";
    } else {
      kill();
    }
    work_->pause(true);
    server_->disk().options().write_error = 0;
    server_->disk().options().sync_error = 0;
    return work_->model().wrong;
  }

  // From some moment on writes or syncs fail. The broker may refuse everything; what it promised before, and what it
  // promises now, holds once the disk is good again.
  void break_disk() {
    SimDiskOptions& disk = server_->disk().options();
    (rng_.chance(1, 2) ? disk.write_error : disk.sync_error) = 20'000;
    world_.run_for(static_cast<MonotonicNs>(rng_.below(300'000'000)));
  }

  void kill() { rng_.chance(2, 3) ? world_.power_loss(*server_) : world_.crash_process(*server_); }

  std::optional<std::string> check(int round) {
    bool done = false;
    Workload* const work = work_;
    world_.spawn(*clients_, 0, [work, &done, round](Env&) {
      return round == 0 ? Workload::create_topics(work, &done) : Workload::verify(work, &done);
    });
    const MonotonicNs check_by = world_.now() + kPatienceNs;
    const bool finished = world_.run_until([&] { return done; }, check_by);
    if (work_->model().wrong.has_value()) return work_->model().wrong;
    if (!finished) return "the broker does not answer";
    if (round == 0) {
      const Scheduler::Running running(clients_->shard().scheduler());
      work_->start(clients_->shard().scope());
    }
    return std::nullopt;
  }

  SimWorld world_;
  Rng rng_;
  SimNode* server_ = nullptr;
  SimNode* clients_ = nullptr;
  Workload* work_ = nullptr;
};

std::uint64_t seeds(std::uint64_t otherwise) {
  const char* text = std::getenv("KLAMM_SIM_SEEDS");
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

}  // namespace

TEST_CASE("what a broker has acknowledged survives every crash", "[broker][crash]") {
  const std::optional<std::uint64_t> only = seed_from_environment();
  const std::uint64_t first = only.value_or(1);
  const std::uint64_t last = only.value_or(seeds(50));
  std::uint64_t requests = 0;
  std::int64_t records = 0;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    const Run run = CrashRun(seed).run();
    requests += run.requests;
    records += run.records;
    if (run.wrong.has_value()) FAIL_CHECK("KLAMM_SIM_SEED=" << seed << ": " << *run.wrong);
  }
  std::printf("%llu seeds, %llu requests, %lld idempotent records\n", static_cast<unsigned long long>(last - first + 1),
              static_cast<unsigned long long>(requests), static_cast<long long>(records));
  CHECK(records > 0);
}

TEST_CASE("the same seed is the same life of a broker", "[broker][determinism]") {
  for (std::uint64_t seed = 101; seed <= 103; ++seed) {
    const Run first = CrashRun(seed).run();
    const Run second = CrashRun(seed).run();
    CHECK(first.hash == second.hash);
    CHECK(first.records == second.records);
    CHECK(CrashRun(seed + 1000).run().hash != first.hash);
  }
}
