#include "replication/controller/producer_ids.h"

#include <utility>

namespace klamm::replication {

Task<Result<ProducerId>> ProducerIdManager::next() {
  while (next_ == end_) {
    Task<AsyncMutex::Guard> locking = refill_.lock();
    const AsyncMutex::Guard guard = co_await locking;
    if (next_ != end_) break;  // somebody else fetched a block meanwhile
    AllocateProducerIdsCommand command;
    command.broker = broker_;
    command.broker_epoch = broker_epoch_;
    Task<Result<AllocateProducerIdsResult>> allocating = controller_.allocate_producer_ids(std::move(command));
    const Result<AllocateProducerIdsResult> block = co_await allocating;
    if (!block) co_return Error(ErrorCode::kCoordinatorLoadInProgress, block.error().message, block.error().os_errno);
    if (!block->error.ok()) {
      co_return Error(ErrorCode::kCoordinatorLoadInProgress, block->error.message.value_or(""));
    }
    next_ = block->first;
    end_ = block->first + block->count;
  }
  co_return ProducerId(next_++);
}

}  // namespace klamm::replication
