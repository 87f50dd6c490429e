// Producers: requests on a schedule that does not wait for answers (open loop), or as many as may be in flight.
//
// Open loop: request n is due at start + n / rate, and its latency counts from then, whether it could be sent or not. A
// broker that stalls for a second thus shows a second in the latency of everything that was due meanwhile; a client
// that waits for an answer before it asks again would show it once (coordinated omission).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "bench/load/connection.h"
#include "bench/load/latency_histogram.h"
#include "bench/load/payload.h"
#include "bench/load/topics.h"
#include "runtime/base/random.h"

namespace klamm::bench {

struct ProduceSettings {
  TopicSpec topic{.name = "bench", .partitions = 16};
  BatchShape shape;
  std::int64_t connections = 4;
  std::int64_t in_flight = 5;  // of a connection, where there is no rate
  std::int64_t partitions_per_request = 1;
  std::int64_t acks = -1;
  double rate = 0;  // records per second; 0: as fast as it goes
  double seconds = 10;
  std::int64_t bytes = 0;  // ends earlier when so many bytes of values were sent; 0: does not
  bool stamped = false;    // see stamp()

  void declare(Options& options);
};

// What was done between the moment that measure() names and the last answer.
struct ProduceResult {
  double seconds = 0;
  std::uint64_t requests = 0;
  std::uint64_t records = 0;
  std::uint64_t bytes = 0;       // of values
  std::uint64_t unanswered = 0;  // requests; their latency is counted as it stood when waiting ended
  std::int64_t late_ns_max = 0;  // how far the generator itself was behind its schedule
  LatencyHistogram latency;
  std::map<std::string, std::uint64_t> errors;  // of partitions, by Kafka's name
};

class ProduceLoad {
 public:
  // REQUIRES: the topic is there. Everything outlives the load.
  ProduceLoad(Loop& loop, const Endpoint& endpoint, const ProduceSettings& settings);

  // The schedule begins.
  void start(std::int64_t at_ns);
  // What is due from here on is measured, for as long as the settings say.
  void measure(std::int64_t from_ns);
  // Sends what is due; returns when it wants to be called next, whatever comes.
  std::int64_t fire(std::int64_t now);
  // The schedule is over.
  [[nodiscard]] bool ended(std::int64_t now) const;
  // Every request has its answer.
  [[nodiscard]] bool answered() const;
  // Gives up waiting, counts what has no answer, and tells.
  ProduceResult& finish(std::int64_t now);

 private:
  struct Template {
    RequestPtr request;
    std::vector<std::pair<std::size_t, std::size_t>> where;  // of the batches in the request: offset and size
    std::int64_t records = 0;
  };
  [[nodiscard]] Template make_template(std::int64_t first_partition, std::uint64_t seed) const;
  void send_next(Connection& connection, std::int64_t due_ns);
  void fill(Connection& connection, std::int64_t now);
  void on_response(Connection& connection, ByteView body, std::int64_t due_ns);

  Loop& loop_;
  const ProduceSettings settings_;
  std::vector<std::unique_ptr<Connection>> connections_;
  std::vector<Template> templates_;
  Rng rng_{1};
  std::int64_t start_ns_ = 0;
  std::int64_t measured_from_ns_ = INT64_MAX;
  std::int64_t stop_ns_ = INT64_MAX;
  std::int64_t sent_ = 0;         // requests since start()
  std::uint64_t bytes_left_ = 0;  // of those measured
  std::int64_t last_answer_ns_ = 0;
  ProduceResult result_;
};

}  // namespace klamm::bench
