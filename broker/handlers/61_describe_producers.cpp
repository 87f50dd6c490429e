// DescribeProducers, version 0.
//
// The producers that a partition knows: their epochs and last sequences, and where an open transaction began (KIP-664).
#include "broker/broker_shard.h"
#include "broker/handlers/handlers.h"
#include "broker/handlers/partition_lookup.h"
#include "broker/handlers/topic_answers.h"
#include "broker/recovered.h"
#include "broker/scatter.h"

namespace klamm::broker {

namespace {

using protocol::DescribeProducersRequest;
using protocol::DescribeProducersResponse;

struct ProducersAnswer {
  ErrorCode error = ErrorCode::kNone;
  std::vector<ProducerInfo> producers;
};

Task<std::vector<ProducersAnswer>> producers_on_shard(BrokerShard& on, std::vector<PartitionPlace> items) {
  std::vector<ProducersAnswer> answers;
  for (const PartitionPlace& item : items) {
    ProducersAnswer& answer = answers.emplace_back();
    const std::shared_ptr<replication::Partition> partition = on.partitions().find(item.id);
    answer.error = partition == nullptr ? ErrorCode::kNotLeaderOrFollower : partition->check_leader();
    if (answer.error == ErrorCode::kNone) answer.producers = partition->log()->describe_producers();
  }
  co_return answers;
}

DescribeProducersResponse::ProducerState to_wire(const ProducerInfo& producer) {
  return {.producer_id = producer.id.value,
          .producer_epoch = producer.epoch.value,
          .last_sequence = producer.last_sequence,
          .last_timestamp = producer.last_timestamp_ms,
          .coordinator_epoch = producer.coordinator_epoch,
          .current_txn_start_offset = producer.current_txn_start_offset.value};
}

}  // namespace

Task<DescribeProducersResponse> handle_describe_producers(RequestContext& context, DescribeProducersRequest request) {
  DescribeProducersResponse response;
  std::vector<PartitionPlace> items;
  std::vector<std::pair<std::size_t, std::size_t>> places;
  response.topics.resize(request.topics.size());
  for (std::size_t i = 0; i < request.topics.size(); ++i) {
    const auto& topic = request.topics[i];
    response.topics[i].name = topic.name;
    for (const std::int32_t partition : topic.partition_indexes) {
      auto& out = response.topics[i].partitions.emplace_back();
      out.partition_index = partition;
      PartitionPlace place;
      out.error_code = find_partition(context, topic.name, partition, place);
      if (out.error_code != ErrorCode::kNone) {
        // A topic that is there but has no such partition is told without a sentence, as by Kafka.
        if (context.image->topic(topic.name) != nullptr) continue;
        out.error_code = missing_topic_error(topic.name);
        out.error_message =
            out.error_code == ErrorCode::kUnknownTopicOrPartition
                ? std::string_view("This server does not host this topic-partition.")
                : context.arena.store("Topic name is invalid: " + replication::topic_name_problem(topic.name));
        continue;
      }
      items.push_back(place);
      places.emplace_back(i, response.topics[i].partitions.size() - 1);
    }
  }
  if (recovering(context.shard)) {
    Task<void> waiting = await_recovered(context.shard, logs_of(items));
    co_await waiting;
  }
  Task<std::vector<ProducersAnswer>> asking = scatter(context.shard, std::move(items), &producers_on_shard);
  const std::vector<ProducersAnswer> answers = co_await asking;
  for (std::size_t k = 0; k < answers.size(); ++k) {
    auto& out = response.topics[places[k].first].partitions[places[k].second];
    out.error_code = answers[k].error;
    for (const ProducerInfo& producer : answers[k].producers) out.active_producers.push_back(to_wire(producer));
  }
  co_return response;
}

}  // namespace klamm::broker
