#include "coordinator/classic/subscription.h"

#include "protocol/generated/consumer_protocol.h"
#include "protocol/wire/reader.h"

namespace klamm::coordinator {

bool add_subscribed_topics(ByteView metadata, std::set<std::string, std::less<>>& topics) {
  protocol::Reader reader(metadata);
  const std::int16_t version = reader.read_int16();
  if (!reader.ok() || version < 0) return false;
  protocol::ConsumerProtocolSubscription subscription;
  subscription.decode(reader, 0);
  if (!reader.ok()) return false;
  for (const std::string_view topic : subscription.topics) topics.emplace(topic);
  return true;
}

}  // namespace klamm::coordinator
