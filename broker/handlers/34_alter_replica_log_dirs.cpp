// AlterReplicaLogDirs, versions 0 to 2.
//
// Moves the logs of partitions to other log directories of this broker. The answer says that a move is begun; how far
// it is tells DescribeLogDirs. To where the log is already: a move that was begun is called off.
// - For a partition that is not here yet the directory is remembered until its log is made, and the answer is an error
//   all the same, as in Kafka.
// - A partition that is named twice goes where it was named last.
// - 2: flexible.
#include <algorithm>
#include <map>
#include <set>

#include "broker/broker_shard.h"
#include "broker/handlers/handlers.h"
#include "broker/handlers/partition_lookup.h"
#include "broker/scatter.h"

namespace klamm::broker {

namespace {

using protocol::AlterReplicaLogDirsRequest;
using protocol::AlterReplicaLogDirsResponse;

struct MoveItem {
  ShardId shard;
  TopicIdPartition id;
  std::size_t directory = 0;
};

struct PreferredItem {
  ShardId shard;
  std::string_view topic;
  PartitionId partition;
  std::size_t directory = 0;
};

// The place in the answer, with what is known of it.
struct Wanted {
  std::string_view topic;
  std::int32_t partition = 0;
  std::string_view path;
};

ErrorCode answer_of(const Status& moved) {
  // Kafka's answer where a replica is not there is an older one.
  const bool absent =
      moved.code() == ErrorCode::kNotLeaderOrFollower || moved.code() == ErrorCode::kUnknownTopicOrPartition;
  return absent ? ErrorCode::kReplicaNotAvailable : moved.code();
}

Task<std::vector<ErrorCode>> move_on_shard(BrokerShard& on, std::vector<MoveItem> items) {
  std::vector<ErrorCode> answers;
  for (const MoveItem& item : items) {
    const std::shared_ptr<replication::Partition> partition = on.partitions().find(item.id);
    if (partition == nullptr) {
      answers.push_back(ErrorCode::kReplicaNotAvailable);
      continue;
    }
    if (partition->log() == nullptr && !partition->recovering()) {
      answers.push_back(ErrorCode::kKafkaStorageError);
      continue;
    }
    Task<Status> moving = on.logs().move(item.id, item.directory);
    const Status moved = co_await moving;
    answers.push_back(answer_of(moved));
    if (moved.ok()) continue;
    on.env().log.module("broker").warn(
        "a log is not moved",
        {{"topic", partition->topic()}, {"partition", item.id.partition}, {"error", moved.error()}});
  }
  co_return answers;
}

Task<std::vector<char>> prefer_on_shard(BrokerShard& on, std::vector<PreferredItem> items) {
  for (const PreferredItem& item : items) {
    on.logs().prefer(std::string(item.topic), item.partition, item.directory);
  }
  co_return std::vector<char>(items.size());
}

// Every partition once, in the order in which they were named first.
std::vector<Wanted> wanted_of(const AlterReplicaLogDirsRequest& request) {
  std::vector<Wanted> wanted;
  std::map<std::pair<std::string_view, std::int32_t>, std::size_t> places;
  for (const auto& directory : request.dirs) {
    for (const auto& topic : directory.topics) {
      for (const std::int32_t partition : topic.partitions) {
        const auto [place, first] = places.try_emplace({topic.name, partition}, wanted.size());
        if (first) wanted.push_back({topic.name, partition, directory.path});
        wanted[place->second].path = directory.path;
      }
    }
  }
  return wanted;
}

// Kafka moves nothing of which the future directory, TOPIC-PARTITION.UUID-future, would have a longer name than file
// systems allow. Its UUIDs have 32 digits.
bool may_move(const Wanted& wanted) {
  constexpr std::size_t kNameMax = 255;
  constexpr std::size_t kBehind = std::string_view(".-future").size() + 32;
  return wanted.topic.size() + 1 + std::to_string(wanted.partition).size() + kBehind <= kNameMax;
}

// Whether a log of this name may go to the directory, and which one it is.
ErrorCode check_directory(const Wanted& wanted, const std::vector<LogManager::DirectoryInfo>& directories,
                          std::size_t& index) {
  if (!may_move(wanted)) return ErrorCode::kInvalidTopicException;
  const auto found = std::find_if(directories.begin(), directories.end(), [&](const auto& directory) {
    return !directory.metadata_only && directory.path == wanted.path;
  });
  if (found == directories.end()) return ErrorCode::kLogDirNotFound;
  index = static_cast<std::size_t>(found - directories.begin());
  if (!found->online) return ErrorCode::kKafkaStorageError;
  if (found->cordoned) return ErrorCode::kInvalidReplicaAssignment;
  return ErrorCode::kNone;
}

}  // namespace

Task<AlterReplicaLogDirsResponse> handle_alter_replica_log_dirs(RequestContext& context,
                                                                AlterReplicaLogDirsRequest request) {
  const std::vector<LogManager::DirectoryInfo> directories = context.shard.logs().log_dirs();
  const std::vector<Wanted> wanted = wanted_of(request);
  std::vector<ErrorCode> errors(wanted.size());
  std::vector<MoveItem> moves;
  std::vector<std::size_t> moved;  // the places of those
  std::vector<PreferredItem> preferred;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    std::size_t directory = 0;
    errors[i] = check_directory(wanted[i], directories, directory);
    if (errors[i] != ErrorCode::kNone) continue;
    PartitionPlace place;
    errors[i] = find_partition(context, wanted[i].topic, wanted[i].partition, place);
    if (errors[i] == ErrorCode::kNone) {
      moves.push_back({place.shard, place.id, directory});
      moved.push_back(i);
      continue;
    }
    // Nobody knows yet on which shard it will be.
    for (BrokerShard* shard : context.shard.common().shards) {
      preferred.push_back({shard->env().shard, wanted[i].topic, PartitionId(wanted[i].partition), directory});
    }
  }
  Task<std::vector<char>> preferring = scatter(context.shard, std::move(preferred), &prefer_on_shard);
  co_await preferring;
  Task<std::vector<ErrorCode>> moving = scatter(context.shard, std::move(moves), &move_on_shard);
  const std::vector<ErrorCode> answers = co_await moving;
  for (std::size_t k = 0; k < answers.size(); ++k) errors[moved[k]] = answers[k];

  AlterReplicaLogDirsResponse response;
  std::map<std::string_view, std::size_t> topics;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const auto [place, first] = topics.try_emplace(wanted[i].topic, response.results.size());
    if (first) response.results.emplace_back().topic_name = wanted[i].topic;
    response.results[place->second].partitions.push_back({wanted[i].partition, errors[i]});
  }
  co_return response;
}

}  // namespace klamm::broker
