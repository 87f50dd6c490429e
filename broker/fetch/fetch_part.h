// The part of one Fetch that one shard answers: reads its partitions, and watches them while the client waits.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "replication/partition/partition.h"
#include "runtime/base/buffer.h"
#include "runtime/memory/budget.h"
#include "runtime/shard/mailbox.h"
#include "runtime/task/sync.h"
#include "runtime/task/task.h"

namespace klamm::broker {

class BrokerShard;

struct FetchQuestion {
  TopicIdPartition id;
  LeaderEpoch current_leader_epoch{-1};
  LeaderEpoch last_fetched_epoch{-1};
  Offset offset{0};
  std::size_t bytes_max = 0;
};

struct FetchAnswer {
  ErrorCode error = ErrorCode::kNone;
  Offset high_watermark{-1};
  Offset last_stable_offset{-1};
  Offset log_start_offset{-1};
  LeaderEpoch diverging_epoch{-1};
  Offset diverging_end{-1};
  bool zstd_topic = false;  // compression.type=zstd, which old clients cannot read
  BufferChain records;
  std::vector<AbortedTxn> aborted;  // with read_committed
};

// One reading of all the partitions of a part.
struct FetchPass {
  std::vector<FetchAnswer> answers;  // as the questions
  std::size_t bytes = 0;
  bool immediate = false;  // an error or a diverging log, which no client is kept waiting for
  bool withheld = false;   // the first batch that was found was too large, and not to be returned all the same
  MemoryGrant memory;      // pays for the records
};

struct FetchLimits {
  std::size_t bytes_max = 0;
  std::size_t bytes_wanted = 0;
  bool first_whole = false;  // the first batch is returned whatever its size; one part of a fetch may do so (KIP-74)
  bool watch = false;
};

// Lives in the frame of the Fetch on the connection's shard ("origin"), is used on the partitions' shard, and is
// destroyed by the origin after leave() has returned there.
class FetchPart {
 public:
  // `woken` is the origin's: set and signalled on the origin's shard when one of the partitions has something new.
  struct Wake {
    bool woken = false;
    Signal signal;
  };
  FetchPart(BrokerShard& on, ShardId origin, Wake& wake, replication::Isolation isolation,
            std::vector<FetchQuestion> questions);
  ~FetchPart();
  FetchPart(const FetchPart&) = delete;
  FetchPart& operator=(const FetchPart&) = delete;

  [[nodiscard]] BrokerShard& shard() { return on_; }
  [[nodiscard]] std::size_t size() const { return questions_.size(); }

  // Reads up to `bytes_max`. With `watch`, and where that gives less than `bytes_wanted` and nothing immediate, the
  // partitions are watched from then on, until the next pass() or leave().
  Task<FetchPass> pass(FetchLimits limits);
  void leave();
  // On the origin's shard: true while a message to it has not been run, so that the part must not go yet.
  [[nodiscard]] bool message_on_its_way() const { return message_posted_.load(std::memory_order_acquire); }

 private:
  struct WakeMessage : Message {
    FetchPart* part = nullptr;
  };
  // A question that is being answered.
  struct Reading {
    Task<FetchAnswer> answer;
    std::size_t bytes_max = 0;
  };
  void note_seen(std::size_t question);
  Task<FetchAnswer> read(FetchQuestion question, std::size_t bytes_max, bool at_least_one_batch);
  [[nodiscard]] std::size_t expected_bytes(std::size_t bytes_max) const;
  void start_watching();
  static void on_notify(replication::DataWatcher& watcher, replication::DataWatcher::Why why);

  BrokerShard& on_;
  const ShardId origin_;
  Wake& wake_;
  const replication::Isolation isolation_;
  const std::vector<FetchQuestion> questions_;
  std::deque<replication::DataWatcher> watchers_;
  std::vector<Offset> seen_;  // where reading stopped, as the questions
  WakeMessage message_;
  // True from posting the message until the origin has run it: only then may it be posted again. One that is still on
  // its way will do for what happens meanwhile.
  std::atomic<bool> message_posted_{false};
};

}  // namespace klamm::broker
