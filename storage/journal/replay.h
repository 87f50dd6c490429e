// Reads journals back, in the order in which they were written. For recovery and for tools.
#pragma once

#include <string>
#include <vector>

#include "runtime/shard/env.h"
#include "storage/journal/format.h"
#include "storage/log/log_manager.h"

namespace klamm {

struct ReplayCounts {
  std::uint64_t files = 0;
  std::uint64_t frames = 0;
  std::uint64_t bytes = 0;  // of frames
};

// Who is told what the journals say.
class JournalVisitor {
 public:
  // The record's views live until it returns. An error ends the replay.
  virtual Status on_record(const journal::Record& record) = 0;
  // After each frame: the place for what takes time.
  virtual Task<Status> after_frame() = 0;

 protected:
  ~JournalVisitor() = default;
};

// Shows `visitor` every record of every journal in `files`, which are ordered by (run, shard, sequence) and lie in
// `directory`. A journal ends at its first frame that is not valid or does not follow: what lies behind was never
// acknowledged. Of files that are not consecutive only the last ones count (the others were retired, see Journal).
// Errors: what `visitor` says; kKafkaStorageError if a file cannot be read.
Task<Result<ReplayCounts>> replay_journals(Env& env, std::string directory, std::vector<FoundJournal> files,
                                           JournalVisitor& visitor, JournalMutants mutants);

// The same for one file in memory, for the fuzzer: visits what is valid, returns how many frames were.
std::uint64_t replay_file(ByteView file, const journal::RecordAssembler::Visitor& visit);

}  // namespace klamm
