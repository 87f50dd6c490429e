// How the values of a configuration go together: what Kafka checks, and what Klamm cannot do yet.
//
// Every sentence begins with the name of the config it is about, so that the loader can say where it was set.
#include <algorithm>
#include <set>

#include "broker/config/load.h"

namespace klamm::config {
namespace {

class Checker {
 public:
  explicit Checker(const ConfigLayers& layers) : reader_(layers) {}

  std::vector<std::string> run() {
    check_roles();
    check_quorum();
    check_listeners();
    check_missing_features();
    check_times();
    check_sizes();
    check_groups();
    check_log_dirs();
    check_own();
    return std::move(errors_);
  }

 private:
  void error(std::string_view name, std::string text) { errors_.push_back(std::string(name) + ": " + std::move(text)); }
  void require(bool holds, std::string_view name, std::string text) {
    if (!holds) error(name, std::move(text));
  }
  [[nodiscard]] std::int64_t number(std::string_view name) const { return reader_.number(name); }

  void check_roles() {
    if (is_standalone(reader_)) return;
    if (!reader_.is_set("node.id")) {
      error("node.id", "missing, although other settings of a KRaft node are there");
    } else if (number("broker.id") != -1) {
      require(number("node.id") == number("broker.id"), "broker.id", "must have the same value as node.id");
    }
    List roles = reader_.list("process.roles");
    if (!reader_.is_set("process.roles")) {
      error("process.roles", "missing, although other settings of a KRaft node are there (allowed: broker,controller)");
    } else if (roles.size() != 2) {
      error("process.roles", "Klamm runs both roles in one node so far (allowed: broker,controller)");
    }
    require(!reader_.list("controller.listener.names").empty(), "controller.listener.names",
            "missing: names the listener of the metadata quorum");
  }

  void check_quorum() {
    if (is_standalone(reader_)) return;
    List voters = reader_.list("controller.quorum.voters");
    List servers = reader_.list("controller.quorum.bootstrap.servers");
    if (voters.empty() && servers.empty()) {
      error("controller.quorum.voters", "either it or controller.quorum.bootstrap.servers must be given");
      return;
    }
    require(voters.size() <= 1, "controller.quorum.voters", "Klamm runs as a cluster of one node so far: one voter");
    require(servers.size() <= 1, "controller.quorum.bootstrap.servers",
            "Klamm runs as a cluster of one node so far: one address");
    if (voters.size() != 1 || !reader_.is_set("node.id")) return;
    std::optional<Voter> voter = parse_voter(voters.front());
    KLAMM_ASSERT(voter.has_value());
    require(voter->id == number("node.id"), "controller.quorum.voters",
            "the node id " + std::to_string(number("node.id")) + " must be among the voters");
  }

  void check_listeners() {
    Result<ProtocolMap> protocols = effective_protocol_map(reader_);
    if (!protocols.ok()) {
      error("listener.security.protocol.map", protocols.error().message);
      return;
    }
    Result<std::vector<Listener>> listeners = parse_listeners("listeners", reader_.list("listeners"), *protocols, true);
    if (!listeners.ok()) errors_.push_back(listeners.error().message);
    bool advertised_given = !reader_.list("advertised.listeners").empty();
    Result<std::vector<Listener>> advertised =
        advertised_given
            ? parse_listeners("advertised.listeners", reader_.list("advertised.listeners"), *protocols, false)
            : listeners;
    if (!advertised.ok() && advertised_given) errors_.push_back(advertised.error().message);
    if (!listeners.ok() || !advertised.ok()) return;
    check_protocols(*listeners);
    check_controller_listeners(*listeners);
    check_advertised(*advertised, *listeners, advertised_given ? "advertised.listeners" : "listeners");
  }

  void check_protocols(const std::vector<Listener>& listeners) {
    for (const Listener& listener : listeners) {
      require(listener.protocol == SecurityProtocol::kPlaintext, "listeners",
              "listener " + listener.name + " has protocol " + std::string(security_protocol_name(listener.protocol)) +
                  ": Klamm has neither TLS nor SASL yet");
    }
  }

  [[nodiscard]] bool is_controller_listener(std::string_view name) const {
    return std::ranges::any_of(reader_.list("controller.listener.names"),
                               [&](const std::string& each) { return upper_case(each) == name; });
  }

  void check_controller_listeners(const std::vector<Listener>& listeners) {
    if (is_standalone(reader_)) return;
    bool found =
        std::ranges::any_of(listeners, [&](const Listener& each) { return is_controller_listener(each.name); });
    require(found, "controller.listener.names", "must contain at least one name that appears in listeners");
  }

  void check_advertised(const std::vector<Listener>& advertised, const std::vector<Listener>& listeners,
                        std::string_view source) {
    std::set<std::string, std::less<>> names;
    for (const Listener& listener : advertised) {
      if (is_controller_listener(listener.name)) continue;
      names.insert(listener.name);
      require(listener.host != "0.0.0.0", source,
              "advertised.listeners cannot use the nonroutable meta-address 0.0.0.0. Use a routable IP address.");
      bool bound = std::ranges::any_of(listeners, [&](const Listener& each) { return each.name == listener.name; });
      require(bound, source, "listener " + listener.name + " is advertised but is not among listeners");
    }
    require(!names.empty(), source,
            "There must be at least one broker advertised listener. Perhaps all listeners appear in "
            "controller.listener.names?");
    require(!(reader_.is_set("inter.broker.listener.name") && reader_.is_set("security.inter.broker.protocol")),
            "inter.broker.listener.name", "Only one of it and security.inter.broker.protocol should be set.");
    std::string_view key = reader_.is_set("security.inter.broker.protocol") ? "security.inter.broker.protocol"
                                                                            : "inter.broker.listener.name";
    std::string between = upper_case(reader_.string(key));
    // Without any word about it Kafka wants a listener PLAINTEXT. A single node has nobody to talk to.
    if (between.empty()) return;
    require(names.contains(between), key,
            "must be a listener name defined in advertised.listeners. The valid options based on currently configured "
            "listeners are " +
                join(List(names.begin(), names.end()), ","));
  }

  // What would change who may do what, or where data goes, must not be passed over in silence.
  void check_missing_features() {
    constexpr std::string_view kMissing[][2] = {
        {"authorizer.class.name", "Klamm has no authorisation yet"},
        {"delegation.token.secret.key", "Klamm has no delegation tokens yet"},
        {"create.topic.policy.class.name", "Klamm loads no classes: the policy would not be applied"},
        {"alter.config.policy.class.name", "Klamm loads no classes: the policy would not be applied"},
        {"client.quota.callback.class", "Klamm loads no classes: the quotas would not be applied"},
        {"early.start.listeners", "Klamm has no authorisation yet that listeners could wait for"},
    };
    for (const auto& [name, why] : kMissing) {
      std::optional<Value> value = reader_.value(name);
      require(!value || to_text(*value).empty(), name, std::string(why));
    }
    require(reader_.list("config.providers").empty(), "config.providers", "Klamm loads no classes: use plain values");
    require(!reader_.boolean("remote.log.storage.system.enable"), "remote.log.storage.system.enable",
            "Klamm has no tiered storage yet");
  }

  void check_times() {
    std::optional<Value> retention = reader_.first_of_synonyms("log.retention.ms");
    require(!retention || std::get<std::int64_t>(*retention) != 0, "log.retention.ms",
            "must be unlimited (-1) or, greater than or equal to 1");
    std::optional<Value> roll = reader_.first_of_synonyms("log.roll.ms");
    require(!roll || std::get<std::int64_t>(*roll) >= 1, "log.roll.ms", "must be greater than or equal to 1");
    std::optional<Value> jitter = reader_.first_of_synonyms("log.roll.jitter.ms");
    require(!jitter || std::get<std::int64_t>(*jitter) >= 0, "log.roll.jitter.ms",
            "must be greater than or equal to 0");
    require(number("replica.fetch.wait.max.ms") <= number("replica.socket.timeout.ms"), "replica.fetch.wait.max.ms",
            "must not be more than replica.socket.timeout.ms");
    require(number("replica.fetch.wait.max.ms") <= number("replica.lag.time.max.ms"), "replica.fetch.wait.max.ms",
            "must not be more than replica.lag.time.max.ms");
  }

  void check_sizes() {
    std::int64_t queued = number("queued.max.request.bytes");
    require(queued <= 0 || queued >= number("socket.request.max.bytes"), "queued.max.request.bytes",
            "must be larger or equal to socket.request.max.bytes");
    constexpr std::int64_t kMiB = 1024 * 1024;
    std::int64_t cleaner_threads = std::max<std::int64_t>(number("log.cleaner.threads"), 1);
    require(number("log.cleaner.dedupe.buffer.size") / cleaner_threads > kMiB, "log.cleaner.dedupe.buffer.size",
            "must be at least 1MB per cleaner thread");
    for (std::string_view name : {"socket.send.buffer.bytes", "socket.receive.buffer.bytes"}) {
      require(number(name) >= -1, name, "must be at least -1");
    }
    Result<std::map<std::string, std::int32_t>> overrides =
        parse_connection_overrides(reader_.string("max.connections.per.ip.overrides"));
    if (!overrides.ok()) error("max.connections.per.ip.overrides", overrides.error().message);
    require(number("max.connections.per.ip") > 0 || (overrides.ok() && !overrides->empty()), "max.connections.per.ip",
            "can be set to zero only if max.connections.per.ip.overrides property is set.");
    std::int64_t codec = number("offsets.topic.compression.codec");
    require(codec >= 0 && codec <= 4, "offsets.topic.compression.codec",
            "Unknown compression type id: " + std::to_string(codec) +
                " (allowed: 0 none, 1 gzip, 2 snappy, 3 lz4, 4 zstd)");
    require(number("default.replication.factor") >= 1 && number("default.replication.factor") <= 32767,
            "default.replication.factor", "must be from 1 to 32767");
  }

  void check_range(std::string_view prefix, std::string_view what) {
    std::string name = std::string(prefix) + std::string(what);
    std::string min = std::string(prefix) + "min." + std::string(what);
    std::string max = std::string(prefix) + "max." + std::string(what);
    require(number(max) >= number(min), max, "must be greater than or equal to " + min);
    require(number(name) >= number(min), name, "must be greater than or equal to " + min);
    require(number(name) <= number(max), name, "must be less than or equal to " + max);
  }

  void check_groups() {
    for (std::string_view kind : {"group.consumer.", "group.share.", "group.streams."}) {
      check_range(kind, "session.timeout.ms");
      check_range(kind, "heartbeat.interval.ms");
      check_range(kind, "assignment.interval.ms");
    }
    check_range("group.share.", "delivery.count.limit");
    check_range("group.share.", "record.lock.duration.ms");
    check_range("group.share.", "partition.max.record.locks");
    require(number("group.streams.num.standby.replicas") <= number("group.streams.max.standby.replicas"),
            "group.streams.num.standby.replicas", "must be less than or equal to group.streams.max.standby.replicas");
    List protocols = reader_.list("group.coordinator.rebalance.protocols");
    require(std::ranges::find(protocols, "classic") != protocols.end(), "group.coordinator.rebalance.protocols",
            "Disabling the 'classic' protocol is not supported.");
    require(number("group.min.session.timeout.ms") <= number("group.max.session.timeout.ms"),
            "group.min.session.timeout.ms", "must not be more than group.max.session.timeout.ms");
  }

  void check_log_dirs() {
    List known = reader_.list("log.dirs");
    if (known.empty()) known = reader_.list("log.dir");
    const List cordoned = reader_.list("cordoned.log.dirs");
    if (std::ranges::find(cordoned, "*") != cordoned.end()) {
      require(cordoned.size() == 1, "cordoned.log.dirs",
              "When cordoned.log.dirs is set to *, it must not contain other values");
      return;
    }
    List missing;
    for (const std::string& each : cordoned) {
      if (std::ranges::find(known, each) == known.end()) missing.push_back(each);
    }
    require(missing.empty(), "cordoned.log.dirs",
            "All entries in cordoned.log.dirs must be present in log.dirs or log.dir. Missing entries : " +
                join(missing, ","));
  }

  void check_own() {
    for (const std::string& text : reader_.list("http.listeners")) {
      Result<HttpListener> listener = parse_http_listener(text);
      if (!listener.ok()) errors_.push_back(listener.error().message);
    }
    require(number("journal.max.bytes") >= 2 * number("journal.file.bytes"), "journal.max.bytes",
            "must hold at least two files of journal.file.bytes");
    constexpr std::string_view kLevels[] = {"trace", "debug", "info", "warn", "error", "off"};
    for (const std::string& each : reader_.list("logging.levels")) {
      std::size_t equals = each.find('=');
      std::string_view level = equals == std::string::npos ? each : std::string_view(each).substr(equals + 1);
      require(std::ranges::find(kLevels, level) != std::end(kLevels) && equals != 0, "logging.levels",
              each + " is not LEVEL or MODULE=LEVEL (levels: trace, debug, info, warn, error, off)");
    }
  }

  LayerReader reader_;
  std::vector<std::string> errors_;
};

}  // namespace

std::vector<std::string> check_together(const ConfigLayers& layers) { return Checker(layers).run(); }

}  // namespace klamm::config
