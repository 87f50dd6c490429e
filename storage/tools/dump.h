// Prints what is in one file of a log directory: a segment, an index, a producer snapshot, a journal file.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "runtime/base/result.h"
#include "runtime/shard/env.h"
#include "runtime/task/task.h"

namespace klamm {

// Told the text line by line, without the ends of lines.
using LineSink = std::function<void(std::string_view)>;

struct DumpOptions {
  bool deep = false;     // every record of a batch, or of the journal
  bool content = false;  // with deep: keys and values as they are
};

// What the file is, its name says; ".deleted", ".cleaned" and ".swap" behind it are looked through. True if everything
// in it was sound. `print` lives until it returns. Errors: kKafkaStorageError (cannot be read), kInvalidRequest (a file
// that is none of ours).
Task<Result<bool>> dump_file(Env& env, std::string path, DumpOptions options, LineSink print);

}  // namespace klamm
