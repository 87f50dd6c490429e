// One member of a classic group: what its client last told, and what it waits for.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "coordinator/effects.h"

namespace klamm::coordinator {

// One way of assigning that a member knows, with what it wants the leader to know. The bytes are the client's business.
struct MemberProtocol {
  std::string name;
  std::string metadata;
  friend bool operator==(const MemberProtocol&, const MemberProtocol&) = default;
};

// Owned by its ClassicGroup, which alone changes it.
struct Member {
  std::string member_id;
  std::optional<std::string> group_instance_id;  // KIP-345: a static member
  std::string client_id;
  std::string client_host;
  std::int32_t rebalance_timeout_ms = 0;
  std::int32_t session_timeout_ms = 0;
  std::vector<MemberProtocol> protocols;  // in the order of the member's preference
  std::string assignment;

  std::optional<RequestId> parked_join;
  std::optional<RequestId> parked_sync;
  bool is_new = false;  // it never got an answer to a JoinGroup, so it cannot send heartbeats yet
  std::int64_t session_deadline_ms = kNoDeadline;

  // Whoever waits for the group needs no heartbeat; but a new member whose client is gone must not wait for ever.
  [[nodiscard]] bool is_alive_without_heartbeat() const { return !is_new && (parked_join || parked_sync); }

  // Nothing where the member does not know the protocol.
  [[nodiscard]] const std::string* metadata(std::string_view protocol) const {
    for (const MemberProtocol& known : protocols) {
      if (known.name == protocol) return &known.metadata;
    }
    return nullptr;
  }
  // The names, each once, whatever the client repeats.
  [[nodiscard]] std::set<std::string, std::less<>> protocol_names() const {
    std::set<std::string, std::less<>> names;
    for (const MemberProtocol& known : protocols) names.insert(known.name);
    return names;
  }
};

}  // namespace klamm::coordinator
