// Made by protocol/schema/generate.py from protocol/schema/producer_snapshot.txt. Not to be edited.
// A file OFFSET.snapshot beside the segments: the producers that a partition knew at an offset. The version
// (int16) stands in front.
#pragma once

#include <cstdint>
#include <vector>

namespace klamm::protocol {

class Reader;
class Writer;

struct ProducerSnapshot {
  static constexpr std::int16_t kVersionMin = 1;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 32767;

  struct ProducerEntry {
    std::int64_t producer_id = 0;
    std::int16_t epoch = 0;
    std::int32_t last_sequence = 0;
    std::int64_t last_offset = 0;
    // Of the last batch, from its first record to its last.
    std::int32_t offset_delta = 0;
    std::int64_t timestamp = 0;
    std::int32_t coordinator_epoch = 0;
    // -1 where no transaction is open.
    std::int64_t current_txn_first_offset = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const ProducerEntry& other) const = default;
  };

  // CRC-32C of everything behind it.
  std::uint32_t crc = 0;
  std::vector<ProducerEntry> producer_entries;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ProducerSnapshot& other) const = default;
};

}  // namespace klamm::protocol
