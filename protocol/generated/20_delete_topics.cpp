// Made by protocol/schema/generate.py from protocol/schema/20_delete_topics.txt. Not to be edited.
#include "protocol/generated/20_delete_topics.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void DeleteTopicsRequest::DeleteTopicState::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  name = reader.read_nullable_string(compact);
  topic_id = reader.read_uuid();
  reader.skip_tagged_fields();
}

void DeleteTopicsRequest::DeleteTopicState::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_nullable_string(name, compact);
  writer.write_uuid(topic_id);
  writer.write_unsigned_varint(0);
}

void DeleteTopicsRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 4;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (version >= 6) {
    topics.resize(reader.read_array(compact, 18, sizeof(DeleteTopicState)));
    for (DeleteTopicState& item : topics) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (version <= 5) {
    topic_names.resize(reader.read_array(compact, version >= 4 ? 1 : 2, sizeof(std::string_view)));
    for (std::string_view& item : topic_names) {
      item = reader.read_string(compact);
      if (!reader.ok()) return;
    }
  }
  timeout_ms = reader.read_int32();
  if (compact) reader.skip_tagged_fields();
}

void DeleteTopicsRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 4;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (version >= 6) {
    writer.write_array_count(topics.size(), compact);
    for (const DeleteTopicState& item : topics) item.encode(writer, version);
  }
  if (version <= 5) {
    writer.write_array_count(topic_names.size(), compact);
    for (const std::string_view item : topic_names) writer.write_string(item, compact);
  }
  writer.write_int32(timeout_ms);
  if (compact) writer.write_unsigned_varint(0);
}

void DeleteTopicsResponse::DeletableTopicResult::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 4;
  name = reader.read_nullable_string(compact, version >= 6);
  if (version >= 6) {
    topic_id = reader.read_uuid();
  }
  error_code = reader.read_error_code();
  if (version >= 5) {
    error_message = reader.read_nullable_string(compact);
  }
  if (compact) reader.skip_tagged_fields();
}

void DeleteTopicsResponse::DeletableTopicResult::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 4;
  writer.write_nullable_string(name, compact, version >= 6);
  if (version >= 6) {
    writer.write_uuid(topic_id);
  }
  writer.write_error_code(error_code);
  if (version >= 5) {
    writer.write_nullable_string(error_message, compact);
  }
  if (compact) writer.write_unsigned_varint(0);
}

void DeleteTopicsResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 4;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (version >= 1) {
    throttle_time_ms = reader.read_int32();
  }
  responses.resize(reader.read_array(compact, version >= 6 ? 21 : version >= 5 ? 5 : 4, sizeof(DeletableTopicResult)));
  for (DeletableTopicResult& item : responses) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void DeleteTopicsResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 4;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (version >= 1) {
    writer.write_int32(throttle_time_ms);
  }
  writer.write_array_count(responses.size(), compact);
  for (const DeletableTopicResult& item : responses) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
