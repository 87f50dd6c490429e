// Two properties of Java's strings that Kafka's protocol depends on: the hash that says which partition of
// __consumer_offsets owns a group, and the length in UTF-16 units that offset.metadata.max.bytes limits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace klamm::coordinator {

// String.hashCode() of the text, over UTF-16. REQUIRES: valid UTF-8, which the decoders have checked; of anything else
// the result is some number.
[[nodiscard]] std::int32_t java_hash_code(std::string_view utf8);
// String.length() of the text.
[[nodiscard]] std::size_t utf16_length(std::string_view utf8);

// The partition that owns a group or a transactional id. REQUIRES: partition_count > 0.
[[nodiscard]] std::int32_t partition_for(std::string_view id, std::int32_t partition_count);

}  // namespace klamm::coordinator
