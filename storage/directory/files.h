// Names and contents of the small files of a log directory. Pure.
//
//   meta.properties, partition.metadata                Kafka's
//   journal/current                                    "run=N", "shards=N": journals of earlier runs say nothing any
//   more journal/clean-SHARD                                run N of this shard left nothing to its journal
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/ids.h"
#include "runtime/base/result.h"
#include "storage/log/log_manager.h"

namespace klamm {

// What read_file() failed with: whether a disk keeps the file from us, which may be there and good. Otherwise the error
// says what there is: nothing, or no such file as we write.
[[nodiscard]] bool disk_failed(const Error& error);

std::string journal_directory(const std::string& log_dir);
std::string current_run_path(const std::string& log_dir);
std::string clean_mark_path(const std::string& log_dir, std::uint32_t shard);

// "topic-0" → topic and partition; nothing for other names.
std::optional<std::pair<std::string, PartitionId>> parse_partition_directory(std::string_view name);
// What a partition's directory is renamed to when it is removed: Kafka's "topic-0.uuid-delete", at most 255 characters.
std::string removed_directory_name(const std::string& topic, PartitionId partition, Uuid unique);
inline constexpr std::string_view kRemovedSuffix = "-delete";
// Where a log is copied to that moves to this directory: Kafka's "topic-0.uuid-future".
std::string future_directory_name(const std::string& topic, PartitionId partition, Uuid unique);
inline constexpr std::string_view kFutureSuffix = "-future";
// Whose future directory it is; nothing for other names.
std::optional<std::pair<std::string, PartitionId>> parse_future_directory(std::string_view name);

std::string partition_metadata_text(TopicId topic);
std::optional<TopicId> parse_partition_metadata(std::string_view text);

std::string meta_properties_text(const MetaProperties& meta);
// Errors: kKafkaStorageError, with what is wrong.
Result<MetaProperties> parse_meta_properties(std::string_view text);

// The file in a future directory that says that the copy is complete: see storage/README.md, "A log that moves".
std::string arrival_mark_path(const std::string& future_directory);
std::string arrival_mark_text(const ArrivalMark& mark);
// Nothing where a byte is wrong.
std::optional<ArrivalMark> parse_arrival_mark(std::string_view text);

struct CurrentRun {
  std::uint32_t run = 0;
  std::uint32_t shards = 0;
};
std::string current_run_text(CurrentRun current);
std::optional<CurrentRun> parse_current_run(std::string_view text);

struct CleanMark {
  std::uint32_t run = 0;
  std::uint32_t shard = 0;
  std::uint32_t shards = 0;
  std::vector<CleanLog> logs;
};
std::string clean_mark_text(const CleanMark& mark);
// Nothing where a byte is wrong.
std::optional<CleanMark> parse_clean_mark(std::string_view text);

}  // namespace klamm
