#include "tests/sim/workload.h"

#include <limits>

#include "protocol/generated/00_produce.h"
#include "protocol/generated/01_fetch.h"
#include "protocol/generated/02_list_offsets.h"
#include "protocol/generated/03_metadata.h"
#include "protocol/generated/08_offset_commit.h"
#include "protocol/generated/09_offset_fetch.h"
#include "protocol/generated/10_find_coordinator.h"
#include "protocol/generated/19_create_topics.h"
#include "protocol/generated/20_delete_topics.h"
#include "protocol/generated/21_delete_records.h"
#include "protocol/generated/22_init_producer_id.h"
#include "protocol/generated/34_alter_replica_log_dirs.h"
#include "protocol/records/builder.h"

namespace klamm::test {

namespace {

using namespace protocol;

constexpr const char* kPlain = "plain";
constexpr const char* kGroup = "group";
constexpr int kTopicsMax = 12;

// What a broker may say while it starts, stops or has just started; everything else is a broken promise.
bool passing(ErrorCode error) {
  return error == ErrorCode::kNotLeaderOrFollower || error == ErrorCode::kCoordinatorLoadInProgress ||
         error == ErrorCode::kCoordinatorNotAvailable || error == ErrorCode::kNotCoordinator ||
         error == ErrorCode::kRequestTimedOut || error == ErrorCode::kNotController ||
         error == ErrorCode::kKafkaStorageError;
}

std::string name_of(ErrorCode error) { return "error " + std::to_string(static_cast<int>(error)); }

constexpr std::int64_t kKeys = 17;

std::string key_of(std::int64_t offset) { return "k" + std::to_string(offset * 7919 % kKeys); }

// Of a compacted partition: the record that says that its key is gone.
bool is_tombstone(const Lane& lane, std::int64_t offset) {
  return lane.kind == Lane::Kind::kCompacted && offset % 11 == 10;
}

struct Batch {
  const Lane* lane = nullptr;
  std::int64_t first = 0;
  int count = 1;
  ProducerId producer = kNoProducerId;
  ProducerEpoch epoch = kNoProducerEpoch;
};

// Records whose values are numbers, and some weight so that files fill up.
Slice make_batch(const Batch& batch, std::int64_t now_ms, std::size_t padding_bytes) {
  BatchOptions options;
  options.producer_id = batch.producer;
  options.producer_epoch = batch.epoch;
  if (batch.producer != kNoProducerId) options.base_sequence = static_cast<std::int32_t>(batch.first);
  BatchBuilder builder(options);
  for (std::int64_t at = batch.first; at < batch.first + batch.count; ++at) {
    std::string value = std::to_string(at) + ":";
    value.append(padding_bytes, '.');
    const std::string key = key_of(at);
    std::optional<ByteView> keyed;
    if (batch.lane != nullptr && batch.lane->kind == Lane::Kind::kCompacted) keyed = as_bytes(key);
    const bool gone = batch.lane != nullptr && is_tombstone(*batch.lane, at);
    builder.add(now_ms, keyed, gone ? std::nullopt : std::optional<ByteView>(as_bytes(value)));
  }
  return Slice(builder.build());
}

ProduceRequest produce_request(std::string_view topic, std::int32_t partition, const Slice& batch) {
  ProduceRequest request;
  request.acks = -1;
  request.timeout_ms = 3000;
  auto& data = request.topic_data.emplace_back();
  data.name = topic;
  auto& part = data.partition_data.emplace_back();
  part.index = partition;
  part.records = BufferChain(batch);
  return request;
}

FetchRequest fetch_request(std::string_view topic, std::int32_t partition, std::int64_t offset, std::int32_t wait_ms) {
  FetchRequest request;
  request.max_wait_ms = wait_ms;
  request.min_bytes = 1;
  request.max_bytes = 1 << 20;
  auto& data = request.topics.emplace_back();
  data.topic = topic;
  auto& part = data.partitions.emplace_back();
  part.partition = partition;
  part.fetch_offset = offset;
  part.partition_max_bytes = 1 << 16;
  return request;
}

struct Found {
  std::int64_t offset = 0;
  std::optional<std::int64_t> value;
};

// Nothing if there are bytes that fail their checksum.
// `behind`: where whoever has read them goes on. Compaction leaves batches without records.
std::optional<std::vector<Found>> records_of(const std::optional<BufferChain>& chain, std::int64_t from,
                                             std::int64_t& behind) {
  std::vector<Found> found;
  behind = from;
  if (!chain.has_value()) return found;
  const Buffer bytes = chain->flatten();
  ByteView rest(bytes.data(), bytes.size());
  while (!rest.empty()) {
    const Result<BatchView> batch = BatchView::parse(rest);
    if (!batch.ok()) break;  // cut off by the limit of the fetch
    if (!batch->crc_ok()) return std::nullopt;
    rest = rest.subspan(batch->size());
    behind = std::max(behind, batch->next_offset().value);
    RecordIterator records(*batch, batch->body());
    for (auto record = records.next(); record.ok() && record->has_value(); record = records.next()) {
      if ((*record)->offset.value < from) continue;
      Found& one = found.emplace_back();
      one.offset = (*record)->offset.value;
      if ((*record)->value.has_value()) {
        one.value = std::stoll(std::string((*record)->value->begin(), (*record)->value->end()));
      }
    }
  }
  return found;
}

bool is_right(const Lane& lane, const Found& record) {
  if (is_tombstone(lane, record.offset)) return !record.value.has_value();
  return record.value == record.offset;
}

}  // namespace

Workload::Workload(Env& env, std::string host, std::uint64_t seed, const SimOptions& options, FaultAtlas& atlas)
    : env_(env), host_(std::move(host)), rng_(seed), options_(options), atlas_(atlas) {
  const auto add = [this](Lane::Kind kind, const char* topic, std::int32_t partitions) {
    for (std::int32_t i = 0; i < partitions; ++i) {
      Lane& lane = model_.lanes.emplace_back();
      lane.kind = kind;
      lane.topic = topic;
      lane.partition = i;
    }
  };
  add(Lane::Kind::kCounted, "counted", options.counted);
  add(Lane::Kind::kCompacted, "compacted", options.compacted);
  add(Lane::Kind::kTrimmed, "trimmed", options.trimmed);
  for (Lane& lane : model_.lanes) {
    lane.retained = lane.kind == Lane::Kind::kTrimmed && (options.retention_bytes >= 0 || options.retention_ms >= 0);
  }
}

void Workload::start(TaskScope& scope) {
  for (std::size_t i = 0; i < model_.lanes.size(); ++i) {
    scope.spawn(produce_lane(this, i));
    scope.spawn(consume(this, i));
    if (model_.lanes[i].kind == Lane::Kind::kTrimmed) scope.spawn(trim(this, i));
  }
  scope.spawn(produce_plain(this));
  scope.spawn(commit_offsets(this));
  scope.spawn(change_topics(this));
  if (options_.moves) scope.spawn(move_logs(this));
}

// Waits while paused and a little in between. False when it is time to end.
Task<bool> Workload::proceed() {
  do {
    const MonotonicNs soon = env_.now() + static_cast<MonotonicNs>(rng_.below(3'000'000));
    co_await SleepUntil(env_.timers, soon);
  } while (paused_ && !stop_);
  ++model_.requests;
  co_return !stop_;
}

Task<void> Workload::produce_lane(Workload* work, std::size_t index) {
  const Connection client = work->make_client();
  Lane& lane = work->model_.lanes[index];
  Batch batch;
  batch.lane = &lane;
  batch.count = 0;
  for (;;) {
    const bool go = co_await work->proceed();
    if (!go) break;
    if (batch.producer == kNoProducerId) {
      InitProducerIdRequest request;
      request.transactional_id = std::nullopt;
      const auto answer = co_await client->call<InitProducerIdRequest, InitProducerIdResponse>(request, 4);
      if (!answer.has_value() || answer->body.error_code != ErrorCode::kNone) continue;
      batch.producer = ProducerId(answer->body.producer_id);
      batch.epoch = ProducerEpoch(answer->body.producer_epoch);
    }
    if (batch.count == 0) {
      batch.first = lane.sent;
      batch.count = 1 + static_cast<int>(work->rng_.below(4));
      lane.sent += batch.count;
    }
    // The same batch until its fate is known: the broker must store it once.
    const Slice bytes = make_batch(batch, work->env_.wall_ms(), work->rng_.below(600));
    const ProduceRequest request = produce_request(lane.topic, lane.partition, bytes);
    const auto answer = co_await client->call<ProduceRequest, ProduceResponse>(request, 9);
    if (!answer.has_value()) continue;
    const auto& result = answer->body.responses.at(0).partition_responses.at(0);
    if (result.error_code == ErrorCode::kNone) {
      if (result.base_offset != batch.first)
        work->fail(lane.name() + " has stored a batch at a wrong offset, or twice");
      lane.acknowledged = batch.first + batch.count;
      batch.count = 0;
    } else if (!passing(result.error_code)) {
      work->fail(lane.name() + " refuses an idempotent batch: " + name_of(result.error_code));
    }
  }
  co_await client->close();
}

Task<void> Workload::produce_plain(Workload* work) {
  const Connection client = work->make_client();
  for (;;) {
    const bool go = co_await work->proceed();
    if (!go) break;
    Batch batch;
    batch.first = work->model_.plain_sent++;
    const Slice bytes = make_batch(batch, work->env_.wall_ms(), work->rng_.below(100));
    const ProduceRequest request = produce_request(kPlain, 0, bytes);
    const auto answer = co_await client->call<ProduceRequest, ProduceResponse>(request, 3);
    if (!answer.has_value()) continue;
    const auto& result = answer->body.responses.at(0).partition_responses.at(0);
    if (result.error_code == ErrorCode::kNone) {
      const bool fresh = work->model_.plain.emplace(result.base_offset, batch.first).second;
      if (!fresh) work->fail("an offset was given twice");
    } else if (!passing(result.error_code)) {
      work->fail("a batch is refused: " + name_of(result.error_code));
    }
  }
  co_await client->close();
}

Task<std::optional<std::int64_t>> Workload::ask_start(Client& client, const Lane& lane) {
  ListOffsetsRequest request;
  request.replica_id = -1;
  auto& topic = request.topics.emplace_back();
  topic.name = lane.topic;
  auto& part = topic.partitions.emplace_back();
  part.partition_index = lane.partition;
  part.timestamp = -2;
  const auto answer = co_await client.call<ListOffsetsRequest, ListOffsetsResponse>(request, 5);
  if (!answer.has_value()) co_return std::nullopt;
  const auto& said = answer->body.topics.at(0).partitions.at(0);
  if (said.error_code != ErrorCode::kNone) co_return std::nullopt;
  co_return said.offset;
}

// Follows the log over all crashes: what it was shown once is there for ever, and each record comes once, in order.
Task<void> Workload::consume(Workload* work, std::size_t index) {
  const Connection client = work->make_client();
  Lane& lane = work->model_.lanes[index];
  for (;;) {
    const bool go = co_await work->proceed();
    if (!go) break;
    const FetchRequest request = fetch_request(lane.topic, lane.partition, lane.shown_end, 50);
    const auto answer = co_await client->call<FetchRequest, FetchResponse>(request, 6);
    if (!answer.has_value()) continue;
    const auto& part = answer->body.responses.at(0).partitions.at(0);
    if (part.error_code == ErrorCode::kOffsetOutOfRange && lane.kind == Lane::Kind::kTrimmed) {
      const std::optional<std::int64_t> start = co_await work->ask_start(*client, lane);
      if (start.has_value()) lane.shown_end = std::max(lane.shown_end, *start);
      continue;
    }
    if (part.error_code == ErrorCode::kCorruptMessage) {
      const std::optional<std::int64_t> damaged = work->atlas_.damaged_end(lane.name(), lane.shown_end);
      if (!damaged.has_value()) work->fail(lane.name() + " calls a sound batch damaged");
      lane.shown_end = damaged.value_or(lane.shown_end);
      continue;
    }
    if (part.error_code != ErrorCode::kNone) {
      if (!passing(part.error_code)) work->fail("a consumer is refused: " + name_of(part.error_code));
      continue;
    }
    std::int64_t behind = 0;
    const auto records = records_of(part.records, lane.shown_end, behind);
    if (!records.has_value()) {
      work->fail(lane.name() + " serves a damaged batch");
      continue;
    }
    for (const Found& record : *records) {
      const bool follows = record.offset == lane.shown_end || lane.kind == Lane::Kind::kCompacted;
      if (!follows || !is_right(lane, record)) work->fail("a consumer is shown a wrong record of " + lane.name());
      lane.shown_end = record.offset + 1;
    }
    lane.shown_end = std::max(lane.shown_end, behind);
    if (lane.shown_end > part.high_watermark) work->fail("a consumer is shown more than the high watermark");
  }
  co_await client->close();
}

Task<void> Workload::trim(Workload* work, std::size_t index) {
  const Connection client = work->make_client();
  Lane& lane = work->model_.lanes[index];
  for (;;) {
    const bool go = co_await work->proceed();
    if (!go) break;
    if (!work->rng_.chance(1, 8) || lane.acknowledged <= lane.start_asked) continue;
    const auto range = static_cast<std::uint64_t>(lane.acknowledged - lane.start_asked);
    const std::int64_t start = lane.start_asked + 1 + static_cast<std::int64_t>(work->rng_.below(range));
    lane.start_asked = start;
    DeleteRecordsRequest request;
    request.timeout_ms = 3000;
    auto& topic = request.topics.emplace_back();
    topic.name = lane.topic;
    topic.partitions.push_back({lane.partition, start});
    const auto answer = co_await client->call<DeleteRecordsRequest, DeleteRecordsResponse>(request, 2);
    if (!answer.has_value()) continue;
    const auto& said = answer->body.topics.at(0).partitions.at(0);
    if (said.error_code == ErrorCode::kNone) {
      if (said.low_watermark < start) work->fail(lane.name() + " did not move its start as far as it was asked to");
      lane.start_acknowledged = std::max(lane.start_acknowledged, start);
    } else if (!passing(said.error_code) && !(lane.retained && said.error_code == ErrorCode::kOffsetOutOfRange)) {
      work->fail("DeleteRecords is refused: " + name_of(said.error_code));
    }
  }
  co_await client->close();
}

// Every second log, so that those that stay are held to all that was promised when a directory fails. Now and then the
// next move is asked for while one is under way.
Task<void> Workload::move_logs(Workload* work) {
  const Connection client = work->make_client();
  for (;;) {
    const bool go = co_await work->proceed();
    if (!go) break;
    if (!work->rng_.chance(1, 12)) continue;
    const std::size_t movable = (work->model_.lanes.size() + 1) / 2;
    const Lane& lane = work->model_.lanes[work->rng_.below(movable) * 2];
    const std::string directory = work->options_.directory(work->rng_.below(work->options_.directories));
    work->atlas_.note_move(lane.name(), directory);
    AlterReplicaLogDirsRequest request;
    auto& to = request.dirs.emplace_back();
    to.path = directory;
    auto& topic = to.topics.emplace_back();
    topic.name = lane.topic;
    topic.partitions = {lane.partition};
    const auto answer = co_await client->call<AlterReplicaLogDirsRequest, AlterReplicaLogDirsResponse>(request, 2);
    if (!answer.has_value()) continue;
    const ErrorCode error = answer->body.results.at(0).partitions.at(0).error_code;
    if (error != ErrorCode::kNone && error != ErrorCode::kReplicaNotAvailable && !passing(error)) {
      work->fail("a move is refused: " + name_of(error));
    }
  }
  co_await client->close();
}

Task<void> Workload::commit_offsets(Workload* work) {
  const Connection client = work->make_client();
  WorkloadModel& model = work->model_;
  for (;;) {
    const bool go = co_await work->proceed();
    if (!go) break;
    OffsetCommitRequest request;
    request.group_id = kGroup;
    auto& topic = request.topics.emplace_back();
    topic.name = kPlain;
    auto& part = topic.partitions.emplace_back();
    const std::int64_t offset = ++model.offset_asked;
    part.committed_offset = offset;
    const auto answer = co_await client->call<OffsetCommitRequest, OffsetCommitResponse>(request, 8);
    if (!answer.has_value()) continue;
    const ErrorCode error = answer->body.topics.at(0).partitions.at(0).error_code;
    if (error == ErrorCode::kNone) {
      model.offset_acknowledged = offset;
    } else if (!passing(error)) {
      work->fail("a commit is refused: " + name_of(error));
    }
  }
  co_await client->close();
}

Task<void> Workload::change_topics(Workload* work) {
  const Connection client = work->make_client();
  WorkloadModel& model = work->model_;
  for (int created = 0; created < kTopicsMax;) {
    const bool go = co_await work->proceed();
    if (!go) break;
    if (!model.topics.empty() && work->rng_.chance(1, 3)) {
      const std::string name = *model.topics.begin();
      DeleteTopicsRequest request;
      request.timeout_ms = 3000;
      request.topic_names.push_back(name);
      model.topics.erase(name);  // from now on it may be there, or not
      const auto answer = co_await client->call<DeleteTopicsRequest, DeleteTopicsResponse>(request, 5);
      if (!answer.has_value()) continue;
      const ErrorCode error = answer->body.responses.at(0).error_code;
      if (error == ErrorCode::kNone) model.topics_deleted.insert(name);
      if (error != ErrorCode::kNone && !passing(error)) work->fail("a deletion is refused: " + name_of(error));
      continue;
    }
    const std::string name = "topic-" + std::to_string(created);
    CreateTopicsRequest request;
    request.timeout_ms = 3000;
    auto& topic = request.topics.emplace_back();
    topic.name = name;
    topic.num_partitions = 1 + static_cast<std::int32_t>(work->rng_.below(3));
    topic.replication_factor = 1;
    const auto answer = co_await client->call<CreateTopicsRequest, CreateTopicsResponse>(request, 5);
    if (!answer.has_value()) continue;
    const ErrorCode error = answer->body.topics.at(0).error_code;
    const bool there = error == ErrorCode::kNone || error == ErrorCode::kTopicAlreadyExists;
    if (there) model.topics.insert(name);
    if (there) ++created;
    if (!there && !passing(error)) work->fail("a creation is refused: " + name_of(error));
  }
  co_await client->close();
}

namespace {

// One for each kind of lanes, and the plain one. Views into `values`, which lives as long as the request.
void add_topic(CreateTopicsRequest& request, const char* name, std::int32_t partitions,
               std::vector<CreateTopicsRequest::CreatableTopicConfig> configs) {
  if (partitions == 0) return;
  auto& topic = request.topics.emplace_back();
  topic.name = name;
  topic.num_partitions = partitions;
  topic.replication_factor = 1;
  topic.configs = std::move(configs);
}

}  // namespace

Task<void> Workload::create_topics(Workload* work, bool* done) {
  const Connection client = work->make_client();
  const SimOptions& options = work->options_;
  const std::string segment = std::to_string(options.segment_bytes);
  const std::string interval = std::to_string(options.index_interval_bytes);
  const std::string retention_bytes = std::to_string(options.retention_bytes);
  const std::string retention_ms = std::to_string(options.retention_ms);
  CreateTopicsRequest request;
  request.timeout_ms = 3000;
  const std::vector<CreateTopicsRequest::CreatableTopicConfig> small = {
      {"internal.segment.bytes", segment}, {"index.interval.bytes", interval}, {"file.delete.delay.ms", "10"}};
  add_topic(request, "counted", options.counted, small);
  add_topic(request, kPlain, 1, small);
  auto trimmed = small;
  trimmed.push_back({"retention.bytes", retention_bytes});
  trimmed.push_back({"retention.ms", retention_ms});
  add_topic(request, "trimmed", options.trimmed, trimmed);
  auto compacted = small;
  compacted.push_back({"cleanup.policy", "compact"});
  compacted.push_back({"min.cleanable.dirty.ratio", "0.01"});
  compacted.push_back({"delete.retention.ms", "100"});
  add_topic(request, "compacted", options.compacted, compacted);
  std::size_t left = request.topics.size();
  while (left > 0) {
    const auto answer = co_await client->call<CreateTopicsRequest, CreateTopicsResponse>(request, 5);
    if (!answer.has_value()) continue;
    left = request.topics.size();
    for (const auto& topic : answer->body.topics) {
      const bool there = topic.error_code == ErrorCode::kNone || topic.error_code == ErrorCode::kTopicAlreadyExists;
      if (there) --left;
    }
  }
  // Creates the topic of the groups.
  ErrorCode error = ErrorCode::kCoordinatorNotAvailable;
  while (error != ErrorCode::kNone) {
    const MonotonicNs soon = work->env_.now() + kNsPerMs;
    co_await SleepUntil(work->env_.timers, soon);
    FindCoordinatorRequest find;
    find.key = kGroup;
    const auto answer = co_await client->call<FindCoordinatorRequest, FindCoordinatorResponse>(find, 3);
    if (answer.has_value()) error = answer->body.error_code;
  }
  co_await client->close();
  *done = true;
}

Task<void> Workload::verify(Workload* work, bool* done) {
  const Connection client = work->make_client();
  for (std::size_t i = 0; i < work->model_.lanes.size(); ++i) {
    Task<void> checking = work->verify_lane(*client, i);
    co_await checking;
  }
  Task<void> plain = work->verify_plain(*client);
  co_await plain;
  Task<void> offsets = work->verify_offsets(*client);
  co_await offsets;
  Task<void> topics = work->verify_topics(*client);
  co_await topics;
  co_await client->close();
  *done = true;
}

Task<std::optional<Answer<FetchResponse>>> Workload::fetch_recovered(Client& client, FetchRequest request,
                                                                     std::int16_t version, bool& refused) {
  const auto& topic = request.topics.at(0);
  const std::string name = std::string(topic.topic) + "-" + std::to_string(topic.partitions.at(0).partition);
  while (true) {
    auto answer = co_await client.call<FetchRequest, FetchResponse>(request, version);
    if (!answer.has_value()) co_return std::nullopt;
    const ErrorCode error = answer->body.responses.at(0).partitions.at(0).error_code;
    const std::int64_t offset = topic.partitions.at(0).fetch_offset;
    const bool damaged = error == ErrorCode::kCorruptMessage && atlas_.damaged_end(name, offset).has_value();
    if (error == ErrorCode::kNone || error == ErrorCode::kOffsetOutOfRange || damaged) co_return answer;
    if (error == ErrorCode::kKafkaStorageError && atlas_.may_refuse(name)) {
      refused = true;
      co_return std::nullopt;
    }
    if (error != ErrorCode::kNotLeaderOrFollower) {
      fail(name + " cannot be read at " + std::to_string(offset) + ": " + name_of(error));
      co_return std::nullopt;
    }
    const MonotonicNs soon = env_.now() + kNsPerMs;
    co_await SleepUntil(env_.timers, soon);
  }
}

Task<void> Workload::verify_lane(Client& client, std::size_t index) {
  const Lane& lane = model_.lanes[index];
  std::set<std::int64_t> found;
  std::int64_t start = 0;
  std::int64_t next = 0;
  std::int64_t end = std::numeric_limits<std::int64_t>::max();
  bool refused = false;
  while (next < end && !model_.wrong.has_value()) {
    FetchRequest request = fetch_request(lane.topic, lane.partition, next, 0);
    const auto answer = co_await fetch_recovered(client, std::move(request), 6, refused);
    if (refused) co_return;
    if (!answer.has_value()) continue;
    const auto& part = answer->body.responses.at(0).partitions.at(0);
    if (part.error_code == ErrorCode::kOffsetOutOfRange) {
      const std::optional<std::int64_t> moved = co_await ask_start(client, lane);
      if (!moved.has_value()) continue;
      if (*moved <= next) fail(lane.name() + " does not know the offset " + std::to_string(next));
      start = next = *moved;
      continue;
    }
    if (part.error_code == ErrorCode::kCorruptMessage) {
      next = *atlas_.damaged_end(lane.name(), next);
      continue;
    }
    end = part.high_watermark;
    std::int64_t behind = 0;
    const auto records = records_of(part.records, next, behind);
    if (!records.has_value()) fail(lane.name() + " serves a damaged batch");
    if (!records.has_value()) co_return;
    if (behind == next && next < end) {
      if (lane.kind != Lane::Kind::kCompacted) fail(lane.name() + " gives nothing at " + std::to_string(next));
      break;  // compaction may leave nothing at the end
    }
    for (const Found& record : *records) {
      const bool follows = record.offset == next || (lane.kind == Lane::Kind::kCompacted && record.offset > next);
      if (!follows || !is_right(lane, record)) fail(lane.name() + " holds a wrong record at " + std::to_string(next));
      found.insert(record.offset);
      next = record.offset + 1;
    }
    next = std::max(next, behind);
  }
  verify_lane_end(lane, found, start, end);
}

void Workload::verify_lane_end(const Lane& lane, const std::set<std::int64_t>& found, std::int64_t start,
                               std::int64_t end) {
  if (model_.wrong.has_value()) return;
  const std::int64_t at_least = std::max(lane.acknowledged, lane.shown_end);
  if (end < at_least) {
    fail(lane.name() + " ends at " + std::to_string(end) + ", promised were " + std::to_string(at_least));
  }
  if (end > lane.sent) fail(lane.name() + " holds more than was sent");
  if (start < lane.start_acknowledged || (start > lane.start_asked && !lane.retained)) {
    fail(lane.name() + " begins at " + std::to_string(start) + ", asked for was " + std::to_string(lane.start_asked) +
         ", done " + std::to_string(lane.start_acknowledged));
  }
  if (lane.kind != Lane::Kind::kCompacted) return;
  // From the end: of each key the latest is there, and what a tombstone took away does not come back.
  std::set<std::string> newer;
  for (std::int64_t offset = end - 1; offset >= 0; --offset) {
    const std::string key = key_of(offset);
    const bool latest = newer.insert(key).second;
    if (atlas_.damaged_end(lane.name(), offset).has_value()) continue;
    if (latest && !found.contains(offset) && !is_tombstone(lane, offset)) {
      fail(lane.name() + " has lost the latest record of a key, at " + std::to_string(offset));
    }
    if (!latest || found.contains(offset)) continue;
    for (std::int64_t older = offset - kKeys; older >= 0; older -= kKeys) {
      if (found.contains(older)) fail(lane.name() + " gives a deleted key back, at " + std::to_string(older));
    }
  }
}

Task<void> Workload::verify_plain(Client& client) {
  std::map<std::int64_t, std::int64_t> found;
  std::int64_t next = 0;
  std::int64_t end = std::numeric_limits<std::int64_t>::max();
  const std::string name = std::string(kPlain) + "-0";
  bool refused = false;
  while (next < end && !model_.wrong.has_value()) {
    FetchRequest request = fetch_request(kPlain, 0, next, 0);
    const auto answer = co_await fetch_recovered(client, std::move(request), 11, refused);
    if (refused) co_return;
    if (!answer.has_value()) continue;
    const auto& part = answer->body.responses.at(0).partitions.at(0);
    if (part.error_code == ErrorCode::kOffsetOutOfRange) fail("plain does not know the offset " + std::to_string(next));
    if (part.error_code == ErrorCode::kCorruptMessage) {
      next = *atlas_.damaged_end(name, next);
      continue;
    }
    end = part.high_watermark;
    std::int64_t behind = 0;
    const auto records = records_of(part.records, next, behind);
    if (!records.has_value()) fail("plain serves a damaged batch");
    if (!records.has_value()) co_return;
    if (records->empty() && next < end) fail("plain gives nothing at " + std::to_string(next));
    for (const Found& record : *records) {
      found.emplace(record.offset, record.value.value_or(-1));
      next = record.offset + 1;
    }
  }
  for (const auto& [offset, value] : model_.plain) {
    const auto at = found.find(offset);
    if (atlas_.damaged_end(name, offset).has_value()) continue;
    if (at == found.end()) fail("plain has lost the acknowledged record at " + std::to_string(offset));
    if (at != found.end() && at->second != value) fail("plain holds another record at " + std::to_string(offset));
  }
}

Task<void> Workload::verify_offsets(Client& client) {
  constexpr int kTriesMax = 200;
  for (int tries = 0;; ++tries) {
    // The coordinator's partition may be among those that are offline.
    if (tries > kTriesMax && !atlas_.offline.empty()) co_return;
    OffsetFetchRequest request;
    request.group_id = kGroup;
    request.topics->push_back({kPlain, {0}});
    const auto answer = co_await client.call<OffsetFetchRequest, OffsetFetchResponse>(request, 6);
    const MonotonicNs soon = env_.now() + kNsPerMs;
    if (!answer.has_value() || passing(answer->body.error_code)) {
      co_await SleepUntil(env_.timers, soon);
      continue;
    }
    const std::int64_t offset = answer->body.topics.at(0).partitions.at(0).committed_offset;
    if (offset < model_.offset_acknowledged || offset > model_.offset_asked) {
      fail("the committed offset is " + std::to_string(offset) + ", promised was " +
           std::to_string(model_.offset_acknowledged));
    }
    co_return;
  }
}

Task<void> Workload::verify_topics(Client& client) {
  MetadataRequest request;
  request.topics = std::nullopt;
  std::optional<Answer<MetadataResponse>> answer;
  while (!answer.has_value()) answer = co_await client.call<MetadataRequest, MetadataResponse>(request, 8);
  std::set<std::string, std::less<>> found;
  for (const auto& topic : answer->body.topics) found.emplace(topic.name.value_or(""));
  for (const std::string& name : model_.topics) {
    if (!found.contains(name)) fail("the topic " + name + " is gone");
  }
  for (const std::string& name : model_.topics_deleted) {
    if (found.contains(name)) fail("the deleted topic " + name + " is back");
  }
}

}  // namespace klamm::test
