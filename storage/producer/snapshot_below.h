// The part of a producer snapshot that outlives a truncation of the log.
#pragma once

#include <string>

#include "runtime/base/bytes.h"
#include "runtime/base/ids.h"
#include "runtime/base/result.h"

namespace klamm {

// A snapshot of the batches below `end` that this one tells of. Pure. Errors: kCorruptMessage, as from_snapshot().
[[nodiscard]] Result<std::string> snapshot_below(ByteView snapshot, Offset end);

}  // namespace klamm
