// Any bytes as a journal file: reading it never crashes, and what a frame's checksum does not cover is never shown. The
// first byte chooses whether headers and checksums are made right first, so that the records behind them are reached.
#include <algorithm>
#include <cstdint>
#include <vector>

#include "runtime/base/assert.h"
#include "storage/journal/format.h"
#include "storage/journal/replay.h"

namespace {

using namespace klamm;

// The input as the payloads of frames of a sound file.
std::vector<std::uint8_t> wrap(ByteView input, std::size_t frame_payload) {
  std::vector<std::uint8_t> file(journal::kBlockSize);
  journal::FileHeader header;
  header.id = journal::FileId{.run = 1, .shard = 0, .sequence = 1};
  std::uint32_t index = 0;
  for (std::size_t at = 0; at < input.size(); at += frame_payload) {
    const ByteView payload = input.subspan(at, std::min(frame_payload, input.size() - at));
    std::vector<std::uint8_t> frame(journal::frame_size(payload.size()));
    std::copy(payload.begin(), payload.end(), frame.begin() + journal::kFrameHeaderSize);
    journal::FrameHeader frame_header;
    frame_header.file = header.id;
    frame_header.index = index;
    frame_header.payload_size_bytes = static_cast<std::uint32_t>(payload.size());
    frame_header.first_record_at = index == 0 ? 0 : journal::kNoRecordStarts;
    journal::encode_frame(frame_header, frame);
    file.insert(file.end(), frame.begin(), frame.end());
    ++index;
  }
  header.file_size_bytes = file.size();
  journal::encode_file_header(header, MutableByteView(file).first(journal::kBlockSize));
  return file;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const ByteView input(data + 1, size - 1);
  std::size_t bytes = 0;
  const journal::RecordAssembler::Visitor visit = [&bytes](const journal::Record& record) {
    bytes += record.batches.size() + record.prefix.size() + record.topic.size();
    KLAMM_ASSERT(record.prefix.size() <= record.position);
    const std::string head = journal::encode_record_head(record, record.batches.size());
    const ByteView body = as_bytes(head).subspan(journal::kRecordHeaderSize);
    if (record.batches.empty()) KLAMM_ASSERT(journal::decode_record(record.kind, body).ok());
    return Status();
  };
  if (data[0] % 4 == 0) {
    static_cast<void>(replay_file(input, visit));
  } else {
    const std::size_t frame_payload = data[0] % 4 == 1 ? 7 : 64 * (1 + data[0] / 4U);
    static_cast<void>(replay_file(wrap(input, frame_payload), visit));
  }
  KLAMM_ASSERT(bytes <= size);
  return 0;
}
