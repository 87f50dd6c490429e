// What storage is told by its caller: plain data, in Kafka's names and defaults where Kafka has the setting.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace klamm {

// Settings of one partition's log. May be replaced while the log is open (PartitionLog::reconfigure); what is already
// on disk stays as it is.
// By default nothing is ever deleted: a log that is found on disk has these settings until its topic's are known.
struct LogConfig {
  std::int32_t segment_size_bytes = 1 << 30;         // segment.bytes
  std::int64_t segment_age_ms = 604'800'000;         // segment.ms
  std::int64_t segment_jitter_ms = 0;                // segment.jitter.ms
  std::int32_t segment_index_size_bytes = 10 << 20;  // segment.index.bytes
  std::int32_t index_interval_bytes = 4096;          // index.interval.bytes
  std::int64_t file_delete_delay_ms = 60'000;        // file.delete.delay.ms
  bool cleanup_delete = false;                       // cleanup.policy has "delete"
  std::int64_t retention_ms = -1;                    // retention.ms; -1: no limit
  std::int64_t retention_bytes = -1;                 // retention.bytes; -1: no limit
  bool cleanup_compact = false;                      // cleanup.policy has "compact"
  double min_cleanable_dirty_ratio = 0.5;            // min.cleanable.dirty.ratio
  std::int64_t min_compaction_lag_ms = 0;            // min.compaction.lag.ms
  std::int64_t max_compaction_lag_ms = INT64_MAX;    // max.compaction.lag.ms
  std::int64_t delete_retention_ms = 86'400'000;     // delete.retention.ms
  // Ours. Whether appends go on when the disk is full but for the reserve: what the cluster needs to go on itself.
  bool from_reserve = false;
  friend bool operator==(const LogConfig&, const LogConfig&) = default;
};

// Settings of compaction, of each shard. May be replaced at any time (LogManager::reconfigure_cleaner).
struct CleanerConfig {
  bool enable = true;                                     // log.cleaner.enable
  std::int64_t backoff_ms = 15'000;                       // log.cleaner.backoff.ms
  std::uint64_t dedupe_buffer_size_bytes = 128ULL << 20;  // log.cleaner.dedupe.buffer.size, of all shards together
  double io_buffer_load_factor = 0.9;                     // log.cleaner.io.buffer.load.factor: how full the map may be
  double io_max_bytes_per_second = 1e300;                 // log.cleaner.io.max.bytes.per.second, of all together
};

// Settings of the search for damage on disk, of each shard. May be replaced at any time
// (LogManager::reconfigure_scrub).
struct ScrubConfig {
  bool enable = true;                        // log.scrub.enable
  std::int64_t interval_ms = 604'800'000;    // log.scrub.interval.ms: from the beginning of one pass to the next one's
  std::int64_t bytes_per_second = 4L << 20;  // log.scrub.io.max.bytes.per.second, of one log directory, all shards
};

// Ways in which storage can be told to be wrong, so that the crash tests prove that they would notice. Never set
// outside of tests.
struct JournalMutants {
  bool acknowledge_before_durable = false;
  bool ignore_short_write = false;
  bool skip_crc_of_last_frame = false;
  bool skip_settling = false;
  bool swap_unsynced = false;
  bool skip_sync_together = false;
  bool skip_last_directory = false;      // nothing in the journals of the last directory is found at a start
  bool serve_damaged = false;            // reads do not look at checksums
  bool finish_failed_directory = false;  // a directory that fails before its logs are recovered says that they are
  bool forget_producers = false;         // recovery leaves out what is known of producers
  bool move_unsynced = false;            // a copy is not synced before it takes its log's place
  bool leave_unmarked = false;           // a log leaves before the copy is marked as complete
  bool bypass_unsynced = false;          // what is written past the journal is not synced
  bool bypass_unguarded = false;         // nor is it waited for a record that ends the log before it
  bool bypass_unindexed = false;         // indexes and producers of it count as saved
  bool bypass_unchecked = false;         // a run that was being written counts as written
  bool bypass_untrimmed = false;         // a file may stay longer than what it holds
  bool arrive_unsaid = false;            // what the journal says of a log that was here before counts
};

// Settings of the storage of one shard. Every shard of the process is given the same.
struct StorageConfig {
  std::vector<std::string> log_dirs;
  // metadata.log.dir, as an index of log_dirs: where the metadata log lies.
  std::size_t metadata_dir = 0;
  // Nothing else lies there: it is not one of the directories that clients know.
  bool metadata_apart = false;
  [[nodiscard]] bool metadata_only(std::size_t log_dir_index) const {
    return metadata_apart && log_dir_index == metadata_dir;
  }

  // The journal of one shard in one log directory: files of one size, as many as fit into the limit, at least two.
  std::uint64_t journal_file_size_bytes = 32ULL << 20;
  std::uint64_t journal_size_bytes_max = 256ULL << 20;
  std::uint32_t journal_frame_size_bytes_max = 512U << 10;
  // More of them make each one smaller, and every write has its own price: see bench/NOTES.md.
  std::uint32_t journal_writes_in_flight_max = 2;
  // What is less than this waits for the write under way instead of being written beside it.
  std::uint32_t journal_overlap_size_bytes_min = 32U << 10;

  // Appended bytes of the shard that are not yet in a segment. Above it wait_for_room() waits.
  std::uint64_t pending_bytes_max = 32ULL << 20;
  // What the shard keeps in memory of the ends of its logs, in one log directory, for consumers at the tail. What is
  // not in a segment yet is kept beyond it.
  std::uint64_t tail_memory_bytes_max = 24ULL << 20;
  // What sequential readers are given before they ask, in one log directory of the shard.
  std::uint64_t read_ahead_bytes_max = 16ULL << 20;
  // A partition with this much to write is written to its segment, without waiting for a checkpoint.
  std::uint32_t flush_size_bytes = 512U << 10;
  // From so many whole blocks on a write goes around the page cache.
  std::uint32_t direct_write_size_min = 16U << 10;
  // Segment writes and syncs of one log directory of the shard that are under way at a time.
  std::uint32_t flushes_in_flight_max = 4;
  // From so many logs on they are synced together: see storage/log/syncing.h.
  std::uint32_t syncs_together_min = 32;
  // Appends of at least this size are written past the journal (storage/log/bypass.h) when so many bytes of them have
  // come to a log one behind the other; 0: none are.
  std::uint32_t bypass_append_size_min = 96U << 10;
  std::uint64_t bypass_begin_bytes = 1U << 20;
  // Of one log directory of the shard, at a time.
  std::uint32_t bypass_runs_in_flight_max = 16;
  // So much may be written past the journal before indexes and snapshots of producers are brought up to it: a start
  // after a crash reads it again.
  std::uint64_t bypass_unindexed_bytes_max = 512ULL << 20;
  // A segment is given its blocks by so much at most before runs are written into them; 0: as it grows.
  std::uint64_t bypass_preallocate_bytes_max = 8U << 20;
  // Open files of the segments of the shard in one log directory. Beyond it those that were used least lately are
  // closed.
  std::uint32_t open_files_max = 1000;

  std::int64_t producer_id_expiration_ms = 86'400'000;  // producer.id.expiration.ms

  // Ours. What is kept free in each log directory for the cluster's own logs; -1: a twentieth of the file system, a
  // gigabyte at most.
  std::int64_t reserve_bytes = -1;
  // What a directory must have free again, beyond the reserve, before producers are let in, as a part of the reserve.
  static constexpr std::int64_t kReserveSlackPart = 4;
  // How often a full disk is looked at, and the writes tried again that found no space.
  std::int64_t space_retry_ms = 1'000;

  // replica.alter.log.dirs.io.max.bytes.per.second, of one shard. May be replaced (LogManager::set_move_rate).
  double move_max_bytes_per_second = 1e300;

  // cordoned.log.dirs: no new partition is placed there (KIP-1066). May be replaced (LogManager::set_cordoned).
  std::vector<std::string> cordoned_log_dirs;

  CleanerConfig cleaner;
  ScrubConfig scrub;

  JournalMutants mutants;
};

}  // namespace klamm
