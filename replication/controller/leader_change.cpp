#include "replication/controller/leader_change.h"

#include "protocol/generated/control_records.h"
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::replication {

namespace {

// With voters named in the configuration (kraft.version 0) the message carries no directory ids.
constexpr std::int16_t kWrittenVersion = 0;

}  // namespace

Buffer encode_leader_change(BrokerId leader, const Uuid& directory_id) {
  protocol::LeaderChangeMessage message;
  message.version = kWrittenVersion;
  message.leader_id = leader.value;
  protocol::LeaderChangeMessage::Voter voter;
  voter.voter_id = leader.value;
  voter.voter_directory_id = directory_id;
  message.voters.push_back(voter);
  message.granting_voters.push_back(voter);
  protocol::Writer writer;
  message.encode(writer, kWrittenVersion);
  return writer.finish().flatten();
}

BrokerId parse_leader_change(ByteView value) {
  // The message begins with its own version, and is encoded in that version.
  if (value.size() < sizeof(std::int16_t)) return kNoBroker;
  const auto version = load_be<std::int16_t>(value.data());
  if (version < protocol::LeaderChangeMessage::kVersionMin || version > protocol::LeaderChangeMessage::kVersionMax) {
    return kNoBroker;
  }
  protocol::Reader reader(value);
  protocol::LeaderChangeMessage message;
  message.decode(reader, version);
  return reader.ok() ? BrokerId(message.leader_id) : kNoBroker;
}

}  // namespace klamm::replication
