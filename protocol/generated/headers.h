// Made by protocol/schema/generate.py from protocol/schema/headers.txt. Not to be edited.
// headers.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace klamm::protocol {

class Reader;
class Writer;

struct RequestHeader {
  static constexpr std::int16_t kVersionMin = 1;
  static constexpr std::int16_t kVersionMax = 2;
  static constexpr std::int16_t kFlexibleMin = 2;

  std::int16_t request_api_key = 0;
  std::int16_t request_api_version = 0;
  std::int32_t correlation_id = 0;
  std::optional<std::string_view> client_id{std::in_place};

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const RequestHeader& other) const = default;
};

struct ResponseHeader {
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 1;

  std::int32_t correlation_id = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ResponseHeader& other) const = default;
};

}  // namespace klamm::protocol
