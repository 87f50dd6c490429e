// Incremental fetch sessions (KIP-227): the broker remembers which partitions a consumer reads and what it told it
// last, so that a poll of a thousand idle partitions is a few bytes each way.
//
// Pure. A session belongs to the shard of the connection that made it; a client that comes back on another shard gets
// FETCH_SESSION_ID_NOT_FOUND and starts a new one, as after a restart.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "protocol/generated/01_fetch.h"
#include "runtime/base/error_code.h"
#include "runtime/base/ids.h"
#include "runtime/base/random.h"
#include "runtime/io/backend.h"

namespace klamm::broker {

// A partition as a fetch request names it: by topic name before version 13 (the id is zero then), by id from then on.
struct FetchKey {
  std::string topic;
  Uuid topic_id;
  std::int32_t partition = 0;
  friend auto operator<=>(const FetchKey&, const FetchKey&) = default;
};

// What the client wants of one partition, and what it was told.
struct FetchEntry {
  FetchKey key;
  std::int32_t current_leader_epoch = -1;
  std::int64_t fetch_offset = 0;
  std::int32_t last_fetched_epoch = -1;
  std::int32_t bytes_max = 0;

  // Of the last answer that the client has; -1 makes the next one count as news.
  std::int64_t high_watermark = -1;
  std::int64_t log_start_offset = -1;
};

class FetchSession {
 public:
  [[nodiscard]] std::int32_t id() const { return id_; }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  // In the order of reading: whoever got data goes to the end, so that the first ones do not starve the rest.
  [[nodiscard]] std::list<FetchEntry>& entries() { return entries_; }

  // Adds, changes and forgets what the request says.
  void update(const protocol::FetchRequest& request);
  // Whether the answer for an entry is news to the client. Remembers it, and moves an entry with records to the end.
  bool take_answer(std::list<FetchEntry>::iterator entry, const protocol::FetchResponse::PartitionData& answer);

 private:
  friend class FetchSessionCache;
  void put(FetchEntry entry);

  std::int32_t id_ = 0;
  std::int32_t epoch_ = 1;  // of the next incremental request
  bool uses_topic_ids_ = false;
  MonotonicNs created_ = 0;
  MonotonicNs last_used_ = 0;
  std::list<FetchEntry> entries_;
  std::map<FetchKey, std::list<FetchEntry>::iterator> by_key_;
};

// What a request asks for: a session's entries, or its own list.
struct FetchPlan {
  ErrorCode error = ErrorCode::kNone;     // then nothing else counts
  bool incremental = false;               // only news is answered
  std::shared_ptr<FetchSession> session;  // null: none, and the answer says session 0
  std::list<FetchEntry> entries;          // of a request without session

  [[nodiscard]] std::list<FetchEntry>& all() { return session != nullptr ? session->entries() : entries; }
};

class FetchSessionCache {
 public:
  // How long a session must have been idle, or have lived, before another may take its place.
  static constexpr MonotonicNs kEvictionAgeNs = 120'000'000'000;

  FetchSessionCache(std::size_t slots, Rng rng) : slots_(slots), rng_(rng) {}

  // For requests of version 7 and up; older ones have no session (plan_without_session).
  FetchPlan plan(const protocol::FetchRequest& request, std::int16_t version, MonotonicNs now);
  static FetchPlan plan_without_session(const protocol::FetchRequest& request);

  [[nodiscard]] std::size_t size() const { return sessions_.size(); }
  [[nodiscard]] std::uint64_t evictions() const { return evictions_; }

 private:
  bool make_room(std::size_t partitions, MonotonicNs now);
  FetchPlan plan_full(const protocol::FetchRequest& request, std::int16_t version, MonotonicNs now);

  const std::size_t slots_;
  Rng rng_;
  std::map<std::int32_t, std::shared_ptr<FetchSession>> sessions_;
  std::uint64_t evictions_ = 0;
};

}  // namespace klamm::broker
