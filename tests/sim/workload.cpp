#include "tests/sim/workload.h"

#include <limits>

#include "protocol/generated/00_produce.h"
#include "protocol/generated/01_fetch.h"
#include "protocol/generated/03_metadata.h"
#include "protocol/generated/08_offset_commit.h"
#include "protocol/generated/09_offset_fetch.h"
#include "protocol/generated/10_find_coordinator.h"
#include "protocol/generated/19_create_topics.h"
#include "protocol/generated/20_delete_topics.h"
#include "protocol/generated/22_init_producer_id.h"
#include "protocol/records/builder.h"

namespace klamm::test {

namespace {

using namespace protocol;

constexpr const char* kCounted = "counted";
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

struct Batch {
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
  for (int i = 0; i < batch.count; ++i) {
    std::string value = std::to_string(batch.first + i) + ":";
    value.append(padding_bytes, '.');
    builder.add(now_ms, std::nullopt, as_bytes(value));
  }
  return Slice(builder.build());
}

ProduceRequest produce_request(const char* topic, std::int32_t partition, const Slice& batch) {
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

FetchRequest fetch_request(const char* topic, std::int32_t partition, std::int64_t offset, std::int32_t wait_ms) {
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

using Records = std::vector<std::pair<std::int64_t, std::int64_t>>;  // offset, value

std::optional<Records> records_of(const std::optional<BufferChain>& chain, std::int64_t from) {
  Records found;
  if (!chain.has_value()) return found;
  const Buffer bytes = chain->flatten();
  ByteView rest(bytes.data(), bytes.size());
  while (!rest.empty()) {
    const Result<BatchView> batch = BatchView::parse(rest);
    if (!batch.ok()) break;  // cut off by the limit of the fetch
    rest = rest.subspan(batch->size());
    RecordIterator records(*batch, batch->body());
    for (auto record = records.next(); record.ok() && record->has_value(); record = records.next()) {
      const std::string text((*record)->value->begin(), (*record)->value->end());
      if ((*record)->offset.value >= from) found.emplace_back((*record)->offset.value, std::stoll(text));
    }
  }
  return found;
}

}  // namespace

void Workload::start(TaskScope& scope) {
  for (int i = 0; i < kProducers; ++i) {
    scope.spawn(produce_counted(this, i));
    scope.spawn(consume(this, i));
  }
  scope.spawn(produce_plain(this));
  scope.spawn(commit_offsets(this));
  scope.spawn(change_topics(this));
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

Task<void> Workload::produce_counted(Workload* work, int index) {
  const Connection client = work->make_client();
  ProducerModel& model = work->model_.producers[static_cast<std::size_t>(index)];
  Batch batch;
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
      batch.first = model.sent;
      batch.count = 1 + static_cast<int>(work->rng_.below(4));
      model.sent += batch.count;
    }
    // The same batch until its fate is known: the broker must store it once.
    const Slice bytes = make_batch(batch, work->env_.wall_ms(), work->rng_.below(600));
    const ProduceRequest request = produce_request(kCounted, index, bytes);
    const auto answer = co_await client->call<ProduceRequest, ProduceResponse>(request, 9);
    if (!answer.has_value()) continue;
    const auto& result = answer->body.responses.at(0).partition_responses.at(0);
    if (result.error_code == ErrorCode::kNone) {
      if (result.base_offset != batch.first) work->fail("a batch was stored at a wrong offset, or twice");
      model.acknowledged = batch.first + batch.count;
      batch.count = 0;
    } else if (!passing(result.error_code)) {
      work->fail("an idempotent batch is refused: " + name_of(result.error_code));
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

// Follows the log over all crashes: what it was shown once is there for ever, and each record comes once, in order.
Task<void> Workload::consume(Workload* work, int index) {
  const Connection client = work->make_client();
  ProducerModel& model = work->model_.producers[static_cast<std::size_t>(index)];
  for (;;) {
    const bool go = co_await work->proceed();
    if (!go) break;
    const FetchRequest request = fetch_request(kCounted, index, model.shown_end, 50);
    const auto answer = co_await client->call<FetchRequest, FetchResponse>(request, 6);
    if (!answer.has_value()) continue;
    const auto& part = answer->body.responses.at(0).partitions.at(0);
    if (part.error_code != ErrorCode::kNone) {
      if (!passing(part.error_code)) work->fail("a consumer is refused: " + name_of(part.error_code));
      continue;
    }
    const std::optional<Records> records = records_of(part.records, model.shown_end);
    for (const auto& [offset, value] : *records) {
      if (offset != model.shown_end || value != offset) work->fail("a consumer is shown a wrong record");
      model.shown_end = offset + 1;
    }
    if (model.shown_end > part.high_watermark) work->fail("a consumer is shown more than the high watermark");
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

Task<void> Workload::create_topics(Workload* work, bool* done) {
  const Connection client = work->make_client();
  int left = 2;
  while (left > 0) {
    CreateTopicsRequest request;
    request.timeout_ms = 3000;
    auto& counted = request.topics.emplace_back();
    counted.name = kCounted;
    counted.num_partitions = kProducers;
    counted.replication_factor = 1;
    // Small segments, so that a run of seconds sees many.
    counted.configs.push_back({"segment.bytes", "1048576"});
    auto& plain = request.topics.emplace_back();
    plain.name = kPlain;
    plain.num_partitions = 1;
    plain.replication_factor = 1;
    const auto answer = co_await client->call<CreateTopicsRequest, CreateTopicsResponse>(request, 5);
    if (!answer.has_value()) continue;
    left = 2;
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
    FindCoordinatorRequest request;
    request.key = kGroup;
    const auto answer = co_await client->call<FindCoordinatorRequest, FindCoordinatorResponse>(request, 3);
    if (answer.has_value()) error = answer->body.error_code;
  }
  co_await client->close();
  *done = true;
}

Task<void> Workload::verify(Workload* work, bool* done) {
  const Connection client = work->make_client();
  for (int i = 0; i < kProducers; ++i) {
    Task<void> checking = work->verify_counted(*client, i);
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
                                                                     std::int16_t version) {
  while (true) {
    auto answer = co_await client.call<FetchRequest, FetchResponse>(request, version);
    if (!answer.has_value()) co_return std::nullopt;
    const ErrorCode error = answer->body.responses.at(0).partitions.at(0).error_code;
    if (error == ErrorCode::kNone) co_return answer;
    if (error != ErrorCode::kNotLeaderOrFollower) {
      fail(std::string(request.topics.at(0).topic) + " cannot be read: " + name_of(error));
      co_return std::nullopt;
    }
    const MonotonicNs soon = env_.now() + kNsPerMs;
    co_await SleepUntil(env_.timers, soon);
  }
}

Task<void> Workload::verify_counted(Client& client, int index) {
  const ProducerModel& model = model_.producers[static_cast<std::size_t>(index)];
  const std::int64_t at_least = std::max(model.acknowledged, model.shown_end);
  const std::string place = std::string(kCounted) + "-" + std::to_string(index);
  std::int64_t next = 0;
  std::int64_t end = std::numeric_limits<std::int64_t>::max();
  while (next < end && !model_.wrong.has_value()) {
    FetchRequest request = fetch_request(kCounted, index, next, 0);
    const auto answer = co_await fetch_recovered(client, std::move(request), 6);
    if (!answer.has_value()) continue;
    const auto& part = answer->body.responses.at(0).partitions.at(0);
    end = part.high_watermark;
    const std::optional<Records> records = records_of(part.records, next);
    if (records->empty() && next < end) fail(place + " gives nothing at " + std::to_string(next));
    for (const auto& [offset, value] : *records) {
      if (offset != next || value != offset) fail(place + " holds a wrong record at " + std::to_string(next));
      ++next;
    }
  }
  if (next < at_least) {
    fail(place + " ends at " + std::to_string(next) + ", promised were " + std::to_string(at_least));
  }
  if (next > model.sent) fail(place + " holds more than was sent");
}

Task<void> Workload::verify_plain(Client& client) {
  std::map<std::int64_t, std::int64_t> found;
  std::int64_t next = 0;
  std::int64_t end = std::numeric_limits<std::int64_t>::max();
  while (next < end && !model_.wrong.has_value()) {
    FetchRequest request = fetch_request(kPlain, 0, next, 0);
    const auto answer = co_await fetch_recovered(client, std::move(request), 11);
    if (!answer.has_value()) continue;
    const auto& part = answer->body.responses.at(0).partitions.at(0);
    end = part.high_watermark;
    const std::optional<Records> records = records_of(part.records, next);
    if (records->empty() && next < end) fail("plain gives nothing at " + std::to_string(next));
    for (const auto& [offset, value] : *records) {
      found.emplace(offset, value);
      next = offset + 1;
    }
  }
  for (const auto& [offset, value] : model_.plain) {
    const auto at = found.find(offset);
    if (at == found.end()) fail("plain has lost the acknowledged record at " + std::to_string(offset));
    if (at != found.end() && at->second != value) fail("plain holds another record at " + std::to_string(offset));
  }
}

Task<void> Workload::verify_offsets(Client& client) {
  for (;;) {
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
