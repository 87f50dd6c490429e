// GroupPartition: committed offsets, and what administrators see and delete.
#include <algorithm>
#include <cctype>
#include <utility>

#include "coordinator/group_coordinator.h"
#include "coordinator/java_string.h"
#include "coordinator/records.h"

namespace klamm::coordinator {

using namespace protocol;

namespace {

constexpr std::int16_t kGroupIdNotFoundSinceCommitVersion = 9;
constexpr std::int16_t kGroupIdNotFoundSinceDescribeVersion = 6;

// What a filter of ListGroups is compared as.
std::string lower_trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0) text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) text.remove_suffix(1);
  std::string lower;
  for (const char c : text) lower.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
  return lower;
}

bool passes(const std::vector<std::string_view>& filter, std::string_view value) {
  if (filter.empty()) return true;
  const std::string wanted = lower_trimmed(value);
  return std::any_of(filter.begin(), filter.end(), [&](std::string_view f) { return lower_trimmed(f) == wanted; });
}

std::optional<std::string_view> copy(Arena& arena, const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  return arena.copy(*text);
}

std::string_view group_type_name(GroupType type) {
  switch (type) {
    case GroupType::kClassic: return "classic";
  }
  return "";
}

}  // namespace

void GroupPartition::apply_offset(std::string_view group, std::string_view topic, std::int32_t partition,
                                  const std::optional<OffsetCommitValue>& value) {
  if (!value) return offsets_.remove(group, topic, partition);
  CommittedOffset offset;
  offset.offset = value->offset;
  offset.leader_epoch = value->leader_epoch;
  offset.metadata = value->metadata;
  offset.commit_timestamp_ms = value->commit_timestamp;
  offset.expire_timestamp_ms = value->expire_timestamp;
  offset.topic_id = value->topic_id;
  offsets_.put(group, topic, partition, std::move(offset));
}

ErrorCode GroupPartition::validate_commit(const OffsetCommitRequest& message, std::int16_t version, Now now) {
  ClassicGroup* group = find(message.group_id);
  if (group == nullptr) {
    if (message.generation_id_or_member_epoch >= 0) {
      return version >= kGroupIdNotFoundSinceCommitVersion ? ErrorCode::kGroupIdNotFound
                                                           : ErrorCode::kIllegalGeneration;
    }
    // A consumer that assigns its partitions itself, or an administrator: the group consists of its offsets.
    group = create(message.group_id, now);
    if (group == nullptr) return ErrorCode::kPolicyViolation;
  }
  CommitterId committer;
  committer.member_id = message.member_id;
  committer.group_instance_id = message.group_instance_id;
  committer.generation_id = message.generation_id_or_member_epoch;
  const ErrorCode code = group->validate_commit(committer, false, now);
  touched(message.group_id);
  return code;
}

OffsetCommitResponse GroupPartition::commit_offsets(const OffsetCommitRequest& message, std::int16_t version, Now now,
                                                    Arena& arena, Effects& effects) {
  OffsetCommitResponse response;
  const ErrorCode invalid = validate_commit(message, version, now);
  Write write;
  for (const OffsetCommitRequest::OffsetCommitRequestTopic& topic : message.topics) {
    OffsetCommitResponse::OffsetCommitResponseTopic& answer = response.topics.emplace_back();
    answer.name = arena.copy(topic.name);
    answer.topic_id = topic.topic_id;
    for (const OffsetCommitRequest::OffsetCommitRequestPartition& partition : topic.partitions) {
      ErrorCode code = invalid;
      const std::string_view metadata = partition.committed_metadata.value_or("");
      if (code == ErrorCode::kNone &&
          std::cmp_greater(utf16_length(metadata), context_.config.offset_metadata_max_size)) {
        code = ErrorCode::kOffsetMetadataTooLarge;
      }
      OffsetCommitResponse::OffsetCommitResponsePartition& part = answer.partitions.emplace_back();
      part.partition_index = partition.partition_index;
      part.error_code = code;
      if (code != ErrorCode::kNone) continue;
      OffsetCommitValue value;
      value.offset = partition.committed_offset;
      value.leader_epoch = partition.committed_leader_epoch;
      value.metadata = metadata;
      value.commit_timestamp = partition.commit_timestamp == -1 ? now.wall_ms : partition.commit_timestamp;
      if (message.retention_time_ms != -1) {
        value.expire_timestamp = std::max<std::int64_t>(saturating_add(now.wall_ms, message.retention_time_ms), 0);
      }
      value.topic_id = topic.topic_id;
      write.records.push_back(
          {encode_offset_key(message.group_id, topic.name, partition.partition_index), encode_offset_value(value)});
      offsets_.commit_began(message.group_id, topic.name, partition.partition_index);
    }
  }
  if (write.records.empty()) return response;
  write.id = context_.next_write_id();
  write.group_id = message.group_id;
  effects.writes.push_back(std::move(write));
  return response;
}

OffsetFetchResponse::OffsetFetchResponseGroup GroupPartition::fetch_offsets(
    const OffsetFetchRequest::OffsetFetchRequestGroup& message, Arena& arena) const {
  OffsetFetchResponse::OffsetFetchResponseGroup response;
  response.group_id = arena.copy(message.group_id);
  const auto add = [&](auto& topic, std::int32_t partition, const CommittedOffset* offset) {
    OffsetFetchResponse::OffsetFetchResponsePartitions& part = topic.partitions.emplace_back();
    part.partition_index = partition;
    part.committed_offset = offset == nullptr ? -1 : offset->offset;
    part.committed_leader_epoch = offset == nullptr ? -1 : offset->leader_epoch;
    part.metadata = offset == nullptr ? std::string_view() : arena.copy(offset->metadata);
  };
  if (!message.topics) {
    const OffsetTable::Topics* topics = offsets_.find_group(message.group_id);
    if (topics == nullptr) return response;
    for (const auto& [name, partitions] : *topics) {
      OffsetFetchResponse::OffsetFetchResponseTopics& topic = response.topics.emplace_back();
      topic.name = arena.copy(name);
      for (const auto& [partition, offset] : partitions) add(topic, partition, &offset);
    }
    return response;
  }
  for (const OffsetFetchRequest::OffsetFetchRequestTopics& wanted : *message.topics) {
    OffsetFetchResponse::OffsetFetchResponseTopics& topic = response.topics.emplace_back();
    topic.name = arena.copy(wanted.name);
    topic.topic_id = wanted.topic_id;
    for (const std::int32_t partition : wanted.partition_indexes) {
      const CommittedOffset* offset = offsets_.find(message.group_id, wanted.name, partition);
      // An offset of a topic that was deleted says nothing about a new one of the same name.
      const bool other_topic = offset != nullptr && !offset->topic_id.is_zero() && !wanted.topic_id.is_zero() &&
                               offset->topic_id != wanted.topic_id;
      add(topic, partition, other_topic ? nullptr : offset);
    }
  }
  return response;
}

OffsetDeleteResponse GroupPartition::delete_offsets(const OffsetDeleteRequest& message, Arena& arena,
                                                    Effects& effects) {
  OffsetDeleteResponse response;
  const ClassicGroup* group = find(message.group_id);
  if (message.group_id.empty()) response.error_code = ErrorCode::kInvalidGroupId;
  else if (group == nullptr) response.error_code = ErrorCode::kGroupIdNotFound;
  else response.error_code = group->validate_offset_delete();
  if (response.error_code != ErrorCode::kNone) return response;
  Write write = tombstones(message.group_id);
  for (const OffsetDeleteRequest::OffsetDeleteRequestTopic& topic : message.topics) {
    OffsetDeleteResponse::OffsetDeleteResponseTopic& answer = response.topics.emplace_back();
    answer.name = arena.copy(topic.name);
    const bool subscribed = group->is_subscribed_to(topic.name);
    for (const OffsetDeleteRequest::OffsetDeleteRequestPartition& partition : topic.partitions) {
      OffsetDeleteResponse::OffsetDeleteResponsePartition& part = answer.partitions.emplace_back();
      part.partition_index = partition.partition_index;
      if (subscribed) {
        part.error_code = ErrorCode::kGroupSubscribedToTopic;
      } else if (offsets_.find(message.group_id, topic.name, partition.partition_index) != nullptr ||
                 offsets_.has_commit_underway(message.group_id, topic.name, partition.partition_index)) {
        write.records.push_back(
            {encode_offset_key(message.group_id, topic.name, partition.partition_index), std::nullopt});
      }
    }
  }
  if (!write.records.empty()) effects.writes.push_back(std::move(write));
  return response;
}

void GroupPartition::delete_topic_offsets(std::string_view topic, const TopicId& topic_id, Effects& effects) {
  for (const auto& [group_id, topics] : offsets_.groups()) {
    const auto found = topics.find(topic);
    if (found == topics.end()) continue;
    Write write = tombstones(group_id);
    for (const auto& [partition, offset] : found->second) {
      if (!offset.topic_id.is_zero() && offset.topic_id != topic_id) continue;
      write.records.push_back({encode_offset_key(group_id, topic, partition), std::nullopt});
    }
    if (!write.records.empty()) effects.writes.push_back(std::move(write));
  }
}

void GroupPartition::list_groups(const std::vector<std::string_view>& states,
                                 const std::vector<std::string_view>& types,
                                 std::vector<ListGroupsResponse::ListedGroup>& out, Arena& arena) const {
  const std::string_view type = group_type_name(GroupType::kClassic);
  if (!passes(types, type)) return;
  for (const auto& [id, entry] : groups_) {
    const ClassicGroup& group = *entry.group;
    if (!passes(states, group_state_name(group.state()))) continue;
    ListGroupsResponse::ListedGroup& listed = out.emplace_back();
    listed.group_id = arena.copy(id);
    listed.protocol_type = arena.copy(group.protocol_type().value_or(""));
    listed.group_state = group_state_name(group.state());
    listed.group_type = type;
  }
}

DescribeGroupsResponse::DescribedGroup GroupPartition::describe_group(std::string_view group_id, std::int16_t version,
                                                                      Arena& arena) const {
  DescribeGroupsResponse::DescribedGroup described;
  described.group_id = arena.copy(group_id);
  const ClassicGroup* group = find_group(group_id);
  if (group == nullptr) {
    described.group_state = group_state_name(GroupState::kDead);
    if (version >= kGroupIdNotFoundSinceDescribeVersion) {
      described.error_code = ErrorCode::kGroupIdNotFound;
      described.error_message = arena.store("Group " + std::string(group_id) + " not found.");
    }
    return described;
  }
  const bool stable = group->state() == GroupState::kStable;
  described.group_state = group_state_name(group->state());
  described.protocol_type = arena.copy(group->protocol_type().value_or(""));
  if (stable) described.protocol_data = arena.copy(group->protocol_name().value_or(""));
  for (const auto& [id, member] : group->members()) {
    DescribeGroupsResponse::DescribedGroupMember& out = described.members.emplace_back();
    out.member_id = arena.copy(id);
    out.group_instance_id = copy(arena, member.group_instance_id);
    out.client_id = arena.copy(member.client_id);
    out.client_host = arena.copy(member.client_host);
    out.member_assignment = as_bytes(arena.copy(member.assignment));
    // Before a protocol is chosen nobody knows which of the member's metadata counts.
    const std::string* metadata = stable ? member.metadata(*group->protocol_name()) : nullptr;
    if (metadata != nullptr) out.member_metadata = as_bytes(arena.copy(*metadata));
  }
  return described;
}

ErrorCode GroupPartition::delete_group(std::string_view group_id, Effects& effects) {
  const auto found = groups_.find(group_id);
  if (found == groups_.end()) return ErrorCode::kGroupIdNotFound;
  const ErrorCode code = found->second.group->validate_delete();
  if (code != ErrorCode::kNone) return code;
  Write write = tombstones(group_id);
  offsets_.for_each(group_id, [&](std::string_view topic, std::int32_t partition) {
    write.records.push_back({encode_offset_key(group_id, topic, partition), std::nullopt});
  });
  bury(found, std::move(write), effects);
  return ErrorCode::kNone;
}

void GroupPartition::expire(Now now, Effects& effects) {
  for (auto next = groups_.begin(); next != groups_.end();) {
    const auto found = next++;
    const std::string& id = found->first;
    const ClassicGroup& group = *found->second.group;
    bool all_expired = !offsets_.has_commit_underway(id);
    Write write = tombstones(id);
    const OffsetTable::Topics* topics = offsets_.find_group(id);
    if (topics != nullptr) {
      for (const auto& [topic, partitions] : *topics) {
        const bool subscribed = group.is_subscribed_to(topic);
        for (const auto& [partition, offset] : partitions) {
          const std::optional<std::int64_t> start_ms = group.retention_starts_ms(offset.commit_timestamp_ms);
          // A tombstone would come behind a commit that is on its way, and take it back.
          const bool kept = subscribed || !start_ms || offsets_.has_commit_underway(id, topic, partition);
          const std::int64_t end_ms = offset.expire_timestamp_ms >= 0
                                          ? offset.expire_timestamp_ms
                                          : saturating_add(start_ms.value_or(0), context_.config.offsets_retention_ms);
          if (kept || now.wall_ms < end_ms) all_expired = false;
          else write.records.push_back({encode_offset_key(id, topic, partition), std::nullopt});
        }
      }
    }
    const bool empty = group.state() == GroupState::kEmpty && group.pending_member_count() == 0;
    if (all_expired && empty) bury(found, std::move(write), effects);
    else if (!write.records.empty()) effects.writes.push_back(std::move(write));
  }
}

void GroupPartition::bury(Groups::iterator entry, Write write, Effects& effects) {
  write.records.push_back({encode_group_key(entry->first), std::nullopt});
  wakes_.erase({entry->second.wake_at_ms, entry->first});
  buried_[write.id] = std::move(entry->second.group);
  groups_.erase(entry);
  effects.writes.push_back(std::move(write));
}

Write GroupPartition::tombstones(std::string_view group_id) {
  Write write;
  write.id = context_.next_write_id();
  write.group_id = group_id;
  write.atomic = false;
  return write;
}

}  // namespace klamm::coordinator
