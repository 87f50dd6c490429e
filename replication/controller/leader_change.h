// The control record with which a leader of the metadata quorum begins its epoch. Pure. Source: KIP-595.
#pragma once

#include "runtime/base/buffer.h"
#include "runtime/base/bytes.h"
#include "runtime/base/ids.h"

namespace klamm::replication {

// The record's value, for a quorum of one that elected itself.
[[nodiscard]] Buffer encode_leader_change(BrokerId leader, const Uuid& directory_id);
// Who leads according to the record's value; kNoBroker where it cannot be read.
[[nodiscard]] BrokerId parse_leader_change(ByteView value);

}  // namespace klamm::replication
