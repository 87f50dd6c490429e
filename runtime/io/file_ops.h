// The file operations of a backend that are under way, oldest first, so that who watches the disk looks at the head and
// is done. Costs an operation the reading of a clock and four pointers.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "runtime/io/op.h"

namespace klamm {

[[nodiscard]] constexpr bool is_file_op(OpKind kind) { return kind > OpKind::kNop && kind < OpKind::kAccept; }

class FileOps {
 public:
  // An operation that was reported as stalled and has ended since.
  struct Ended {
    std::uint32_t report = 0;
    std::int32_t result = 0;
    std::int64_t took_ns = 0;
  };

  // For backends: from submit() to the last completion. Other operations are let by.
  void began(Op& op, std::int64_t now_ns) {
    if (!is_file_op(op.kind)) return;
    op.submitted_ns = now_ns;
    op.report = 0;
    op.file_next = nullptr;
    op.file_previous = newest_;
    (newest_ == nullptr ? oldest_ : newest_->file_next) = &op;
    newest_ = &op;
  }
  // REQUIRES: op.result is set.
  void ended(Op& op, std::int64_t now_ns) {
    if (!is_file_op(op.kind)) return;
    (op.file_previous == nullptr ? oldest_ : op.file_previous->file_next) = op.file_next;
    (op.file_next == nullptr ? newest_ : op.file_next->file_previous) = op.file_previous;
    if (op.report != 0) ended_.push_back({op.report, op.result, now_ns - op.submitted_ns});
  }

  // nullptr if there is none; the others follow by Op::file_next, in the order of their submission.
  [[nodiscard]] Op* oldest() const { return oldest_; }
  // Those with a number in Op::report that have ended since the last call. Whoever gives numbers must call it.
  [[nodiscard]] std::vector<Ended> take_ended() { return std::exchange(ended_, {}); }

 private:
  Op* oldest_ = nullptr;
  Op* newest_ = nullptr;
  std::vector<Ended> ended_;
};

}  // namespace klamm
