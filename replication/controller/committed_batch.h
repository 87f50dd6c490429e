// What goes into the metadata log and what comes out of it: the values between the pure state machine and its log.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/base/bytes.h"
#include "runtime/base/ids.h"

namespace klamm::replication {

// Records in Kafka's metadata framing (record_codec.h), committed together or not at all.
using EncodedRecords = std::vector<std::string>;

// A committed batch, in the order of the log. The views are valid during the call that gets them.
struct CommittedBatch {
  Offset base;
  Offset end;  // base + number of records
  LeaderEpoch epoch;
  std::int64_t timestamp_ms = -1;
  std::vector<ByteView> records;  // empty for a control batch
  BrokerId leader = kNoBroker;    // of a LeaderChange control batch; else kNoBroker
};

}  // namespace klamm::replication
