// Made by protocol/schema/generate.py from protocol/schema/82_update_raft_voter.txt. Not to be edited.
#include "protocol/generated/82_update_raft_voter.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void UpdateRaftVoterRequest::Listener::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  host = reader.read_string(compact);
  port = reader.read_uint16();
  reader.skip_tagged_fields();
}

void UpdateRaftVoterRequest::Listener::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_string(host, compact);
  writer.write_uint16(port);
  writer.write_unsigned_varint(0);
}

void UpdateRaftVoterRequest::KRaftVersionFeature::decode(Reader& reader, std::int16_t) {
  min_supported_version = reader.read_int16();
  max_supported_version = reader.read_int16();
  reader.skip_tagged_fields();
}

void UpdateRaftVoterRequest::KRaftVersionFeature::encode(Writer& writer, std::int16_t) const {
  writer.write_int16(min_supported_version);
  writer.write_int16(max_supported_version);
  writer.write_unsigned_varint(0);
}

void UpdateRaftVoterRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  cluster_id = reader.read_nullable_string(compact);
  current_leader_epoch = reader.read_int32();
  voter_id = reader.read_int32();
  voter_directory_id = reader.read_uuid();
  listeners.resize(reader.read_array(compact, 5, sizeof(Listener)));
  for (Listener& item : listeners) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  k_raft_version_feature.decode(reader, version);
  reader.skip_tagged_fields();
}

void UpdateRaftVoterRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_nullable_string(cluster_id, compact);
  writer.write_int32(current_leader_epoch);
  writer.write_int32(voter_id);
  writer.write_uuid(voter_directory_id);
  writer.write_array_count(listeners.size(), compact);
  for (const Listener& item : listeners) item.encode(writer, version);
  k_raft_version_feature.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void UpdateRaftVoterResponse::CurrentLeader::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  leader_id = reader.read_int32();
  leader_epoch = reader.read_int32();
  host = reader.read_string(compact);
  port = reader.read_int32();
  reader.skip_tagged_fields();
}

void UpdateRaftVoterResponse::CurrentLeader::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_int32(leader_id);
  writer.write_int32(leader_epoch);
  writer.write_string(host, compact);
  writer.write_int32(port);
  writer.write_unsigned_varint(0);
}

void UpdateRaftVoterResponse::decode(Reader& reader, std::int16_t version) {
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0) {
      current_leader = {};
      current_leader.decode(reader, version);
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void UpdateRaftVoterResponse::encode(Writer& writer, std::int16_t version) const {
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  const bool has_current_leader = !(current_leader == CurrentLeader{});
  std::uint32_t tagged_count = 0;
  if (has_current_leader) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_current_leader) {
    Writer field;
    current_leader.encode(field, version);
    writer.write_tagged(0, std::move(field));
  }
}

}  // namespace klamm::protocol
