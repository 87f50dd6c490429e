// Made by protocol/schema/generate.py from protocol/schema/17_sasl_handshake.txt. Not to be edited.
#include "protocol/generated/17_sasl_handshake.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void SaslHandshakeRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  mechanism = reader.read_string(compact);
}

void SaslHandshakeRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(mechanism, compact);
}

void SaslHandshakeResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = false;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  error_code = reader.read_error_code();
  mechanisms.resize(reader.read_array(compact, 2, sizeof(std::string_view)));
  for (std::string_view& item : mechanisms) {
    item = reader.read_string(compact);
    if (!reader.ok()) return;
  }
}

void SaslHandshakeResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = false;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_error_code(error_code);
  writer.write_array_count(mechanisms.size(), compact);
  for (const std::string_view item : mechanisms) writer.write_string(item, compact);
}

}  // namespace klamm::protocol
