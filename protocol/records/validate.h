// What a leader checks and changes before it appends a client's records: all that Apache Kafka 4.3 checks, with its
// error codes and its sentences (analysis of the append, then LogValidator), in one pass over bytes that stay where
// they are. Sequence numbers, epochs and transactions are storage's to check: they need the partition's state.
//
// Pure; one RecordValidator per shard. Decompressed bytes pass through a window of 64 KiB and are not kept, unless the
// topic asks for another codec than the batch has.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "protocol/compression/codec.h"
#include "protocol/records/batch.h"
#include "runtime/base/buffer.h"
#include "runtime/base/error_code.h"
#include "runtime/base/ids.h"

namespace klamm::protocol {

// One record decompressed for each byte of a request would otherwise be answered with a sentence each.
inline constexpr std::size_t kRecordErrorsMax = 1000;
// The most that one batch may decompress to where the options do not say.
inline constexpr std::size_t kDecompressedBytesMaxDefault = std::size_t{256} << 20;

struct ValidateOptions {
  std::string_view topic_partition;  // "topic-0", for the sentences
  std::int16_t produce_version = 3;  // of the request; 0 to 2 for batches made by message_set_to_batch()
  std::int64_t now_ms = 0;
  // Topic configs.
  TimestampType timestamp_type = TimestampType::kCreateTime;                        // message.timestamp.type
  std::int64_t timestamp_before_max_ms = std::numeric_limits<std::int64_t>::max();  // message.timestamp.before.max.ms
  std::int64_t timestamp_after_max_ms = 3600000;                                    // message.timestamp.after.max.ms
  std::int32_t message_bytes_max = 1048588;                                         // max.message.bytes
  bool compacted = false;                                                           // cleanup.policy has compact
  std::optional<Codec> target_codec;  // compression.type; absent: "producer", kNone: "uncompressed"
  std::optional<int> target_level;    // compression.*.level of the target codec
  std::size_t decompressed_bytes_max = kDecompressedBytesMaxDefault;
};

// A batch that may be appended once storage has set its base offset and leader epoch (both outside the CRC).
struct ValidatedBatch {
  Slice bytes;                         // one batch; the memory that was given, or a new Buffer where `reencoded`
  std::int32_t record_count = 0;       // > 0
  std::int32_t last_offset_delta = 0;  // record_count - 1
  std::int64_t max_timestamp = kNoTimestamp;
  std::int32_t offset_delta_of_max_timestamp = -1;  // the earliest record that has it; -1 where no record has any
  std::int64_t log_append_time = kNoTimestamp;      // what the response says: now, or -1 with create time
  Codec source_codec = Codec::kNone;
  ProducerId producer_id = kNoProducerId;
  ProducerEpoch producer_epoch = kNoProducerEpoch;
  std::int32_t base_sequence = kNoSequence;
  bool transactional = false;
  bool reencoded = false;
  std::size_t decompressed_size = 0;  // of the records, without the header
};

struct RecordError {
  std::int32_t batch_index = 0;  // which record of the batch
  std::string message;
};

// A refusal, as the produce response tells it (record errors and message from version 8 on).
struct BatchRefusal {
  ErrorCode code = ErrorCode::kUnknownServerError;
  std::string reason;                      // for the log; never empty
  std::string message;                     // for the client, where Kafka sends one; empty: null
  std::vector<RecordError> record_errors;  // the first kRecordErrorsMax
};

using ValidateResult = std::variant<ValidatedBatch, BatchRefusal>;

class RecordValidator {
 public:
  RecordValidator();
  ~RecordValidator();

  // `records`: the records field of one partition of a produce request. REQUIRES: it has an owner, and nobody else
  // reads these bytes: the max timestamp, the timestamp type and the CRC are patched there. A batch that is refused
  // stays as it was.
  //
  // Trailing bytes that are no whole batch are dropped, as Kafka drops them.
  ValidateResult validate(const Slice& records, const ValidateOptions& options);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace klamm::protocol
