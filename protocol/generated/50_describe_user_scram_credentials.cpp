// Made by protocol/schema/generate.py from protocol/schema/50_describe_user_scram_credentials.txt. Not to be edited.
#include "protocol/generated/50_describe_user_scram_credentials.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void DescribeUserScramCredentialsRequest::UserName::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  reader.skip_tagged_fields();
}

void DescribeUserScramCredentialsRequest::UserName::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_unsigned_varint(0);
}

void DescribeUserScramCredentialsRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (const std::int32_t elements = reader.read_nullable_array(compact, 2, sizeof(UserName)); elements < 0) {
    users.reset();
  } else {
    users.emplace(static_cast<std::size_t>(elements));
    for (UserName& item : *users) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  reader.skip_tagged_fields();
}

void DescribeUserScramCredentialsRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (!users.has_value()) {
    writer.write_null_array(compact);
  } else {
    writer.write_array_count(users->size(), compact);
    for (const UserName& item : *users) item.encode(writer, version);
  }
  writer.write_unsigned_varint(0);
}

void DescribeUserScramCredentialsResponse::CredentialInfo::decode(Reader& reader, std::int16_t) {
  mechanism = reader.read_int8();
  iterations = reader.read_int32();
  reader.skip_tagged_fields();
}

void DescribeUserScramCredentialsResponse::CredentialInfo::encode(Writer& writer, std::int16_t) const {
  writer.write_int8(mechanism);
  writer.write_int32(iterations);
  writer.write_unsigned_varint(0);
}

void DescribeUserScramCredentialsResponse::DescribeUserScramCredentialsResult::decode(Reader& reader,
    std::int16_t version) {
  constexpr bool compact = true;
  user = reader.read_string(compact);
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  credential_infos.resize(reader.read_array(compact, 6, sizeof(CredentialInfo)));
  for (CredentialInfo& item : credential_infos) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void DescribeUserScramCredentialsResponse::DescribeUserScramCredentialsResult::encode(Writer& writer,
    std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_string(user, compact);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_array_count(credential_infos.size(), compact);
  for (const CredentialInfo& item : credential_infos) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void DescribeUserScramCredentialsResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  results.resize(reader.read_array(compact, 6, sizeof(DescribeUserScramCredentialsResult)));
  for (DescribeUserScramCredentialsResult& item : results) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void DescribeUserScramCredentialsResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  writer.write_array_count(results.size(), compact);
  for (const DescribeUserScramCredentialsResult& item : results) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
