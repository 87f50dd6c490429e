// The commands of `klamm bench`, and what they have in common: where the broker is, what is watched, how it is told.
#pragma once

#include <memory>
#include <string>

#include "bench/load/broker_watch.h"
#include "bench/load/connection.h"
#include "bench/load/consume_load.h"
#include "bench/load/json.h"
#include "bench/load/latency_histogram.h"
#include "bench/load/options.h"
#include "bench/load/produce_load.h"

namespace klamm::bench {

// `klamm bench COMMAND ...`, given from "bench" on.
int run_bench(int argc, char** argv);

// Each in a file of its own; argv[0] is the command's name. They return the exit status.
int run_produce(int argc, char** argv);
int run_consume(int argc, char** argv);
int run_stream(int argc, char** argv);
int run_idle(int argc, char** argv);
int run_group(int argc, char** argv);
int run_create(int argc, char** argv);

// Of every command.
struct CommonOptions {
  std::string bootstrap = "127.0.0.1:9092";
  bool json = false;
  std::int64_t broker_pid = 0;
  std::string metrics;

  void declare(Options& options);
  [[nodiscard]] BrokerWatch watch() const { return {broker_pid, metrics}; }
};

// What is printed at the end, in either form.
class Report {
 public:
  Report(std::string command, const CommonOptions& common, const Options& options);

  // A number of the result. `unit` is for people.
  void number(const std::string& name, double value, const std::string& unit);
  void latency(const std::string& name, const LatencyHistogram& histogram);
  void produced(const ProduceResult& result);
  void consumed(const ConsumeResult& result);
  // Processor time that this process used since the report was made, in seconds of `seconds`: near 1 of one thread the
  // generator was the limit.
  void generator(double seconds, double late_ms_max);
  void broker(const BrokerWatch& watch, const Work& work);
  void print() const;

 private:
  bool json_;
  double cpu_before_;
  JsonObject object_;
};

// Serves the connections until nothing of `produce` (null: there is none) is due before the next call.
void step(Loop& loop, ProduceLoad* produce);

// Serves the connections for so long, then tells the time.
std::int64_t run_until(Loop& loop, ProduceLoad* produce, std::int64_t until_ns);

// To the end of the schedule, and until every answer is there or half a minute has passed.
void run_to_end(Loop& loop, ProduceLoad& produce);

// Between what is not measured and what is: whoever looks at the broker's process and counters disturbs the schedule
// for a moment, which is over by then.
inline constexpr std::int64_t kMeasureAfterNs = 20'000'000;

}  // namespace klamm::bench
