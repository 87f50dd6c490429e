// One round of cleaning of one log: reads its dirty part into a map of keys, then writes its segments anew.
//
// Suspends often: before each piece of at most a chunk it asks its pace, and within a piece it yields after about a
// millisecond of work (one batch is the least that is done at a time). Used once. Owned by the Cleaner.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "runtime/shard/env.h"
#include "runtime/task/task.h"
#include "storage/compaction/batch_filter.h"
#include "storage/compaction/plan.h"
#include "storage/log/config.h"
#include "storage/log/partition_log.h"
#include "storage/log/store.h"

namespace klamm {

// How fast it may go, and whether it is to go on.
class CleaningPace {
 public:
  // Returns when so many more bytes may be read or written.
  virtual Task<void> spend(std::uint64_t bytes) = 0;
  [[nodiscard]] virtual bool stopping() const = 0;

 protected:
  ~CleaningPace() = default;
};

struct CleaningResult {
  Offset end;          // the log is clean up to here
  bool void_ = false;  // the log changed meanwhile, or the store is stopping: nothing is known
  std::uint64_t bytes_read = 0;
  std::uint64_t bytes_written = 0;
  std::uint64_t records_read = 0;
  std::uint64_t records_kept = 0;
  std::size_t keys = 0;
  std::size_t map_slots = 0;
  std::size_t segments_before = 0;
  std::size_t segments_after = 0;
};

class LogCleaning {
 public:
  LogCleaning(Store& store, CleaningPace& pace, std::shared_ptr<PartitionLog> log, CleanPlan plan);
  LogCleaning(const LogCleaning&) = delete;
  LogCleaning& operator=(const LogCleaning&) = delete;

  // `map_bytes` and `load_factor` limit the map. Errors: kCorruptMessage (the log cannot be cleaned, and stays as it
  // is), kKafkaStorageError.
  Task<Result<CleaningResult>> run(std::size_t map_bytes, double load_factor, KeyHasher hasher);

 private:
  using Segments = std::vector<std::shared_ptr<Segment>>;
  enum class Phase : std::uint8_t { kMap, kCopy };

  // The map takes no more: its walk ends.
  [[nodiscard]] bool map_full_for(Phase phase) const { return phase == Phase::kMap && map_full_; }

  Task<Status> build_map(std::size_t map_bytes, double load_factor, KeyHasher hasher);
  Task<Status> copy_all();
  Task<Status> copy_group(Segments group);
  Task<Status> walk(std::shared_ptr<Segment> segment, std::uint64_t position, Phase phase);
  Task<Status> walk_piece(ByteView piece, Phase phase);
  Task<Status> find_aborted(Offset from);
  [[nodiscard]] bool wants_transactions(const protocol::BatchView& batch) const;
  Status add_to_map(const protocol::BatchView& batch);
  Task<Status> keep_transactions(const Segments& old);
  Status add_records(const protocol::BatchView& batch, ByteView body);
  bool put_looked(std::size_t count);
  Status copy(const protocol::BatchView& batch);
  void append_out(ByteView bytes);
  Task<Status> write_out();
  Task<Status> write_last();
  Task<Status> write_pieces(std::vector<Slice> pieces, std::size_t size_bytes, bool direct);
  Task<Status> drop_cleaned();

  Store& store_;
  CleaningPace& pace_;
  const std::shared_ptr<PartitionLog> log_;
  const CleanPlan plan_;
  const LogConfig config_;
  CleaningResult result_;

  std::optional<KeyMap> map_;
  Offset map_end_;
  bool map_full_ = false;
  protocol::Decompressor decompressor_;
  std::vector<std::uint8_t> unpacked_;
  std::array<std::pair<KeyHash, Offset>, 32> looked_;  // keys that go into the map together

  // Aborted transactions that begin at or above this offset are known.
  std::optional<Offset> transactions_from_;
  std::vector<AbortedTransaction> aborted_;
  CleanedTransactions transactions_{std::vector<AbortedTransaction>()};

  std::map<ProducerId, LastRecord> last_records_;
  std::optional<BatchFilter> filter_;
  std::set<Offset> kept_aborts_;  // abort markers that cleaned_ has
  std::shared_ptr<Segment> cleaned_;
  // What is to be written: whole chunks, and one that is being filled.
  std::vector<Slice> out_;
  Buffer filling_;
  std::size_t filled_ = 0;
};

}  // namespace klamm
