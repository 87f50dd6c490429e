#include "tests/replication/support/record_text.h"

#include <vector>

#include "protocol/generated/cluster_metadata.h"
#include "protocol/wire/reader.h"
#include "replication/metadata/record_codec.h"

namespace klamm::replication {

namespace {

std::string list(const std::vector<std::int32_t>& numbers) {
  std::string text = "[";
  for (const std::int32_t number : numbers) text += (text.size() > 1 ? "," : "") + std::to_string(number);
  return text + "]";
}

template <class Record>
Record decoded(const RecordFrame& frame) {
  protocol::Reader reader(frame.body);
  Record record;
  record.decode(reader, frame.version);
  KLAMM_ASSERT(reader.ok() && reader.remaining() == 0);
  return record;
}

using TopicName = std::function<std::string(const TopicId&)>;

std::string text_of(const protocol::RegisterBrokerRecord& record, const TopicName&) {
  std::string text = " id=" + std::to_string(record.broker_id) + " epoch=" + std::to_string(record.broker_epoch);
  for (const auto& point : record.end_points) {
    text += " " + std::string(point.name) + "://" + std::string(point.host) + ":" + std::to_string(point.port);
  }
  if (record.rack) text += " rack=" + std::string(*record.rack);
  return text + (record.fenced ? " fenced" : "") + " dirs=" + std::to_string(record.log_dirs.size());
}
std::string text_of(const protocol::BrokerRegistrationChangeRecord& record, const TopicName&) {
  std::string text = " id=" + std::to_string(record.broker_id) + " epoch=" + std::to_string(record.broker_epoch);
  if (record.cordoned_log_dirs) text += " cordoned=" + std::to_string(record.cordoned_log_dirs->size());
  return text;
}
std::string text_of(const protocol::TopicRecord& record, const TopicName& name) {
  return " name=" + std::string(record.name) + " id=" + name(record.topic_id);
}
std::string text_of(const protocol::PartitionRecord& record, const TopicName& name) {
  return " " + name(record.topic_id) + "-" + std::to_string(record.partition_id) +
         " replicas=" + list(record.replicas) + " isr=" + list(record.isr) +
         " leader=" + std::to_string(record.leader) + " epoch=" + std::to_string(record.leader_epoch) + "/" +
         std::to_string(record.partition_epoch);
}
std::string text_of(const protocol::PartitionChangeRecord& record, const TopicName& name) {
  std::string text = " " + name(record.topic_id) + "-" + std::to_string(record.partition_id);
  if (record.leader != -2) text += " leader=" + std::to_string(record.leader);
  if (record.isr) text += " isr=" + list(*record.isr);
  return text;
}
std::string text_of(const protocol::RemoveTopicRecord& record, const TopicName& name) {
  return " " + name(record.topic_id);
}
std::string text_of(const protocol::ConfigRecord& record, const TopicName&) {
  return " " + std::to_string(record.resource_type) + "/" + std::string(record.resource_name) + " " +
         std::string(record.name) + "=" + std::string(record.value.value_or("<null>"));
}
std::string text_of(const protocol::FeatureLevelRecord& record, const TopicName&) {
  return " " + std::string(record.name) + "=" + std::to_string(record.feature_level);
}
std::string text_of(const protocol::ProducerIdsRecord& record, const TopicName&) {
  return " broker=" + std::to_string(record.broker_id) + " epoch=" + std::to_string(record.broker_epoch) +
         " next=" + std::to_string(record.next_producer_id);
}

template <class Record>
bool describe(const RecordFrame& frame, const TopicName& name, std::string& text) {
  if (frame.type != Record::kRecordType) return false;
  text += text_of(decoded<Record>(frame), name);
  return true;
}

}  // namespace

std::string record_text(ByteView record, const TopicName& name) {
  const Result<RecordFrame> frame = parse_record_frame(record);
  KLAMM_ASSERT(frame.ok());
  std::string text(record_type_name(frame->type));
  const bool known = describe<protocol::RegisterBrokerRecord>(*frame, name, text) ||
                     describe<protocol::BrokerRegistrationChangeRecord>(*frame, name, text) ||
                     describe<protocol::TopicRecord>(*frame, name, text) ||
                     describe<protocol::PartitionRecord>(*frame, name, text) ||
                     describe<protocol::PartitionChangeRecord>(*frame, name, text) ||
                     describe<protocol::RemoveTopicRecord>(*frame, name, text) ||
                     describe<protocol::ConfigRecord>(*frame, name, text) ||
                     describe<protocol::FeatureLevelRecord>(*frame, name, text) ||
                     describe<protocol::ProducerIdsRecord>(*frame, name, text);
  return known ? text : text + " ?";
}

}  // namespace klamm::replication
