// A coordinator's log in memory: it can be slow, held up, and told to fail. For tests.
#pragma once

#include <cstdint>
#include <deque>
#include <tuple>
#include <utility>
#include <vector>

#include "coordinator/coordinator_log.h"
#include "protocol/records/batch.h"
#include "runtime/shard/env.h"
#include "runtime/task/sync.h"

namespace klamm::coordinator::test {

class MemoryLog : public CoordinatorLog {
 public:
  explicit MemoryLog(Env& env) : env_(env) {}

  [[nodiscard]] std::size_t batch_bytes_max() const override { return batch_bytes_max_; }

  Task<Status> append(Slice batch) override {
    KLAMM_ASSERT(!appending_);
    appending_ = true;
    ++appends;
    if (append_ns > 0) co_await SleepUntil(env_.timers, env_.now() + append_ns);
    while (held) co_await changed.wait();
    ErrorCode error = ErrorCode::kNone;
    bool keep = true;
    if (!failures.empty()) {
      std::tie(error, keep) = failures.front();
      failures.pop_front();
    }
    if (keep) {
      const Buffer bytes = Buffer::copy_of(batch.bytes);
      const auto view = protocol::BatchView::parse(batch.bytes);
      KLAMM_ASSERT(view.ok() && view->crc_ok());
      protocol::set_base_offset({bytes.data(), bytes.size()}, Offset(end));
      end += view->record_count();
      batches.emplace_back(bytes);
    }
    appending_ = false;
    if (error != ErrorCode::kNone) co_return error;
    co_return Status();
  }

  Task<Result<BufferChain>> read(Offset from) override {
    while (read_held) co_await changed.wait();
    if (read_error != ErrorCode::kNone) co_return read_error;
    BufferChain chain;
    for (const Slice& batch : batches) {
      const auto view = protocol::BatchView::parse(batch.bytes);
      if (view->next_offset().value <= from.value) continue;
      chain.append(batch);
      if (chain.slices().size() == 3) break;
    }
    co_return chain;
  }

  void release() {
    held = false;
    read_held = false;
    changed.notify_all();
  }

  std::vector<Slice> batches;
  std::int64_t end = 0;
  std::size_t appends = 0;
  std::size_t batch_bytes_max_ = 1 << 20;
  MonotonicNs append_ns = 0;
  bool held = false;
  bool read_held = false;
  ErrorCode read_error = ErrorCode::kNone;
  // What the next appends say, and whether the batch is in the log all the same.
  std::deque<std::pair<ErrorCode, bool>> failures;
  Signal changed;

 private:
  Env& env_;
  bool appending_ = false;
};

}  // namespace klamm::coordinator::test
