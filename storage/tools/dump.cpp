#include "storage/tools/dump.h"

#include <fcntl.h>

#include <algorithm>
#include <system_error>
#include <vector>

#include "protocol/compression/codec.h"
#include "protocol/records/batch.h"
#include "protocol/records/record.h"
#include "runtime/io/io.h"
#include "storage/journal/format.h"
#include "storage/log/index.h"
#include "storage/log/limits.h"
#include "storage/log/segment.h"
#include "storage/log/transaction_index.h"
#include "storage/producer/producer_state.h"

namespace klamm {

using protocol::BatchView;
using protocol::RecordView;

namespace {

constexpr std::size_t kDumpReadSize = 1U << 20;

template <class T>
std::string text(T number) {
  return std::to_string(number);
}
template <>
std::string text(bool value) {
  return value ? "true" : "false";
}

Error failure(const char* what, const std::string& path, std::int64_t result) {
  const int os_errno = static_cast<int>(-result);
  return Error(ErrorCode::kKafkaStorageError,
               std::string("cannot ") + what + " " + path + ": " + std::generic_category().message(os_errno), os_errno);
}

// A file that is read piece by piece.
struct Input {
  Env& env;
  std::string path;
  Handle handle = -1;
  std::uint64_t size = 0;
};

Task<Status> open_input(Input& input) {
  const std::int64_t size = co_await file_size(input.env.io, input.path);
  if (size < 0) co_return failure("read", input.path, size);
  const std::int32_t handle = co_await open_file(input.env.io, input.path, O_RDONLY | O_CLOEXEC, 0);
  if (handle < 0) co_return failure("open", input.path, handle);
  input.handle = handle;
  input.size = static_cast<std::uint64_t>(size);
  co_return Status();
}

Task<Result<std::vector<std::uint8_t>>> read_piece(Input& input, std::uint64_t position, std::size_t size) {
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(std::min<std::uint64_t>(size, input.size - position)));
  const std::int64_t count = co_await read_all(input.env.io, input.handle, bytes, position);
  if (count < 0) co_return failure("read", input.path, count);
  bytes.resize(static_cast<std::size_t>(count));
  co_return bytes;
}

std::string batch_line(const BatchView& batch, std::uint64_t position) {
  const bool append_time = batch.timestamp_type() == protocol::TimestampType::kLogAppendTime;
  const std::string horizon =
      batch.has_delete_horizon() ? "OptionalLong[" + text(batch.base_timestamp()) + "]" : "OptionalLong.empty";
  const std::optional<protocol::Codec> codec = batch.codec();
  return "baseOffset: " + text(batch.base_offset().value) + " lastOffset: " + text(batch.last_offset().value) +
         " count: " + text(batch.record_count()) + " baseSequence: " + text(batch.base_sequence()) +
         " lastSequence: " + text(batch.last_sequence()) + " producerId: " + text(batch.producer_id().value) +
         " producerEpoch: " + text(batch.producer_epoch().value) +
         " partitionLeaderEpoch: " + text(batch.partition_leader_epoch().value) +
         " isTransactional: " + text(batch.is_transactional()) + " isControl: " + text(batch.is_control()) +
         " deleteHorizonMs: " + horizon + " position: " + text(position) + " " +
         (append_time ? "LogAppendTime: " : "CreateTime: ") + text(batch.max_timestamp()) +
         " size: " + text(batch.size()) +
         " magic: 2 compresscodec: " + (codec.has_value() ? std::string(protocol::codec_name(*codec)) : "unknown") +
         " crc: " + text(batch.crc()) + " isvalid: " + text(batch.crc_ok());
}

std::string record_line(const BatchView& batch, const RecordView& record, bool content) {
  const auto size_of = [](const std::optional<ByteView>& bytes) {
    return bytes.has_value() ? text(bytes->size()) : std::string("-1");
  };
  std::string line = "| offset: " + text(record.offset.value) + " CreateTime: " + text(record.timestamp) +
                     " keySize: " + size_of(record.key) + " valueSize: " + size_of(record.value) + " sequence: " +
                     (batch.base_sequence() < 0 ? "-1" : text(batch.base_sequence() + record.offset_delta)) +
                     " headerKeys: [";
  protocol::HeaderIterator headers(record);
  bool first = true;
  for (auto header = headers.next(); header.has_value(); header = headers.next()) {
    line += (first ? "" : ",") + std::string(as_text(header->key));
    first = false;
  }
  line += "]";
  if (content && record.key.has_value()) line += " key: " + std::string(as_text(*record.key));
  if (content && record.value.has_value()) line += " payload: " + std::string(as_text(*record.value));
  return line;
}

bool print_records(const BatchView& batch, bool content, const LineSink& print) {
  const std::optional<protocol::Codec> codec = batch.codec();
  std::vector<std::uint8_t> unpacked;
  ByteView body = batch.body();
  if (!codec.has_value()) return false;
  if (*codec != protocol::Codec::kNone && batch.record_count() > 0) {
    protocol::Decompressor decompressor;
    if (!protocol::decompress_all(decompressor, *codec, body, kDecompressedSizeMax, unpacked).ok()) return false;
    body = unpacked;
  }
  protocol::RecordIterator records(batch, body);
  while (true) {
    const Result<std::optional<RecordView>> record = records.next();
    if (!record.ok()) return false;
    if (!record->has_value()) return true;
    print(record_line(batch, **record, content));
  }
}

Task<Result<bool>> dump_segment(Input& input, Offset base, DumpOptions options, const LineSink& print) {
  print("Log starting offset: " + text(base.value));
  bool sound = true;
  std::uint64_t position = 0;
  std::size_t wanted = kDumpReadSize;
  while (position < input.size) {
    const Result<std::vector<std::uint8_t>> bytes = co_await read_piece(input, position, wanted);
    if (!bytes.ok()) co_return bytes.error();
    protocol::BatchRun run(*bytes);
    std::uint64_t walked = 0;
    while (true) {
      const Result<std::optional<BatchView>> batch = run.next();
      if (!batch.ok()) {
        print("at position " + text(position + walked) + ": " + batch.error().message);
        co_return false;
      }
      if (!batch->has_value()) break;
      print(batch_line(**batch, position + walked));
      sound = sound && (*batch)->crc_ok();
      if (options.deep) sound = print_records(**batch, options.content, print) && sound;
      walked += (*batch)->size();
    }
    if (walked == 0 && (bytes->size() < wanted || wanted >= input.size - position)) {
      print("at position " + text(position) + ": the file ends within a batch");
      co_return false;
    }
    wanted = walked == 0 ? wanted * 2 : kDumpReadSize;
    position += walked;
  }
  co_return sound;
}

template <class Entry, class Line>
Task<Result<bool>> dump_index(Input& input, Line line, const LineSink& print) {
  const Result<std::vector<std::uint8_t>> bytes = co_await read_piece(input, 0, static_cast<std::size_t>(input.size));
  if (!bytes.ok()) co_return bytes.error();
  for (std::size_t at = 0; at + Entry::kSize <= bytes->size(); at += Entry::kSize) {
    print(line(Entry::decode(bytes->data() + at)));
  }
  const std::size_t sound = sound_entries<Entry>(*bytes);
  if (sound * Entry::kSize == bytes->size()) co_return true;
  print("entry " + text(sound) + " does not follow the one before it");
  co_return false;
}

Task<Result<bool>> dump_transactions(Input& input, Offset base, const LineSink& print) {
  const Result<std::vector<std::uint8_t>> bytes = co_await read_piece(input, 0, static_cast<std::size_t>(input.size));
  if (!bytes.ok()) co_return bytes.error();
  const auto entries = TransactionIndex::parse(*bytes, base, Offset(INT64_MAX));
  if (!entries.has_value()) {
    print("it does not hold aborted transactions of this segment, in the order of their markers");
    co_return false;
  }
  for (const AbortedTxn& entry : *entries) {
    print("version: 0 producerId: " + text(entry.producer.value) + " firstOffset: " + text(entry.first_offset.value) +
          " lastOffset: " + text(entry.last_offset.value) +
          " lastStableOffset: " + text(entry.last_stable_offset.value));
  }
  co_return true;
}

Task<Result<bool>> dump_snapshot(Input& input, const LineSink& print) {
  const Result<std::vector<std::uint8_t>> bytes = co_await read_piece(input, 0, static_cast<std::size_t>(input.size));
  if (!bytes.ok()) co_return bytes.error();
  const Result<ProducerState> state = ProducerState::from_snapshot(*bytes);
  if (!state.ok()) {
    print(state.error().message);
    co_return false;
  }
  for (const ProducerInfo& producer : state->describe()) {
    const std::int64_t open = producer.current_txn_start_offset.value;
    print("producerId: " + text(producer.id.value) + " producerEpoch: " + text(producer.epoch.value) +
          " coordinatorEpoch: " + text(producer.coordinator_epoch) +
          " currentTxnFirstOffset: " + (open < 0 ? "OptionalLong.empty" : "OptionalLong[" + text(open) + "]") +
          " lastTimestamp: " + text(producer.last_timestamp_ms) + " lastSequence: " + text(producer.last_sequence));
  }
  co_return true;
}

std::string journal_record_line(const journal::Record& record) {
  const std::string of = " topicId: " + record.id.topic.to_string() + " partition: " + text(record.id.partition.value);
  const std::string place = " segment: " + text(record.segment_base.value) + " position: " + text(record.position);
  switch (record.kind) {
    case journal::RecordKind::kCreate: return "create" + of + " topic: " + std::string(record.topic);
    case journal::RecordKind::kRemove: return "remove" + of;
    case journal::RecordKind::kAppend:
      return "append" + of + place + " prefix: " + text(record.prefix.size()) + " size: " + text(record.batches.size());
    case journal::RecordKind::kTruncate: return "truncate" + of + place + " end: " + text(record.offset.value);
    case journal::RecordKind::kWritten:
      return "written" + of + place + " prefix: " + text(record.prefix.size()) +
             " indexed: " + text(record.offset.value);
    case journal::RecordKind::kWriting:
      return "writing" + of + place + " prefix: " + text(record.prefix.size()) +
             " indexed: " + text(record.offset.value) + " end: " + text(record.run_end);
    case journal::RecordKind::kState: return "state" + of + " logStartOffset: " + text(record.offset.value);
    case journal::RecordKind::kArriving: return "arriving" + of;
    case journal::RecordKind::kSettled: return "settled" + of + " below: " + text(record.segment_base.value);
  }
  return "unknown" + of;
}

// One journal file. Its first records may continue those of the file before, and are left out then.
Task<Result<bool>> dump_journal(Input& input, DumpOptions options, const LineSink& print) {
  const Result<std::vector<std::uint8_t>> block = co_await read_piece(input, 0, journal::kBlockSize);
  if (!block.ok()) co_return block.error();
  const std::optional<journal::FileHeader> header = journal::decode_file_header(*block);
  if (!header.has_value()) {
    print("no journal file, or its header is damaged");
    co_return false;
  }
  print("run: " + text(header->id.run) + " shard: " + text(header->id.shard) +
        " sequence: " + text(header->id.sequence) + " directoryId: " + header->directory.to_string() +
        " size: " + text(header->file_size_bytes));
  journal::RecordAssembler assembler;
  const journal::RecordAssembler::Visitor visit = [&print](const journal::Record& record) {
    print("| " + journal_record_line(record));
    return Status();
  };
  std::uint64_t position = journal::kBlockSize;
  for (std::uint32_t index = 0; position < input.size; ++index) {
    const Result<std::vector<std::uint8_t>> head = co_await read_piece(input, position, journal::kFrameHeaderSize);
    if (!head.ok()) co_return head.error();
    const std::optional<journal::FrameHeader> frame = journal::decode_frame_header(*head);
    // A recycled file has frames of earlier turns behind the last one.
    if (!frame.has_value() || frame->file != header->id || frame->index != index) break;
    const std::size_t size = journal::frame_size(frame->payload_size_bytes);
    const Result<std::vector<std::uint8_t>> bytes = co_await read_piece(input, position, size);
    if (!bytes.ok()) co_return bytes.error();
    const bool intact = bytes->size() == size && journal::frame_intact(*frame, *bytes);
    print("frame: " + text(frame->index) + " position: " + text(position) +
          " payload: " + text(frame->payload_size_bytes) + " isvalid: " + text(intact));
    // The write that a crash tore is the last one of a journal, and nothing in it was acknowledged.
    if (!intact) break;
    const ByteView payload = ByteView(*bytes).subspan(journal::kFrameHeaderSize, frame->payload_size_bytes);
    if (options.deep) {
      const Status added = assembler.add(*frame, payload, visit);
      if (!added.ok()) {
        print(added.error().message);
        co_return false;
      }
    }
    position += size;
  }
  co_return true;
}

std::string without_state(std::string name) {
  for (const std::string_view suffix : {".deleted", ".cleaned", ".swap"}) {
    if (name.ends_with(suffix)) return name.substr(0, name.size() - suffix.size());
  }
  return name;
}

Task<Result<bool>> dump_open(Input& input, DumpOptions options, const LineSink& print) {
  const std::string name = without_state(input.path.substr(input.path.find_last_of('/') + 1));
  if (const std::optional<Offset> base = parse_segment_file_name(name, ".log")) {
    co_return co_await dump_segment(input, *base, options, print);
  }
  if (const std::optional<Offset> base = parse_segment_file_name(name, ".index")) {
    const auto line = [base](const OffsetEntry& entry) {
      return "offset: " + text(base->value + entry.relative_offset) + " position: " + text(entry.position);
    };
    co_return co_await dump_index<OffsetEntry>(input, line, print);
  }
  if (const std::optional<Offset> base = parse_segment_file_name(name, ".timeindex")) {
    const auto line = [base](const TimeEntry& entry) {
      return "timestamp: " + text(entry.timestamp_ms) + " offset: " + text(base->value + entry.relative_offset);
    };
    co_return co_await dump_index<TimeEntry>(input, line, print);
  }
  if (const std::optional<Offset> base = parse_segment_file_name(name, ".txnindex")) {
    co_return co_await dump_transactions(input, *base, print);
  }
  if (name.ends_with(".snapshot")) co_return co_await dump_snapshot(input, print);
  if (name.ends_with(".wal")) co_return co_await dump_journal(input, options, print);
  co_return Error(ErrorCode::kInvalidRequest,
                  input.path + " is no .log, .index, .timeindex, .txnindex, .snapshot or .wal file by its name");
}

}  // namespace

Task<Result<bool>> dump_file(Env& env, std::string path, DumpOptions options, LineSink print) {
  Input input{.env = env, .path = std::move(path)};
  const Status opened = co_await open_input(input);
  if (!opened.ok()) co_return opened.error();
  print("Dumping " + input.path);
  Result<bool> dumped = co_await dump_open(input, options, print);
  static_cast<void>(co_await close_handle(env.io, input.handle));
  co_return dumped;
}

}  // namespace klamm
