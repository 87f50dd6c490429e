// Made by protocol/schema/generate.py from protocol/schema/63_broker_heartbeat.txt. Not to be edited.
#include "protocol/generated/63_broker_heartbeat.h"

#include <utility>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void BrokerHeartbeatRequest::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  broker_id = reader.read_int32();
  broker_epoch = reader.read_int64();
  current_metadata_offset = reader.read_int64();
  want_fence = reader.read_bool();
  want_shut_down = reader.read_bool();
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0 && version >= 1) {
      offline_log_dirs.clear();
      offline_log_dirs.resize(reader.read_array(compact, 16, sizeof(Uuid)));
      for (Uuid& item : offline_log_dirs) {
        item = reader.read_uuid();
        if (!reader.ok()) return;
      }
      reader.end_tagged(tagged);
    } else if (tagged.tag == 1 && version >= 2) {
      if (const std::int32_t elements = reader.read_nullable_array(compact, 16, sizeof(Uuid)); elements < 0) {
        cordoned_log_dirs.reset();
      } else {
        cordoned_log_dirs.emplace(static_cast<std::size_t>(elements));
        for (Uuid& item : *cordoned_log_dirs) {
          item = reader.read_uuid();
          if (!reader.ok()) return;
        }
      }
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void BrokerHeartbeatRequest::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(broker_id);
  writer.write_int64(broker_epoch);
  writer.write_int64(current_metadata_offset);
  writer.write_bool(want_fence);
  writer.write_bool(want_shut_down);
  const bool has_offline_log_dirs = version >= 1 && !offline_log_dirs.empty();
  const bool has_cordoned_log_dirs = version >= 2 && cordoned_log_dirs.has_value();
  std::uint32_t tagged_count = 0;
  if (has_offline_log_dirs) ++tagged_count;
  if (has_cordoned_log_dirs) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_offline_log_dirs) {
    Writer field;
    field.write_array_count(offline_log_dirs.size(), compact);
    for (const Uuid& item : offline_log_dirs) field.write_uuid(item);
    writer.write_tagged(0, std::move(field));
  }
  if (has_cordoned_log_dirs) {
    Writer field;
    if (!cordoned_log_dirs.has_value()) {
      field.write_null_array(compact);
    } else {
      field.write_array_count(cordoned_log_dirs->size(), compact);
      for (const Uuid& item : *cordoned_log_dirs) field.write_uuid(item);
    }
    writer.write_tagged(1, std::move(field));
  }
}

void BrokerHeartbeatResponse::decode(Reader& reader, std::int16_t version) {
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  throttle_time_ms = reader.read_int32();
  error_code = reader.read_error_code();
  is_caught_up = reader.read_bool();
  is_fenced = reader.read_bool();
  should_shut_down = reader.read_bool();
  reader.skip_tagged_fields();
}

void BrokerHeartbeatResponse::encode(Writer& writer, std::int16_t version) const {
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(throttle_time_ms);
  writer.write_error_code(error_code);
  writer.write_bool(is_caught_up);
  writer.write_bool(is_fenced);
  writer.write_bool(should_shut_down);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
