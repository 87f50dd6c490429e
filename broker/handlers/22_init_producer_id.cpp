// InitProducerId, versions 0 to 5.
//
// A producer id for an idempotent producer: a fresh one each time, with epoch 0.
// - 3: a producer may send the id that it has, to have its epoch raised; without a transactional id it gets a fresh one
//   all the same, as from Kafka.
// - A transactional id is answered with COORDINATOR_NOT_AVAILABLE: there is no transaction coordinator. An empty one is
//   INVALID_REQUEST.
#include "broker/broker_shard.h"
#include "broker/handlers/handlers.h"

namespace klamm::broker {

Task<protocol::InitProducerIdResponse> handle_init_producer_id(RequestContext& context,
                                                               protocol::InitProducerIdRequest request) {
  protocol::InitProducerIdResponse response;
  response.producer_epoch = kNoProducerEpoch.value;
  const bool id_without_epoch =
      (request.producer_id == kNoProducerId.value) != (request.producer_epoch == kNoProducerEpoch.value);
  if (id_without_epoch || (request.transactional_id.has_value() && request.transactional_id->empty())) {
    response.error_code = ErrorCode::kInvalidRequest;
    co_return response;
  }
  if (request.transactional_id.has_value()) {
    response.error_code = ErrorCode::kCoordinatorNotAvailable;
    co_return response;
  }
  Task<Result<ProducerId>> taking = context.shard.producer_ids().next();
  const Result<ProducerId> id = co_await taking;
  if (!id.ok()) {
    response.error_code = id.code();
    co_return response;
  }
  response.producer_id = id->value;
  response.producer_epoch = 0;
  co_return response;
}

}  // namespace klamm::broker
