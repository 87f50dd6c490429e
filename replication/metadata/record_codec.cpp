#include "replication/metadata/record_codec.h"

#include <array>

#include "runtime/base/buffer.h"

namespace klamm::replication {

namespace {

constexpr std::uint32_t kFrameVersion = 1;

// By type. The gaps are numbers that Kafka never used or gave up.
constexpr std::array<std::string_view, 29> kTypeNames = {"RegisterBrokerRecord",
                                                         "UnregisterBrokerRecord",
                                                         "TopicRecord",
                                                         "PartitionRecord",
                                                         "ConfigRecord",
                                                         "PartitionChangeRecord",
                                                         "",
                                                         "FenceBrokerRecord",
                                                         "UnfenceBrokerRecord",
                                                         "RemoveTopicRecord",
                                                         "DelegationTokenRecord",
                                                         "UserScramCredentialRecord",
                                                         "FeatureLevelRecord",
                                                         "",
                                                         "ClientQuotaRecord",
                                                         "ProducerIdsRecord",
                                                         "",
                                                         "BrokerRegistrationChangeRecord",
                                                         "AccessControlEntryRecord",
                                                         "RemoveAccessControlEntryRecord",
                                                         "NoOpRecord",
                                                         "ZkMigrationStateRecord",
                                                         "RemoveUserScramCredentialRecord",
                                                         "BeginTransactionRecord",
                                                         "EndTransactionRecord",
                                                         "AbortTransactionRecord",
                                                         "RemoveDelegationTokenRecord",
                                                         "RegisterControllerRecord",
                                                         "ClearElrRecord"};

}  // namespace

Result<RecordFrame> parse_record_frame(ByteView record) {
  protocol::Reader reader(record);
  const std::uint32_t frame_version = reader.read_unsigned_varint();
  const std::uint32_t type = reader.read_unsigned_varint();
  const std::uint32_t version = reader.read_unsigned_varint();
  if (!reader.ok() || type > INT16_MAX || version > INT16_MAX) {
    return Error(ErrorCode::kCorruptMessage, "a metadata record without a whole frame");
  }
  if (frame_version != kFrameVersion) {
    return Error(ErrorCode::kUnsupportedVersion,
                 "a metadata record with frame version " + std::to_string(frame_version) + ", known is 1");
  }
  RecordFrame frame;
  frame.type = static_cast<std::int16_t>(type);
  frame.version = static_cast<std::int16_t>(version);
  frame.body = record.subspan(reader.position());
  return frame;
}

std::string_view record_type_name(std::int16_t type) {
  if (type < 0 || static_cast<std::size_t>(type) >= kTypeNames.size()) return "unknown";
  const std::string_view name = kTypeNames[static_cast<std::size_t>(type)];
  return name.empty() ? "unknown" : name;
}

void write_record_frame(protocol::Writer& writer, std::int16_t type, std::int16_t version) {
  writer.write_unsigned_varint(kFrameVersion);
  writer.write_unsigned_varint(static_cast<std::uint32_t>(type));
  writer.write_unsigned_varint(static_cast<std::uint32_t>(version));
}

std::string finish_record(protocol::Writer& writer) {
  // Every string in a metadata record was checked when the command that holds it was decided.
  KLAMM_ASSERT(writer.ok());
  const BufferChain chain = writer.finish();
  std::string bytes;
  bytes.reserve(chain.size());
  for (const Slice& slice : chain.slices()) bytes.append(as_text(slice.bytes));
  return bytes;
}

}  // namespace klamm::replication
