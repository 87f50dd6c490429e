// Everything that one partition of __consumer_offsets holds: its groups and their committed offsets, as a pure state
// machine. Events in (requests, time, replayed records, how writes ended), effects out; it never suspends.
//
// Two rules keep memory and log together:
//  - Offsets change by records only, when these are durable (settle()), so reads never see what a crash could take
//  back.
//  - Groups change at once, so that the next request sees the change; what must not be told before it is durable (an
//    assignment, a static member's new id, a deletion) waits for its write, and is undone if that fails.
// Replaying the log gives the offsets and, for groups without a rebalance underway, the groups.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "coordinator/classic/classic_group.h"
#include "coordinator/config.h"
#include "coordinator/effects.h"
#include "coordinator/offsets/offset_table.h"
#include "protocol/generated/08_offset_commit.h"
#include "protocol/generated/09_offset_fetch.h"
#include "protocol/generated/11_join_group.h"
#include "protocol/generated/12_heartbeat.h"
#include "protocol/generated/13_leave_group.h"
#include "protocol/generated/14_sync_group.h"
#include "protocol/generated/15_describe_groups.h"
#include "protocol/generated/16_list_groups.h"
#include "protocol/generated/42_delete_groups.h"
#include "protocol/generated/47_offset_delete.h"
#include "runtime/base/arena.h"
#include "runtime/base/bytes.h"
#include "runtime/base/result.h"

namespace klamm::coordinator {

// Who sent a request. The host is printed as Java prints an address: "/10.1.2.3".
struct Caller {
  std::string_view client_id;
  std::string_view client_host;
};

// Lives on the partition's shard. Requests are views that need to live during the call only; responses are views of
// `arena`. Where an event comes with a response and with writes, the response is for after the writes are durable, and
// void if one of them fails.
class GroupPartition {
 public:
  // `config` and `member_ids` outlive it.
  GroupPartition(const GroupConfig& config, MemberIdSource& member_ids);
  // Answers nobody: unload() does.
  ~GroupPartition();
  GroupPartition(const GroupPartition&) = delete;
  GroupPartition& operator=(const GroupPartition&) = delete;

  // --- Loading: every record of the log, in order, then loaded() once. ---
  // Errors: kCorruptMessage; the record changed nothing, and loading may go on. `skipped_type` is the key's type where
  // that is not known here, and -1 else.
  Status replay(ByteView key, std::optional<ByteView> value, std::int16_t& skipped_type);
  void loaded(Now now, Effects& effects);
  // The partition moves away: every parked request is answered with `error`. Nothing but the destructor follows.
  void unload(ErrorCode error, Effects& effects);

  // --- Membership. join_group and sync_group: exactly one answer for `request`, now or later. ---
  void join_group(const Caller& caller, const protocol::JoinGroupRequest& message, std::int16_t version,
                  RequestId request, Now now, Effects& effects);
  void sync_group(const protocol::SyncGroupRequest& message, RequestId request, Effects& effects);
  ErrorCode heartbeat(const protocol::HeartbeatRequest& message, Now now);
  // At version 2 and before, of the one member; later, of each member.
  protocol::LeaveGroupResponse leave_group(const protocol::LeaveGroupRequest& message, std::int16_t version, Now now,
                                           Arena& arena, Effects& effects);

  // --- Offsets. Topics have their names, whatever the version: whoever knows the cluster puts them beside the ids. ---
  protocol::OffsetCommitResponse commit_offsets(const protocol::OffsetCommitRequest& message, std::int16_t version,
                                                Now now, Arena& arena, Effects& effects);
  // All that is committed where message.topics is null. There are no unstable offsets before there are transactions.
  protocol::OffsetFetchResponse::OffsetFetchResponseGroup fetch_offsets(
      const protocol::OffsetFetchRequest::OffsetFetchRequestGroup& message, Arena& arena) const;
  protocol::OffsetDeleteResponse delete_offsets(const protocol::OffsetDeleteRequest& message, Arena& arena,
                                                Effects& effects);
  // A topic was deleted: its offsets go too, but not those of a later topic of the same name.
  void delete_topic_offsets(std::string_view topic, const TopicId& topic_id, Effects& effects);

  // --- Administration ---
  // Appends the groups that pass both filters; an empty filter passes all. Filters are compared without case.
  void list_groups(const std::vector<std::string_view>& states, const std::vector<std::string_view>& types,
                   std::vector<protocol::ListGroupsResponse::ListedGroup>& out, Arena& arena) const;
  protocol::DescribeGroupsResponse::DescribedGroup describe_group(std::string_view group_id, std::int16_t version,
                                                                  Arena& arena) const;
  ErrorCode delete_group(std::string_view group_id, Effects& effects);
  // Deletes the offsets whose retention is over, and empty groups without offsets (KIP-211). To be called now and then.
  void expire(Now now, Effects& effects);

  // --- Writes ---
  // Some records of a write are durable, or will never be. In the order in which they were written.
  void settle(const std::vector<CoordinatorRecord>& records, bool durable);
  // All of the write's records were settled; `error` is the first that happened.
  void finished(WriteId id, std::string_view group_id, ErrorCode error, Now now, Effects& effects);

  // --- Time: nothing is due before this; then call on_time(). ---
  [[nodiscard]] std::int64_t next_deadline() const;
  void on_time(Now now, Effects& effects);

  [[nodiscard]] const GroupCounts& counts() const { return context_.counts; }
  [[nodiscard]] const OffsetTable& offsets() const { return offsets_; }
  [[nodiscard]] std::size_t group_count() const { return groups_.size(); }
  [[nodiscard]] const ClassicGroup* find_group(std::string_view group_id) const;
  void check_invariants() const;

 private:
  struct Entry {
    std::unique_ptr<ClassicGroup> group;
    std::int64_t wake_at_ms = kNoDeadline;  // under which it stands in wakes_
  };
  using Groups = std::map<std::string, Entry, std::less<>>;

  ClassicGroup* find(std::string_view group_id);
  ClassicGroup* create(std::string_view group_id, Now now);
  // After every event of a group: keeps its place in wakes_, and drops it where nothing is left of it.
  void touched(std::string_view group_id);
  void erase(Groups::iterator entry);
  void apply_offset(std::string_view group, std::string_view topic, std::int32_t partition,
                    const std::optional<protocol::OffsetCommitValue>& value);
  ErrorCode validate_commit(const protocol::OffsetCommitRequest& message, std::int16_t version, Now now);
  // Takes the group out of the map and writes its tombstone behind what `write` already has.
  void bury(Groups::iterator entry, Write write, Effects& effects);
  Write tombstones(std::string_view group_id);

  GroupContext context_;
  OffsetTable offsets_;
  Groups groups_;
  std::set<std::pair<std::int64_t, std::string>> wakes_;     // (wake_at_ms, group id)
  std::map<WriteId, std::unique_ptr<ClassicGroup>> buried_;  // deletions underway; come back to life if they fail
};

}  // namespace klamm::coordinator
