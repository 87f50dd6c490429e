// Made by protocol/schema/generate.py from protocol/schema/60_describe_cluster.txt. Not to be edited.
#include "protocol/generated/60_describe_cluster.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void DescribeClusterRequest::decode(Reader& reader, std::int16_t version) {
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  include_cluster_authorized_operations = reader.read_bool();
  if (version >= 1) {
    endpoint_type = reader.read_int8();
  }
  if (version >= 2) {
    include_fenced_brokers = reader.read_bool();
  }
  reader.skip_tagged_fields();
}

void DescribeClusterRequest::encode(Writer& writer, std::int16_t version) const {
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_bool(include_cluster_authorized_operations);
  if (version >= 1) {
    writer.write_int8(endpoint_type);
  }
  if (version >= 2) {
    writer.write_bool(include_fenced_brokers);
  }
  writer.write_unsigned_varint(0);
}

void DescribeClusterResponse::DescribeClusterBroker::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  broker_id = reader.read_int32();
  host = reader.read_string(compact);
  port = reader.read_int32();
  rack = reader.read_nullable_string(compact);
  if (version >= 2) {
    is_fenced = reader.read_bool();
  }
  reader.skip_tagged_fields();
}

void DescribeClusterResponse::DescribeClusterBroker::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  writer.write_int32(broker_id);
  writer.write_string(host, compact);
  writer.write_int32(port);
  writer.write_nullable_string(rack, compact);
  if (version >= 2) {
    writer.write_bool(is_fenced);
  }
  writer.write_unsigned_varint(0);
}

void DescribeClusterResponse::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  error_message = reader.read_nullable_string(compact);
  if (version >= 1) {
    endpoint_type = reader.read_int8();
  }
  cluster_id = reader.read_string(compact);
  controller_id = reader.read_int32();
  brokers.resize(reader.read_array(compact, version >= 2 ? 12 : 11, sizeof(DescribeClusterBroker)));
  for (DescribeClusterBroker& item : brokers) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  cluster_authorized_operations = reader.read_int32();
  reader.skip_tagged_fields();
}

void DescribeClusterResponse::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  writer.write_nullable_string(error_message, compact);
  if (version >= 1) {
    writer.write_int8(endpoint_type);
  }
  writer.write_string(cluster_id, compact);
  writer.write_int32(controller_id);
  writer.write_array_count(brokers.size(), compact);
  for (const DescribeClusterBroker& item : brokers) item.encode(writer, version);
  writer.write_int32(cluster_authorized_operations);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
