// Made by protocol/schema/generate.py from protocol/schema/control_records.txt. Not to be edited.
// Records in control batches: they steer those who read a log and are not handed to consumers.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "runtime/base/ids.h"

namespace klamm::protocol {

class Reader;
class Writer;

struct ControlRecordTypeSchema {
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  // Every key: 0 abort, 1 commit, 2 leader change, 3 snapshot header, 4 snapshot footer, 5 Raft version, 6 voters.
  std::int16_t type = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const ControlRecordTypeSchema& other) const = default;
};

struct EndTxnMarker {
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 32767;

  // Fences transaction coordinators of former times.
  std::int32_t coordinator_epoch = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const EndTxnMarker& other) const = default;
};

struct KRaftVersionRecord {
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int16_t version = 0;
  std::int16_t k_raft_version = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const KRaftVersionRecord& other) const = default;
};

struct LeaderChangeMessage {
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 1;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct Voter {
    std::int32_t voter_id = 0;
    Uuid voter_directory_id;  // versions 1+

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const Voter& other) const = default;
  };

  std::int16_t version = 0;
  std::int32_t leader_id = 0;
  std::vector<Voter> voters;
  // Whose votes made the leader.
  std::vector<Voter> granting_voters;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const LeaderChangeMessage& other) const = default;
};

struct SnapshotFooterRecord {
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int16_t version = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const SnapshotFooterRecord& other) const = default;
};

struct SnapshotHeaderRecord {
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  std::int16_t version = 0;
  // Of the last record that is in the snapshot, in ms.
  std::int64_t last_contained_log_timestamp = 0;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const SnapshotHeaderRecord& other) const = default;
};

struct VotersRecord {
  static constexpr std::int16_t kVersionMin = 0;
  static constexpr std::int16_t kVersionMax = 0;
  static constexpr std::int16_t kFlexibleMin = 0;

  struct Endpoint {
    std::string_view name;
    std::string_view host;
    std::uint16_t port = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const Endpoint& other) const = default;
  };

  struct KRaftVersionFeature {
    std::int16_t min_supported_version = 0;
    std::int16_t max_supported_version = 0;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const KRaftVersionFeature& other) const = default;
  };

  struct Voter {
    std::int32_t voter_id = 0;
    Uuid voter_directory_id;
    std::vector<Endpoint> endpoints;
    KRaftVersionFeature k_raft_version_feature;

    void decode(Reader& reader, std::int16_t version);
    void encode(Writer& writer, std::int16_t version) const;
    bool operator==(const Voter& other) const = default;
  };

  std::int16_t version = 0;
  std::vector<Voter> voters;

  void decode(Reader& reader, std::int16_t version);
  void encode(Writer& writer, std::int16_t version) const;
  bool operator==(const VotersRecord& other) const = default;
};

}  // namespace klamm::protocol
