// Topic configs, each with the broker config that is its default.
//
// Facts of Apache Kafka 4.3; then what it does here.
#include "broker/config/config_def.h"

namespace klamm::config {
namespace {

using enum ConfigType;
using enum UpdateMode;
using Kind = Validator::Kind;
constexpr Effect kEffective = Effect::kEffective;
constexpr Effect kLater = Effect::kLater;

// clang-format off: one entry, one config.
constexpr TopicConfigDef kConfigs[] = {
    {{"cleanup.policy", kList, "delete", list_of("compact, delete", true), kClusterWide, kEffective, false,
      "What becomes of old records: delete, compact, both, or neither."}, "log.cleanup.policy"},
    {{"compression.gzip.level", kInt, "-1", of_kind(Kind::kGzipLevel), kClusterWide, kEffective, false,
      "The level for gzip."}, "compression.gzip.level"},
    {{"compression.lz4.level", kInt, "9", between(1, 17), kClusterWide, kEffective, false, "The level for lz4."},
      "compression.lz4.level"},
    {{"compression.type", kString, "producer", one_of("uncompressed, zstd, lz4, snappy, gzip, producer"), kClusterWide,
      kEffective, false, "The codec that batches are stored in; producer keeps what was sent."}, "compression.type"},
    {{"compression.zstd.level", kInt, "3", between(-131072, 22), kClusterWide, kEffective, false,
      "The level for zstd."}, "compression.zstd.level"},
    {{"delete.retention.ms", kLong, "86400000", at_least(0), kClusterWide, kEffective, false,
      "So long tombstones and the markers of transactions stay in a compacted log."},
      "log.cleaner.delete.retention.ms"},
    {{"file.delete.delay.ms", kLong, "60000", at_least(0), kClusterWide, kEffective, false,
      "Deleted files stay on disk for so long."}, "log.segment.delete.delay.ms"},
    {{"flush.messages", kLong, "9223372036854775807", at_least(1), kClusterWide, kLater, false, ""},
      "log.flush.interval.messages"},
    {{"flush.ms", kLong, "9223372036854775807", at_least(0), kClusterWide, kLater, false, ""}, "log.flush.interval.ms"},
    {{"follower.replication.throttled.replicas", kList, "", of_kind(Kind::kThrottledReplicas), kClusterWide, kLater,
      false, ""}, ""},
    {{"index.interval.bytes", kInt, "4096", at_least(0), kClusterWide, kEffective, false,
      "So many bytes of a log make one index entry."}, "log.index.interval.bytes"},
    {{"internal.segment.bytes", kInt, kNull, any(), kClusterWide, kEffective, true,
      "Overrides segment.bytes below its least value, for tests."}, ""},
    {{"leader.replication.throttled.replicas", kList, "", of_kind(Kind::kThrottledReplicas), kClusterWide, kLater,
      false, ""}, ""},
    {{"local.retention.bytes", kLong, "-2", at_least(-2), kClusterWide, kLater, false, ""},
      "log.local.retention.bytes"},
    {{"local.retention.ms", kLong, "-2", at_least(-2), kClusterWide, kLater, false, ""}, "log.local.retention.ms"},
    {{"max.compaction.lag.ms", kLong, "9223372036854775807", at_least(1), kClusterWide, kEffective, false,
      "A log with older records that are not compacted is compacted, however few there are."},
      "log.cleaner.max.compaction.lag.ms"},
    {{"max.message.bytes", kInt, "1048588", at_least(0), kClusterWide, kEffective, false,
      "The largest record batch that is accepted, compressed."}, "message.max.bytes"},
    {{"message.timestamp.after.max.ms", kLong, "3600000", at_least(0), kClusterWide, kEffective, false,
      "How far in the future the time of a record may lie."}, "log.message.timestamp.after.max.ms"},
    {{"message.timestamp.before.max.ms", kLong, "9223372036854775807", at_least(0), kClusterWide, kEffective, false,
      "How far in the past the time of a record may lie."}, "log.message.timestamp.before.max.ms"},
    {{"message.timestamp.type", kString, "CreateTime", one_of("CreateTime, LogAppendTime"), kClusterWide, kEffective,
      false, "Whether records keep the time of their producer or get the time of their append."},
      "log.message.timestamp.type"},
    {{"min.cleanable.dirty.ratio", kDouble, "0.5", between(0, 1), kClusterWide, kEffective, false,
      "A log is compacted when so large a part of it is dirty."},
      "log.cleaner.min.cleanable.ratio"},
    {{"min.compaction.lag.ms", kLong, "0", at_least(0), kClusterWide, kEffective, false,
      "Younger records are not compacted."},
      "log.cleaner.min.compaction.lag.ms"},
    {{"min.insync.replicas", kInt, "1", at_least(1), kClusterWide, kEffective, false,
      "How many in-sync replicas a write with acks=all needs."}, "min.insync.replicas"},
    {{"preallocate", kBoolean, "false", any(), kClusterWide, kLater, false, ""}, "log.preallocate"},
    {{"remote.log.copy.disable", kBoolean, "false", any(), kClusterWide, kLater, false, ""}, ""},
    {{"remote.log.delete.on.disable", kBoolean, "false", any(), kClusterWide, kLater, false, ""}, ""},
    {{"remote.storage.enable", kBoolean, "false", any(), kClusterWide, kLater, false, ""}, ""},
    {{"retention.bytes", kLong, "-1", any(), kClusterWide, kEffective, false,
      "The oldest segments of a log that is larger are deleted."}, "log.retention.bytes"},
    {{"retention.ms", kLong, "604800000", at_least(-1), kClusterWide, kEffective, false,
      "Segments whose newest record is older are deleted."}, "log.retention.ms"},
    {{"segment.bytes", kInt, "1073741824", at_least(1048576), kClusterWide, kEffective, false,
      "A segment of a log ends at this size."}, "log.segment.bytes"},
    {{"segment.index.bytes", kInt, "10485760", at_least(4), kClusterWide, kEffective, false,
      "A segment ends when its index is so large."}, "log.index.size.max.bytes"},
    {{"segment.jitter.ms", kLong, "0", at_least(0), kClusterWide, kEffective, false,
      "The age of a segment is lowered by up to so much, at random."}, "log.roll.jitter.ms"},
    {{"segment.ms", kLong, "604800000", at_least(1), kClusterWide, kEffective, false,
      "A segment of a log ends at this age."}, "log.roll.ms"},
    {{"unclean.leader.election.enable", kBoolean, "false", any(), kClusterWide, kLater, false, ""},
      "unclean.leader.election.enable"},
};
// clang-format on

}  // namespace

std::span<const TopicConfigDef> topic_configs() { return kConfigs; }

}  // namespace klamm::config
