// What the state machines of this floor take in and give out. They are pure: an event comes in with the time it
// happened at, the effects go out, and nobody suspends, reads a clock or writes anything in between.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/base/error_code.h"
#include "runtime/base/ids.h"

namespace klamm::coordinator {

// Both clocks of one event. Timeouts run on the monotonic one; what is stored for later readers is wall time.
struct Now {
  std::int64_t monotonic_ms = 0;
  std::int64_t wall_ms = 0;
};

inline constexpr std::int64_t kNoDeadline = INT64_MAX;

// Times and durations that clients tell may be anything: what does not fit is the end of time.
[[nodiscard]] constexpr std::int64_t saturating_add(std::int64_t a, std::int64_t b) {
  if (b > 0 && a > INT64_MAX - b) return INT64_MAX;
  if (b < 0 && a < INT64_MIN - b) return INT64_MIN;
  return a + b;
}

// A JoinGroup or SyncGroup that waits for others. Given by the caller, unique while parked, answered exactly once.
using RequestId = Id<struct RequestIdTag, std::uint64_t>;
// Records that go into the log as one; the owner of the state machine reports how that ended.
using WriteId = Id<struct WriteIdTag, std::uint64_t>;

// A record of __consumer_offsets, encoded. No value: a tombstone.
struct CoordinatorRecord {
  std::string key;
  std::optional<std::string> value;
  friend bool operator==(const CoordinatorRecord&, const CoordinatorRecord&) = default;
};

struct JoinMember {
  std::string member_id;
  std::optional<std::string> group_instance_id;
  std::string metadata;  // for the protocol that was chosen
};

struct JoinResult {
  ErrorCode error_code = ErrorCode::kNone;
  std::int32_t generation_id = -1;
  std::optional<std::string> protocol_type;
  std::optional<std::string> protocol_name;
  std::string leader;
  bool skip_assignment = false;
  std::string member_id;
  std::vector<JoinMember> members;  // the leader's answer only
};

struct SyncResult {
  ErrorCode error_code = ErrorCode::kNone;
  std::optional<std::string> protocol_type;
  std::optional<std::string> protocol_name;
  std::string assignment;
};

struct Write {
  WriteId id;
  std::string group_id;  // whose write it is; for log lines and to find the group again
  std::vector<CoordinatorRecord> records;
  // False: may be cut into several batches, in order. Only for tombstones, each of which is right on its own.
  bool atomic = true;
};

// Appended to by each event; the owner carries them out in this order: answers at once, writes in order.
struct Effects {
  struct JoinAnswer {
    RequestId request;
    JoinResult result;
  };
  struct SyncAnswer {
    RequestId request;
    SyncResult result;
  };
  std::vector<JoinAnswer> joins;
  std::vector<SyncAnswer> syncs;
  std::vector<Write> writes;
};

// What a client is told when the log did not take a coordinator's record. Kafka: the coordinator is to be looked for
// again where the partition is elsewhere, later where it is short of replicas; a record that is too large is our fault.
[[nodiscard]] ErrorCode coordinator_error(ErrorCode append_error);

}  // namespace klamm::coordinator
