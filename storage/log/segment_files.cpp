// What happens to a segment's files besides appending and reading: they are renamed and removed.
#include <fcntl.h>

#include <algorithm>
#include <cerrno>

#include "runtime/io/io.h"
#include "storage/log/partition_log.h"
#include "storage/log/segment.h"

namespace klamm {

namespace {

constexpr std::string_view kIndexKinds[] = {".index", ".timeindex", ".txnindex"};
constexpr std::string_view kLogKind = ".log";
constexpr std::uint32_t kIndexFileMode = 0644;

}  // namespace

std::int64_t Segment::retention_timestamp_ms(std::int64_t now_ms) {
  if (max_timestamp_.timestamp_ms >= 0) return max_timestamp_.timestamp_ms;
  if (first_asked_ms_ < 0) first_asked_ms_ = now_ms;
  return first_asked_ms_;
}

Task<Status> Segment::rename_file_of(std::string_view kind, std::string suffix) {
  const std::string from = path(kind);
  const std::string to = from.substr(0, from.size() - file_suffix_.size()) + suffix;
  const std::int32_t renamed = co_await rename_file(context_.io, from, to);
  if (renamed < 0 && renamed != -ENOENT) co_return failure("rename", kind, renamed);
  co_return Status();
}

Task<Status> Segment::rename_indexes(std::string suffix) {
  if (suffix == file_suffix_) co_return Status();
  for (const std::string_view kind : kIndexKinds) {
    const Status renamed = co_await rename_file_of(kind, suffix);
    if (!renamed.ok()) co_return renamed;
  }
  co_return Status();
}

// The log comes last: who finds files after a crash goes by it.
Task<Status> Segment::rename_files(std::string suffix) {
  if (suffix == file_suffix_) co_return Status();
  const Status indexes = co_await rename_indexes(suffix);
  if (!indexes.ok()) co_return indexes;
  const Status log = co_await rename_file_of(kLogKind, suffix);
  if (!log.ok()) co_return log;
  file_suffix_ = suffix;
  co_return Status();
}

Task<Status> Segment::hold_files() {
  if (!exists_) co_return Status();
  context_.open_segments.forget(*this);
  held_ = true;
  const Status loaded = co_await load_indexes();
  if (!loaded.ok()) co_return loaded;
  const Result<FilePtr> log = co_await open_log();
  if (!log.ok()) co_return log.error();
  const Result<FilePtr> direct = co_await open_direct();
  if (!direct.ok()) co_return direct.error();
  // An index without entries has no file.
  if (offset_index_.saved() > 0 || time_index_.saved() > 0) {
    const Result<FilePtr> index = co_await open_cached(&Files::index, ".index");
    if (!index.ok() && index.error().os_errno != ENOENT) co_return index.error();
    const Result<FilePtr> time = co_await open_cached(&Files::time, ".timeindex");
    if (!time.ok() && time.error().os_errno != ENOENT) co_return time.error();
  }
  co_return Status();
}

Task<Status> Segment::write_indexes_beside(std::shared_ptr<const SegmentIndexes> indexes) {
  const std::vector<std::uint8_t> offsets = encode_entries(indexes->offsets);
  const std::vector<std::uint8_t> times = encode_entries(indexes->times);
  struct Part {
    std::string_view kind;
    ByteView bytes;
  };
  for (const Part& part : {Part{kIndexKinds[0], offsets}, Part{kIndexKinds[1], times}}) {
    const std::string name = path(part.kind) + std::string(kUnfinishedSuffix);
    const std::int32_t handle =
        co_await open_file(context_.io, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kIndexFileMode);
    if (handle < 0) co_return failure("create a new", part.kind, handle);
    std::int32_t result = co_await write_all(context_.io, handle, part.bytes, 0);
    if (result >= 0) result = co_await sync_file(context_.io, handle);
    static_cast<void>(co_await close_handle(context_.io, handle));
    if (result < 0) co_return failure("write a new", part.kind, result);
  }
  co_return Status();
}

// Memory comes first, with all entries: as long as they are there no lookup asks a file, whatever its name says.
Task<Status> Segment::replace_indexes(std::shared_ptr<const SegmentIndexes> indexes) {
  KLAMM_ASSERT(written_bytes_ == size_bytes_);
  offset_index_ = {};
  time_index_ = {};
  for (const OffsetEntry& entry : indexes->offsets) offset_index_.append(entry);
  for (const TimeEntry& entry : indexes->times) time_index_.append(entry);
  max_timestamp_ = indexes->times.empty() ? TimeEntry{} : indexes->times.back();
  max_timestamp_known_ = true;
  ++index_version_;
  if (files_ != nullptr) files_->index = files_->time = nullptr;
  note_use();
  for (const std::string_view kind : {kIndexKinds[0], kIndexKinds[1]}) {
    const std::string to = path(kind);
    const std::int32_t renamed = co_await rename_file(context_.io, to + std::string(kUnfinishedSuffix), to);
    if (renamed < 0) co_return failure("replace", kind, renamed);
  }
  ++index_version_;
  offset_index_.mark_saved(indexes->offsets.size());
  time_index_.mark_saved(indexes->times.size());
  co_return Status();
}

void Segment::release_files() {
  held_ = false;
  note_use();
}

Task<Status> Segment::load_first_timestamp() {
  if (first_timestamp_ms_ >= 0 || written_bytes_ < protocol::kBatchHeaderSize) co_return Status();
  const Result<Buffer> head = co_await read(0, protocol::kBatchHeaderSize);
  if (!head.ok()) co_return head.error();
  if (head->size() < protocol::kBatchHeaderSize) co_return failure("read", ".log", 0);
  first_timestamp_ms_ = load_be<std::int64_t>(head->data() + protocol::kMaxTimestampAt);
  co_return Status();
}

}  // namespace klamm
