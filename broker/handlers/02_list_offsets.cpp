// ListOffsets, versions 0 to 11.
//
// The offset of a time, or of a special place: -1 the end (the high watermark, the last stable offset with
// read_committed, the log end for debugging tools), -2 the start, -3 the largest timestamp (7), -4 the local start (8),
// -5 the tiered end (9), -6 what is not uploaded yet (11). Without tiered storage, -4 is -2, and -5 and -6 are nowhere.
// - 0: a list of offsets, newest first; here at most the one asked for and the start. 1: one offset with its timestamp.
//   4: leader epochs. A special place that the version does not know is UNSUPPORTED_VERSION for its partition.
// - A partition that a request names twice is INVALID_REQUEST.
#include <set>

#include "broker/broker_shard.h"
#include "broker/handlers/handlers.h"
#include "broker/handlers/partition_lookup.h"
#include "broker/recovered.h"
#include "broker/scatter.h"

namespace klamm::broker {

namespace {

using protocol::ListOffsetsRequest;
using protocol::ListOffsetsResponse;
using replication::Isolation;
using replication::Partition;

constexpr std::int64_t kLatest = -1;
constexpr std::int64_t kEarliest = -2;
constexpr std::int64_t kMaxTimestamp = -3;
constexpr std::int64_t kEarliestLocal = -4;
constexpr std::int64_t kLatestTiered = -5;
constexpr std::int64_t kEarliestPendingUpload = -6;
constexpr std::int32_t kConsumer = -1;

struct OffsetItem {
  ShardId shard;
  TopicIdPartition id;
  LeaderEpoch current_leader_epoch{-1};
  std::int64_t timestamp = 0;
  Isolation bound = Isolation::kReadUncommitted;
};

// Where in the response an answer goes, and how many offsets version 0 may tell there.
struct Place {
  std::size_t topic = 0;
  std::size_t partition = 0;
  std::int32_t offsets_max = 1;
};

struct OffsetAnswer {
  ErrorCode error = ErrorCode::kNone;
  TimestampOffset found;
  Offset log_start{0};  // for version 0
};

// The lowest version that knows the special place; above all versions where nobody does.
std::int16_t version_of(std::int64_t timestamp) {
  switch (timestamp) {
    case kLatest:
    case kEarliest: return 0;
    case kMaxTimestamp: return 7;
    case kEarliestLocal: return 8;
    case kLatestTiered: return 9;
    case kEarliestPendingUpload: return 11;
    default: return timestamp >= 0 ? std::int16_t{0} : std::numeric_limits<std::int16_t>::max();
  }
}

Task<OffsetAnswer> look_up(BrokerShard& on, OffsetItem item) {
  OffsetAnswer answer;
  const std::shared_ptr<Partition> partition = on.partitions().find(item.id);
  answer.error =
      partition == nullptr ? ErrorCode::kNotLeaderOrFollower : partition->check_leader(item.current_leader_epoch);
  if (answer.error != ErrorCode::kNone) co_return answer;
  const std::shared_ptr<PartitionLog> log = partition->log();
  const Offset end = partition->read_bound(item.bound);
  answer.log_start = partition->log_start_offset();
  switch (item.timestamp) {
    case kLatest: answer.found = {-1, end, partition->leader_epoch()}; co_return answer;
    case kEarliest:
    case kEarliestLocal:
      answer.found = {-1, answer.log_start, log->epochs().epoch_at(answer.log_start)};
      // An epoch begins where its leader finds the end, though nothing is written in it yet.
      if (answer.log_start == log->log_end_offset()) answer.found.leader_epoch = partition->leader_epoch();
      co_return answer;
    case kLatestTiered:
    case kEarliestPendingUpload: co_return answer;
    default: break;
  }
  // Of the largest timestamp Kafka says nothing where the record that has it is not stable yet, though others are.
  const Offset committed = item.bound == Isolation::kReadCommitted ? partition->high_watermark() : end;
  Task<Result<TimestampOffset>> looking = item.timestamp == kMaxTimestamp
                                              ? log->offset_of_max_timestamp(committed)
                                              : log->offset_for_timestamp(item.timestamp, end);
  const Result<TimestampOffset> found = co_await looking;
  if (!found.ok() && partition->log() != log) {
    // It has moved to another directory meanwhile.
    Task<OffsetAnswer> again = look_up(on, item);
    co_return co_await again;
  }
  if (found.ok() && found->offset >= end) co_return answer;
  if (found.ok()) {
    answer.found = *found;
  } else {
    answer.error = found.code();
  }
  co_return answer;
}

Task<std::vector<OffsetAnswer>> list_on_shard(BrokerShard& on, std::vector<OffsetItem> items) {
  std::vector<OffsetAnswer> answers;
  for (const OffsetItem& item : items) {
    Task<OffsetAnswer> looking = look_up(on, item);
    OffsetAnswer answer = co_await looking;
    answers.push_back(answer);
  }
  co_return answers;
}

void fill(ListOffsetsResponse::ListOffsetsPartitionResponse& out, const OffsetAnswer& answer, std::int16_t version,
          std::int32_t offsets_max) {
  out.error_code = answer.error;
  if (answer.error != ErrorCode::kNone) return;
  if (version == 0) {
    if (answer.found.offset.value >= 0) out.old_style_offsets.push_back(answer.found.offset.value);
    const bool room = offsets_max > static_cast<std::int32_t>(out.old_style_offsets.size());
    if (room && answer.log_start != answer.found.offset) out.old_style_offsets.push_back(answer.log_start.value);
    return;
  }
  out.timestamp = answer.found.timestamp_ms;
  out.offset = answer.found.offset.value;
  out.leader_epoch = answer.found.leader_epoch.value;
}

Isolation bound_of(const ListOffsetsRequest& request) {
  if (request.replica_id != kConsumer) return Isolation::kReplica;
  return request.isolation_level == 1 ? Isolation::kReadCommitted : Isolation::kReadUncommitted;
}

std::set<std::pair<std::string_view, std::int32_t>> named_twice(const ListOffsetsRequest& request) {
  std::set<std::pair<std::string_view, std::int32_t>> seen;
  std::set<std::pair<std::string_view, std::int32_t>> twice;
  for (const auto& topic : request.topics) {
    for (const auto& partition : topic.partitions) {
      const std::pair<std::string_view, std::int32_t> name(topic.name, partition.partition_index);
      if (!seen.insert(name).second) twice.insert(name);
    }
  }
  return twice;
}

}  // namespace

Task<ListOffsetsResponse> handle_list_offsets(RequestContext& context, ListOffsetsRequest request) {
  ListOffsetsResponse response;
  const std::set<std::pair<std::string_view, std::int32_t>> twice = named_twice(request);
  std::vector<OffsetItem> items;
  std::vector<Place> places;
  std::set<std::pair<std::string_view, std::int32_t>> refused;
  response.topics.resize(request.topics.size());
  for (std::size_t i = 0; i < request.topics.size(); ++i) {
    const ListOffsetsRequest::ListOffsetsTopic& topic = request.topics[i];
    response.topics[i].name = topic.name;
    for (std::size_t j = 0; j < topic.partitions.size(); ++j) {
      const ListOffsetsRequest::ListOffsetsPartition& partition = topic.partitions[j];
      const bool named_twice = twice.contains({topic.name, partition.partition_index});
      if (named_twice && !refused.insert({topic.name, partition.partition_index}).second) continue;
      ListOffsetsResponse::ListOffsetsPartitionResponse& out = response.topics[i].partitions.emplace_back();
      out.partition_index = partition.partition_index;
      PartitionPlace place;
      out.error_code = find_partition(context, topic.name, partition.partition_index, place);
      if (request.isolation_level != 0 && request.isolation_level != 1) {
        out.error_code = ErrorCode::kUnknownServerError;  // so Kafka, before it looks at anything else
      } else if (named_twice) {
        out.error_code = ErrorCode::kInvalidRequest;
      } else if (version_of(partition.timestamp) > context.api_version) {
        out.error_code = ErrorCode::kUnsupportedVersion;
      }
      if (out.error_code != ErrorCode::kNone) continue;
      items.push_back(
          {place.shard, place.id, LeaderEpoch(partition.current_leader_epoch), partition.timestamp, bound_of(request)});
      places.push_back({i, response.topics[i].partitions.size() - 1, partition.max_num_offsets});
    }
  }
  if (recovering(context.shard)) {
    Task<void> waiting = await_recovered(context.shard, logs_of(items));
    co_await waiting;
  }
  Task<std::vector<OffsetAnswer>> asking = scatter(context.shard, std::move(items), &list_on_shard);
  const std::vector<OffsetAnswer> answers = co_await asking;
  for (std::size_t k = 0; k < answers.size(); ++k) {
    const auto [i, j, offsets_max] = places[k];
    fill(response.topics[i].partitions[j], answers[k], context.api_version, offsets_max);
  }
  co_return response;
}

}  // namespace klamm::broker
