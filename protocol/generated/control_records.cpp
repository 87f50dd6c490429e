// Made by protocol/schema/generate.py from protocol/schema/control_records.txt. Not to be edited.
#include "protocol/generated/control_records.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void ControlRecordTypeSchema::decode(Reader& reader, std::int16_t version) {
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  type = reader.read_int16();
}

void ControlRecordTypeSchema::encode(Writer& writer, std::int16_t version) const {
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int16(type);
}

void EndTxnMarker::decode(Reader& reader, std::int16_t version) {
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  coordinator_epoch = reader.read_int32();
}

void EndTxnMarker::encode(Writer& writer, std::int16_t version) const {
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(coordinator_epoch);
}

void KRaftVersionRecord::decode(Reader& reader, std::int16_t at_version) {
  if (at_version < kVersionMin || at_version > kVersionMax) return reader.fail(ReadError::kVersion);
  version = reader.read_int16();
  k_raft_version = reader.read_int16();
  reader.skip_tagged_fields();
}

void KRaftVersionRecord::encode(Writer& writer, std::int16_t at_version) const {
  KLAMM_ASSERT(at_version >= kVersionMin && at_version <= kVersionMax);
  writer.write_int16(version);
  writer.write_int16(k_raft_version);
  writer.write_unsigned_varint(0);
}

void LeaderChangeMessage::Voter::decode(Reader& reader, std::int16_t at_version) {
  voter_id = reader.read_int32();
  if (at_version >= 1) {
    voter_directory_id = reader.read_uuid();
  }
  reader.skip_tagged_fields();
}

void LeaderChangeMessage::Voter::encode(Writer& writer, std::int16_t at_version) const {
  writer.write_int32(voter_id);
  if (at_version >= 1) {
    writer.write_uuid(voter_directory_id);
  }
  writer.write_unsigned_varint(0);
}

void LeaderChangeMessage::decode(Reader& reader, std::int16_t at_version) {
  constexpr bool compact = true;
  if (at_version < kVersionMin || at_version > kVersionMax) return reader.fail(ReadError::kVersion);
  version = reader.read_int16();
  leader_id = reader.read_int32();
  voters.resize(reader.read_array(compact, at_version >= 1 ? 21 : 5, sizeof(Voter)));
  for (Voter& item : voters) {
    item.decode(reader, at_version);
    if (!reader.ok()) return;
  }
  granting_voters.resize(reader.read_array(compact, at_version >= 1 ? 21 : 5, sizeof(Voter)));
  for (Voter& item : granting_voters) {
    item.decode(reader, at_version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void LeaderChangeMessage::encode(Writer& writer, std::int16_t at_version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(at_version >= kVersionMin && at_version <= kVersionMax);
  writer.write_int16(version);
  writer.write_int32(leader_id);
  writer.write_array_count(voters.size(), compact);
  for (const Voter& item : voters) item.encode(writer, at_version);
  writer.write_array_count(granting_voters.size(), compact);
  for (const Voter& item : granting_voters) item.encode(writer, at_version);
  writer.write_unsigned_varint(0);
}

void SnapshotFooterRecord::decode(Reader& reader, std::int16_t at_version) {
  if (at_version < kVersionMin || at_version > kVersionMax) return reader.fail(ReadError::kVersion);
  version = reader.read_int16();
  reader.skip_tagged_fields();
}

void SnapshotFooterRecord::encode(Writer& writer, std::int16_t at_version) const {
  KLAMM_ASSERT(at_version >= kVersionMin && at_version <= kVersionMax);
  writer.write_int16(version);
  writer.write_unsigned_varint(0);
}

void SnapshotHeaderRecord::decode(Reader& reader, std::int16_t at_version) {
  if (at_version < kVersionMin || at_version > kVersionMax) return reader.fail(ReadError::kVersion);
  version = reader.read_int16();
  last_contained_log_timestamp = reader.read_int64();
  reader.skip_tagged_fields();
}

void SnapshotHeaderRecord::encode(Writer& writer, std::int16_t at_version) const {
  KLAMM_ASSERT(at_version >= kVersionMin && at_version <= kVersionMax);
  writer.write_int16(version);
  writer.write_int64(last_contained_log_timestamp);
  writer.write_unsigned_varint(0);
}

void VotersRecord::Endpoint::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  host = reader.read_string(compact);
  port = reader.read_uint16();
  reader.skip_tagged_fields();
}

void VotersRecord::Endpoint::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_string(host, compact);
  writer.write_uint16(port);
  writer.write_unsigned_varint(0);
}

void VotersRecord::KRaftVersionFeature::decode(Reader& reader, std::int16_t) {
  min_supported_version = reader.read_int16();
  max_supported_version = reader.read_int16();
  reader.skip_tagged_fields();
}

void VotersRecord::KRaftVersionFeature::encode(Writer& writer, std::int16_t) const {
  writer.write_int16(min_supported_version);
  writer.write_int16(max_supported_version);
  writer.write_unsigned_varint(0);
}

void VotersRecord::Voter::decode(Reader& reader, std::int16_t at_version) {
  constexpr bool compact = true;
  voter_id = reader.read_int32();
  voter_directory_id = reader.read_uuid();
  endpoints.resize(reader.read_array(compact, 5, sizeof(Endpoint)));
  for (Endpoint& item : endpoints) {
    item.decode(reader, at_version);
    if (!reader.ok()) return;
  }
  k_raft_version_feature.decode(reader, at_version);
  reader.skip_tagged_fields();
}

void VotersRecord::Voter::encode(Writer& writer, std::int16_t at_version) const {
  constexpr bool compact = true;
  writer.write_int32(voter_id);
  writer.write_uuid(voter_directory_id);
  writer.write_array_count(endpoints.size(), compact);
  for (const Endpoint& item : endpoints) item.encode(writer, at_version);
  k_raft_version_feature.encode(writer, at_version);
  writer.write_unsigned_varint(0);
}

void VotersRecord::decode(Reader& reader, std::int16_t at_version) {
  constexpr bool compact = true;
  if (at_version < kVersionMin || at_version > kVersionMax) return reader.fail(ReadError::kVersion);
  version = reader.read_int16();
  voters.resize(reader.read_array(compact, 27, sizeof(Voter)));
  for (Voter& item : voters) {
    item.decode(reader, at_version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void VotersRecord::encode(Writer& writer, std::int16_t at_version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(at_version >= kVersionMin && at_version <= kVersionMax);
  writer.write_int16(version);
  writer.write_array_count(voters.size(), compact);
  for (const Voter& item : voters) item.encode(writer, at_version);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
