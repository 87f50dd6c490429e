// The journal of one shard in one log directory: everything that must be durable goes through it, and one write commits
// all that is pending, so that the cost of durability does not grow with the number of partitions.
//
// A plain state machine stepped by the shard's loop. append() copies a record into the frame that is being built; at
// the end of the loop's turn the frame is written (O_DIRECT | O_DSYNC), unless enough writes are under way, or it is
// small and there is one: then it grows until one of them is done. A record is durable when its frame and all frames
// before it are.
//
// Files are written once from front to back, in the order of their sequence. A file whose records are all held durably
// by the segments is retired and used again under a new sequence, oldest first: recovery relies on the files that are
// left being consecutive. A write that fails is final: nothing is retried, the journal takes no more, its owner goes
// offline. Only where there was no space the same write is made again, when the owner says so.
//
// Owned by Store, used on its shard. Nothing in it suspends but the Tasks.
#pragma once

#include <sys/uio.h>

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/buffer.h"
#include "runtime/shard/env.h"
#include "runtime/task/sync.h"
#include "storage/journal/format.h"
#include "storage/log/config.h"

namespace klamm {

// A place in the stream of records, in bytes: the end of a record. 0 is the beginning.
using Lsn = std::uint64_t;

struct JournalOptions {
  std::string directory;  // where its files are; exists
  Uuid directory_id;
  std::uint32_t run = 0;
  std::uint64_t file_size_bytes = 32ULL << 20;
  std::uint64_t size_bytes_max = 256ULL << 20;
  std::uint32_t frame_size_bytes_max = 512U << 10;
  std::uint32_t writes_in_flight_max = 4;
  std::uint32_t overlap_size_bytes_min = 0;
  JournalMutants mutants;
};

class Journal {
 public:
  class Listener {
   public:
    // Called from the shard's loop, never from within append().
    virtual void on_journal_durable(Lsn durable) = 0;
    virtual void on_journal_failed(const Error& error) = 0;
    // A write or a new file found no space: it waits for retry(). Called from the shard's loop.
    virtual void on_journal_no_space(const Error& error) = 0;
    // A file was begun: it may be time for a checkpoint. Called from within append(); only takes note.
    virtual void on_journal_file() = 0;

   protected:
    ~Listener() = default;
  };

  Journal(Env& env, JournalOptions options, Listener& listener);
  // REQUIRES: stop() has returned.
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  // Makes the first file. `spares`: names of files in the directory that may be overwritten.
  Task<Status> start(std::vector<std::string> spares);
  // Waits for the writes under way and closes the files. What was not submitted is dropped.
  Task<void> stop();

  struct Place {
    Lsn end = 0;             // wait for this
    std::uint32_t file = 0;  // the sequence of the file in which the record begins
  };
  // `head` from journal::encode_record_head; `batches` may be empty. Both are copied. After a failure nothing happens.
  Place append(std::string_view head, ByteView batches);

  [[nodiscard]] Lsn appended() const { return appended_; }
  [[nodiscard]] Lsn durable() const { return durable_; }
  [[nodiscard]] std::uint64_t pending_bytes() const { return appended_ - durable_; }
  // How long a full disk is waited for: until wait_no_more(), or until stop() all the same.
  enum class Patience : std::uint8_t { kUntilTold, kUntilStopped };
  // Errors: kKafkaStorageError.
  Task<Status> wait_durable(Lsn end, Patience patience = Patience::kUntilTold);

  // The file in which the next record begins, at the earliest.
  [[nodiscard]] std::uint32_t current_file() const { return sequence_; }
  // The oldest file that is not retired.
  [[nodiscard]] std::uint32_t oldest_file() const { return oldest_; }
  // So many files hold records that a checkpoint should begin; that producers should wait for it.
  [[nodiscard]] bool wants_checkpoint() const { return live_files() * 4 >= files_max() * 3 && live_files() > 1; }
  [[nodiscard]] bool full() const { return live_files() > files_max(); }
  // The records of the oldest file are needed no more. REQUIRES: they are durable, and it is not the current file.
  void retire_oldest();

  // Whether what is appended stays in memory, because the disk is full. There may be space again: retry().
  [[nodiscard]] bool starved() const { return unwritten_ > 0 || (no_file_ && prepared_ < sequence_); }
  void retry();
  // Tries that once more, and from then on wait_durable() fails where there is no space instead of waiting for some:
  // for a stop, which must come to an end.
  void wait_no_more();

  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

 private:
  struct File {
    std::string path;
    Handle handle = -1;  // -1: not opened yet
    std::uint64_t size_bytes = 0;
  };

  // Its node runs when its write completes.
  struct Frame : ReadyNode {
    Journal* journal = nullptr;
    Buffer memory;
    std::size_t payload_capacity = 0;
    journal::FrameHeader header;
    std::uint64_t position = 0;  // in the file
    std::size_t size = 0;        // when sealed
    std::size_t written = 0;
    Lsn end = 0;
    bool submitted = false;
    bool done = false;
    bool unwritten = false;  // found no space
    MonotonicNs submitted_at = 0;
    Op op;
    iovec vector{};
  };

  [[nodiscard]] std::size_t live_files() const { return sequence_ - oldest_ + 1; }
  [[nodiscard]] std::size_t files_max() const;
  void copy_in(ByteView bytes);
  void begin_frame();
  void seal();
  void pump();
  void submit(Frame& frame);
  void write_rest(Frame& frame);
  void on_written(Frame& frame);
  void announce();
  void fail(const char* what, int os_errno);
  [[nodiscard]] Error failure_of(const char* what, int os_errno) const;
  void want_file();
  Task<void> prepare_files();
  Task<Status> prepare_file(std::uint32_t sequence);
  Task<Status> open_new_file(File& file);
  Task<Status> fill_with_zeros(Handle handle, std::uint32_t sequence);
  static Task<void> close_and_unlink(Backend& backend, File file, bool unlink);
  Buffer take_memory();

  Env& env_;
  const JournalOptions options_;
  Listener& listener_;
  const Logger log_;
  TaskScope scope_;

  struct PumpNode : ReadyNode {
    Journal* journal = nullptr;
  } pump_node_;

  std::unique_ptr<Frame> building_;
  std::deque<std::unique_ptr<Frame>> sealed_;  // in order; the first ones are submitted
  std::size_t in_flight_ = 0;
  std::vector<Buffer> memory_;
  Lsn appended_ = 0;
  Lsn durable_ = 0;
  Lsn announced_ = 0;

  std::uint32_t sequence_ = 0;       // of the file that frames are built for
  std::uint64_t next_position_ = 0;  // in it
  std::uint32_t next_index_ = 0;
  std::uint32_t previous_frames_ = 0;
  std::uint32_t oldest_ = 1;
  std::uint32_t prepared_ = 0;  // the newest file that is ready
  std::map<std::uint32_t, File> files_;
  std::deque<File> spares_;  // used in this order
  std::uint32_t named_ = 0;  // file names given
  bool preparing_ = false;
  bool no_file_ = false;  // there was no space for one
  bool waits_for_space_ = true;
  std::size_t unwritten_ = 0;  // frames that found no space
  bool stopping_ = false;
  std::optional<Error> failure_;
  Signal changed_;  // durable_, in_flight_, preparing_ or failure_ did

  std::shared_ptr<Counter> writes_;
  std::shared_ptr<Counter> bytes_;
  std::shared_ptr<Counter> recycled_;
  std::shared_ptr<Histogram> latency_;
  std::shared_ptr<Gauge> in_flight_gauge_;
  std::shared_ptr<Gauge> pending_gauge_;
};

}  // namespace klamm
