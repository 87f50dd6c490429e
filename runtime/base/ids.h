// Strong ids: an Offset is not a PartitionId, and the compiler knows.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace klamm {

// A number with a name of its own. Compares and prints; adds only where the id says so (Offset below).
template <class Tag, class Rep>
struct Id {
  Rep value{};

  constexpr Id() = default;
  constexpr explicit Id(Rep v) : value(v) {}
  friend constexpr auto operator<=>(const Id&, const Id&) = default;
};

using BrokerId = Id<struct BrokerIdTag, std::int32_t>;        // Kafka's node.id
using PartitionId = Id<struct PartitionIdTag, std::int32_t>;  // the index of a partition within its topic
using LeaderEpoch = Id<struct LeaderEpochTag, std::int32_t>;  // counts the leaders of one partition; -1: unknown
using ProducerId = Id<struct ProducerIdTag, std::int64_t>;    // -1: none
using ProducerEpoch = Id<struct ProducerEpochTag, std::int16_t>;
using ShardId = Id<struct ShardIdTag, std::uint32_t>;

// The position of a record within a partition, counted in records from 0.
struct Offset : Id<struct OffsetTag, std::int64_t> {
  using Id::Id;
  friend constexpr Offset operator+(Offset a, std::int64_t n) { return Offset(a.value + n); }
  friend constexpr Offset operator-(Offset a, std::int64_t n) { return Offset(a.value - n); }
  friend constexpr std::int64_t operator-(Offset a, Offset b) { return a.value - b.value; }
};

inline constexpr LeaderEpoch kNoLeaderEpoch{-1};
inline constexpr ProducerId kNoProducerId{-1};
inline constexpr ProducerEpoch kNoProducerEpoch{-1};
inline constexpr BrokerId kNoBroker{-1};

// 16 bytes, most significant first. Topic ids, directory ids, cluster ids. Kafka prints them as 22 characters of
// base64url without padding, and keeps the all-zero one for "none".
struct Uuid {
  std::array<std::uint8_t, 16> bytes{};

  friend constexpr auto operator<=>(const Uuid&, const Uuid&) = default;
  [[nodiscard]] bool is_zero() const { return *this == Uuid{}; }
  [[nodiscard]] std::string to_string() const;
  // False, and `out` untouched, unless `text` is exactly what to_string() gives for some uuid.
  [[nodiscard]] static bool parse(std::string_view text, Uuid& out);
};

using TopicId = Uuid;

// A partition by the id of its topic: names are reused after deletion, ids never.
struct TopicIdPartition {
  TopicId topic;
  PartitionId partition;
  friend constexpr auto operator<=>(const TopicIdPartition&, const TopicIdPartition&) = default;
};

}  // namespace klamm

template <class Tag, class Rep>
struct std::hash<klamm::Id<Tag, Rep>> {
  std::size_t operator()(const klamm::Id<Tag, Rep>& id) const noexcept { return std::hash<Rep>{}(id.value); }
};
