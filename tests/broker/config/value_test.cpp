// Values of every type and every validator, with Kafka's messages.
#include "broker/config/value.h"

#include <catch2/catch.hpp>

namespace klamm::config {
namespace {

// The value as Kafka prints it, or the error's text.
std::string topic(std::string_view name, std::string_view raw) {
  const TopicConfigDef* config = find_topic_config(name);
  REQUIRE(config != nullptr);
  Result<Value> value = parse_value(config->def, raw);
  return value.ok() ? to_text(*value) : value.error().message;
}

std::string broker(std::string_view name, std::string_view raw) {
  const ConfigDef* config = find_broker_config(name);
  REQUIRE(config != nullptr);
  Result<Value> value = parse_value(*config, raw);
  if (!value.ok()) CHECK(value.code() == ErrorCode::kInvalidConfig);
  return value.ok() ? to_text(*value) : value.error().message;
}

TEST_CASE("numbers") {
  CHECK(topic("retention.ms", " 5 ") == "5");
  CHECK(topic("retention.ms", "-0") == "0");
  CHECK(topic("retention.ms", "007") == "7");
  CHECK(topic("delete.retention.ms", "+5") == "5");
  for (const char* bad : {"x", "1.5", "", "99999999999999999999", "0x10", "1e3", "+-5", "5 5", "--5", "+"}) {
    CHECK(topic("retention.ms", bad) ==
          "Invalid value " + std::string(bad) + " for configuration retention.ms: Not a number of type LONG");
  }
  CHECK(topic("segment.bytes", "99999999999") ==
        "Invalid value 99999999999 for configuration segment.bytes: Not a number of type INT");
  CHECK(broker("offsets.topic.replication.factor", "70000") ==
        "Invalid value 70000 for configuration offsets.topic.replication.factor: Not a number of type SHORT");
  CHECK(broker("log.retention.hours", " 12x ") ==
        "Invalid value  12x  for configuration log.retention.hours: Not a number of type INT");
}

TEST_CASE("ranges") {
  CHECK(topic("retention.ms", "-1") == "-1");
  CHECK(topic("retention.ms", "-2") == "Invalid value -2 for configuration retention.ms: Value must be at least -1");
  CHECK(topic("compression.zstd.level", "23") ==
        "Invalid value 23 for configuration compression.zstd.level: Value must be no more than 22");
  CHECK(topic("min.cleanable.dirty.ratio", "2") ==
        "Invalid value 2.0 for configuration min.cleanable.dirty.ratio: Value must be no more than 1");
  CHECK(topic("min.cleanable.dirty.ratio", "-0.5") ==
        "Invalid value -0.5 for configuration min.cleanable.dirty.ratio: Value must be at least 0");
  CHECK(broker("remote.log.manager.task.retry.jitter", "0.6") ==
        "Invalid value 0.6 for configuration remote.log.manager.task.retry.jitter: Value must be no more than 0.5");
}

TEST_CASE("doubles as Java reads and prints them") {
  const char* name = "log.cleaner.io.buffer.load.factor";
  CHECK(broker(name, " .25 ") == "0.25");
  CHECK(broker(name, "0.90") == "0.9");
  CHECK(broker(name, "1") == "1.0");
  CHECK(broker(name, "0.5f") == "0.5");
  CHECK(broker(name, "1e-5") == "1.0E-5");
  CHECK(broker(name, "0.30000001") == "0.30000001");
  CHECK(broker(name, "0x1p-1") == "0.5");
  CHECK(broker(name, "12345678.5") == "1.23456785E7");
  CHECK(broker(name, "1.7976931348623157E308") == "1.7976931348623157E308");
  CHECK(broker(name, "-Infinity") == "-Infinity");
  CHECK(broker(name, "NaN") == "NaN");
  CHECK(broker(name, "0") == "0.0");
  for (const char* bad : {"x", "", "inf", "nan", "--1", "+-1", "1,5", "infinity"}) {
    CHECK(broker(name, bad) ==
          "Invalid value " + std::string(bad) + " for configuration " + name + ": Not a number of type DOUBLE");
  }
}

TEST_CASE("booleans") {
  CHECK(topic("preallocate", " TRUE ") == "true");
  CHECK(topic("preallocate", "False") == "false");
  CHECK(topic("preallocate", "yes") ==
        "Invalid value yes for configuration preallocate: Expected value to be either true or false");
  CHECK(topic("preallocate", "") ==
        "Invalid value  for configuration preallocate: Expected value to be either true or false");
}

TEST_CASE("strings of a set, and strings that must not be empty") {
  CHECK(topic("compression.type", " gzip ") == "gzip");
  CHECK(topic("compression.type", "foo") ==
        "Invalid value foo for configuration compression.type: String must be one of: uncompressed, zstd, lz4, snappy, "
        "gzip, producer");
  CHECK(topic("message.timestamp.type", "createtime") ==
        "Invalid value createtime for configuration message.timestamp.type: String must be one of: CreateTime, "
        "LogAppendTime");
  CHECK(broker("group.consumer.migration.policy", "upgrade") == "upgrade");
  CHECK(broker("group.consumer.migration.policy", "x") ==
        "Invalid value x for configuration group.consumer.migration.policy: String must be one of (case insensitive): "
        "DISABLED, DOWNGRADE, UPGRADE, BIDIRECTIONAL");
  CHECK(broker("remote.log.metadata.manager.class.name", " ") ==
        "Invalid value  for configuration remote.log.metadata.manager.class.name: String must be non-empty");
}

TEST_CASE("lists") {
  CHECK(topic("cleanup.policy", "") == "");
  CHECK(topic("cleanup.policy", " ") == "");
  CHECK(topic("cleanup.policy", " compact , delete ") == "compact,delete");
  CHECK(topic("cleanup.policy", "compact,compact") == "compact");
  CHECK(topic("cleanup.policy", "foo") ==
        "Invalid value foo for configuration cleanup.policy: String must be one of: compact, delete");
  CHECK(topic("cleanup.policy", ",compact") == "Configuration 'cleanup.policy' values must not be empty.");
  CHECK(topic("cleanup.policy", "compact,") == "Configuration 'cleanup.policy' values must not be empty.");
  CHECK(broker("process.roles", "") ==
        "Configuration 'process.roles' must not be empty. Valid values include: [broker, controller]");
  CHECK(broker("log.dirs", "") ==
        "Configuration 'log.dirs' must not be empty. Valid values include: any non-empty value");
}

TEST_CASE("values with rules of their own") {
  CHECK(topic("compression.gzip.level", "-1") == "-1");
  CHECK(topic("compression.gzip.level", " 0 ") ==
        "Invalid value 0 for configuration compression.gzip.level: Value must be between 1 and 9 or equal to -1");
  CHECK(topic("leader.replication.throttled.replicas", "*") == "*");
  CHECK(topic("leader.replication.throttled.replicas", "0:1, 1:2") == "0:1,1:2");
  CHECK(topic("leader.replication.throttled.replicas", "x") ==
        "Invalid value [x] for configuration leader.replication.throttled.replicas: "
        "leader.replication.throttled.replicas must be the literal '*' or a list of replicas in the following format: "
        "[partitionId]:[brokerId],[partitionId]:[brokerId],...");
  CHECK(broker("controller.quorum.voters", "1@localhost:9093, 2@[::1]:9093") == "1@localhost:9093,2@[::1]:9093");
  CHECK(broker("controller.quorum.voters", "x@localhost:9093").starts_with("Invalid value x@localhost:9093"));
  CHECK(broker("controller.quorum.bootstrap.servers", "localhost").starts_with("Invalid value localhost"));
  CHECK(broker("ssl.key.password", " secret ") == "secret");
}

TEST_CASE("addresses") {
  CHECK(parse_host_port("[::1]:9093") == HostPort{"::1", 9093});
  CHECK(parse_host_port("kafka-0.kafka:1") == HostPort{"kafka-0.kafka", 1});
  for (const char* bad : {"", ":", ":1", "a", "a:", "a:x", "a:65536", "a:-1", "::1:5"}) CHECK(!parse_host_port(bad));
  CHECK(parse_voter("7@h:1")->id == 7);
  for (const char* bad : {"", "7", "@h:1", "-1@h:1", "7@h", "x@h:1"}) CHECK(!parse_voter(bad));
}

TEST_CASE("an address has one text, however it is written") {
  for (const char* same : {"192.0.2.7", "::ffff:192.0.2.7", "[::ffff:c000:207]"}) {
    CHECK(canonical_address(same) == "192.0.2.7");
  }
  for (const char* same : {"2001:db8::1", "2001:0DB8:0:0:0:0:0:1", "[2001:db8::0:1]"}) {
    CHECK(canonical_address(same) == "2001:db8::1");
  }
  for (const char* name : {"", "localhost", "192.0.2", "192.0.2.7:9092", "[::1", "::1]"})
    CHECK(!canonical_address(name));
}

TEST_CASE("what is allowed is said in words") {
  CHECK(allowed_text(*find_broker_config("log.segment.bytes")) == "a whole number of at least 1048576");
  CHECK(allowed_text(*find_broker_config("compression.lz4.level")) == "a whole number from 1 to 17");
  CHECK(allowed_text(*find_broker_config("io.backend")) == "one of: auto, uring, epoll");
  CHECK(allowed_text(*find_broker_config("process.roles")) ==
        "a list, separated by commas, of: broker, controller, not empty");
}

}  // namespace
}  // namespace klamm::config
