#include "storage/log/remover.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>

#include "runtime/io/io.h"
#include "storage/log/segment.h"

namespace klamm {

namespace {

constexpr std::uint64_t kStepSize = 16U << 20;
constexpr MonotonicNs kRemovalPauseNs = 20 * kNsPerMs;
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

void Remover::remove_directory(std::string path) {
  directories_.push_back(Directory{.path = std::move(path), .listed = false, .names = {}});
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
      co_await unlink_and_warn(path);
    } else if (!to_rename_.empty()) {
      co_await rename_next();
    } else if (!waiting_.empty() && waiting_.begin()->first <= env_.now()) {
      co_await remove_due();
    } else if (!directories_.empty()) {
      co_await remove_next_of_directory();
    } else if (waiting_.empty()) {
      co_await work_.wait();
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
  if (segment.use_count() == 1) co_await shorten(segment->log_path());
  const Status removed = co_await segment->unlink();
  if (!removed.ok()) log_.warn("cannot remove a deleted segment", {{"error", removed.error()}});
}

Task<void> Remover::remove_next_of_directory() {
  Directory& directory = directories_.front();
  if (!directory.listed) {
    Result<std::vector<std::string>> names = co_await list_directory(env_.io, directory.path);
    if (!names.ok()) {
      log_.warn("cannot remove a deleted partition's files", {{"error", names.error()}});
      directories_.pop_front();
      co_return;
    }
    directory.names = std::move(*names);
    directory.listed = true;
    co_return;
  }
  if (!directory.names.empty()) {
    const std::string path = directory.path + "/" + directory.names.back();
    directory.names.pop_back();
    co_await shorten(path);
    co_await unlink_and_warn(path);
    co_return;
  }
  const std::string path = std::move(directory.path);
  directories_.pop_front();
  const std::int32_t removed = co_await klamm::remove_directory(env_.io, path);
  if (removed < 0 && removed != -ENOENT) {
    log_.warn("cannot remove a deleted partition's directory", {{"path", path}, {"errno", -removed}});
  }
}

Task<void> Remover::unlink_and_warn(std::string path) {
  const std::int32_t unlinked = co_await unlink_file(env_.io, path);
  if (unlinked < 0 && unlinked != -ENOENT) log_.warn("cannot remove a file", {{"path", path}, {"errno", -unlinked}});
}

Task<void> Remover::shorten(std::string path) {
  const std::int64_t found = co_await file_size(env_.io, path);
  if (found <= 0) co_return;
  auto size = static_cast<std::uint64_t>(found);
  Handle file = -1;
  if (size > kStepSize) file = co_await open_file(env_.io, path, O_WRONLY | O_CLOEXEC, 0);
  while (file >= 0 && size > kStepSize && !stopping_) {
    size -= kStepSize;
    const std::int32_t cut = co_await truncate_file(env_.io, file, size);
    if (cut < 0) break;  // it goes as a whole
    co_await pause_after(kStepSize);
  }
  if (file >= 0) static_cast<void>(co_await close_handle(env_.io, file));
  co_await pause_after(size);
}

Task<void> Remover::pause_after(std::uint64_t freed_bytes) {
  freed_bytes_ += freed_bytes;
  if (freed_bytes_ < kStepSize) co_return;
  freed_bytes_ = 0;
  const MonotonicNs until = env_.now() + kRemovalPauseNs;
  while (!stopping_ && env_.now() < until) co_await work_.wait_until(env_.timers, until);
}

}  // namespace klamm
