#include "storage/tools/verify.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <optional>
#include <system_error>
#include <vector>

#include "runtime/io/io.h"
#include "storage/directory/files.h"
#include "storage/journal/replay.h"
#include "storage/log/log_manager.h"
#include "storage/log/segment.h"
#include "storage/scrub/index_check.h"
#include "storage/scrub/transaction_check.h"

namespace klamm {

namespace {

constexpr std::size_t kCheckedIndexSizeMax = 64U << 20;

struct Place {
  Offset segment_base;
  std::uint32_t position = 0;
};

// The lowest place that the journals tell of, for each partition: what lies there and behind is theirs to restore.
struct LivePlaces final : JournalVisitor {
  std::map<TopicIdPartition, std::map<Offset, std::uint32_t>> places;
  // The segment whose indexes may lack what was written past the journal.
  std::map<TopicIdPartition, Offset> unindexed;

  Status on_record(const journal::Record& record, const journal::RecordPlace& /*place*/) override {
    std::map<Offset, std::uint32_t>& of = places[record.id];
    if (record.kind == journal::RecordKind::kArriving) of.clear();
    if (record.kind == journal::RecordKind::kSettled) of.erase(of.begin(), of.lower_bound(record.segment_base));
    const bool written = journal::says_written(record.kind);
    const bool tells =
        record.kind == journal::RecordKind::kAppend || record.kind == journal::RecordKind::kTruncate || written;
    if (!tells) return {};
    if (written) {
      unindexed[record.id] = record.segment_base;
      of = {{record.segment_base, record.position - static_cast<std::uint32_t>(record.prefix.size())}};
      return {};
    }
    if (record.kind == journal::RecordKind::kTruncate) of.erase(of.upper_bound(record.segment_base), of.end());
    const auto [at, first] = of.try_emplace(record.segment_base, record.position);
    if (!first) at->second = std::min(at->second, record.position);
    return {};
  }
  Task<Status> after_frame() override { co_return Status(); }

  [[nodiscard]] std::optional<Place> lowest(const TopicIdPartition& id) const {
    const auto found = places.find(id);
    if (found == places.end() || found->second.empty()) return std::nullopt;
    return Place{found->second.begin()->first, found->second.begin()->second};
  }
};

bool names(const std::vector<std::string>& all, const std::string& wanted) {
  return std::find(all.begin(), all.end(), wanted) != all.end();
}

class Verifier {
 public:
  Verifier(Env& env, LineSink print) : env_(env), print_(std::move(print)) {}

  Task<Result<Verified>> run(const LogDirectory& directory) {
    Status status = co_await read_journals(directory);
    for (const FoundPartition& partition : directory.logs->partitions) {
      if (status.ok()) status = co_await verify_partition(directory, partition);
    }
    for (const std::string& name : directory.unknown_directories) {
      const std::string path = directory.path + "/" + name;
      const Result<bool> empty = co_await holds_no_partition(env_.io, path);
      if (!empty.ok()) co_return empty.error();
      if (!*empty) other(path, "looks like a partition, and has no readable partition.metadata");
    }
    if (!status.ok()) co_return status.error();
    co_return std::move(verified_);
  }

 private:
  // The segment at hand.
  struct Work {
    std::string directory;
    Offset base;
    std::optional<Offset> next;
    std::optional<Place> live;
    std::optional<Offset> unindexed;
    std::uint64_t settled = 0;  // so much of it the journal does not hold
    TransactionCheck* transactions = nullptr;
  };

  void finding(Finding found) {
    ++verified_.report.findings;
    print_(found.where + ": " + found.what);
    verified_.findings.push_back(std::move(found));
  }

  void other(const std::string& where, const std::string& what) {
    Finding found;
    found.where = where;
    found.what = what;
    finding(std::move(found));
  }

  static Finding of_segment(const Work& work, Finding::Kind kind, std::string where, std::string what) {
    Finding found;
    found.kind = kind;
    found.where = std::move(where);
    found.what = std::move(what);
    found.directory = work.directory;
    found.base = work.base;
    found.last = !work.next.has_value();
    found.in_journal = work.live.has_value() && work.live->segment_base <= work.base;
    return found;
  }

  void leftover(const std::string& directory, const std::string& name, const char* what) {
    Leftover& left = verified_.leftovers.emplace_back();
    left.path = directory + "/" + name;
    left.directory = directory;
    if (const std::optional<Offset> base = parse_segment_file_name(name, ".log.swap")) {
      left.base = *base;
      left.swap = true;
    }
    ++verified_.report.leftovers;
    print_(left.path + ": " + what);
  }

  Task<Status> read_journals(const LogDirectory& directory) {
    const std::string path = journal_directory(directory.path);
    JournalVisitor& visitor = live_;
    const JournalMutants none;
    const Result<ReplayCounts> counts = co_await replay_journals(env_, path, directory.journals, visitor, none);
    if (!counts.ok()) {
      if (counts.error().os_errno != 0) co_return counts.error();
      other(path, counts.error().message);
      co_return Status();
    }
    verified_.report.journal_files = counts->files;
    verified_.report.journal_frames = counts->frames;
    co_return Status();
  }

  // See LogRecovery::clear_log_directory(). What was deleted waits there for its time, and is no leftover.
  void find_leftovers(const std::string& directory, const std::vector<std::string>& all, bool live) {
    constexpr std::size_t kOffsetDigits = 20;
    for (const std::string& name : all) {
      if (name.ends_with(".cleaned") || name.ends_with(kUnfinishedSuffix)) {
        leftover(directory, name, "was never finished; a start removes it");
      } else if (parse_segment_file_name(name, ".log.swap").has_value()) {
        leftover(directory, name, "replaces segments; a start completes that");
      } else if (name.ends_with("index") || name.ends_with("index.swap")) {
        if (name.size() <= kOffsetDigits) continue;
        const std::string base = name.substr(0, kOffsetDigits);
        if (!parse_segment_file_name(base, "").has_value()) continue;
        const bool swap = names(all, base + ".log.swap");
        // A start may have cut its segment off, and is to write it again from the journal.
        const bool cut = live && name.ends_with(".txnindex");
        const bool wanted = swap || cut || (names(all, base + ".log") && !name.ends_with(".swap"));
        if (!wanted) leftover(directory, name, "has no segment; a start removes it");
      }
    }
  }

  Task<Status> verify_partition(const LogDirectory& directory, const FoundPartition& partition) {
    ++verified_.report.partitions;
    const std::string path = directory.path + "/" + partition.directory_name;
    const Result<std::vector<std::string>> all = co_await list_directory(env_.io, path);
    if (!all.ok()) co_return all.error();
    find_leftovers(path, *all, live_.lowest(partition.id).has_value());
    std::vector<Offset> bases;
    for (const std::string& name : *all) {
      if (const std::optional<Offset> base = parse_segment_file_name(name, ".log")) bases.push_back(*base);
    }
    std::sort(bases.begin(), bases.end());
    Work work;
    TransactionCheck transactions(bases.empty() ? Offset(0) : bases.front());
    work.transactions = &transactions;
    work.directory = path;
    work.live = live_.lowest(partition.id);
    if (const auto found = live_.unindexed.find(partition.id); found != live_.unindexed.end()) {
      work.unindexed = found->second;
    }
    for (std::size_t i = 0; i < bases.size(); ++i) {
      work.base = bases[i];
      work.next = i + 1 < bases.size() ? std::optional(bases[i + 1]) : std::nullopt;
      const Status verified = co_await verify_segment(work);
      if (!verified.ok()) co_return verified;
    }
    co_return Status();
  }

  Task<Status> verify_segment(Work& work) {
    VerifyReport& report = verified_.report;
    ++report.segments;
    const std::string name = work.directory + "/" + segment_file_name(work.base);
    const std::string file = name + ".log";
    const std::int64_t found = co_await file_size(env_.io, file);
    if (found < 0) co_return Error(ErrorCode::kKafkaStorageError, "cannot read " + file, static_cast<int>(-found));
    const auto size = static_cast<std::uint64_t>(found);
    work.settled = size;
    if (work.live.has_value() && work.live->segment_base < work.base) work.settled = 0;
    if (work.live.has_value() && work.live->segment_base == work.base) {
      work.settled = std::min<std::uint64_t>(size, work.live->position);
    }
    report.unsettled_bytes += size - work.settled;
    report.bytes += work.settled;
    // An index is written with a checkpoint: of bytes that the journal holds it may say anything.
    const bool with_indexes = work.settled == size && work.settled > 0 && work.unindexed != work.base;
    std::string unreadable;
    std::string offsets;
    std::string times;
    if (with_indexes) offsets = co_await read_index(name + ".index", unreadable);
    if (with_indexes) times = co_await read_index(name + ".timeindex", unreadable);
    IndexCheck indexes(work.base, as_bytes(offsets), as_bytes(times));
    const SegmentCheck::OnBatch on_batch = [&indexes, &work](const CheckedBatch& batch) {
      indexes.add(batch);
      work.transactions->add(batch);
    };
    SegmentCheck check(work.base, work.next.value_or(Offset(INT64_MAX)), work.settled, on_batch);
    const Status walked = co_await check_segment_file(env_, file, check);
    if (!walked.ok()) co_return walked;
    report.batches += check.batches();
    for (const Damage& damage : check.take_damages()) {
      // Of the last batch that was written past the journal, the journal has the rest.
      const bool ends_there = damage.kind == Damage::Kind::kTorn && damage.end == work.settled;
      if (!ends_there || work.unindexed != work.base) note_damage(work, file, damage);
    }
    if (check.damages() > 0) work.transactions->give_up();
    if (with_indexes) {
      const Status verified = co_await verify_transactions(work, name + ".txnindex");
      if (!verified.ok()) co_return verified;
    }
    if (!with_indexes || check.damages() > 0) co_return Status();
    // The last entry of the segment that the journal goes on behind is made again by a start.
    const bool resumed = work.live.has_value() && work.next.has_value() && work.live->segment_base == *work.next;
    indexes.end(work.next.has_value() && !resumed);
    if (!unreadable.empty()) finding(of_segment(work, Finding::Kind::kIndex, name + ".index", unreadable));
    else note_indexes(work, name, indexes);
    co_return Status();
  }

  void note_damage(const Work& work, const std::string& file, const Damage& damage) {
    const std::string where = "position " + std::to_string(damage.position) + ", " +
                              std::to_string(damage.end - damage.position) + " bytes, offset " +
                              std::to_string(damage.offset.value);
    Finding found = of_segment(work, Finding::Kind::kDamage, file, where + ": " + damage.what);
    found.damage = damage;
    finding(std::move(found));
  }

  void note_indexes(const Work& work, const std::string& name, const IndexCheck& indexes) {
    if (!indexes.wrong_offsets().empty()) {
      finding(of_segment(work, Finding::Kind::kIndex, name + ".index", indexes.wrong_offsets()));
    }
    if (!indexes.wrong_times().empty()) {
      finding(of_segment(work, Finding::Kind::kIndex, name + ".timeindex", indexes.wrong_times()));
    }
  }

  // A start makes it again where it is damaged, but does not notice where it is wrong.
  Task<Status> verify_transactions(const Work& work, std::string path) {
    std::string unreadable;
    const std::string content = co_await read_index(path, unreadable);
    if (!unreadable.empty()) {
      other(path, unreadable);
      co_return Status();
    }
    for (const std::string& wrong : work.transactions->end_segment(work.base, as_bytes(content))) other(path, wrong);
    co_return Status();
  }

  // Empty for one that is not there.
  Task<std::string> read_index(std::string path, std::string& unreadable) {
    const std::int64_t size = co_await file_size(env_.io, path);
    if (size == -ENOENT) co_return std::string();
    const Result<std::string> content = co_await read_file(env_.io, path, kCheckedIndexSizeMax);
    if (content.ok()) co_return *content;
    unreadable = content.error().message;
    co_return std::string();
  }

  Env& env_;
  const LineSink print_;
  LivePlaces live_;
  Verified verified_;
};

}  // namespace

Task<Status> check_segment_file(Env& env, std::string file, SegmentCheck& check) {
  const std::int32_t handle = co_await open_file(env.io, file, O_RDONLY | O_CLOEXEC, 0);
  if (handle < 0) co_return Error(ErrorCode::kKafkaStorageError, "cannot open " + file, -handle);
  std::vector<std::uint8_t> bytes;
  while (!check.done()) {
    bytes.resize(check.wanted());
    const std::int64_t count = co_await read_all(env.io, handle, bytes, check.position());
    if (count > 0) {
      check.add(ByteView(bytes).first(static_cast<std::size_t>(count)));
    } else if (count < 0) {
      check.cannot_read(std::generic_category().message(static_cast<int>(-count)));
    } else {
      check.file_ends();
    }
  }
  static_cast<void>(co_await close_handle(env.io, handle));
  co_return Status();
}

Task<Result<LogDirectories>> open_for_tools(Env& env, std::string path) {
  const std::string meta = path + "/meta.properties";
  const std::int64_t found = co_await file_size(env.io, meta);
  if (found < 0) {
    co_return Error(ErrorCode::kKafkaStorageError, path + " is no log directory: it has no meta.properties",
                    static_cast<int>(-found));
  }
  std::vector<std::string> paths{path};
  Task<Result<LogDirectories>> opening = open_log_directories(env, std::move(paths));
  co_return co_await opening;
}

Task<Result<Verified>> verify_opened(Env& env, const LogDirectory& directory, LineSink print) {
  Verifier verifier(env, std::move(print));
  Task<Result<Verified>> running = verifier.run(directory);
  co_return co_await running;
}

Task<Result<VerifyReport>> verify_log_directory(Env& env, std::string path, LineSink print) {
  Result<LogDirectories> opened = co_await open_for_tools(env, path);
  if (!opened.ok()) co_return opened.error();
  const Result<Verified> verified = co_await verify_opened(env, opened->directories.front(), print);
  static_cast<void>(co_await close_log_directories(env, *opened));
  if (!verified.ok()) co_return verified.error();
  co_return verified->report;
}

}  // namespace klamm
