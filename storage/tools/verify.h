// Checks a log directory that no process uses: every batch, every index entry, how segments follow one another, and the
// journals. Changes nothing.
#pragma once

#include <cstdint>
#include <string>

#include "runtime/base/result.h"
#include "runtime/shard/env.h"
#include "runtime/task/task.h"
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
  std::uint64_t findings = 0;         // what is wrong, each with a line
};

// `print` is told each finding, and lives until it returns. Errors: kKafkaStorageError, where the directory is no log
// directory, is in use, or cannot be read.
Task<Result<VerifyReport>> verify_log_directory(Env& env, std::string path, LineSink print);

}  // namespace klamm
