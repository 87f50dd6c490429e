#include "storage/log/segment.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <system_error>

#include "runtime/memory/free_memory.h"
#include "storage/log/syncing.h"

namespace klamm {

using journal::kSectorSize;
using protocol::BatchView;

namespace {

constexpr std::uint32_t kFileMode = 0644;
constexpr int kDurableFlags = O_RDWR | O_DIRECT | O_DSYNC;
constexpr std::string_view kLogSuffix = ".log";
constexpr std::string_view kIndexSuffix = ".index";
constexpr std::string_view kTimeSuffix = ".timeindex";
constexpr std::string_view kTransactionSuffix = ".txnindex";
constexpr std::size_t kScanSize = 256U << 10;
constexpr std::size_t kDirectReadSizeMin = 64U << 10;
// Of an index that can be trusted this much is read, from its end.
constexpr std::uint64_t kTailEntries = 256;

}  // namespace

std::string segment_file_name(Offset base) {
  const std::string digits = std::to_string(base.value);
  return std::string(20 - digits.size(), '0') + digits;
}

std::optional<Offset> parse_segment_file_name(std::string_view name, std::string_view suffix) {
  if (name.size() != 20 + suffix.size() || !name.ends_with(suffix)) return std::nullopt;
  std::int64_t base = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + 20, base);
  if (error != std::errc{} || end != name.data() + 20 || base < 0) return std::nullopt;
  return Offset(base);
}

std::string Segment::path(std::string_view suffix) const {
  return context_.directory + "/" + directory_name_ + "/" + segment_file_name(base_) + std::string(suffix) +
         file_suffix_;
}

Error Segment::failure(const char* what, std::string_view suffix, std::int64_t result) const {
  const int os_errno = result < 0 ? static_cast<int>(-result) : EIO;
  return Error(ErrorCode::kKafkaStorageError,
               std::string("cannot ") + what + " " + path(suffix) + ": " + std::generic_category().message(os_errno),
               os_errno);
}

Segment::~Segment() {
  if (!Scheduler::abandoning()) context_.open_segments.forget(*this);
}

bool Segment::unsynced() const {
  return log_unsynced_ || preallocated_end_ > 0 || created_ || offset_index_.unsaved() || time_index_.unsaved() ||
         transactions_unsaved();
}

// --- In memory.

void Segment::note_timestamp(const BatchView& batch) {
  if (batch.max_timestamp() <= max_timestamp_.timestamp_ms) return;
  max_timestamp_.timestamp_ms = batch.max_timestamp();
  max_timestamp_.relative_offset = static_cast<std::int32_t>(batch.last_offset() - base_);
}

void Segment::add(const BatchView& batch, std::int32_t index_interval_bytes) {
  KLAMM_ASSERT(batch.base_offset() >= next_offset_ && max_timestamp_known_);
  const std::uint64_t position = size_bytes_;
  if (first_timestamp_ms_ < 0) first_timestamp_ms_ = batch.max_timestamp();
  note_timestamp(batch);
  if (bytes_since_entry_ > static_cast<std::uint64_t>(index_interval_bytes)) {
    offset_index_.append(OffsetEntry{.relative_offset = static_cast<std::int32_t>(batch.last_offset() - base_),
                                     .position = static_cast<std::int32_t>(position)});
    const std::optional<TimeEntry> last = time_index_.last();
    if (max_timestamp_.timestamp_ms > (last.has_value() ? last->timestamp_ms : -1)) time_index_.append(max_timestamp_);
    bytes_since_entry_ = 0;
  }
  bytes_since_entry_ += batch.size();
  size_bytes_ += batch.size();
  next_offset_ = batch.next_offset();
  const std::uint64_t sector_start = size_bytes_ / kSectorSize * kSectorSize;
  const std::uint64_t from = std::max(position, sector_start);
  const ByteView tail = batch.bytes().subspan(static_cast<std::size_t>(from - position));
  sector_.resize(static_cast<std::size_t>(from - sector_start));
  sector_.insert(sector_.end(), tail.begin(), tail.end());
}

void Segment::seal() {
  const std::optional<TimeEntry> last = time_index_.last();
  if (max_timestamp_.timestamp_ms > (last.has_value() ? last->timestamp_ms : -1)) time_index_.append(max_timestamp_);
  free_memory(sector_);
}

ByteView Segment::sector_tail() const {
  KLAMM_ASSERT(sector_.size() == size_bytes_ % kSectorSize);
  return sector_;
}

// --- Files.

Task<Result<FilePtr>> Segment::open(std::string suffix, int flags) {
  const std::string name = path(suffix);
  const std::int32_t handle = co_await open_file(context_.io, name, flags | O_CLOEXEC, kFileMode);
  if (handle < 0) co_return failure("open", suffix, handle);
  co_return std::make_shared<File>(context_, handle);
}

FilePtr Segment::keep_file(FilePtr Files::* which, FilePtr opened) {
  if (files_ == nullptr) files_ = std::make_unique<Files>();
  FilePtr& kept = (*files_).*which;
  // Two may have opened it at the same time; either file will do.
  if (kept == nullptr) kept = std::move(opened);
  FilePtr file = kept;
  note_use();
  return file;
}

Task<Result<FilePtr>> Segment::open_cached(FilePtr Files::* which, std::string suffix) {
  if (file(which) != nullptr) {
    note_use();
    co_return file(which);
  }
  const std::uint32_t version = index_version_;
  Result<FilePtr> opened = co_await open(suffix, O_RDWR);
  if (!opened.ok()) co_return opened;
  if (version == index_version_) co_return keep_file(which, *opened);
  note_use();
  co_return opened;
}

void Segment::note_use() {
  if (held_) return;
  std::size_t handles = 0;
  for (FilePtr Files::* const which : {&Files::log, &Files::direct, &Files::durable, &Files::index, &Files::time}) {
    if (file(which) != nullptr) ++handles;
  }
  context_.open_segments.use(*this, handles);
}

void Segment::close_files() {
  if (held_) return;
  files_.reset();
  context_.open_segments.forget(*this);
  forget_saved_transactions();
}

void Segment::end_direct_writes() {
  if (held_ || files_ == nullptr) return;
  files_->direct.reset();
  files_->durable.reset();
  note_use();
}

Task<Result<FilePtr>> Segment::open_log() {
  if (file(&Files::log) != nullptr) {
    note_use();
    co_return file(&Files::log);
  }
  Result<FilePtr> opened = co_await open(std::string(kLogSuffix), exists_ ? O_RDWR : O_RDWR | O_CREAT);
  if (!opened.ok()) co_return opened;
  if (!exists_) created_ = log_unsynced_ = true;
  exists_ = true;
  co_return keep_file(&Files::log, *opened);
}

// The log file for what goes around the page cache, or as usual where the filesystem refuses that.
Task<Result<FilePtr>> Segment::open_direct() { return open_around_cache(&Files::direct, O_RDWR | O_DIRECT); }

Task<Result<FilePtr>> Segment::open_around_cache(FilePtr Files::* which, int flags) {
  if (file(which) != nullptr) {
    note_use();
    co_return file(which);
  }
  Result<FilePtr> usual = co_await open_log();  // creates it
  if (!usual.ok() || !context_.direct) co_return usual;
  Result<FilePtr> opened = co_await open(std::string(kLogSuffix), flags);
  if (!opened.ok() && opened.error().os_errno == EINVAL) {
    context_.direct = false;
    co_return usual;
  }
  if (!opened.ok()) co_return opened;
  co_return keep_file(which, *opened);
}

Task<Status> Segment::write(std::vector<Slice> pieces, std::size_t size_bytes, Way way) {
  KLAMM_ASSERT(written_bytes_ + size_bytes <= size_bytes_);
  Task<Result<FilePtr>> opening = way == Way::kCached    ? open_log()
                                  : way == Way::kDurable ? open_around_cache(&Files::durable, kDurableFlags)
                                                         : open_direct();
  const Result<FilePtr> file = co_await opening;
  if (!file.ok()) co_return file.error();
  const bool synced = way == Way::kDurable && context_.direct && !log_unsynced_;
  log_unsynced_ = true;
  std::vector<iovec> vectors;
  for (const Slice& piece : pieces) {
    // A write does not write into what it is given.
    vectors.push_back({.iov_base = const_cast<std::uint8_t*>(piece.bytes.data()), .iov_len = piece.size()});
  }
  const std::size_t unit = way != Way::kCached && context_.direct ? journal::kBlockSize : 1;
  std::size_t first = 0;
  std::size_t left = size_bytes;
  while (left > 0) {
    OpAwaiter write(context_.io, OpKind::kWrite, (*file)->handle());
    write.op().iov = vectors.data() + first;
    write.op().iov_count = static_cast<int>(vectors.size() - first);
    write.op().offset = written_bytes_;
    const std::int32_t result = co_await write;
    // O_DIRECT goes on at a block: what was written of a broken one is written again.
    const std::size_t count = result <= 0 ? 0 : static_cast<std::size_t>(result) / unit * unit;
    if (count == 0) co_return failure("write", kLogSuffix, result);
    KLAMM_ASSERT(count <= left);
    left -= count;
    written_bytes_ += count;
    std::size_t skip = count;
    while (first < vectors.size() && skip >= vectors[first].iov_len) skip -= vectors[first++].iov_len;
    if (skip == 0) continue;
    vectors[first].iov_base = static_cast<std::uint8_t*>(vectors[first].iov_base) + skip;
    vectors[first].iov_len -= skip;
  }
  if (synced) log_unsynced_ = false;
  co_return Status();
}

Task<Status> Segment::preallocate(std::uint64_t end) {
  KLAMM_ASSERT(end > written_bytes_ && end <= UINT32_MAX);
  const Result<FilePtr> file = co_await open_log();
  if (!file.ok()) co_return file.error();
  const std::uint64_t from = std::max<std::uint64_t>(preallocated_end_, written_bytes_);
  // Also if it fails: then it may have come some way.
  preallocated_end_ = static_cast<std::uint32_t>(end);
  const std::int32_t allocated = co_await allocate_file(context_.io, (*file)->handle(), from, end - from);
  if (allocated < 0) co_return failure("preallocate", kLogSuffix, allocated);
  co_return Status();
}

Task<Status> Segment::trim() {
  if (preallocated_end_ == 0) co_return Status();
  const Result<FilePtr> file = co_await open_log();
  if (!file.ok()) co_return file.error();
  log_unsynced_ = true;
  const std::int32_t truncated = co_await truncate_file(context_.io, (*file)->handle(), written_bytes_);
  if (truncated < 0) co_return failure("truncate", kLogSuffix, truncated);
  preallocated_end_ = 0;
  co_return Status();
}

Task<Result<Buffer>> Segment::read(std::uint64_t position, std::size_t size_bytes) {
  const Result<FilePtr> file = co_await open_log();
  if (!file.ok()) co_return file.error();
  Buffer buffer = Buffer::allocate(size_bytes);
  const MutableByteView into(buffer.data(), size_bytes);
  const std::int64_t count = co_await read_all(context_.io, (*file)->handle(), into, position);
  if (count < 0) co_return failure("read", kLogSuffix, count);
  if (static_cast<std::size_t>(count) == size_bytes) co_return buffer;
  const Buffer shorter = Buffer::copy_of(ByteView(buffer.data(), static_cast<std::size_t>(count)));
  co_return shorter;
}

Task<Result<Slice>> Segment::read_run(std::uint64_t position, std::size_t size_bytes) {
  if (!context_.direct || size_bytes < kDirectReadSizeMin) {
    Result<Buffer> bytes = co_await read(position, size_bytes);
    if (!bytes.ok()) co_return bytes.error();
    co_return Slice(std::move(*bytes));
  }
  const Result<FilePtr> file = co_await open_direct();
  if (!file.ok()) co_return file.error();
  DirectRead read = co_await read_direct(context_.io, *file, position, size_bytes);
  if (read.os_errno != 0) co_return failure("read", kLogSuffix, -read.os_errno);
  co_return std::move(read.bytes);
}

template <class Entry>
Task<Result<bool>> Segment::save_index(Index<Entry>& index, std::string suffix, FilePtr cached, Syncing& syncing) {
  if (!index.unsaved()) co_return false;
  FilePtr file = cached;
  const bool fresh = file == nullptr;
  if (fresh) {
    // The index of a segment that was cut off may be there still: the names of its files come and go one by one.
    Result<FilePtr> opened = co_await open(suffix, O_RDWR | O_CREAT | (index.saved() == 0 ? O_TRUNC : 0));
    if (!opened.ok()) co_return opened.error();
    file = *opened;
  }
  // Taken together: appends go on while the file is written.
  const std::vector<std::uint8_t> bytes = index.encode_unsaved();
  const std::uint64_t from = index.saved();
  const std::uint64_t count = index.count();
  const bool cut = index.file_too_long();
  if (cut) {
    const std::int32_t truncated = co_await truncate_file(context_.io, file->handle(), from * Entry::kSize);
    if (truncated < 0) co_return failure("truncate", suffix, truncated);
  }
  const std::int32_t written = co_await write_all(context_.io, file->handle(), bytes, from * Entry::kSize);
  if (written < 0) {
    index.mark_torn();
    co_return failure("write", suffix, written);
  }
  const std::int32_t synced = co_await syncing.file(file->handle());
  if (synced < 0) co_return failure("sync", suffix, synced);
  index.mark_saved(count);
  co_return fresh&& from == 0;
}

Task<Result<bool>> Segment::sync(Syncing& syncing) {
  const Result<bool> index =
      co_await save_index(offset_index_, std::string(kIndexSuffix), file(&Files::index), syncing);
  if (!index.ok()) co_return index.error();
  // What comes next may find no space, and be done again.
  created_ = created_ || *index;
  const Result<bool> time = co_await save_index(time_index_, std::string(kTimeSuffix), file(&Files::time), syncing);
  if (!time.ok()) co_return time.error();
  const Status transactions = co_await write_transactions(syncing);
  if (!transactions.ok()) co_return transactions.error();
  const bool created = created_ || *time;
  if (log_unsynced_ && exists_) {
    const Result<FilePtr> file = co_await open_log();
    if (!file.ok()) co_return file.error();
    const std::int32_t synced = co_await syncing.file((*file)->handle());
    if (synced < 0) co_return failure("sync", kLogSuffix, synced);
    log_unsynced_ = false;
  }
  created_ = false;
  // Handles are few where partitions are many: a segment keeps one, and opens the others when it needs them again.
  if (!held_) {
    if (files_ != nullptr) files_->index = files_->time = files_->direct = files_->durable = nullptr;
    note_use();
  }
  co_return created;
}

Task<Status> Segment::sync_log() {
  const Result<FilePtr> file = co_await open_log();
  if (!file.ok()) co_return file.error();
  Syncing alone(context_.io);
  const std::int32_t synced = co_await alone.file((*file)->handle());
  if (synced < 0) co_return failure("sync", kLogSuffix, synced);
  log_unsynced_ = false;
  co_return Status();
}

Task<Status> Segment::unlink(bool with_transactions) {
  for (const std::string_view suffix : {kLogSuffix, kIndexSuffix, kTimeSuffix, kTransactionSuffix}) {
    if (suffix == kTransactionSuffix && !with_transactions) continue;
    const std::string name = path(suffix);
    const std::int32_t unlinked = co_await unlink_file(context_.io, name);
    if (unlinked < 0 && unlinked != -ENOENT) co_return failure("remove", suffix, unlinked);
  }
  co_return Status();
}

Task<Status> Segment::truncate(std::uint64_t position, std::int32_t index_interval_bytes, Offset indexed_end) {
  const Result<FilePtr> file = co_await open_log();
  if (!file.ok()) co_return file.error();
  const std::int32_t truncated = co_await truncate_file(context_.io, (*file)->handle(), position);
  if (truncated < 0) co_return failure("truncate", kLogSuffix, truncated);
  log_unsynced_ = true;
  preallocated_end_ = 0;
  // The indexes are written one after the other, and the second one may have found no space.
  SavedEntries saved;
  saved.below = indexed_end;
  if (max_timestamp_known_) {
    saved.offsets = offset_index_.saved();
    saved.times = time_index_.saved();
    saved.later_times = time_index_.saved() < time_index_.count();
  }
  co_return co_await recover_files(position, index_interval_bytes, false, saved);
}

Task<Result<std::uint64_t>> Segment::position_before(Offset offset) {
  const Status loaded = co_await load_indexes();
  if (!loaded.ok()) co_return loaded.error();
  const std::int64_t key = offset - base_;
  while (true) {
    const Index<OffsetEntry>::Lookup found = offset_index_.lookup(key);
    if (found.known)
      co_return found.entry.has_value() ? static_cast<std::uint64_t>(found.entry->position) : std::uint64_t{0};
    const std::uint32_t version = index_version_;
    const Result<FilePtr> file = co_await open_cached(&Files::index, std::string(kIndexSuffix));
    if (version != index_version_) continue;
    if (!file.ok()) co_return file.error();
    const std::uint64_t count = offset_index_.saved();
    const Result<std::optional<OffsetEntry>> entry = co_await lookup_offset_in_file(context_.io, *file, count, key);
    if (!entry.ok()) co_return entry.error();
    co_return entry->has_value() ? static_cast<std::uint64_t>((*entry)->position) : std::uint64_t{0};
  }
}

Task<Result<Offset>> Segment::offset_before_time(std::int64_t timestamp_ms) {
  const Status loaded = co_await load_indexes();
  if (!loaded.ok()) co_return loaded.error();
  // The last entry below the time: everything up to its batch is earlier.
  const std::int64_t key = timestamp_ms - 1;
  std::optional<TimeEntry> entry;
  while (true) {
    const Index<TimeEntry>::Lookup found = time_index_.lookup(key);
    entry = found.entry;
    if (found.known) break;
    const std::uint32_t version = index_version_;
    const Result<FilePtr> file = co_await open_cached(&Files::time, std::string(kTimeSuffix));
    if (version != index_version_) continue;
    if (!file.ok()) co_return file.error();
    const std::uint64_t count = time_index_.saved();
    const Result<std::optional<TimeEntry>> read = co_await lookup_time_in_file(context_.io, *file, count, key);
    if (!read.ok()) co_return read.error();
    entry = *read;
    break;
  }
  if (!entry.has_value()) co_return base_;
  co_return base_ + entry->relative_offset + 1;
}

Task<Status> Segment::load_indexes() {
  if (max_timestamp_known_) co_return Status();
  std::uint64_t first = 0;
  std::uint64_t count = 0;
  const Result<std::vector<OffsetEntry>> offsets =
      co_await read_index<OffsetEntry>(std::string(kIndexSuffix), true, first, count);
  if (!offsets.ok()) co_return offsets.error();
  const std::uint64_t offsets_count = first + offsets->size();
  const Result<std::vector<TimeEntry>> times =
      co_await read_index<TimeEntry>(std::string(kTimeSuffix), true, first, count);
  if (!times.ok()) co_return times.error();
  // Somebody else was faster, and may have gone on from there.
  if (max_timestamp_known_) co_return Status();
  offset_index_.restore(offsets_count, offsets->empty() ? std::nullopt : std::optional(offsets->back()), false);
  time_index_.restore(first + times->size(), times->empty() ? std::nullopt : std::optional(times->back()), false);
  if (!times->empty()) max_timestamp_ = times->back();
  max_timestamp_known_ = true;
  co_return Status();
}

// --- Recovery.

void Segment::adopt(std::uint64_t log_size_bytes, Offset next_offset) {
  size_bytes_ = written_bytes_ = log_size_bytes;
  next_offset_ = next_offset;
  exists_ = true;
  max_timestamp_known_ = false;
}

Task<Status> Segment::recover(std::uint64_t log_size_bytes, std::int32_t index_interval_bytes, bool trust_indexes) {
  co_return co_await recover_files(log_size_bytes, index_interval_bytes, trust_indexes, SavedEntries());
}

Task<Status> Segment::recover_files(std::uint64_t log_size_bytes, std::int32_t index_interval_bytes, bool trust_indexes,
                                    SavedEntries saved) {
  exists_ = true;
  size_bytes_ = written_bytes_ = log_size_bytes;
  max_timestamp_known_ = true;
  const Status indexes = co_await recover_indexes(index_interval_bytes, trust_indexes, saved);
  if (!indexes.ok()) co_return indexes.error();
  co_return co_await load_edges();
}

// The entries of an index file: all of them, or (tail_only) the last few. `first` is the number of the first one that
// is returned, `count` how many the file has, with one that is cut off.
template <class Entry>
Task<Result<std::vector<Entry>>> Segment::read_index(std::string suffix, bool tail_only, std::uint64_t& first,
                                                     std::uint64_t& count) {
  std::vector<Entry> entries;
  first = count = 0;
  const std::string name = path(suffix);
  const std::int64_t size = co_await file_size(context_.io, name);
  if (size == -ENOENT || size == 0) co_return entries;
  if (size < 0) co_return failure("stat", suffix, size);
  Result<FilePtr> file = co_await open(suffix, O_RDWR);
  if (!file.ok()) co_return file.error();
  const std::uint64_t whole = static_cast<std::uint64_t>(size) / Entry::kSize;
  count = whole + (static_cast<std::uint64_t>(size) % Entry::kSize > 0 ? 1 : 0);
  first = tail_only && whole > kTailEntries ? whole - kTailEntries : 0;
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(whole - first) * Entry::kSize);
  const std::int64_t read = co_await read_all(context_.io, (*file)->handle(), bytes, first * Entry::kSize);
  if (read != static_cast<std::int64_t>(bytes.size())) co_return failure("read", suffix, read);
  const std::size_t sound = sound_entries<Entry>(bytes);
  for (std::size_t i = 0; i < sound; ++i) entries.push_back(Entry::decode(bytes.data() + i * Entry::kSize));
  co_return entries;
}

Task<Status> Segment::recover_indexes(std::int32_t index_interval_bytes, bool trust_indexes, SavedEntries saved) {
  std::uint64_t first = 0;
  std::uint64_t count = 0;
  Result<std::vector<OffsetEntry>> read =
      co_await read_index<OffsetEntry>(std::string(kIndexSuffix), trust_indexes, first, count);
  if (!read.ok()) co_return read.error();
  std::vector<OffsetEntry> offsets = std::move(*read);
  if (offsets.size() > saved.offsets) offsets.resize(saved.offsets);
  const auto too_high = [this, &saved](OffsetEntry entry) {
    return static_cast<std::uint64_t>(entry.position) >= size_bytes_ || base_ + entry.relative_offset >= saved.below;
  };
  while (!offsets.empty() && too_high(offsets.back())) offsets.pop_back();
  // The sector in which the synced entries end may be noise that happens to ascend. Noise is a whole sector, so that
  // the last entry tells about all of them.
  while (!offsets.empty()) {
    const Result<bool> holds = co_await entry_holds(offsets.back());
    if (!holds.ok()) co_return holds.error();
    if (*holds) break;
    const std::size_t sector = (offsets.size() - 1) * OffsetEntry::kSize / kSectorSize;
    offsets.resize(sector * kSectorSize / OffsetEntry::kSize);
  }
  std::uint64_t time_first = 0;
  std::uint64_t time_count = 0;
  Result<std::vector<TimeEntry>> times_read =
      co_await read_index<TimeEntry>(std::string(kTimeSuffix), trust_indexes, time_first, time_count);
  if (!times_read.ok()) co_return times_read.error();
  std::vector<TimeEntry> times = std::move(*times_read);
  if (times.size() > saved.times) times.resize(saved.times);
  const std::int32_t last_offset = offsets.empty() ? -1 : offsets.back().relative_offset;
  const std::size_t sound_times = times.size();
  while (!times.empty() && times.back().relative_offset > last_offset) times.pop_back();
  const bool more_times = saved.later_times || time_first + sound_times < std::min(time_count, saved.times);
  bool damaged = times.size() == sound_times && more_times && time_first + sound_times > 0;
  while (!times.empty()) {
    const auto above =
        std::upper_bound(offsets.begin(), offsets.end(), times.back().relative_offset,
                         [](std::int32_t o, const OffsetEntry& entry) { return o < entry.relative_offset; });
    const std::uint64_t position =
        above == offsets.begin() ? 0 : static_cast<std::uint64_t>(std::prev(above)->position);
    const Result<bool> holds = co_await time_entry_holds(times.back(), position);
    if (!holds.ok()) co_return holds.error();
    if (*holds) break;
    damaged = true;
    const std::size_t sector = (times.size() - 1) * TimeEntry::kSize / kSectorSize;
    times.resize(sector * kSectorSize / TimeEntry::kSize);
  }
  // The time index of the entries that stay must be whole, or later entries would hide earlier timestamps: without it
  // the segment is gone through from the last place that both know.
  if (damaged || (times.empty() && !offsets.empty())) {
    const std::int32_t known = times.empty() ? -1 : times.back().relative_offset;
    while (!offsets.empty() && offsets.back().relative_offset > known) offsets.pop_back();
    if (offsets.empty()) times.clear();
    while (!times.empty() && times.back().relative_offset > offsets.back().relative_offset) times.pop_back();
  }
  const bool offsets_cut = first + offsets.size() < count;
  const bool times_cut = time_first + times.size() < time_count;
  offset_index_.restore(offsets.empty() ? 0 : first + offsets.size(),
                        offsets.empty() ? std::nullopt : std::optional(offsets.back()),
                        offsets_cut || (offsets.empty() && count > 0));
  time_index_.restore(times.empty() ? 0 : time_first + times.size(),
                      times.empty() ? std::nullopt : std::optional(times.back()),
                      times_cut || (times.empty() && time_count > 0));
  max_timestamp_ = times.empty() ? TimeEntry{} : times.back();
  const std::uint64_t from = offsets.empty() ? 0 : static_cast<std::uint64_t>(offsets.back().position);
  co_return co_await rebuild_from(from, index_interval_bytes);
}

// Goes through the batches from the last index entry's on, and indexes what comes behind it. Checksums are not looked
// at: no torn end can be here. What recovery does not write again itself was synced, all of it (invariant 1 of
// storage/README.md). One kind of segment never was: deleted, and given back by a power loss. It lies below the log's
// start and goes again, but until then its headers may say anything.
Task<Status> Segment::rebuild_from(std::uint64_t position, std::int32_t index_interval_bytes) {
  const std::uint64_t end = size_bytes_;
  next_offset_ = base_;
  bytes_since_entry_ = 0;
  const bool indexed = offset_index_.count() > 0;
  struct Walk {
    Segment* segment;
    std::int32_t interval;
    std::uint64_t skip;  // the batch of the last entry is in the indexes already
    bool indexed;
    bool impossible = false;
  } walk{this, index_interval_bytes, position, indexed};
  const BatchVisitor visit = [&walk](const BatchView& batch, std::uint64_t at) {
    Segment& segment = *walk.segment;
    const Offset last = batch.last_offset();
    const bool possible = batch.last_offset_delta() >= 0 && last >= segment.base_ && last - segment.base_ <= INT32_MAX;
    walk.impossible = walk.impossible || !possible;
    if (walk.impossible) return;
    segment.size_bytes_ = at;
    if (walk.indexed && at == walk.skip) {
      segment.note_timestamp(batch);
      segment.bytes_since_entry_ = batch.size();
      segment.next_offset_ = batch.next_offset();
      segment.size_bytes_ = at + batch.size();
      return;
    }
    if (batch.base_offset() >= segment.next_offset_) segment.add(batch, walk.interval);
  };
  const Status scanned = co_await scan(position, visit);
  if (!scanned.ok()) co_return scanned.error();
  if (size_bytes_ != end) {
    co_return Error(ErrorCode::kCorruptMessage,
                    path(kLogSuffix) + " does not hold whole batches up to " + std::to_string(end));
  }
  co_return Status();
}

Task<Status> Segment::scan(std::uint64_t position, BatchVisitor visit) {
  const std::uint64_t end = written_bytes_;
  std::size_t chunk = kScanSize;
  while (position < end) {
    const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(chunk, end - position));
    const Result<Buffer> bytes = co_await read(position, wanted);
    if (!bytes.ok()) co_return bytes.error();
    protocol::BatchRun run(ByteView(bytes->data(), bytes->size()));
    std::uint64_t walked = 0;
    while (true) {
      const Result<std::optional<BatchView>> batch = run.next();
      if (!batch.ok()) co_return Error(ErrorCode::kCorruptMessage, path(kLogSuffix) + ": " + batch.error().message);
      if (!batch->has_value()) break;
      visit(**batch, position + walked);
      walked += (*batch)->size();
    }
    if (walked == 0) {
      // A batch longer than the chunk, or one that is cut off: then no chunk is long enough.
      if (bytes->size() < wanted || wanted == end - position) break;
      chunk *= 2;
      continue;
    }
    position += walked;
    chunk = kScanSize;
  }
  if (position != end) {
    co_return Error(ErrorCode::kCorruptMessage,
                    path(kLogSuffix) + " ends within a batch, at " + std::to_string(position));
  }
  co_return Status();
}

Task<Result<bool>> Segment::entry_holds(OffsetEntry entry) {
  const std::uint64_t position = static_cast<std::uint64_t>(entry.position);
  if (position + protocol::kBatchHeaderSize > written_bytes_) co_return false;
  const Result<Buffer> bytes = co_await read(position, protocol::kBatchHeaderSize);
  if (!bytes.ok()) co_return bytes.error();
  if (bytes->size() < protocol::kBatchHeaderSize || bytes->data()[protocol::kMagicAt] != protocol::kMagicV2)
    co_return false;
  const auto base = load_be<std::int64_t>(bytes->data() + protocol::kBaseOffsetAt);
  const auto delta = load_be<std::int32_t>(bytes->data() + protocol::kLastOffsetDeltaAt);
  co_return base + delta == base_.value + entry.relative_offset;
}

Task<Result<bool>> Segment::time_entry_holds(TimeEntry entry, std::uint64_t position) {
  const std::uint64_t end = written_bytes_;
  while (position + protocol::kBatchHeaderSize <= end) {
    const Result<Buffer> bytes = co_await read(position, protocol::kBatchHeaderSize);
    if (!bytes.ok()) co_return bytes.error();
    const ByteView view(bytes->data(), bytes->size());
    const Result<std::optional<protocol::EntryHeader>> header = protocol::peek_entry(view);
    if (!header.ok() || !header->has_value() || (*header)->magic != protocol::kMagicV2) co_return false;
    if (bytes->size() < protocol::kBatchHeaderSize) co_return false;
    const std::int64_t last = (*header)->offset + load_be<std::int32_t>(bytes->data() + protocol::kLastOffsetDeltaAt);
    if (last >= base_.value + entry.relative_offset) {
      co_return last ==
          base_.value + entry.relative_offset&& load_be<std::int64_t>(bytes->data() + protocol::kMaxTimestampAt) ==
          entry.timestamp_ms;
    }
    position += (*header)->size_bytes;
  }
  co_return false;
}

// The first batch's timestamp and the end's sector, which the indexes do not tell.
Task<Status> Segment::load_edges() {
  first_timestamp_ms_ = -1;
  free_memory(sector_);
  if (size_bytes_ == 0) co_return Status();
  const Result<Buffer> head = co_await read(0, protocol::kBatchHeaderSize);
  if (!head.ok()) co_return head.error();
  if (head->size() == protocol::kBatchHeaderSize) {
    first_timestamp_ms_ = load_be<std::int64_t>(head->data() + protocol::kMaxTimestampAt);
  }
  const std::size_t in_sector = static_cast<std::size_t>(size_bytes_ % kSectorSize);
  if (in_sector == 0) co_return Status();
  const Result<Buffer> tail = co_await read(size_bytes_ - in_sector, in_sector);
  if (!tail.ok()) co_return tail.error();
  if (tail->size() != in_sector) co_return failure("read", kLogSuffix, 0);
  sector_.assign(tail->data(), tail->data() + in_sector);
  co_return Status();
}

Task<Status> Segment::restore_sector(std::uint64_t position, ByteView prefix) {
  if (prefix.empty()) co_return Status();
  KLAMM_ASSERT(prefix.size() <= position);
  const Result<FilePtr> file = co_await open_log();
  if (!file.ok()) co_return file.error();
  log_unsynced_ = true;
  const std::int32_t written = co_await write_all(context_.io, (*file)->handle(), prefix, position - prefix.size());
  if (written < 0) co_return failure("write", kLogSuffix, written);
  co_return Status();
}

}  // namespace klamm
