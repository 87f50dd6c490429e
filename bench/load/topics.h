// What a generator asks of a broker before and after it loads it: topics, their configs, where they end.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "bench/load/connection.h"

namespace klamm::bench {

inline constexpr std::int16_t kCreateTopicsVersion = 7;
inline constexpr std::int16_t kListOffsetsVersion = 7;

// ListOffsets' own numbers.
inline constexpr std::int64_t kLatest = -1;
inline constexpr std::int64_t kEarliest = -2;

struct TopicSpec {
  std::string name;
  std::int64_t partitions = 1;
  std::vector<std::string> configs;  // NAME=VALUE
};

// Makes the topic unless it is there; returns when it was answered. Dies of any other answer.
void create_topic(Connection& connection, const TopicSpec& topic);

// Waits until every partition has a leader that answers; dies after five minutes.
void wait_for_leaders(Connection& connection, const TopicSpec& topic);

void delete_topic(Connection& connection, const std::string& name);

// Of every partition, by its number; -1 where the broker would not say.
[[nodiscard]] std::vector<std::int64_t> list_offsets(Connection& connection, const std::string& topic,
                                                     std::int64_t partitions, std::int64_t timestamp);

}  // namespace klamm::bench
