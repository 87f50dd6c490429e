// Repairs a log directory that no process uses. Looks first (verify.h) and says what it found and what it would do
// about it; only when told to it does exactly that, and looks again. What it does survives a crash at any moment: done
// again, it goes on. Bytes that it takes out of a log are kept beside it: BASE.log.damaged-POSITION.
#pragma once

#include <cstdint>
#include <string>

#include "runtime/base/result.h"
#include "runtime/shard/env.h"
#include "runtime/task/task.h"
#include "storage/tools/verify.h"

namespace klamm {

struct RepairOptions {
  bool apply = false;         // without it nothing is changed
  bool drop_damaged = false;  // damaged batches may be taken out of a log, which leaves a hole in its offsets
};

struct RepairReport {
  VerifyReport before;
  std::uint64_t repairs = 0;  // that are possible with these options; with `apply` they were made
  std::uint64_t left = 0;     // findings that stay, each with a line that says why
  VerifyReport after;         // with `apply`
};

// `print` lives until it returns. Errors: kKafkaStorageError, where the directory is no log directory, is in use,
// cannot be read, or where a repair failed; those before it are done then.
Task<Result<RepairReport>> repair_log_directory(Env& env, std::string path, RepairOptions options, LineSink print);

}  // namespace klamm
