// Large batches that come one behind the other are written to their segment once, past the journal.
//
// The journal costs a second write of every byte, which is the price of one write for all partitions. A log that is
// given large batches pays for a write of its own anyway. So, after the first of them, which go to the journal as all
// else,
//
//   1. what is appended is held in the log's tail, until the journal's last record of the log is durable: a crash ends
//      the log there, whatever is in the segment behind it;
//   2. all that is held by then, a run, is written to the segment, in whole blocks around the page cache, and synced,
//      by the same write (O_DSYNC) where there is one, into blocks that the file was given before
//      (Segment::preallocate());
//   3. a record of the journal tells of it (kWriting), with the rest that fills no block, which is written beside it.
//      When both are durable, the run is: a start looks whether all of it is there. (The first run takes along what the
//      journal had of the log, and has a record when it is written: kWritten.)
//
// Meanwhile the next run is collected, which begins when this one is written: until its record is durable, an older one
// ends the log. Before anything else is said or done of the log the journal is told how the last run ended
// (confirm_run()). Where what is held is small, or the log rolls, it goes to the journal again, behind those
// records, which is also what happens when the disk is full, and before whoever wants all of the log durable
// (close_bypass()). Indexes, snapshots of producers and epochs are what a sync of the log brings to the disk; runs
// count up to it, and begin only where it has been (bypass_fits()): a start finds the rest in the batches. The sync
// also ends the file where the log ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "runtime/base/ids.h"
#include "runtime/metrics/metrics.h"
#include "runtime/task/sync.h"
#include "storage/journal/journal.h"

namespace klamm {

class PartitionLog;
class Segment;
class Store;

// CRC-32C over the headers of batches, of which the rest has its own checksums: what it is when `batches`, whole ones,
// come behind those of `before`.
[[nodiscard]] std::uint32_t run_checksum(std::uint32_t before, ByteView batches);

// Batches that are in no file yet, from the first one on to the log's end.
struct HeldRun {
  Offset from;
  std::uint64_t position = 0;  // in the segment
  std::shared_ptr<Segment> segment;
  std::string prefix;  // the bytes before `position` in its sector
  std::uint64_t bytes = 0;
  std::uint32_t checksum = 0;  // run_checksum()
};

// What a log knows of it.
struct LogBypass {
  // How far the segment holds the log, but for the bytes before `position` in its block.
  struct Written {
    std::shared_ptr<Segment> segment;
    std::uint64_t position = 0;
    std::string rest;
  };

  std::uint64_t large_bytes = 0;  // that went to the journal in large appends, since the last small one
  bool open = false;              // what is appended is held
  Lsn guarded_at = 0;             // when the journal is durable up to here, a run may begin
  HeldRun held;
  bool running = false;  // somebody writes a run, or is about to
  int closing = 0;       // so many wait for it to end
  Signal idle;           // nobody does any more
  // The journal's last record of the log tells of a run that was only begun. This is what is known by now.
  std::optional<Written> announced;
  // For bypass_fits(): below it nothing is in memory only, while PartitionLog::layout() is the same.
  Offset settled_below{-1};
  std::uint64_t settled_layout = 0;
  std::uint64_t unindexed_bytes = 0;  // of runs since the log was synced
  bool preallocates = true;           // until there is no space
  bool sync_wanted = false;
};

// Of a store: who writes the runs of its logs, and syncs logs that have written much.
class Bypass {
 public:
  explicit Bypass(Store& store);

  // Has a run of it written.
  void add(PartitionLog& log);
  // Has it synced, so that runs may begin, or go on.
  void want_sync(PartitionLog& log);
  // A run of it was written. No index on disk tells of it.
  void note_run(PartitionLog& log, std::uint64_t bytes);
  // What was counted of it is indexed on disk, or the log is none of the store's any more.
  void forget(LogBypass& of);
  // To be called when no fiber of the store is left.
  void clear();

 private:
  using Logs = std::deque<std::shared_ptr<PartitionLog>>;

  [[nodiscard]] std::shared_ptr<PartitionLog> find(PartitionLog& log) const;
  Task<void> run_worker();
  Task<void> sync_worker();

  Store& store_;
  Logs runs_;
  std::size_t run_workers_ = 0;
  Logs syncs_;
  bool syncing_ = false;
  Logs unindexed_;  // those with unindexed_bytes, in the order of their first run
  std::uint64_t unindexed_bytes_ = 0;

  std::shared_ptr<Counter> runs_total_;
  std::shared_ptr<Counter> bytes_total_;
};

}  // namespace klamm
