// Hands out producer ids (InitProducerId without a transactional id). Ids come in blocks of 1000 from the controller,
// so that an id is never given twice whatever crashes, and most ids cost nothing. Source: KIP-730.
#pragma once

#include <cstdint>

#include "replication/controller/controller.h"
#include "runtime/base/ids.h"
#include "runtime/base/result.h"
#include "runtime/task/sync.h"
#include "runtime/task/task.h"

namespace klamm::replication {

// One per shard, each with a block of its own. What is left of a block at a stop is lost, which is fine: there are
// 2^63.
class ProducerIdManager {
 public:
  ProducerIdManager(ControllerClient controller, BrokerId broker) : controller_(controller), broker_(broker) {}

  // As registered; ids are refused to a broker that has been registered again since.
  void set_broker_epoch(std::int64_t epoch) { broker_epoch_ = epoch; }

  // A fresh id. Errors: those of the controller, COORDINATOR_LOAD_IN_PROGRESS in their place where a client may retry.
  Task<Result<ProducerId>> next();

 private:
  ControllerClient controller_;
  const BrokerId broker_;
  std::int64_t broker_epoch_ = -1;
  AsyncMutex refill_;
  std::int64_t next_ = 0;
  std::int64_t end_ = 0;
};

}  // namespace klamm::replication
