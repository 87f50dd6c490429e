// DeleteRecords, versions 0 to 2.
//
// Moves the start of a partition: everything below the offset (-1: the high watermark) is gone for readers at once, and
// stays gone after a crash. The answer says where the log starts now.
// - Internal topics are INVALID_TOPIC_EXCEPTION, topics whose cleanup.policy has no "delete" POLICY_VIOLATION.
#include "broker/broker_shard.h"
#include "broker/handlers/handlers.h"
#include "broker/handlers/partition_lookup.h"
#include "broker/recovered.h"
#include "broker/scatter.h"

namespace klamm::broker {

namespace {

using protocol::DeleteRecordsRequest;
using protocol::DeleteRecordsResponse;

constexpr std::int64_t kNoLowWatermark = -1;

struct DeleteItem {
  ShardId shard;
  TopicIdPartition id;
  Offset offset{0};
};

struct DeleteAnswer {
  ErrorCode error = ErrorCode::kNone;
  std::int64_t low_watermark = kNoLowWatermark;
};

Task<std::vector<DeleteAnswer>> delete_on_shard(BrokerShard& on, std::vector<DeleteItem> items) {
  std::vector<DeleteAnswer> answers;
  for (const DeleteItem& item : items) {
    DeleteAnswer answer;
    const std::shared_ptr<replication::Partition> partition = on.partitions().find(item.id);
    answer.error = partition == nullptr ? ErrorCode::kNotLeaderOrFollower : partition->check_leader();
    if (answer.error == ErrorCode::kNone) {
      Task<Result<Offset>> deleting = partition->delete_records(item.offset);
      const Result<Offset> start = co_await deleting;
      answer.error = start.code();
      if (start.ok()) answer.low_watermark = start->value;
    }
    answers.push_back(answer);
  }
  co_return answers;
}

ErrorCode refusal_of(const RequestContext& context, std::string_view topic) {
  if (replication::is_internal_topic(topic)) return ErrorCode::kInvalidTopicException;
  if (context.image->topic(topic) == nullptr) return ErrorCode::kUnknownTopicOrPartition;
  const config::TopicConfig config = context.shard.topic_config(*context.image, topic);
  return config.cleanup_compact && !config.cleanup_delete ? ErrorCode::kPolicyViolation : ErrorCode::kNone;
}

}  // namespace

Task<DeleteRecordsResponse> handle_delete_records(RequestContext& context, DeleteRecordsRequest request) {
  DeleteRecordsResponse response;
  std::vector<DeleteItem> items;
  std::vector<std::pair<std::size_t, std::size_t>> places;
  response.topics.resize(request.topics.size());
  for (std::size_t i = 0; i < request.topics.size(); ++i) {
    const auto& topic = request.topics[i];
    response.topics[i].name = topic.name;
    const ErrorCode refusal = refusal_of(context, topic.name);
    for (const auto& partition : topic.partitions) {
      auto& out = response.topics[i].partitions.emplace_back();
      out.partition_index = partition.partition_index;
      out.low_watermark = kNoLowWatermark;
      PartitionPlace place;
      out.error_code =
          refusal != ErrorCode::kNone ? refusal : find_partition(context, topic.name, partition.partition_index, place);
      if (out.error_code != ErrorCode::kNone) continue;
      items.push_back({place.shard, place.id, Offset(partition.offset)});
      places.emplace_back(i, response.topics[i].partitions.size() - 1);
    }
  }
  if (recovering(context.shard)) {
    Task<void> waiting = await_recovered(context.shard, logs_of(items));
    co_await waiting;
  }
  Task<std::vector<DeleteAnswer>> asking = scatter(context.shard, std::move(items), &delete_on_shard);
  const std::vector<DeleteAnswer> answers = co_await asking;
  for (std::size_t k = 0; k < answers.size(); ++k) {
    auto& out = response.topics[places[k].first].partitions[places[k].second];
    out.error_code = answers[k].error;
    out.low_watermark = answers[k].low_watermark;
  }
  co_return response;
}

}  // namespace klamm::broker
