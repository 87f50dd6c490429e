// klamm bench consume
#include "bench/commands/command.h"
#include "bench/load/machine.h"

namespace klamm::bench {

int run_consume(int argc, char** argv) {
  CommonOptions common;
  ConsumeSettings settings;
  settings.connections = 4;
  bool tail = false;
  double seconds = 60;
  bool remove = false;
  Options options("consume",
                  "Reads everything that is in a topic now, from its beginning, without a group. With --tail it reads\n"
                  "only what comes, for --seconds.");
  common.declare(options);
  options.add("topic", settings.topic.name, "that is read");
  options.add("partitions", settings.topic.partitions, "of the topic");
  options.add("record-bytes", settings.record_bytes, "of each value, to count them; 0: the batches' bytes are counted");
  options.add("tail", tail, "what comes from now on");
  options.add("seconds", seconds, "at most");
  options.add("delete-topic", remove, "when it is done");
  settings.declare(options);
  options.parse(argc, argv);
  settings.from_beginning = !tail;

  const Endpoint endpoint(common.bootstrap);
  Connection asking(endpoint);
  Loop loop;
  ConsumeLoad load(loop, endpoint, asking, settings);
  BrokerWatch watch = common.watch();
  watch.begin();
  Report report("consume", common, options);
  const std::int64_t begun = now_ns();
  load.measure(begun);
  load.start();
  const std::int64_t until = begun + static_cast<std::int64_t>(seconds * kNsPerSecond);
  while (now_ns() < until && (tail || !load.at_end())) step(loop, nullptr);
  load.stop();
  const bool complete = tail || load.at_end();
  const ConsumeResult& result = load.finish();
  report.number("seconds", result.seconds, "s");
  report.number("complete", complete ? 1 : 0, "");
  report.consumed(result);
  report.generator(result.seconds, 0);
  watch.end();
  report.broker(watch, {.bytes = static_cast<double>(result.bytes),
                        .requests = static_cast<double>(result.requests),
                        .records = static_cast<double>(result.records)});
  report.print();
  if (remove) delete_topic(asking, settings.topic.name);
  return complete ? 0 : 1;
}

}  // namespace klamm::bench
