#include "storage/log/recovery.h"

#include <algorithm>
#include <cerrno>

#include "protocol/records/batch.h"
#include "runtime/io/io.h"
#include "storage/directory/files.h"
#include "storage/log/segment.h"
#include "storage/log/store.h"
#include "storage/log/syncing.h"

namespace klamm {

using journal::RecordKind;

namespace {

constexpr std::size_t kSmallFileMax = 16U << 20;
constexpr std::uint64_t kReplayRunSize = 256U << 10;
constexpr std::size_t kLogsAtATime = 16;
constexpr std::size_t kWaitingBytesMax = 16U << 20;

}  // namespace

LogRecovery::LogRecovery(Store& store, LogManager::Owner owner, LogManager::ConfigOf config_of)
    : store_(store), owner_(std::move(owner)), config_of_(std::move(config_of)) {}

bool LogRecovery::owned(const TopicIdPartition& id) const { return owner_(id) == store_.env().shard; }

Task<Status> LogRecovery::run() {
  const MonotonicNs started = store_.env().now();
  const LogDirectory& directory = store_.directory();
  const std::string journals = journal_directory(directory.path);
  if (!directory.journals.empty()) {
    Census census(*this);
    const Result<ReplayCounts> counted =
        co_await replay_journals(store_.env(), journals, directory.journals, census, store_.config().mutants);
    if (!counted.ok()) co_return counted.error();
    for (auto& [id, live] : live_) live.forget_below_start();
  }
  const Status cleared = co_await clear_away();
  if (!cleared.ok()) co_return cleared;
  const Status made = co_await make_logs();
  if (!made.ok()) co_return made;
  const Status replayed = co_await replay();
  if (!replayed.ok()) co_return replayed;
  std::vector<Progress*> all;
  for (auto& [id, progress] : progress_) all.push_back(&progress);
  std::size_t next = 0;
  Status result;
  TaskScope workers;
  for (std::size_t i = 0; i < kLogsAtATime; ++i) workers.spawn(finish_worker(all, next, result));
  co_await workers.join();
  if (!result.ok()) co_return result;
  const Status synced = co_await sync_all();
  if (!synced.ok()) co_return synced;
  const auto touched =
      std::count_if(all.begin(), all.end(), [](const Progress* progress) { return progress->touched; });
  store_.log().info("log directory opened", {{"directory", directory.path},
                                             {"clean", directory.clean},
                                             {"logs", all.size()},
                                             {"recovered", touched},
                                             {"journals", directory.journals.size()},
                                             {"replayed_bytes", replayed_bytes_},
                                             {"ms", (store_.env().now() - started) / kNsPerMs}});
  co_return Status();
}

Status LogRecovery::Census::on_record(const journal::Record& record) {
  if (record.kind == RecordKind::kCreate) recovery.created_[record.id] = record.topic;
  if (record.kind == RecordKind::kRemove) recovery.removed_.insert(record.id);
  if (!recovery.owned(record.id)) return {};
  if (record.kind != RecordKind::kCreate && record.kind != RecordKind::kRemove) recovery.live_[record.id].note(record);
  return {};
}

void LogRecovery::Live::note(const journal::Record& record) {
  if (record.kind == RecordKind::kState) {
    log_start_offset = record.offset;
    return;
  }
  if (record.kind == RecordKind::kSettled) {
    lowest.erase(lowest.begin(), lowest.lower_bound(record.segment_base));
    return;
  }
  // What it cuts off is not there any more, whatever was said of it.
  if (record.kind == RecordKind::kTruncate) lowest.erase(lowest.upper_bound(record.segment_base), lowest.end());
  const auto [place, first] = lowest.try_emplace(record.segment_base, Place{record.position, records});
  if (!first && record.position <= place->second.position) place->second = Place{record.position, records};
  ++records;
}

void LogRecovery::Live::forget_below_start() {
  while (lowest.size() > 1 && std::next(lowest.begin())->first <= log_start_offset) lowest.erase(lowest.begin());
}

// The directory names of all partitions that the journals saw created, each with the partition that has it now: of
// those that had it, at most one was not removed.
std::map<std::string, TopicIdPartition> LogRecovery::created_names() const {
  std::map<std::string, TopicIdPartition> names;
  for (const auto& [id, topic] : created_) {
    const auto [at, first] = names.try_emplace(topic + "-" + std::to_string(id.partition.value), id);
    if (!first && removed_.contains(at->second)) at->second = id;
  }
  return names;
}

// Directories of removed partitions, and those whose creation did not get far: all they held is in the journal. A name
// is cleared by the shard whose partition wants it, before it makes its own; every shard is at this at the same time.
Task<Status> LogRecovery::clear_away() {
  const LogDirectory& directory = store_.directory();
  Env& env = store_.env();
  std::vector<std::string> leftovers;
  for (std::size_t i = 0; i < directory.leftover_directories.size(); ++i) {
    if (i % env.shard_count() == env.shard.value) leftovers.push_back(directory.leftover_directories[i]);
  }
  const std::map<std::string, TopicIdPartition> names = created_names();
  for (const std::string& name : directory.unknown_directories) {
    const auto holder = names.find(name);
    if (holder == names.end() || !owned(holder->second)) continue;
    const std::string path = directory.path + "/" + name;
    const Status removed = co_await store_.remove_files(path);
    if (!removed.ok()) co_return removed;
  }
  bool renamed_any = false;
  for (const FoundPartition& found : directory.partitions) {
    if (!removed_.contains(found.id)) continue;
    const auto holder = names.find(found.directory_name);
    if (!owned(holder == names.end() ? found.id : holder->second)) continue;
    const std::string from = directory.path + "/" + found.directory_name;
    const std::string name = removed_directory_name(found.topic, found.id.partition, env.rng.uuid());
    const std::string to = directory.path + "/" + name;
    const std::int32_t renamed = co_await rename_file(env.io, from, to);
    if (renamed < 0) co_return Error(ErrorCode::kKafkaStorageError, "cannot rename " + from, -renamed);
    leftovers.push_back(name);
    renamed_any = true;
  }
  if (renamed_any) {
    const std::int32_t synced = co_await sync_directory(env.io, directory.path);
    if (synced < 0) co_return Error(ErrorCode::kKafkaStorageError, "cannot sync " + directory.path, -synced);
  }
  // Nobody waits for these; the names that are wanted again are free.
  for (std::string& name : leftovers) name = directory.path + "/" + name;
  store_.fibers_.spawn(store_.remove_directories(std::move(leftovers)));
  co_return Status();
}

LogRecovery::Progress& LogRecovery::add_log(const TopicIdPartition& id, const std::string& topic) {
  const std::string name = topic + "-" + std::to_string(id.partition.value);
  auto log = std::make_shared<PartitionLog>(store_, id, topic, name, config_of_(topic, id));
  store_.logs_[id] = log;
  Progress& progress = progress_[id];
  progress.log = log;
  return progress;
}

Task<Status> LogRecovery::make_logs() {
  const LogDirectory& directory = store_.directory();
  for (const FoundPartition& found : directory.partitions) {
    if (!owned(found.id) || removed_.contains(found.id)) continue;
    if (progress_.contains(found.id)) {
      store_.log().error("two directories of one partition", {{"directory", found.directory_name}});
      continue;
    }
    add_log(found.id, found.topic);
  }
  for (const auto& [id, topic] : created_) {
    if (!owned(id) || removed_.contains(id)) continue;
    const bool there = progress_.contains(id);
    Progress& progress = there ? progress_.at(id) : add_log(id, topic);
    progress.touched = true;
    PartitionLog& log = *progress.log;
    log.directory_unsynced_ = log.parent_unsynced_ = true;
    if (there) continue;
    const std::string path = directory.path + "/" + log.directory_name_;
    const Status made = co_await store_.make_log_directory(path, id.topic);
    if (!made.ok()) co_return made;
  }
  for (const CleanLog& clean : directory.clean_logs) {
    for (auto& [id, progress] : progress_) {
      if (progress.log->directory_name_ != clean.directory_name) continue;
      progress.log->log_start_offset_ = clean.log_start_offset;
      progress.log->replica_state_ = clean.replica_state;
    }
  }
  co_return Status();
}

// --- The journals.

Task<Status> LogRecovery::replay() {
  const LogDirectory& directory = store_.directory();
  if (directory.journals.empty()) co_return Status();
  Replay replay(*this);
  const std::string journals = journal_directory(directory.path);
  const Result<ReplayCounts> counts =
      co_await replay_journals(store_.env(), journals, directory.journals, replay, store_.config().mutants);
  if (!counts.ok() && replay_result_.ok()) replay_result_ = counts.error();
  start_workers();
  co_await workers_.join();
  if (counts.ok()) replayed_bytes_ = counts->bytes;
  co_return replay_result_;
}

Status LogRecovery::Replay::on_record(const journal::Record& record) {
  if (!recovery.owned(record.id) || recovery.removed_.contains(record.id)) return {};
  if (record.kind == RecordKind::kCreate || record.kind == RecordKind::kRemove) return {};
  if (record.kind == RecordKind::kSettled) return {};
  const auto found = recovery.progress_.find(record.id);
  if (found == recovery.progress_.end()) {
    // Its directory is gone, and not by us. There is nothing to write to.
    recovery.store_.log().error("the journal knows a partition that has no directory",
                                {{"topic_id", record.id.topic}, {"partition", record.id.partition}});
    return {};
  }
  if (record.kind != RecordKind::kState) {
    // What a later truncation took back would be written on bytes that are not there.
    if (found->second.records++ < recovery.live_.at(record.id).first()) {
      if (record.kind == RecordKind::kTruncate) found->second.truncated = true;
      return {};
    }
  }
  Item item;
  item.kind = record.kind;
  item.segment_base = record.segment_base;
  item.position = record.position;
  item.prefix = as_text(record.prefix);
  if (!record.batches.empty()) item.batches = Slice(Buffer::copy_of(record.batches));
  item.offset = record.offset;
  item.replica_state = record.replica_state;
  Progress& progress = found->second;
  recovery.waiting_bytes_ += item.batches.size();
  progress.items.push_back(std::move(item));
  if (!progress.due) recovery.due_.push_back(&progress);
  progress.due = true;
  return {};
}

// Logs are recovered beside each other, so that the disk has something to do while one waits; the journal is read no
// further ahead than memory allows.
void LogRecovery::start_workers() {
  const std::size_t wanted = std::min(due_.size(), kLogsAtATime - workers_.count());
  for (std::size_t i = 0; i < wanted; ++i) workers_.spawn(replay_worker());
}

Task<Status> LogRecovery::keep_up() {
  start_workers();
  while (waiting_bytes_ > kWaitingBytesMax && replay_result_.ok()) co_await applied_.wait();
  co_return replay_result_;
}

Task<void> LogRecovery::replay_worker() {
  while (!due_.empty() && replay_result_.ok()) {
    Progress& progress = *due_.front();
    due_.pop_front();
    co_await apply_all(progress);
    progress.due = false;
  }
}

Task<void> LogRecovery::apply_all(Progress& progress) {
  PartitionLog& log = *progress.log;
  while (!progress.items.empty() && replay_result_.ok()) {
    Item item = std::move(progress.items.front());
    progress.items.pop_front();
    const std::size_t bytes = item.batches.size();
    Status applied;
    if (!log.failed_) applied = co_await apply(progress, std::move(item));
    // What a log holds of batches in memory is written when all hold much, not only when it does.
    const bool crowded = applied.ok() && !log.failed_ && progress.items.empty() && store_.wants_room();
    if (crowded) applied = co_await log.flush_tail(PartitionLog::Flush::kBlocks);
    waiting_bytes_ -= bytes;
    if (!applied.ok() && applied.error().os_errno != 0) replay_result_ = applied;  // the disk, not the log
    if (!applied.ok() && applied.error().os_errno == 0) give_up(progress, applied.error());
    applied_.notify_all();
  }
}

void LogRecovery::give_up(Progress& progress, const Error& error) {
  PartitionLog& log = *progress.log;
  log.failed_ = true;
  log.drop_tail();
  store_.log().error("a log contradicts the journal and is taken offline",
                     {{"log", log.directory_name_}, {"error", error}});
}

Task<Status> LogRecovery::apply(Progress& progress, Item item) {
  PartitionLog& log = *progress.log;
  progress.touched = true;
  if (item.kind == RecordKind::kState) {
    log.log_start_offset_ = item.offset;
    log.replica_state_ = std::move(item.replica_state);
    co_return Status();
  }
  const bool truncation = item.kind == RecordKind::kTruncate;
  const bool first = !progress.loaded;
  if (first) {
    const Status loaded = co_await load(progress, true);
    if (!loaded.ok()) co_return loaded;
  }
  if (first || truncation) {
    if (truncation) progress.truncated = true;
    log.durable_end_offset_ = log.log_end_offset_;
    const Status flushed = co_await log.flush_tail(PartitionLog::Flush::kAll);
    if (!flushed.ok()) co_return flushed;
    const auto segment = log.segments_.find(item.segment_base);
    const bool there = segment != log.segments_.end() && segment->second->written_bytes() >= item.position;
    progress.searching = item.position > 0 && !there;
    if (progress.searching && truncation) {
      // What was found or written above it meanwhile went all the same.
      const Status emptied = co_await log.cut(item.offset, 0, std::string());
      if (!emptied.ok()) co_return emptied;
    }
    if (progress.searching) co_return Status();
    const Status cut = co_await log.cut(item.segment_base, item.position, std::move(item.prefix));
    if (!cut.ok()) co_return cut;
    const Status sealed = co_await seal_before(progress, item.segment_base);
    if (!sealed.ok()) co_return sealed;
    if (first && !truncation) progress.first_live = log.log_end_offset_;
  }
  if (truncation) co_return Status();
  co_return co_await apply_batches(progress, std::move(item));
}

// A segment gets its last time index entry when the next one is begun, which may have been after its last sync.
Task<Status> LogRecovery::seal_before(Progress& progress, Offset segment_base) {
  PartitionLog& log = *progress.log;
  const auto found = log.segments_.find(segment_base);
  if (found == log.segments_.begin() || found == log.segments_.end()) co_return Status();
  const std::shared_ptr<Segment> before = std::prev(found)->second;
  const std::uint64_t size = before->written_bytes();
  const Status recovered = co_await before->recover(size, log.config_.index_interval_bytes, false);
  if (!recovered.ok() && recovered.error().os_errno == 0) {
    // It may have been deleted: a power loss gives the name back, and nobody had synced the bytes. finish() knows.
    progress.unsealed = recovered.error();
    progress.unsealed_base = before->base();
    before->adopt(size, segment_base);
    co_return Status();
  }
  if (!recovered.ok()) co_return recovered;
  before->end_at(segment_base);
  before->seal();
  co_return Status();
}

Task<Status> LogRecovery::apply_batches(Progress& progress, Item item) {
  PartitionLog& log = *progress.log;
  if (progress.searching) {
    // Segments below the log's start are deleted while the journal still tells of them; the next one is complete in it.
    if (item.position > 0) co_return Status();
    progress.searching = false;
    const Status cut = co_await log.cut(item.segment_base, 0, std::string());
    if (!cut.ok()) co_return cut;
  } else if (item.position == 0 && item.segment_base != log.active()->base()) {
    if (item.segment_base < log.log_end_offset_)
      co_return Error(ErrorCode::kCorruptMessage, "a segment begins below the end");
    log.roll(item.segment_base);
  }
  if (log.active()->base() != item.segment_base || log.active()->size_bytes() != item.position) {
    co_return Error(ErrorCode::kCorruptMessage, "the journal has batches for " +
                                                    std::to_string(item.segment_base.value) + " at " +
                                                    std::to_string(item.position) + ", the log ends in " +
                                                    std::to_string(log.active()->base().value) + " at " +
                                                    std::to_string(log.active()->size_bytes()));
  }
  protocol::BatchRun run(item.batches.bytes);
  Offset next = log.active()->next_offset();
  std::optional<Offset> base;
  while (true) {
    const Result<std::optional<protocol::BatchView>> batch = run.next();
    if (!batch.ok()) co_return batch.error();
    if (!batch->has_value()) break;
    const bool sound = (*batch)->crc_ok() && (*batch)->base_offset() >= next && (*batch)->last_offset_delta() >= 0;
    if (!sound) co_return Error(ErrorCode::kCorruptMessage, "a batch in the journal is damaged");
    if (!base.has_value()) base = (*batch)->base_offset();
    next = (*batch)->next_offset();
  }
  if (!base.has_value() || !run.unread().empty())
    co_return Error(ErrorCode::kCorruptMessage, "no whole batches in the journal");
  log.add_to_tail(item.batches.bytes, next);
  log.durable_end_offset_ = log.log_end_offset_;
  if (log.tail_bytes_ >= kReplayRunSize) co_return co_await log.flush_tail(PartitionLog::Flush::kAll);
  co_return Status();
}

// --- What is on disk.

Task<Status> LogRecovery::load(Progress& progress, bool to_be_cut) {
  PartitionLog& log = *progress.log;
  progress.loaded = true;
  const Offset start = log.log_start_offset_;
  const Status segments = co_await load_segments(log, to_be_cut);
  if (!segments.ok()) co_return segments;
  log.log_start_offset_ = start;
  progress.first_live = log.log_end_offset_;
  co_return co_await load_epochs(log);
}

Task<Status> LogRecovery::load_segments(PartitionLog& log, bool to_be_cut) {
  Backend& io = store_.env().io;
  const std::string directory = log.directory();
  Result<std::vector<std::string>> names = co_await list_directory(io, directory);
  if (!names.ok()) co_return names.error();
  const Status cleared = co_await clear_log_directory(log, *names);
  if (!cleared.ok()) co_return cleared;
  std::map<Offset, std::shared_ptr<Segment>> segments;
  std::vector<std::pair<Offset, std::uint64_t>> sizes;
  for (const std::string& name : *names) {
    if (const std::optional<Offset> at = parse_segment_file_name(name, ".snapshot")) log.snapshots_.push_back(*at);
    const std::optional<Offset> base = parse_segment_file_name(name, ".log");
    if (!base.has_value()) continue;
    const std::string path = directory + "/" + name;
    const std::int64_t size = co_await file_size(io, path);
    if (size < 0) co_return Error(ErrorCode::kKafkaStorageError, "cannot stat " + path, static_cast<int>(-size));
    segments[*base] = std::make_shared<Segment>(store_.files(), directory, *base);
    sizes.emplace_back(*base, static_cast<std::uint64_t>(size));
  }
  std::sort(log.snapshots_.begin(), log.snapshots_.end());
  if (segments.empty()) co_return Status();
  std::sort(sizes.begin(), sizes.end());
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const bool last = i + 1 == sizes.size();
    segments[sizes[i].first]->adopt(sizes[i].second, last ? sizes[i].first : sizes[i + 1].first);
  }
  log.segments_ = std::move(segments);
  if (!to_be_cut) {
    const Status recovered =
        co_await log.active()->recover(sizes.back().second, log.config_.index_interval_bytes, true);
    if (!recovered.ok()) co_return recovered;
  }
  log.log_end_offset_ = log.durable_end_offset_ = log.active()->next_offset();
  co_return Status();
}

Task<Status> LogRecovery::load_epochs(PartitionLog& log) {
  Backend& io = store_.env().io;
  const std::string path = log.directory() + "/leader-epoch-checkpoint";
  const Result<std::string> text = co_await read_file(io, path, kSmallFileMax);
  Result<EpochCache> epochs = text.ok() ? EpochCache::from_text(*text) : Result<EpochCache>(ErrorCode::kCorruptMessage);
  if (epochs.ok()) {
    log.epochs_ = std::move(*epochs);
    co_return Status();
  }
  if (text.ok()) store_.log().warn("rebuilding a damaged leader-epoch-checkpoint", {{"log", log.directory_name_}});
  // Without the file the first batches of the segments tell which epochs were there, if not exactly where they began.
  log.epochs_.clear();
  for (const auto& [base, segment] : log.segments_) {
    if (segment->written_bytes() < protocol::kBatchHeaderSize) continue;
    const Result<Buffer> head = co_await segment->read(0, protocol::kBatchHeaderSize);
    if (!head.ok()) co_return head.error();
    if (head->size() < protocol::kBatchHeaderSize) continue;
    const LeaderEpoch epoch(load_be<std::int32_t>(head->data() + protocol::kPartitionLeaderEpochAt));
    log.epochs_.assign(epoch, base);
  }
  log.epochs_unsaved_ = true;
  co_return Status();
}

// --- The end.

Task<void> LogRecovery::finish_worker(std::vector<Progress*>& all, std::size_t& next, Status& result) {
  while (next < all.size() && result.ok()) {
    Progress& progress = *all[next++];
    if (progress.log->failed_) continue;
    const Status finished = co_await finish(progress);
    if (finished.ok()) continue;
    if (finished.error().os_errno != 0) {
      result = finished;
    } else {
      give_up(progress, finished.error());
    }
  }
}

Task<Status> LogRecovery::finish(Progress& progress) {
  PartitionLog& log = *progress.log;
  if (!progress.loaded) {
    const Status loaded = co_await load(progress, false);
    if (!loaded.ok()) co_return loaded;
  }
  const Status flushed = co_await log.flush_tail(PartitionLog::Flush::kAll);
  if (!flushed.ok()) co_return flushed;
  if (progress.searching && log.active()->exists()) {
    // All that the journal tells of was deleted; what is there now was only listed.
    const std::shared_ptr<Segment> last = log.active();
    const std::uint64_t size = last->written_bytes();
    const Status recovered = co_await last->recover(size, log.config_.index_interval_bytes, false);
    if (!recovered.ok()) co_return recovered;
    log.log_end_offset_ = last->next_offset();
  }
  if (progress.searching && log.log_start_offset_ < log.log_end_offset_) {
    co_return Error(ErrorCode::kCorruptMessage, "segments are missing");
  }
  if (log.log_start_offset_ > log.log_end_offset_) {
    // See truncate_fully_and_start_at: the second of its records did not last.
    const Status cut = co_await log.cut(log.log_start_offset_, 0, std::string());
    if (!cut.ok()) co_return cut;
    log.epochs_.clear();
    const Status forgotten = co_await log.drop_snapshots_above(Offset(-1));
    if (!forgotten.ok()) co_return forgotten;
    progress.touched = true;
  }
  log.log_start_offset_ = std::max(log.log_start_offset_, log.segments_.begin()->first);
  log.durable_end_offset_ = log.log_end_offset_;
  log.epochs_.truncate_start(log.log_start_offset_);
  log.epochs_.truncate_end(log.log_end_offset_);
  log.delete_segments_below_start();
  if (progress.unsealed.has_value() && log.segments_.contains(progress.unsealed_base)) co_return *progress.unsealed;
  const Status dropped = co_await log.drop_snapshots_above(log.log_end_offset_);
  if (!dropped.ok()) co_return dropped;
  // Without a snapshot nothing was known of producers when the log was last checkpointed, unless a truncation took it.
  const Offset from = progress.truncated ? log.log_start_offset_ : progress.first_live;
  const Status producers = co_await log.load_producers(from);
  if (!producers.ok()) co_return producers;
  log.producers_.expire(store_.env().wall_ms(), store_.config().producer_id_expiration_ms);
  log.dirty_since_ = 0;
  log.producers_unsaved_ = false;
  // An empty directory may be left by a creation whose record did not last; the log is taken, so the directory must
  // stay.
  const bool bare = !store_.directory().clean && !log.active()->exists();
  if (bare) log.parent_unsynced_ = true;
  progress.unsynced = progress.touched || bare;
  log.directory_unsynced_ = log.epochs_unsaved_ = progress.unsynced;
  co_return Status();
}

// All of them at once, or a start would take as long as the disk needs for some files of each.
Task<Status> LogRecovery::sync_all() {
  std::vector<Progress*> unsynced;
  for (auto& [id, progress] : progress_) {
    if (progress.unsynced && !progress.log->failed_) unsynced.push_back(&progress);
  }
  Status result;
  if (unsynced.empty()) co_return result;
  const Handle disk = store_.config().mutants.skip_sync_together ? -1 : store_.file_system_;
  Syncing together(store_.env().io, disk, unsynced.size());
  TaskScope members;
  for (Progress* progress : unsynced) members.spawn(sync(*progress, together, result));
  co_await members.join();
  co_return result;
}

Task<void> LogRecovery::sync(Progress& progress, Syncing& syncing, Status& result) {
  const Syncing::Member member = co_await syncing.join();
  PartitionLog& log = *progress.log;
  std::string snapshot = log.producers_.size() > 0 ? log.producers_.to_snapshot() : std::string();
  Task<Status> syncing_files = log.sync_files(syncing, std::move(snapshot), log.log_end_offset_);
  const Status synced = co_await syncing_files;
  if (!synced.ok()) result = synced;
}

}  // namespace klamm
