#include "runtime/shard/disk_watchdog.h"

#include <algorithm>
#include <utility>

namespace klamm {

namespace {

constexpr MonotonicNs kLookIntervalNs = 1'000 * kNsPerMs;

bool lies_in(std::string_view path, std::string_view directory) {
  if (!path.starts_with(directory)) return false;
  return path.size() == directory.size() || directory.ends_with('/') || path[directory.size()] == '/';
}

std::int64_t bytes_of(const Op& op) {
  if (op.kind == OpKind::kRead || op.kind == OpKind::kReadFile) return static_cast<std::int64_t>(op.bytes.size());
  if (op.kind != OpKind::kWrite) return static_cast<std::int64_t>(op.length);
  std::size_t bytes = 0;
  for (int i = 0; i < op.iov_count; ++i) bytes += op.iov[i].iov_len;
  return static_cast<std::int64_t>(bytes);
}

}  // namespace

std::string_view op_kind_name(OpKind kind) {
  switch (kind) {
    case OpKind::kNop: return "nop";
    case OpKind::kOpen: return "open";
    case OpKind::kClose: return "close";
    case OpKind::kRead: return "read";
    case OpKind::kWrite: return "write";
    case OpKind::kSync: return "sync";
    case OpKind::kAllocate: return "allocate";
    case OpKind::kTruncate: return "truncate";
    case OpKind::kStat: return "stat";
    case OpKind::kRename: return "rename";
    case OpKind::kUnlink: return "unlink";
    case OpKind::kMakeDirectory: return "make directory";
    case OpKind::kRemoveDirectory: return "remove directory";
    case OpKind::kSyncDirectory: return "sync directory";
    case OpKind::kSyncFileSystem: return "sync file system";
    case OpKind::kStatFileSystem: return "stat file system";
    case OpKind::kListDirectory: return "list directory";
    case OpKind::kReadFile: return "read file";
    case OpKind::kAccept: return "accept";
    case OpKind::kConnect: return "connect";
    case OpKind::kReceive:
    case OpKind::kReceiveSelect: return "receive";
    case OpKind::kSend: return "send";
    case OpKind::kShutdown: return "shutdown";
  }
  return "?";
}

DiskWatchdog::DiskWatchdog(Env& env, MonotonicNs stall_ns, std::vector<std::string> directories)
    : env_(env), stall_ns_(stall_ns), log_(env.log.module("io.disk")), timer_(&DiskWatchdog::on_timer, this) {
  directories.emplace_back();
  for (std::string& path : directories) {
    const MetricLabels labels = {{"directory", path}};
    Directory& directory = directories_.emplace_back();
    directory.stalled_gauge = env.metrics.gauge("klamm_disk_operations_stalled",
                                                "File operations that have been under way for too long.", labels);
    directory.stalled_total = env.metrics.counter("klamm_disk_operations_stalled_total",
                                                  "File operations that were found to take too long.", labels);
    directory.path = std::move(path);
  }
  env_.timers.set(timer_, env_.now() + kLookIntervalNs);
}

std::int64_t DiskWatchdog::stalled() const {
  std::int64_t sum = 0;
  for (const Directory& directory : directories_) sum += directory.stalled;
  return sum;
}

void DiskWatchdog::on_timer(Timer& timer) {
  auto& watchdog = *static_cast<DiskWatchdog*>(timer.owner);
  watchdog.look_at_ended();
  watchdog.look();
  watchdog.env_.timers.set(timer, watchdog.env_.now() + kLookIntervalNs);
}

void DiskWatchdog::look() {
  const MonotonicNs now = env_.now();
  for (Op* op = env_.io.file_ops().oldest(); op != nullptr; op = op->file_next) {
    const MonotonicNs under_way_ns = now - op->submitted_ns;
    if (under_way_ns < stall_ns_) break;
    if (op->report == 0) report(*op, under_way_ns);
  }
}

void DiskWatchdog::report(Op& op, MonotonicNs under_way_ns) {
  const std::string path = op.path != nullptr ? op.path : env_.io.path_of(op.handle);
  const std::size_t index = directory_of(path);
  Directory& directory = directories_[index];
  op.report = static_cast<std::uint32_t>(index + 1);
  directory.stalled_gauge->add(1);
  directory.stalled_total->add();
  if (directory.stalled++ > 0) return;
  log_.error("the disk does not answer", {{"directory", directory.path},
                                          {"operation", op_kind_name(op.kind)},
                                          {"file", path},
                                          {"position", op.offset},
                                          {"bytes", bytes_of(op)},
                                          {"under_way_ms", under_way_ns / kNsPerMs}});
}

void DiskWatchdog::look_at_ended() {
  for (const FileOps::Ended& ended : env_.io.file_ops().take_ended()) {
    Directory& directory = directories_[ended.report - 1];
    directory.stalled_gauge->add(-1);
    directory.longest_ns = std::max(directory.longest_ns, ended.took_ns);
    if (--directory.stalled > 0) continue;
    log_.info("the disk answers again",
              {{"directory", directory.path}, {"longest_ms", std::exchange(directory.longest_ns, 0) / kNsPerMs}});
  }
}

std::size_t DiskWatchdog::directory_of(std::string_view path) const {
  std::size_t index = 0;
  while (index + 1 < directories_.size() && !lies_in(path, directories_[index].path)) ++index;
  return index;
}

}  // namespace klamm
