// The classic group protocol (JoinGroup, SyncGroup, Heartbeat, LeaveGroup) of one group, as a pure state machine.
//
//   Empty ──join──▶ PreparingRebalance ──all joined, or late──▶ CompletingRebalance ──leader's sync is durable──▶
//   Stable
//     ▲                    │    ▲                                       │                                          │
//     └──nobody is left────┘    └───────── a member joins, changes, leaves, or its session ends ◀─────────────────┘
//
// Dead follows from every state, when the group is deleted or its partition moves away, and is the end.
//
// Events come in with the time they happened at; effects go out: answers to parked requests and records to write.
// Nothing here suspends. Deadlines are state: ask next_deadline(), call on_time(); a deadline that was taken back never
// fires. What a client's bytes mean (assignors, eager or cooperative) is not known here, but for the topics of
// "consumer" groups.
//
// Sources: KIP-62 (session and rebalance timeout), KIP-134 (initial delay), KIP-345 (static members), KIP-389 (group
// size), KIP-394 (member id required), KIP-559 (protocol type and name), KIP-800 (reason), KIP-814 (skip assignment).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "coordinator/classic/member.h"
#include "coordinator/config.h"
#include "coordinator/effects.h"
#include "protocol/generated/consumer_offsets.h"

namespace klamm::coordinator {

enum class GroupState : std::uint8_t { kEmpty, kPreparingRebalance, kCompletingRebalance, kStable, kDead };
inline constexpr std::size_t kGroupStateCount = 5;
// As clients see it: "PreparingRebalance".
[[nodiscard]] std::string_view group_state_name(GroupState state);

// The protocol type whose metadata is parsed for the topics that a member subscribes to.
inline constexpr std::string_view kConsumerProtocolType = "consumer";

// How many groups there are in each state, and what they did. One for all groups of a partition.
struct GroupCounts {
  std::array<std::int64_t, kGroupStateCount> by_state{};
  std::uint64_t completed_rebalances = 0;
};

// Makes member ids. An interface because chance comes from outside; the tests number them.
class MemberIdSource {
 public:
  virtual ~MemberIdSource() = default;
  // A fresh id: `prefix`, '-', something that no other member has.
  virtual std::string next(std::string_view prefix) = 0;
};

// What all groups of a partition share. Outlives them.
struct GroupContext {
  const GroupConfig& config;
  MemberIdSource& member_ids;
  GroupCounts counts{};
  std::uint64_t last_write_id = 0;

  WriteId next_write_id() { return WriteId(++last_write_id); }
};

// A JoinGroup, decoded and checked as far as it can be without the group: the session timeout is within its bounds.
struct JoinEvent {
  std::string_view client_id;
  std::string_view client_host;
  std::string_view member_id;  // empty: not known yet
  std::optional<std::string_view> group_instance_id;
  std::int32_t session_timeout_ms = 0;
  std::int32_t rebalance_timeout_ms = 0;  // version 0 has none: the session timeout
  std::string_view protocol_type;
  std::vector<MemberProtocol> protocols;
  bool require_known_member_id = false;  // version 4 and later
  bool may_skip_assignment = false;      // version 9 and later
};

struct SyncEvent {
  std::string_view member_id;
  std::optional<std::string_view> group_instance_id;
  std::int32_t generation_id = -1;
  std::optional<std::string_view> protocol_type;  // version 5 and later
  std::optional<std::string_view> protocol_name;
  std::map<std::string, std::string, std::less<>> assignments;  // by member id; the leader's only
};

struct LeavingMember {
  std::string_view member_id;  // empty with an instance id: an administrator removes that instance
  std::optional<std::string_view> group_instance_id;
};

// Who commits offsets. A consumer outside of any group, and an administrator, have generation -1 and no member id.
struct CommitterId {
  std::string_view member_id;
  std::optional<std::string_view> group_instance_id;
  std::int32_t generation_id = -1;
};

// Lives on the shard of its partition, owned by the partition's state. Member ids are Kafka's: opaque strings.
class ClassicGroup {
 public:
  // An Empty group of generation 0 without a protocol type.
  ClassicGroup(std::string group_id, GroupContext& context, Now now);
  // A group as it was stored: Stable with members, else Empty. `loaded` must be called before it gets events.
  ClassicGroup(std::string group_id, GroupContext& context, const protocol::GroupMetadataValue& stored);
  ClassicGroup(const ClassicGroup&) = delete;
  ClassicGroup& operator=(const ClassicGroup&) = delete;
  // Answers nobody: kill() does.
  ~ClassicGroup();

  // Starts the sessions of the members that were stored, all afresh; a group above the size limit rebalances.
  void loaded(Now now, Effects& effects);

  // Exactly one answer for `request` comes out, now or later. `created` says that this request made the group, which is
  // then written although it is empty; if that fails, disposable() tells the owner to drop it.
  void join(const JoinEvent& event, RequestId request, bool created, Now now, Effects& effects);
  // Exactly one answer for `request` comes out, now or later.
  void sync(SyncEvent event, RequestId request, Effects& effects);
  ErrorCode heartbeat(std::string_view member_id, std::optional<std::string_view> group_instance_id,
                      std::int32_t generation_id, Now now);
  // One code for each of `members`, in order.
  std::vector<ErrorCode> leave(const std::vector<LeavingMember>& members, Now now, Effects& effects);

  // Whether these offsets may be committed. A commit of a member counts as a heartbeat.
  ErrorCode validate_commit(const CommitterId& committer, bool transactional, Now now);
  [[nodiscard]] ErrorCode validate_offset_delete() const;
  [[nodiscard]] ErrorCode validate_delete() const;

  // How a write of this group ended; kNone: it is durable. Ids of other groups, or long forgotten, do nothing.
  void written(WriteId id, ErrorCode error, Now now, Effects& effects);

  // No deadline is before this; it may be later than the one it says. Does everything that is due.
  [[nodiscard]] std::int64_t next_deadline() const { return wake_at_ms_; }
  void on_time(Now now, Effects& effects);

  // The partition moves away or the group is deleted: every parked request is answered with `error`.
  void kill(ErrorCode error, Effects& effects);

  [[nodiscard]] const std::string& group_id() const { return group_id_; }
  [[nodiscard]] GroupState state() const { return state_; }
  [[nodiscard]] std::int32_t generation_id() const { return generation_id_; }
  [[nodiscard]] const std::optional<std::string>& protocol_type() const { return protocol_type_; }
  [[nodiscard]] const std::optional<std::string>& protocol_name() const { return protocol_name_; }
  [[nodiscard]] const std::optional<std::string>& leader() const { return leader_; }
  [[nodiscard]] const std::map<std::string, Member, std::less<>>& members() const { return members_; }
  [[nodiscard]] std::size_t pending_member_count() const { return pending_members_.size(); }
  [[nodiscard]] std::int64_t state_timestamp_ms() const { return state_timestamp_ms_; }  // -1: unknown
  // Nothing was ever stored of it that somebody could miss: it may be dropped without a record.
  [[nodiscard]] bool disposable() const {
    return state_ == GroupState::kEmpty && never_stored_ && !protocol_type_ && pending_members_.empty();
  }

  // The topics of a "consumer" group; nothing where they are not known.
  [[nodiscard]] const std::optional<std::set<std::string, std::less<>>>& subscribed_topics() const { return topics_; }
  [[nodiscard]] bool is_subscribed_to(std::string_view topic) const;
  // From when on the retention of an offset committed at `commit_ms` counts; nothing: it does not expire now (KIP-211).
  [[nodiscard]] std::optional<std::int64_t> retention_starts_ms(std::int64_t commit_ms) const;

  // The record of the group as it is, with the given assignments in place of those in force.
  [[nodiscard]] CoordinatorRecord record(const std::map<std::string, std::string, std::less<>>* assignments) const;

  // Asserts what must hold between events. For tests and debug builds.
  void check_invariants() const;

 private:
  using Assignments = std::map<std::string, std::string, std::less<>>;
  struct CreatedWrite {};
  struct EmptyWrite {};
  struct AssignmentWrite {
    std::int32_t generation_id;
    Assignments assignments;
  };
  struct StaticWrite {  // a static member came back under a new id; undone if it cannot be stored
    std::string instance_id;
    std::string old_member_id;
    std::string new_member_id;
    std::optional<std::string> old_leader;
    std::int32_t old_rebalance_timeout_ms = 0;
    std::int32_t old_session_timeout_ms = 0;
    std::vector<MemberProtocol> old_protocols;
    bool may_skip_assignment = false;
    RequestId request;
  };
  using PendingWrite = std::variant<CreatedWrite, EmptyWrite, AssignmentWrite, StaticWrite>;
  enum class JoinTimer : std::uint8_t { kNone, kInitialDelay, kRebalance };

  // join.cpp
  void join_new_member(const JoinEvent& event, RequestId request, Now now, Effects& effects);
  void join_known_member(const JoinEvent& event, RequestId request, Now now, Effects& effects);
  void rejoin(const JoinEvent& event, Member& member, RequestId request, Now now, Effects& effects);
  void rejoin_as_static_member(const JoinEvent& event, std::string old_member_id, const std::string& member_id,
                               RequestId request, Now now, Effects& effects);
  void store_static_member(StaticWrite write, Effects& effects);
  void add_member(const JoinEvent& event, std::string member_id, RequestId request, Now now, Effects& effects);
  void update_member(Member& member, std::vector<MemberProtocol> protocols, std::int32_t rebalance_timeout_ms,
                     std::int32_t session_timeout_ms);
  void park_join(Member& member, RequestId request, Effects& effects);
  Member& replace_static_member(std::string_view instance_id, const std::string& old_member_id,
                                const std::string& new_member_id, Effects& effects);
  [[nodiscard]] bool accepts(std::string_view member_id) const;
  [[nodiscard]] bool supports(std::string_view protocol_type, const std::vector<MemberProtocol>& protocols) const;
  [[nodiscard]] JoinResult join_result(const Member& member, bool skip_assignment) const;
  [[nodiscard]] std::vector<JoinMember> members_for_leader() const;

  // rebalance.cpp
  void rebalance_or_complete(Now now, Effects& effects);
  void prepare_rebalance(Now now, Effects& effects);
  void maybe_complete_join(Now now, Effects& effects);
  void complete_join(Now now, Effects& effects);
  bool elect_joined_leader();
  void next_generation(Now now);
  void end_initial_delay(Now now, Effects& effects);
  void expire_member(const std::string& member_id, Now now, Effects& effects);
  void expire_sync(Now now, Effects& effects);
  [[nodiscard]] bool all_joined() const;
  [[nodiscard]] std::int32_t rebalance_timeout_ms() const;
  [[nodiscard]] std::string select_protocol() const;
  void compute_topics();
  void update_wake_at();

  // classic_group.cpp
  [[nodiscard]] bool can_rebalance() const;
  void transition_to(GroupState state, Now now);
  ErrorCode validate_member(std::string_view member_id, std::optional<std::string_view> group_instance_id) const;
  [[nodiscard]] bool is_leader(std::string_view member_id) const { return leader_ && *leader_ == member_id; }
  Member* find(std::string_view member_id);
  // Also forgets it as pending. Whatever it had parked is answered with UNKNOWN_MEMBER_ID.
  void remove_member(std::string_view member_id, Effects& effects);
  void count_protocols(const Member& member, int by);
  void answer_join(Member& member, JoinResult result, Effects& effects);
  void answer_sync(Member& member, SyncResult result, Effects& effects);
  void answer_all_syncs(ErrorCode error, Now now, Effects& effects);
  void start_session(Member& member, std::int64_t timeout_ms, Now now);
  void wake_by(std::int64_t deadline_ms) { wake_at_ms_ = deadline_ms < wake_at_ms_ ? deadline_ms : wake_at_ms_; }
  void write(PendingWrite pending, CoordinatorRecord record, Effects& effects);
  void written_created(ErrorCode error, Effects& effects);
  void written_assignment(AssignmentWrite& pending, ErrorCode error, Now now, Effects& effects);
  void written_static(StaticWrite& pending, ErrorCode error, Now now, Effects& effects);

  const std::string group_id_;
  GroupContext& context_;
  GroupState state_ = GroupState::kEmpty;
  GroupState previous_state_ = GroupState::kDead;
  std::int64_t state_timestamp_ms_ = -1;
  std::int32_t generation_id_ = 0;
  std::optional<std::string> protocol_type_;
  std::optional<std::string> protocol_name_;
  std::optional<std::string> leader_;
  bool never_stored_ = true;

  std::map<std::string, Member, std::less<>> members_;
  std::map<std::string, std::string, std::less<>> static_members_;       // instance id → member id
  std::map<std::string, std::int64_t, std::less<>> pending_members_;     // handed-out id → when it is forgotten
  std::set<std::string, std::less<>> pending_sync_members_;              // got their JoinGroup answer, owe a SyncGroup
  std::map<std::string, std::size_t, std::less<>> supported_protocols_;  // name → how many members know it
  std::size_t parked_joins_ = 0;                                         // members with parked_join
  std::optional<std::set<std::string, std::less<>>> topics_;

  JoinTimer join_timer_ = JoinTimer::kNone;
  std::int64_t join_deadline_ms_ = kNoDeadline;
  std::int32_t initial_delay_ms_ = 0;      // the delay that runs
  std::int32_t initial_remaining_ms_ = 0;  // by how much it may yet be extended
  bool new_member_added_ = false;          // since the initial delay was last set
  std::int64_t sync_deadline_ms_ = kNoDeadline;
  std::int64_t wake_at_ms_ = kNoDeadline;  // a lower bound of all deadlines: heartbeats only push theirs away

  std::map<WriteId, PendingWrite> pending_writes_;
};

}  // namespace klamm::coordinator
