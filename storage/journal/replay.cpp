#include "storage/journal/replay.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "runtime/io/io.h"
#include "runtime/memory/pages.h"

namespace klamm {

using journal::FileId;
using journal::FrameHeader;
using journal::kBlockSize;

namespace {

constexpr std::size_t kReadSize = 4U << 20;

// A window of a file that moves forward, read around the page cache where the filesystem can do that: it was written
// around it, too, and is read once.
class FileWindow {
 public:
  FileWindow(Backend& backend, Handle handle, std::uint64_t file_size)
      : backend_(backend), handle_(handle), file_size_(file_size) {}

  // At least `size` bytes from `position` on, which is a block's beginning; fewer at the end of the file. Valid until
  // the next call.
  Task<Result<ByteView>> at(std::uint64_t position, std::size_t size) {
    if (position < start_ || position + size > start_ + filled_) {
      const std::int32_t count = co_await fill(position, std::max(size, kReadSize));
      if (count < 0) co_return Error(ErrorCode::kKafkaStorageError, "cannot read the journal", -count);
    }
    co_return ByteView(bytes_.data(), filled_).subspan(static_cast<std::size_t>(position - start_));
  }

 private:
  Task<std::int32_t> fill(std::uint64_t position, std::size_t size) {
    size = (size + kBlockSize - 1) / kBlockSize * kBlockSize;
    if (bytes_.size() < size) bytes_ = allocate_page_buffer(size);
    start_ = position;
    filled_ = 0;
    const auto wanted =
        static_cast<std::size_t>(std::min<std::uint64_t>(size, file_size_ - std::min(file_size_, position)));
    std::size_t whole = 0;  // a read that was short goes on at a block
    while (filled_ < wanted) {
      OpAwaiter read(backend_, OpKind::kRead, handle_);
      read.op().bytes = MutableByteView(bytes_.data() + whole, size - whole);
      read.op().offset = position + whole;
      const std::int32_t count = co_await read;
      if (count < 0) co_return count;
      if (count == 0) break;
      filled_ = whole + static_cast<std::size_t>(count);
      whole = filled_ / kBlockSize * kBlockSize;
    }
    co_return 0;
  }

  Backend& backend_;
  const Handle handle_;
  const std::uint64_t file_size_;
  Buffer bytes_;
  std::uint64_t start_ = 0;
  std::size_t filled_ = 0;
};

// Whether a frame header can be the next frame of a file.
bool follows(const FrameHeader& header, const FileId& file, std::uint32_t index, std::uint64_t position,
             std::uint64_t file_size) {
  return header.file == file && header.index == index && header.payload_size_bytes > 0 &&
         header.payload_size_bytes <= file_size &&
         position + journal::frame_size(header.payload_size_bytes) <= file_size &&
         (header.first_record_at == journal::kNoRecordStarts || header.first_record_at < header.payload_size_bytes);
}

// Where one journal (of one run and shard) has been read to.
struct Progress {
  journal::RecordAssembler assembler;
  std::optional<FileId> last;
  std::uint32_t frames_of_last = 0;
  bool ended = false;
};

Error cannot_open(const std::string& path, int os_errno) {
  return Error(ErrorCode::kKafkaStorageError, "cannot open " + path + ": " + std::generic_category().message(os_errno),
               os_errno);
}

FileId id_of(const FoundJournal& file) {
  return FileId{.run = file.run, .shard = file.shard, .sequence = file.sequence};
}

class Replayer {
 public:
  // `frames_before`: of other journals, that the visitor has seen.
  Replayer(Env& env, std::string directory, JournalVisitor& visitor, JournalMutants mutants,
           std::uint64_t frames_before)
      : env_(env), directory_(std::move(directory)), visitor_(visitor), mutants_(mutants) {
    visit_ = [this, frames_before](const journal::Record& record) {
      journal::RecordPlace place = progress.assembler.place();
      place.frame += static_cast<std::uint32_t>(frames_before);
      return visitor_.on_record(record, place);
    };
  }
  Replayer(const Replayer&) = delete;
  Replayer& operator=(const Replayer&) = delete;

  // `index`: the file's among all that are read.
  Task<Status> file(const FoundJournal& found, std::size_t index) {
    const std::string path = directory_ + "/" + found.file_name;
    const std::int64_t size = co_await file_size(env_.io, path);
    if (size < 0) co_return cannot_open(path, static_cast<int>(-size));
    std::int32_t handle = co_await open_file(env_.io, path, O_RDONLY | O_DIRECT | O_CLOEXEC, 0);
    if (handle == -EINVAL) handle = co_await open_file(env_.io, path, O_RDONLY | O_CLOEXEC, 0);
    if (handle < 0) co_return cannot_open(path, -handle);
    FileWindow window(env_.io, handle, static_cast<std::uint64_t>(size));
    const Status read = co_await frames(window, id_of(found), index);
    static_cast<void>(co_await close_handle(env_.io, handle));
    co_return read;
  }

  Progress progress;
  ReplayCounts counts;

 private:
  Task<Status> frames(FileWindow& window, FileId id, std::size_t file_index) {
    ++counts.files;
    const Result<ByteView> block = co_await window.at(0, kBlockSize);
    if (!block.ok()) co_return block.error();
    const std::optional<journal::FileHeader> file = journal::decode_file_header(*block);
    if (!file.has_value() || file->id != id) {
      progress.ended = true;
      co_return Status();
    }
    std::uint64_t position = kBlockSize;
    std::uint32_t index = 0;
    for (;; ++index) {
      const Result<ByteView> start = co_await window.at(position, journal::kFrameHeaderSize);
      if (!start.ok()) co_return start.error();
      const std::optional<FrameHeader> header = journal::decode_frame_header(*start);
      if (!header.has_value() || !follows(*header, id, index, position, file->file_size_bytes)) break;
      // A frame may have been written before the last ones of the file before it were: then those are missing, and
      // nothing from them on was acknowledged.
      const bool first = index == 0 && progress.last.has_value();
      if (first && header->previous_frames != progress.frames_of_last) break;
      const std::size_t size = journal::frame_size(header->payload_size_bytes);
      const Result<ByteView> bytes = co_await window.at(position, size);
      if (!bytes.ok()) co_return bytes.error();
      if (bytes->size() < size) break;
      if (!mutants_.skip_crc_of_last_frame && !journal::frame_intact(*header, *bytes)) break;
      const ByteView payload = bytes->subspan(journal::kFrameHeaderSize, header->payload_size_bytes);
      visitor_.on_frame(
          JournalFrame{.file = file_index, .position = position, .payload_size_bytes = header->payload_size_bytes});
      const Status added = progress.assembler.add(*header, payload, visit_);
      if (!added.ok()) co_return added.error();
      const Status handled = co_await visitor_.after_frame();
      if (!handled.ok()) co_return handled.error();
      ++counts.frames;
      counts.bytes += size;
      position += size;
    }
    progress.last = id;
    progress.frames_of_last = index;
    // Nothing of a later file counts if this one is empty; one that is merely short is judged by the next one's frame
    // 0.
    if (index == 0) progress.ended = true;
    co_return Status();
  }

  Env& env_;
  const std::string directory_;
  JournalVisitor& visitor_;
  journal::RecordAssembler::Visitor visit_;
  const JournalMutants mutants_;
};

// Where those files of one run and shard begin that count, of [begin, end): the last ones whose sequences have no gap.
std::size_t consecutive_from(const std::vector<FoundJournal>& files, std::size_t begin, std::size_t end) {
  std::size_t from = end - 1;
  while (from > begin && files[from - 1].sequence + 1 == files[from].sequence) --from;
  return from;
}

}  // namespace

Task<Result<ReplayCounts>> replay_journals(Env& env, std::string directory, std::vector<FoundJournal> files,
                                           JournalVisitor& visitor, JournalMutants mutants) {
  ReplayCounts total;
  std::size_t begin = 0;
  while (begin < files.size()) {
    std::size_t end = begin;
    while (end < files.size() && files[end].run == files[begin].run && files[end].shard == files[begin].shard) ++end;
    Replayer replayer(env, directory, visitor, mutants, total.frames);
    for (std::size_t i = consecutive_from(files, begin, end); i < end; ++i) {
      const Status read = co_await replayer.file(files[i], i);
      if (!read.ok()) co_return read.error();
      if (replayer.progress.ended) break;
    }
    begin = end;
    total.files += replayer.counts.files;
    total.frames += replayer.counts.frames;
    total.bytes += replayer.counts.bytes;
  }
  co_return total;
}

// --- Single records.

Task<Status> JournalRecords::open_files() {
  const AsyncMutex::Guard guard = co_await opening_.lock();
  while (handles_.size() < files_.size()) {
    const std::string path = directory_ + "/" + files_[handles_.size()].file_name;
    const std::int32_t handle = co_await open_file(env_.io, path, O_RDONLY | O_CLOEXEC, 0);
    if (handle < 0) co_return cannot_open(path, -handle);
    handles_.push_back(handle);
  }
  co_return Status();
}

Task<Result<Buffer>> JournalRecords::read(journal::RecordPlace place) {
  const Status opened = co_await open_files();
  if (!opened.ok()) co_return opened.error();
  Buffer bytes = Buffer::allocate(place.size_bytes);
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    if (place.frame >= frames_.size()) co_return Error(ErrorCode::kCorruptMessage, "a journal record has no end");
    const JournalFrame frame = frames_[place.frame];
    const std::size_t size = std::min<std::size_t>(frame.payload_size_bytes - place.offset, bytes.size() - filled);
    const MutableByteView into(bytes.data() + filled, size);
    const std::uint64_t at = frame.position + journal::kFrameHeaderSize + place.offset;
    const std::int64_t count = co_await read_all(env_.io, handles_[frame.file], into, at);
    if (count != static_cast<std::int64_t>(size)) {
      co_return Error(ErrorCode::kKafkaStorageError, "cannot read the journal",
                      count < 0 ? static_cast<int>(-count) : EIO);
    }
    filled += size;
    ++place.frame;
    place.offset = 0;
  }
  co_return bytes;
}

Task<void> JournalRecords::close() {
  for (const Handle handle : std::exchange(handles_, {})) static_cast<void>(co_await close_handle(env_.io, handle));
}

std::uint64_t replay_file(ByteView file, const journal::RecordAssembler::Visitor& visit) {
  if (file.size() < kBlockSize) return 0;
  const std::optional<journal::FileHeader> header = journal::decode_file_header(file.first(kBlockSize));
  if (!header.has_value()) return 0;
  journal::RecordAssembler assembler;
  std::uint64_t position = kBlockSize;
  std::uint32_t index = 0;
  for (; position < file.size(); ++index) {
    const ByteView rest = file.subspan(static_cast<std::size_t>(position));
    const std::optional<FrameHeader> frame = journal::decode_frame_header(rest);
    if (!frame.has_value() || !follows(*frame, header->id, index, position, file.size())) break;
    if (!journal::frame_intact(*frame, rest)) break;
    const ByteView payload = rest.subspan(journal::kFrameHeaderSize, frame->payload_size_bytes);
    if (!assembler.add(*frame, payload, visit).ok()) break;
    position += journal::frame_size(frame->payload_size_bytes);
  }
  return index;
}

}  // namespace klamm
