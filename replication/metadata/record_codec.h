// The framing of records in the metadata log and its snapshots, as KRaft has it: unsigned varints for the frame's
// version (1), the record's type and its version, then the record's fields. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"
#include "runtime/base/bytes.h"
#include "runtime/base/result.h"

namespace klamm::replication {

struct RecordFrame {
  std::int16_t type = 0;
  std::int16_t version = 0;
  ByteView body;  // a view of what was parsed
};

// Errors: kCorruptMessage.
Result<RecordFrame> parse_record_frame(ByteView record);

// Kafka's name of a record type, "unknown" for a number that has none.
[[nodiscard]] std::string_view record_type_name(std::int16_t type);

// Starts a record: writes its frame.
void write_record_frame(protocol::Writer& writer, std::int16_t type, std::int16_t version);
[[nodiscard]] std::string finish_record(protocol::Writer& writer);

// One of the generated records of protocol/generated/cluster_metadata.h, at its newest version: the metadata.version
// that a cluster is founded with (controller/features.h) has all of them.
template <class Record>
[[nodiscard]] std::string encode_record(const Record& record) {
  protocol::Writer writer;
  write_record_frame(writer, Record::kRecordType, Record::kVersionMax);
  record.encode(writer, Record::kVersionMax);
  return finish_record(writer);
}

}  // namespace klamm::replication
