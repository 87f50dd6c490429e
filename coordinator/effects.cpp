#include "coordinator/effects.h"

namespace klamm::coordinator {

ErrorCode coordinator_error(ErrorCode append_error) {
  // Not a list of all codes: what is not named here is already an answer for a client.
  if (append_error == ErrorCode::kUnknownTopicOrPartition || append_error == ErrorCode::kNotEnoughReplicas ||
      append_error == ErrorCode::kNotEnoughReplicasAfterAppend || append_error == ErrorCode::kRequestTimedOut) {
    return ErrorCode::kCoordinatorNotAvailable;
  }
  if (append_error == ErrorCode::kNotLeaderOrFollower || append_error == ErrorCode::kKafkaStorageError ||
      append_error == ErrorCode::kFencedLeaderEpoch) {
    return ErrorCode::kNotCoordinator;
  }
  if (append_error == ErrorCode::kMessageTooLarge || append_error == ErrorCode::kRecordListTooLarge ||
      append_error == ErrorCode::kInvalidFetchSize) {
    return ErrorCode::kUnknownServerError;
  }
  return append_error;
}

}  // namespace klamm::coordinator
