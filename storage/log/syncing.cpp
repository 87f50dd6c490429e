#include "storage/log/syncing.h"

#include <cerrno>

#include "runtime/base/assert.h"

namespace klamm {

namespace {

// A sync that failed is never made again, whatever its reason: only a write may find no space and be repeated.
std::int32_t final_result(std::int32_t result) { return result == -ENOSPC || result == -EDQUOT ? -EIO : result; }

}  // namespace

Syncing::Member::~Member() {
  if (syncing_ != nullptr && !Scheduler::abandoning()) syncing_->leave();
}

Task<Syncing::Member> Syncing::join() {
  if (!together()) co_return Member(nullptr);
  co_await start_working();
  co_return Member(this);
}

Task<void> Syncing::start_working() {
  while (working_ >= kWorkingMax) co_await may_work_.wait();
  ++working_;
}

void Syncing::stop_working() {
  KLAMM_ASSERT(working_ > 0);
  --working_;
  may_work_.notify_one();
}

void Syncing::leave() {
  KLAMM_ASSERT(members_ > arrived_);
  --members_;
  stop_working();
  if (arrived_ > 0 && arrived_ == members_) arrival_.notify_all();
}

Task<std::int32_t> Syncing::file(Handle handle) {
  if (together()) co_return 0;
  const std::int32_t synced = co_await sync_file(io_, handle);
  co_return final_result(synced);
}

Task<std::int32_t> Syncing::directory(std::string path) {
  if (together()) co_return 0;
  const std::int32_t synced = co_await sync_directory(io_, std::move(path));
  co_return final_result(synced);
}

Task<std::int32_t> Syncing::barrier() {
  if (!together()) co_return 0;
  stop_working();
  ++arrived_;
  const std::uint64_t round = round_;
  while (round_ == round) {
    if (under_way_ || arrived_ < members_) {
      co_await arrival_.wait();
      continue;
    }
    // The last one does it for all.
    under_way_ = true;
    result_ = file_system_ < 0 ? 0 : co_await sync_file_system(io_, file_system_);
    under_way_ = false;
    arrived_ = 0;
    ++round_;
    arrival_.notify_all();
  }
  const std::int32_t result = final_result(result_);
  co_await start_working();
  co_return result;
}

}  // namespace klamm
