// The golden files that the genuine client wrote (golden/records), and the records that are in them.
#pragma once

#include <cstdint>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "protocol/records/builder.h"
#include "protocol/records/record.h"
#include "runtime/base/bytes.h"

namespace klamm::protocol::golden {

inline constexpr std::int64_t kBaseTimestamp = 1700000000000;
inline constexpr int kRecordCount = 5;

struct Record {
  std::int64_t timestamp = 0;
  std::optional<std::string> key;
  std::optional<std::string> value;
  bool headers = false;  // h1 = "v1", h2 = null, "" = ""
};

inline Record record(int i) {
  Record made;
  made.timestamp = kBaseTimestamp + (i == 4 ? -100 : 7 * i);
  if (i != 1) made.key = "key-" + std::to_string(i);
  if (i != 2) {
    made.value.emplace();
    for (int n = 0; n < 20 * i + 1; ++n) *made.value += "value-" + std::to_string(i) + "-";
  }
  made.headers = i == 3;
  return made;
}

inline std::optional<ByteView> view(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  return as_bytes(*text);
}

inline void add_all(BatchBuilder& builder) {
  for (int i = 0; i < kRecordCount; ++i) {
    const Record made = record(i);
    const RecordHeaderView headers[] = {
        {as_bytes("h1"), as_bytes("v1")}, {as_bytes("h2"), std::nullopt}, {as_bytes(""), as_bytes("")}};
    if (made.headers) {
      builder.add(made.timestamp, view(made.key), view(made.value), headers);
    } else {
      builder.add(made.timestamp, view(made.key), view(made.value));
    }
  }
}

inline std::vector<std::uint8_t> file(const std::string& name) {
  std::ifstream stream(std::string(KLAMM_TEST_DATA) + "/golden/records/" + name + ".bin", std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

inline std::vector<std::uint8_t> to_vector(ByteView bytes) { return {bytes.begin(), bytes.end()}; }
inline std::vector<std::uint8_t> to_vector(const Buffer& buffer) {
  return to_vector(ByteView(buffer.data(), buffer.size()));
}

inline std::optional<std::string> text(const std::optional<ByteView>& bytes) {
  if (!bytes) return std::nullopt;
  return std::string(as_text(*bytes));
}

}  // namespace klamm::protocol::golden
