// Made by protocol/schema/generate.py from protocol/schema/81_remove_raft_voter.txt. Not to be edited.
#include "protocol/generated/81_remove_raft_voter.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void RemoveRaftVoterRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  cluster_id = reader.read_nullable_string(compact);
  voter_id = reader.read_int32();
  voter_directory_id = reader.read_uuid();
  reader.skip_tagged_fields();
}

void RemoveRaftVoterRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_nullable_string(cluster_id, compact);
  writer.write_int32(voter_id);
  writer.write_uuid(voter_directory_id);
  writer.write_unsigned_varint(0);
}

void RemoveRaftVoterResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  reader.skip_tagged_fields();
}

void RemoveRaftVoterResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
