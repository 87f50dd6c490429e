// Broker configs: Listeners, sockets, requests, metrics and quotas.
//
// Facts of Apache Kafka 4.3: name, type, default, allowed values, where it may be changed; then what it does here.
#include "broker/config/config_def.h"

namespace klamm::config::tables {
namespace {

using enum ConfigType;
using enum UpdateMode;
constexpr Effect kEffective = Effect::kEffective;
constexpr Effect kLater = Effect::kLater;
constexpr Effect kNone = Effect::kNone;

// clang-format off: one row, one config.
constexpr ConfigDef kConfigs[] = {
    {"advertised.listeners", kList, kNull, list_of("", false), kReadOnly, kEffective, false,
     "The addresses that clients are told; listeners where unset."},
    {"background.threads", kInt, "10", at_least(1), kClusterWide, kNone},
    {"client.quota.callback.class", kClass, kNull, any(), kReadOnly, kNone},
    {"config.providers", kList, "", list_of("", true), kClusterWide, kNone},
    {"connections.max.idle.ms", kLong, "600000", any(), kReadOnly, kEffective, false,
     "A connection that is silent for so long is closed."},
    {"early.start.listeners", kList, kNull, list_of("", true), kReadOnly, kLater},
    {"fetch.max.bytes", kInt, "57671680", at_least(1024), kReadOnly, kEffective, false,
     "The most bytes that one fetch answers."},
    {"fetch.purgatory.purge.interval.requests", kInt, "1000", any(), kReadOnly, kNone},
    {"inter.broker.listener.name", kString, kNull, any(), kReadOnly, kEffective, false,
     "The listener that the other nodes use."},
    {"kafka.metrics.polling.interval.secs", kInt, "10", at_least(1), kReadOnly, kNone},
    {"kafka.metrics.reporters", kList, "", list_of("", true), kReadOnly, kNone},
    {"listener.security.protocol.map", kString,
     "SASL_SSL:SASL_SSL,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT", any(), kPerBroker, kEffective,
     false, "The security protocol of each listener name."},
    {"listeners", kList, "PLAINTEXT://:9092", list_of("", false), kPerBroker, kEffective, false,
     "The addresses to listen on, as NAME://HOST:PORT."},
    {"max.connection.creation.rate", kInt, "2147483647", at_least(0), kClusterWide, kLater},
    {"max.connections", kInt, "2147483647", at_least(0), kClusterWide, kEffective, false,
     "Connections of this broker at once."},
    {"max.connections.per.ip", kInt, "2147483647", at_least(0), kClusterWide, kEffective, false,
     "Connections from one address at once."},
    {"max.connections.per.ip.overrides", kString, "", any(), kClusterWide, kEffective, false,
     "Connections from one address, for single addresses, as ADDRESS:COUNT."},
    {"max.incremental.fetch.session.cache.slots", kInt, "1000", at_least(0), kReadOnly, kEffective, false,
     "How many incremental fetch sessions are kept."},
    {"max.request.partition.size.limit", kInt, "2000", at_least(1), kReadOnly, kEffective, false,
     "The most partitions that one DescribeTopicPartitions answers."},
    {"metric.reporters", kList, "org.apache.kafka.common.metrics.JmxReporter", list_of("", true), kClusterWide, kNone},
    {"metrics.num.samples", kInt, "2", at_least(1), kReadOnly, kNone},
    {"metrics.recording.level", kString, "INFO", any(), kReadOnly, kNone},
    {"metrics.sample.window.ms", kLong, "30000", at_least(1), kReadOnly, kNone},
    {"num.io.threads", kInt, "8", at_least(1), kClusterWide, kNone},
    {"num.network.threads", kInt, "3", at_least(1), kClusterWide, kNone},
    {"producer.purgatory.purge.interval.requests", kInt, "1000", any(), kReadOnly, kNone},
    {"queued.max.request.bytes", kLong, "-1", any(), kReadOnly, kLater},
    {"queued.max.requests", kInt, "500", at_least(1), kReadOnly, kNone},
    {"quota.window.num", kInt, "11", at_least(1), kReadOnly, kLater},
    {"quota.window.size.seconds", kInt, "1", at_least(1), kReadOnly, kLater},
    {"request.timeout.ms", kInt, "30000", any(), kReadOnly, kLater},
    {"socket.connection.setup.timeout.max.ms", kLong, "30000", any(), kReadOnly, kNone},
    {"socket.connection.setup.timeout.ms", kLong, "10000", any(), kReadOnly, kNone},
    {"socket.listen.backlog.size", kInt, "50", at_least(1), kReadOnly, kEffective, false,
     "How many connections may wait to be accepted."},
    {"socket.receive.buffer.bytes", kInt, "102400", any(), kReadOnly, kEffective, false,
     "What must fit in the socket: SO_RCVBUF, where the kernel would not go as far; -1 leaves it to the kernel."},
    {"socket.request.max.bytes", kInt, "104857600", at_least(1), kReadOnly, kEffective, false,
     "The longest request that is read; a longer one closes the connection."},
    {"socket.send.buffer.bytes", kInt, "102400", any(), kReadOnly, kEffective, false,
     "What must fit in the socket: SO_SNDBUF, where the kernel would not go as far; -1 leaves it to the kernel."},
    {"telemetry.max.bytes", kInt, "1048576", at_least(1), kReadOnly, kLater},
};
// clang-format on

}  // namespace

std::span<const ConfigDef> network() { return kConfigs; }

}  // namespace klamm::config::tables
