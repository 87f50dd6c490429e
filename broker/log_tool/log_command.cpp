#include "broker/log_tool/log_command.h"

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "runtime/io/probe.h"
#include "runtime/shard/shard_group.h"
#include "storage/tools/dump.h"
#include "storage/tools/repair.h"
#include "storage/tools/verify.h"

namespace klamm::broker {

namespace {

constexpr int kExitFindings = 1;
constexpr int kExitUsage = 2;
constexpr int kExitRepairable = 3;

constexpr const char* kUsage =
    "usage: klamm log dump [--deep] [--content] FILE...\n"
    "       klamm log verify DIRECTORY\n"
    "       klamm log repair [--yes] [--drop-damaged] DIRECTORY\n"
    "\n"
    "  dump      prints segments, indexes, producer snapshots and journal files\n"
    "    --deep     every record of a batch, every record of the journal\n"
    "    --content  with --deep: keys and values too\n"
    "  verify    reads a whole log directory and says what is wrong; changes nothing\n"
    "  repair    verifies, says what it would do about each finding, and with --yes does it and verifies again:\n"
    "            damaged indexes are made anew, files that have no use removed, a torn end of a log is cut off\n"
    "    --yes           does it; without it nothing is changed\n"
    "    --drop-damaged  takes damaged batches out of logs: their records are lost to consumers\n"
    "            What is taken out of a log stays beside it, as BASE.log.damaged-POSITION.\n"
    "\n"
    "exit status: 0 all is well, or is now; 1 something is wrong, or is still; 2 the command line is wrong;\n"
    "             3 (repair without --yes) something can be repaired\n";

void print_line(std::string_view line) {
  std::fwrite(line.data(), 1, line.size(), stdout);
  std::fputc('\n', stdout);
}

struct LogCommand {
  enum class Verb { kDump, kVerify, kRepair };
  Verb verb = Verb::kDump;
  DumpOptions dump;
  RepairOptions repair;
  std::vector<std::string> paths;
};

bool parse_verb(const std::string& word, LogCommand::Verb& verb) {
  if (word == "verify") verb = LogCommand::Verb::kVerify;
  else if (word == "repair") verb = LogCommand::Verb::kRepair;
  else return word == "dump";
  return true;
}

bool parse(int count, char** arguments, LogCommand& command) {
  if (count < 2 || !parse_verb(arguments[0], command.verb)) return false;
  const bool dump = command.verb == LogCommand::Verb::kDump;
  const bool repair = command.verb == LogCommand::Verb::kRepair;
  for (int i = 1; i < count; ++i) {
    const std::string argument = arguments[i];
    if (argument == "--deep" && dump) command.dump.deep = true;
    else if (argument == "--content" && dump) command.dump.content = true;
    else if (argument == "--yes" && repair) command.repair.apply = true;
    else if (argument == "--drop-damaged" && repair) command.repair.drop_damaged = true;
    else if (argument.starts_with("-")) return false;
    else command.paths.push_back(argument);
  }
  return dump ? !command.paths.empty() : command.paths.size() == 1;
}

// On the shard's thread, with the exit status.
Task<Status> dump_all(Env& env, LogCommand command, int& status) {
  for (const std::string& path : command.paths) {
    const LineSink print = &print_line;
    const DumpOptions options = command.dump;
    const Result<bool> dumped = co_await dump_file(env, path, options, print);
    if (!dumped.ok()) co_return dumped.error();
    if (!*dumped) status = kExitFindings;
  }
  co_return Status();
}

void print_report(const VerifyReport& report) {
  const auto number = [](std::uint64_t value) { return static_cast<unsigned long long>(value); };
  std::printf("%llu partitions, %llu segments, %llu batches, %llu bytes; %llu journal files with %llu frames, "
              "%llu bytes to be written again by the next start; %llu leftovers, %llu findings\n",
              number(report.partitions), number(report.segments), number(report.batches), number(report.bytes),
              number(report.journal_files), number(report.journal_frames), number(report.unsettled_bytes),
              number(report.leftovers), number(report.findings));
}

Task<Status> verify(Env& env, LogCommand command, int& status) {
  const LineSink print = &print_line;
  const std::string path = command.paths.front();
  const Result<VerifyReport> report = co_await verify_log_directory(env, path, print);
  if (!report.ok()) co_return report.error();
  print_report(*report);
  if (report->findings > 0) status = kExitFindings;
  co_return Status();
}

Task<Status> repair(Env& env, LogCommand command, int& status) {
  const LineSink print = &print_line;
  const std::string path = command.paths.front();
  const RepairOptions options = command.repair;
  const Result<RepairReport> report = co_await repair_log_directory(env, path, options, print);
  if (!report.ok()) co_return report.error();
  print_report(options.apply ? report->after : report->before);
  std::printf("%llu repairs %s, %llu findings left\n", static_cast<unsigned long long>(report->repairs),
              options.apply ? "made" : "possible, none made", static_cast<unsigned long long>(report->left));
  if (options.apply && report->after.findings > 0) status = kExitFindings;
  if (!options.apply && report->before.findings > 0) status = kExitFindings;
  if (!options.apply && report->repairs > 0) status = kExitRepairable;
  co_return Status();
}

Task<Status> run_verb(Env& env, LogCommand command, int& status) {
  switch (command.verb) {
    case LogCommand::Verb::kDump: return dump_all(env, std::move(command), status);
    case LogCommand::Verb::kVerify: return verify(env, std::move(command), status);
    case LogCommand::Verb::kRepair: return repair(env, std::move(command), status);
  }
  KLAMM_ASSERT(false);
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
  int status = 0;
  const Status done = group.run_on(ShardId(0), [&](Env& env) { return run_verb(env, command, status); });
  group.stop();
  std::fflush(stdout);
  if (!done.ok()) std::fprintf(stderr, "klamm: %s\n", done.error().message.c_str());
  return done.ok() ? status : kExitFindings;
}

}  // namespace klamm::broker
