// Fetch, versions 0 to 18.
//
// The way back of a record: a session (or the request) says what is wanted, each shard reads its partitions (from the
// tail in memory, or from segment files), and the records go into the response as the slices they are. While there is
// less than min_bytes, the shards watch their partitions until max_wait_ms.
// - 0 to 3: converted to the old message formats at this edge. 4: isolation level. 5: log start offset. 7: sessions
//   (KIP-227). 9: leader epochs (KIP-320). 10: zstd. 11: rack. 12: diverging epochs. 13: topic ids. 15 to 18: what
//   followers say about themselves. 16: who leads instead (KIP-951).
// - max_bytes and partition_max_bytes bend for one batch: the first one is returned whole, whatever its size (KIP-74).
// - Followers do not fetch by this API here: a replica id is answered with NOT_LEADER_OR_FOLLOWER.
#include <algorithm>

#include "broker/broker_shard.h"
#include "broker/fetch/fetch_part.h"
#include "broker/fetch/fetch_session.h"
#include "broker/handlers/handler.h"
#include "broker/handlers/handlers.h"
#include "broker/handlers/leader_hints.h"
#include "broker/recovered.h"
#include "broker/scatter.h"
#include "protocol/generated/01_fetch.h"
#include "protocol/records/message_set.h"

namespace klamm::broker {

namespace {

using protocol::FetchRequest;
using protocol::FetchResponse;
using replication::Isolation;

constexpr std::int16_t kBatchVersion = 4;
constexpr std::int16_t kMagicV1Version = 2;
constexpr std::int16_t kSessionVersion = 7;
constexpr std::int16_t kZstdVersion = 10;
constexpr std::int16_t kTopicIdVersion = 13;
constexpr std::int16_t kReplicaStateVersion = 15;
constexpr std::int16_t kLeaderHintVersion = 16;
// While a client waits for more than is there, what arrives is looked at no more often than this.
constexpr MonotonicNs kRereadPauseNs = 5 * kNsPerMs;

// One entry of the plan on its way through the request.
struct Wanted {
  std::list<FetchEntry>::iterator entry;
  FetchResponse::PartitionData data;
  std::string_view topic;
  TopicIdPartition id;
  std::size_t part = 0;   // which of parts_, if it is read at all
  std::size_t place = 0;  // which of the part's questions
  bool read = false;
};

class FetchExchange {
 public:
  FetchExchange(RequestContext& context, const FetchRequest& request, FetchPlan plan)
      : context_(context), request_(request), plan_(std::move(plan)), wake_(std::make_unique<FetchPart::Wake>()) {}

  Task<void> run();
  FetchResponse response();

 private:
  void resolve();
  void fail(Wanted& wanted, ErrorCode error);
  Task<std::vector<FetchPass>> pass(bool watch);
  Task<void> leave();
  Task<bool> wait(MonotonicNs deadline);
  void take(std::vector<FetchPass> passes);
  void take_answer(Wanted& wanted, FetchAnswer answer);
  void convert_for_old_client(Wanted& wanted);
  [[nodiscard]] Isolation isolation() const {
    return request_.isolation_level == 1 ? Isolation::kReadCommitted : Isolation::kReadUncommitted;
  }
  [[nodiscard]] bool from_follower() const {
    const bool by_state = context_.api_version >= kReplicaStateVersion;
    return (by_state ? request_.replica_state.replica_id : request_.replica_id) >= 0;
  }

  RequestContext& context_;
  const FetchRequest& request_;
  FetchPlan plan_;
  std::vector<Wanted> wanted_;
  bool failed_ = false;
  std::size_t bytes_max_ = 0;
  std::unique_ptr<FetchPart::Wake> wake_;
  std::vector<std::unique_ptr<FetchPart>> parts_;
  std::vector<MemoryGrant> memory_;
};

void FetchExchange::fail(Wanted& wanted, ErrorCode error) {
  wanted.data.error_code = error;
  context_.shard.request_metrics().count_failed(false);
  wanted.data.high_watermark = -1;
  wanted.data.last_stable_offset = -1;
  wanted.data.log_start_offset = -1;
  wanted.data.aborted_transactions.reset();
  wanted.data.records.emplace();
  failed_ = true;
}

// Finds the partitions, and sorts what is to be read into one part for each shard.
void FetchExchange::resolve() {
  const bool by_id = context_.api_version >= kTopicIdVersion;
  std::map<ShardId, std::vector<FetchQuestion>> questions;
  std::vector<ShardId> shards;  // in the order of asking, in which max_bytes is spent: else the last shard may starve
  std::list<FetchEntry>& entries = plan_.all();
  for (auto entry = entries.begin(); entry != entries.end(); ++entry) {
    Wanted& wanted = wanted_.emplace_back();
    wanted.entry = entry;
    wanted.data.partition_index = entry->key.partition;
    const replication::TopicImage* topic =
        by_id ? context_.image->topic(entry->key.topic_id) : context_.image->topic(entry->key.topic);
    wanted.topic = topic == nullptr ? std::string_view(entry->key.topic) : std::string_view(topic->name);
    if (topic == nullptr || topic->partition(PartitionId(entry->key.partition)) == nullptr) {
      const bool unknown_id = by_id && topic == nullptr;
      fail(wanted, unknown_id ? ErrorCode::kUnknownTopicId : ErrorCode::kUnknownTopicOrPartition);
      wanted.data.aborted_transactions.emplace();
      continue;
    }
    wanted.id = {topic->id, PartitionId(entry->key.partition)};
    if (from_follower()) {
      fail(wanted, ErrorCode::kNotLeaderOrFollower);
      continue;
    }
    if (request_.max_bytes < 0 || entry->bytes_max < 0) {
      fail(wanted, ErrorCode::kUnknownServerError);
      continue;
    }
    if (std::ranges::find(shards, context_.shard.owner_of(wanted.id)) == shards.end()) {
      shards.push_back(context_.shard.owner_of(wanted.id));
    }
    std::vector<FetchQuestion>& part = questions[context_.shard.owner_of(wanted.id)];
    wanted.read = true;
    wanted.part = context_.shard.owner_of(wanted.id).value;  // the shard, until the parts are made
    wanted.place = part.size();
    part.push_back({.id = wanted.id,
                    .current_leader_epoch = LeaderEpoch(std::max(entry->current_leader_epoch, -1)),
                    .last_fetched_epoch = LeaderEpoch(std::max(entry->last_fetched_epoch, -1)),
                    .offset = Offset(entry->fetch_offset),
                    .bytes_max = static_cast<std::size_t>(std::max(entry->bytes_max, 0))});
  }
  std::map<std::size_t, std::size_t> part_of_shard;
  for (const ShardId shard : shards) {
    part_of_shard[shard.value] = parts_.size();
    parts_.push_back(std::make_unique<FetchPart>(context_.shard.peer(shard), context_.shard.env().shard, *wake_,
                                                 isolation(), std::move(questions[shard])));
  }
  for (Wanted& wanted : wanted_) {
    if (wanted.read) wanted.part = part_of_shard[wanted.part];
  }
}

struct PassItem {
  ShardId shard;
  FetchPart* part = nullptr;
  FetchLimits limits;
};

Task<std::vector<FetchPass>> pass_on_shard(BrokerShard& /*on*/, std::vector<PassItem> items) {
  std::vector<FetchPass> passes;
  for (const PassItem& item : items) {
    Task<FetchPass> reading = item.part->pass(item.limits);
    FetchPass pass = co_await reading;
    passes.push_back(std::move(pass));
  }
  co_return passes;
}

Task<std::vector<bool>> leave_on_shard(BrokerShard& /*on*/, std::vector<PassItem> items) {
  for (const PassItem& item : items) item.part->leave();
  co_return std::vector<bool>(items.size(), true);
}

// Reads all parts once. At the same time if whatever they find fits into max_bytes, else one after the other with what
// is left. Of all batches only the first may be larger than the limits, so parts that read at the same time keep to
// them; where that withholds the first, they read one after the other again.
Task<std::vector<FetchPass>> FetchExchange::pass(bool watch) {
  std::size_t sum = 0;
  for (const Wanted& wanted : wanted_) sum += static_cast<std::size_t>(std::max(wanted.entry->bytes_max, 0));
  FetchLimits limits;
  limits.bytes_max = bytes_max_;
  limits.bytes_wanted = static_cast<std::size_t>(std::max(request_.min_bytes, 0));
  limits.first_whole = parts_.size() == 1;
  limits.watch = watch;
  std::vector<PassItem> items;
  for (const std::unique_ptr<FetchPart>& part : parts_)
    items.push_back({part->shard().env().shard, part.get(), limits});
  std::vector<FetchPass> passes;
  if (sum <= bytes_max_ || items.size() <= 1) {
    Task<std::vector<FetchPass>> reading = scatter(context_.shard, std::vector<PassItem>(items), &pass_on_shard);
    passes = co_await reading;
    const auto found = std::ranges::find_if(passes, [](const FetchPass& one) { return one.bytes > 0 || one.withheld; });
    if (found == passes.end() || !found->withheld) co_return passes;
    passes.clear();
  }
  limits.first_whole = true;
  for (PassItem& item : items) {
    item.limits = limits;
    std::vector<PassItem> one{item};
    Task<std::vector<FetchPass>> reading = scatter(context_.shard, std::move(one), &pass_on_shard);
    std::vector<FetchPass> read = co_await reading;
    if (read.front().bytes > 0) limits.first_whole = false;
    limits.bytes_max -= std::min(limits.bytes_max, read.front().bytes);
    passes.push_back(std::move(read.front()));
  }
  co_return passes;
}

// Ends all watching. Afterwards no shard knows of this fetch, and no message is on its way.
Task<void> FetchExchange::leave() {
  std::vector<PassItem> items;
  for (const std::unique_ptr<FetchPart>& part : parts_) {
    items.push_back({part->shard().env().shard, part.get(), FetchLimits{}});
  }
  Task<std::vector<bool>> leaving = scatter(context_.shard, std::move(items), &leave_on_shard);
  co_await leaving;
  for (const std::unique_ptr<FetchPart>& part : parts_) {
    while (part->message_on_its_way()) co_await wake_->signal.wait();
  }
}

// Until something new arrives. False at the deadline, or when the broker stops.
Task<bool> FetchExchange::wait(MonotonicNs deadline) {
  BrokerShard& shard = context_.shard;
  while (!wake_->woken && !shard.stopping()) {
    const bool notified = co_await wake_->signal.wait_until(shard.env().timers, deadline);
    if (!notified) co_return false;
  }
  co_return !shard.stopping();
}

Task<void> FetchExchange::run() {
  BrokerShard& shard = context_.shard;
  resolve();
  const std::size_t limit = static_cast<std::size_t>(shard.settings().fetch_max_bytes);
  bytes_max_ = std::min(limit, static_cast<std::size_t>(std::max(request_.max_bytes, 0)));
  const MonotonicNs deadline = shard.env().now() + std::max(request_.max_wait_ms, 0) * kNsPerMs;
  if (parts_.empty()) co_return;  // nothing is asked for, or nothing of it is here
  if (recovering(shard)) {
    std::vector<RecoveredItem> logs;
    for (const Wanted& wanted : wanted_) {
      if (wanted.read) logs.push_back({shard.owner_of(wanted.id), wanted.id});
    }
    Task<void> waiting = await_recovered(shard, std::move(logs));
    co_await waiting;
  }
  const std::uint64_t parked = shard.park_fetch(*wake_);
  bool watched = false;
  for (;;) {
    wake_->woken = false;
    const MonotonicNs now = shard.env().now();
    const bool may_wait = !failed_ && now < deadline && !shard.stopping();
    watched = watched || may_wait;
    Task<std::vector<FetchPass>> reading = pass(may_wait);
    std::vector<FetchPass> passes = co_await reading;
    std::size_t bytes = 0;
    bool immediate = !may_wait;
    for (const FetchPass& pass : passes) {
      bytes += pass.bytes;
      immediate = immediate || pass.immediate;
    }
    if (immediate || bytes >= static_cast<std::size_t>(std::max(request_.min_bytes, 0))) {
      take(std::move(passes));
      break;
    }
    passes.clear();
    const bool more = co_await wait(deadline);
    if (more && bytes > 0) {
      const MonotonicNs pause = std::min(deadline, shard.env().now() + kRereadPauseNs);
      co_await SleepUntil(shard.env().timers, pause);
    }
  }
  shard.unpark_fetch(parked);
  if (watched) co_await leave();
}

void FetchExchange::take(std::vector<FetchPass> passes) {
  for (Wanted& wanted : wanted_) {
    if (wanted.read) take_answer(wanted, std::move(passes[wanted.part].answers[wanted.place]));
  }
  for (FetchPass& pass : passes) memory_.push_back(std::move(pass.memory));
}

void FetchExchange::take_answer(Wanted& wanted, FetchAnswer answer) {
  FetchResponse::PartitionData& data = wanted.data;
  if (answer.error != ErrorCode::kNone) {
    fail(wanted, answer.error);
    return;
  }
  if (answer.zstd_topic && context_.api_version < kZstdVersion) {
    fail(wanted, ErrorCode::kUnsupportedCompressionType);
    return;
  }
  data.high_watermark = answer.high_watermark.value;
  data.last_stable_offset = answer.last_stable_offset.value;
  data.log_start_offset = answer.log_start_offset.value;
  data.diverging_epoch = {answer.diverging_epoch.value, answer.diverging_end.value};
  // Null says that nobody asked.
  if (isolation() == Isolation::kReadUncommitted) data.aborted_transactions.reset();
  for (const AbortedTxn& transaction : answer.aborted) {
    data.aborted_transactions->push_back(
        {.producer_id = transaction.producer.value, .first_offset = transaction.first_offset.value});
  }
  data.records = std::move(answer.records);
  if (context_.api_version < kBatchVersion) convert_for_old_client(wanted);
}

void FetchExchange::convert_for_old_client(Wanted& wanted) {
  if (wanted.data.records->empty()) return;
  const Buffer batches = wanted.data.records->flatten();
  const protocol::DownConversion conversion{
      .magic = context_.api_version >= kMagicV1Version ? protocol::kMagicV1 : protocol::kMagicV0,
      .first_offset = Offset(wanted.entry->fetch_offset)};
  Result<Buffer> converted = protocol::batches_to_message_set(
      {batches.data(), batches.size()}, conversion, context_.shard.compressor(), context_.shard.decompressor());
  if (!converted.ok()) {
    fail(wanted, converted.error().code);
    return;
  }
  wanted.data.records = BufferChain(Slice(std::move(*converted)));
}

FetchResponse FetchExchange::response() {
  FetchResponse response;
  response.session_id = plan_.session == nullptr ? 0 : plan_.session->id();
  LeaderHints<FetchResponse> hints(context_, response, !from_follower());
  for (Wanted& wanted : wanted_) {
    const bool elsewhere = wanted.data.error_code == ErrorCode::kNotLeaderOrFollower ||
                           wanted.data.error_code == ErrorCode::kFencedLeaderEpoch;
    if (elsewhere && context_.api_version >= kLeaderHintVersion) hints.add(wanted.id, wanted.data.current_leader);
    const Uuid topic_id = wanted.entry->key.topic_id;
    const bool news = plan_.session == nullptr || plan_.session->take_answer(wanted.entry, wanted.data);
    if (plan_.incremental && !news) continue;
    const bool same_topic = !response.responses.empty() && response.responses.back().topic == wanted.topic &&
                            response.responses.back().topic_id == topic_id;
    if (!same_topic) {
      FetchResponse::FetchableTopicResponse& topic = response.responses.emplace_back();
      topic.topic = context_.arena.copy(wanted.topic);
      topic.topic_id = topic_id;
    }
    response.responses.back().partitions.push_back(std::move(wanted.data));
  }
  return response;
}

// What Kafka answers to an isolation level that there is not: nothing was looked at, and nothing more is said.
FetchResponse refuse_all(const FetchRequest& request, std::int16_t version, ErrorCode error) {
  FetchResponse response;
  response.error_code = error;
  if (version >= kTopicIdVersion) return response;
  for (const FetchRequest::FetchTopic& topic : request.topics) {
    auto& out = response.responses.emplace_back();
    out.topic = topic.topic;
    for (const FetchRequest::FetchPartition& partition : topic.partitions) {
      auto& data = out.partitions.emplace_back();
      data.partition_index = partition.partition;
      data.error_code = error;
      data.high_watermark = -1;
      data.last_stable_offset = -1;
      data.log_start_offset = -1;
      data.aborted_transactions.emplace();
      data.records.emplace();
    }
  }
  return response;
}

}  // namespace

Task<Reply> serve_fetch(RequestContext& context) {
  FetchRequest request;
  std::string reason;
  if (!decode_request(context, request, reason)) co_return Reply::close(std::move(reason));
  if (request.isolation_level != 0 && request.isolation_level != 1) {
    const FetchResponse refused = refuse_all(request, context.api_version, ErrorCode::kUnknownServerError);
    co_return encode_reply(refused, context.api_version);
  }
  FetchPlan plan = context.api_version < kSessionVersion
                       ? FetchSessionCache::plan_without_session(request)
                       : context.shard.fetch_sessions().plan(request, context.api_version, context.shard.env().now());
  if (plan.error != ErrorCode::kNone) {
    FetchResponse response;
    response.error_code = plan.error;
    co_return encode_reply(response, context.api_version);
  }
  auto exchange = std::make_unique<FetchExchange>(context, request, std::move(plan));
  co_await exchange->run();
  const FetchResponse response = exchange->response();
  Reply reply = encode_reply(response, context.api_version);
  co_return reply;
}

}  // namespace klamm::broker
