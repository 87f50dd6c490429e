#include "storage/tools/repair.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <system_error>
#include <utility>

#include "runtime/io/io.h"
#include "storage/log/index.h"
#include "storage/log/segment.h"
#include "storage/log/transaction_index.h"
#include "storage/scrub/index_check.h"
#include "storage/tools/repair_plan.h"

namespace klamm {

namespace {

constexpr std::size_t kCopySize = 1U << 20;
constexpr std::size_t kBlockSize = 4096;
constexpr std::uint32_t kRepairedFileMode = 0644;
// Nobody knows here what a topic says: Kafka's default of index.interval.bytes.
constexpr std::int32_t kIndexIntervalBytes = 4096;
constexpr std::string_view kRepairedKinds[] = {".index", ".timeindex", ".txnindex"};

Error repair_error(const char* what, const std::string& path, std::int64_t result) {
  const int os_errno = result < 0 ? static_cast<int>(-result) : EIO;
  return Error(ErrorCode::kKafkaStorageError,
               std::string("cannot ") + what + " " + path + ": " + std::generic_category().message(os_errno), os_errno);
}

struct Range {
  std::uint64_t position = 0;
  std::uint64_t end = 0;
};

class Repairer {
 public:
  Repairer(Env& env, LineSink print) : env_(env), print_(std::move(print)) {}

  Task<Status> make(RepairStep step) {
    switch (step.kind) {
      case RepairStep::Kind::kRemoveFile: co_return co_await remove_file(step);
      case RepairStep::Kind::kCompleteSwap: co_return co_await complete_swap(step);
      case RepairStep::Kind::kRebuildIndexes: co_return co_await rebuild_indexes(step.directory, step.base, "");
      case RepairStep::Kind::kCutTail: co_return co_await cut_tail(step);
      case RepairStep::Kind::kDropRanges: co_return co_await drop_ranges(step);
    }
    co_return Status();
  }

 private:
  Task<Status> sync_names(std::string directory) {
    const std::int32_t synced = co_await sync_directory(env_.io, directory);
    if (synced < 0) co_return repair_error("sync", directory, synced);
    co_return Status();
  }

  Task<Status> remove_file(const RepairStep& step) {
    const std::int32_t unlinked = co_await unlink_file(env_.io, step.path);
    if (unlinked < 0 && unlinked != -ENOENT) co_return repair_error("remove", step.path, unlinked);
    co_return co_await sync_names(step.directory);
  }

  Task<Status> rename(std::string from, std::string to) {
    const std::int32_t renamed = co_await rename_file(env_.io, from, to);
    if (renamed < 0 && renamed != -ENOENT) co_return repair_error("rename", from, renamed);
    co_return Status();
  }

  // The indexes of BASE.log`suffix`, which must be whole. Where it ends is in `end_`, which abort markers it has in
  // `abort_markers_`.
  Task<Status> rebuild_indexes(std::string directory, Offset base, std::string suffix) {
    const std::string name = directory + "/" + segment_file_name(base);
    const std::string file = name + ".log" + suffix;
    const std::int64_t size = co_await file_size(env_.io, file);
    if (size < 0) co_return repair_error("read", file, size);
    IndexMaker maker(base, kIndexIntervalBytes);
    end_ = base;
    abort_markers_.clear();
    const SegmentCheck::OnBatch on_batch = [this, &maker](const CheckedBatch& batch) {
      maker.add(batch);
      end_ = batch.last + 1;
      if (batch.marker == MarkerKind::kAbort) abort_markers_[batch.last] = batch.producer;
    };
    SegmentCheck check(base, Offset(INT64_MAX), static_cast<std::uint64_t>(size), on_batch);
    const Status walked = co_await check_segment_file(env_, file, check);
    if (!walked.ok()) co_return walked;
    if (check.damages() > 0) co_return Error(ErrorCode::kKafkaStorageError, file + " is damaged");
    const SegmentIndexes made = maker.take();
    const std::vector<std::uint8_t> offsets = encode_entries(made.offsets);
    const Status written = co_await replace_file(env_.io, name + ".index" + suffix, std::string(as_text(offsets)));
    if (!written.ok()) co_return written;
    const std::vector<std::uint8_t> times = encode_entries(made.times);
    co_return co_await replace_file(env_.io, name + ".timeindex" + suffix, std::string(as_text(times)));
  }

  // --- Bytes.

  // Copies a range to where `to` ends. What cannot be read is zeros there if `holes`, or else an error.
  Task<Status> copy(Handle from, Handle to, Range range, std::uint64_t& written, bool holes) {
    std::vector<std::uint8_t> bytes;
    std::uint64_t blocks_until = 0;
    while (range.position < range.end) {
      const std::uint64_t run = range.position < blocks_until ? kBlockSize - range.position % kBlockSize : kCopySize;
      bytes.assign(static_cast<std::size_t>(std::min(run, range.end - range.position)), 0);
      const std::int64_t count = co_await read_all(env_.io, from, bytes, range.position);
      if (count < 0 && !holes) co_return repair_error("read", "a segment", count);
      if (count < 0 && range.position >= blocks_until) {
        blocks_until = range.position + bytes.size();
        continue;
      }
      if (count < 0) std::fill(bytes.begin(), bytes.end(), 0);
      const std::int32_t result = co_await write_all(env_.io, to, bytes, written);
      if (result < 0) co_return repair_error("write", "a copy", result);
      written += bytes.size();
      range.position += bytes.size();
    }
    co_return Status();
  }

  // The ranges of `source`, one behind the other, as a new file, durably but for its name.
  Task<Status> copy_file(std::string source, std::string target, int flags, std::vector<Range> ranges, bool holes) {
    const std::int32_t from = co_await open_file(env_.io, source, O_RDONLY | O_CLOEXEC, 0);
    if (from < 0) co_return repair_error("open", source, from);
    const std::int32_t to =
        co_await open_file(env_.io, target, O_WRONLY | O_CREAT | O_CLOEXEC | flags, kRepairedFileMode);
    Status status;
    if (to < 0) status = repair_error("create", target, to);
    std::uint64_t written = 0;
    for (const Range& range : ranges) {
      if (status.ok()) status = co_await copy(from, to, range, written, holes);
    }
    if (status.ok()) {
      const std::int32_t synced = co_await sync_file(env_.io, to);
      if (synced < 0) status = repair_error("sync", target, synced);
    }
    if (to >= 0) static_cast<void>(co_await close_handle(env_.io, to));
    static_cast<void>(co_await close_handle(env_.io, from));
    co_return status;
  }

  // What was kept before, at the same place, stays too.
  Task<Status> keep_aside(const RepairStep& step, Damage damage) {
    const std::string name = step.path + ".damaged-" + std::to_string(damage.position);
    std::string target = name;
    for (int number = 1;; ++number) {
      const std::int64_t there = co_await file_size(env_.io, target);
      if (there < 0) break;
      target = name + "." + std::to_string(number);
    }
    std::vector<Range> range{Range{damage.position, damage.end}};
    const Status copied = co_await copy_file(step.path, target, O_EXCL, std::move(range), true);
    if (!copied.ok()) co_return copied;
    print_("kept " + target);
    co_return co_await sync_names(step.directory);
  }

  // --- Segments.

  Task<Status> cut_tail(const RepairStep& step) {
    const Damage tail = step.ranges.front();
    const Status kept = co_await keep_aside(step, tail);
    if (!kept.ok()) co_return kept;
    const std::int32_t handle = co_await open_file(env_.io, step.path, O_RDWR | O_CLOEXEC, 0);
    if (handle < 0) co_return repair_error("open", step.path, handle);
    std::int32_t result = co_await truncate_file(env_.io, handle, tail.position);
    if (result >= 0) result = co_await sync_file(env_.io, handle);
    static_cast<void>(co_await close_handle(env_.io, handle));
    if (result < 0) co_return repair_error("cut", step.path, result);
    const Status indexed = co_await rebuild_indexes(step.directory, step.base, "");
    // Damage before the tail stays, and the indexes with it: a start takes of them what it can.
    if (!indexed.ok() && indexed.error().os_errno != 0) co_return indexed;
    co_return Status();
  }

  Task<Status> drop_ranges(const RepairStep& step) {
    for (const Damage& damage : step.ranges) {
      const Status kept = co_await keep_aside(step, damage);
      if (!kept.ok()) co_return kept;
    }
    const std::int64_t size = co_await file_size(env_.io, step.path);
    if (size < 0) co_return repair_error("read", step.path, size);
    std::vector<Range> sound;
    std::uint64_t at = 0;
    for (const Damage& damage : step.ranges) {
      if (damage.position > at) sound.push_back(Range{at, damage.position});
      at = damage.end;
    }
    if (at < static_cast<std::uint64_t>(size)) sound.push_back(Range{at, static_cast<std::uint64_t>(size)});
    const std::string name = step.directory + "/" + segment_file_name(step.base);
    const Status copied = co_await copy_file(step.path, name + ".log.cleaned", O_TRUNC, std::move(sound), false);
    if (!copied.ok()) co_return copied;
    const Status indexed = co_await rebuild_indexes(step.directory, step.base, ".cleaned");
    if (!indexed.ok()) co_return indexed;
    // As compaction does it: when the log has this name, a start completes the swap.
    for (const std::string_view kind : {kRepairedKinds[0], kRepairedKinds[1], std::string_view(".log")}) {
      const std::string from = name + std::string(kind);
      const Status renamed = co_await rename(from + ".cleaned", from + ".swap");
      if (!renamed.ok()) co_return renamed;
    }
    const Status committed = co_await sync_names(step.directory);
    if (!committed.ok()) co_return committed;
    const Offset end = end_;
    co_return co_await finish_swap(step.directory, step.base, end);
  }

  Task<Status> complete_swap(const RepairStep& step) {
    const Status indexed = co_await rebuild_indexes(step.directory, step.base, ".swap");
    if (!indexed.ok()) co_return indexed;
    const Offset end = end_;
    co_return co_await finish_swap(step.directory, step.base, end);
  }

  // Of aborted transactions the new segment tells what the old ones did, where it still has their markers: see
  // LogRecovery::find_swap_transactions().
  Task<Status> keep_transactions(std::string directory, Offset base, const std::vector<std::string>& all) {
    std::map<Offset, AbortedTxn> kept;
    for (const std::string& name : all) {
      std::optional<Offset> at = parse_segment_file_name(name, ".txnindex.swap");
      if (!at.has_value()) at = parse_segment_file_name(name, ".txnindex");
      if (!at.has_value() || *at < base || (*at > base && *at >= end_)) continue;
      const std::string path = directory + "/" + name;
      const Result<std::string> file = co_await read_file(env_.io, path, TransactionIndex::kFileSizeMax);
      if (!file.ok()) co_return file.error();
      const auto entries = TransactionIndex::parse(as_bytes(*file), *at, Offset(INT64_MAX));
      if (!entries.has_value()) print_(path + ": is damaged, and is lost");
      for (const AbortedTxn& entry : entries.value_or(std::vector<AbortedTxn>())) {
        const auto marker = abort_markers_.find(entry.last_offset);
        if (marker != abort_markers_.end() && marker->second == entry.producer) kept.emplace(entry.last_offset, entry);
      }
    }
    const std::string path = directory + "/" + segment_file_name(base) + ".txnindex.swap";
    if (kept.empty()) {
      const std::int32_t unlinked = co_await unlink_file(env_.io, path);
      if (unlinked < 0 && unlinked != -ENOENT) co_return repair_error("remove", path, unlinked);
      co_return Status();
    }
    std::vector<AbortedTxn> entries;
    for (const auto& [marker, entry] : kept) entries.push_back(entry);
    const std::vector<std::uint8_t> bytes = TransactionIndex::encode(entries);
    co_return co_await replace_file(env_.io, path, std::string(as_text(bytes)));
  }

  // The old segments go first, durably, then the new one gets its name, the log last: until then it can be done again.
  Task<Status> finish_swap(std::string directory, Offset base, Offset end) {
    const Result<std::vector<std::string>> all = co_await list_directory(env_.io, directory);
    if (!all.ok()) co_return all.error();
    const Status kept = co_await keep_transactions(directory, base, *all);
    if (!kept.ok()) co_return kept;
    for (const std::string& name : *all) {
      for (const std::string_view kind :
           {std::string_view(".log"), kRepairedKinds[0], kRepairedKinds[1], kRepairedKinds[2]}) {
        const std::optional<Offset> at = parse_segment_file_name(name, kind);
        if (!at.has_value() || *at < base || (*at > base && *at >= end)) continue;
        const std::string path = directory + "/" + name;
        const std::int32_t unlinked = co_await unlink_file(env_.io, path);
        if (unlinked < 0 && unlinked != -ENOENT) co_return repair_error("remove", path, unlinked);
      }
    }
    const Status gone = co_await sync_names(directory);
    if (!gone.ok()) co_return gone;
    const std::string name = directory + "/" + segment_file_name(base);
    for (const std::string_view kind : kRepairedKinds) {
      const std::string to = name + std::string(kind);
      const Status renamed = co_await rename(to + ".swap", to);
      if (!renamed.ok()) co_return renamed;
    }
    const Status indexed = co_await sync_names(directory);
    if (!indexed.ok()) co_return indexed;
    const Status named = co_await rename(name + ".log.swap", name + ".log");
    if (!named.ok()) co_return named;
    co_return co_await sync_names(directory);
  }

  Env& env_;
  const LineSink print_;
  Offset end_;
  std::map<Offset, ProducerId> abort_markers_;
};

Task<Status> repair_opened(Env& env, const LogDirectory& directory, RepairOptions options, LineSink print,
                           RepairReport& report) {
  const Result<Verified> verified = co_await verify_opened(env, directory, print);
  if (!verified.ok()) co_return verified.error();
  report.before = verified->report;
  const RepairPlan plan = plan_repair(*verified, options);
  report.repairs = plan.steps.size();
  report.left = plan.left.size();
  Repairer repairer(env, print);
  for (const RepairStep& step : plan.steps) {
    print(std::string(options.apply ? "repair " : "would repair ") + step.path + ": " + step.text);
    if (!options.apply) continue;
    RepairStep copy = step;
    const Status made = co_await repairer.make(std::move(copy));
    if (!made.ok()) co_return made;
  }
  for (const std::string& left : plan.left) print("not repaired: " + left);
  if (!options.apply) co_return Status();
  const Result<Verified> after = co_await verify_opened(env, directory, print);
  if (!after.ok()) co_return after.error();
  report.after = after->report;
  co_return Status();
}

}  // namespace

Task<Result<RepairReport>> repair_log_directory(Env& env, std::string path, RepairOptions options, LineSink print) {
  const Result<LogDirectories> opened = co_await open_for_tools(env, path);
  if (!opened.ok()) co_return opened.error();
  RepairReport report;
  const Status repaired = co_await repair_opened(env, opened->directories.front(), options, print, report);
  static_cast<void>(co_await close_log_directories(env, *opened));
  if (!repaired.ok()) co_return repaired.error();
  co_return report;
}

}  // namespace klamm
