#include "storage/log/remover.h"

#include <algorithm>
#include <cerrno>

#include "runtime/io/io.h"
#include "storage/log/segment.h"

namespace klamm {

namespace {

constexpr std::int64_t kDelayMsMax = 1'000'000'000'000;  // beyond it, for ever; the sum below does not overflow

}  // namespace

Remover::Remover(Env& env, Logger log) : env_(env), log_(std::move(log)) {
  waiting_gauge_ = env.metrics.gauge("klamm_storage_segments_to_remove", "Deleted segments whose files still exist");
}

void Remover::remove_segment(std::shared_ptr<Segment> segment, std::int64_t delay_ms) {
  if (!segment->exists() || stopping_) return;
  waiting_gauge_->add(1);
  const MonotonicNs delay = std::min(delay_ms, kDelayMsMax) * kNsPerMs;
  to_rename_.push_back(Retired{.segment = std::move(segment), .due = env_.now() + delay});
  work_.notify_all();
}

void Remover::remove_file(std::string path) {
  files_.push_back(std::move(path));
  work_.notify_all();
}

void Remover::stop() {
  stopping_ = true;
  work_.notify_all();
}

Task<void> Remover::run() {
  while (!stopping_) {
    if (!files_.empty()) {
      const std::string path = std::move(files_.front());
      files_.pop_front();
      const std::int32_t unlinked = co_await unlink_file(env_.io, path);
      if (unlinked < 0 && unlinked != -ENOENT)
        log_.warn("cannot remove a file", {{"path", path}, {"errno", -unlinked}});
    } else if (!to_rename_.empty()) {
      co_await rename_next();
    } else if (waiting_.empty()) {
      co_await work_.wait();
    } else if (waiting_.begin()->first <= env_.now()) {
      co_await remove_due();
    } else {
      const MonotonicNs due = waiting_.begin()->first;
      co_await work_.wait_until(env_.timers, due);
    }
  }
  waiting_gauge_->add(-static_cast<std::int64_t>(waiting_.size() + to_rename_.size()));
  to_rename_.clear();
  waiting_.clear();
}

Task<void> Remover::rename_next() {
  Retired retired = std::move(to_rename_.front());
  to_rename_.pop_front();
  std::string suffix(kDeletedFileSuffix);
  const Status renamed = co_await retired.segment->rename_files(std::move(suffix));
  // Under their old names they go as well: they lie below the log's start, where a start removes them.
  if (!renamed.ok()) log_.warn("cannot rename a deleted segment", {{"error", renamed.error()}});
  waiting_.emplace(retired.due, std::move(retired.segment));
}

Task<void> Remover::remove_due() {
  const std::shared_ptr<Segment> segment = std::move(waiting_.begin()->second);
  waiting_.erase(waiting_.begin());
  waiting_gauge_->add(-1);
  // Whoever still reads keeps the bytes: then the name goes, and the file when it is closed.
  const bool read = segment.use_count() > 1;
  Task<Status> removing = read ? segment->unlink() : segment->unlink_in_steps();
  const Status removed = co_await removing;
  if (!removed.ok()) log_.warn("cannot remove a deleted segment", {{"error", removed.error()}});
}

}  // namespace klamm
