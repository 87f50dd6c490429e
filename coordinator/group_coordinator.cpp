// Groups: loading, membership, time, writes. Their offsets and their administration are in group_offsets.cpp.
#include "coordinator/group_coordinator.h"

#include "coordinator/records.h"
#include "runtime/base/assert.h"

namespace klamm::coordinator {

using namespace protocol;

GroupPartition::GroupPartition(const GroupConfig& config, MemberIdSource& member_ids) : context_{config, member_ids} {}

GroupPartition::~GroupPartition() {
  // Groups count themselves in context_, which must still be there when they go.
  groups_.clear();
  buried_.clear();
}

Status GroupPartition::replay(ByteView key, std::optional<ByteView> value, std::int16_t& skipped_type) {
  skipped_type = -1;
  Result<DecodedRecord> decoded = decode_record(key, value);
  if (!decoded.ok()) return decoded.error();
  const DecodedRecord& record = *decoded;
  switch (record.kind) {
    case DecodedRecord::Kind::kUnknown: skipped_type = record.type; return {};
    case DecodedRecord::Kind::kOffset:
      if (record.offset_value && find(record.offset_key.group) == nullptr) create(record.offset_key.group, Now{});
      apply_offset(record.offset_key.group, record.offset_key.topic, record.offset_key.partition, record.offset_value);
      return {};
    case DecodedRecord::Kind::kGroup: {
      const auto found = groups_.find(record.group_key.group);
      if (found != groups_.end()) erase(found);
      if (!record.group_value) return {};
      std::string id(record.group_key.group);
      Entry& entry = groups_[id];
      entry.group = std::make_unique<ClassicGroup>(std::move(id), context_, *record.group_value);
      return {};
    }
  }
  return {};
}

void GroupPartition::loaded(Now now, Effects& effects) {
  // A log that lost a group's record by compaction or by hand may still hold its offsets: they must be able to expire.
  for (const auto& [id, topics] : offsets_.groups()) {
    if (find(id) == nullptr) create(id, now);
  }
  std::vector<std::string> ids;
  for (const auto& [id, entry] : groups_) ids.push_back(id);
  for (const std::string& id : ids) {
    find(id)->loaded(now, effects);
    touched(id);
  }
}

void GroupPartition::unload(ErrorCode error, Effects& effects) {
  for (auto& [id, entry] : groups_) entry.group->kill(error, effects);
  wakes_.clear();
}

void GroupPartition::join_group(const Caller& caller, const JoinGroupRequest& message, std::int16_t version,
                                RequestId request, Now now, Effects& effects) {
  const auto reject = [&](ErrorCode code) {
    JoinResult result;
    result.error_code = code;
    result.member_id = message.member_id;
    effects.joins.push_back({request, std::move(result)});
  };
  if (message.group_id.empty()) return reject(ErrorCode::kInvalidGroupId);
  if (message.session_timeout_ms < context_.config.min_session_timeout_ms ||
      message.session_timeout_ms > context_.config.max_session_timeout_ms) {
    return reject(ErrorCode::kInvalidSessionTimeout);
  }
  ClassicGroup* group = find(message.group_id);
  const bool created = group == nullptr;
  if (created) {
    // An id that this coordinator gave out, for a group that is gone: the member starts over.
    if (!message.member_id.empty()) return reject(ErrorCode::kUnknownMemberId);
    group = create(message.group_id, now);
    if (group == nullptr) return reject(ErrorCode::kPolicyViolation);
  }
  JoinEvent event;
  event.client_id = caller.client_id;
  event.client_host = caller.client_host;
  event.member_id = message.member_id;
  event.group_instance_id = message.group_instance_id;
  event.session_timeout_ms = message.session_timeout_ms;
  event.rebalance_timeout_ms = version == 0 ? message.session_timeout_ms : message.rebalance_timeout_ms;
  event.protocol_type = message.protocol_type;
  for (const JoinGroupRequest::JoinGroupRequestProtocol& protocol : message.protocols) {
    event.protocols.push_back({std::string(protocol.name), std::string(as_text(protocol.metadata))});
  }
  event.require_known_member_id = version >= 4;
  event.may_skip_assignment = version >= 9;
  group->join(event, request, created, now, effects);
  touched(message.group_id);
}

void GroupPartition::sync_group(const SyncGroupRequest& message, RequestId request, Effects& effects) {
  ClassicGroup* group = find(message.group_id);
  if (group == nullptr) {
    SyncResult result;
    result.error_code = message.group_id.empty() ? ErrorCode::kInvalidGroupId : ErrorCode::kUnknownMemberId;
    effects.syncs.push_back({request, std::move(result)});
    return;
  }
  SyncEvent event;
  event.member_id = message.member_id;
  event.group_instance_id = message.group_instance_id;
  event.generation_id = message.generation_id;
  event.protocol_type = message.protocol_type;
  event.protocol_name = message.protocol_name;
  for (const SyncGroupRequest::SyncGroupRequestAssignment& assignment : message.assignments) {
    event.assignments.insert_or_assign(std::string(assignment.member_id), std::string(as_text(assignment.assignment)));
  }
  group->sync(std::move(event), request, effects);
  touched(message.group_id);
}

ErrorCode GroupPartition::heartbeat(const HeartbeatRequest& message, Now now) {
  if (message.group_id.empty()) return ErrorCode::kInvalidGroupId;
  ClassicGroup* group = find(message.group_id);
  if (group == nullptr) return ErrorCode::kUnknownMemberId;
  const ErrorCode code = group->heartbeat(message.member_id, message.group_instance_id, message.generation_id, now);
  touched(message.group_id);
  return code;
}

LeaveGroupResponse GroupPartition::leave_group(const LeaveGroupRequest& message, std::int16_t version, Now now,
                                               Arena& arena, Effects& effects) {
  LeaveGroupResponse response;
  if (message.group_id.empty()) {
    response.error_code = ErrorCode::kInvalidGroupId;
    return response;
  }
  std::vector<LeavingMember> leaving;
  if (version <= 2) leaving.push_back({message.member_id, std::nullopt});
  else
    for (const LeaveGroupRequest::MemberIdentity& who : message.members) {
      leaving.push_back({who.member_id, who.group_instance_id});
    }
  ClassicGroup* group = find(message.group_id);
  std::vector<ErrorCode> codes(leaving.size(), ErrorCode::kUnknownMemberId);
  if (group != nullptr) codes = group->leave(leaving, now, effects);
  touched(message.group_id);
  if (version <= 2) {
    response.error_code = codes.front();
    return response;
  }
  for (std::size_t i = 0; i < leaving.size(); ++i) {
    LeaveGroupResponse::MemberResponse& member = response.members.emplace_back();
    member.member_id = arena.copy(leaving[i].member_id);
    member.group_instance_id.reset();
    if (leaving[i].group_instance_id) member.group_instance_id = arena.copy(*leaving[i].group_instance_id);
    member.error_code = codes[i];
  }
  return response;
}

void GroupPartition::settle(const std::vector<CoordinatorRecord>& records, bool durable) {
  for (const CoordinatorRecord& record : records) {
    std::optional<ByteView> value;
    if (record.value) value = as_bytes(*record.value);
    const Result<DecodedRecord> decoded = decode_record(as_bytes(record.key), value);
    KLAMM_ASSERT(decoded.ok());
    // A group was changed when its record was made; replaying that now would undo what happened since.
    if (decoded->kind != DecodedRecord::Kind::kOffset) continue;
    const OffsetCommitKey& key = decoded->offset_key;
    if (record.value) offsets_.commit_ended(key.group, key.topic, key.partition);
    if (durable) apply_offset(key.group, key.topic, key.partition, decoded->offset_value);
  }
}

void GroupPartition::finished(WriteId id, std::string_view group_id, ErrorCode error, Now now, Effects& effects) {
  const auto buried = buried_.find(id);
  if (buried != buried_.end()) {
    std::unique_ptr<ClassicGroup> group = std::move(buried->second);
    buried_.erase(buried);
    if (error != ErrorCode::kNone && find(group_id) == nullptr) groups_[group->group_id()].group = std::move(group);
    touched(group_id);
    return;
  }
  ClassicGroup* group = find(group_id);
  if (group == nullptr) return;
  group->written(id, error, now, effects);
  // The first commit of a consumer outside of groups made a group that there is now no reason for.
  const bool unused = error != ErrorCode::kNone && group->disposable() && offsets_.find_group(group_id) == nullptr &&
                      !offsets_.has_commit_underway(group_id);
  if (unused) erase(groups_.find(group_id));
  else touched(group_id);
}

std::int64_t GroupPartition::next_deadline() const { return wakes_.empty() ? kNoDeadline : wakes_.begin()->first; }

void GroupPartition::on_time(Now now, Effects& effects) {
  while (next_deadline() <= now.monotonic_ms) {
    const std::string id = wakes_.begin()->second;
    find(id)->on_time(now, effects);
    touched(id);
  }
}

const ClassicGroup* GroupPartition::find_group(std::string_view group_id) const {
  const auto found = groups_.find(group_id);
  return found == groups_.end() ? nullptr : found->second.group.get();
}

ClassicGroup* GroupPartition::find(std::string_view group_id) {
  const auto found = groups_.find(group_id);
  return found == groups_.end() ? nullptr : found->second.group.get();
}

ClassicGroup* GroupPartition::create(std::string_view group_id, Now now) {
  if (groups_.size() >= context_.config.groups_max) return nullptr;
  std::string id(group_id);
  Entry& entry = groups_[id];
  KLAMM_ASSERT(entry.group == nullptr);
  entry.group = std::make_unique<ClassicGroup>(std::move(id), context_, now);
  return entry.group.get();
}

void GroupPartition::touched(std::string_view group_id) {
  const auto found = groups_.find(group_id);
  if (found == groups_.end()) return;
  if (found->second.group->state() == GroupState::kDead) return erase(found);
  Entry& entry = found->second;
  const std::int64_t wake_at_ms = entry.group->next_deadline();
  if (wake_at_ms == entry.wake_at_ms) return;
  if (entry.wake_at_ms != kNoDeadline) wakes_.erase({entry.wake_at_ms, found->first});
  entry.wake_at_ms = wake_at_ms;
  if (wake_at_ms != kNoDeadline) wakes_.insert({wake_at_ms, found->first});
}

void GroupPartition::erase(Groups::iterator entry) {
  wakes_.erase({entry->second.wake_at_ms, entry->first});
  groups_.erase(entry);
}

void GroupPartition::check_invariants() const {
  for (const auto& [id, entry] : groups_) {
    entry.group->check_invariants();
    KLAMM_ASSERT(id == entry.group->group_id());
    KLAMM_ASSERT(entry.wake_at_ms == entry.group->next_deadline());
    KLAMM_ASSERT((entry.wake_at_ms != kNoDeadline) == wakes_.contains({entry.wake_at_ms, id}));
  }
  std::int64_t groups = 0;
  for (const std::int64_t count : context_.counts.by_state) groups += count;
  KLAMM_ASSERT(groups == static_cast<std::int64_t>(groups_.size() + buried_.size()));
}

}  // namespace klamm::coordinator
