// The file cleaner-offset-checkpoint in a partition's directory: up to where its log is clean. Pure.
//
// Kafka's format, with one entry: the lines "0", "1", and "topic partition offset".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "runtime/base/ids.h"

namespace klamm {

inline constexpr const char* kCleanerCheckpointName = "cleaner-offset-checkpoint";

std::string cleaner_checkpoint_text(const std::string& topic, PartitionId partition, Offset first_dirty);
// Nothing where the text is no such file, or of another partition: then all of the log counts as dirty.
std::optional<Offset> parse_cleaner_checkpoint(std::string_view text, const std::string& topic, PartitionId partition);

}  // namespace klamm
