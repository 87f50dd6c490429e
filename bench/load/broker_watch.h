// What a measured stretch of time cost the broker: processor time, memory and disk as the kernel counts them for its
// process, and the broker's own counters.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "bench/load/json.h"

namespace klamm::bench {

// What was done in the stretch, for the quotients.
struct Work {
  double bytes = 0;
  double requests = 0;
  double records = 0;
};

class BrokerWatch {
 public:
  // `pid` 0: the process is not watched. `metrics_url` empty: its counters are not read; else http://HOST:PORT/PATH.
  BrokerWatch(std::int64_t pid, std::string metrics_url);

  // The stretch begins, or begins anew.
  void begin();
  // The stretch ends once the broker rests, at most kSettleSecondsMax later: what it does behind its answers (writing
  // segments, say) is part of the price.
  void end();

  // Empty where nothing is watched.
  [[nodiscard]] JsonObject json(const Work& work) const;
  // For people.
  void print(const Work& work) const;

  static constexpr double kSettleSecondsMax = 5;

 private:
  struct Sample {
    double cpu_seconds = 0;
    double user_seconds = 0;
    double resident_bytes = 0;
    double written_bytes = 0;
    double read_bytes = 0;
    std::map<std::string, double> counters;
  };
  [[nodiscard]] Sample sample() const;
  void settle() const;
  [[nodiscard]] std::map<std::string, double> read_counters() const;
  // Those of the broker's own counters that moved.
  [[nodiscard]] std::map<std::string, double> moved() const;

  std::int64_t pid_;
  std::string metrics_url_;
  Sample before_;
  Sample after_;
};

}  // namespace klamm::bench
