// Removes files that no log needs any more, one after the other in the background: a run of retention over many
// partitions is not to flood the disk with as many operations at once. Large files are shortened step by step, with a
// pause after each: the file system gives the blocks of one call back in one transaction, tells a virtual disk so, and
// whoever writes durably meanwhile waits for it.
//
// A segment's files are renamed to Kafka's ".deleted" soon, and go after file.delete.delay.ms. What is left when the
// process ends is removed by the next start, which knows them by their names. Owned by Store, used on its shard.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/shard/env.h"
#include "runtime/task/sync.h"
#include "runtime/task/task.h"

namespace klamm {

class Segment;

// Behind the names of files that are going to be removed.
inline constexpr std::string_view kDeletedFileSuffix = ".deleted";

class Remover {
 public:
  Remover(Env& env, Logger log);
  Remover(const Remover&) = delete;
  Remover& operator=(const Remover&) = delete;

  // REQUIRES: the segment is in no log any more; readers may still hold it, and keep reading. A failure leaves files
  // that a start ignores or removes.
  void remove_segment(std::shared_ptr<Segment> segment, std::int64_t delay_ms);
  // At once. A file that is not there is none.
  void remove_file(std::string path);
  // With all files in it; there are no directories. Begins at once.
  void remove_directory(std::string path);

  // The fiber that does it; ends after stop().
  Task<void> run();
  // What is not removed by now stays for the next start.
  void stop();

 private:
  struct Retired {
    std::shared_ptr<Segment> segment;
    MonotonicNs due = 0;
  };
  struct Directory {
    std::string path;
    bool listed = false;
    std::vector<std::string> names;
  };
  Task<void> rename_next();
  Task<void> remove_due();
  Task<void> remove_next_of_directory();
  Task<void> unlink_and_warn(std::string path);
  // Leaves it as short as one step, if it is longer.
  Task<void> shorten(std::string path);
  Task<void> pause_after(std::uint64_t freed_bytes);

  Env& env_;
  const Logger log_;
  std::deque<Retired> to_rename_;
  std::multimap<MonotonicNs, std::shared_ptr<Segment>> waiting_;  // renamed, by when they go
  std::deque<std::string> files_;
  std::deque<Directory> directories_;
  std::uint64_t freed_bytes_ = 0;  // since the last pause
  Signal work_;
  bool stopping_ = false;
  std::shared_ptr<Gauge> waiting_gauge_;
};

}  // namespace klamm
