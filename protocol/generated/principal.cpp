// Made by protocol/schema/generate.py from protocol/schema/principal.txt. Not to be edited.
#include "protocol/generated/principal.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void DefaultPrincipalData::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  type = reader.read_string(compact);
  name = reader.read_string(compact);
  token_authenticated = reader.read_bool();
  reader.skip_tagged_fields();
}

void DefaultPrincipalData::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(type, compact);
  writer.write_string(name, compact);
  writer.write_bool(token_authenticated);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
