// What the group coordinator may be told, with the defaults of Apache Kafka 4.3. The names in the comments are Kafka's.
#pragma once

#include <cstddef>
#include <cstdint>

namespace klamm::coordinator {

// Read by the state machines at each event, so a changed value holds from the next event on. Owned by the service.
struct GroupConfig {
  std::int32_t min_session_timeout_ms = 6'000;         // group.min.session.timeout.ms
  std::int32_t max_session_timeout_ms = 1'800'000;     // group.max.session.timeout.ms
  std::int32_t initial_rebalance_delay_ms = 3'000;     // group.initial.rebalance.delay.ms
  std::int32_t max_size = INT32_MAX;                   // group.max.size
  std::int32_t offset_metadata_max_size = 4'096;       // offset.metadata.max.bytes, which Kafka counts in UTF-16 units
  std::int64_t offsets_retention_ms = 604'800'000;     // offsets.retention.minutes
  std::int64_t retention_check_interval_ms = 600'000;  // offsets.retention.check.interval.ms
  std::int32_t new_member_join_timeout_ms = 300'000;  // no name in Kafka: a new member that waits longer must ask again

  // Limits of our own. Kafka has none, and whoever may read a group may create any number of them.
  std::size_t groups_max = 1'000'000;         // of one partition of __consumer_offsets
  std::size_t pending_members_max = 100'000;  // of one group: member ids that were handed out and not used yet
};

// What clients see of KIP-848's `group.type`. Only classic groups exist so far; records of the others are skipped.
enum class GroupType : std::uint8_t { kClassic };

}  // namespace klamm::coordinator
