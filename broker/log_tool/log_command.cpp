#include "broker/log_tool/log_command.h"

#include <cstdio>
#include <string>
#include <vector>

#include "runtime/io/probe.h"
#include "runtime/shard/shard_group.h"
#include "storage/tools/dump.h"
#include "storage/tools/verify.h"

namespace klamm::broker {

namespace {

constexpr int kExitFindings = 1;
constexpr int kExitUsage = 2;

constexpr const char* kUsage = "usage: klamm log dump [--deep] [--content] FILE...\n"
                               "       klamm log verify DIRECTORY\n"
                               "\n"
                               "  dump      prints segments, indexes, producer snapshots and journal files\n"
                               "    --deep     every record of a batch, every record of the journal\n"
                               "    --content  with --deep: keys and values too\n"
                               "  verify    reads a whole log directory and says what is wrong; changes nothing\n";

void print_line(std::string_view line) {
  std::fwrite(line.data(), 1, line.size(), stdout);
  std::fputc('\n', stdout);
}

struct LogCommand {
  bool verify = false;
  DumpOptions dump;
  std::vector<std::string> paths;
};

bool parse(int count, char** arguments, LogCommand& command) {
  if (count < 2) return false;
  const std::string verb = arguments[0];
  command.verify = verb == "verify";
  if (!command.verify && verb != "dump") return false;
  for (int i = 1; i < count; ++i) {
    const std::string argument = arguments[i];
    if (argument == "--deep" && !command.verify) command.dump.deep = true;
    else if (argument == "--content" && !command.verify) command.dump.content = true;
    else if (argument.starts_with("-")) return false;
    else command.paths.push_back(argument);
  }
  return command.verify ? command.paths.size() == 1 : !command.paths.empty();
}

// On the shard's thread. False where something is wrong.
Task<Status> dump_all(Env& env, LogCommand command, bool& sound) {
  for (const std::string& path : command.paths) {
    const LineSink print = &print_line;
    const DumpOptions options = command.dump;
    const Result<bool> dumped = co_await dump_file(env, path, options, print);
    if (!dumped.ok()) co_return dumped.error();
    sound = sound && *dumped;
  }
  co_return Status();
}

Task<Status> verify(Env& env, LogCommand command, bool& sound) {
  const LineSink print = &print_line;
  const std::string path = command.paths.front();
  const Result<VerifyReport> report = co_await verify_log_directory(env, path, print);
  if (!report.ok()) co_return report.error();
  std::printf(
      "%llu partitions, %llu segments, %llu batches, %llu bytes; %llu journal files with %llu frames, "
      "%llu bytes to be written again by the next start; %llu findings\n",
      static_cast<unsigned long long>(report->partitions), static_cast<unsigned long long>(report->segments),
      static_cast<unsigned long long>(report->batches), static_cast<unsigned long long>(report->bytes),
      static_cast<unsigned long long>(report->journal_files), static_cast<unsigned long long>(report->journal_frames),
      static_cast<unsigned long long>(report->unsettled_bytes), static_cast<unsigned long long>(report->findings));
  sound = report->findings == 0;
  co_return Status();
}

}  // namespace

int run_log_command(int argc, char** argv) {
  LogCommand command;
  if (!parse(argc - 1, argv + 1, command)) {
    std::fputs(kUsage, stderr);
    return kExitUsage;
  }
  StderrSink sink;
  sink.configure("error");
  MetricsRegistry metrics;
  const Result<BackendChoice> choice = choose_backend("epoll");
  ShardGroupOptions options;
  options.shards = 1;
  if (choice.ok()) options.backend = choice->kind;
  options.memory_bytes = std::size_t{256} << 20;
  ShardGroup group(options, sink, metrics);
  const Status started = group.start();
  if (!started.ok()) {
    std::fprintf(stderr, "klamm: %s\n", started.error().message.c_str());
    return kExitFindings;
  }
  bool sound = true;
  const Status done = group.run_on(ShardId(0), [&](Env& env) {
    return command.verify ? verify(env, command, sound) : dump_all(env, command, sound);
  });
  group.stop();
  std::fflush(stdout);
  if (!done.ok()) std::fprintf(stderr, "klamm: %s\n", done.error().message.c_str());
  return done.ok() && sound ? 0 : kExitFindings;
}

}  // namespace klamm::broker
