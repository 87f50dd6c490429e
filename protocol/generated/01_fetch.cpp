// Made by protocol/schema/generate.py from protocol/schema/01_fetch.txt. Not to be edited.
#include "protocol/generated/01_fetch.h"

#include <utility>

#include "protocol/wire/equal.h"
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void FetchRequest::ReplicaState::decode(Reader& reader, std::int16_t) {
  replica_id = reader.read_int32();
  replica_epoch = reader.read_int64();
  reader.skip_tagged_fields();
}

void FetchRequest::ReplicaState::encode(Writer& writer, std::int16_t) const {
  writer.write_int32(replica_id);
  writer.write_int64(replica_epoch);
  writer.write_unsigned_varint(0);
}

void FetchRequest::FetchPartition::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 12;
  partition = reader.read_int32();
  if (version >= 9) {
    current_leader_epoch = reader.read_int32();
  }
  fetch_offset = reader.read_int64();
  if (version >= 12) {
    last_fetched_epoch = reader.read_int32();
  }
  if (version >= 5) {
    log_start_offset = reader.read_int64();
  }
  partition_max_bytes = reader.read_int32();
  if (!compact) return;
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0 && version >= 17) {
      replica_directory_id = reader.read_uuid();
      reader.end_tagged(tagged);
    } else if (tagged.tag == 1 && version >= 18) {
      high_watermark = reader.read_int64();
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void FetchRequest::FetchPartition::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 12;
  writer.write_int32(partition);
  if (version >= 9) {
    writer.write_int32(current_leader_epoch);
  }
  writer.write_int64(fetch_offset);
  if (version >= 12) {
    writer.write_int32(last_fetched_epoch);
  }
  if (version >= 5) {
    writer.write_int64(log_start_offset);
  }
  writer.write_int32(partition_max_bytes);
  if (!compact) return;
  const bool has_replica_directory_id = version >= 17 && !replica_directory_id.is_zero();
  const bool has_high_watermark = version >= 18 && high_watermark != INT64_C(9223372036854775807);
  std::uint32_t tagged_count = 0;
  if (has_replica_directory_id) ++tagged_count;
  if (has_high_watermark) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_replica_directory_id) {
    Writer field;
    field.write_uuid(replica_directory_id);
    writer.write_tagged(0, std::move(field));
  }
  if (has_high_watermark) {
    Writer field;
    field.write_int64(high_watermark);
    writer.write_tagged(1, std::move(field));
  }
}

void FetchRequest::FetchTopic::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 12;
  if (version <= 12) {
    topic = reader.read_string(compact);
  }
  if (version >= 13) {
    topic_id = reader.read_uuid();
  }
  partitions.resize(reader.read_array(compact, version >= 12 ? 33 : version >= 9 ? 28 : version >= 5 ? 24 : 16,
      sizeof(FetchPartition)));
  for (FetchPartition& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void FetchRequest::FetchTopic::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 12;
  if (version <= 12) {
    writer.write_string(topic, compact);
  }
  if (version >= 13) {
    writer.write_uuid(topic_id);
  }
  writer.write_array_count(partitions.size(), compact);
  for (const FetchPartition& item : partitions) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void FetchRequest::ForgottenTopic::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 12;
  if (version <= 12) {
    topic = reader.read_string(compact);
  }
  if (version >= 13) {
    topic_id = reader.read_uuid();
  }
  partitions.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : partitions) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void FetchRequest::ForgottenTopic::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 12;
  if (version <= 12) {
    writer.write_string(topic, compact);
  }
  if (version >= 13) {
    writer.write_uuid(topic_id);
  }
  writer.write_array_count(partitions.size(), compact);
  for (const std::int32_t item : partitions) writer.write_int32(item);
  if (compact) writer.write_unsigned_varint(0);
}

void FetchRequest::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 12;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (version <= 14) {
    replica_id = reader.read_int32();
  }
  max_wait_ms = reader.read_int32();
  min_bytes = reader.read_int32();
  if (version >= 3) {
    max_bytes = reader.read_int32();
  }
  if (version >= 4) {
    isolation_level = reader.read_int8();
  }
  if (version >= 7) {
    session_id = reader.read_int32();
    session_epoch = reader.read_int32();
  }
  topics.resize(reader.read_array(compact, version >= 13 ? 18 : version >= 12 ? 3 : 6, sizeof(FetchTopic)));
  for (FetchTopic& item : topics) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (version >= 7) {
    forgotten_topics_data.resize(reader.read_array(compact, version >= 13 ? 18 : version >= 12 ? 3 : 6,
        sizeof(ForgottenTopic)));
    for (ForgottenTopic& item : forgotten_topics_data) {
      item.decode(reader, version);
      if (!reader.ok()) return;
    }
  }
  if (version >= 11) {
    rack_id = reader.read_string(compact);
  }
  if (!compact) return;
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0) {
      cluster_id = reader.read_nullable_string(compact);
      reader.end_tagged(tagged);
    } else if (tagged.tag == 1 && version >= 15) {
      replica_state = {};
      replica_state.decode(reader, version);
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void FetchRequest::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 12;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (version <= 14) {
    writer.write_int32(replica_id);
  }
  writer.write_int32(max_wait_ms);
  writer.write_int32(min_bytes);
  if (version >= 3) {
    writer.write_int32(max_bytes);
  }
  if (version >= 4) {
    writer.write_int8(isolation_level);
  }
  if (version >= 7) {
    writer.write_int32(session_id);
    writer.write_int32(session_epoch);
  }
  writer.write_array_count(topics.size(), compact);
  for (const FetchTopic& item : topics) item.encode(writer, version);
  if (version >= 7) {
    writer.write_array_count(forgotten_topics_data.size(), compact);
    for (const ForgottenTopic& item : forgotten_topics_data) item.encode(writer, version);
  }
  if (version >= 11) {
    writer.write_string(rack_id, compact);
  }
  if (!compact) return;
  const bool has_cluster_id = cluster_id.has_value();
  const bool has_replica_state = version >= 15 && !(replica_state == ReplicaState{});
  std::uint32_t tagged_count = 0;
  if (has_cluster_id) ++tagged_count;
  if (has_replica_state) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_cluster_id) {
    Writer field;
    field.write_nullable_string(cluster_id, compact);
    writer.write_tagged(0, std::move(field));
  }
  if (has_replica_state) {
    Writer field;
    replica_state.encode(field, version);
    writer.write_tagged(1, std::move(field));
  }
}

void FetchResponse::EpochEndOffset::decode(Reader& reader, std::int16_t) {
  epoch = reader.read_int32();
  end_offset = reader.read_int64();
  reader.skip_tagged_fields();
}

void FetchResponse::EpochEndOffset::encode(Writer& writer, std::int16_t) const {
  writer.write_int32(epoch);
  writer.write_int64(end_offset);
  writer.write_unsigned_varint(0);
}

void FetchResponse::LeaderIdAndEpoch::decode(Reader& reader, std::int16_t) {
  leader_id = reader.read_int32();
  leader_epoch = reader.read_int32();
  reader.skip_tagged_fields();
}

void FetchResponse::LeaderIdAndEpoch::encode(Writer& writer, std::int16_t) const {
  writer.write_int32(leader_id);
  writer.write_int32(leader_epoch);
  writer.write_unsigned_varint(0);
}

void FetchResponse::SnapshotId::decode(Reader& reader, std::int16_t) {
  end_offset = reader.read_int64();
  epoch = reader.read_int32();
  reader.skip_tagged_fields();
}

void FetchResponse::SnapshotId::encode(Writer& writer, std::int16_t) const {
  writer.write_int64(end_offset);
  writer.write_int32(epoch);
  writer.write_unsigned_varint(0);
}

void FetchResponse::AbortedTransaction::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 12;
  producer_id = reader.read_int64();
  first_offset = reader.read_int64();
  if (compact) reader.skip_tagged_fields();
}

void FetchResponse::AbortedTransaction::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 12;
  writer.write_int64(producer_id);
  writer.write_int64(first_offset);
  if (compact) writer.write_unsigned_varint(0);
}

void FetchResponse::PartitionData::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 12;
  partition_index = reader.read_int32();
  error_code = reader.read_error_code();
  high_watermark = reader.read_int64();
  if (version >= 4) {
    last_stable_offset = reader.read_int64();
  }
  if (version >= 5) {
    log_start_offset = reader.read_int64();
  }
  if (version >= 4) {
    if (const std::int32_t elements = reader.read_nullable_array(compact, version >= 12 ? 17 : 16,
        sizeof(AbortedTransaction)); elements < 0) {
      aborted_transactions.reset();
    } else {
      aborted_transactions.emplace(static_cast<std::size_t>(elements));
      for (AbortedTransaction& item : *aborted_transactions) {
        item.decode(reader, version);
        if (!reader.ok()) return;
      }
    }
  }
  if (version >= 11) {
    preferred_read_replica = reader.read_int32();
  }
  records = reader.read_records(compact);
  if (!compact) return;
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0) {
      diverging_epoch = {};
      diverging_epoch.decode(reader, version);
      reader.end_tagged(tagged);
    } else if (tagged.tag == 1) {
      current_leader = {};
      current_leader.decode(reader, version);
      reader.end_tagged(tagged);
    } else if (tagged.tag == 2) {
      snapshot_id = {};
      snapshot_id.decode(reader, version);
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void FetchResponse::PartitionData::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 12;
  writer.write_int32(partition_index);
  writer.write_error_code(error_code);
  writer.write_int64(high_watermark);
  if (version >= 4) {
    writer.write_int64(last_stable_offset);
  }
  if (version >= 5) {
    writer.write_int64(log_start_offset);
  }
  if (version >= 4) {
    if (!aborted_transactions.has_value()) {
      writer.write_null_array(compact);
    } else {
      writer.write_array_count(aborted_transactions->size(), compact);
      for (const AbortedTransaction& item : *aborted_transactions) item.encode(writer, version);
    }
  }
  if (version >= 11) {
    writer.write_int32(preferred_read_replica);
  }
  writer.write_records(records, compact);
  if (!compact) return;
  const bool has_diverging_epoch = !(diverging_epoch == EpochEndOffset{});
  const bool has_current_leader = !(current_leader == LeaderIdAndEpoch{});
  const bool has_snapshot_id = !(snapshot_id == SnapshotId{});
  std::uint32_t tagged_count = 0;
  if (has_diverging_epoch) ++tagged_count;
  if (has_current_leader) ++tagged_count;
  if (has_snapshot_id) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_diverging_epoch) {
    Writer field;
    diverging_epoch.encode(field, version);
    writer.write_tagged(0, std::move(field));
  }
  if (has_current_leader) {
    Writer field;
    current_leader.encode(field, version);
    writer.write_tagged(1, std::move(field));
  }
  if (has_snapshot_id) {
    Writer field;
    snapshot_id.encode(field, version);
    writer.write_tagged(2, std::move(field));
  }
}

bool FetchResponse::PartitionData::operator==(const PartitionData& other) const {
  return partition_index == other.partition_index &&
         error_code == other.error_code &&
         high_watermark == other.high_watermark &&
         last_stable_offset == other.last_stable_offset &&
         log_start_offset == other.log_start_offset &&
         diverging_epoch == other.diverging_epoch &&
         current_leader == other.current_leader &&
         snapshot_id == other.snapshot_id &&
         aborted_transactions == other.aborted_transactions &&
         preferred_read_replica == other.preferred_read_replica &&
         same_bytes(records, other.records);
}

void FetchResponse::FetchableTopicResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 12;
  if (version <= 12) {
    topic = reader.read_string(compact);
  }
  if (version >= 13) {
    topic_id = reader.read_uuid();
  }
  partitions.resize(reader.read_array(compact,
      version >= 12 ? 37 : version >= 11 ? 42 : version >= 5 ? 38 : version >= 4 ? 30 : 18, sizeof(PartitionData)));
  for (PartitionData& item : partitions) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (compact) reader.skip_tagged_fields();
}

void FetchResponse::FetchableTopicResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 12;
  if (version <= 12) {
    writer.write_string(topic, compact);
  }
  if (version >= 13) {
    writer.write_uuid(topic_id);
  }
  writer.write_array_count(partitions.size(), compact);
  for (const PartitionData& item : partitions) item.encode(writer, version);
  if (compact) writer.write_unsigned_varint(0);
}

void FetchResponse::NodeEndpoint::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  node_id = reader.read_int32();
  host = reader.read_string(compact);
  port = reader.read_int32();
  rack = reader.read_nullable_string(compact);
  reader.skip_tagged_fields();
}

void FetchResponse::NodeEndpoint::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_int32(node_id);
  writer.write_string(host, compact);
  writer.write_int32(port);
  writer.write_nullable_string(rack, compact);
  writer.write_unsigned_varint(0);
}

void FetchResponse::decode(Reader& reader, std::int16_t version) {
  const bool compact = version >= 12;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  if (version >= 1) {
    throttle_time_ms = reader.read_int32();
  }
  if (version >= 7) {
    error_code = reader.read_error_code();
    session_id = reader.read_int32();
  }
  responses.resize(reader.read_array(compact, version >= 13 ? 18 : version >= 12 ? 3 : 6,
      sizeof(FetchableTopicResponse)));
  for (FetchableTopicResponse& item : responses) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  if (!compact) return;
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0 && version >= 16) {
      node_endpoints.clear();
      node_endpoints.resize(reader.read_array(compact, 11, sizeof(NodeEndpoint)));
      for (NodeEndpoint& item : node_endpoints) {
        item.decode(reader, version);
        if (!reader.ok()) return;
      }
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void FetchResponse::encode(Writer& writer, std::int16_t version) const {
  const bool compact = version >= 12;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  if (version >= 1) {
    writer.write_int32(throttle_time_ms);
  }
  if (version >= 7) {
    writer.write_error_code(error_code);
    writer.write_int32(session_id);
  }
  writer.write_array_count(responses.size(), compact);
  for (const FetchableTopicResponse& item : responses) item.encode(writer, version);
  if (!compact) return;
  const bool has_node_endpoints = version >= 16 && !node_endpoints.empty();
  std::uint32_t tagged_count = 0;
  if (has_node_endpoints) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_node_endpoints) {
    Writer field;
    field.write_array_count(node_endpoints.size(), compact);
    for (const NodeEndpoint& item : node_endpoints) item.encode(field, version);
    writer.write_tagged(0, std::move(field));
  }
}

}  // namespace klamm::protocol
