#include "broker/fetch/fetch_session.h"

#include <algorithm>
#include <limits>

namespace klamm::broker {

namespace {

using protocol::FetchRequest;
using protocol::FetchResponse;

constexpr std::int32_t kInitialEpoch = 0;
constexpr std::int32_t kFinalEpoch = -1;
constexpr std::int16_t kTopicIdVersion = 13;

FetchEntry entry_of(const FetchRequest::FetchTopic& topic, const FetchRequest::FetchPartition& partition) {
  FetchEntry entry;
  entry.key = {.topic = std::string(topic.topic), .topic_id = topic.topic_id, .partition = partition.partition};
  entry.current_leader_epoch = partition.current_leader_epoch;
  entry.fetch_offset = partition.fetch_offset;
  entry.last_fetched_epoch = partition.last_fetched_epoch;
  entry.bytes_max = partition.partition_max_bytes;
  return entry;
}

std::int32_t next_epoch(std::int32_t epoch) {
  return epoch == std::numeric_limits<std::int32_t>::max() ? 1 : epoch + 1;
}

std::size_t partitions_of(const FetchRequest& request) {
  std::size_t count = 0;
  for (const FetchRequest::FetchTopic& topic : request.topics) count += topic.partitions.size();
  return count;
}

}  // namespace

void FetchSession::put(FetchEntry entry) {
  const auto found = by_key_.find(entry.key);
  if (found == by_key_.end()) {
    const FetchKey key = entry.key;
    entries_.push_back(std::move(entry));
    by_key_.emplace(key, std::prev(entries_.end()));
    return;
  }
  // What the client was told is still known to it.
  entry.high_watermark = found->second->high_watermark;
  entry.log_start_offset = found->second->log_start_offset;
  *found->second = std::move(entry);
}

void FetchSession::update(const FetchRequest& request) {
  for (const FetchRequest::FetchTopic& topic : request.topics) {
    for (const FetchRequest::FetchPartition& partition : topic.partitions) put(entry_of(topic, partition));
  }
  for (const FetchRequest::ForgottenTopic& topic : request.forgotten_topics_data) {
    for (const std::int32_t partition : topic.partitions) {
      const FetchKey key{.topic = std::string(topic.topic), .topic_id = topic.topic_id, .partition = partition};
      const auto found = by_key_.find(key);
      if (found == by_key_.end()) continue;
      entries_.erase(found->second);
      by_key_.erase(found);
    }
  }
}

bool FetchSession::take_answer(std::list<FetchEntry>::iterator entry, const FetchResponse::PartitionData& answer) {
  const bool has_records = answer.records.has_value() && !answer.records->empty();
  bool news = has_records || answer.preferred_read_replica >= 0;
  if (entry->high_watermark != answer.high_watermark || entry->log_start_offset != answer.log_start_offset) news = true;
  entry->high_watermark = answer.high_watermark;
  entry->log_start_offset = answer.log_start_offset;
  if (answer.error_code != ErrorCode::kNone || answer.diverging_epoch.epoch >= 0) {
    // An error is told again until it is gone, and its end is news too.
    entry->high_watermark = -1;
    news = true;
  }
  if (has_records) entries_.splice(entries_.end(), entries_, entry);
  return news;
}

FetchPlan FetchSessionCache::plan_without_session(const FetchRequest& request) {
  FetchPlan plan;
  std::map<FetchKey, std::list<FetchEntry>::iterator> places;
  for (const FetchRequest::FetchTopic& topic : request.topics) {
    for (const FetchRequest::FetchPartition& partition : topic.partitions) {
      FetchEntry entry = entry_of(topic, partition);
      const auto found = places.find(entry.key);
      if (found != places.end()) {
        *found->second = std::move(entry);  // of a partition that is named twice, the last counts
        continue;
      }
      const FetchKey key = entry.key;
      plan.entries.push_back(std::move(entry));
      places.emplace(key, std::prev(plan.entries.end()));
    }
  }
  return plan;
}

FetchPlan FetchSessionCache::plan_full(const FetchRequest& request, std::int16_t version, MonotonicNs now) {
  sessions_.erase(request.session_id);
  FetchPlan plan = plan_without_session(request);
  const std::size_t partitions = partitions_of(request);
  if (request.session_epoch == kFinalEpoch || partitions == 0 || !make_room(partitions, now)) return plan;
  auto session = std::make_shared<FetchSession>();
  do {
    session->id_ = static_cast<std::int32_t>(rng_.below(std::numeric_limits<std::int32_t>::max()) + 1);
  } while (sessions_.contains(session->id_));
  session->uses_topic_ids_ = version >= kTopicIdVersion;
  session->created_ = session->last_used_ = now;
  session->update(request);
  sessions_.emplace(session->id_, session);
  plan.entries.clear();
  plan.session = std::move(session);
  return plan;
}

FetchPlan FetchSessionCache::plan(const FetchRequest& request, std::int16_t version, MonotonicNs now) {
  if (request.session_epoch == kInitialEpoch || request.session_epoch == kFinalEpoch) {
    return plan_full(request, version, now);
  }
  FetchPlan plan;
  const auto found = sessions_.find(request.session_id);
  if (found == sessions_.end()) {
    plan.error = ErrorCode::kFetchSessionIdNotFound;
    return plan;
  }
  const std::shared_ptr<FetchSession> session = found->second;
  if (session->epoch_ != request.session_epoch) {
    plan.error = ErrorCode::kInvalidFetchSessionEpoch;
    return plan;
  }
  if (session->uses_topic_ids_ != (version >= kTopicIdVersion)) {
    plan.error = ErrorCode::kFetchSessionTopicIdError;
    return plan;
  }
  session->update(request);
  if (session->size() == 0) {
    sessions_.erase(found);  // nothing is left to be incremental about
    return plan;
  }
  session->last_used_ = now;
  session->epoch_ = next_epoch(session->epoch_);
  plan.incremental = true;
  plan.session = session;
  return plan;
}

bool FetchSessionCache::make_room(std::size_t partitions, MonotonicNs now) {
  if (sessions_.size() < slots_) return true;
  if (sessions_.empty()) return false;
  const auto longest_idle = std::min_element(sessions_.begin(), sessions_.end(), [](const auto& a, const auto& b) {
    return a.second->last_used_ < b.second->last_used_;
  });
  const auto smallest = std::min_element(sessions_.begin(), sessions_.end(), [](const auto& a, const auto& b) {
    return a.second->size() < b.second->size();
  });
  if (now - longest_idle->second->last_used_ > kEvictionAgeNs) {
    sessions_.erase(longest_idle);
  } else if (smallest->second->size() < partitions && now - smallest->second->created_ > kEvictionAgeNs) {
    sessions_.erase(smallest);
  } else {
    return false;
  }
  ++evictions_;
  return true;
}

}  // namespace klamm::broker
