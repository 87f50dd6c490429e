#include "tests/coordinator/script.h"

#include <algorithm>
#include <sstream>

#include "coordinator/records.h"
#include "protocol/generated/consumer_protocol.h"
#include "protocol/wire/writer.h"

namespace klamm::coordinator::test {

using namespace protocol;

namespace {

std::vector<std::string> split(std::string_view text, char by) {
  std::vector<std::string> parts;
  if (text.empty()) return parts;
  std::size_t depth = 0;
  std::string part;
  for (const char c : text) {
    if (c == '(') ++depth;
    if (c == ')') --depth;
    if (c == by && depth == 0) parts.push_back(std::exchange(part, ""));
    else part.push_back(c);
  }
  parts.push_back(part);
  return parts;
}

// "a:b" → {"a", "b"}; "a" → {"a", ""}.
std::pair<std::string, std::string> halves(const std::string& text, char by) {
  const std::size_t at = text.find(by);
  if (at == std::string::npos) return {text, ""};
  return {text.substr(0, at), text.substr(at + 1)};
}

// Bytes as scripts write them: text, or sub(topic;topic) for a subscription.
std::string bytes_of(const std::string& text) {
  if (!text.starts_with("sub(")) return text;
  const std::vector<std::string> topics = split(std::string_view(text).substr(4, text.size() - 5), ';');
  return subscription({topics.begin(), topics.end()});
}

std::string show(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    const bool plain = c > 32 && c < 127;
    static constexpr char kHex[] = "0123456789abcdef";
    if (plain) out.push_back(c);
    else out += {'\\', kHex[(static_cast<unsigned char>(c) >> 4U) & 15U], kHex[static_cast<unsigned char>(c) & 15U]};
  }
  return out.empty() ? "''" : out;
}

std::string show(const std::optional<std::string>& text) { return text ? show(std::string_view(*text)) : "null"; }
std::string show(const std::optional<std::string_view>& text) { return text ? show(*text) : "null"; }

ErrorCode code_of(const std::string& name) {
  for (int code = -1; code < 140; ++code) {
    if (error_name(static_cast<ErrorCode>(code)) == name) return static_cast<ErrorCode>(code);
  }
  return ErrorCode::kUnknownServerError;
}

Uuid uuid_of(const std::string& number) {
  Uuid uuid;
  if (!number.empty()) uuid.bytes[15] = static_cast<std::uint8_t>(std::stoi(number));
  return uuid;
}

// "topic/partition" with what follows '@'.
struct TopicPartitionText {
  std::string topic;
  std::int32_t partition;
  std::string rest;
};

std::vector<TopicPartitionText> partitions_of(const std::string& text) {
  std::vector<TopicPartitionText> out;
  for (const std::string& item : split(text, ',')) {
    const auto [place, rest] = halves(item, '@');
    const auto [topic, partition] = halves(place, '/');
    out.push_back({topic, std::stoi(partition), rest});
  }
  return out;
}

}  // namespace

std::string subscription(const std::vector<std::string_view>& topics) {
  ConsumerProtocolSubscription message;
  message.topics = topics;
  Writer writer;
  writer.write_int16(1);
  message.encode(writer, 1);
  const Buffer buffer = writer.finish().flatten();
  return std::string(as_text({buffer.data(), buffer.size()}));
}

std::string ScriptRunner::Command::get(const std::string& key, const std::string& otherwise) const {
  const auto found = options.find(key);
  return found == options.end() ? otherwise : found->second;
}

std::int64_t ScriptRunner::Command::number(const std::string& key, std::int64_t otherwise) const {
  const auto found = options.find(key);
  return found == options.end() ? otherwise : std::stoll(found->second);
}

std::optional<std::string_view> ScriptRunner::Command::maybe(const std::string& key) const {
  const auto found = options.find(key);
  if (found == options.end()) return std::nullopt;
  return found->second;
}

ScriptRunner::ScriptRunner() : partition_(std::make_unique<GroupPartition>(config_, ids_)) {}

ScriptRunner::~ScriptRunner() {
  Effects effects;
  partition_->unload(ErrorCode::kNotCoordinator, effects);
}

std::string ScriptRunner::run(std::string_view text) {
  out_.clear();
  Command command;
  std::istringstream words{std::string(text)};
  words >> command.name;
  for (std::string word; words >> word;) {
    const std::size_t at = word.find('=');
    if (at == std::string::npos) command.words.push_back(word);
    else command.options[word.substr(0, at)] = word.substr(at + 1);
  }
  dispatch(command);
  partition_->check_invariants();
  return out_;
}

void ScriptRunner::dispatch(const Command& command) {
  Effects effects;
  const std::string group = command.get("group", "g");
  const std::string& name = command.name;
  if (name == "config") configure(command);
  else if (name == "join") join(command);
  else if (name == "sync") sync(command);
  else if (name == "heartbeat") heartbeat(command);
  else if (name == "leave") leave(command);
  else if (name == "commit") commit(command);
  else if (name == "fetch") fetch(command);
  else if (name == "delete-offsets") delete_offsets(command);
  else if (name == "list") list(command);
  else if (name == "describe") describe(command);
  else if (name == "advance") advance(std::stoll(command.words.at(0)));
  else if (name == "reload") reload();
  else if (name == "hold") hold_ = true;
  else if (name == "release") end_writes(ErrorCode::kNone);
  else if (name == "fail") end_writes(code_of(command.words.at(0)));
  else if (name == "expire") partition_->expire(now_, effects);
  else if (name == "delete-group") print(std::string(error_name(partition_->delete_group(group, effects))));
  else if (name == "delete-topic")
    partition_->delete_topic_offsets(command.get("topic"), uuid_of(command.get("id")), effects);
  else if (name == "quiet") quiet_ = true;
  else print("no such command: " + name);
  carry_out(effects);
}

void ScriptRunner::configure(const Command& command) {
  for (const auto& [key, value] : command.options) {
    const std::int64_t number = std::stoll(value);
    if (key == "max_size") config_.max_size = static_cast<std::int32_t>(number);
    else if (key == "initial_delay") config_.initial_rebalance_delay_ms = static_cast<std::int32_t>(number);
    else if (key == "new_member_timeout") config_.new_member_join_timeout_ms = static_cast<std::int32_t>(number);
    else if (key == "metadata_max") config_.offset_metadata_max_size = static_cast<std::int32_t>(number);
    else if (key == "retention") config_.offsets_retention_ms = number;
    else if (key == "groups_max") config_.groups_max = static_cast<std::size_t>(number);
    else if (key == "pending_max") config_.pending_members_max = static_cast<std::size_t>(number);
    else print("no such config: " + key);
  }
}

RequestId ScriptRunner::park(const std::string& name) {
  parked_[++last_request_] = name;
  return RequestId(last_request_);
}

std::string ScriptRunner::name_of(RequestId request) {
  const auto found = parked_.find(request.value);
  if (found == parked_.end()) return "ANSWERED TWICE";
  std::string name = found->second;
  parked_.erase(found);
  return name;
}

void ScriptRunner::join(const Command& command) {
  const std::string group = command.get("group", "g");
  const std::string member = command.get("member");
  const std::string type = command.get("type", "consumer");
  const std::string client = command.get("client", "c");
  JoinGroupRequest request;
  request.group_id = group;
  request.member_id = member;
  request.group_instance_id = command.maybe("instance");
  request.session_timeout_ms = static_cast<std::int32_t>(command.number("session", 10'000));
  request.rebalance_timeout_ms = static_cast<std::int32_t>(command.number("rebalance", 60'000));
  request.protocol_type = type;
  std::vector<std::pair<std::string, std::string>> protocols;
  for (const std::string& item : split(command.get("protocols", "range:sub(t)"), ',')) {
    const auto [name, metadata] = halves(item, ':');
    protocols.emplace_back(name, bytes_of(metadata));
  }
  for (const auto& [name, metadata] : protocols) request.protocols.push_back({name, as_bytes(metadata)});
  Effects effects;
  partition_->join_group({client, "/10.0.0.1"}, request, static_cast<std::int16_t>(command.number("v", 9)),
                         park(command.words.at(0)), now_, effects);
  carry_out(effects);
}

void ScriptRunner::sync(const Command& command) {
  const std::string group = command.get("group", "g");
  const std::string member = command.get("member");
  SyncGroupRequest request;
  request.group_id = group;
  request.member_id = member;
  request.group_instance_id = command.maybe("instance");
  request.generation_id = static_cast<std::int32_t>(command.number("gen", 1));
  request.protocol_type = command.maybe("type");
  request.protocol_name = command.maybe("name");
  std::vector<std::pair<std::string, std::string>> assignments;
  for (const std::string& item : split(command.get("assign"), ',')) assignments.push_back(halves(item, ':'));
  for (const auto& [id, assignment] : assignments) request.assignments.push_back({id, as_bytes(assignment)});
  Effects effects;
  partition_->sync_group(request, park(command.words.at(0)), effects);
  carry_out(effects);
}

void ScriptRunner::heartbeat(const Command& command) {
  const std::string group = command.get("group", "g");
  const std::string member = command.get("member");
  HeartbeatRequest request;
  request.group_id = group;
  request.member_id = member;
  request.group_instance_id = command.maybe("instance");
  request.generation_id = static_cast<std::int32_t>(command.number("gen", 1));
  print(std::string(error_name(partition_->heartbeat(request, now_))));
}

void ScriptRunner::leave(const Command& command) {
  const std::string group = command.get("group", "g");
  const std::string member = command.get("member");
  LeaveGroupRequest request;
  request.group_id = group;
  request.member_id = member;
  std::vector<std::pair<std::string, std::string>> members;
  for (const std::string& item : split(command.get("members"), ',')) members.push_back(halves(item, ':'));
  for (const auto& [id, instance] : members) {
    LeaveGroupRequest::MemberIdentity& who = request.members.emplace_back();
    who.member_id = id;
    if (!instance.empty()) who.group_instance_id = instance;
  }
  Effects effects;
  Arena arena;
  const auto version = static_cast<std::int16_t>(command.number("v", 5));
  const LeaveGroupResponse response = partition_->leave_group(request, version, now_, arena, effects);
  print(std::string(error_name(response.error_code)));
  for (const LeaveGroupResponse::MemberResponse& who : response.members) {
    print("  " + show(who.member_id) + " instance=" + show(who.group_instance_id) + " " +
          std::string(error_name(who.error_code)));
  }
  carry_out(effects);
}

void ScriptRunner::commit(const Command& command) {
  const std::string group = command.get("group", "g");
  const std::string member = command.get("member");
  OffsetCommitRequest request;
  request.group_id = group;
  request.member_id = member;
  request.group_instance_id = command.maybe("instance");
  request.generation_id_or_member_epoch = static_cast<std::int32_t>(command.number("gen", -1));
  request.retention_time_ms = command.number("retention", -1);
  const std::vector<TopicPartitionText> items = partitions_of(command.get("offsets", "t/0@1"));
  std::vector<std::string> metadata;
  for (const TopicPartitionText& item : items) metadata.push_back(halves(item.rest, ':').second);
  for (std::size_t i = 0; i < items.size(); ++i) {
    OffsetCommitRequest::OffsetCommitRequestTopic& topic = request.topics.emplace_back();
    topic.name = items[i].topic;
    topic.topic_id = uuid_of(command.get("id"));
    OffsetCommitRequest::OffsetCommitRequestPartition& partition = topic.partitions.emplace_back();
    partition.partition_index = items[i].partition;
    partition.committed_offset = std::stoll(items[i].rest);
    partition.committed_metadata = metadata[i];
    partition.commit_timestamp = command.number("timestamp", -1);
    partition.committed_leader_epoch = static_cast<std::int32_t>(command.number("epoch", -1));
  }
  Effects effects;
  Arena arena;
  const auto version = static_cast<std::int16_t>(command.number("v", 9));
  const OffsetCommitResponse response = partition_->commit_offsets(request, version, now_, arena, effects);
  for (const auto& topic : response.topics) {
    for (const auto& partition : topic.partitions) {
      print(std::string(topic.name) + "/" + std::to_string(partition.partition_index) + " " +
            std::string(error_name(partition.error_code)));
    }
  }
  carry_out(effects);
}

void ScriptRunner::fetch(const Command& command) {
  const std::string group = command.get("group", "g");
  OffsetFetchRequest::OffsetFetchRequestGroup request;
  request.group_id = group;
  const std::vector<TopicPartitionText> items = partitions_of(command.get("partitions"));
  if (items.empty()) request.topics.reset();
  for (const TopicPartitionText& item : items) {
    request.topics->push_back({item.topic, uuid_of(command.get("id")), {item.partition}});
  }
  Arena arena;
  const OffsetFetchResponse::OffsetFetchResponseGroup response = partition_->fetch_offsets(request, arena);
  if (response.topics.empty()) print("nothing " + std::string(error_name(response.error_code)));
  for (const auto& topic : response.topics) {
    for (const auto& partition : topic.partitions) {
      print(std::string(topic.name) + "/" + std::to_string(partition.partition_index) + " offset=" +
            std::to_string(partition.committed_offset) + " epoch=" + std::to_string(partition.committed_leader_epoch) +
            " metadata=" + show(partition.metadata) + " " + std::string(error_name(partition.error_code)));
    }
  }
}

void ScriptRunner::delete_offsets(const Command& command) {
  const std::string group = command.get("group", "g");
  OffsetDeleteRequest request;
  request.group_id = group;
  const std::vector<TopicPartitionText> items = partitions_of(command.get("partitions"));
  for (const TopicPartitionText& item : items) request.topics.push_back({item.topic, {{item.partition}}});
  Effects effects;
  Arena arena;
  const OffsetDeleteResponse response = partition_->delete_offsets(request, arena, effects);
  print(std::string(error_name(response.error_code)));
  for (const auto& topic : response.topics) {
    for (const auto& partition : topic.partitions) {
      print("  " + std::string(topic.name) + "/" + std::to_string(partition.partition_index) + " " +
            std::string(error_name(partition.error_code)));
    }
  }
  carry_out(effects);
}

void ScriptRunner::list(const Command& command) {
  const std::vector<std::string> states = split(command.get("states"), ',');
  const std::vector<std::string> types = split(command.get("types"), ',');
  std::vector<ListGroupsResponse::ListedGroup> groups;
  Arena arena;
  partition_->list_groups({states.begin(), states.end()}, {types.begin(), types.end()}, groups, arena);
  for (const ListGroupsResponse::ListedGroup& group : groups) {
    print(show(group.group_id) + " type=" + show(group.protocol_type) + " state=" + show(group.group_state) + " " +
          std::string(group.group_type));
  }
}

void ScriptRunner::describe(const Command& command) {
  Arena arena;
  const std::string id = command.get("group", "g");
  const auto version = static_cast<std::int16_t>(command.number("v", 6));
  const DescribeGroupsResponse::DescribedGroup group = partition_->describe_group(id, version, arena);
  const ClassicGroup* found = partition_->find_group(id);
  print(std::string(error_name(group.error_code)) + " state=" + std::string(group.group_state) +
        " type=" + show(group.protocol_type) + " protocol=" + show(group.protocol_data) +
        (found == nullptr ? "" : " gen=" + std::to_string(found->generation_id())) +
        (group.error_message ? " message=" + show(*group.error_message) : ""));
  for (const auto& member : group.members) {
    print("  " + std::string(member.member_id) + " instance=" + show(member.group_instance_id) +
          " client=" + show(member.client_id) + " host=" + show(member.client_host) + " metadata=" +
          show(as_text(member.member_metadata)) + " assignment=" + show(as_text(member.member_assignment)));
  }
}

void ScriptRunner::advance(std::int64_t ms) {
  const std::int64_t end = now_.monotonic_ms + ms;
  while (partition_->next_deadline() <= end) {
    const std::int64_t at = std::max(partition_->next_deadline(), now_.monotonic_ms);
    now_.wall_ms += at - now_.monotonic_ms;
    now_.monotonic_ms = at;
    Effects effects;
    partition_->on_time(now_, effects);
    if (!effects.joins.empty() || !effects.syncs.empty() || !effects.writes.empty()) {
      print("after " + std::to_string(at - (end - ms)) + ":");
    }
    carry_out(effects);
  }
  now_.wall_ms += end - now_.monotonic_ms;
  now_.monotonic_ms = end;
}

void ScriptRunner::reload() {
  Effects effects;
  partition_->unload(ErrorCode::kNotCoordinator, effects);
  effects.writes.clear();
  held_.clear();
  carry_out(effects);
  partition_ = std::make_unique<GroupPartition>(config_, ids_);
  for (const CoordinatorRecord& record : log_) {
    std::optional<ByteView> value;
    if (record.value) value = as_bytes(*record.value);
    std::int16_t skipped = -1;
    const Status status = partition_->replay(as_bytes(record.key), value, skipped);
    if (!status.ok()) print("replay failed");
  }
  Effects loaded;
  partition_->loaded(now_, loaded);
  carry_out(loaded);
}

void ScriptRunner::print(const std::string& line) { out_ += line + "\n"; }

void ScriptRunner::print_record(const CoordinatorRecord& record) {
  if (quiet_) return;
  std::optional<ByteView> value;
  if (record.value) value = as_bytes(*record.value);
  const Result<DecodedRecord> decoded = decode_record(as_bytes(record.key), value);
  if (!decoded.ok()) return print("write: damaged");
  if (decoded->kind == DecodedRecord::Kind::kOffset) {
    std::string line = "write offset " + show(decoded->offset_key.group) + " " + show(decoded->offset_key.topic) + "/" +
                       std::to_string(decoded->offset_key.partition);
    if (!decoded->offset_value) return print(line + " tombstone");
    const OffsetCommitValue& v = *decoded->offset_value;
    line += " " + std::to_string(v.offset) + " v" + std::to_string(load_be<std::int16_t>(value->data()));
    if (v.leader_epoch != -1) line += " epoch=" + std::to_string(v.leader_epoch);
    if (!v.metadata.empty()) line += " metadata=" + show(v.metadata);
    line += " at=" + std::to_string(v.commit_timestamp - 1'700'000'000'000);
    if (v.expire_timestamp != -1) line += " expires=" + std::to_string(v.expire_timestamp - 1'700'000'000'000);
    if (!v.topic_id.is_zero()) line += " id=" + std::to_string(v.topic_id.bytes[15]);
    return print(line);
  }
  std::string line = "write group " + show(decoded->group_key.group);
  if (!decoded->group_value) return print(line + " tombstone");
  const GroupMetadataValue& v = *decoded->group_value;
  line += " gen=" + std::to_string(v.generation) + " type=" + show(v.protocol_type) + " protocol=" + show(v.protocol) +
          " leader=" + show(v.leader);
  for (const auto& member : v.members) {
    line += " [" + std::string(member.member_id) +
            (member.group_instance_id ? " " + show(*member.group_instance_id) : "") + " " +
            show(as_text(member.assignment)) + "]";
  }
  print(line);
}

void ScriptRunner::carry_out(Effects& effects) {
  while (true) {
    for (const Effects::JoinAnswer& answer : effects.joins) {
      const JoinResult& r = answer.result;
      std::string line = name_of(answer.request) + ": " + std::string(error_name(r.error_code)) +
                         " member=" + show(std::string_view(r.member_id));
      if (r.generation_id != -1) {
        line += " gen=" + std::to_string(r.generation_id) + " type=" + show(r.protocol_type) +
                " protocol=" + show(r.protocol_name) + " leader=" + show(std::string_view(r.leader));
      }
      if (r.skip_assignment) line += " skip-assignment";
      for (const JoinMember& member : r.members) {
        line += " [" + member.member_id + (member.group_instance_id ? " " + *member.group_instance_id : "") + "]";
      }
      print(line);
    }
    for (const Effects::SyncAnswer& answer : effects.syncs) {
      const SyncResult& r = answer.result;
      std::string line = name_of(answer.request) + ": " + std::string(error_name(r.error_code));
      if (r.error_code == ErrorCode::kNone) {
        line += " assignment=" + show(std::string_view(r.assignment)) + " type=" + show(r.protocol_type) +
                " protocol=" + show(r.protocol_name);
      }
      print(line);
    }
    for (Write& write : effects.writes) {
      for (const CoordinatorRecord& record : write.records) print_record(record);
      held_.push_back(std::move(write));
    }
    effects = Effects{};
    if (hold_ || held_.empty()) return;
    const Write write = std::move(held_.front());
    held_.erase(held_.begin());
    log_.insert(log_.end(), write.records.begin(), write.records.end());
    partition_->settle(write.records, true);
    partition_->finished(write.id, write.group_id, ErrorCode::kNone, now_, effects);
  }
}

void ScriptRunner::end_writes(ErrorCode error) {
  std::vector<Write> ended = std::move(held_);
  held_.clear();
  if (error == ErrorCode::kNone) hold_ = false;
  for (const Write& write : ended) {
    const bool durable = error == ErrorCode::kNone;
    if (durable) log_.insert(log_.end(), write.records.begin(), write.records.end());
    partition_->settle(write.records, durable);
    Effects effects;
    partition_->finished(write.id, write.group_id, error, now_, effects);
    carry_out(effects);
  }
}

}  // namespace klamm::coordinator::test
