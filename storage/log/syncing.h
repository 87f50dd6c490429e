// How the files of logs reach stable storage: each by itself, or those of many logs at once.
//
// A log that is synced has some five files and a directory to bring to the disk, which does a few hundred such calls a
// second. For the thousands of logs that a start after a crash or a clean stop has, syncfs(2) is called instead, twice
// for all of them: before new files take the names of old ones, and after. A log directory is one file system.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "runtime/io/io.h"
#include "runtime/task/sync.h"

namespace klamm {

class Syncing {
 public:
  // Each file by itself.
  explicit Syncing(Backend& io) : io_(io) {}
  // `members` logs at once. `file_system`: an open handle on it, as old as what is to be synced, or an error of the
  // disk would go unseen; -1 does not sync, for a mutant. Every one of them must join().
  Syncing(Backend& io, Handle file_system, std::size_t members)
      : io_(io), file_system_(file_system), members_(members) {}

  // Held by whoever syncs a log, from before it writes anything.
  class [[nodiscard]] Member {
   public:
    explicit Member(Syncing* syncing) : syncing_(syncing) {}
    Member(Member&& other) noexcept : syncing_(std::exchange(other.syncing_, nullptr)) {}
    Member& operator=(Member&&) = delete;
    ~Member();

   private:
    Syncing* syncing_;
  };
  // Returns when few enough are at it.
  Task<Member> join();

  // Whether the next barrier() brings everything to stable storage, named or not.
  [[nodiscard]] bool together() const { return members_ > 0; }
  // Brings to stable storage, now or at the next barrier(), what was written to a file, and the names in a directory. 0
  // or -errno.
  Task<std::int32_t> file(Handle handle);
  Task<std::int32_t> directory(std::string path);
  // Returns when everything that was named so far is on stable storage, with 0 or -errno.
  Task<std::int32_t> barrier();

 private:
  static constexpr std::size_t kWorkingMax = 16;

  Task<void> start_working();
  void stop_working();
  void leave();

  Backend& io_;
  const Handle file_system_ = -1;
  std::size_t members_ = 0;
  std::size_t working_ = 0;
  std::size_t arrived_ = 0;  // at the barrier
  bool under_way_ = false;
  std::uint64_t round_ = 0;
  std::int32_t result_ = 0;
  Signal may_work_;
  Signal arrival_;
};

}  // namespace klamm
