// Produce, versions 0 to 13.
//
// The way of a record: decoded here without copying (the records are a slice of the frame), sent to the shard of its
// partition, validated in place and appended there (produce_on_shard), written by the shard's journal together with all
// that is pending, replicated, and acknowledged when the high watermark passes it. The next Produce of the same
// connection begins as soon as this one is on its way to the shards: mailboxes and the journal keep the order.
// - acks: 0 (no answer; an error closes the connection), 1 (durable on the leader), -1 (committed). Anything else is
//   INVALID_REQUIRED_ACKS.
// - 0 to 2: message sets, converted at this edge. 3: record batches, one a partition. 7: zstd. 8: errors record by
//   record. 10: the new leader in the answer. 12: transactions of KIP-890 (same format). 13: topic ids.
// - Transactional batches are refused with INVALID_TXN_STATE: no transaction was begun that they could belong to.
#include <algorithm>

#include "broker/broker_shard.h"
#include "broker/handlers/handler.h"
#include "broker/handlers/handlers.h"
#include "broker/handlers/leader_hints.h"
#include "broker/recovered.h"
#include "broker/scatter.h"
#include "protocol/generated/00_produce.h"
#include "protocol/records/batch.h"
#include "protocol/records/message_set.h"

namespace klamm::broker {

namespace {

using protocol::ProduceRequest;
using protocol::ProduceResponse;
using replication::Partition;
using Acks = replication::Partition::Acks;

constexpr std::int16_t kTopicIdVersion = 13;
constexpr std::int16_t kBatchVersion = 3;
// The one client that may write to internal topics: Kafka's own tools for repairing them.
constexpr std::string_view kAdminClientId = "__admin_client";

// What one partition is asked to append; the views live as long as the request.
struct AppendItem {
  ShardId shard;
  TopicIdPartition id;
  Slice records;
  Acks acks = Acks::kAll;
  std::int16_t version = 0;
  MonotonicNs deadline = 0;
};

struct AppendAnswer {
  ErrorCode error = ErrorCode::kNone;
  Offset base_offset{-1};
  std::int64_t log_append_time = -1;
  Offset log_start_offset{-1};
  std::string message;
  std::vector<protocol::RecordError> record_errors;
  // Where to wait for the acknowledgement; not set when there is nothing to wait for.
  std::shared_ptr<Partition> partition;
  Offset end{-1};
};

void refuse(AppendAnswer& answer, ErrorCode error, std::string message = {}) {
  answer.error = error;
  answer.message = std::move(message);
}

// Kafka says where the log starts beside every error but these, with which it looked no further than the batch.
bool tells_log_start(ErrorCode error) {
  return error != ErrorCode::kUnknownTopicOrPartition && error != ErrorCode::kNotLeaderOrFollower &&
         error != ErrorCode::kMessageTooLarge && error != ErrorCode::kRecordListTooLarge &&
         error != ErrorCode::kCorruptMessage && error != ErrorCode::kKafkaStorageError;
}

// The validated batch, or nothing and the answer says why.
std::optional<protocol::ValidatedBatch> validate(BrokerShard& on, const Partition& partition, const AppendItem& item,
                                                 AppendAnswer& answer) {
  const std::string name = partition.topic() + "-" + std::to_string(item.id.partition.value);
  protocol::ValidateOptions options = partition.config().validation;
  options.topic_partition = name;
  options.produce_version = item.version;
  options.now_ms = on.env().wall_ms();
  Slice records = item.records;
  if (item.version < kBatchVersion) {
    const protocol::UpConversion conversion{.topic_partition = name, .message_bytes_max = options.message_bytes_max};
    Result<Buffer> converted =
        protocol::message_set_to_batch(records.bytes, conversion, on.compressor(), on.decompressor());
    if (!converted.ok()) {
      refuse(answer, converted.error().code, converted.error().message);
      return std::nullopt;
    }
    records = Slice(std::move(*converted));
  }
  protocol::ValidateResult result = on.validator().validate(records, options);
  if (auto* refusal = std::get_if<protocol::BatchRefusal>(&result)) {
    refuse(answer, refusal->code, std::move(refusal->message));
    answer.record_errors = std::move(refusal->record_errors);
    if (tells_log_start(refusal->code)) answer.log_start_offset = partition.log_start_offset();
    return std::nullopt;
  }
  return std::move(std::get<protocol::ValidatedBatch>(result));
}

// Validates and appends. Does not suspend: the order of calls is the order of the log.
AppendAnswer append_one(BrokerShard& on, const AppendItem& item) {
  AppendAnswer answer;
  const std::shared_ptr<Partition> partition = on.partitions().find(item.id);
  if (partition == nullptr) {
    refuse(answer, ErrorCode::kNotLeaderOrFollower);
    return answer;
  }
  const ErrorCode leading = partition->check_leader();
  if (leading != ErrorCode::kNone) {
    refuse(answer, leading);
    return answer;
  }
  std::optional<protocol::ValidatedBatch> batch = validate(on, *partition, item, answer);
  if (!batch.has_value()) return answer;
  if (batch->transactional) {
    refuse(answer, ErrorCode::kInvalidTxnState, "No transaction is open for this producer.");
    return answer;
  }
  const std::int64_t appended_bytes = static_cast<std::int64_t>(batch->bytes.size());
  Result<AppendResult> appended = partition->append(std::move(batch->bytes), item.acks);
  if (!appended.ok()) {
    // Without a text, as Kafka: clients know what to do from the code alone.
    refuse(answer, appended.error().code);
    if (tells_log_start(answer.error)) answer.log_start_offset = partition->log_start_offset();
    return answer;
  }
  on.request_metrics().count_produced(partition->topic(), batch->record_count, appended_bytes);
  answer.base_offset = appended->base_offset;
  // Of a duplicate Kafka tells the largest timestamp, whichever kind of time the topic has.
  answer.log_append_time = appended->duplicate ? appended->duplicate_timestamp_ms : batch->log_append_time;
  answer.log_start_offset = partition->log_start_offset();
  answer.end = appended->end_offset();
  answer.partition = partition;
  return answer;
}

Task<void> wait_acknowledged(AppendAnswer* answer, const AppendItem* item) {
  // The time-out is for the replicas, as in Kafka: the leader's own write is waited for whatever the time-out says.
  Partition& partition = *answer->partition;
  Task<Status> waiting = item->acks == Acks::kAll ? partition.wait_committed(answer->end, item->deadline)
                                                  : partition.wait_durable(answer->end, kNever);
  Status acknowledged = co_await waiting;
  const bool late = acknowledged.code() == ErrorCode::kRequestTimedOut ||
                    acknowledged.code() == ErrorCode::kNotEnoughReplicasAfterAppend;
  if (late) {
    Task<Status> writing = partition.wait_durable(answer->end, kNever);
    const Status written = co_await writing;
    if (written.ok()) {
      Task<Status> again = partition.wait_committed(answer->end, item->deadline);
      acknowledged = co_await again;
    }
  }
  if (acknowledged.ok()) co_return;
  answer->error = acknowledged.code();
  answer->base_offset = Offset(-1);
  answer->log_append_time = -1;
  answer->log_start_offset = Offset(-1);
}

// The first one whose log is about to go on in another directory.
std::shared_ptr<Partition> moving_partition(BrokerShard& on, const std::vector<AppendItem>& items) {
  if (on.logs().leaving() == 0) return nullptr;
  for (const AppendItem& item : items) {
    std::shared_ptr<Partition> partition = on.partitions().find(item.id);
    if (partition != nullptr && partition->moving()) return partition;
  }
  return nullptr;
}

// The partitions' shard: all its appends first, in the order of the request, then the waiting.
Task<std::vector<AppendAnswer>> produce_on_shard(BrokerShard& on, std::vector<AppendItem> items) {
  std::vector<AppendAnswer> answers;
  answers.reserve(items.size());
  const std::shared_ptr<Partition> first = items.empty() ? nullptr : on.partitions().find(items.front().id);
  const bool room = first == nullptr || first->log() == nullptr || first->log()->has_room();
  if (on.append_gate().locked() || !room || moving_partition(on, items) != nullptr) {
    // In the order of arrival: who comes now queues behind those that found no room before.
    Task<AsyncMutex::Guard> locking = on.append_gate().lock();
    const AsyncMutex::Guard turn = co_await locking;
    if (first != nullptr) {
      Task<Status> waiting = first->wait_for_room();
      const Status status = co_await waiting;
      static_cast<void>(status);  // a log that failed says so when it is appended to
    }
    for (auto moving = moving_partition(on, items); moving != nullptr && !on.stopping();
         moving = moving_partition(on, items)) {
      Task<void> waiting = moving->wait_moved();
      co_await waiting;
    }
    for (const AppendItem& item : items) answers.push_back(append_one(on, item));
  } else {
    for (const AppendItem& item : items) answers.push_back(append_one(on, item));
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].acks == Acks::kNone || answers[i].partition == nullptr) continue;
    co_await wait_acknowledged(&answers[i], &items[i]);
  }
  for (AppendAnswer& answer : answers) answer.partition.reset();  // it may not leave its shard
  co_return answers;
}

// One partition of the request and where its answer goes.
struct Place {
  ProduceResponse::PartitionProduceResponse* response = nullptr;
  const TopicIdPartition id;
};

class ProduceExchange {
 public:
  ProduceExchange(RequestContext& context, const ProduceRequest& request) : context_(context), request_(request) {}

  // Prepares the response, resolves every partition, and returns what is to be appended.
  std::vector<AppendItem> resolve();
  void fill(std::vector<AppendAnswer> answers);
  // The answer when the request as a whole may not be.
  void refuse_all(ErrorCode error);
  ProduceResponse& response() { return response_; }
  [[nodiscard]] ErrorCode first_error() const;

 private:
  const replication::TopicImage* find_topic(const ProduceRequest::TopicProduceData& topic, ErrorCode& error) const;
  void resolve_partition(const replication::TopicImage* topic, ErrorCode topic_error,
                         const ProduceRequest::PartitionProduceData& data,
                         ProduceResponse::PartitionProduceResponse& response);

  RequestContext& context_;
  const ProduceRequest& request_;
  ProduceResponse response_;
  std::vector<AppendItem> items_;
  std::vector<Place> places_;  // as items_
};

const replication::TopicImage* ProduceExchange::find_topic(const ProduceRequest::TopicProduceData& topic,
                                                           ErrorCode& error) const {
  const bool by_id = context_.api_version >= kTopicIdVersion;
  const replication::TopicImage* found =
      by_id ? context_.image->topic(topic.topic_id) : context_.image->topic(topic.name);
  if (found == nullptr) error = by_id ? ErrorCode::kUnknownTopicId : ErrorCode::kUnknownTopicOrPartition;
  if (found != nullptr && replication::is_internal_topic(found->name) && context_.client_id != kAdminClientId) {
    error = ErrorCode::kInvalidTopicException;
  }
  return found;
}

void ProduceExchange::resolve_partition(const replication::TopicImage* topic, ErrorCode topic_error,
                                        const ProduceRequest::PartitionProduceData& data,
                                        ProduceResponse::PartitionProduceResponse& response) {
  response.index = data.index;
  response.base_offset = -1;
  response.error_code = topic_error;
  if (topic_error != ErrorCode::kNone) return;
  const std::int16_t acks = request_.acks;
  if (acks < -1 || acks > 1) {
    response.error_code = ErrorCode::kInvalidRequiredAcks;
    return;
  }
  if (topic->partition(PartitionId(data.index)) == nullptr) {
    response.error_code = ErrorCode::kUnknownTopicOrPartition;
    return;
  }
  const TopicIdPartition id{topic->id, PartitionId(data.index)};
  Slice records;
  if (data.records.has_value() && !data.records->empty()) records = data.records->slices().front();
  items_.push_back({.shard = context_.shard.owner_of(id),
                    .id = id,
                    .records = std::move(records),
                    .acks = static_cast<Acks>(acks),
                    .version = context_.api_version,
                    .deadline = context_.shard.env().now() + std::max(request_.timeout_ms, 0) * kNsPerMs});
  places_.push_back({&response, id});
}

std::vector<AppendItem> ProduceExchange::resolve() {
  response_.responses.resize(request_.topic_data.size());
  for (std::size_t i = 0; i < request_.topic_data.size(); ++i) {
    const ProduceRequest::TopicProduceData& topic = request_.topic_data[i];
    ProduceResponse::TopicProduceResponse& answer = response_.responses[i];
    answer.name = topic.name;
    answer.topic_id = topic.topic_id;
    answer.partition_responses.resize(topic.partition_data.size());
    ErrorCode error = ErrorCode::kNone;
    const replication::TopicImage* found = find_topic(topic, error);
    for (std::size_t j = 0; j < topic.partition_data.size(); ++j) {
      resolve_partition(found, error, topic.partition_data[j], answer.partition_responses[j]);
    }
  }
  return std::move(items_);
}

void ProduceExchange::fill(std::vector<AppendAnswer> answers) {
  LeaderHints<ProduceResponse> hints(context_, response_);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    AppendAnswer& answer = answers[i];
    ProduceResponse::PartitionProduceResponse& out = *places_[i].response;
    out.error_code = answer.error;
    if (answer.error != ErrorCode::kNone) context_.shard.request_metrics().count_failed(true);
    out.base_offset = answer.base_offset.value;
    out.log_append_time_ms = answer.log_append_time;
    out.log_start_offset = answer.log_start_offset.value;
    if (!answer.message.empty()) out.error_message = context_.arena.store(std::move(answer.message));
    for (protocol::RecordError& error : answer.record_errors) {
      out.record_errors.push_back({error.batch_index, context_.arena.store(std::move(error.message))});
    }
    if (answer.error == ErrorCode::kNotLeaderOrFollower) hints.add(places_[i].id, out.current_leader);
  }
}

void ProduceExchange::refuse_all(ErrorCode error) {
  for (const ProduceRequest::TopicProduceData& topic : request_.topic_data) {
    ProduceResponse::TopicProduceResponse& answer = response_.responses.emplace_back();
    answer.name = topic.name;
    answer.topic_id = topic.topic_id;
    for (const ProduceRequest::PartitionProduceData& data : topic.partition_data) {
      auto& partition = answer.partition_responses.emplace_back();
      partition.index = data.index;
      partition.error_code = error;
      partition.base_offset = -1;
    }
  }
}

ErrorCode ProduceExchange::first_error() const {
  for (const auto& topic : response_.responses) {
    for (const auto& partition : topic.partition_responses) {
      if (partition.error_code != ErrorCode::kNone) return partition.error_code;
    }
  }
  return ErrorCode::kNone;
}

// Whether any partition's first batch says that it belongs to a transaction.
bool has_transactional_batch(const ProduceRequest& request) {
  for (const ProduceRequest::TopicProduceData& topic : request.topic_data) {
    for (const ProduceRequest::PartitionProduceData& data : topic.partition_data) {
      if (!data.records.has_value() || data.records->empty()) continue;
      const ByteView bytes = data.records->slices().front().bytes;
      if (bytes.size() < protocol::kBatchHeaderSize || bytes[protocol::kMagicAt] != protocol::kMagicV2) continue;
      const auto attributes = load_be<std::int16_t>(bytes.data() + protocol::kAttributesAt);
      if ((attributes & protocol::kTransactionalMask) != 0) return true;
    }
  }
  return false;
}

}  // namespace

Task<Reply> serve_produce(RequestContext& context) {
  ProduceRequest request;
  std::string reason;
  if (!decode_request(context, request, reason)) co_return Reply::close(std::move(reason));
  ProduceExchange exchange(context, request);
  std::vector<AppendItem> items;
  if (!request.transactional_id.has_value() && has_transactional_batch(request)) {
    exchange.refuse_all(ErrorCode::kTransactionalIdAuthorizationFailed);
  } else {
    items = exchange.resolve();
  }
  if (!items.empty()) {
    if (recovering(context.shard)) {
      Task<void> waiting = await_recovered(context.shard, logs_of(items));
      co_await waiting;
    }
    Task<std::vector<AppendAnswer>> appending = scatter(context.shard, std::move(items), &produce_on_shard);
    context.mark_dispatched();
    std::vector<AppendAnswer> answers = co_await appending;
    exchange.fill(std::move(answers));
  }
  if (request.acks != 0) co_return encode_reply(exchange.response(), context.api_version);
  const ErrorCode error = exchange.first_error();
  if (error == ErrorCode::kNone) co_return Reply::none();
  // There is no answer that could carry it; a closed connection makes the client look again (as Kafka does).
  co_return Reply::close("produce with acks=0 failed: " + std::string(error_name(error)));
}

}  // namespace klamm::broker
