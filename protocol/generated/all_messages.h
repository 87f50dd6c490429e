// Made by protocol/schema/generate.py from protocol/schema/*.txt. Not to be edited.
// Every message and record by name, for tests and fuzzers that go through all of them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace klamm::protocol {

class Reader;
class Writer;

struct MessageInfo {
  std::string_view name;
  std::int16_t api_key;  // -1 for headers and records
  bool is_request;
  std::int16_t version_min;
  std::int16_t version_max;
  std::int16_t flexible_min;
  // Decodes and, if that went well, encodes what it got. False, and nothing written, after a bad input.
  bool (*recode)(Reader& reader, std::int16_t version, Writer& writer);
};

// Sorted by schema file; request before response.
[[nodiscard]] std::span<const MessageInfo> all_messages();

}  // namespace klamm::protocol
