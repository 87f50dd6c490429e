// klamm bench stream: producers and consumers of one topic, in one process and so on one clock.
#include "bench/commands/command.h"
#include "bench/load/machine.h"

namespace klamm::bench {

namespace {

// Until the consumers have everything that was measured, or will not get it any more.
void run_consumers_to_end(Loop& loop, ConsumeLoad& consume, std::uint64_t wanted) {
  constexpr double kSecondsMax = 30;
  const std::int64_t deadline = now_ns() + static_cast<std::int64_t>(kSecondsMax * kNsPerSecond);
  while (consume.finish().latency.count() < wanted && now_ns() < deadline) step(loop, nullptr);
}

}  // namespace

int run_stream(int argc, char** argv) {
  CommonOptions common;
  ProduceSettings settings;
  settings.rate = 1'000;
  settings.stamped = true;
  settings.shape.batch_records = 1;
  ConsumeSettings reading;
  double warm_seconds = 2;
  bool remove = false;
  Options options("stream",
                  "Produces at a rate while consumers read the tail; measures from the moment a request was due until\n"
                  "it is answered, and until every consumer has its first record.");
  common.declare(options);
  settings.declare(options);
  reading.declare(options);
  options.add("warm-seconds", warm_seconds, "of the same, before anything is measured");
  options.add("delete-topic", remove, "when it is done");
  options.parse(argc, argv);
  if (settings.shape.record_bytes < static_cast<std::int64_t>(kStampBytes)) die("records of 8 bytes or more");
  reading.topic = settings.topic;
  reading.record_bytes = settings.shape.record_bytes;
  reading.from_beginning = false;
  reading.stamped = true;

  const Endpoint endpoint(common.bootstrap);
  Connection asking(endpoint);
  create_topic(asking, settings.topic);
  wait_for_leaders(asking, settings.topic);
  Loop loop;
  ConsumeLoad consume(loop, endpoint, asking, reading);
  ProduceLoad produce(loop, endpoint, settings);
  BrokerWatch watch = common.watch();
  consume.start();
  produce.start(now_ns());
  run_until(loop, &produce, now_ns() + static_cast<std::int64_t>(warm_seconds * kNsPerSecond));
  watch.begin();
  Report report("stream", common, options);
  const std::int64_t from = now_ns() + kMeasureAfterNs;
  produce.measure(from);
  consume.measure(from);
  run_to_end(loop, produce);
  const ProduceResult& produced = produce.finish(now_ns());
  const auto batches = produced.requests * static_cast<std::uint64_t>(settings.partitions_per_request);
  const std::uint64_t wanted = batches * static_cast<std::uint64_t>(reading.consumers);
  run_consumers_to_end(loop, consume, wanted);
  consume.stop();
  const ConsumeResult& consumed = consume.finish();
  report.produced(produced);
  report.consumed(consumed);
  report.number("missing", static_cast<double>(wanted - std::min(wanted, consumed.latency.count())), "batches");
  report.generator(produced.seconds, static_cast<double>(produced.late_ns_max) / kNsPerMillisecond);
  watch.end();
  report.broker(watch, {.bytes = static_cast<double>(consumed.bytes),
                        .requests = static_cast<double>(produced.requests + consumed.requests),
                        .records = static_cast<double>(produced.records)});
  report.print();
  if (remove) delete_topic(asking, settings.topic.name);
  return produced.errors.empty() && consumed.latency.count() >= wanted ? 0 : 1;
}

}  // namespace klamm::bench
