// Broker configs that Kafka does not have. Their names keep clear of Kafka's prefixes, log.* above all, which means
// data there: log.scrub.* is about them, and stands beside log.cleaner.*.
#include "broker/config/config_def.h"

namespace klamm::config::tables {
namespace {

using enum ConfigType;
using enum UpdateMode;
constexpr Effect kEffective = Effect::kEffective;

// clang-format off: one row, one config.
constexpr ConfigDef kConfigs[] = {
    {"cluster.id", kString, kNull, of_kind(Validator::Kind::kNonEmpty), kReadOnly, kEffective, false,
     "The id that a new cluster is founded with; random where unset. An existing cluster keeps its own."},
    {"data.reserve.bytes", kLong, "-1", at_least(-1), kReadOnly, kEffective, false,
     "What is kept free in each data directory for metadata and offsets; producers are refused below. -1: a twentieth "
     "of the file system, a gigabyte at most."},
    {"disk.stall.threshold.ms", kInt, "5000", at_least(1), kReadOnly, kEffective, false,
     "A disk that does not answer for so long is logged, with what it was asked for."},
    {"http.listeners", kList, "http://:9404", list_of("", true), kReadOnly, kEffective, false,
     "Where /metrics, /livez and /readyz are served, as http://HOST:PORT; empty: nowhere."},
    {"io.backend", kString, "auto", one_of("auto, uring, epoll"), kReadOnly, kEffective, false,
     "How sockets and files are driven: io_uring, epoll with file threads, or io_uring where the kernel allows it."},
    {"journal.file.bytes", kInt, "33554432", between(1048576, 1073741824), kReadOnly, kEffective, false,
     "The size of one preallocated file of the journal."},
    {"journal.max.bytes", kLong, "268435456", at_least(2097152), kReadOnly, kEffective, false,
     "The size of the journal of one shard in one data directory; it bounds the time of a restart."},
    {"log.scrub.enable", kBoolean, "true", any(), kClusterWide, kEffective, false,
     "Whether segments at rest are read through now and then, to find damage on disk before a consumer does."},
    {"log.scrub.interval.ms", kLong, "604800000", at_least(1), kClusterWide, kEffective, false,
     "From the beginning of one pass over all segments to the next one's; one that takes longer is followed at once."},
    {"log.scrub.io.max.bytes.per.second", kLong, "4194304", at_least(1), kClusterWide, kEffective, false,
     "What is read for it in a second, in each data directory."},
    {"logging.levels", kList, "info", list_of("", false), kClusterWide, kEffective, false,
     "What is logged: one level for all modules, and MODULE=LEVEL for single ones."},
    {"loop.stall.threshold.ms", kInt, "50", at_least(1), kReadOnly, kEffective, false,
     "A turn of a shard's loop that takes longer is logged."},
    {"memory.budget.bytes", kLong, "0", at_least(0), kReadOnly, kEffective, false,
     "Memory for requests, responses and the tail of logs, for the whole process; 0: a part of what the machine has."},
    {"num.shards", kInt, "0", between(0, 1024), kReadOnly, kEffective, false,
     "Threads that serve connections and partitions; 0: one per processor but one, which the kernel needs."},
};
// clang-format on

}  // namespace

std::span<const ConfigDef> own() { return kConfigs; }

}  // namespace klamm::config::tables
