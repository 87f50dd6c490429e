#include "storage/directory/files.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <map>

#include "runtime/base/crc32c.h"

namespace klamm {

namespace {

// The lines of a text, without their ends.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

// Java properties, as far as Kafka writes them: name=value or name: value, comments, nothing escaped but '\:' and '\='.
std::map<std::string, std::string, std::less<>> parse_properties(std::string_view text) {
  std::map<std::string, std::string, std::less<>> properties;
  for (const std::string_view raw : lines_of(text)) {
    const std::string_view line = trim(raw);
    if (line.empty() || line.front() == '#' || line.front() == '!') continue;
    const std::size_t separator = line.find_first_of("=:");
    if (separator == std::string_view::npos) continue;
    std::string value(trim(line.substr(separator + 1)));
    std::erase(value, '\\');
    properties[std::string(trim(line.substr(0, separator)))] = std::move(value);
  }
  return properties;
}

template <class T>
bool parse_number(std::string_view text, T& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() && !text.empty();
}

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex = "-";  // so that a field is never empty
  for (const char c : bytes) {
    hex += digits[static_cast<std::uint8_t>(c) >> 4];
    hex += digits[static_cast<std::uint8_t>(c) & 15];
  }
  return hex;
}

bool from_hex(std::string_view hex, std::string& bytes) {
  if (hex.empty() || hex.front() != '-' || hex.size() % 2 == 0) return false;
  for (std::size_t i = 1; i < hex.size(); i += 2) {
    std::uint8_t byte = 0;
    const auto [end, error] = std::from_chars(hex.data() + i, hex.data() + i + 2, byte, 16);
    if (error != std::errc{} || end != hex.data() + i + 2) return false;
    bytes += static_cast<char>(byte);
  }
  return true;
}

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(' '), line.size());
    fields.push_back(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return fields;
}

constexpr std::string_view kCleanTitle = "klamm clean stop 1";
constexpr std::string_view kArrivalTitle = "klamm moved log 1";

}  // namespace

bool disk_failed(const Error& error) {
  constexpr std::array kAnswers = {ENOENT, ENOTDIR, EISDIR, ELOOP, EFBIG};
  return std::find(kAnswers.begin(), kAnswers.end(), error.os_errno) == kAnswers.end();
}

std::string journal_directory(const std::string& log_dir) { return log_dir + "/journal"; }
std::string current_run_path(const std::string& log_dir) { return journal_directory(log_dir) + "/current"; }
std::string clean_mark_path(const std::string& log_dir, std::uint32_t shard) {
  return journal_directory(log_dir) + "/clean-" + std::to_string(shard);
}

std::optional<std::pair<std::string, PartitionId>> parse_partition_directory(std::string_view name) {
  const std::size_t dash = name.rfind('-');
  if (dash == std::string_view::npos || dash == 0) return std::nullopt;
  const std::string_view digits = name.substr(dash + 1);
  std::int32_t partition = 0;
  if (!parse_number(digits, partition) || partition < 0 || std::to_string(partition) != digits) return std::nullopt;
  return std::pair(std::string(name.substr(0, dash)), PartitionId(partition));
}

std::string removed_directory_name(const std::string& topic, PartitionId partition, Uuid unique) {
  // The uuid's text is 22 characters, any of which a file name may have.
  const std::string suffix =
      "-" + std::to_string(partition.value) + "." + unique.to_string() + std::string(kRemovedSuffix);
  constexpr std::size_t kNameMax = 255;
  return topic.substr(0, kNameMax - suffix.size()) + suffix;
}

std::string future_directory_name(const std::string& topic, PartitionId partition, Uuid unique) {
  return topic + "-" + std::to_string(partition.value) + "." + unique.to_string() + std::string(kFutureSuffix);
}

std::optional<std::pair<std::string, PartitionId>> parse_future_directory(std::string_view name) {
  if (!name.ends_with(kFutureSuffix)) return std::nullopt;
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return std::nullopt;
  return parse_partition_directory(name.substr(0, dot));
}

std::string partition_metadata_text(TopicId topic) { return "version: 0\ntopic_id: " + topic.to_string() + "\n"; }

std::optional<TopicId> parse_partition_metadata(std::string_view text) {
  const auto properties = parse_properties(text);
  const auto version = properties.find("version");
  const auto topic_id = properties.find("topic_id");
  if (version == properties.end() || version->second != "0" || topic_id == properties.end()) return std::nullopt;
  TopicId topic;
  if (!Uuid::parse(topic_id->second, topic) || topic.is_zero()) return std::nullopt;
  return topic;
}

std::string meta_properties_text(const MetaProperties& meta) {
  return "#\ncluster.id=" + meta.cluster_id.to_string() + "\ndirectory.id=" + meta.directory_id.to_string() +
         "\nnode.id=" + std::to_string(meta.node_id.value) + "\nversion=1\n";
}

Result<MetaProperties> parse_meta_properties(std::string_view text) {
  const auto properties = parse_properties(text);
  const auto get = [&properties](std::string_view name) -> std::string_view {
    const auto found = properties.find(name);
    return found == properties.end() ? std::string_view() : std::string_view(found->second);
  };
  const auto bad = [](const std::string& what) {
    return Error(ErrorCode::kKafkaStorageError, "meta.properties: " + what);
  };
  MetaProperties meta;
  if (get("version") != "1") return bad("version is '" + std::string(get("version")) + "', not 1");
  if (!Uuid::parse(get("cluster.id"), meta.cluster_id))
    return bad("cluster.id '" + std::string(get("cluster.id")) + "' is no uuid");
  if (!parse_number(get("node.id"), meta.node_id.value) || meta.node_id.value < 0)
    return bad("node.id is missing or no number");
  if (!get("directory.id").empty() && !Uuid::parse(get("directory.id"), meta.directory_id))
    return bad("directory.id is no uuid");
  return meta;
}

std::string arrival_mark_path(const std::string& future_directory) { return future_directory + "/moved-from"; }

std::string arrival_mark_text(const ArrivalMark& mark) {
  std::string text(kArrivalTitle);
  text += "\n" + mark.from.to_string() + " " + std::to_string(mark.log_start_offset.value) + " " +
          std::to_string(mark.log_end_offset.value) + " " + to_hex(mark.replica_state) + "\n";
  text += std::to_string(crc32c(as_bytes(text))) + "\n";
  return text;
}

std::optional<ArrivalMark> parse_arrival_mark(std::string_view text) {
  const std::vector<std::string_view> lines = lines_of(text);
  if (lines.size() != 3 || lines.front() != kArrivalTitle || text.back() != '\n') return std::nullopt;
  std::uint32_t crc = 0;
  const std::string_view checked = text.substr(0, text.size() - lines.back().size() - 1);
  if (!parse_number(lines.back(), crc) || crc != crc32c(as_bytes(checked))) return std::nullopt;
  const std::vector<std::string_view> fields = fields_of(lines[1]);
  ArrivalMark mark;
  if (fields.size() != 4 || !Uuid::parse(fields[0], mark.from)) return std::nullopt;
  if (!parse_number(fields[1], mark.log_start_offset.value)) return std::nullopt;
  if (!parse_number(fields[2], mark.log_end_offset.value) || !from_hex(fields[3], mark.replica_state)) {
    return std::nullopt;
  }
  return mark;
}

std::string current_run_text(CurrentRun current) {
  return "run=" + std::to_string(current.run) + "\nshards=" + std::to_string(current.shards) + "\n";
}

std::optional<CurrentRun> parse_current_run(std::string_view text) {
  const auto properties = parse_properties(text);
  const auto run = properties.find("run");
  const auto shards = properties.find("shards");
  CurrentRun current;
  if (run == properties.end() || shards == properties.end()) return std::nullopt;
  if (!parse_number(run->second, current.run) || !parse_number(shards->second, current.shards)) return std::nullopt;
  return current;
}

std::string clean_mark_text(const CleanMark& mark) {
  std::string text(kCleanTitle);
  text += "\n" + std::to_string(mark.run) + " " + std::to_string(mark.shard) + " " + std::to_string(mark.shards) + "\n";
  for (const CleanLog& log : mark.logs) {
    text += log.directory_name + " " + std::to_string(log.log_start_offset.value) + " " +
            std::to_string(log.log_end_offset.value) + " " + to_hex(log.replica_state) + "\n";
  }
  text += std::to_string(crc32c(as_bytes(text))) + "\n";
  return text;
}

std::optional<CleanMark> parse_clean_mark(std::string_view text) {
  const std::vector<std::string_view> lines = lines_of(text);
  if (lines.size() < 3 || lines.front() != kCleanTitle || text.back() != '\n') return std::nullopt;
  std::uint32_t crc = 0;
  const std::string_view checked = text.substr(0, text.size() - lines.back().size() - 1);
  if (!parse_number(lines.back(), crc) || crc != crc32c(as_bytes(checked))) return std::nullopt;
  CleanMark mark;
  const std::vector<std::string_view> head = fields_of(lines[1]);
  if (head.size() != 3 || !parse_number(head[0], mark.run) || !parse_number(head[1], mark.shard)) return std::nullopt;
  if (!parse_number(head[2], mark.shards)) return std::nullopt;
  for (std::size_t i = 2; i + 1 < lines.size(); ++i) {
    const std::vector<std::string_view> fields = fields_of(lines[i]);
    CleanLog log;
    if (fields.size() != 4 || !parse_number(fields[1], log.log_start_offset.value)) return std::nullopt;
    if (!parse_number(fields[2], log.log_end_offset.value) || !from_hex(fields[3], log.replica_state))
      return std::nullopt;
    log.directory_name = fields[0];
    mark.logs.push_back(std::move(log));
  }
  return mark;
}

}  // namespace klamm
