#include "storage/log/space_guard.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "runtime/io/io.h"
#include "storage/log/store.h"

namespace klamm {

namespace {

constexpr std::int64_t kReserveBytesMax = std::int64_t{1} << 30;
constexpr std::int64_t kReservePart = 20;
// With no reserve asked for, this much must be free before producers are let in again.
constexpr std::int64_t kUsableBytesMin = 64 << 10;
constexpr std::int64_t kPatienceMax = 64;

}  // namespace

bool is_out_of_space(const Error& error) { return error.os_errno == ENOSPC || error.os_errno == EDQUOT; }

SpaceGuard::SpaceGuard(Store& store) : store_(store) {
  MetricsRegistry& metrics = store.env().metrics;
  full_gauge_ =
      metrics.gauge("klamm_storage_full_stores", "Log directories without space for producers, counted per shard");
  refusals_ = metrics.counter("klamm_storage_refused_appends_total", "Appends refused because the disk was full");
}

SpaceGuard::~SpaceGuard() = default;

MonotonicNs SpaceGuard::retry_ns() const { return store_.config().space_retry_ms * kNsPerMs; }

void SpaceGuard::note_written(std::uint64_t bytes) {
  written_ += bytes;
  if (due_ || full_) return;
  const bool much = written_ * 8 > static_cast<std::uint64_t>(reserve_bytes_);
  if (!much && store_.env().now() - looked_at_ < retry_ns()) return;
  due_ = true;
  work_.notify_all();
}

void SpaceGuard::note_no_space(const Error& error) {
  no_space_ = owed_ = true;
  if (full_) return;
  // A quota, for one, is not to be seen from the file system's numbers.
  const bool soon = left_at_ != 0 && store_.env().now() - left_at_ < patience_ * retry_ns() * 2;
  patience_ = soon ? std::min(patience_ * 2, kPatienceMax) : 1;
  enter(error.message.c_str(), -1);
}

void SpaceGuard::enter(const char* why, std::int64_t usable_bytes) {
  full_ = true;
  full_gauge_->add(1);
  const bool first = store_.directory().full_shards->fetch_add(1, std::memory_order_relaxed) == 0;
  if (first) {
    store_.log().error("disk full: producers are refused", {{"directory", store_.directory().path},
                                                            {"why", why},
                                                            {"usable_bytes", usable_bytes},
                                                            {"reserve_bytes", reserve_bytes_}});
  }
  work_.notify_all();
  store_.on_full();
}

void SpaceGuard::leave(std::int64_t usable_bytes) {
  left_at_ = store_.env().now();
  if (!end()) return;
  store_.log().info(
      "the disk has space again",
      {{"directory", store_.directory().path}, {"usable_bytes", usable_bytes}, {"reserve_bytes", reserve_bytes_}});
}

// Whether no other shard finds the disk full.
bool SpaceGuard::end() {
  full_ = false;
  full_gauge_->add(-1);
  return store_.directory().full_shards->fetch_sub(1, std::memory_order_relaxed) == 1;
}

Task<void> SpaceGuard::look() {
  due_ = false;
  written_ = 0;
  const bool no_space = no_space_;
  no_space_ = false;
  const std::string path = store_.directory().path;
  const FileSystemSpace space = co_await file_system_space(store_.env().io, path);
  looked_at_ = store_.env().now();
  // One that does not say is full when a write finds it so, and for as long.
  const std::int64_t usable = space.usable_bytes < 0 ? (no_space ? 0 : INT64_MAX) : space.usable_bytes;
  const std::int64_t asked = store_.config().reserve_bytes;
  const std::int64_t automatic =
      std::min(kReserveBytesMax, std::max<std::int64_t>(space.total_bytes, 0) / kReservePart);
  reserve_bytes_ = asked >= 0 ? asked : automatic;
  if (!full_ && usable < reserve_bytes_) enter("less than the reserve is free", usable);
  const std::int64_t wanted = reserve_bytes_ + reserve_bytes_ / StorageConfig::kReserveSlackPart;
  if (full_ && usable >= std::max(wanted, kUsableBytesMin)) leave(usable);
}

Task<void> SpaceGuard::run() {
  while (!stopping_) {
    if (!due_ && !full_) {
      co_await work_.wait();
      continue;
    }
    if (full_) {
      const MonotonicNs next = store_.env().now() + patience_ * retry_ns();
      while (!stopping_ && store_.env().now() < next) co_await work_.wait_until(store_.env().timers, next);
      if (stopping_) break;
    }
    co_await look();
    // Whatever the numbers say: only trying tells.
    if (std::exchange(owed_, false) && !stopping_) store_.retry_writes();
  }
  if (full_) end();
}

void SpaceGuard::stop() {
  stopping_ = true;
  work_.notify_all();
}

}  // namespace klamm
