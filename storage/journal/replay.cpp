#include "storage/journal/replay.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "runtime/io/io.h"

namespace klamm {

using journal::FileId;
using journal::FrameHeader;
using journal::kBlockSize;

namespace {

constexpr std::size_t kReadSize = 1U << 20;

// A window of a file that moves forward.
class FileWindow {
 public:
  FileWindow(Backend& backend, Handle handle) : backend_(backend), handle_(handle) {}

  // At least `size` bytes from `position` on, fewer at the end of the file. Valid until the next call.
  Task<Result<ByteView>> at(std::uint64_t position, std::size_t size) {
    if (position < start_ || position + size > start_ + bytes_.size()) {
      start_ = position;
      bytes_.resize(std::max(size, kReadSize));
      const std::int64_t count = co_await read_all(backend_, handle_, bytes_, position);
      if (count < 0) {
        co_return Error(ErrorCode::kKafkaStorageError, "cannot read the journal", static_cast<int>(-count));
      }
      bytes_.resize(static_cast<std::size_t>(count));
    }
    co_return ByteView(bytes_).subspan(static_cast<std::size_t>(position - start_));
  }

 private:
  Backend& backend_;
  const Handle handle_;
  std::uint64_t start_ = 0;
  std::vector<std::uint8_t> bytes_;
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

FileId id_of(const FoundJournal& file) {
  return FileId{.run = file.run, .shard = file.shard, .sequence = file.sequence};
}

class Replayer {
 public:
  Replayer(Env& env, std::string directory, JournalVisitor& visitor, JournalMutants mutants)
      : env_(env),
        directory_(std::move(directory)),
        visitor_(visitor),
        visit_([&visitor](const journal::Record& record) { return visitor.on_record(record); }),
        mutants_(mutants) {}

  Task<Status> file(const FoundJournal& found) {
    const std::string path = directory_ + "/" + found.file_name;
    const std::int32_t handle = co_await open_file(env_.io, path, O_RDONLY | O_CLOEXEC, 0);
    if (handle < 0) {
      co_return Error(ErrorCode::kKafkaStorageError,
                      "cannot open " + path + ": " + std::generic_category().message(-handle), -handle);
    }
    const Status read = co_await frames(handle, id_of(found));
    static_cast<void>(co_await close_handle(env_.io, handle));
    co_return read;
  }

  Progress progress;
  ReplayCounts counts;

 private:
  Task<Status> frames(Handle handle, FileId id) {
    ++counts.files;
    FileWindow window(env_.io, handle);
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
  const journal::RecordAssembler::Visitor visit_;
  const JournalMutants mutants_;
};

// The files of one run and shard that count: the last ones whose sequences have no gap.
std::vector<FoundJournal> consecutive(std::vector<FoundJournal> files) {
  std::size_t from = files.size() - 1;
  while (from > 0 && files[from - 1].sequence + 1 == files[from].sequence) --from;
  files.erase(files.begin(), files.begin() + static_cast<std::ptrdiff_t>(from));
  return files;
}

}  // namespace

Task<Result<ReplayCounts>> replay_journals(Env& env, std::string directory, std::vector<FoundJournal> files,
                                           JournalVisitor& visitor, JournalMutants mutants) {
  ReplayCounts total;
  std::size_t begin = 0;
  while (begin < files.size()) {
    std::size_t end = begin;
    std::vector<FoundJournal> stream;
    for (; end < files.size() && files[end].run == files[begin].run && files[end].shard == files[begin].shard; ++end) {
      stream.push_back(files[end]);
    }
    begin = end;
    Replayer replayer(env, directory, visitor, mutants);
    const std::vector<FoundJournal> counting = consecutive(std::move(stream));
    for (const FoundJournal& found : counting) {
      const Status read = co_await replayer.file(found);
      if (!read.ok()) co_return read.error();
      if (replayer.progress.ended) break;
    }
    total.files += replayer.counts.files;
    total.frames += replayer.counts.frames;
    total.bytes += replayer.counts.bytes;
  }
  co_return total;
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
