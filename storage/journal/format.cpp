#include "storage/journal/format.h"

#include <algorithm>

#include "runtime/base/crc32c.h"

namespace klamm::journal {

namespace {

constexpr std::uint64_t kFileMagic = 0x4b4c414d4d4a4e4c;  // "KLAMMJNL"
constexpr std::uint32_t kFrameMagic = 0x4b4a4672;         // "KJFr"
constexpr std::uint32_t kFormatVersion = 1;

// Where the fields lie.
constexpr std::size_t kFileVersionAt = 8;
constexpr std::size_t kFileCrcAt = 12;
constexpr std::size_t kFileDirectoryAt = 16;
constexpr std::size_t kFileRunAt = 32;
constexpr std::size_t kFileShardAt = 36;
constexpr std::size_t kFileSequenceAt = 40;
constexpr std::size_t kFileSizeAt = 48;

constexpr std::size_t kFrameVersionAt = 4;
constexpr std::size_t kFrameCrcAt = 8;
constexpr std::size_t kFramePayloadSizeAt = 12;
constexpr std::size_t kFrameRunAt = 16;
constexpr std::size_t kFrameShardAt = 20;
constexpr std::size_t kFrameSequenceAt = 24;
constexpr std::size_t kFrameIndexAt = 28;
constexpr std::size_t kFrameFirstRecordAt = 32;
constexpr std::size_t kFramePreviousFramesAt = 36;
static_assert(kFramePreviousFramesAt + 4 <= kFrameHeaderSize);
static_assert(kFileSizeAt + 8 <= kFileHeaderSize);

// The checksum over header and payload, with the checksum's own place left out.
std::uint32_t frame_crc(ByteView frame, std::size_t payload_size_bytes) {
  const std::uint32_t before = crc32c(frame.first(kFrameCrcAt));
  return crc32c_extend(before, frame.subspan(kFrameCrcAt + 4, kFrameHeaderSize - kFrameCrcAt - 4 + payload_size_bytes));
}

std::uint32_t file_crc(ByteView block) {
  return crc32c_extend(crc32c(block.first(kFileCrcAt)),
                       block.subspan(kFileCrcAt + 4, kFileHeaderSize - kFileCrcAt - 4));
}

class BodyReader {
 public:
  explicit BodyReader(ByteView body) : rest_(body) {}
  template <class T>
  T number() {
    const ByteView bytes = take(sizeof(T));
    return ok_ ? load_be<T>(bytes.data()) : T{};
  }
  ByteView take(std::size_t size) {
    if (!ok_ || rest_.size() < size) {
      ok_ = false;
      return {};
    }
    const ByteView taken = rest_.first(size);
    rest_ = rest_.subspan(size);
    return taken;
  }
  ByteView sized() { return take(number<std::uint16_t>()); }
  ByteView rest() { return std::exchange(rest_, {}); }
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool complete() const { return ok_ && rest_.empty(); }

 private:
  ByteView rest_;
  bool ok_ = true;
};

template <class T>
void put(std::string& out, T value) {
  std::uint8_t bytes[sizeof(T)];
  store_be(bytes, value);
  out.append(as_text(bytes));
}

void put_sized(std::string& out, std::string_view bytes) {
  KLAMM_ASSERT(bytes.size() <= 0xffff);
  put(out, static_cast<std::uint16_t>(bytes.size()));
  out.append(bytes);
}

}  // namespace

void encode_file_header(const FileHeader& header, MutableByteView into) {
  KLAMM_ASSERT(into.size() == kBlockSize);
  std::fill(into.begin(), into.end(), std::uint8_t{0});
  store_be(into.data(), kFileMagic);
  store_be(into.data() + kFileVersionAt, kFormatVersion);
  std::copy(header.directory.bytes.begin(), header.directory.bytes.end(), into.begin() + kFileDirectoryAt);
  store_be(into.data() + kFileRunAt, header.id.run);
  store_be(into.data() + kFileShardAt, header.id.shard);
  store_be(into.data() + kFileSequenceAt, header.id.sequence);
  store_be(into.data() + kFileSizeAt, header.file_size_bytes);
  store_be(into.data() + kFileCrcAt, file_crc(into));
}

std::optional<FileHeader> decode_file_header(ByteView block) {
  if (block.size() < kFileHeaderSize || load_be<std::uint64_t>(block.data()) != kFileMagic) return std::nullopt;
  if (load_be<std::uint32_t>(block.data() + kFileVersionAt) != kFormatVersion) return std::nullopt;
  if (load_be<std::uint32_t>(block.data() + kFileCrcAt) != file_crc(block)) return std::nullopt;
  FileHeader header;
  std::copy_n(block.begin() + kFileDirectoryAt, header.directory.bytes.size(), header.directory.bytes.begin());
  header.id.run = load_be<std::uint32_t>(block.data() + kFileRunAt);
  header.id.shard = load_be<std::uint32_t>(block.data() + kFileShardAt);
  header.id.sequence = load_be<std::uint32_t>(block.data() + kFileSequenceAt);
  header.file_size_bytes = load_be<std::uint64_t>(block.data() + kFileSizeAt);
  return header;
}

void encode_frame(const FrameHeader& header, MutableByteView frame) {
  const std::size_t size = frame_size(header.payload_size_bytes);
  KLAMM_ASSERT(frame.size() >= size);
  std::uint8_t* at = frame.data();
  std::memset(at, 0, kFrameHeaderSize);
  store_be(at, kFrameMagic);
  store_be(at + kFrameVersionAt, kFormatVersion);
  store_be(at + kFramePayloadSizeAt, header.payload_size_bytes);
  store_be(at + kFrameRunAt, header.file.run);
  store_be(at + kFrameShardAt, header.file.shard);
  store_be(at + kFrameSequenceAt, header.file.sequence);
  store_be(at + kFrameIndexAt, header.index);
  store_be(at + kFrameFirstRecordAt, header.first_record_at);
  store_be(at + kFramePreviousFramesAt, header.previous_frames);
  const std::size_t used = kFrameHeaderSize + header.payload_size_bytes;
  std::memset(at + used, 0, size - used);
  store_be(at + kFrameCrcAt, frame_crc(frame, header.payload_size_bytes));
}

std::optional<FrameHeader> decode_frame_header(ByteView bytes) {
  if (bytes.size() < kFrameHeaderSize || load_be<std::uint32_t>(bytes.data()) != kFrameMagic) return std::nullopt;
  if (load_be<std::uint32_t>(bytes.data() + kFrameVersionAt) != kFormatVersion) return std::nullopt;
  FrameHeader header;
  header.crc = load_be<std::uint32_t>(bytes.data() + kFrameCrcAt);
  header.payload_size_bytes = load_be<std::uint32_t>(bytes.data() + kFramePayloadSizeAt);
  header.file.run = load_be<std::uint32_t>(bytes.data() + kFrameRunAt);
  header.file.shard = load_be<std::uint32_t>(bytes.data() + kFrameShardAt);
  header.file.sequence = load_be<std::uint32_t>(bytes.data() + kFrameSequenceAt);
  header.index = load_be<std::uint32_t>(bytes.data() + kFrameIndexAt);
  header.first_record_at = load_be<std::uint32_t>(bytes.data() + kFrameFirstRecordAt);
  header.previous_frames = load_be<std::uint32_t>(bytes.data() + kFramePreviousFramesAt);
  return header;
}

bool frame_intact(const FrameHeader& header, ByteView frame) {
  if (frame.size() < kFrameHeaderSize + header.payload_size_bytes) return false;
  return header.crc == frame_crc(frame, header.payload_size_bytes);
}

std::string encode_record_head(const Record& record, std::size_t batches_size_bytes) {
  std::string out;
  put(out, std::uint32_t{0});
  put(out, static_cast<std::uint8_t>(record.kind));
  out.append(as_text(record.id.topic.bytes));
  put(out, record.id.partition.value);
  switch (record.kind) {
    case RecordKind::kCreate: put_sized(out, record.topic); break;
    case RecordKind::kRemove:
    case RecordKind::kArriving: break;
    case RecordKind::kAppend:
    case RecordKind::kTruncate:
    case RecordKind::kWritten:
    case RecordKind::kWriting:
      put(out, record.segment_base.value);
      put(out, record.position);
      if (record.kind != RecordKind::kAppend) put(out, record.offset.value);
      put_sized(out, as_text(record.prefix));
      if (record.kind != RecordKind::kWriting) break;
      put(out, record.run_end);
      put(out, record.run_checksum);
      put_sized(out, as_text(record.run_rest));
      break;
    case RecordKind::kState:
      put(out, record.offset.value);
      put_sized(out, record.replica_state);
      break;
    case RecordKind::kSettled: put(out, record.segment_base.value); break;
  }
  KLAMM_ASSERT(batches_size_bytes == 0 || record.kind == RecordKind::kAppend);
  const std::size_t body = out.size() - kRecordHeaderSize + batches_size_bytes;
  KLAMM_ASSERT(body <= kRecordSizeMax);
  store_be(reinterpret_cast<std::uint8_t*>(out.data()), static_cast<std::uint32_t>(body));
  return out;
}

Result<Record> decode_record(RecordKind kind, ByteView body) {
  if (kind < RecordKind::kCreate || kind > RecordKind::kWriting) {
    return Error(ErrorCode::kUnsupportedVersion,
                 "journal record of unknown kind " + std::to_string(static_cast<int>(kind)));
  }
  BodyReader reader(body);
  Record record;
  record.kind = kind;
  const ByteView topic_id = reader.take(16);
  if (reader.ok()) std::copy(topic_id.begin(), topic_id.end(), record.id.topic.bytes.begin());
  record.id.partition = PartitionId(reader.number<std::int32_t>());
  switch (kind) {
    case RecordKind::kCreate: record.topic = as_text(reader.sized()); break;
    case RecordKind::kRemove:
    case RecordKind::kArriving: break;
    case RecordKind::kAppend:
    case RecordKind::kTruncate:
    case RecordKind::kWritten:
    case RecordKind::kWriting:
      record.segment_base = Offset(reader.number<std::int64_t>());
      record.position = reader.number<std::uint32_t>();
      if (kind != RecordKind::kAppend) record.offset = Offset(reader.number<std::int64_t>());
      record.prefix = reader.sized();
      if (kind == RecordKind::kAppend) record.batches = reader.rest();
      if (kind != RecordKind::kWriting) break;
      record.run_end = reader.number<std::uint32_t>();
      record.run_checksum = reader.number<std::uint32_t>();
      record.run_rest = reader.sized();
      break;
    case RecordKind::kState:
      record.offset = Offset(reader.number<std::int64_t>());
      record.replica_state = as_text(reader.sized());
      break;
    case RecordKind::kSettled: record.segment_base = Offset(reader.number<std::int64_t>()); break;
  }
  const bool sound = reader.complete() && record.id.partition.value >= 0 && record.segment_base.value >= 0 &&
                     record.offset.value >= 0 && record.prefix.size() <= record.position &&
                     (kind != RecordKind::kWriting || record.run_rest.size() + record.position <= record.run_end);
  if (!sound) return Error(ErrorCode::kCorruptMessage, "malformed journal record");
  return record;
}

Status RecordAssembler::emit(ByteView record, const Visitor& visit) {
  const auto kind = static_cast<RecordKind>(record[4]);
  const Result<Record> decoded = decode_record(kind, record.subspan(kRecordHeaderSize));
  if (!decoded.ok()) return decoded.error();
  return visit(*decoded);
}

Status RecordAssembler::add(const FrameHeader& header, ByteView payload, const Visitor& visit) {
  const Error bad(ErrorCode::kCorruptMessage, "journal records do not add up");
  const std::uint32_t frame = frames_++;
  std::size_t at = 0;
  if (!synchronised_) {
    if (header.first_record_at == kNoRecordStarts) return {};
    if (header.first_record_at > payload.size()) return bad;
    at = header.first_record_at;
    synchronised_ = true;
  }
  while (at < payload.size()) {
    // How much of the record is known decides how much more is wanted: first its header, then all of it.
    const ByteView rest = payload.subspan(at);
    const bool joined = !partial_.empty();
    const std::size_t have = joined ? partial_.size() : rest.size();
    const std::uint8_t* head = joined ? partial_.data() : rest.data();
    std::size_t wanted = kRecordHeaderSize;
    if (have >= kRecordHeaderSize) {
      const auto body = load_be<std::uint32_t>(head);
      if (body > kRecordSizeMax) return bad;
      wanted += body;
    }
    if (!joined) place_ = RecordPlace{.frame = frame, .offset = static_cast<std::uint32_t>(at), .size_bytes = 0};
    place_.size_bytes = static_cast<std::uint32_t>(wanted);
    if (!joined && have >= wanted && have >= kRecordHeaderSize) {
      const Status visited = emit(rest.first(wanted), visit);
      if (!visited.ok()) return visited.error();
      at += wanted;
      continue;
    }
    const std::size_t taken = std::min(rest.size(), wanted - partial_.size());
    partial_.insert(partial_.end(), rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(taken));
    at += taken;
    if (partial_.size() < kRecordHeaderSize) continue;
    const std::size_t whole = kRecordHeaderSize + load_be<std::uint32_t>(partial_.data());
    if (partial_.size() < whole) continue;
    place_.size_bytes = static_cast<std::uint32_t>(whole);
    const Status visited = emit(partial_, visit);
    partial_.clear();
    if (!visited.ok()) return visited.error();
  }
  return {};
}

}  // namespace klamm::journal
