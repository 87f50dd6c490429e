#include "storage/journal/journal.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "runtime/io/io.h"
#include "runtime/memory/pages.h"

namespace klamm {

using journal::kBlockSize;
using journal::kFrameHeaderSize;

namespace {

constexpr std::size_t kZeroChunkSize = 1U << 20;
constexpr int kJournalFlags = O_RDWR | O_CREAT | O_DIRECT | O_DSYNC | O_CLOEXEC;
constexpr std::uint32_t kJournalMode = 0644;

std::size_t align_down(std::size_t n) { return n / kBlockSize * kBlockSize; }

}  // namespace

Journal::Journal(Env& env, JournalOptions options, Listener& listener)
    : env_(env), options_(std::move(options)), listener_(listener), log_(env.log.module("storage.journal")) {
  KLAMM_ASSERT(options_.file_size_bytes % kBlockSize == 0 && options_.file_size_bytes >= 4 * kBlockSize);
  KLAMM_ASSERT(options_.frame_size_bytes_max % kBlockSize == 0 && options_.frame_size_bytes_max >= kBlockSize);
  KLAMM_ASSERT(options_.writes_in_flight_max > 0);
  pump_node_.journal = this;
  pump_node_.run = [](ReadyNode& node) { static_cast<PumpNode&>(node).journal->pump(); };
  writes_ = env.metrics.counter("klamm_journal_writes_total", "Frames written to the journal");
  bytes_ = env.metrics.counter("klamm_journal_written_bytes_total", "Bytes written to the journal, padding included");
  recycled_ = env.metrics.counter("klamm_journal_recycled_files_total", "Journal files that were used again");
  latency_ = env.metrics.histogram("klamm_journal_write_seconds", "Time from submitting a frame to its being durable",
                                   {}, 1e9);
  in_flight_gauge_ = env.metrics.gauge("klamm_journal_writes_in_flight", "Journal writes under way");
  pending_gauge_ =
      env.metrics.gauge("klamm_journal_pending_bytes", "Bytes appended to the journal that are not durable");
}

Journal::~Journal() { KLAMM_ASSERT((in_flight_ == 0 && !pump_node_.queued) || Scheduler::abandoning()); }

std::size_t Journal::files_max() const {
  return std::max<std::size_t>(2, options_.size_bytes_max / options_.file_size_bytes);
}

Task<Status> Journal::start(std::vector<std::string> spares) {
  for (std::string& name : spares) spares_.push_back(File{.path = options_.directory + "/" + name});
  sequence_ = 1;
  next_position_ = kBlockSize;
  want_file();
  while (prepared_ == 0 && !failure_.has_value() && !no_file_) co_await changed_.wait();
  if (no_file_) co_return failure_of("cannot make a file", ENOSPC);
  if (failure_.has_value()) co_return *failure_;
  co_return Status();
}

Task<void> Journal::stop() {
  stopping_ = true;
  while (in_flight_ > 0 || preparing_ || pump_node_.queued) {
    if (in_flight_ > 0 || preparing_) {
      co_await changed_.wait();
    } else {
      // The node runs at the end of this turn and then does nothing.
      const MonotonicNs soon = env_.now() + kNsPerMs;
      co_await SleepUntil(env_.timers, soon);
    }
  }
  building_.reset();
  sealed_.clear();
  for (auto& [sequence, file] : files_) scope_.spawn(close_and_unlink(env_.io, std::move(file), false));
  files_.clear();
  for (File& file : spares_) {
    if (file.handle >= 0) scope_.spawn(close_and_unlink(env_.io, std::move(file), false));
  }
  spares_.clear();
  co_await scope_.join();
  pending_gauge_->add(-static_cast<std::int64_t>(pending_bytes()));
  durable_ = appended_;
}

Task<void> Journal::close_and_unlink(Backend& backend, File file, bool unlink) {
  if (file.handle >= 0) static_cast<void>(co_await close_handle(backend, file.handle));
  if (unlink) static_cast<void>(co_await unlink_file(backend, file.path));
}

// --- Building frames.

Journal::Place Journal::append(std::string_view head, ByteView batches) {
  KLAMM_ASSERT(sequence_ > 0);
  if (failure_.has_value() || stopping_) return Place{.end = appended_ + 1, .file = sequence_};
  if (building_ == nullptr || building_->header.payload_size_bytes == building_->payload_capacity) begin_frame();
  Frame& frame = *building_;
  if (frame.header.first_record_at == journal::kNoRecordStarts) {
    frame.header.first_record_at = frame.header.payload_size_bytes;
  }
  const std::uint32_t file = frame.header.file.sequence;
  copy_in(as_bytes(head));
  copy_in(batches);
  pending_gauge_->add(static_cast<std::int64_t>(head.size() + batches.size()));
  env_.turn_end.push_once(pump_node_);
  return Place{.end = appended_, .file = file};
}

void Journal::copy_in(ByteView bytes) {
  while (!bytes.empty()) {
    if (building_->header.payload_size_bytes == building_->payload_capacity) begin_frame();
    Frame& frame = *building_;
    const std::size_t room = frame.payload_capacity - frame.header.payload_size_bytes;
    const std::size_t count = std::min(room, bytes.size());
    std::memcpy(frame.memory.data() + kFrameHeaderSize + frame.header.payload_size_bytes, bytes.data(), count);
    frame.header.payload_size_bytes += static_cast<std::uint32_t>(count);
    appended_ += count;
    frame.end = appended_;
    bytes = bytes.subspan(count);
  }
}

void Journal::begin_frame() {
  seal();
  if (options_.file_size_bytes - next_position_ < kBlockSize) {
    ++sequence_;
    previous_frames_ = next_index_;
    next_index_ = 0;
    next_position_ = kBlockSize;
    want_file();
    listener_.on_journal_file();
  }
  const std::uint64_t room = options_.file_size_bytes - next_position_;
  building_ = std::make_unique<Frame>();
  building_->journal = this;
  building_->memory = take_memory();
  building_->payload_capacity =
      static_cast<std::size_t>(std::min<std::uint64_t>(room, options_.frame_size_bytes_max)) - kFrameHeaderSize;
  building_->position = next_position_;
  building_->header.file = journal::FileId{.run = options_.run, .shard = env_.shard.value, .sequence = sequence_};
  building_->header.index = next_index_;
  building_->header.previous_frames = next_index_ == 0 ? previous_frames_ : 0;
}

void Journal::seal() {
  if (building_ == nullptr) return;
  Frame& frame = *building_;
  KLAMM_ASSERT(frame.header.payload_size_bytes > 0);
  frame.size = journal::frame_size(frame.header.payload_size_bytes);
  journal::encode_frame(frame.header, MutableByteView(frame.memory.data(), frame.size));
  next_position_ = frame.position + frame.size;
  next_index_ = frame.header.index + 1;
  KLAMM_ASSERT(next_position_ <= options_.file_size_bytes);
  sealed_.push_back(std::move(building_));
  // The next file is made ready while this one is written, so that nobody waits for it.
  if (next_position_ * 4 > options_.file_size_bytes) want_file();
}

Buffer Journal::take_memory() {
  if (memory_.empty()) return allocate_page_buffer(options_.frame_size_bytes_max);
  Buffer memory = std::move(memory_.back());
  memory_.pop_back();
  return memory;
}

// --- Writing them.

void Journal::pump() {
  announce();
  if (failure_.has_value() || stopping_) {
    changed_.notify_all();
    return;
  }
  while (in_flight_ < options_.writes_in_flight_max && unwritten_ == 0) {
    const auto next = std::find_if(sealed_.begin(), sealed_.end(), [](const auto& frame) { return !frame->submitted; });
    if (next != sealed_.end()) {
      if ((*next)->header.file.sequence > prepared_) break;  // prepare_files() pumps again
      submit(**next);
    } else if (building_ != nullptr &&
               (in_flight_ == 0 || building_->header.payload_size_bytes >= options_.overlap_size_bytes_min)) {
      seal();
    } else {
      break;
    }
  }
}

void Journal::submit(Frame& frame) {
  frame.submitted = true;
  frame.submitted_at = env_.now();
  frame.run = [](ReadyNode& node) {
    Frame& written = static_cast<Frame&>(node);
    written.journal->on_written(written);
  };
  ++in_flight_;
  in_flight_gauge_->add(1);
  if (options_.mutants.acknowledge_before_durable) listener_.on_journal_durable(frame.end);
  write_rest(frame);
}

void Journal::write_rest(Frame& frame) {
  frame.vector = iovec{.iov_base = frame.memory.data() + frame.written, .iov_len = frame.size - frame.written};
  frame.op.kind = OpKind::kWrite;
  frame.op.handle = files_.at(frame.header.file.sequence).handle;
  frame.op.iov = &frame.vector;
  frame.op.iov_count = 1;
  frame.op.offset = frame.position + frame.written;
  frame.op.owner = &frame;
  frame.op.on_complete = [](Op& op) { Scheduler::current().push(*static_cast<Frame*>(op.owner)); };
  env_.io.submit(frame.op);
}

void Journal::on_written(Frame& frame) {
  const std::int32_t result = frame.op.result;
  const std::size_t asked = frame.size - frame.written;
  if (result > 0 && static_cast<std::size_t>(result) < asked && !options_.mutants.ignore_short_write &&
      !failure_.has_value()) {
    // O_DIRECT goes on at a block: what was written of a broken one is written again.
    const std::size_t whole = align_down(static_cast<std::size_t>(result));
    frame.written += whole;
    write_rest(frame);
    return;
  }
  --in_flight_;
  in_flight_gauge_->add(-1);
  if ((result == -ENOSPC || result == -EDQUOT) && !failure_.has_value() && !stopping_) {
    frame.unwritten = true;
    ++unwritten_;
    listener_.on_journal_no_space(failure_of("write", -result));
    changed_.notify_all();
    return;
  }
  if (result <= 0) fail("write", result == 0 ? EIO : -result);
  frame.done = true;
  if (!failure_.has_value()) {
    writes_->add();
    bytes_->add(frame.size);
    latency_->record(static_cast<std::uint64_t>(env_.now() - frame.submitted_at));
    while (!sealed_.empty() && sealed_.front()->done) {
      durable_ = std::max(durable_, sealed_.front()->end);
      if (memory_.size() <= options_.writes_in_flight_max) memory_.push_back(std::move(sealed_.front()->memory));
      sealed_.pop_front();
    }
  }
  announce();
  changed_.notify_all();
  if (!failure_.has_value() && !stopping_) env_.turn_end.push_once(pump_node_);
}

// Frames that found no space are written once more, from where they had come to; what follows them waits.
void Journal::retry() {
  if (failure_.has_value() || stopping_) return;
  for (const std::unique_ptr<Frame>& frame : sealed_) {
    if (!std::exchange(frame->unwritten, false)) continue;
    --unwritten_;
    ++in_flight_;
    in_flight_gauge_->add(1);
    write_rest(*frame);
  }
  if (std::exchange(no_file_, false)) want_file();
  env_.turn_end.push_once(pump_node_);
}

void Journal::wait_no_more() {
  waits_for_space_ = false;
  retry();
  changed_.notify_all();
}

void Journal::announce() {
  if (durable_ == announced_) return;
  pending_gauge_->add(-static_cast<std::int64_t>(durable_ - announced_));
  announced_ = durable_;
  listener_.on_journal_durable(durable_);
  changed_.notify_all();
}

Task<Status> Journal::wait_durable(Lsn end, Patience patience) {
  while (durable_ < end) {
    if (failure_.has_value()) co_return *failure_;
    if (stopping_) co_return Error(ErrorCode::kKafkaStorageError, "the journal was stopped");
    const bool told = patience == Patience::kUntilTold && !waits_for_space_;
    if (told && starved()) co_return failure_of("write", ENOSPC);
    co_await changed_.wait();
  }
  co_return Status();
}

void Journal::fail(const char* what, int os_errno) {
  if (failure_.has_value()) return;
  failure_ = failure_of(what, os_errno);
  listener_.on_journal_failed(*failure_);
  changed_.notify_all();
}

Error Journal::failure_of(const char* what, int os_errno) const {
  return Error(
      ErrorCode::kKafkaStorageError,
      std::string("journal ") + what + " in " + options_.directory + ": " + std::generic_category().message(os_errno),
      os_errno);
}

// --- Files.

void Journal::retire_oldest() {
  KLAMM_ASSERT(oldest_ < sequence_);
  KLAMM_ASSERT(sealed_.empty() || sealed_.front()->header.file.sequence > oldest_);
  auto node = files_.extract(oldest_);
  KLAMM_ASSERT(!node.empty());
  ++oldest_;
  recycled_->add();
  if (files_.size() + spares_.size() >= files_max()) {
    // Made in a time of need, beyond the limit.
    scope_.spawn(close_and_unlink(env_.io, std::move(node.mapped()), true));
    return;
  }
  spares_.push_back(std::move(node.mapped()));
  if (std::exchange(no_file_, false)) want_file();
}

void Journal::want_file() {
  if (preparing_ || stopping_ || no_file_ || failure_.has_value() || prepared_ > sequence_) return;
  preparing_ = true;
  scope_.spawn(prepare_files());
}

Task<void> Journal::prepare_files() {
  while (!stopping_ && !failure_.has_value()) {
    const bool needed = prepared_ < sequence_;
    const bool soon = prepared_ == sequence_ && next_position_ * 4 > options_.file_size_bytes;
    if (!needed && !soon) break;
    const std::uint32_t sequence = prepared_ + 1;
    const Status prepared = co_await prepare_file(sequence);
    const int os_errno = prepared.ok() ? 0 : prepared.error().os_errno;
    if (os_errno == ENOSPC || os_errno == EDQUOT) {
      // What there is of it goes: a file without all of its blocks is worth nothing.
      auto node = files_.extract(sequence);
      if (!node.empty()) co_await close_and_unlink(env_.io, std::move(node.mapped()), true);
      no_file_ = true;
      listener_.on_journal_no_space(failure_of("cannot make a file", os_errno));
      break;
    }
    if (!prepared.ok()) {
      fail("cannot make a file", prepared.error().os_errno);
      break;
    }
    prepared_ = sequence;
    changed_.notify_all();
    env_.turn_end.push_once(pump_node_);
  }
  preparing_ = false;
  changed_.notify_all();
}

Task<Status> Journal::prepare_file(std::uint32_t sequence) {
  File file;
  bool fresh = true;
  if (!spares_.empty()) {
    file = std::move(spares_.front());
    spares_.pop_front();
    fresh = false;
  } else {
    ++named_;
    file.path = options_.directory + "/" + std::to_string(options_.run) + "-" + std::to_string(env_.shard.value) + "-" +
                std::to_string(named_) + ".wal";
  }
  if (file.handle < 0) {
    const Status opened = co_await open_new_file(file);
    if (!opened.ok()) {
      if (file.handle >= 0) files_[sequence] = file;
      co_return opened.error();
    }
  }
  files_[sequence] = file;
  if (fresh) {
    const Status filled = co_await fill_with_zeros(file.handle, sequence);
    if (!filled.ok()) co_return filled.error();
  }
  // The header is what takes a file that was used before out of the old journal: durable before the first frame.
  const Buffer block = allocate_page_buffer(kBlockSize);
  journal::FileHeader header;
  header.id = journal::FileId{.run = options_.run, .shard = env_.shard.value, .sequence = sequence};
  header.directory = options_.directory_id;
  header.file_size_bytes = options_.file_size_bytes;
  const MutableByteView bytes(block.data(), kBlockSize);
  journal::encode_file_header(header, bytes);
  const std::int32_t written = co_await write_all(env_.io, file.handle, bytes, 0);
  if (written < 0) co_return Error(ErrorCode::kKafkaStorageError, "header", -written);
  co_return Status();
}

Task<Status> Journal::open_new_file(File& file) {
  std::int32_t handle = co_await open_file(env_.io, file.path, kJournalFlags, kJournalMode);
  if (handle == -EINVAL) {
    // Some filesystems (tmpfs) know no O_DIRECT. O_DSYNC alone is durable as well.
    handle = co_await open_file(env_.io, file.path, kJournalFlags & ~O_DIRECT, kJournalMode);
  }
  if (handle < 0) co_return Error(ErrorCode::kKafkaStorageError, "open", -handle);
  file.handle = handle;
  env_.io.register_handle(handle);
  const std::int32_t allocated = co_await allocate_file(env_.io, handle, 0, options_.file_size_bytes);
  if (allocated < 0) co_return Error(ErrorCode::kKafkaStorageError, "allocate", -allocated);
  const std::int32_t synced = co_await sync_file(env_.io, handle);
  if (synced < 0) co_return Error(ErrorCode::kKafkaStorageError, "sync", -synced);
  const std::int32_t listed = co_await sync_directory(env_.io, options_.directory);
  if (listed < 0) co_return Error(ErrorCode::kKafkaStorageError, "sync directory", -listed);
  co_return Status();
}

// Blocks that were only reserved cost a change of the filesystem's own tables when they are first written; writing
// zeros moves that cost out of the producers' way. Stops early when somebody waits for the file.
Task<Status> Journal::fill_with_zeros(Handle handle, std::uint32_t sequence) {
  const std::size_t chunk = std::min<std::size_t>(kZeroChunkSize, options_.file_size_bytes);
  const Buffer zeros = allocate_page_buffer(chunk);
  std::memset(zeros.data(), 0, chunk);
  for (std::uint64_t at = 0; at < options_.file_size_bytes && sequence > sequence_ && !stopping_; at += chunk) {
    const std::size_t size = static_cast<std::size_t>(std::min<std::uint64_t>(chunk, options_.file_size_bytes - at));
    const ByteView bytes(zeros.data(), size);
    const std::int32_t written = co_await write_all(env_.io, handle, bytes, at);
    if (written < 0) co_return Error(ErrorCode::kKafkaStorageError, "fill", -written);
  }
  co_return Status();
}

}  // namespace klamm
