// Reads journals back: all of them, in the order in which they were written, or single records of which a first pass
// said where they lie. For recovery and for tools.
#pragma once

#include <string>
#include <vector>

#include "runtime/base/buffer.h"
#include "runtime/shard/env.h"
#include "runtime/task/sync.h"
#include "storage/journal/format.h"
#include "storage/log/log_manager.h"

namespace klamm {

struct ReplayCounts {
  std::uint64_t files = 0;
  std::uint64_t frames = 0;
  std::uint64_t bytes = 0;  // of frames
};

struct JournalFrame {
  std::size_t file = 0;        // of those that are read
  std::uint64_t position = 0;  // in it
  std::uint32_t payload_size_bytes = 0;
};

// Who is told what the journals say.
class JournalVisitor {
 public:
  // A frame whose records follow.
  virtual void on_frame(const JournalFrame& /*frame*/) {}
  // The record's views live until it returns. An error ends the replay.
  virtual Status on_record(const journal::Record& record, const journal::RecordPlace& place) = 0;
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

// Single records of journals that were visited. Opens each file when it is first wanted.
class JournalRecords {
 public:
  JournalRecords(Env& env, std::string directory) : env_(env), directory_(std::move(directory)) {}

  // The files, in the order in which they were visited.
  void set_files(std::vector<FoundJournal> files) { files_ = std::move(files); }
  // What JournalVisitor::on_frame() says of every frame, in its order.
  void note_frame(const JournalFrame& frame) { frames_.push_back(frame); }
  // The bytes of a record, its header included. Errors: kKafkaStorageError.
  Task<Result<Buffer>> read(journal::RecordPlace place);
  // REQUIRES: nothing is being read.
  Task<void> close();

 private:
  Task<Status> open_files();

  Env& env_;
  const std::string directory_;
  std::vector<FoundJournal> files_;
  std::vector<JournalFrame> frames_;
  std::vector<Handle> handles_;  // as files_; empty before they are opened
  AsyncMutex opening_;
};

// What replay_journals() does, for one file in memory: for the fuzzer: visits what is valid, returns how many frames
// were.
std::uint64_t replay_file(ByteView file, const journal::RecordAssembler::Visitor& visit);

}  // namespace klamm
