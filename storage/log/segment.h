// One segment of a log: the files BASE.log, BASE.index, BASE.timeindex, BASE.txnindex, and what is known about them in
// memory.
//
// Belongs to its PartitionLog and to whoever reads from it just now (shared_ptr). The files are opened when they are
// first needed. Only the holder of the log's `files_` mutex writes; the members that an append changes change at once.
#pragma once

#include <sys/uio.h>

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "protocol/records/batch.h"
#include "runtime/base/buffer.h"
#include "runtime/base/ids.h"
#include "runtime/base/result.h"
#include "storage/journal/format.h"
#include "storage/log/file.h"
#include "storage/log/index.h"
#include "storage/log/transaction_index.h"

namespace klamm {

class Syncing;

// Of a small file that has not its own name yet.
inline constexpr std::string_view kUnfinishedSuffix = ".tmp";

// "00000000000000000042", of which a segment's files are named.
std::string segment_file_name(Offset base);
// The offset that a file name of that form with `suffix` (".log") says; nothing for any other name.
std::optional<Offset> parse_segment_file_name(std::string_view name, std::string_view suffix);

// Above all offsets.
inline constexpr Offset kWhollyIndexed{INT64_MAX};

class Segment {
 public:
  // In the directory of this name within the log directory.
  Segment(FileContext& context, std::string directory_name, Offset base)
      : context_(context), directory_name_(std::move(directory_name)), base_(base), next_offset_(base) {}
  ~Segment();
  Segment(const Segment&) = delete;
  Segment& operator=(const Segment&) = delete;

  [[nodiscard]] Offset base() const { return base_; }
  [[nodiscard]] Offset next_offset() const { return next_offset_; }
  // With what is not written yet.
  [[nodiscard]] std::uint64_t size_bytes() const { return size_bytes_; }
  // What the file holds of it.
  [[nodiscard]] std::uint64_t written_bytes() const { return written_bytes_; }
  [[nodiscard]] bool exists() const { return exists_; }
  [[nodiscard]] std::int64_t max_timestamp_ms() const { return max_timestamp_.timestamp_ms; }
  [[nodiscard]] const Index<OffsetEntry>& offset_index() const { return offset_index_; }
  [[nodiscard]] const Index<TimeEntry>& time_index() const { return time_index_; }
  // Whether files hold something that is not synced, or memory something that files are to hold.
  [[nodiscard]] bool unsynced() const;

  // --- In memory.

  // A batch was appended at `position` == size_bytes(): counts it, indexes it.
  void add(const protocol::BatchView& batch, std::int32_t index_interval_bytes);
  // No batch will be appended any more: the time index gets its last entry.
  void seal();
  // When the first batch came, for segment.ms: its timestamp, -1 while there is none.
  [[nodiscard]] std::int64_t first_timestamp_ms() const { return first_timestamp_ms_; }
  // The newest journal file with a record of it, known once it is closed; 0: none of this run.
  void set_last_record_file(std::uint32_t file) { last_record_file_ = file; }
  [[nodiscard]] std::uint32_t last_record_file() const { return last_record_file_; }
  // The bytes before the end that share its sector: see storage/README.md, "Sectors".
  [[nodiscard]] ByteView sector_tail() const;

  // --- Files. Errors: kKafkaStorageError.

  // The directory has another name now. REQUIRES: nobody uses the segment just now.
  void set_directory_name(std::string name) { directory_name_ = std::move(name); }
  // Opens, creates if it is not there.
  Task<Result<FilePtr>> open_log();
  // Through the page cache, or around it: then position, sizes and memory are whole blocks. kDurable is on stable
  // storage when it returns, where the filesystem lets one write around the page cache.
  enum class Way : std::uint8_t { kCached, kDirect, kDurable };
  // Writes at written_bytes(), `size_bytes` in all, which is at most what size_bytes() says is missing.
  Task<Status> write(std::vector<Slice> pieces, std::size_t size_bytes, Way way);
  // Has the filesystem give the log's file its blocks up to `end`: a write into them waits for nothing but the disk,
  // and the file does not grow. It is longer than what it holds then. Errors: no space, or the filesystem cannot do it;
  // writes go on as usual.
  Task<Status> preallocate(std::uint64_t end);
  // Up to where that was done; 0: the file is no longer than what it holds.
  [[nodiscard]] std::uint64_t preallocated_end() const { return preallocated_end_; }
  // The file ends with what it holds again: before sync(), after which it may be taken for the log's end.
  Task<Status> trim();
  // Whether the log's file holds something that is not on stable storage.
  [[nodiscard]] bool log_unsynced() const { return log_unsynced_; }
  // Whether the filesystem can do that.
  [[nodiscard]] bool direct() const { return context_.direct; }
  // All is written: gives the second handle back. Reading opens it again.
  void end_direct_writes();
  // Whoever uses a file just now keeps it; who wants it later opens it again. Nothing, if the files are held.
  void close_files();
  // Fewer bytes than asked only where the file ends.
  Task<Result<Buffer>> read(std::uint64_t position, std::size_t size_bytes);
  // The same around the page cache, for runs that are large enough: what is read once costs a copy and a page less.
  Task<Result<Slice>> read_run(std::uint64_t position, std::size_t size_bytes);
  // Writes what is new in the indexes and syncs all files. True if a file was created: the directory wants a sync.
  Task<Result<bool>> sync(Syncing& syncing);
  // The log alone, whose file has its name on stable storage.
  Task<Status> sync_log();
  // Whether that is so.
  [[nodiscard]] bool named() const { return exists_ && !created_; }
  // Removes the files; those that are not there are none. Perhaps all but .txnindex.
  Task<Status> unlink(bool with_transactions = true);
  // Gives all files that exist another suffix behind their names: ".deleted" and the like, or none. Not durable until
  // the directory is synced. Who opens a file meanwhile may find none: see PartitionLog::layout().
  Task<Status> rename_files(std::string suffix);
  // The first half of it: all but the log.
  Task<Status> rename_indexes(std::string suffix);
  [[nodiscard]] const std::string& file_suffix() const { return file_suffix_; }
  [[nodiscard]] std::string log_path() const { return path(".log"); }
  [[nodiscard]] std::string index_path() const { return path(".index"); }
  [[nodiscard]] std::string time_index_path() const { return path(".timeindex"); }
  // For a segment that is made beside the one of its name, before it has files.
  void set_file_suffix(std::string suffix) { file_suffix_ = std::move(suffix); }
  // Loads the indexes and opens what there is, for good, so that readers go on whatever becomes of the names.
  Task<Status> hold_files();
  // The files have their names for good: they may be closed again.
  void release_files();
  // Instead of indexes that are damaged: writes these beside them, synced, under names that count for nothing.
  Task<Status> write_indexes_beside(std::shared_ptr<const SegmentIndexes> indexes);
  // What write_indexes_beside() wrote takes the place of the indexes. Readers find every batch at any moment. Not
  // durable until the directory is synced.
  Task<Status> replace_indexes(std::shared_ptr<const SegmentIndexes> indexes);
  // first_timestamp_ms() of a segment that was only adopted.
  Task<Status> load_first_timestamp();
  // Cuts the files at `position`, a batch's beginning, and recovers from there. What the indexes say of `indexed_end`
  // and above does not count. REQUIRES: everything is written.
  Task<Status> truncate(std::uint64_t position, std::int32_t index_interval_bytes, Offset indexed_end = kWhollyIndexed);

  // Where the batch that contains `offset` begins, or some batch before it.
  Task<Result<std::uint64_t>> position_before(Offset offset);
  // From which offset on a record with a timestamp >= `timestamp_ms` may be.
  Task<Result<Offset>> offset_before_time(std::int64_t timestamp_ms);
  // Reads the ends of the index files of a segment that was only adopted; max_timestamp_ms() is known then.
  Task<Status> load_indexes();
  [[nodiscard]] bool timestamps_known() const { return max_timestamp_known_; }
  // What counts as the age of the segment for retention.ms: the largest timestamp, or, where no batch has one, when
  // somebody asked first.
  [[nodiscard]] std::int64_t retention_timestamp_ms(std::int64_t now_ms);

  // --- Aborted transactions whose markers lie in this segment (segment_transactions.cpp). There is a file only where
  // there is one of them. A segment that was made anew knows that it has none.

  // There may be a file that nothing is known of.
  void expect_transactions() { transactions_on_disk_ = true; }
  // Whether there may be any.
  [[nodiscard]] bool may_have_transactions() const { return transactions_on_disk_ || transactions_ != nullptr; }
  [[nodiscard]] bool transactions_unsaved() const { return transactions_ != nullptr && transactions_->unsaved(); }
  void add_aborted(const AbortedTxn& transaction);
  // Makes transactions() complete; nullptr is none. They stay for as long as transactions_known() says so: what is
  // saved may be forgotten at any await. `ended`: nothing behind next_offset() can be right.
  // Errors: kCorruptMessage, the file is damaged; kKafkaStorageError.
  Task<Status> load_transactions(bool ended);
  [[nodiscard]] bool transactions_known() const { return !transactions_on_disk_; }
  [[nodiscard]] const TransactionIndex* transactions() const { return transactions_.get(); }
  // Forgets those that were aborted at or above `offset`. REQUIRES: they are loaded.
  void drop_transactions_from(Offset offset);
  // What the file says is void: these are all.
  void replace_transactions(const std::vector<AbortedTxn>& all);
  // After sync() and its barrier: gives what sync() wrote its name. True if names have changed.
  // REQUIRES: load_transactions() before sync().
  Task<Result<bool>> name_transactions();

  // --- Recovery.

  // Takes what is on disk: the first `log_size_bytes` of the log file. Finds out where the log ends and restores the
  // indexes, of which the part that was synced together with these bytes is right; with `trust_indexes` all of it is.
  // Errors: kCorruptMessage where the bytes are no whole batches; kKafkaStorageError.
  Task<Status> recover(std::uint64_t log_size_bytes, std::int32_t index_interval_bytes, bool trust_indexes);
  // A segment that another one follows: nothing is looked at until it is read. Its end is where the next one begins.
  void adopt(std::uint64_t log_size_bytes, Offset next_offset);
  // The segment that follows begins there.
  void end_at(Offset next_offset) { next_offset_ = next_offset; }
  // Writes the bytes before `position` again that share its sector, as the journal kept them. They live until it
  // returns.
  Task<Status> restore_sector(std::uint64_t position, ByteView prefix);
  using BatchVisitor = std::function<void(const protocol::BatchView&, std::uint64_t position)>;
  // Calls `visit` for the batches from `position` to size_bytes(), which must be in the file.
  Task<Status> scan(std::uint64_t position, BatchVisitor visit);

 private:
  friend class OpenSegments;

  // Where it stands among the segments that have open files.
  struct Listed {
    std::optional<std::list<Segment*>::iterator> at;
    std::size_t handles = 0;
  };

  // What sync() has written under another name.
  struct TransactionsWritten {
    std::uint32_t version = 0;
    bool none = false;  // then there is nothing to be named, and the file goes
  };

  struct Files {
    FilePtr log;
    FilePtr direct;   // the same file, opened with O_DIRECT
    FilePtr durable;  // and with O_DSYNC
    FilePtr index;
    FilePtr time;
  };
  [[nodiscard]] FilePtr file(FilePtr Files::* which) const { return files_ == nullptr ? nullptr : (*files_).*which; }
  FilePtr keep_file(FilePtr Files::* which, FilePtr opened);

  void note_use();
  Task<Result<FilePtr>> open(std::string suffix, int flags);
  Task<Result<FilePtr>> open_direct();
  Task<Result<FilePtr>> open_around_cache(FilePtr Files::* which, int flags);
  Task<Result<FilePtr>> open_cached(FilePtr Files::* which, std::string suffix);
  template <class Entry>
  Task<Result<bool>> save_index(Index<Entry>& index, std::string suffix, FilePtr cached, Syncing& syncing);
  template <class Entry>
  Task<Result<std::vector<Entry>>> read_index(std::string suffix, bool tail_only, std::uint64_t& first,
                                              std::uint64_t& count);
  // How many entries of the index files count: more may be there, of a write that found no space.
  struct SavedEntries {
    std::uint64_t offsets = UINT64_MAX;
    std::uint64_t times = UINT64_MAX;
    bool later_times = false;  // which are in no file
    Offset below = kWhollyIndexed;
  };
  Task<Status> recover_files(std::uint64_t log_size_bytes, std::int32_t index_interval_bytes, bool trust_indexes,
                             SavedEntries saved);
  Task<Status> recover_indexes(std::int32_t index_interval_bytes, bool trust_indexes, SavedEntries saved);
  Task<Status> rebuild_from(std::uint64_t position, std::int32_t index_interval_bytes);
  Task<Result<bool>> entry_holds(OffsetEntry entry);
  Task<Result<bool>> time_entry_holds(TimeEntry entry, std::uint64_t position);
  Task<Status> load_edges();
  Task<Status> rename_file_of(std::string_view kind, std::string suffix);
  Task<Status> write_transactions(Syncing& syncing);
  void forget_saved_transactions();
  [[nodiscard]] std::string path(std::string_view suffix) const;
  [[nodiscard]] Error failure(const char* what, std::string_view suffix, std::int64_t result) const;
  void note_timestamp(const protocol::BatchView& batch);

  // Every log has one at least, so small members stand together.
  FileContext& context_;
  std::string directory_name_;
  const Offset base_;
  std::string file_suffix_;  // behind the names of all files
  Offset next_offset_;
  std::uint64_t size_bytes_ = 0;
  std::uint64_t written_bytes_ = 0;
  std::unique_ptr<Files> files_;  // nullptr: none is open, as of most segments
  Listed listed_;

  Index<OffsetEntry> offset_index_;
  Index<TimeEntry> time_index_;
  std::uint64_t bytes_since_entry_ = 0;
  TimeEntry max_timestamp_;  // of all batches, with the relative offset of the batch that has it
  std::int64_t first_timestamp_ms_ = -1;
  std::int64_t first_asked_ms_ = -1;  // see retention_timestamp_ms()

  std::unique_ptr<TransactionIndex> transactions_;  // what is known or not saved; nullptr: nothing
  std::optional<TransactionsWritten> transactions_written_;
  std::uint32_t transactions_dropped_ = 0;  // counts what makes a file that is being read void
  std::uint32_t index_version_ = 0;  // counts what replace_indexes() does: who opened a file before has an old one
  std::uint32_t last_record_file_ = 0;
  std::uint32_t preallocated_end_ = 0;

  bool exists_ = false;
  bool created_ = false;  // by us, since the last sync()
  bool log_unsynced_ = false;
  bool held_ = false;  // hold_files() was called
  bool max_timestamp_known_ = true;
  bool transactions_on_disk_ = false;  // the file may say more

  // The bytes of the sector in which the log ends. Nothing of a segment that nobody appends to.
  std::vector<std::uint8_t> sector_;
};

}  // namespace klamm
