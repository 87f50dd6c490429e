// The whole broker against crashes and broken disks: clients work, the process is killed or the power fails at any
// time, disks fail, fill up and lie, and after each restart everything is there that was acknowledged and may be.
// Mutants of storage, each of which this test must catch. One seed again, with its log: KLAMM_SIM_SEED=N.
#include <catch2/catch.hpp>

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>

#include "tests/sim/life.h"

using namespace klamm;
using namespace klamm::test;

namespace {

std::optional<std::uint64_t> number_from_environment(const char* name) {
  const char* text = std::getenv(name);
  if (text == nullptr) return std::nullopt;
  return std::strtoull(text, nullptr, 10);
}

Run run_seed(std::uint64_t seed, bool print) {
  const SimOptions options = draw_options(seed);
  if (print) {
    std::printf("%s\n", options.text().c_str());
    std::fflush(stdout);
  }
  SimRun one(options);
  Run run = one.run();
  if (number_from_environment("KLAMM_SIM_SEED").has_value()) {
    for (const std::string& line : one.lines()) std::fprintf(stderr, "%s\n", line.c_str());
  }
  return run;
}

#ifdef NDEBUG
constexpr std::uint64_t kSeeds = 100;
#else
constexpr std::uint64_t kSeeds = 15;
#endif

// The seed that shows the mutant, if one of the first few does.
std::optional<std::uint64_t> caught_at(const JournalMutants& mutants, std::uint64_t limit,
                                       std::optional<Fault> needs = std::nullopt) {
  std::uint64_t tried = 0;
  for (std::uint64_t seed = 1; tried < limit; ++seed) {
    SimOptions options = draw_options(seed);
    if (needs.has_value() && (options.directories < 2 || !options.faults.contains(*needs))) continue;
    ++tried;
    options.storage.mutants = mutants;
    // Moves let a directory that failed excuse more, and are needed for what goes wrong with them.
    options.moves = mutants.move_unsynced && options.directories > 1;
    if (needs.has_value()) options.faults = {*needs};
    SimRun run(options);
    if (run.run().wrong.has_value()) return seed;
  }
  return std::nullopt;
}

}  // namespace

// KLAMM_SIM_FIRST and KLAMM_SIM_SEEDS: which seeds; KLAMM_SIM_PRINT: a line for each before it runs.
TEST_CASE("what a broker has acknowledged survives every crash", "[broker][crash]") {
  const std::optional<std::uint64_t> only = number_from_environment("KLAMM_SIM_SEED");
  const std::uint64_t first = only.value_or(number_from_environment("KLAMM_SIM_FIRST").value_or(1));
  const std::uint64_t count = only.has_value() ? 1 : number_from_environment("KLAMM_SIM_SEEDS").value_or(kSeeds);
  const bool print = only.has_value() || number_from_environment("KLAMM_SIM_PRINT").has_value();
  std::uint64_t requests = 0;
  std::int64_t records = 0;
  std::map<std::string, int> faults;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    INFO("KLAMM_SIM_SEED=" << seed);  // for an assertion that ends the program
    const Run run = run_seed(seed, print);
    requests += run.requests;
    records += run.records;
    for (const auto& [name, times] : run.faults) faults[name] += times;
    if (run.wrong.has_value()) FAIL_CHECK(*run.wrong << "\n  " << draw_options(seed).text());
  }
  std::string happened;
  for (const auto& [name, times] : faults) happened += ", " + std::to_string(times) + " " + name;
  std::printf("%llu seeds, %llu requests, %lld idempotent records%s\n", static_cast<unsigned long long>(count),
              static_cast<unsigned long long>(requests), static_cast<long long>(records), happened.c_str());
  CHECK(records > 0);
}

TEST_CASE("the same seed is the same life of a broker", "[broker][determinism]") {
  int broken = 0;
  for (std::uint64_t seed = 101; seed <= 104; ++seed) {
    const Run first = run_seed(seed, false);
    const Run second = run_seed(seed, false);
    CHECK(first.hash == second.hash);
    CHECK(first.records == second.records);
    CHECK(first.faults == second.faults);
    CHECK(run_seed(seed + 1000, false).hash != first.hash);
    broken += static_cast<int>(first.faults.size());
  }
  CHECK(broken > 0);
}

TEST_CASE("mutant: acknowledging before the write is durable is caught", "[broker][crash]") {
  CHECK(caught_at({.acknowledge_before_durable = true}, 20).has_value());
}

TEST_CASE("mutant: a start that leaves out the journals of one directory is caught", "[broker][crash]") {
  CHECK(caught_at({.skip_last_directory = true}, 20).has_value());
}

TEST_CASE("mutant: serving what fails its checksum is caught", "[broker][crash]") {
  CHECK(caught_at({.serve_damaged = true}, 30, Fault::kBitFlip).has_value());
}

TEST_CASE("mutant: giving up the journals of a directory that failed at the start is caught", "[broker][crash]") {
  CHECK(caught_at({.finish_failed_directory = true}, 40, Fault::kGoneAtStart).has_value());
}

TEST_CASE("mutant: taking a moved log for complete before it is durable is caught", "[broker][crash]") {
  CHECK(caught_at({.move_unsynced = true}, 40).has_value());
}

TEST_CASE("mutant: forgetting the producers at a start is caught", "[broker][crash]") {
  CHECK(caught_at({.forget_producers = true}, 20).has_value());
}
