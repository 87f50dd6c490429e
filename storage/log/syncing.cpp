#include "storage/log/syncing.h"

#include "runtime/base/assert.h"

namespace klamm {

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
  co_return co_await sync_file(io_, handle);
}

Task<std::int32_t> Syncing::directory(std::string path) {
  if (together()) co_return 0;
  co_return co_await sync_directory(io_, std::move(path));
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
  const std::int32_t result = result_;
  co_await start_working();
  co_return result;
}

}  // namespace klamm
