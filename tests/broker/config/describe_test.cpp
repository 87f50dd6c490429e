// DescribeConfigs, compared with what Apache Kafka 4.3.1 answers.
#include "broker/config/describe.h"

#include <catch2/catch.hpp>
#include <set>

#include "tests/broker/config/golden.h"

namespace klamm::config {
namespace {

std::set<std::string> own_names() {
  std::set<std::string> names;
  for (const ConfigDef& def : tables::own()) names.emplace(def.name);
  return names;
}

// Every golden line is there and the same, and there is nothing else but Klamm's own names.
void check_same(const std::vector<DescribedConfig>& described, const std::map<std::string, std::string>& golden) {
  std::map<std::string, std::string> ours;
  std::set<std::string> own = own_names();
  for (const DescribedConfig& config : described) {
    if (!own.contains(config.name)) ours[config.name] = golden_line(config);
  }
  for (const auto& [name, line] : golden) {
    INFO(name);
    CHECK(ours[name] == line);
  }
  for (const auto& [name, line] : ours) {
    INFO(name);
    CHECK(golden.contains(name));
  }
}

ConfigLayers static_layers() {
  ConfigLayers layers;
  layers.static_values = static_values_of("static.properties");
  layers.dynamic_default["min.insync.replicas"] = "2";
  return layers;
}

ConfigLayers dynamic_layers() {
  ConfigLayers layers;
  layers.static_values = static_values_of("dynamic.properties");
  ConfigMap both = {{"log.cleaner.min.compaction.lag.ms", "50"},
                    {"log.cleaner.max.compaction.lag.ms", "5"},
                    {"message.max.bytes", "2000000"},
                    {"zookeeper.connect", "a"},
                    {"log.cleaner.threads", "1"},
                    {"retention.ms", "5"},
                    {"num.network.threads", "1"},
                    {"unclean.leader.election.enable", "true"},
                    {"metric.reporters", ""},
                    {"log.retention.ms", "1000000"},
                    {"log.cleanup.policy", "compact"},
                    {"foo.bar", "1"},
                    {"max.connections.per.ip.overrides", "127.0.0.1:100"},
                    {"leader.replication.throttled.rate", "100"},
                    {"listener.name.plaintext.max.connections", "7"}};
  layers.dynamic_default = both;
  layers.dynamic_default["min.insync.replicas"] = "1";
  layers.dynamic_broker = both;
  layers.dynamic_broker["sasl.jaas.config"] = "hunter2";
  layers.dynamic_broker["listener.name.plaintext.ssl.keystore.password"] = "hunter2";
  layers.dynamic_broker["listener.name.foo.num.partitions"] = "7";
  return layers;
}

TEST_CASE("a broker is described as Kafka describes it") {
  check_same(describe_broker(static_layers()), golden_lines("broker_static.tsv"));
}

TEST_CASE("a topic without overrides is described as Kafka describes it") {
  check_same(describe_topic({}, static_layers()), golden_lines("topic_static.tsv"));
}

TEST_CASE("dynamic configs of one broker and of all are described as Kafka describes them") {
  std::map<std::string, std::string> golden = golden_lines("broker_dynamic.tsv");
  std::vector<DescribedConfig> described = describe_broker(dynamic_layers());
  std::erase_if(described, [&](const DescribedConfig& config) {
    return !golden.contains(config.name) && config.source != ConfigSource::kDynamicBroker &&
           config.source != ConfigSource::kDynamicDefaultBroker;
  });
  check_same(described, golden);
}

TEST_CASE("the default of all brokers is described as Kafka describes it") {
  check_same(describe_broker_default(dynamic_layers()), golden_lines("broker_default_dynamic.tsv"));
}

TEST_CASE("a topic with overrides is described as Kafka describes it") {
  ConfigMap overrides = {{"compression.type", " gzip "},       {"leader.replication.throttled.replicas", ""},
                         {"remote.storage.enable", "false"},   {"min.insync.replicas", "5"},
                         {"remote.log.copy.disable", "true"},  {"internal.segment.bytes", "1000"},
                         {"local.retention.ms", "700000000"},  {"local.retention.bytes", "5"},
                         {"min.compaction.lag.ms", "10"},      {"preallocate", " true "},
                         {"min.cleanable.dirty.ratio", "NaN"}, {"retention.bytes", "-5"},
                         {"delete.retention.ms", "+5"}};
  check_same(describe_topic(overrides, dynamic_layers()), golden_lines("topic_dynamic.tsv"));
}

TEST_CASE("passwords and unknown values are never told") {
  ConfigLayers layers = dynamic_layers();
  layers.static_values["ssl.key.password"] = "hunter2";
  layers.static_values["some.plugin.password"] = "hunter2";
  layers.static_values["listener.name.external.plain.sasl.jaas.config"] = "hunter2";
  for (const std::vector<DescribedConfig>& described : {describe_broker(layers), describe_broker_default(layers)}) {
    for (const DescribedConfig& config : described) CHECK(golden_line(config).find("hunter2") == std::string::npos);
  }
}

TEST_CASE("the tables are in the order of names, names come once, and defaults are valid") {
  std::string_view previous;
  for (const ConfigDef* def : broker_configs()) {
    CHECK(previous < def->name);
    previous = def->name;
    if (def->default_value) CHECK(parse_value(*def, *def->default_value).ok());
    CHECK(find_broker_config(def->name) == def);
    if (def->effect == Effect::kEffective) CHECK(!def->doc.empty());
  }
  previous = {};
  for (const TopicConfigDef& config : topic_configs()) {
    CHECK(previous < config.def.name);
    previous = config.def.name;
    if (!config.broker_name.empty()) {
      const ConfigDef* broker = find_exact_broker_config(config.broker_name);
      REQUIRE(broker != nullptr);
      CHECK(broker->type == config.def.type);
    }
  }
}

}  // namespace
}  // namespace klamm::config
