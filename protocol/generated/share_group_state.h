// Made by protocol/schema/generate.py from protocol/schema/share_group_state.txt. Not to be edited.
// The records of __share_group_state: which records of a partition a share group has delivered (KIP-932).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "runtime/base/ids.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct ShareSnapshotKey {
  static constexpr std::int16_t kRecordType = 0;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  std::string_view group_id;
  Uuid topic_id;
  std::int32_t partition = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ShareSnapshotKey& other) const = default;
};

struct ShareSnapshotValue {
  static constexpr std::int16_t kRecordType = 0;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct StateBatch {
    std::int64_t first_offset = 0;
    std::int64_t last_offset = 0;
    std::int8_t delivery_state = 0;
    std::int16_t delivery_count = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const StateBatch& other) const = default;
  };

  // Rises with each snapshot; updates refer to it.
  std::int32_t snapshot_epoch = 0;
  std::int32_t state_epoch = 0;
  std::int32_t leader_epoch = 0;
  std::int64_t start_offset = 0;
  std::int32_t delivery_complete_count = -1;  // tag 0
  std::int64_t create_timestamp = 0;
  std::int64_t write_timestamp = 0;
  std::vector<StateBatch> state_batches;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ShareSnapshotValue& other) const = default;
};

struct ShareUpdateKey {
  static constexpr std::int16_t kRecordType = 1;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  std::string_view group_id;
  Uuid topic_id;
  std::int32_t partition = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ShareUpdateKey& other) const = default;
};

struct ShareUpdateValue {
  static constexpr std::int16_t kRecordType = 1;
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct StateBatch {
    std::int64_t first_offset = 0;
    std::int64_t last_offset = 0;
    std::int8_t delivery_state = 0;
    std::int16_t delivery_count = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const StateBatch& other) const = default;
  };

  std::int32_t snapshot_epoch = 0;
  std::int32_t leader_epoch = 0;
  std::int64_t start_offset = 0;
  std::int32_t delivery_complete_count = -1;  // tag 0
  std::vector<StateBatch> state_batches;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ShareUpdateValue& other) const = default;
};

}  // namespace klamm::protocol
