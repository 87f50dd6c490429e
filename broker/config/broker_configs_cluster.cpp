// Broker configs: Identity, the metadata quorum, replication between brokers.
//
// Facts of Apache Kafka 4.3: name, type, default, allowed values, where it may be changed; then what it does here.
#include "broker/config/config_def.h"

namespace klamm::config::tables {
namespace {

using enum ConfigType;
using enum UpdateMode;
using Kind = Validator::Kind;
constexpr Effect kEffective = Effect::kEffective;
constexpr Effect kLater = Effect::kLater;
constexpr Effect kNone = Effect::kNone;

// clang-format off: one row, one config.
constexpr ConfigDef kConfigs[] = {
    {"alter.log.dirs.replication.quota.window.num", kInt, "11", at_least(1), kReadOnly, kLater},
    {"alter.log.dirs.replication.quota.window.size.seconds", kInt, "1", at_least(1), kReadOnly, kLater},
    {"auto.leader.rebalance.enable", kBoolean, "true", any(), kReadOnly, kLater},
    {"broker.heartbeat.interval.ms", kInt, "2000", any(), kReadOnly, kLater},
    {"broker.id", kInt, "-1", any(), kReadOnly, kEffective, false, "The older name of node.id; must agree with it."},
    {"broker.rack", kString, kNull, any(), kReadOnly, kEffective, false,
     "The rack that Metadata names for this broker."},
    {"broker.session.timeout.ms", kInt, "9000", any(), kReadOnly, kLater},
    {"controlled.shutdown.enable", kBoolean, "true", any(), kReadOnly, kLater},
    {"controller.listener.names", kList, kNull, list_of("", false), kReadOnly, kEffective, false,
     "The listeners of the metadata quorum."},
    {"controller.performance.always.log.threshold.ms", kLong, "2000", at_least(0), kReadOnly, kNone, true},
    {"controller.performance.sample.period.ms", kLong, "60000", at_least(100), kReadOnly, kNone, true},
    {"controller.quorum.append.linger.ms", kInt, "25", at_least(0), kReadOnly, kNone},
    {"controller.quorum.auto.join.enable", kBoolean, "false", any(), kReadOnly, kLater},
    {"controller.quorum.bootstrap.servers", kList, "", of_kind(Kind::kBootstrapServers), kReadOnly, kEffective, false,
     "Where the metadata quorum is found, as HOST:PORT."},
    {"controller.quorum.election.backoff.max.ms", kInt, "1000", at_least(0), kReadOnly, kLater},
    {"controller.quorum.election.timeout.ms", kInt, "1000", at_least(0), kReadOnly, kLater},
    {"controller.quorum.fetch.max.bytes", kInt, "1048576", at_least(1), kReadOnly, kLater},
    {"controller.quorum.fetch.snapshot.max.bytes", kInt, "1048576", at_least(1), kReadOnly, kLater},
    {"controller.quorum.fetch.timeout.ms", kInt, "2000", at_least(0), kReadOnly, kLater},
    {"controller.quorum.request.timeout.ms", kInt, "2000", at_least(0), kReadOnly, kLater},
    {"controller.quorum.retry.backoff.ms", kInt, "20", at_least(0), kReadOnly, kLater},
    {"controller.quorum.voters", kList, "", of_kind(Kind::kVoters), kReadOnly, kEffective, false,
     "The founding voters of the metadata quorum, as ID@HOST:PORT."},
    {"controller.quota.window.num", kInt, "11", at_least(1), kReadOnly, kLater},
    {"controller.quota.window.size.seconds", kInt, "1", at_least(1), kReadOnly, kLater},
    {"controller.socket.timeout.ms", kInt, "30000", any(), kReadOnly, kNone},
    {"initial.broker.registration.timeout.ms", kInt, "60000", any(), kReadOnly, kLater},
    {"internal.metadata.delete.delay.millis", kLong, "60000", any(), kReadOnly, kLater, true},
    {"internal.metadata.log.segment.bytes", kInt, kNull, any(), kReadOnly, kLater, true},
    {"internal.metadata.max.batch.size.in.bytes", kInt, "8388608", any(), kReadOnly, kLater, true},
    {"leader.imbalance.check.interval.seconds", kLong, "300", at_least(1), kReadOnly, kLater},
    {"metadata.log.dir", kString, kNull, any(), kReadOnly, kEffective, false,
     "Where the metadata log lies: one of log.dirs or a directory of its own; the first of log.dirs if unset."},
    {"metadata.log.max.record.bytes.between.snapshots", kLong, "20971520", at_least(1), kReadOnly, kLater},
    {"metadata.log.max.snapshot.interval.ms", kLong, "3600000", at_least(0), kReadOnly, kLater},
    {"metadata.log.segment.bytes", kInt, "1073741824", at_least(8388608), kReadOnly, kLater},
    {"metadata.log.segment.ms", kLong, "604800000", any(), kReadOnly, kLater},
    {"metadata.max.idle.interval.ms", kInt, "500", at_least(0), kReadOnly, kLater},
    {"metadata.max.retention.bytes", kLong, "104857600", any(), kReadOnly, kLater},
    {"metadata.max.retention.ms", kLong, "604800000", any(), kReadOnly, kLater},
    {"node.id", kInt, kNull, at_least(0), kReadOnly, kEffective, false, "The number of this node in the cluster."},
    {"num.replica.alter.log.dirs.threads", kInt, kNull, any(), kReadOnly, kNone},
    {"num.replica.fetchers", kInt, "1", at_least(1), kClusterWide, kLater},
    {"process.roles", kList, kNull, list_of("broker, controller", false), kReadOnly, kEffective, false,
     "What this node does: broker and controller, together."},
    {"replica.fetch.backoff.ms", kInt, "1000", at_least(0), kReadOnly, kLater},
    {"replica.fetch.max.bytes", kInt, "1048576", at_least(0), kReadOnly, kLater},
    {"replica.fetch.min.bytes", kInt, "1", any(), kReadOnly, kLater},
    {"replica.fetch.response.max.bytes", kInt, "10485760", at_least(0), kReadOnly, kLater},
    {"replica.fetch.wait.max.ms", kInt, "500", any(), kReadOnly, kLater},
    {"replica.high.watermark.checkpoint.interval.ms", kLong, "5000", any(), kReadOnly, kLater},
    {"replica.lag.time.max.ms", kLong, "30000", any(), kReadOnly, kLater},
    {"replica.selector.class", kString, kNull, any(), kReadOnly, kNone},
    {"replica.socket.receive.buffer.bytes", kInt, "65536", any(), kReadOnly, kNone},
    {"replica.socket.timeout.ms", kInt, "30000", any(), kReadOnly, kNone},
    {"replication.quota.window.num", kInt, "11", at_least(1), kReadOnly, kLater},
    {"replication.quota.window.size.seconds", kInt, "1", at_least(1), kReadOnly, kLater},
    {"server.max.startup.time.ms", kLong, "9223372036854775807", at_least(0), kReadOnly, kNone, true},
    {"unstable.api.versions.enable", kBoolean, "false", any(), kReadOnly, kLater, true},
    {"unstable.feature.versions.enable", kBoolean, "false", any(), kReadOnly, kLater, true},

    // Throttles that Kafka keeps only as dynamic configs: they are shown where they were set, and have no default.
    {"follower.replication.throttled.rate", kLong, kNull, at_least(0), kClusterWide, kLater, true},
    {"leader.replication.throttled.rate", kLong, kNull, at_least(0), kClusterWide, kLater, true},
    {"replica.alter.log.dirs.io.max.bytes.per.second", kLong, kNull, at_least(0), kClusterWide, kEffective, true,
     "How much a second is copied of logs that move to another log directory; each shard has an equal part of it."},
};
// clang-format on

}  // namespace

std::span<const ConfigDef> cluster() { return kConfigs; }

}  // namespace klamm::config::tables
