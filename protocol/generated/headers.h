// Made by protocol/schema/generate.py from protocol/schema/headers.txt. Not to be edited.
// What stands in front of every request and every response. The length of the frame (int32) stands before it and
// is not part of it.
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
  // Never compact: a broker must be able to read it before it knows the version.
  std::optional<std::string_view> client_id{std::in_place};

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const RequestHeader& other) const = default;
};

struct ResponseHeader {
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 1;

  // The request's.
  std::int32_t correlation_id = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ResponseHeader& other) const = default;
};

}  // namespace klamm::protocol
