// Made by protocol/schema/generate.py from protocol/schema/cluster_metadata.txt. Not to be edited.
#include "protocol/generated/cluster_metadata.h"

#include <utility>

#include "protocol/wire/equal.h"
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {

void RegisterBrokerRecord::BrokerEndpoint::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  host = reader.read_string(compact);
  port = reader.read_uint16();
  security_protocol = reader.read_int16();
  reader.skip_tagged_fields();
}

void RegisterBrokerRecord::BrokerEndpoint::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_string(host, compact);
  writer.write_uint16(port);
  writer.write_int16(security_protocol);
  writer.write_unsigned_varint(0);
}

void RegisterBrokerRecord::BrokerFeature::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  min_supported_version = reader.read_int16();
  max_supported_version = reader.read_int16();
  reader.skip_tagged_fields();
}

void RegisterBrokerRecord::BrokerFeature::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_int16(min_supported_version);
  writer.write_int16(max_supported_version);
  writer.write_unsigned_varint(0);
}

void RegisterBrokerRecord::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  broker_id = reader.read_int32();
  if (version >= 2) {
    is_migrating_zk_broker = reader.read_bool();
  }
  incarnation_id = reader.read_uuid();
  broker_epoch = reader.read_int64();
  end_points.resize(reader.read_array(compact, 7, sizeof(BrokerEndpoint)));
  for (BrokerEndpoint& item : end_points) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  features.resize(reader.read_array(compact, 6, sizeof(BrokerFeature)));
  for (BrokerFeature& item : features) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  rack = reader.read_nullable_string(compact);
  fenced = reader.read_bool();
  if (version >= 1) {
    in_controlled_shutdown = reader.read_bool();
  }
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0 && version >= 3) {
      log_dirs.clear();
      log_dirs.resize(reader.read_array(compact, 16, sizeof(Uuid)));
      for (Uuid& item : log_dirs) {
        item = reader.read_uuid();
        if (!reader.ok()) return;
      }
      reader.end_tagged(tagged);
    } else if (tagged.tag == 1 && version >= 4) {
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

void RegisterBrokerRecord::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(broker_id);
  if (version >= 2) {
    writer.write_bool(is_migrating_zk_broker);
  }
  writer.write_uuid(incarnation_id);
  writer.write_int64(broker_epoch);
  writer.write_array_count(end_points.size(), compact);
  for (const BrokerEndpoint& item : end_points) item.encode(writer, version);
  writer.write_array_count(features.size(), compact);
  for (const BrokerFeature& item : features) item.encode(writer, version);
  writer.write_nullable_string(rack, compact);
  writer.write_bool(fenced);
  if (version >= 1) {
    writer.write_bool(in_controlled_shutdown);
  }
  const bool has_log_dirs = version >= 3 && !log_dirs.empty();
  const bool has_cordoned_log_dirs = version >= 4 && cordoned_log_dirs.has_value();
  std::uint32_t tagged_count = 0;
  if (has_log_dirs) ++tagged_count;
  if (has_cordoned_log_dirs) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_log_dirs) {
    Writer field;
    field.write_array_count(log_dirs.size(), compact);
    for (const Uuid& item : log_dirs) field.write_uuid(item);
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

void UnregisterBrokerRecord::decode(Reader& reader, std::int16_t version) {
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  broker_id = reader.read_int32();
  broker_epoch = reader.read_int64();
  reader.skip_tagged_fields();
}

void UnregisterBrokerRecord::encode(Writer& writer, std::int16_t version) const {
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(broker_id);
  writer.write_int64(broker_epoch);
  writer.write_unsigned_varint(0);
}

void TopicRecord::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  name = reader.read_string(compact);
  topic_id = reader.read_uuid();
  reader.skip_tagged_fields();
}

void TopicRecord::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(name, compact);
  writer.write_uuid(topic_id);
  writer.write_unsigned_varint(0);
}

void PartitionRecord::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  partition_id = reader.read_int32();
  topic_id = reader.read_uuid();
  replicas.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : replicas) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  isr.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : isr) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  removing_replicas.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : removing_replicas) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  adding_replicas.resize(reader.read_array(compact, 4, sizeof(std::int32_t)));
  for (std::int32_t& item : adding_replicas) {
    item = reader.read_int32();
    if (!reader.ok()) return;
  }
  leader = reader.read_int32();
  leader_epoch = reader.read_int32();
  partition_epoch = reader.read_int32();
  if (version >= 1) {
    directories.resize(reader.read_array(compact, 16, sizeof(Uuid)));
    for (Uuid& item : directories) {
      item = reader.read_uuid();
      if (!reader.ok()) return;
    }
  }
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0) {
      leader_recovery_state = reader.read_int8();
      reader.end_tagged(tagged);
    } else if (tagged.tag == 1 && version >= 2) {
      if (const std::int32_t elements = reader.read_nullable_array(compact, 4, sizeof(std::int32_t)); elements < 0) {
        eligible_leader_replicas.reset();
      } else {
        eligible_leader_replicas.emplace(static_cast<std::size_t>(elements));
        for (std::int32_t& item : *eligible_leader_replicas) {
          item = reader.read_int32();
          if (!reader.ok()) return;
        }
      }
      reader.end_tagged(tagged);
    } else if (tagged.tag == 2 && version >= 2) {
      if (const std::int32_t elements = reader.read_nullable_array(compact, 4, sizeof(std::int32_t)); elements < 0) {
        last_known_elr.reset();
      } else {
        last_known_elr.emplace(static_cast<std::size_t>(elements));
        for (std::int32_t& item : *last_known_elr) {
          item = reader.read_int32();
          if (!reader.ok()) return;
        }
      }
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void PartitionRecord::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(partition_id);
  writer.write_uuid(topic_id);
  writer.write_array_count(replicas.size(), compact);
  for (const std::int32_t item : replicas) writer.write_int32(item);
  writer.write_array_count(isr.size(), compact);
  for (const std::int32_t item : isr) writer.write_int32(item);
  writer.write_array_count(removing_replicas.size(), compact);
  for (const std::int32_t item : removing_replicas) writer.write_int32(item);
  writer.write_array_count(adding_replicas.size(), compact);
  for (const std::int32_t item : adding_replicas) writer.write_int32(item);
  writer.write_int32(leader);
  writer.write_int32(leader_epoch);
  writer.write_int32(partition_epoch);
  if (version >= 1) {
    writer.write_array_count(directories.size(), compact);
    for (const Uuid& item : directories) writer.write_uuid(item);
  }
  const bool has_leader_recovery_state = leader_recovery_state != 0;
  const bool has_eligible_leader_replicas = version >= 2 && eligible_leader_replicas.has_value();
  const bool has_last_known_elr = version >= 2 && last_known_elr.has_value();
  std::uint32_t tagged_count = 0;
  if (has_leader_recovery_state) ++tagged_count;
  if (has_eligible_leader_replicas) ++tagged_count;
  if (has_last_known_elr) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_leader_recovery_state) {
    Writer field;
    field.write_int8(leader_recovery_state);
    writer.write_tagged(0, std::move(field));
  }
  if (has_eligible_leader_replicas) {
    Writer field;
    if (!eligible_leader_replicas.has_value()) {
      field.write_null_array(compact);
    } else {
      field.write_array_count(eligible_leader_replicas->size(), compact);
      for (const std::int32_t item : *eligible_leader_replicas) field.write_int32(item);
    }
    writer.write_tagged(1, std::move(field));
  }
  if (has_last_known_elr) {
    Writer field;
    if (!last_known_elr.has_value()) {
      field.write_null_array(compact);
    } else {
      field.write_array_count(last_known_elr->size(), compact);
      for (const std::int32_t item : *last_known_elr) field.write_int32(item);
    }
    writer.write_tagged(2, std::move(field));
  }
}

void ConfigRecord::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  resource_type = reader.read_int8();
  resource_name = reader.read_string(compact);
  name = reader.read_string(compact);
  value = reader.read_nullable_string(compact);
  reader.skip_tagged_fields();
}

void ConfigRecord::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int8(resource_type);
  writer.write_string(resource_name, compact);
  writer.write_string(name, compact);
  writer.write_nullable_string(value, compact);
  writer.write_unsigned_varint(0);
}

void PartitionChangeRecord::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  partition_id = reader.read_int32();
  topic_id = reader.read_uuid();
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0) {
      if (const std::int32_t elements = reader.read_nullable_array(compact, 4, sizeof(std::int32_t)); elements < 0) {
        isr.reset();
      } else {
        isr.emplace(static_cast<std::size_t>(elements));
        for (std::int32_t& item : *isr) {
          item = reader.read_int32();
          if (!reader.ok()) return;
        }
      }
      reader.end_tagged(tagged);
    } else if (tagged.tag == 1) {
      leader = reader.read_int32();
      reader.end_tagged(tagged);
    } else if (tagged.tag == 2) {
      if (const std::int32_t elements = reader.read_nullable_array(compact, 4, sizeof(std::int32_t)); elements < 0) {
        replicas.reset();
      } else {
        replicas.emplace(static_cast<std::size_t>(elements));
        for (std::int32_t& item : *replicas) {
          item = reader.read_int32();
          if (!reader.ok()) return;
        }
      }
      reader.end_tagged(tagged);
    } else if (tagged.tag == 3) {
      if (const std::int32_t elements = reader.read_nullable_array(compact, 4, sizeof(std::int32_t)); elements < 0) {
        removing_replicas.reset();
      } else {
        removing_replicas.emplace(static_cast<std::size_t>(elements));
        for (std::int32_t& item : *removing_replicas) {
          item = reader.read_int32();
          if (!reader.ok()) return;
        }
      }
      reader.end_tagged(tagged);
    } else if (tagged.tag == 4) {
      if (const std::int32_t elements = reader.read_nullable_array(compact, 4, sizeof(std::int32_t)); elements < 0) {
        adding_replicas.reset();
      } else {
        adding_replicas.emplace(static_cast<std::size_t>(elements));
        for (std::int32_t& item : *adding_replicas) {
          item = reader.read_int32();
          if (!reader.ok()) return;
        }
      }
      reader.end_tagged(tagged);
    } else if (tagged.tag == 5) {
      leader_recovery_state = reader.read_int8();
      reader.end_tagged(tagged);
    } else if (tagged.tag == 6 && version >= 2) {
      if (const std::int32_t elements = reader.read_nullable_array(compact, 4, sizeof(std::int32_t)); elements < 0) {
        eligible_leader_replicas.reset();
      } else {
        eligible_leader_replicas.emplace(static_cast<std::size_t>(elements));
        for (std::int32_t& item : *eligible_leader_replicas) {
          item = reader.read_int32();
          if (!reader.ok()) return;
        }
      }
      reader.end_tagged(tagged);
    } else if (tagged.tag == 7 && version >= 2) {
      if (const std::int32_t elements = reader.read_nullable_array(compact, 4, sizeof(std::int32_t)); elements < 0) {
        last_known_elr.reset();
      } else {
        last_known_elr.emplace(static_cast<std::size_t>(elements));
        for (std::int32_t& item : *last_known_elr) {
          item = reader.read_int32();
          if (!reader.ok()) return;
        }
      }
      reader.end_tagged(tagged);
    } else if (tagged.tag == 8 && version >= 1) {
      if (const std::int32_t elements = reader.read_nullable_array(compact, 16, sizeof(Uuid)); elements < 0) {
        directories.reset();
      } else {
        directories.emplace(static_cast<std::size_t>(elements));
        for (Uuid& item : *directories) {
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

void PartitionChangeRecord::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(partition_id);
  writer.write_uuid(topic_id);
  const bool has_isr = isr.has_value();
  const bool has_leader = leader != -2;
  const bool has_replicas = replicas.has_value();
  const bool has_removing_replicas = removing_replicas.has_value();
  const bool has_adding_replicas = adding_replicas.has_value();
  const bool has_leader_recovery_state = leader_recovery_state != -1;
  const bool has_eligible_leader_replicas = version >= 2 && eligible_leader_replicas.has_value();
  const bool has_last_known_elr = version >= 2 && last_known_elr.has_value();
  const bool has_directories = version >= 1 && directories.has_value();
  std::uint32_t tagged_count = 0;
  if (has_isr) ++tagged_count;
  if (has_leader) ++tagged_count;
  if (has_replicas) ++tagged_count;
  if (has_removing_replicas) ++tagged_count;
  if (has_adding_replicas) ++tagged_count;
  if (has_leader_recovery_state) ++tagged_count;
  if (has_eligible_leader_replicas) ++tagged_count;
  if (has_last_known_elr) ++tagged_count;
  if (has_directories) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_isr) {
    Writer field;
    if (!isr.has_value()) {
      field.write_null_array(compact);
    } else {
      field.write_array_count(isr->size(), compact);
      for (const std::int32_t item : *isr) field.write_int32(item);
    }
    writer.write_tagged(0, std::move(field));
  }
  if (has_leader) {
    Writer field;
    field.write_int32(leader);
    writer.write_tagged(1, std::move(field));
  }
  if (has_replicas) {
    Writer field;
    if (!replicas.has_value()) {
      field.write_null_array(compact);
    } else {
      field.write_array_count(replicas->size(), compact);
      for (const std::int32_t item : *replicas) field.write_int32(item);
    }
    writer.write_tagged(2, std::move(field));
  }
  if (has_removing_replicas) {
    Writer field;
    if (!removing_replicas.has_value()) {
      field.write_null_array(compact);
    } else {
      field.write_array_count(removing_replicas->size(), compact);
      for (const std::int32_t item : *removing_replicas) field.write_int32(item);
    }
    writer.write_tagged(3, std::move(field));
  }
  if (has_adding_replicas) {
    Writer field;
    if (!adding_replicas.has_value()) {
      field.write_null_array(compact);
    } else {
      field.write_array_count(adding_replicas->size(), compact);
      for (const std::int32_t item : *adding_replicas) field.write_int32(item);
    }
    writer.write_tagged(4, std::move(field));
  }
  if (has_leader_recovery_state) {
    Writer field;
    field.write_int8(leader_recovery_state);
    writer.write_tagged(5, std::move(field));
  }
  if (has_eligible_leader_replicas) {
    Writer field;
    if (!eligible_leader_replicas.has_value()) {
      field.write_null_array(compact);
    } else {
      field.write_array_count(eligible_leader_replicas->size(), compact);
      for (const std::int32_t item : *eligible_leader_replicas) field.write_int32(item);
    }
    writer.write_tagged(6, std::move(field));
  }
  if (has_last_known_elr) {
    Writer field;
    if (!last_known_elr.has_value()) {
      field.write_null_array(compact);
    } else {
      field.write_array_count(last_known_elr->size(), compact);
      for (const std::int32_t item : *last_known_elr) field.write_int32(item);
    }
    writer.write_tagged(7, std::move(field));
  }
  if (has_directories) {
    Writer field;
    if (!directories.has_value()) {
      field.write_null_array(compact);
    } else {
      field.write_array_count(directories->size(), compact);
      for (const Uuid& item : *directories) field.write_uuid(item);
    }
    writer.write_tagged(8, std::move(field));
  }
}

void FenceBrokerRecord::decode(Reader& reader, std::int16_t version) {
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  id = reader.read_int32();
  epoch = reader.read_int64();
  reader.skip_tagged_fields();
}

void FenceBrokerRecord::encode(Writer& writer, std::int16_t version) const {
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(id);
  writer.write_int64(epoch);
  writer.write_unsigned_varint(0);
}

void UnfenceBrokerRecord::decode(Reader& reader, std::int16_t version) {
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  id = reader.read_int32();
  epoch = reader.read_int64();
  reader.skip_tagged_fields();
}

void UnfenceBrokerRecord::encode(Writer& writer, std::int16_t version) const {
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(id);
  writer.write_int64(epoch);
  writer.write_unsigned_varint(0);
}

void RemoveTopicRecord::decode(Reader& reader, std::int16_t version) {
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  topic_id = reader.read_uuid();
  reader.skip_tagged_fields();
}

void RemoveTopicRecord::encode(Writer& writer, std::int16_t version) const {
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_uuid(topic_id);
  writer.write_unsigned_varint(0);
}

void DelegationTokenRecord::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  owner = reader.read_string(compact);
  requester = reader.read_string(compact);
  renewers.resize(reader.read_array(compact, 1, sizeof(std::string_view)));
  for (std::string_view& item : renewers) {
    item = reader.read_string(compact);
    if (!reader.ok()) return;
  }
  issue_timestamp = reader.read_int64();
  max_timestamp = reader.read_int64();
  expiration_timestamp = reader.read_int64();
  token_id = reader.read_string(compact);
  reader.skip_tagged_fields();
}

void DelegationTokenRecord::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(owner, compact);
  writer.write_string(requester, compact);
  writer.write_array_count(renewers.size(), compact);
  for (const std::string_view item : renewers) writer.write_string(item, compact);
  writer.write_int64(issue_timestamp);
  writer.write_int64(max_timestamp);
  writer.write_int64(expiration_timestamp);
  writer.write_string(token_id, compact);
  writer.write_unsigned_varint(0);
}

void UserScramCredentialRecord::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  name = reader.read_string(compact);
  mechanism = reader.read_int8();
  salt = reader.read_bytes(compact);
  stored_key = reader.read_bytes(compact);
  server_key = reader.read_bytes(compact);
  iterations = reader.read_int32();
  reader.skip_tagged_fields();
}

void UserScramCredentialRecord::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(name, compact);
  writer.write_int8(mechanism);
  writer.write_bytes(salt, compact);
  writer.write_bytes(stored_key, compact);
  writer.write_bytes(server_key, compact);
  writer.write_int32(iterations);
  writer.write_unsigned_varint(0);
}

bool UserScramCredentialRecord::operator==(const UserScramCredentialRecord& other) const {
  return name == other.name &&
         mechanism == other.mechanism &&
         same_bytes(salt, other.salt) &&
         same_bytes(stored_key, other.stored_key) &&
         same_bytes(server_key, other.server_key) &&
         iterations == other.iterations;
}

void FeatureLevelRecord::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  name = reader.read_string(compact);
  feature_level = reader.read_int16();
  reader.skip_tagged_fields();
}

void FeatureLevelRecord::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(name, compact);
  writer.write_int16(feature_level);
  writer.write_unsigned_varint(0);
}

void ClientQuotaRecord::EntityData::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  entity_type = reader.read_string(compact);
  entity_name = reader.read_nullable_string(compact);
  reader.skip_tagged_fields();
}

void ClientQuotaRecord::EntityData::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(entity_type, compact);
  writer.write_nullable_string(entity_name, compact);
  writer.write_unsigned_varint(0);
}

void ClientQuotaRecord::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  entity.resize(reader.read_array(compact, 3, sizeof(EntityData)));
  for (EntityData& item : entity) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  key = reader.read_string(compact);
  value = reader.read_float64();
  remove = reader.read_bool();
  reader.skip_tagged_fields();
}

void ClientQuotaRecord::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_array_count(entity.size(), compact);
  for (const EntityData& item : entity) item.encode(writer, version);
  writer.write_string(key, compact);
  writer.write_float64(value);
  writer.write_bool(remove);
  writer.write_unsigned_varint(0);
}

void ProducerIdsRecord::decode(Reader& reader, std::int16_t version) {
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  broker_id = reader.read_int32();
  broker_epoch = reader.read_int64();
  next_producer_id = reader.read_int64();
  reader.skip_tagged_fields();
}

void ProducerIdsRecord::encode(Writer& writer, std::int16_t version) const {
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(broker_id);
  writer.write_int64(broker_epoch);
  writer.write_int64(next_producer_id);
  writer.write_unsigned_varint(0);
}

void BrokerRegistrationChangeRecord::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  broker_id = reader.read_int32();
  broker_epoch = reader.read_int64();
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0) {
      fenced = reader.read_int8();
      reader.end_tagged(tagged);
    } else if (tagged.tag == 1 && version >= 1) {
      in_controlled_shutdown = reader.read_int8();
      reader.end_tagged(tagged);
    } else if (tagged.tag == 2 && version >= 2) {
      log_dirs.clear();
      log_dirs.resize(reader.read_array(compact, 16, sizeof(Uuid)));
      for (Uuid& item : log_dirs) {
        item = reader.read_uuid();
        if (!reader.ok()) return;
      }
      reader.end_tagged(tagged);
    } else if (tagged.tag == 3 && version >= 3) {
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

void BrokerRegistrationChangeRecord::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(broker_id);
  writer.write_int64(broker_epoch);
  const bool has_fenced = fenced != 0;
  const bool has_in_controlled_shutdown = version >= 1 && in_controlled_shutdown != 0;
  const bool has_log_dirs = version >= 2 && !log_dirs.empty();
  const bool has_cordoned_log_dirs = version >= 3 && cordoned_log_dirs.has_value();
  std::uint32_t tagged_count = 0;
  if (has_fenced) ++tagged_count;
  if (has_in_controlled_shutdown) ++tagged_count;
  if (has_log_dirs) ++tagged_count;
  if (has_cordoned_log_dirs) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_fenced) {
    Writer field;
    field.write_int8(fenced);
    writer.write_tagged(0, std::move(field));
  }
  if (has_in_controlled_shutdown) {
    Writer field;
    field.write_int8(in_controlled_shutdown);
    writer.write_tagged(1, std::move(field));
  }
  if (has_log_dirs) {
    Writer field;
    field.write_array_count(log_dirs.size(), compact);
    for (const Uuid& item : log_dirs) field.write_uuid(item);
    writer.write_tagged(2, std::move(field));
  }
  if (has_cordoned_log_dirs) {
    Writer field;
    if (!cordoned_log_dirs.has_value()) {
      field.write_null_array(compact);
    } else {
      field.write_array_count(cordoned_log_dirs->size(), compact);
      for (const Uuid& item : *cordoned_log_dirs) field.write_uuid(item);
    }
    writer.write_tagged(3, std::move(field));
  }
}

void AccessControlEntryRecord::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  id = reader.read_uuid();
  resource_type = reader.read_int8();
  resource_name = reader.read_string(compact);
  pattern_type = reader.read_int8();
  principal = reader.read_string(compact);
  host = reader.read_string(compact);
  operation = reader.read_int8();
  permission_type = reader.read_int8();
  reader.skip_tagged_fields();
}

void AccessControlEntryRecord::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_uuid(id);
  writer.write_int8(resource_type);
  writer.write_string(resource_name, compact);
  writer.write_int8(pattern_type);
  writer.write_string(principal, compact);
  writer.write_string(host, compact);
  writer.write_int8(operation);
  writer.write_int8(permission_type);
  writer.write_unsigned_varint(0);
}

void RemoveAccessControlEntryRecord::decode(Reader& reader, std::int16_t version) {
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  id = reader.read_uuid();
  reader.skip_tagged_fields();
}

void RemoveAccessControlEntryRecord::encode(Writer& writer, std::int16_t version) const {
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_uuid(id);
  writer.write_unsigned_varint(0);
}

void NoOpRecord::decode(Reader& reader, std::int16_t version) {
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  reader.skip_tagged_fields();
}

void NoOpRecord::encode(Writer& writer, std::int16_t version) const {
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_unsigned_varint(0);
}

void ZkMigrationStateRecord::decode(Reader& reader, std::int16_t version) {
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  zk_migration_state = reader.read_int8();
  reader.skip_tagged_fields();
}

void ZkMigrationStateRecord::encode(Writer& writer, std::int16_t version) const {
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int8(zk_migration_state);
  writer.write_unsigned_varint(0);
}

void RemoveUserScramCredentialRecord::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  name = reader.read_string(compact);
  mechanism = reader.read_int8();
  reader.skip_tagged_fields();
}

void RemoveUserScramCredentialRecord::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(name, compact);
  writer.write_int8(mechanism);
  writer.write_unsigned_varint(0);
}

void BeginTransactionRecord::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0) {
      name = reader.read_nullable_string(compact);
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void BeginTransactionRecord::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  const bool has_name = name.has_value();
  std::uint32_t tagged_count = 0;
  if (has_name) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_name) {
    Writer field;
    field.write_nullable_string(name, compact);
    writer.write_tagged(0, std::move(field));
  }
}

void EndTransactionRecord::decode(Reader& reader, std::int16_t version) {
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  reader.skip_tagged_fields();
}

void EndTransactionRecord::encode(Writer& writer, std::int16_t version) const {
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_unsigned_varint(0);
}

void AbortTransactionRecord::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  const std::uint32_t tagged_count = reader.read_unsigned_varint();
  for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {
    const Reader::Tagged tagged = reader.begin_tagged();
    if (tagged.tag == 0) {
      reason = reader.read_nullable_string(compact);
      reader.end_tagged(tagged);
    } else {
      reader.skip_tagged(tagged);
    }
  }
}

void AbortTransactionRecord::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  const bool has_reason = reason.has_value();
  std::uint32_t tagged_count = 0;
  if (has_reason) ++tagged_count;
  writer.write_unsigned_varint(tagged_count);
  if (has_reason) {
    Writer field;
    field.write_nullable_string(reason, compact);
    writer.write_tagged(0, std::move(field));
  }
}

void RemoveDelegationTokenRecord::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  token_id = reader.read_string(compact);
  reader.skip_tagged_fields();
}

void RemoveDelegationTokenRecord::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(token_id, compact);
  writer.write_unsigned_varint(0);
}

void RegisterControllerRecord::ControllerEndpoint::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  host = reader.read_string(compact);
  port = reader.read_uint16();
  security_protocol = reader.read_int16();
  reader.skip_tagged_fields();
}

void RegisterControllerRecord::ControllerEndpoint::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_string(host, compact);
  writer.write_uint16(port);
  writer.write_int16(security_protocol);
  writer.write_unsigned_varint(0);
}

void RegisterControllerRecord::ControllerFeature::decode(Reader& reader, std::int16_t) {
  constexpr bool compact = true;
  name = reader.read_string(compact);
  min_supported_version = reader.read_int16();
  max_supported_version = reader.read_int16();
  reader.skip_tagged_fields();
}

void RegisterControllerRecord::ControllerFeature::encode(Writer& writer, std::int16_t) const {
  constexpr bool compact = true;
  writer.write_string(name, compact);
  writer.write_int16(min_supported_version);
  writer.write_int16(max_supported_version);
  writer.write_unsigned_varint(0);
}

void RegisterControllerRecord::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  controller_id = reader.read_int32();
  incarnation_id = reader.read_uuid();
  zk_migration_ready = reader.read_bool();
  end_points.resize(reader.read_array(compact, 7, sizeof(ControllerEndpoint)));
  for (ControllerEndpoint& item : end_points) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  features.resize(reader.read_array(compact, 6, sizeof(ControllerFeature)));
  for (ControllerFeature& item : features) {
    item.decode(reader, version);
    if (!reader.ok()) return;
  }
  reader.skip_tagged_fields();
}

void RegisterControllerRecord::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_int32(controller_id);
  writer.write_uuid(incarnation_id);
  writer.write_bool(zk_migration_ready);
  writer.write_array_count(end_points.size(), compact);
  for (const ControllerEndpoint& item : end_points) item.encode(writer, version);
  writer.write_array_count(features.size(), compact);
  for (const ControllerFeature& item : features) item.encode(writer, version);
  writer.write_unsigned_varint(0);
}

void ClearElrRecord::decode(Reader& reader, std::int16_t version) {
  constexpr bool compact = true;
  if (version < kVersionMin || version > kVersionMax) return reader.fail(ReadError::kVersion);
  topic_name = reader.read_string(compact);
  reader.skip_tagged_fields();
}

void ClearElrRecord::encode(Writer& writer, std::int16_t version) const {
  constexpr bool compact = true;
  KLAMM_ASSERT(version >= kVersionMin && version <= kVersionMax);
  writer.write_string(topic_name, compact);
  writer.write_unsigned_varint(0);
}

}  // namespace klamm::protocol
