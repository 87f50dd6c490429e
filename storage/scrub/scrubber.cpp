#include "storage/scrub/scrubber.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "storage/directory/files.h"
#include "storage/log/segment.h"
#include "storage/log/store.h"
#include "storage/log/yield.h"

namespace klamm {

namespace {

constexpr std::size_t kPieceSize = 128U << 10;
// What opening a file counts as, for segments without anything in them.
constexpr std::uint64_t kOpenCost = 4096;
// What is longer is no index that we would write: segment.index.bytes is 10 MiB.
constexpr std::uint64_t kIndexSizeMax = 64U << 20;
constexpr std::size_t kProgressSizeMax = 4U << 20;
constexpr std::int64_t kIntervalMsMax = 1'000'000'000'000;
constexpr MonotonicNs kBusyNs = 10 * kNsPerMs;
constexpr MonotonicNs kPauseNs = 1'000 * kNsPerMs;
constexpr MonotonicNs kSaveNs = 60'000 * kNsPerMs;
// Damaged segments are looked after so often while nothing else is done.
constexpr std::int64_t kLookMs = 60'000;
constexpr std::int64_t kClockLookMs = 3'600'000;
// Of one segment in one pass. The rest is counted.
constexpr std::uint64_t kLinesMax = 20;

std::string errno_text(int os_errno) { return std::generic_category().message(os_errno); }

std::string file_name_of(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

}  // namespace

Scrubber::Scrubber(Store& store, const ScrubConfig& config) : store_(store), config_(config) {
  MetricsRegistry& metrics = store.env().metrics;
  bytes_ = metrics.counter("klamm_scrub_bytes_total", "Bytes of segments and indexes that were read to check them");
  passes_ = metrics.counter("klamm_scrub_passes_total", "Times that a shard's part of a log directory was checked");
  damages_ = metrics.counter("klamm_scrub_damages_total", "Damaged places found on disk, each time they are found");
  rebuilt_ = metrics.counter("klamm_scrub_rebuilt_indexes_total", "Damaged indexes that were made anew");
  damaged_segments_ = metrics.gauge("klamm_scrub_damaged_segments", "Segments that are known to be damaged");
}

void Scrubber::reconfigure(const ScrubConfig& config) {
  config_ = config;
  wake();
}

void Scrubber::stop() {
  stopping_ = true;
  wake();
}

bool Scrubber::may_work() const { return !stopping_ && config_.enable && store_.settled() && !store_.space().full(); }

Task<void> Scrubber::run() {
  while (!stopping_ && !config_.enable) co_await work_.wait();
  Task<void> loading = load();
  co_await loading;
  while (!stopping_) {
    if (!may_work() || (!progress_.next.has_value() && rest_ms() > 0)) {
      co_await rest();
      continue;
    }
    if (!progress_.next.has_value()) begin_pass();
    co_await step();
  }
  damaged_segments_->set(0);
}

// --- Passes.

// Until the next pass is due. A clock that was set back does not put it off by more than the interval.
std::int64_t Scrubber::rest_ms() const {
  const std::int64_t interval = std::min(config_.interval_ms, kIntervalMsMax);
  const std::int64_t now = store_.env().wall_ms();
  if (progress_.started_ms <= 0) return 0;
  return std::min(progress_.started_ms, now) + interval - now;
}

Task<void> Scrubber::rest() {
  Env& env = store_.env();
  if (config_.enable && may_work()) {
    forget_gone();
    const std::int64_t look_ms = progress_.damaged.empty() ? kClockLookMs : kLookMs;
    const MonotonicNs until = env.now() + std::clamp<std::int64_t>(rest_ms(), 1, look_ms) * kNsPerMs;
    co_await work_.wait_until(env.timers, until);
  } else if (config_.enable && store_.settled()) {
    const MonotonicNs until = env.now() + kPauseNs;
    co_await work_.wait_until(env.timers, until);
  } else {
    co_await work_.wait();
  }
}

void Scrubber::begin_pass() {
  progress_.started_ms = store_.env().wall_ms();
  progress_.next = ScrubPlace();
  pass_bytes_ = pass_segments_ = pass_damages_ = 0;
}

Task<void> Scrubber::end_pass() {
  progress_.next.reset();
  passes_->add();
  forget_gone();
  if (pass_segments_ > 0) {
    store_.log().info("log directory scrubbed", {{"directory", store_.directory().path},
                                                 {"segments", pass_segments_},
                                                 {"bytes", pass_bytes_},
                                                 {"damages", pass_damages_},
                                                 {"damaged_segments", progress_.damaged.size()}});
  }
  co_await save();
}

// One segment, or the end of the pass.
Task<void> Scrubber::step() {
  Slice1ms slice(store_.env());
  while (may_work()) {
    const auto at = store_.logs().lower_bound(progress_.next->id);
    if (at == store_.logs().end()) break;
    if (at->first != progress_.next->id) progress_.next = ScrubPlace{.id = at->first, .base = Offset(0)};
    const std::shared_ptr<PartitionLog> log = at->second;
    const std::shared_ptr<Segment> segment = log->settled_segment(progress_.next->base);
    if (segment != nullptr) {
      Task<void> scrubbing = scrub(log, segment);
      co_await scrubbing;
      // Where it was interrupted it is read again, from its beginning.
      if (!may_work()) co_return;
      progress_.next->base = segment->base() + 1;
      if (store_.env().now() - saved_at_ >= kSaveNs) co_await save();
      co_return;
    }
    const auto next = store_.logs().upper_bound(at->first);
    if (next == store_.logs().end()) break;
    progress_.next = ScrubPlace{.id = next->first, .base = Offset(0)};
    if (!slice.used_up()) continue;
    co_await Yield();
    slice.restart();
  }
  if (may_work()) co_await end_pass();
}

// --- The file.

std::string Scrubber::path() const {
  return journal_directory(store_.directory().path) + "/scrub-" + std::to_string(store_.env().shard.value);
}

Task<void> Scrubber::load() {
  saved_at_ = store_.env().now();
  const std::string from = path();
  const Result<std::string> text = co_await read_file(store_.env().io, from, kProgressSizeMax);
  if (!text.ok()) co_return;
  const std::optional<ScrubProgress> read = parse_scrub_progress(*text, store_.env().shard_count());
  if (!read.has_value()) co_return;
  progress_ = *read;
  show_damaged();
}

Task<void> Scrubber::save() {
  saved_at_ = store_.env().now();
  const std::string to = path();
  std::string text = scrub_progress_text(progress_, store_.env().shard_count());
  Task<Status> replacing = replace_file(store_.env().io, to, std::move(text));
  const Status saved = co_await replacing;
  if (!saved.ok() && !stopping_) store_.write_failed(saved.error());
}

// --- What is damaged.

void Scrubber::show_damaged() { damaged_segments_->set(static_cast<std::int64_t>(progress_.damaged.size())); }

void Scrubber::note_damaged(const Work& work) {
  progress_.damaged.insert(ScrubPlace{.id = work.log->id(), .base = work.segment->base()});
  show_damaged();
}

// Segments that were deleted, or that others took the place of.
void Scrubber::forget_gone() {
  if (!store_.settled()) return;
  std::erase_if(progress_.damaged, [this](const ScrubPlace& place) {
    const auto found = store_.logs().find(place.id);
    if (found == store_.logs().end()) return true;
    if (found->second->recovering()) return false;
    const std::shared_ptr<Segment> segment = found->second->settled_segment(place.base);
    return segment == nullptr || segment->base() != place.base;
  });
  show_damaged();
}

void Scrubber::report(Work& work, SegmentCheck& check) {
  for (const Damage& damage : check.take_damages()) {
    damages_->add();
    ++pass_damages_;
    note_damaged(work);
    if (++work.damages > kLinesMax) continue;
    store_.log().error("a batch on disk is damaged", {{"directory", store_.directory().path},
                                                      {"log", file_name_of(work.log->directory())},
                                                      {"file", file_name_of(work.segment->log_path())},
                                                      {"position", damage.position},
                                                      {"bytes", damage.end - damage.position},
                                                      {"offset", damage.offset},
                                                      {"error", damage.what}});
  }
}

void Scrubber::report_missing(Work& work, const Error& error) {
  damages_->add();
  ++pass_damages_;
  ++work.damages;
  note_damaged(work);
  store_.log().error("a segment on disk is damaged", {{"directory", store_.directory().path},
                                                      {"log", file_name_of(work.log->directory())},
                                                      {"file", file_name_of(work.segment->log_path())},
                                                      {"position", 0},
                                                      {"offset", work.segment->base()},
                                                      {"error", error.message}});
}

// --- One segment.

bool Scrubber::gone(const Work& work) const {
  return stopping_ || !config_.enable || work.log->layout() != work.layout ||
         !work.log->end_of_settled(*work.segment).has_value();
}

Task<Result<FilePtr>> Scrubber::open(std::string path) {
  Env& env = store_.env();
  std::int32_t handle = -EINVAL;
  if (store_.files().direct) handle = co_await open_file(env.io, path, O_RDONLY | O_DIRECT | O_CLOEXEC, 0);
  if (handle == -EINVAL) handle = co_await open_file(env.io, path, O_RDONLY | O_CLOEXEC, 0);
  if (handle >= 0) co_return std::make_shared<File>(store_.files(), handle);
  co_return Error(ErrorCode::kKafkaStorageError, "cannot open it: " + errno_text(-handle), -handle);
}

Task<void> Scrubber::scrub(std::shared_ptr<PartitionLog> log, std::shared_ptr<Segment> segment) {
  const std::optional<Offset> end = log->end_of_settled(*segment);
  if (!end.has_value()) co_return;
  Work work;
  work.log = log;
  work.segment = segment;
  work.layout = log->layout();
  work.maker = std::make_unique<IndexMaker>(segment->base(), log->config().index_interval_bytes);
  co_await spend(kOpenCost);
  const std::string path = segment->log_path();
  Result<FilePtr> file = co_await open(path);
  if (gone(work)) co_return;
  if (!file.ok()) {
    report_missing(work, file.error());
    co_return;
  }
  work.file = std::move(*file);
  co_await read_indexes(work);
  if (gone(work)) co_return;
  const SegmentCheck::OnBatch on_batch = [&work](const CheckedBatch& batch) {
    work.maker->add(batch);
    if (work.indexes != nullptr) work.indexes->add(batch);
  };
  SegmentCheck check(segment->base(), *end, segment->size_bytes(), on_batch);
  const bool walked = co_await walk(work, check);
  if (!walked || gone(work)) co_return;
  ++pass_segments_;
  if (check.damages() > kLinesMax) {
    store_.log().error(
        "more of a segment is damaged than is listed here",
        {{"log", file_name_of(log->directory())}, {"file", file_name_of(path)}, {"damages", check.damages()}});
  }
  if (check.damages() > 0) co_return;
  progress_.damaged.erase(ScrubPlace{.id = log->id(), .base = segment->base()});
  show_damaged();
  co_await judge_indexes(work);
}

Task<bool> Scrubber::walk(Work& work, SegmentCheck& check) {
  while (!check.done()) {
    while (!may_work() && !gone(work)) co_await rest();
    if (gone(work)) co_return false;
    const bool read = co_await read_piece(work, check);
    if (!read) co_return false;
    report(work, check);
  }
  report(work, check);
  co_return true;
}

// False if the segment went away.
Task<bool> Scrubber::read_piece(Work& work, SegmentCheck& check) {
  const std::uint64_t position = check.position();
  const std::size_t size = check.wanted();
  co_await spend(size);
  if (gone(work)) co_return false;
  const DirectRead read = co_await read_direct(store_.env().io, work.file, position, size);
  // What was read before the log changed is what it was.
  if (gone(work)) co_return false;
  bytes_->add(read.bytes.size());
  pass_bytes_ += read.bytes.size();
  if (read.os_errno != 0) {
    check.cannot_read(errno_text(read.os_errno));
  } else if (read.bytes.size() == 0) {
    check.file_ends();
  } else {
    co_await check_piece(read.bytes, check);
  }
  co_return true;
}

Task<void> Scrubber::check_piece(Slice piece, SegmentCheck& check) {
  Slice1ms slice(store_.env());
  std::uint64_t expected = check.position();
  while (piece.size() > 0 && !check.done() && check.position() == expected) {
    const std::size_t size = std::min(piece.size(), kPieceSize);
    check.add(piece.bytes.first(size));
    piece = piece.sub(size, piece.size() - size);
    expected += size;
    if (!slice.used_up()) continue;
    co_await Yield();
    slice.restart();
  }
}

// --- Indexes.

Task<void> Scrubber::read_indexes(Work& work) {
  const std::optional<std::string> offsets = co_await read_index(work, work.segment->index_path());
  if (!offsets.has_value()) co_return;
  const std::optional<std::string> times = co_await read_index(work, work.segment->time_index_path());
  if (!times.has_value()) co_return;
  work.indexes = std::make_unique<IndexCheck>(work.segment->base(), as_bytes(*offsets), as_bytes(*times));
}

// Empty for one that is not there; nothing for one that is not to be looked at.
Task<std::optional<std::string>> Scrubber::read_index(Work& work, std::string path) {
  std::string content;
  const std::int64_t found = co_await file_size(store_.env().io, path);
  if (found == -ENOENT || found == 0) co_return content;
  const auto size = static_cast<std::uint64_t>(std::max<std::int64_t>(found, 1));
  if (size > kIndexSizeMax) co_return std::nullopt;
  const Result<FilePtr> file = co_await open(path);
  if (!file.ok()) {
    note_unreadable(work, path, file.error().message);
    co_return content;
  }
  while (content.size() < size) {
    const std::uint64_t piece = std::min<std::uint64_t>(kPieceSize, size - content.size());
    co_await spend(piece);
    if (gone(work)) co_return std::nullopt;
    const DirectRead read = co_await read_direct(store_.env().io, *file, content.size(), kPieceSize);
    if (read.os_errno != 0) note_unreadable(work, path, "cannot be read: " + errno_text(read.os_errno));
    bytes_->add(read.bytes.size());
    pass_bytes_ += read.bytes.size();
    content += as_text(read.bytes.bytes);
    if (read.bytes.size() == 0) break;
  }
  co_return content;
}

void Scrubber::note_unreadable(Work& work, const std::string& path, std::string why) {
  work.unreadable_index = file_name_of(path);
  work.unreadable_why = std::move(why);
}

Task<void> Scrubber::judge_indexes(Work& work) {
  if (work.indexes == nullptr) co_return;
  work.indexes->end(true);
  std::string name = file_name_of(work.segment->index_path());
  std::string what = work.indexes->wrong_offsets();
  if (what.empty()) {
    name = file_name_of(work.segment->time_index_path());
    what = work.indexes->wrong_times();
  }
  if (!work.unreadable_index.empty()) {
    name = work.unreadable_index;
    what = work.unreadable_why;
  }
  if (what.empty()) co_return;
  damages_->add();
  ++pass_damages_;
  co_await rebuild_indexes(work, name, what);
}

Task<void> Scrubber::rebuild_indexes(Work& work, const std::string& name, const std::string& what) {
  auto made = std::make_shared<const SegmentIndexes>(work.maker->take());
  const std::uint64_t before = work.layout;
  std::shared_ptr<Segment> segment = work.segment;
  const Result<bool> replaced = co_await work.log->replace_indexes(segment, before, made);
  if (replaced.ok() && !*replaced) co_return;
  if (!replaced.ok() && gone(work)) co_return;
  store_.log().error("an index on disk is damaged", {{"directory", store_.directory().path},
                                                     {"log", file_name_of(work.log->directory())},
                                                     {"file", name},
                                                     {"position", 0},
                                                     {"offset", segment->base()},
                                                     {"error", what},
                                                     {"rebuilt", replaced.ok()}});
  if (replaced.ok()) {
    rebuilt_->add();
    co_return;
  }
  note_damaged(work);
  store_.write_failed(replaced.error());
}

// --- Pace.

Task<void> Scrubber::spend(std::uint64_t bytes) {
  // Work that the limit may be ahead by, so that it does not wait for every piece.
  constexpr MonotonicNs kBurstNs = 50 * kNsPerMs;
  Env& env = store_.env();
  // Producers come first: while they wait for the disk, nothing is added to its work.
  while (!stopping_ && config_.enable && !store_.has_room()) {
    const MonotonicNs later = env.now() + kBusyNs;
    co_await work_.wait_until(env.timers, later);
  }
  // The disk is shared by all shards.
  const double limit = static_cast<double>(std::max<std::int64_t>(config_.bytes_per_second, 1));
  const double took_ns = static_cast<double>(bytes) * std::max(env.shard_count(), 1U) / limit * 1e9;
  paid_until_ = std::max(paid_until_, env.now() - kBurstNs) + static_cast<MonotonicNs>(std::min(took_ns, 1e15));
  while (!stopping_ && config_.enable && paid_until_ > env.now()) {
    const MonotonicNs later = paid_until_;
    co_await work_.wait_until(env.timers, later);
  }
}

}  // namespace klamm
