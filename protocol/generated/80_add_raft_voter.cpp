// Made by protocol/schema/generate.py from protocol/schema/80_add_raft_voter.txt. Not to be edited.
#include "protocol/generated/80_add_raft_voter.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void AddRaftVoterRequest::Listener::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  host = reader.read_string(compact);
  port = reader.read_uint16();
  reader.skip_tagged_fields();
}

void AddRaftVoterRequest::Listener::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_string(host, compact);
  writer.write_uint16(port);
  writer.write_unsigned_varint(0);
}

void AddRaftVoterRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  cluster_id = reader.read_nullable_string(compact);
  timeout_ms = reader.read_int32();
  voter_id = reader.read_int32();
  voter_directory_id = reader.read_uuid();
  listeners.resize(reader.read_array(compact, 5, sizeof(Listener)));
  for (Listener& item : listeners) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (version >= 1) {
    ack_when_committed = reader.read_bool();
  }
  reader.skip_tagged_fields();
}

void AddRaftVoterRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_nullable_string(cluster_id, compact);
  writer.write_int32(timeout_ms);
  writer.write_int32(voter_id);
  writer.write_uuid(voter_directory_id);
  writer.write_array_count(listeners.size(), compact);
  for (const Listener& item : listeners) item.encode(writer, version);
  if (version >= 1) {
    writer.write_bool(ack_when_committed);
  }
  writer.write_unsigned_varint(0);
}

void AddRaftVoterResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  reader.skip_tagged_fields();
}

void AddRaftVoterResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
