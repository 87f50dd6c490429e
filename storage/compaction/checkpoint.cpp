#include "storage/compaction/checkpoint.h"

#include <charconv>

namespace klamm {

namespace {

constexpr std::string_view kHead = "0\n1\n";

std::string prefix_of(const std::string& topic, PartitionId partition) {
  return std::string(kHead) + topic + " " + std::to_string(partition.value) + " ";
}

}  // namespace

std::string cleaner_checkpoint_text(const std::string& topic, PartitionId partition, Offset first_dirty) {
  return prefix_of(topic, partition) + std::to_string(first_dirty.value) + "\n";
}

std::optional<Offset> parse_cleaner_checkpoint(std::string_view text, const std::string& topic, PartitionId partition) {
  const std::string prefix = prefix_of(topic, partition);
  if (!text.starts_with(prefix) || !text.ends_with('\n')) return std::nullopt;
  const std::string_view number = text.substr(prefix.size(), text.size() - prefix.size() - 1);
  std::int64_t offset = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), offset);
  if (error != std::errc{} || end != number.data() + number.size() || offset < 0) return std::nullopt;
  return Offset(offset);
}

}  // namespace klamm
