// The one table of what this broker answers. ApiVersions lists it, connections dispatch by it, admission and
// authorisation read it; an API that is not here does not exist, and protocol/OMISSIONS.md says why.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "broker/request_context.h"
#include "protocol/generated/api_key.h"

namespace klamm::broker {

// What a request needs to be allowed to do, beyond what its resources say.
enum class ListenerScope : std::uint8_t { kBroker, kBrokerAndController };

struct ApiEntry {
  protocol::ApiKey key;
  std::string_view name;
  std::int16_t version_min;
  std::int16_t version_max;
  ListenerScope scope;
  // Whether the next request of the connection may begin once this one is appended (RequestContext::mark_dispatched).
  bool pipelined;
  // Bytes of memory charged for each byte of the request: what decoding makes of it. Record data is not copied.
  std::uint16_t memory_factor;
  Task<Reply> (*serve)(RequestContext& context);

  [[nodiscard]] bool serves(std::int16_t version) const { return version >= version_min && version <= version_max; }
};

[[nodiscard]] std::span<const ApiEntry> api_table();

// Null if this broker (or this kind of listener) does not have it.
[[nodiscard]] const ApiEntry* find_api(std::int16_t key, bool controller_listener);

// For a request that is not read yet; what is unknown gets 1, since its connection is about to be closed.
[[nodiscard]] std::size_t api_memory_factor(std::int16_t key);

}  // namespace klamm::broker
