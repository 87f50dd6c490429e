#include "storage/tools/verify.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <optional>
#include <vector>

#include "protocol/records/batch.h"
#include "runtime/io/io.h"
#include "storage/directory/files.h"
#include "storage/journal/replay.h"
#include "storage/log/index.h"
#include "storage/log/log_manager.h"
#include "storage/log/segment.h"

namespace klamm {

namespace {

constexpr std::size_t kVerifyReadSize = 1U << 20;
constexpr std::size_t kIndexSizeMax = 64U << 20;

struct Place {
  Offset segment_base;
  std::uint32_t position = 0;
};

// The lowest place that the journals tell of, for each partition: what lies there and behind is theirs to restore.
struct LivePlaces final : JournalVisitor {
  std::map<TopicIdPartition, std::map<Offset, std::uint32_t>> places;

  Status on_record(const journal::Record& record, const journal::RecordPlace& /*place*/) override {
    std::map<Offset, std::uint32_t>& of = places[record.id];
    if (record.kind == journal::RecordKind::kSettled) of.erase(of.begin(), of.lower_bound(record.segment_base));
    const bool tells = record.kind == journal::RecordKind::kAppend || record.kind == journal::RecordKind::kTruncate;
    if (!tells) return {};
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

class Verifier {
 public:
  Verifier(Env& env, LineSink print) : env_(env), print_(std::move(print)) {}

  Task<Result<VerifyReport>> run(std::string path) {
    std::vector<std::string> paths{path};
    Result<LogDirectories> opened = co_await open_log_directories(env_, paths);
    if (!opened.ok()) co_return opened.error();
    const LogDirectory directory = opened->directories.front();
    Status status = co_await read_journals(directory);
    for (const FoundPartition& partition : directory.partitions) {
      if (status.ok()) status = co_await verify_partition(directory, partition);
    }
    for (const std::string& name : directory.unknown_directories) {
      finding(directory.path + "/" + name, "looks like a partition, and has no readable partition.metadata");
    }
    static_cast<void>(co_await close_log_directories(env_, *opened));
    if (!status.ok()) co_return status.error();
    co_return report_;
  }

 private:
  void finding(const std::string& where, const std::string& what) {
    ++report_.findings;
    print_(where + ": " + what);
  }

  Task<Status> read_journals(const LogDirectory& directory) {
    const std::string path = journal_directory(directory.path);
    JournalVisitor& visitor = live_;
    const JournalMutants none;
    const Result<ReplayCounts> counts = co_await replay_journals(env_, path, directory.journals, visitor, none);
    if (!counts.ok()) {
      if (counts.error().os_errno != 0) co_return counts.error();
      finding(path, counts.error().message);
      co_return Status();
    }
    report_.journal_files = counts->files;
    report_.journal_frames = counts->frames;
    co_return Status();
  }

  Task<Status> verify_partition(const LogDirectory& directory, const FoundPartition& partition) {
    ++report_.partitions;
    const std::string path = directory.path + "/" + partition.directory_name;
    const Result<std::vector<std::string>> names = co_await list_directory(env_.io, path);
    if (!names.ok()) co_return names.error();
    std::vector<Offset> bases;
    for (const std::string& name : *names) {
      if (const std::optional<Offset> base = parse_segment_file_name(name, ".log")) bases.push_back(*base);
    }
    const std::optional<Place> live = live_.lowest(partition.id);
    for (std::size_t i = 0; i < bases.size(); ++i) {
      std::optional<Offset> next;
      if (i + 1 < bases.size()) next = bases[i + 1];
      const Status verified = co_await verify_segment(path, bases[i], next, live);
      if (!verified.ok()) co_return verified;
    }
    co_return Status();
  }

  Task<Status> verify_segment(std::string directory, Offset base, std::optional<Offset> next,
                              std::optional<Place> live) {
    ++report_.segments;
    const std::string name = directory + "/" + segment_file_name(base);
    const std::string file = name + ".log";
    const std::int64_t found = co_await file_size(env_.io, file);
    if (found < 0) co_return Error(ErrorCode::kKafkaStorageError, "cannot read " + file, static_cast<int>(-found));
    const auto size = static_cast<std::uint64_t>(found);
    std::uint64_t settled = size;
    if (live.has_value() && live->segment_base < base) settled = 0;
    if (live.has_value() && live->segment_base == base) settled = std::min<std::uint64_t>(size, live->position);
    report_.unsettled_bytes += size - settled;
    report_.bytes += settled;
    const std::int32_t handle = co_await open_file(env_.io, file, O_RDONLY | O_CLOEXEC, 0);
    if (handle < 0) co_return Error(ErrorCode::kKafkaStorageError, "cannot open " + file, -handle);
    ends_.clear();
    const Status walked = co_await walk(file, handle, settled, base, next);
    static_cast<void>(co_await close_handle(env_.io, handle));
    if (!walked.ok()) co_return walked;
    // An index is written with a checkpoint: of bytes that the journal holds it may say anything.
    if (settled < size || settled == 0) co_return Status();
    co_return co_await verify_indexes(name, base);
  }

  Task<Status> walk(std::string file, Handle handle, std::uint64_t end, Offset base, std::optional<Offset> next) {
    std::uint64_t position = 0;
    std::size_t wanted = kVerifyReadSize;
    Offset expected = base;
    while (position < end) {
      std::vector<std::uint8_t> bytes(static_cast<std::size_t>(std::min<std::uint64_t>(wanted, end - position)));
      const std::int64_t count = co_await read_all(env_.io, handle, bytes, position);
      if (count < 0) co_return Error(ErrorCode::kKafkaStorageError, "cannot read " + file, static_cast<int>(-count));
      protocol::BatchRun run(ByteView(bytes).first(static_cast<std::size_t>(count)));
      std::uint64_t walked = 0;
      while (true) {
        const Result<std::optional<protocol::BatchView>> batch = run.next();
        if (!batch.ok()) {
          finding(file, "at position " + std::to_string(position + walked) + ": " + batch.error().message);
          co_return Status();
        }
        if (!batch->has_value()) break;
        check_batch(file, position + walked, **batch, expected, next);
        expected = std::max(expected, (*batch)->next_offset());
        walked += (*batch)->size();
      }
      if (walked == 0 && (static_cast<std::size_t>(count) < bytes.size() || wanted >= end - position)) {
        finding(file, "ends within a batch, at position " + std::to_string(position));
        co_return Status();
      }
      wanted = walked == 0 ? wanted * 2 : kVerifyReadSize;
      position += walked;
    }
    co_return Status();
  }

  void check_batch(const std::string& file, std::uint64_t position, const protocol::BatchView& batch, Offset expected,
                   std::optional<Offset> next) {
    ++report_.batches;
    const std::string where = "the batch at position " + std::to_string(position);
    if (!batch.crc_ok()) finding(file, where + " fails its checksum");
    if (batch.base_offset() < expected || batch.last_offset_delta() < 0) {
      finding(file, where + " has offsets below those before it");
    }
    if (next.has_value() && batch.next_offset() > *next) finding(file, where + " reaches into the next segment");
    newest_ms_ = ends_.empty() ? batch.max_timestamp() : std::max(newest_ms_, batch.max_timestamp());
    ends_[batch.last_offset()] = {position, newest_ms_};
  }

  template <class Entry>
  Task<Result<std::vector<Entry>>> read_entries(std::string path) {
    std::vector<Entry> entries;
    const std::int64_t size = co_await file_size(env_.io, path);
    if (size == -ENOENT) co_return entries;
    const Result<std::string> content = co_await read_file(env_.io, path, kIndexSizeMax);
    if (!content.ok()) co_return content.error();
    const std::size_t sound = sound_entries<Entry>(as_bytes(*content));
    if (sound * Entry::kSize != content->size()) {
      finding(path, "entry " + std::to_string(sound) + " does not follow the one before it");
    }
    for (std::size_t i = 0; i < sound; ++i) {
      entries.push_back(Entry::decode(as_bytes(*content).data() + i * Entry::kSize));
    }
    co_return entries;
  }

  Task<Status> verify_indexes(std::string name, Offset base) {
    const std::string index = name + ".index";
    const Result<std::vector<OffsetEntry>> offsets = co_await read_entries<OffsetEntry>(index);
    if (!offsets.ok()) co_return offsets.error();
    for (const OffsetEntry& entry : *offsets) {
      const auto found = ends_.find(base + entry.relative_offset);
      if (found != ends_.end() && found->second.first == static_cast<std::uint64_t>(entry.position)) continue;
      finding(index,
              "the entry of offset " + std::to_string(base.value + entry.relative_offset) + " points beside a batch");
    }
    const std::string times = name + ".timeindex";
    const Result<std::vector<TimeEntry>> entries = co_await read_entries<TimeEntry>(times);
    if (!entries.ok()) co_return entries.error();
    for (const TimeEntry& entry : *entries) {
      const auto found = ends_.find(base + entry.relative_offset);
      if (found != ends_.end() && found->second.second == entry.timestamp_ms) continue;
      finding(times, "the entry of offset " + std::to_string(base.value + entry.relative_offset) +
                         " has a time that is not the largest so far");
    }
    co_return Status();
  }

  Env& env_;
  const LineSink print_;
  LivePlaces live_;
  VerifyReport report_;
  // Of the segment at hand: by last offset, where the batch lies and the largest timestamp so far.
  std::map<Offset, std::pair<std::uint64_t, std::int64_t>> ends_;
  std::int64_t newest_ms_ = -1;
};

}  // namespace

Task<Result<VerifyReport>> verify_log_directory(Env& env, std::string path, LineSink print) {
  const std::string meta = path + "/meta.properties";
  const std::int64_t found = co_await file_size(env.io, meta);
  if (found < 0) {
    co_return Error(ErrorCode::kKafkaStorageError, path + " is no log directory: it has no meta.properties",
                    static_cast<int>(-found));
  }
  Verifier verifier(env, std::move(print));
  Task<Result<VerifyReport>> running = verifier.run(std::move(path));
  co_return co_await running;
}

}  // namespace klamm
