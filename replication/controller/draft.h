// A decision in the making: the records so far, and the metadata as they make it. Private to the controller's state
// machine.
#pragma once

#include <string>
#include <utility>

#include "replication/controller/controller_state.h"
#include "replication/metadata/record_codec.h"

namespace klamm::replication {

struct ControllerState::Draft {
  explicit Draft(const ImagePtr& base) : delta(base), position(base->position), controller_id(base->controller_id) {}

  template <class Record>
  void add(const Record& record) {
    std::string bytes = encode_record(record);
    const Status applied = delta.apply(as_bytes(bytes));
    // The state machine only writes what it can replay.
    KLAMM_ASSERT(applied.ok());
    bytes_total += bytes.size();
    records.push_back(std::move(bytes));
  }
  // Whether so many more records are too many for one command. Kafka's limit is on the count; the one on the bytes
  // keeps the batch in proportion where values are long.
  [[nodiscard]] bool too_large_with(std::size_t more) const {
    return records.size() + more > kRecordsPerCommandMax || bytes_total > kRecordBytesPerCommandMax;
  }

  MetadataDelta delta;
  EncodedRecords records;
  std::size_t bytes_total = 0;
  MetadataPosition position;
  BrokerId controller_id;
};

// What an item is told that does not fit into one command any more.
inline ItemError too_many_records() {
  return {ErrorCode::kPolicyViolation, "Unable to perform excessively large batch operation."};
}

template <class Answer>
Decision<Answer> ControllerState::decided(Draft draft, Answer answer, bool validate_only) {
  Decision<Answer> decision;
  decision.answer = std::move(answer);
  if (validate_only || draft.records.empty()) return decision;
  decision.records = std::move(draft.records);
  decision.update = draft.delta.finish(draft.position, draft.controller_id);
  latest_ = decision.update.image;
  return decision;
}

}  // namespace klamm::replication
