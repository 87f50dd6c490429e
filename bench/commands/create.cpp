// klamm bench create: how long until a topic of many partitions can be used, all of it.
#include <algorithm>
#include <map>

#include "bench/commands/command.h"
#include "bench/load/machine.h"
#include "protocol/generated/00_produce.h"

namespace klamm::bench {

namespace {

constexpr std::int16_t kCreateProduceVersion = 9;
constexpr std::int64_t kPartitionsPerRequest = 500;
constexpr double kCreateSecondsMax = 300;
// As Kafka's clients do (retry.backoff.ms): who asks all the time has a share in how long it takes.
constexpr std::int64_t kRetryAfterNs = 100'000'000;

// One record to each of these; returns those that refused it, and why the last one did.
std::vector<std::int32_t> write_to(Connection& connection, const TopicSpec& topic, const Batch& batch,
                                   const std::vector<std::int32_t>& partitions, ErrorCode& refused) {
  protocol::ProduceRequest request;
  request.acks = -1;
  request.timeout_ms = 30'000;
  request.topic_data.push_back({.name = topic.name});
  for (const std::int32_t partition : partitions) {
    request.topic_data.front().partition_data.push_back(
        {.index = partition, .records = BufferChain(Slice(batch.bytes))});
  }
  protocol::ProduceResponse response;
  const ByteView answer = connection.exchange(make_request(request, kCreateProduceVersion));
  if (!decode_response(answer, kCreateProduceVersion, response)) die("the answer to Produce makes no sense");
  std::vector<std::int32_t> left;
  for (const auto& answered : response.responses) {
    for (const auto& partition : answered.partition_responses) {
      if (partition.error_code == ErrorCode::kNone) continue;
      refused = partition.error_code;
      left.push_back(partition.index);
    }
  }
  return left;
}

// Request by request, each until nothing of it is refused. Returns how many writes were refused.
std::int64_t write_to_all(Connection& connection, const TopicSpec& topic) {
  const Batch batch = make_batch({.record_bytes = 100, .batch_records = 1}, 0);
  const std::int64_t deadline = now_ns() + static_cast<std::int64_t>(kCreateSecondsMax * kNsPerSecond);
  std::int64_t refusals = 0;
  ErrorCode refused = ErrorCode::kNone;
  Loop nobody;
  for (std::int64_t first = 0; first < topic.partitions; first += kPartitionsPerRequest) {
    std::vector<std::int32_t> left;
    for (std::int64_t i = first; i < std::min(topic.partitions, first + kPartitionsPerRequest); ++i) {
      left.push_back(static_cast<std::int32_t>(i));
    }
    while (true) {
      left = write_to(connection, topic, batch, left, refused);
      if (left.empty()) break;
      if (now_ns() > deadline) die("partitions that accept no write: " + std::string(error_name(refused)));
      refusals += static_cast<std::int64_t>(left.size());
      nobody.wait(now_ns() + kRetryAfterNs);
    }
  }
  return refusals;
}

}  // namespace

int run_create(int argc, char** argv) {
  CommonOptions common;
  TopicSpec topic{.name = "bench-create", .partitions = 5'000};
  bool remove = false;
  Options options("create",
                  "Creates a topic and writes a record to each of its partitions until all have accepted one.");
  common.declare(options);
  options.add("topic", topic.name, "that is created");
  options.add("partitions", topic.partitions, "of it");
  options.add("topic-config", topic.configs, "NAME=VALUE for the topic; may be given several times");
  options.add("delete-topic", remove, "when it is done");
  options.parse(argc, argv);

  const Endpoint endpoint(common.bootstrap);
  Connection connection(endpoint);
  BrokerWatch watch = common.watch();
  watch.begin();
  Report report("create", common, options);
  const std::int64_t begun = now_ns();
  create_topic(connection, topic);
  const std::int64_t answered = now_ns();
  const std::int64_t refusals = write_to_all(connection, topic);
  const std::int64_t writable = now_ns();
  report.number("answered_seconds", static_cast<double>(answered - begun) / kNsPerSecond, "s");
  report.number("writable_seconds", static_cast<double>(writable - begun) / kNsPerSecond, "s");
  report.number("refusals", static_cast<double>(refusals), "writes");
  report.generator(static_cast<double>(writable - begun) / kNsPerSecond, 0);
  watch.end();
  report.broker(watch, {.requests = static_cast<double>(topic.partitions)});
  report.print();
  if (remove) delete_topic(connection, topic.name);
  return 0;
}

}  // namespace klamm::bench
