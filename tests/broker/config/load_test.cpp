// From files, environment and flags to a configuration, or to all that is wrong.
#include "broker/config/load.h"

#include <catch2/catch.hpp>

#include "tests/broker/config/golden.h"

namespace klamm::config {
namespace {

// A combined node as Kafka's own sample file has it.
constexpr std::string_view kNode =
    "process.roles=broker,controller\n"
    "node.id=1\n"
    "controller.quorum.bootstrap.servers=localhost:9093\n"
    "listeners=PLAINTEXT://:9092,CONTROLLER://:9093\n"
    "inter.broker.listener.name=PLAINTEXT\n"
    "advertised.listeners=PLAINTEXT://localhost:9092,CONTROLLER://localhost:9093\n"
    "controller.listener.names=CONTROLLER\n"
    "listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT\n"
    "num.network.threads=3\n"
    "num.io.threads=8\n"
    "socket.send.buffer.bytes=102400\n"
    "log.dirs=/var/lib/klamm/a,~/b\n"
    "num.partitions=1\n"
    "num.recovery.threads.per.data.dir=1\n"
    "offsets.topic.replication.factor=1\n"
    "share.coordinator.state.topic.replication.factor=1\n"
    "transaction.state.log.replication.factor=1\n"
    "transaction.state.log.min.isr=1\n"
    "log.retention.hours=168\n";

LoadedConfig load_text(std::string_view text) {
  Settings settings;
  settings.add_file(text, "server.properties");
  return load(settings);
}

// The node above with other values for some names; an empty value takes the name away.
LoadedConfig load_with(std::vector<std::pair<std::string, std::string>> changes) {
  Settings settings;
  std::string text;
  std::string_view rest = kNode;
  while (!rest.empty()) {
    std::string_view line = rest.substr(0, rest.find('\n') + 1);
    rest.remove_prefix(line.size());
    bool changed = false;
    for (const auto& [name, value] : changes) changed = changed || line.substr(0, line.find('=')) == name;
    text += changed ? std::string("\n") : std::string(line);
  }
  for (const auto& [name, value] : changes) {
    if (!value.empty()) text += name + "=" + value + "\n";
  }
  settings.add_file(text, "server.properties");
  return load(settings);
}

// The one error that there is, without the place.
std::string error_with(std::vector<std::pair<std::string, std::string>> changes) {
  LoadedConfig loaded = load_with(std::move(changes));
  CHECK(loaded.config.has_value() == loaded.errors.empty());
  if (loaded.errors.empty()) return "none";
  CHECK(loaded.errors.size() == 1);
  return loaded.errors.front();
}

bool fails_with(std::vector<std::pair<std::string, std::string>> changes, std::string_view part) {
  LoadedConfig loaded = load_with(std::move(changes));
  for (const std::string& error : loaded.errors) {
    UNSCOPED_INFO(error);
    if (error.find(part) != std::string::npos) return true;
  }
  return false;
}

TEST_CASE("Kafka's sample of a combined node starts unchanged") {
  LoadedConfig loaded = load_text(kNode);
  CHECK(loaded.errors == std::vector<std::string>{});
  CHECK(loaded.warnings == std::vector<std::string>{});
  REQUIRE(loaded.config.has_value());
  const BrokerConfig& config = *loaded.config;
  CHECK(config.node_id == BrokerId(1));
  CHECK(config.network.listeners == std::vector<Listener>{{"PLAINTEXT", SecurityProtocol::kPlaintext, "", 9092},
                                                          {"CONTROLLER", SecurityProtocol::kPlaintext, "", 9093}});
  CHECK(config.network.advertised_listeners ==
        std::vector<Listener>{{"PLAINTEXT", SecurityProtocol::kPlaintext, "localhost", 9092}});
  CHECK(config.network.is_controller_listener("CONTROLLER"));
  CHECK(config.network.inter_broker_listener_name == "PLAINTEXT");
  CHECK(config.network.http_listeners == std::vector<HttpListener>{{"", 9404}});
  CHECK(config.storage.log_dirs == std::vector<std::string>{"/var/lib/klamm/a", "~/b"});
  CHECK(config.topic_defaults.retention_ms == 604'800'000);
  CHECK(config.groups.offsets_topic_replication_factor == 1);
  CHECK(config.groups.offsets_retention_ms == 7LL * 24 * 3600 * 1000);
  CHECK(loaded.static_values.at("broker.id") == "1");
  REQUIRE(loaded.notices.size() == 2);
  CHECK(loaded.notices[0] == "accepted, without any effect in Klamm: num.io.threads, num.network.threads, "
                             "num.recovery.threads.per.data.dir");
  CHECK(loaded.notices[1].find("transaction.state.log.min.isr") != std::string::npos);
}

TEST_CASE("nothing at all is a single node with Kafka's defaults") {
  LoadedConfig loaded = load(Settings());
  REQUIRE(loaded.config.has_value());
  CHECK(loaded.config->node_id == BrokerId(1));
  CHECK(loaded.config->network.advertised_listeners ==
        std::vector<Listener>{{"PLAINTEXT", SecurityProtocol::kPlaintext, "", 9092}});
  CHECK(loaded.config->num_partitions == 1);
  CHECK(loaded.config->network.socket_request_max_bytes == 104857600);
  CHECK(loaded.config->topic_defaults == TopicConfig());
  CHECK(loaded.config->io_backend == IoBackend::kAuto);
  CHECK(loaded.config->logging_levels == "info");
  CHECK(loaded.notices.empty());
}

TEST_CASE("flags win over the environment, the environment over the file, the file over defaults") {
  Settings settings;
  settings.add_flag("num.partitions=4");
  settings.add_environment("KLAMM_NUM_PARTITIONS", "3");
  settings.add_environment("KLAMM_FETCH_MAX_BYTES", "3000");
  settings.add_file("num.partitions=2\nfetch.max.bytes=2000\nmessage.max.bytes=2000\nmessage.max.bytes=2001\n", "f");
  LoadedConfig loaded = load(settings);
  REQUIRE(loaded.config.has_value());
  CHECK(loaded.config->num_partitions == 4);
  CHECK(loaded.config->fetch_max_bytes == 3000);
  CHECK(loaded.config->topic_defaults.max_message_bytes == 2001);
}

TEST_CASE("names of the environment") {
  CHECK(config_name_of_environment("KLAMM_LOG_DIRS") == "log.dirs");
  CHECK(config_name_of_environment("KLAMM_A__B") == "a_b");
  CHECK(config_name_of_environment("KLAMM_LISTENER_NAME_X_SCRAM___SHA___256_SASL_JAAS_CONFIG") ==
        "listener.name.x.scram-sha-256.sasl.jaas.config");
  CHECK(config_name_of_environment("HOME").empty());
  CHECK(config_name_of_environment("KLAMM_SERVICE_HOST").empty());
  CHECK(config_name_of_environment("KLAMM_PORT_9092_TCP_ADDR").empty());
}

TEST_CASE("all errors are reported, each with place, name, value and what is allowed") {
  Settings settings;
  settings.add_file("num.partitions=many\n\nlog.segment.bytes = 5\n", "conf/server.properties");
  settings.add_environment("KLAMM_IO_BACKEND", "kqueue");
  settings.add_flag("auto.create.topics.enable=maybe");
  settings.add_flag("nonsense");
  LoadedConfig loaded = load(settings);
  CHECK(!loaded.config.has_value());
  CHECK(loaded.errors ==
        std::vector<std::string>{
            "--set nonsense: expected NAME=VALUE",
            "--set auto.create.topics.enable: Invalid value maybe for configuration auto.create.topics.enable: "
            "Expected value to be either true or false (allowed: true or false)",
            "environment KLAMM_IO_BACKEND: Invalid value kqueue for configuration io.backend: String must be one of: "
            "auto, uring, epoll (allowed: one of: auto, uring, epoll)",
            "conf/server.properties:3: Invalid value 5 for configuration log.segment.bytes: Value must be at least "
            "1048576 (allowed: a whole number of at least 1048576)",
            "conf/server.properties:1: Invalid value many for configuration num.partitions: Not a number of type INT "
            "(allowed: a whole number of at least 1)"});
}

TEST_CASE("unknown names are warnings, and kept") {
  LoadedConfig loaded = load_with({{"some.thing", "5"}, {"super.users", "User:a"}});
  CHECK(loaded.config.has_value());
  CHECK(loaded.warnings == std::vector<std::string>{"server.properties:20: unknown configuration some.thing"});
  CHECK(loaded.static_values.at("some.thing") == "5");
}

TEST_CASE("an error of values that do not go together names the place too") {
  CHECK(error_with({{"log.retention.ms", "0"}}) ==
        "server.properties:20: log.retention.ms: must be unlimited (-1) or, greater than or equal to 1");
  CHECK(error_with({{"broker.id", "2"}}) == "server.properties:20: broker.id: must have the same value as node.id");
}

TEST_CASE("nodes that are not complete") {
  CHECK(fails_with({{"node.id", ""}}, "node.id: missing"));
  CHECK(fails_with({{"process.roles", ""}}, "process.roles: missing"));
  CHECK(fails_with({{"controller.listener.names", ""}}, "controller.listener.names: missing"));
  CHECK(fails_with({{"controller.quorum.bootstrap.servers", ""}}, "controller.quorum.voters: either it or"));
  CHECK(error_with({{"node.id", ""}, {"broker.id", "1"}}) == "none");
}

TEST_CASE("what Klamm cannot do yet is an error, never passed over") {
  CHECK(fails_with({{"process.roles", "broker"}}, "both roles"));
  CHECK(fails_with({{"process.roles", "controller"}}, "both roles"));
  CHECK(fails_with({{"controller.quorum.voters", "1@a:1,2@b:1"}}, "one voter"));
  CHECK(fails_with({{"controller.quorum.bootstrap.servers", "a:1,b:1"}}, "one address"));
  CHECK(fails_with({{"listeners", "SSL://:9092,CONTROLLER://:9093"}, {"advertised.listeners", "SSL://a:9092"}},
                   "neither TLS nor SASL"));
  CHECK(fails_with({{"listeners", "PLAINTEXT://:9092,SASL_PLAINTEXT://:9094,CONTROLLER://:9093"}},
                   "neither TLS nor SASL"));
  CHECK(fails_with({{"authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"}},
                   "no authorisation yet"));
  CHECK(fails_with({{"zookeeper.connect", "localhost:2181"}}, "no ZooKeeper"));
  CHECK(fails_with({{"remote.log.storage.system.enable", "true"}}, "no tiered storage"));
  CHECK(fails_with({{"create.topic.policy.class.name", "a.B"}}, "policy would not be applied"));
  CHECK(fails_with({{"config.providers", "file"}}, "loads no classes"));
  CHECK(fails_with({{"delegation.token.secret.key", "x"}}, "no delegation tokens"));
}

TEST_CASE("listeners") {
  auto listeners = [](const std::string& text) {
    return std::vector<std::pair<std::string, std::string>>{{"listeners", text}, {"advertised.listeners", ""}};
  };
  CHECK(error_with(listeners("plaintext://:9092,CONTROLLER://[::1]:9093")) == "none");
  CHECK(error_with(listeners("PLAINTEXT://127.0.0.1:0,CONTROLLER://127.0.0.1:0")) == "none");
  CHECK(fails_with(listeners("PLAINTEXT:9092,CONTROLLER://:9093"), "Unable to parse PLAINTEXT:9092"));
  CHECK(fails_with(listeners("PLAINTEXT://:99999,CONTROLLER://:9093"), "Unable to parse"));
  CHECK(fails_with(listeners("PLAINTEXT://:9092,PLAINTEXT://:9095,CONTROLLER://:9093"), "different name"));
  CHECK(fails_with(listeners("PLAINTEXT://:9093,CONTROLLER://:9093"), "different port"));
  CHECK(error_with(listeners("PLAINTEXT://127.0.0.1:9093,CONTROLLER://[::1]:9093")) == "none");
  CHECK(fails_with(listeners("FOO://:9092,CONTROLLER://:9093"), "No security protocol defined for listener FOO"));
  CHECK(fails_with(listeners("PLAINTEXT://:9092"), "at least one name that appears in listeners"));
  CHECK(fails_with(listeners("PLAINTEXT://0.0.0.0:9092,CONTROLLER://:9093"), "nonroutable meta-address 0.0.0.0"));
  CHECK(fails_with({{"advertised.listeners", "PLAINTEXT://0.0.0.0:9092"}}, "nonroutable meta-address 0.0.0.0"));
  CHECK(error_with({{"listeners", "PLAINTEXT://0.0.0.0:9092,CONTROLLER://0.0.0.0:9093"}}) == "none");
  CHECK(fails_with({{"advertised.listeners", "CONTROLLER://a:1"}}, "at least one broker advertised listener"));
  CHECK(fails_with({{"advertised.listeners", "FOO://a:1"}}, "No security protocol defined for listener FOO"));
  CHECK(fails_with({{"inter.broker.listener.name", "FOO"}}, "must be a listener name defined in advertised.listeners"));
  CHECK(fails_with({{"inter.broker.listener.name", "CONTROLLER"}}, "must be a listener name defined"));
  CHECK(fails_with({{"security.inter.broker.protocol", "PLAINTEXT"}}, "Only one of it"));
  CHECK(fails_with({{"listener.security.protocol.map", "PLAINTEXT:FOO,CONTROLLER:PLAINTEXT"}},
                   "Invalid security protocol `FOO`"));
  CHECK(fails_with({{"listener.security.protocol.map", "PLAINTEXT:PLAINTEXT"}},
                   "No security protocol defined for listener CONTROLLER"));
  CHECK(error_with({{"listener.security.protocol.map", ""}}) == "none");
  CHECK(fails_with({{"controller.quorum.voters", "2@localhost:9093"}}, "must be among the voters"));
}

TEST_CASE("units of time") {
  auto retention_ms = [](std::vector<std::pair<std::string, std::string>> changes) {
    return load_with(std::move(changes)).config.value().topic_defaults.retention_ms;
  };
  CHECK(retention_ms({{"log.retention.hours", "2"}}) == 7'200'000);
  CHECK(retention_ms({{"log.retention.hours", "2"}, {"log.retention.minutes", "3"}}) == 180'000);
  CHECK(retention_ms({{"log.retention.minutes", "3"}, {"log.retention.ms", "5"}}) == 5);
  CHECK(retention_ms({{"log.retention.ms", "-2"}}) == -1);
  CHECK(retention_ms({{"log.retention.hours", "-1"}}) == -1);
  BrokerConfig config = load_with({{"log.roll.hours", "1"}, {"log.roll.jitter.hours", " 3 "}}).config.value();
  CHECK(config.topic_defaults.segment_ms == 3'600'000);
  CHECK(config.topic_defaults.segment_jitter_ms == 10'800'000);
  CHECK(load_with({{"log.roll.ms", "7"}}).config.value().topic_defaults.segment_ms == 7);
}

TEST_CASE("other values that do not go together") {
  CHECK(fails_with({{"log.roll.ms", "0"}}, "log.roll.ms: must be"));
  CHECK(fails_with({{"log.roll.jitter.ms", "-1"}}, "log.roll.jitter.ms: must be"));
  CHECK(fails_with({{"queued.max.request.bytes", "5"}}, "queued.max.request.bytes"));
  CHECK(fails_with({{"max.connections.per.ip", "0"}}, "max.connections.per.ip"));
  CHECK(error_with({{"max.connections.per.ip", "0"}, {"max.connections.per.ip.overrides", "::1:5"}}) == "none");
  CHECK(fails_with({{"max.connections.per.ip.overrides", "a:b"}}, "Expected ADDRESS:COUNT"));
  CHECK(fails_with({{"offsets.topic.compression.codec", "9"}}, "Unknown compression type id: 9"));
  CHECK(fails_with({{"group.consumer.session.timeout.ms", "1"}}, "group.consumer.min.session.timeout.ms"));
  CHECK(fails_with({{"group.coordinator.rebalance.protocols", "consumer"}}, "Disabling the 'classic' protocol"));
  CHECK(fails_with({{"http.listeners", "ftp://a:1"}}, "is not http://HOST:PORT"));
  CHECK(fails_with({{"logging.levels", "info,raft=loud"}}, "raft=loud is not"));
  CHECK(fails_with({{"journal.max.bytes", "33554432"}}, "at least two files"));
}

TEST_CASE("kip_1066 directories that are cordoned") {
  using Paths = std::vector<std::string>;
  const auto cordoned = [](const std::string& value) {
    const LoadedConfig loaded = load_with({{"log.dirs", "/a,/b"}, {"cordoned.log.dirs", value}});
    REQUIRE(loaded.config.has_value());
    return loaded.config->storage.cordoned_log_dirs;
  };
  CHECK(cordoned("").empty());
  CHECK(cordoned("/b") == Paths{"/b"});
  CHECK(cordoned("*") == Paths{"/a", "/b"});
  CHECK(fails_with({{"cordoned.log.dirs", "*,/b"}}, "must not contain other values"));
  CHECK(fails_with({{"log.dirs", "/a,/b"}, {"cordoned.log.dirs", "/c,/a,/d"}}, "Missing entries : /c,/d"));
}

TEST_CASE("where the metadata log lies") {
  using Paths = std::vector<std::string>;
  const auto storage = [](const std::string& value) {
    const LoadedConfig loaded =
        load_with({{"log.dirs", "/a,/b"}, {"metadata.log.dir", value}, {"cordoned.log.dirs", "*"}});
    REQUIRE(loaded.config.has_value());
    CHECK(loaded.config->storage.cordoned_log_dirs == Paths{"/a", "/b"});
    return loaded.config->storage;
  };
  for (const std::string value : {"", "/a", "/b", "/c"}) {
    CAPTURE(value);
    const StorageConfig found = storage(value);
    const Paths expected = value == "/c" ? Paths{"/a", "/b", "/c"} : Paths{"/a", "/b"};
    CHECK(found.log_dirs == expected);
    CHECK(found.log_dirs.at(found.metadata_dir) == (value.empty() ? "/a" : value));
    for (std::size_t i = 0; i < found.log_dirs.size(); ++i) CHECK(found.metadata_only(i) == (i == 2));
  }
}

TEST_CASE("overrides of max.connections.per.ip are known by address or name") {
  LoadedConfig loaded =
      load_text("max.connections.per.ip.overrides= 10.0.0.1:5 ,::ffff:10.0.0.2:6,::1:7,host.example:8");
  REQUIRE(loaded.config.has_value());
  CHECK(loaded.config->network.max_connections_per_ip_overrides ==
        std::map<std::string, std::int32_t>{{"10.0.0.1", 5}, {"10.0.0.2", 6}, {"::1", 7}, {"host.example", 8}});
}

TEST_CASE("other listeners than the embedded ones are not advertised as those") {
  const std::string embedded = "listeners=PLAINTEXT://:9092\nadvertised.listeners=PLAINTEXT://localhost:9092\n";
  const auto advertised = [&embedded](const std::vector<std::string>& flags) {
    Settings settings;
    settings.add_embedded(embedded);
    for (const std::string& flag : flags) settings.add_flag(flag);
    const LoadedConfig loaded = load(settings);
    REQUIRE(loaded.config.has_value());
    const Listener& listener = loaded.config->network.advertised_listeners.at(0);
    return listener.host + ":" + std::to_string(listener.port);
  };
  CHECK(advertised({}) == "localhost:9092");
  CHECK(advertised({"listeners=PLAINTEXT://127.0.0.1:1234"}) == "127.0.0.1:1234");
  CHECK(advertised({"advertised.listeners=PLAINTEXT://a:7", "listeners=PLAINTEXT://:1234"}) == "a:7");
  CHECK(advertised({"listeners=PLAINTEXT://:1234", "advertised.listeners=PLAINTEXT://a:7"}) == "a:7");
}

TEST_CASE("http.listeners may be empty") {
  LoadedConfig loaded = load_text("http.listeners=\nlog.dir=/var/lib/klamm");
  REQUIRE(loaded.config.has_value());
  CHECK(loaded.config->network.http_listeners.empty());
  CHECK(loaded.config->storage.log_dirs == std::vector<std::string>{"/var/lib/klamm"});
}

TEST_CASE("configs of plug-ins and single listeners are known") {
  LoadedConfig loaded = load_with({{"listener.name.plaintext.max.connections", "7"},
                                   {"listener.name.plaintext.scram-sha-256.sasl.jaas.config", "x"},
                                   {"listener.name.plaintext.max.connections.per.ip", "seven"}});
  CHECK(loaded.warnings.empty());
  REQUIRE(loaded.errors.size() == 1);
  CHECK(loaded.errors[0].find("Invalid value seven for configuration listener.name.plaintext.max.connections.per.ip") !=
        std::string::npos);
}

}  // namespace
}  // namespace klamm::config
