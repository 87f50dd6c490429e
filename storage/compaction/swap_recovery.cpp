// What a start makes of files that compaction and deletion left: see README.md, "How a log is cleaned".
#include <algorithm>
#include <cerrno>
#include <map>

#include "runtime/io/io.h"
#include "storage/compaction/transactions.h"
#include "storage/log/recovery.h"
#include "storage/log/segment.h"
#include "storage/log/store.h"
#include "storage/log/syncing.h"

namespace klamm {

namespace {

constexpr std::size_t kOffsetDigits = 20;
constexpr std::string_view kSwappedKinds[] = {".index", ".timeindex", ".txnindex"};

Task<Status> unlink_all(Backend& io, std::vector<std::string> paths) {
  for (const std::string& path : paths) {
    const std::int32_t unlinked = co_await unlink_file(io, path);
    if (unlinked < 0 && unlinked != -ENOENT) {
      co_return Error(ErrorCode::kKafkaStorageError, "cannot remove " + path, -unlinked);
    }
  }
  co_return Status();
}

}  // namespace

Task<Status> LogRecovery::clear_log_directory(PartitionLog& log, std::vector<std::string>& names) {
  Backend& io = store_.env().io;
  const std::string directory = log.directory();
  std::vector<Offset> swaps;
  std::vector<std::string> useless;
  for (const std::string& name : names) {
    // Deleted ones may be large and hold nobody up; what was being written has the names that are needed next.
    if (name.ends_with(kDeletedFileSuffix)) store_.remover().remove_file(directory + "/" + name);
    if (name.ends_with(".cleaned") || name.ends_with(kUnfinishedSuffix)) useless.push_back(directory + "/" + name);
    if (const std::optional<Offset> base = parse_segment_file_name(name, ".log.swap")) swaps.push_back(*base);
  }
  for (const std::string& name : names) {
    if (!name.ends_with("index.swap")) continue;
    const bool wanted =
        std::any_of(swaps.begin(), swaps.end(), [&](Offset base) { return name.starts_with(segment_file_name(base)); });
    if (!wanted) useless.push_back(directory + "/" + name);
  }
  for (const std::string& name : names) {
    // Of a segment that was removed: the names of its files go one by one. What a segment that is to be made again had
    // of aborted transactions is still wanted: see LogRecovery::load_segments().
    const bool index = name.ends_with("index") && name.size() > kOffsetDigits && !name.ends_with(".txnindex");
    if (!index || !parse_segment_file_name(name.substr(0, kOffsetDigits), "").has_value()) continue;
    const std::string log_name = name.substr(0, kOffsetDigits) + ".log";
    const auto named = [&](const std::string& wanted) {
      return std::find(names.begin(), names.end(), wanted) != names.end();
    };
    if (!named(log_name) && !named(log_name + ".swap")) useless.push_back(directory + "/" + name);
  }
  if (!useless.empty()) {
    const Status removed = co_await unlink_all(io, std::move(useless));
    if (!removed.ok()) co_return removed;
  }
  for (const Offset base : swaps) {
    const Status completed = co_await complete_swap(log, base, names);
    if (!completed.ok()) co_return completed;
  }
  if (swaps.empty()) co_return Status();
  Result<std::vector<std::string>> listed = co_await list_directory(io, directory);
  if (!listed.ok()) co_return listed.error();
  names = std::move(*listed);
  co_return Status();
}

// Makes the indexes of a segment that is to be swapped in, whatever the crash left of them. Where it ends.
Task<Result<Offset>> LogRecovery::prepare_swap(PartitionLog& log, Offset base, const std::vector<std::string>& names) {
  const std::string path = log.directory() + "/" + segment_file_name(base) + ".log.swap";
  const std::int64_t size = co_await file_size(store_.env().io, path);
  if (size < 0) co_return Error(ErrorCode::kKafkaStorageError, "cannot stat " + path, static_cast<int>(-size));
  const std::shared_ptr<Segment> segment = log.make_segment(base);
  segment->set_file_suffix(".swap");
  const Status recovered =
      co_await segment->recover(static_cast<std::uint64_t>(size), log.config_->index_interval_bytes, false);
  if (!recovered.ok()) co_return recovered.error();
  segment->seal();
  const Status transactions = co_await find_swap_transactions(log, *segment, names);
  if (!transactions.ok()) co_return transactions.error();
  Syncing each(store_.env().io);
  const Result<bool> synced = co_await segment->sync(each);
  if (!synced.ok()) co_return synced.error();
  const Result<bool> named = co_await segment->name_transactions();
  if (!named.ok()) co_return named.error();
  if (*named) {
    const Status there = co_await log.sync_own_directory();
    if (!there.ok()) co_return there.error();
  }
  co_return segment->next_offset();
}

// The aborted transactions of a segment that is to be swapped in are those of the old ones whose markers it still has,
// whichever names a crash has left to their indexes.
Task<Status> LogRecovery::find_swap_transactions(PartitionLog& log, Segment& swap,
                                                 const std::vector<std::string>& names) {
  std::map<Offset, AbortedTxn> known;
  for (const std::string& name : names) {
    std::optional<Offset> at = parse_segment_file_name(name, ".txnindex.swap");
    if (!at.has_value()) at = parse_segment_file_name(name, ".txnindex");
    if (!at.has_value() || *at < swap.base() || *at >= std::max(swap.next_offset(), swap.base() + 1)) continue;
    const std::string path = log.directory() + "/" + name;
    const Result<std::string> file = co_await read_file(store_.env().io, path, TransactionIndex::kFileSizeMax);
    if (!file.ok()) co_return file.error();
    const auto entries = TransactionIndex::parse(as_bytes(*file), *at, Offset(INT64_MAX));
    if (!entries.has_value()) {
      store_.log().warn("a damaged index of aborted transactions is lost", {{"log", log.directory_name_}});
      continue;
    }
    for (const AbortedTxn& entry : *entries) known.emplace(entry.last_offset, entry);
  }
  if (known.empty()) co_return Status();
  std::vector<AbortedTxn> found;
  const Segment::BatchVisitor visit = [&known, &found](const protocol::BatchView& batch, std::uint64_t /*at*/) {
    const auto entry = known.find(batch.last_offset());
    const bool marks = entry != known.end() && batch.is_control() && marker_kind(batch) == MarkerKind::kAbort &&
                       entry->second.producer == batch.producer_id();
    if (marks) found.push_back(entry->second);
  };
  const Status scanned = co_await swap.scan(0, visit);
  if (scanned.ok()) swap.replace_transactions(found);
  co_return scanned;
}

// The old segments go first, durably, then the new one gets its name, the log last: until then a start begins again.
Task<Status> LogRecovery::complete_swap(PartitionLog& log, Offset base, const std::vector<std::string>& names) {
  Backend& io = store_.env().io;
  const Result<Offset> end = co_await prepare_swap(log, base, names);
  if (!end.ok()) co_return end.error();
  // A process that was killed may have left the new name where only it can be seen: the old ones must not go before it
  // lasts.
  const Status named_so = co_await log.sync_own_directory();
  if (!named_so.ok()) co_return named_so;
  const std::string directory = log.directory();
  std::vector<std::string> old;
  for (const std::string& name : names) {
    for (const std::string_view kind :
         {std::string_view(".log"), kSwappedKinds[0], kSwappedKinds[1], kSwappedKinds[2]}) {
      const std::optional<Offset> at = parse_segment_file_name(name, kind);
      if (!at.has_value() || *at < base || (*at > base && *at >= *end)) continue;
      old.push_back(directory + "/" + name);
    }
  }
  const Status removed = co_await unlink_all(io, std::move(old));
  if (!removed.ok()) co_return removed;
  const Status gone = co_await log.sync_own_directory();
  if (!gone.ok()) co_return gone;
  const std::shared_ptr<Segment> named = log.make_segment(base);
  named->set_file_suffix(".swap");
  const Status indexes = co_await named->rename_indexes(std::string());
  if (!indexes.ok()) co_return indexes;
  const Status indexed = co_await log.sync_own_directory();
  if (!indexed.ok()) co_return indexed;
  const Status renamed = co_await named->rename_files(std::string());
  if (!renamed.ok()) co_return renamed;
  store_.log().info("completed a swap of compacted segments", {{"log", log.directory_name_}, {"segment", base}});
  co_return co_await log.sync_own_directory();
}

}  // namespace klamm
