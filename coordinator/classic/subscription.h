// What is known here of the "consumer" protocol's metadata: the topics that a member subscribes to.
#pragma once

#include <set>
#include <string>

#include "runtime/base/bytes.h"

namespace klamm::coordinator {

// Adds the topics of one member's subscription, which may be of any version: all begin like version 0.
// False, and `topics` perhaps added to in part, where the bytes are no subscription.
[[nodiscard]] bool add_subscribed_topics(ByteView metadata, std::set<std::string, std::less<>>& topics);

}  // namespace klamm::coordinator
