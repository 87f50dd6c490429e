#include "storage/log/bypass.h"

#include <utility>
#include <vector>

#include "protocol/records/batch.h"
#include "runtime/base/crc32c.h"
#include "storage/log/partition_log.h"
#include "storage/log/store.h"
#include "storage/log/yield.h"

namespace klamm {

std::uint32_t run_checksum(std::uint32_t before, ByteView batches) {
  std::uint32_t checksum = before;
  protocol::BatchRun run(batches);
  for (auto batch = run.next(); batch.ok() && batch->has_value(); batch = run.next()) {
    checksum = crc32c_extend(checksum, (*batch)->bytes().first(protocol::kBatchHeaderSize));
  }
  return checksum;
}

Bypass::Bypass(Store& store) : store_(store) {
  MetricsRegistry& metrics = store.env().metrics;
  runs_total_ = metrics.counter("klamm_storage_bypass_runs_total", "Runs of batches written past the journal");
  bytes_total_ = metrics.counter("klamm_storage_bypass_bytes_total", "Bytes of batches written past the journal");
}

std::shared_ptr<PartitionLog> Bypass::find(PartitionLog& log) const {
  const auto found = store_.logs().find(log.id());
  return found == store_.logs().end() || found->second.get() != &log ? nullptr : found->second;
}

void Bypass::add(PartitionLog& log) {
  std::shared_ptr<PartitionLog> found = find(log);
  KLAMM_ASSERT(found != nullptr);
  runs_.push_back(std::move(found));
  if (run_workers_ >= store_.config().bypass_runs_in_flight_max) return;
  ++run_workers_;
  store_.spawn(run_worker());
}

// Also when the store stops or fails: somebody may wait for the end of a run that never began.
Task<void> Bypass::run_worker() {
  while (!runs_.empty()) {
    // What else this turn of the loop appends comes along.
    co_await Yield();
    if (runs_.empty()) break;
    const std::shared_ptr<PartitionLog> log = std::move(runs_.front());
    runs_.pop_front();
    Task<void> running = log->run_past_journal();
    co_await running;
  }
  --run_workers_;
}

void Bypass::want_sync(PartitionLog& log) {
  std::shared_ptr<PartitionLog> found = find(log);
  if (found == nullptr || std::exchange(log.bypass_->sync_wanted, true)) return;
  syncs_.push_back(std::move(found));
  if (std::exchange(syncing_, true)) return;
  store_.spawn(sync_worker());
}

Task<void> Bypass::sync_worker() {
  while (!syncs_.empty() && !store_.stopping() && store_.online()) {
    const std::shared_ptr<PartitionLog> log = std::move(syncs_.front());
    syncs_.pop_front();
    Task<Status> syncing = store_.sync_logs(std::vector<std::shared_ptr<PartitionLog>>(1, log));
    static_cast<void>(co_await syncing);
    log->bypass_->sync_wanted = false;
  }
  syncing_ = false;
}

void Bypass::note_run(PartitionLog& log, std::uint64_t bytes) {
  runs_total_->add();
  bytes_total_->add(bytes);
  LogBypass& of = *log.bypass_;
  if (of.unindexed_bytes == 0) unindexed_.push_back(find(log));
  of.unindexed_bytes += bytes;
  unindexed_bytes_ += bytes;
  if (unindexed_bytes_ > store_.config().bypass_unindexed_bytes_max) want_sync(*unindexed_.front());
}

void Bypass::forget(LogBypass& of) {
  if (of.unindexed_bytes == 0) return;
  unindexed_bytes_ -= std::exchange(of.unindexed_bytes, 0);
  std::erase_if(unindexed_, [&of](const std::shared_ptr<PartitionLog>& log) { return log->bypass_.get() == &of; });
}

void Bypass::clear() {
  runs_.clear();
  syncs_.clear();
  unindexed_.clear();
}

}  // namespace klamm
