// Checks a log directory that no process uses: every batch, every index entry, how segments follow one another, and the
// journals. Changes nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/shard/env.h"
#include "runtime/task/task.h"
#include "storage/log/log_manager.h"
#include "storage/scrub/segment_check.h"
#include "storage/tools/dump.h"

namespace klamm {

struct VerifyReport {
  std::uint64_t partitions = 0;
  std::uint64_t segments = 0;
  std::uint64_t batches = 0;
  std::uint64_t bytes = 0;
  std::uint64_t journal_files = 0;
  std::uint64_t journal_frames = 0;
  std::uint64_t unsettled_bytes = 0;  // of segments that the journal holds too: a start writes them again
  std::uint64_t leftovers = 0;        // files that a start removes, swaps that it completes; each with a line
  std::uint64_t findings = 0;         // what is wrong, each with a line
};

// Something that is wrong.
struct Finding {
  enum class Kind : std::uint8_t {
    kOther,   // not with a segment
    kDamage,  // of a segment's log
    kIndex,   // of a segment that is whole
  };
  Kind kind = Kind::kOther;
  std::string where;  // the file, or the directory
  std::string what;
  // Of a segment:
  std::string directory;
  Offset base;
  bool last = false;        // no segment follows
  bool in_journal = false;  // the journal tells of places in it
  Damage damage;
};

// Something that is not wrong, but has no use either.
struct Leftover {
  std::string path;
  std::string directory;
  Offset base;
  bool swap = false;  // BASE.log.swap: a start completes it
};

struct Verified {
  VerifyReport report;
  std::vector<Finding> findings;
  std::vector<Leftover> leftovers;
};

// `print` is told each finding and each leftover, and lives until it returns. Errors: kKafkaStorageError, where the
// directory is no log directory, is in use, or cannot be read.
Task<Result<VerifyReport>> verify_log_directory(Env& env, std::string path, LineSink print);

// The same in two steps: takes the lock, and looks. close_log_directories() gives the lock back.
Task<Result<LogDirectories>> open_for_tools(Env& env, std::string path);
Task<Result<Verified>> verify_opened(Env& env, const LogDirectory& directory, LineSink print);
// Reads a file through for `check`. Errors: kKafkaStorageError where it cannot be opened.
Task<Status> check_segment_file(Env& env, std::string file, SegmentCheck& check);

}  // namespace klamm
