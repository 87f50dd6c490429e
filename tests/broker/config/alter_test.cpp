// Changes of configs, with the codes and sentences of Apache Kafka 4.3.1.
#include "broker/config/alter.h"

#include <catch2/catch.hpp>

#include "broker/config/rules.h"
#include "tests/broker/config/golden.h"

namespace klamm::config {
namespace {

constexpr ConfigOpType kSet = ConfigOpType::kSet;
constexpr ConfigOpType kDelete = ConfigOpType::kDelete;
constexpr ConfigOpType kAppend = ConfigOpType::kAppend;
constexpr ConfigOpType kSubtract = ConfigOpType::kSubtract;
constexpr ConfigResourceType kTopic = ConfigResourceType::kTopic;
constexpr ConfigResourceType kBroker = ConfigResourceType::kBroker;

// "name=value;…" after the operations, or "CODE: message".
std::string applied(ConfigResourceType type, const ConfigMap& current, const std::vector<ConfigOp>& ops) {
  Result<ConfigMap> changed = apply_ops(type, current, ops);
  if (!changed.ok()) return std::string(error_name(changed.code())) + ": " + changed.error().message;
  std::string text;
  for (const auto& [name, value] : *changed) text += name + "=" + value + ";";
  return text;
}

TEST_CASE("KIP-339: set and delete") {
  CHECK(applied(kTopic, {{"a", "1"}}, {{"b", kSet, "2"}}) == "a=1;b=2;");
  CHECK(applied(kTopic, {{"a", "1"}}, {{"a", kSet, "2"}}) == "a=2;");
  CHECK(applied(kTopic, {{"a", "1"}}, {{"a", kDelete, {}}}).empty());
  CHECK(applied(kTopic, {}, {{"foo", kDelete, ""}}).empty());
  CHECK(applied(kTopic, {}, {{"retention.ms", kSet, {}}}) ==
        "INVALID_REQUEST: Null value not supported for : retention.ms");
  CHECK(applied(kTopic, {}, {{"retention.ms", kSet, "5"}, {"retention.ms", kSet, "6"}}) ==
        "INVALID_REQUEST: Error due to duplicate config keys");
}

TEST_CASE("KIP-339: append and subtract on lists") {
  CHECK(applied(kTopic, {}, {{"cleanup.policy", kAppend, "compact"}}) == "cleanup.policy=delete,compact;");
  CHECK(applied(kTopic, {}, {{"cleanup.policy", kAppend, "delete"}}) == "cleanup.policy=delete;");
  CHECK(applied(kTopic, {}, {{"cleanup.policy", kSubtract, "compact"}}) == "cleanup.policy=delete;");
  CHECK(applied(kTopic, {}, {{"cleanup.policy", kSubtract, "delete"}}) == "cleanup.policy=;");
  CHECK(applied(kTopic, {{"cleanup.policy", ""}}, {{"cleanup.policy", kAppend, "compact"}}) ==
        "cleanup.policy=compact;");
  CHECK(applied(kTopic, {{"cleanup.policy", "compact, delete"}}, {{"cleanup.policy", kSubtract, "delete"}}) ==
        "cleanup.policy=compact, delete;");
  CHECK(applied(kTopic, {{"leader.replication.throttled.replicas", "0:1"}},
                {{"leader.replication.throttled.replicas", kAppend, "0:2,1:1,0:1"}}) ==
        "leader.replication.throttled.replicas=0:1,0:2,1:1;");
  CHECK(applied(kBroker, {}, {{"log.cleanup.policy", kAppend, "compact,compact"}}) ==
        "log.cleanup.policy=delete,compact;");
}

TEST_CASE("KIP-339: append and subtract on what is no list") {
  CHECK(applied(kTopic, {}, {{"retention.ms", kAppend, "5"}}) ==
        "INVALID_CONFIG: Can't APPEND to key retention.ms because its type is not LIST.");
  CHECK(applied(kTopic, {}, {{"foo", kSubtract, ""}}) ==
        "INVALID_CONFIG: Can't SUBTRACT to key foo because its type is not LIST.");
  CHECK(applied(kBroker, {}, {{"num.io.threads", kAppend, "5"}}) ==
        "INVALID_CONFIG: Config value append is not allowed for config key: num.io.threads");
  CHECK(applied(kBroker, {}, {{"num.io.threads", kSubtract, "5"}}) ==
        "INVALID_CONFIG: Config value subtract is not allowed for config key: num.io.threads");
  CHECK(applied(kBroker, {}, {{"foo", kAppend, "x"}}) == "INVALID_CONFIG: Unknown config name: foo");
}

ConfigLayers layers() { return {{}, {}, static_values_of("dynamic.properties")}; }

std::string broker_override(const std::string& name, const std::string& value, bool cluster_default) {
  Status status = validate_broker_overrides({{name, value}}, cluster_default, layers());
  if (status.ok()) return "OK";
  CHECK(status.code() == ErrorCode::kInvalidRequest);
  return status.error().message;
}

TEST_CASE("KIP-226: what may be changed on a broker") {
  for (bool cluster_default : {false, true}) {
    CHECK(broker_override("num.io.threads", "16", cluster_default) == "OK");
    CHECK(broker_override("num.io.threads", "x", cluster_default) ==
          "Invalid value x for configuration num.io.threads: Not a number of type INT");
    CHECK(broker_override("log.retention.hours", "5", cluster_default) ==
          "Cannot update these configs dynamically: [log.retention.hours]");
    CHECK(broker_override("log.dirs", "/x", cluster_default) == "Cannot update these configs dynamically: [log.dirs]");
    CHECK(broker_override("foo", "1", cluster_default) == "OK");
    CHECK(broker_override("log.cleanup.policy", "x", cluster_default) ==
          "Invalid value x for configuration log.cleanup.policy: String must be one of: compact, delete");
    CHECK(broker_override("ssl.keystore.password", "x", cluster_default) ==
          "These security configs can be dynamically updated only per-listener using the listener prefix: "
          "[ssl.keystore.password]");
    CHECK(broker_override("listener.name.plaintext.max.connections", "7", cluster_default) == "OK");
    CHECK(broker_override("leader.replication.throttled.rate", "x", cluster_default) ==
          "Invalid value x for configuration leader.replication.throttled.rate: Not a number of type LONG");
    CHECK(broker_override("ssl.client.auth", "foo", cluster_default) ==
          "Invalid value foo for configuration ssl.client.auth: String must be one of: required, requested, none");
    CHECK(broker_override("log.retention.ms", "-2", cluster_default) == "OK");
    CHECK(broker_override("log.retention.ms", "0", cluster_default).find("must be unlimited") != std::string::npos);
  }
}

TEST_CASE("KIP-226: what needs the id of a broker") {
  std::string refused = "Cannot update these configs at default cluster level, broker id must be specified: ";
  for (const char* name :
       {"sasl.jaas.config", "listener.name.plaintext.ssl.keystore.password", "listener.name.foo.num.partitions"}) {
    CHECK(broker_override(name, "7", false) == "OK");
    CHECK(broker_override(name, "7", true) == refused + "[" + name + "]");
  }
}

TEST_CASE("the listeners of a running broker stay as they are") {
  CHECK(broker_override("listeners", "PLAINTEXT://:1", false) ==
        "Cannot update these configs dynamically: [listeners]");
}

std::string topic_override(const ConfigMap& overrides) {
  Status status = validate_topic_overrides(overrides, layers());
  if (status.ok()) return "OK";
  CHECK(status.code() == ErrorCode::kInvalidConfig);
  return status.error().message;
}

TEST_CASE("what may be set on a topic") {
  CHECK(topic_override({}) == "OK");
  CHECK(topic_override({{"retention.ms", "5"}, {"cleanup.policy", "compact, delete"}}) == "OK");
  CHECK(topic_override({{"retention.ms", "x"}}) ==
        "Invalid value x for configuration retention.ms: Not a number of type LONG");
  CHECK(topic_override({{"retention.ms", "x"}, {"zzz", "1"}}) == "Unknown topic config name: zzz");
  CHECK(topic_override({{"message.format.version", "3.0"}}) == "Unknown topic config name: message.format.version");
  CHECK(topic_override({{"min.compaction.lag.ms", "500"}, {"max.compaction.lag.ms", "6"}}) ==
        "conflict topic config setting min.compaction.lag.ms (500) > max.compaction.lag.ms (6)");
  CHECK(topic_override({{"remote.storage.enable", "true"}}) ==
        "Tiered Storage functionality is disabled in the broker. Topic cannot be configured with remote log storage.");
}

TEST_CASE("the rules that the controller asks") {
  Rules rules(BrokerId(1), static_values_of("dynamic.properties"));
  ConfigResource topic{kTopic, "t"};
  Result<ConfigMap> made = rules.apply(topic, {}, {{"retention.ms", kSet, "5"}}, true);
  REQUIRE(made.ok());
  CHECK(*made == ConfigMap{{"retention.ms", "5"}});
  Result<ConfigMap> null = rules.apply(topic, {}, {{"retention.ms", kSet, {}}}, true);
  REQUIRE(!null.ok());
  CHECK(null.code() == ErrorCode::kInvalidConfig);
  CHECK(null.error().message == "Null value not supported for topic configs: retention.ms");
  CHECK(rules.apply({kBroker, ""}, {}, {{"node.id", kSet, "5"}}, false).code() == ErrorCode::kInvalidRequest);
  CHECK(rules.validate({ConfigResourceType::kGroup, "g"}, {}).code() == ErrorCode::kInvalidRequest);
}

TEST_CASE("a topic's settings are its overrides over those of the broker") {
  ConfigLayers broker = layers();
  broker.dynamic_default["log.segment.bytes"] = "2000000";
  broker.dynamic_broker["compression.type"] = "zstd";
  TopicConfig config = make_topic_config({{"segment.ms", "70"}, {"cleanup.policy", "compact"}}, broker);
  CHECK(config.segment_bytes == 2000000);
  CHECK(config.compression == protocol::Codec::kZstd);
  CHECK(config.segment_ms == 70);
  CHECK((config.cleanup_compact && !config.cleanup_delete));
  CHECK(make_topic_config({{"segment.bytes", "1048576"}, {"internal.segment.bytes", "100"}}, broker).segment_bytes ==
        100);

  replication::PartitionConfig partition = make_partition_config(config);
  CHECK(partition.log.segment_size_bytes == 2000000);
  CHECK(partition.validation.compacted);
  CHECK(partition.validation.target_codec == protocol::Codec::kZstd);
  CHECK(partition.validation.target_level == 3);
}

TEST_CASE("a dynamic value that does not parse is passed over") {
  ConfigLayers broker = layers();
  broker.dynamic_broker["log.segment.bytes"] = "tiny";
  broker.dynamic_default["log.segment.bytes"] = "2000000";
  CHECK(make_broker_config(broker).topic_defaults.segment_bytes == 2000000);
}

}  // namespace
}  // namespace klamm::config
