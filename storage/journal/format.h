// The journal on disk: file header, frames, records. Prose in storage/FORMAT.md. Pure.
//
// A journal is one stream of records, cut into frames, which lie in files one behind the other. A file is valid for one
// (run, shard, sequence); each frame carries all three and its number within the file, so that what a recycled file
// held before is never taken for new. All numbers are big-endian.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/bytes.h"
#include "runtime/base/ids.h"
#include "runtime/base/result.h"

namespace klamm::journal {

// What O_DIRECT wants positions, sizes and memory to be multiples of.
inline constexpr std::size_t kBlockSize = 4096;
// What a disk writes whole or not at all; the rest of a sector that is written can be lost with it.
inline constexpr std::size_t kSectorSize = 512;

// Which file of which journal.
struct FileId {
  std::uint32_t run = 0;
  std::uint32_t shard = 0;
  std::uint32_t sequence = 0;
  friend auto operator<=>(const FileId&, const FileId&) = default;
};

// The first block of a file.
struct FileHeader {
  FileId id;
  Uuid directory;
  std::uint64_t file_size_bytes = 0;
};
inline constexpr std::size_t kFileHeaderSize = 64;
// `into` is a whole block.
void encode_file_header(const FileHeader& header, MutableByteView into);
// Nothing where it is none, or damaged.
std::optional<FileHeader> decode_file_header(ByteView block);

inline constexpr std::uint32_t kNoRecordStarts = 0xffffffff;

struct FrameHeader {
  FileId file;
  std::uint32_t index = 0;  // within the file, from 0
  std::uint32_t payload_size_bytes = 0;
  std::uint32_t first_record_at = kNoRecordStarts;  // in the payload; what lies before is the end of an earlier record
  std::uint32_t previous_frames = 0;                // in frame 0: how many frames the file before has
  std::uint32_t crc = 0;                            // decoded only; encode_frame computes it
};
inline constexpr std::size_t kFrameHeaderSize = 48;

[[nodiscard]] constexpr std::size_t frame_size(std::size_t payload_size_bytes) {
  return (kFrameHeaderSize + payload_size_bytes + kBlockSize - 1) / kBlockSize * kBlockSize;
}

// Completes a frame whose payload lies behind the header's place: writes header, checksum and the zeros up to the next
// block. REQUIRES: frame.size() >= frame_size(header.payload_size_bytes).
void encode_frame(const FrameHeader& header, MutableByteView frame);
// The header at the beginning of `bytes`, unchecked but for magic and version. Nothing where there is none.
std::optional<FrameHeader> decode_frame_header(ByteView bytes);
// Whether the checksum of a whole frame is right.
bool frame_intact(const FrameHeader& header, ByteView frame);

enum class RecordKind : std::uint8_t {
  // 0 is never written: preallocated zeros are no record.
  kCreate = 1,  // topic
  kRemove = 2,
  kAppend = 3,    // segment_base, position, prefix, batches
  kTruncate = 4,  // segment_base, position, prefix, offset: the log now ends at `offset`, in that segment
  kState = 5,     // offset: where the log begins; replica_state
  kSettled = 6,   // segment_base: all segments below it hold what they will ever hold, on stable storage; what earlier
                  // records say of places in them is void
  kArriving = 7,  // a copy of a log in another directory begins here; what was said of this partition is void
  kWritten = 8,  // segment_base, position, prefix, offset: the segments hold all of the log up to `position`, on stable
                 // storage, but for the bytes of `prefix`, and it ends there; what earlier records say of places in
                 // it is void. Indexes and producer snapshots tell of batches below `offset` only
  kWriting = 9,  // the same, and run_end, run_checksum, run_rest: a run of batches is being written behind `position`.
                 // Where all of it is there, the log ends with it
};

struct Record {
  RecordKind kind = RecordKind::kCreate;
  TopicIdPartition id;
  Offset segment_base;
  std::uint32_t position = 0;
  Offset offset;
  std::string_view topic;
  std::string_view replica_state;
  // The bytes before `position`: of kAppend and kTruncate those in its sector, or none; else those in its block.
  ByteView prefix;
  std::uint32_t run_end = 0;
  std::uint32_t run_checksum = 0;  // see run_checksum() in storage/log/bypass.h
  ByteView run_rest;               // the bytes before run_end in its block, which are not written
  ByteView batches;
};

// Whether it says how far the segments hold the log.
[[nodiscard]] constexpr bool says_written(RecordKind kind) {
  return kind == RecordKind::kWritten || kind == RecordKind::kWriting;
}

inline constexpr std::size_t kRecordHeaderSize = 5;  // int32 size of the body, int8 kind
inline constexpr std::size_t kRecordSizeMax = 512U << 20;

// Everything of a record but the batches, header included; the header counts `batches_size_bytes` in.
std::string encode_record_head(const Record& record, std::size_t batches_size_bytes);
// Errors: kCorruptMessage; kUnsupportedVersion for a kind that this version does not know.
Result<Record> decode_record(RecordKind kind, ByteView body);

// Where a record lies.
struct RecordPlace {
  std::uint32_t frame = 0;       // in which it begins; counted from 0 over all frames of what is read
  std::uint32_t offset = 0;      // in that frame's payload
  std::uint32_t size_bytes = 0;  // header included
};

// Puts records together again from the payloads of frames in order.
class RecordAssembler {
 public:
  // Calls `visit` for each record that is complete; the views in it live until visit returns. An error of `visit` ends
  // it.
  using Visitor = std::function<Status(const Record&)>;
  Status add(const FrameHeader& header, ByteView payload, const Visitor& visit);
  // Of the record that is being visited. Frames count from the first one that was added.
  [[nodiscard]] const RecordPlace& place() const { return place_; }

 private:
  Status emit(ByteView record, const Visitor& visit);

  bool synchronised_ = false;  // false until a frame said where a record begins
  std::vector<std::uint8_t> partial_;
  std::uint32_t frames_ = 0;  // that were added before this one
  RecordPlace place_;
};

}  // namespace klamm::journal
