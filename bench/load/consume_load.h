// Consumers without a group, as Kafka's own fetch: one request in flight on a connection, an incremental fetch session
// (KIP-227) that names only the partitions that moved, the defaults of Kafka's consumer for how much and how long.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "bench/load/connection.h"
#include "bench/load/latency_histogram.h"
#include "bench/load/options.h"
#include "bench/load/topics.h"

namespace klamm::bench {

struct ConsumeSettings {
  TopicSpec topic{.name = "bench", .partitions = 16};
  std::int64_t consumers = 1;              // each reads everything
  std::int64_t connections = 1;            // of each consumer, which shares the partitions out to them
  std::int64_t record_bytes = 0;           // of values, to count them; 0: the batches' bytes are counted
  std::int64_t min_bytes = 1;              // fetch.min.bytes
  std::int64_t max_wait_ms = 500;          // fetch.max.wait.ms
  std::int64_t max_bytes = 50 << 20;       // fetch.max.bytes
  std::int64_t partition_bytes = 1 << 20;  // max.partition.fetch.bytes
  bool from_beginning = true;              // else only what comes
  bool stamped = false;                    // values begin with the moment they were due: measure their age

  void declare(Options& options);
};

struct ConsumeResult {
  double seconds = 0;
  std::uint64_t requests = 0;
  std::uint64_t records = 0;
  std::uint64_t bytes = 0;  // of values where the settings say how large they are, else of batches
  LatencyHistogram latency;
};

class ConsumeLoad {
 public:
  // REQUIRES: the topic is there and its partitions have leaders. `asking` is a connection for ListOffsets.
  ConsumeLoad(Loop& loop, const Endpoint& endpoint, Connection& asking, const ConsumeSettings& settings);

  // Fetching begins.
  void start();
  // What arrives from here on is counted, and of stamped records the age of those due from here on.
  void measure(std::int64_t from_ns);
  // No more fetches; those that wait end by themselves.
  void stop() { stopped_ = true; }
  // Whether everything that was there at the beginning has been read.
  [[nodiscard]] bool at_end() const;
  ConsumeResult& finish();

 private:
  struct Position {
    std::int32_t partition = 0;
    std::int64_t next = 0;
    std::int64_t end = 0;  // where the partition ended at the beginning
    bool moved = true;
  };
  struct Reader {
    std::unique_ptr<Connection> connection;
    std::vector<Position> positions;
    std::int32_t session_id = 0;
    std::int32_t session_epoch = 0;
  };
  void fetch(Reader& reader);
  void on_response(Reader& reader, ByteView body);
  // Counts, and returns the offset behind the last batch.
  std::int64_t take(ByteView records, std::int64_t position, std::int64_t now);
  void record_age(ByteView batch, std::int64_t now);

  Loop& loop_;
  const ConsumeSettings settings_;
  std::vector<std::unique_ptr<Reader>> readers_;
  std::int64_t measured_from_ns_ = INT64_MAX;
  std::int64_t last_arrival_ns_ = 0;
  bool stopped_ = false;
  ConsumeResult result_;
};

}  // namespace klamm::bench
