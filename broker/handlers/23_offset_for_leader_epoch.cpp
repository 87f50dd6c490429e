// OffsetForLeaderEpoch, versions 0 to 4.
//
// Where an epoch ended in the leader's log: how consumers and followers find out that what they read was truncated
// (KIP-101, KIP-279, KIP-320). The largest epoch up to the one asked for, and the offset behind its last record; -1 and
// -1 where the log knows none.
// - 1: the epoch is in the answer. 2: the client's own view of the current epoch is checked. 3: who asks.
#include "broker/broker_shard.h"
#include "broker/handlers/handlers.h"
#include "broker/handlers/partition_lookup.h"
#include "broker/recovered.h"
#include "broker/scatter.h"

namespace klamm::broker {

namespace {

using protocol::OffsetForLeaderEpochRequest;
using protocol::OffsetForLeaderEpochResponse;

struct EpochItem {
  ShardId shard;
  TopicIdPartition id;
  LeaderEpoch current_leader_epoch{-1};
  LeaderEpoch epoch{-1};
};

struct EpochAnswer {
  ErrorCode error = ErrorCode::kNone;
  EpochEnd end;
};

Task<std::vector<EpochAnswer>> epochs_on_shard(BrokerShard& on, std::vector<EpochItem> items) {
  std::vector<EpochAnswer> answers;
  for (const EpochItem& item : items) {
    EpochAnswer& answer = answers.emplace_back();
    const std::shared_ptr<replication::Partition> partition = on.partitions().find(item.id);
    answer.error =
        partition == nullptr ? ErrorCode::kNotLeaderOrFollower : partition->check_leader(item.current_leader_epoch);
    if (answer.error != ErrorCode::kNone) continue;
    if (item.epoch < kNoLeaderEpoch) {
      // An epoch before all that are known ended where the log starts.
      answer.end = EpochEnd{item.epoch, partition->log_start_offset()};
      continue;
    }
    // The current epoch has no end yet, whether or not it has written anything.
    answer.end = item.epoch == partition->leader_epoch() ? EpochEnd{item.epoch, partition->log_end_offset()}
                                                         : partition->log()->end_offset_for_epoch(item.epoch);
  }
  co_return answers;
}

}  // namespace

Task<OffsetForLeaderEpochResponse> handle_offset_for_leader_epoch(RequestContext& context,
                                                                  OffsetForLeaderEpochRequest request) {
  OffsetForLeaderEpochResponse response;
  std::vector<EpochItem> items;
  std::vector<std::pair<std::size_t, std::size_t>> places;
  response.topics.resize(request.topics.size());
  for (std::size_t i = 0; i < request.topics.size(); ++i) {
    const auto& topic = request.topics[i];
    response.topics[i].topic = topic.topic;
    for (const auto& partition : topic.partitions) {
      auto& out = response.topics[i].partitions.emplace_back();
      out.partition = partition.partition;
      PartitionPlace place;
      out.error_code = find_partition(context, topic.topic, partition.partition, place);
      if (out.error_code != ErrorCode::kNone) continue;
      items.push_back(
          {place.shard, place.id, LeaderEpoch(partition.current_leader_epoch), LeaderEpoch(partition.leader_epoch)});
      places.emplace_back(i, response.topics[i].partitions.size() - 1);
    }
  }
  if (recovering(context.shard)) {
    Task<void> waiting = await_recovered(context.shard, logs_of(items));
    co_await waiting;
  }
  Task<std::vector<EpochAnswer>> asking = scatter(context.shard, std::move(items), &epochs_on_shard);
  const std::vector<EpochAnswer> answers = co_await asking;
  for (std::size_t k = 0; k < answers.size(); ++k) {
    auto& out = response.topics[places[k].first].partitions[places[k].second];
    out.error_code = answers[k].error;
    out.leader_epoch = answers[k].end.epoch.value;
    out.end_offset = answers[k].end.end_offset.value;
  }
  co_return response;
}

}  // namespace klamm::broker
