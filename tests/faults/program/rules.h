// What is to go wrong with operations on files. Read from the file that FAULT_RULES names, again whenever that changes:
//
//   KIND PREFIX WHAT
//
// KIND: open, read, write, sync, name (renames, removals, new directories) or any. PREFIX: of the file's path. WHAT:
// the name of an error (EIO), which the operation ends with, undone; a time (250ms), by which it begins later; or
// stuck: it begins when no rule holds it any more. The first rule that fits counts. No file, or an empty one: nothing
// goes wrong.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/io/op.h"

namespace klamm::test {

struct Fault {
  int os_errno = 0;
  std::int64_t delay_ns = 0;  // INT64_MAX: stuck
};

class FaultRules {
 public:
  // Ends the program, with a sentence, where a line cannot be read.
  [[nodiscard]] std::optional<Fault> fault_of(OpKind kind, std::string_view path);

 private:
  struct Rule {
    std::string kind;
    std::string prefix;
    Fault fault;
  };
  void read_again();

  std::vector<Rule> rules_;
  std::int64_t changed_ns_ = 0;
  std::uint64_t inode_ = 0;
};

}  // namespace klamm::test
