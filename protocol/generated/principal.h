// Made by protocol/schema/generate.py from protocol/schema/principal.txt. Not to be edited.
// Who sent a request that is forwarded in an Envelope.
#pragma once

#include <cstdint>
#include <string_view>

namespace klamm::protocol {

class Reader;
class Writer;

struct DefaultPrincipalData {
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::string_view type;
  std::string_view name;
  // Whether a delegation token was used: such a principal may not make further tokens.
  bool token_authenticated = false;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const DefaultPrincipalData& other) const = default;
};

}  // namespace klamm::protocol
