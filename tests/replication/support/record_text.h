// Metadata records as text, for transcripts.
#pragma once

#include <functional>
#include <string>

#include "runtime/base/bytes.h"
#include "runtime/base/ids.h"

namespace klamm::replication {

// One line. `topic_name` gives a topic's id a name that does not depend on chance.
std::string record_text(ByteView record, const std::function<std::string(const TopicId&)>& topic_name);

}  // namespace klamm::replication
