// DescribeLogDirs, versions 0 to 5.
//
// The log directories and the partitions in them with their sizes; null asks for all topics. A partition that moves to
// another directory is in both, there as a future one with its distance to the end of the log.
// - 3: an error for the whole answer. 4: the size of the file system and what is free in it. 5: whether a directory is
//   cordoned.
// - A directory that is offline has an error and nothing else.
#include <algorithm>
#include <map>
#include <set>

#include "broker/broker_shard.h"
#include "broker/disk_space.h"
#include "broker/handlers/handlers.h"
#include "broker/scatter.h"

namespace klamm::broker {

namespace {

using protocol::DescribeLogDirsRequest;
using protocol::DescribeLogDirsResponse;

struct LogDirItem {
  ShardId shard;
  // Null: all partitions.
  const std::set<std::pair<std::string_view, std::int32_t>>* wanted = nullptr;
};

struct LogSize {
  std::string topic;
  std::int32_t partition = 0;
  std::int64_t size_bytes = 0;
  std::int64_t offset_lag = 0;
  bool future = false;
};

struct LogDirAnswer {
  std::vector<LogManager::DirectoryInfo> directories;
  std::vector<std::vector<LogSize>> logs;  // by directory
};

Task<std::vector<LogDirAnswer>> log_dirs_on_shard(BrokerShard& on, std::vector<LogDirItem> items) {
  std::vector<LogDirAnswer> answers;
  for (const LogDirItem& item : items) {
    LogDirAnswer& answer = answers.emplace_back();
    answer.directories = on.logs().log_dirs();
    answer.logs.resize(answer.directories.size());
    for (const LogManager::FutureInfo& future : on.logs().futures()) {
      const std::int32_t partition = future.id.partition.value;
      const std::shared_ptr<PartitionLog> log = on.logs().find(future.id);
      const bool asked = item.wanted == nullptr || item.wanted->contains({future.topic, partition});
      if (log == nullptr || log->recovering() || !asked) continue;
      const std::int64_t lag = std::max<std::int64_t>(log->log_end_offset() - future.log_end_offset, 0);
      answer.logs[future.log_dir_index].push_back(
          {future.topic, partition, static_cast<std::int64_t>(future.size_bytes), lag, true});
    }
    for (const std::shared_ptr<PartitionLog>& log : on.logs().logs()) {
      if (log->recovering()) continue;
      const std::int32_t partition = log->id().partition.value;
      if (item.wanted != nullptr && !item.wanted->contains({log->topic(), partition})) continue;
      const std::shared_ptr<replication::Partition> served = on.partitions().find(log->id());
      if (served == nullptr) continue;
      // How far the log is behind what is committed: nothing, where it leads.
      const std::int64_t lag = served->high_watermark() - log->log_end_offset();
      answer.logs[log->log_dir_index()].push_back({log->topic(), partition,
                                                   static_cast<std::int64_t>(log->size_bytes()),
                                                   std::max<std::int64_t>(lag, 0), false});
    }
  }
  co_return answers;
}

}  // namespace

Task<DescribeLogDirsResponse> handle_describe_log_dirs(RequestContext& context, DescribeLogDirsRequest request) {
  std::set<std::pair<std::string_view, std::int32_t>> wanted;
  if (request.topics.has_value()) {
    for (const auto& topic : *request.topics) {
      for (const std::int32_t partition : topic.partitions) wanted.emplace(topic.topic, partition);
    }
  }
  std::vector<LogDirItem> items;
  for (BrokerShard* shard : context.shard.common().shards) {
    items.push_back({shard->env().shard, request.topics.has_value() ? &wanted : nullptr});
  }
  Task<std::vector<LogDirAnswer>> asking = scatter(context.shard, std::move(items), &log_dirs_on_shard);
  std::vector<LogDirAnswer> answers = co_await asking;

  DescribeLogDirsResponse response;
  const std::vector<LogManager::DirectoryInfo>& directories = answers.front().directories;
  for (std::size_t i = 0; i < directories.size(); ++i) {
    if (directories[i].metadata_only) continue;
    auto& result = response.results.emplace_back();
    result.log_dir = context.arena.copy(directories[i].path);
    bool online = true;
    std::map<std::string, std::vector<LogSize>> by_topic;
    for (LogDirAnswer& answer : answers) {
      online = online && answer.directories[i].online;
      for (LogSize& log : answer.logs[i]) by_topic[log.topic].push_back(log);
    }
    if (!online) {
      result.error_code = ErrorCode::kKafkaStorageError;
      continue;
    }
    const DiskSpace space = disk_space(directories[i].path);
    result.total_bytes = space.total_bytes;
    result.usable_bytes = space.usable_bytes;
    result.is_cordoned = directories[i].cordoned;
    for (auto& [topic, logs] : by_topic) {
      auto& out = result.topics.emplace_back();
      out.name = context.arena.copy(topic);
      std::sort(logs.begin(), logs.end(), [](const LogSize& a, const LogSize& b) { return a.partition < b.partition; });
      for (const LogSize& log : logs) {
        out.partitions.push_back({log.partition, log.size_bytes, log.offset_lag, log.future});
      }
    }
  }
  co_return response;
}

}  // namespace klamm::broker
