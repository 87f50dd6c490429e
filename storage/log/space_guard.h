// What a full disk means for one store: who may still write, when writes are tried again, when it is over.
//
// A log directory keeps a reserve. When less than that is free, or a write found no space at all, clients' appends are
// refused with kKafkaStorageError; logs with LogConfig::from_reserve, which the cluster needs to go on (metadata,
// offsets), go on. Nothing that was acknowledged is touched: what segments do not hold yet stays in memory and in the
// journal, and is written when there is space. The free space is asked for when something was written, at most once in
// space_retry_ms or in an eighth of the reserve, and while the disk is full.
#pragma once

#include <cstdint>
#include <memory>

#include "runtime/base/result.h"
#include "runtime/shard/env.h"
#include "runtime/task/sync.h"
#include "runtime/task/task.h"

namespace klamm {

class Store;

// Of a write that found no space, or more than a quota allows. Such a write may be made again; any other error is
// final.
[[nodiscard]] bool is_out_of_space(const Error& error);

class SpaceGuard {
 public:
  explicit SpaceGuard(Store& store);
  ~SpaceGuard();

  // Whether clients' appends are refused.
  [[nodiscard]] bool full() const { return full_; }
  // What is kept free, as far as known.
  [[nodiscard]] std::int64_t reserve_bytes() const { return reserve_bytes_; }
  // So many bytes went to the disk. Cheap: called for every write.
  void note_written(std::uint64_t bytes);
  // A write found no space.
  void note_no_space(const Error& error);
  // An append was refused.
  void count_refusal() { refusals_->add(); }
  // The fiber. Ends after stop().
  Task<void> run();
  void stop();

 private:
  Task<void> look();
  void enter(const char* why, std::int64_t usable_bytes);
  void leave(std::int64_t usable_bytes);
  bool end();
  [[nodiscard]] MonotonicNs retry_ns() const;

  Store& store_;
  bool full_ = false;
  bool no_space_ = false;  // a write said so since the last look
  bool owed_ = false;      // and was not tried again since
  bool due_ = true;
  bool stopping_ = false;
  std::uint64_t written_ = 0;       // since the last look
  std::int64_t reserve_bytes_ = 0;  // as far as known
  MonotonicNs looked_at_ = 0;
  MonotonicNs left_at_ = 0;    // when the disk was found to have space again
  std::int64_t patience_ = 1;  // grows where writes fail although the file system says that there is space
  Signal work_;

  std::shared_ptr<Gauge> full_gauge_;
  std::shared_ptr<Counter> refusals_;
};

}  // namespace klamm
