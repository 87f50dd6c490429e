// klamm bench produce
#include "bench/commands/command.h"
#include "bench/load/machine.h"

namespace klamm::bench {

int run_produce(int argc, char** argv) {
  CommonOptions common;
  ProduceSettings settings;
  double warm_seconds = 2;
  bool remove = false;
  Options options("produce", "Produces record batches and measures from the moment a request was due to its answer.\n"
                             "With a rate the schedule does not wait for answers: a broker that stalls shows it.");
  common.declare(options);
  settings.declare(options);
  options.add("warm-seconds", warm_seconds, "of the same, before anything is measured");
  options.add("delete-topic", remove, "when it is done");
  options.parse(argc, argv);

  const Endpoint endpoint(common.bootstrap);
  Connection asking(endpoint);
  create_topic(asking, settings.topic);
  wait_for_leaders(asking, settings.topic);
  Loop loop;
  ProduceLoad load(loop, endpoint, settings);
  BrokerWatch watch = common.watch();
  load.start(now_ns());
  run_until(loop, &load, now_ns() + static_cast<std::int64_t>(warm_seconds * kNsPerSecond));
  watch.begin();
  Report report("produce", common, options);
  load.measure(now_ns() + kMeasureAfterNs);
  run_to_end(loop, load);
  const ProduceResult& result = load.finish(now_ns());
  report.produced(result);
  report.generator(result.seconds, static_cast<double>(result.late_ns_max) / kNsPerMillisecond);
  watch.end();
  report.broker(watch, {.bytes = static_cast<double>(result.bytes),
                        .requests = static_cast<double>(result.requests),
                        .records = static_cast<double>(result.records)});
  report.print();
  if (remove) delete_topic(asking, settings.topic.name);
  return result.errors.empty() && result.unanswered == 0 ? 0 : 1;
}

}  // namespace klamm::bench
