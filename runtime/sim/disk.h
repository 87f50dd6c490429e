// A simulated disk with a page cache in front of it: what the programs see, what has reached the platter, and what a
// crash makes of the difference.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/bytes.h"
#include "runtime/base/random.h"
#include "runtime/io/op.h"

namespace klamm {

// Chances are out of a million, 0: never. Those of errors may be limited to a part of the disk: limit_errors_to().
struct SimDiskOptions {
  std::uint32_t short_read = 0;
  std::uint32_t short_write = 0;
  std::uint32_t read_error = 0;     // EIO, the bytes stay what they are
  std::uint32_t read_bit_flip = 0;  // one bit of what is read is wrong, once
  std::uint32_t write_error = 0;    // EIO, a part may have been written
  std::uint32_t sync_error = 0;     // EIO, and the kernel forgets that the pages were dirty: a second sync says 0
  std::uint32_t slow_operation = 0;
  std::int64_t latency_min_ns = 20'000;
  std::int64_t latency_max_ns = 400'000;
  std::int64_t slow_ns = 50'000'000;
  std::uint64_t capacity_bytes = UINT64_MAX;  // ENOSPC beyond
  std::uint32_t no_space = 0;                 // ENOSPC of a write or an allocation, whatever is free
  std::uint32_t direct_alignment = 4096;      // of memory, offset and length under O_DIRECT, else EINVAL
  bool garbage_on_power_loss = true;          // un-synced sectors may hold noise, not only the old or the new bytes
};

struct SimInode;

// An open file. Closed by letting go of it.
struct SimFile {
  std::shared_ptr<SimInode> inode;
  int open_flags = 0;
  std::string path = {};  // by which it was opened
};

// One file system, one power supply. Paths are absolute or relative to "/"; there are no links. Every call takes effect
// at once: the backend makes time pass. Results are counts, or 0, or -errno.
//
// What is where. A write goes to the cache image. sync() moves the file's bytes and size to the durable image; O_DSYNC
// does so for each write. Names are apart: creations, renames and removals reach the disk with sync_directory() only. A
// process that crashes loses nothing of the cache; a power loss decides for each un-synced sector of 512 bytes, each
// size and each change of a name by itself.
class SimDisk {
 public:
  static constexpr std::uint64_t kSectorSize = 512;
  static constexpr std::uint64_t kPageSize = 4096;

  SimDisk(Rng rng, SimDiskOptions options);
  ~SimDisk();

  [[nodiscard]] SimDiskOptions& options() { return options_; }

  std::int32_t open(std::string_view path, int open_flags, std::shared_ptr<SimFile>& file);
  std::int32_t read(const SimFile& file, MutableByteView into, std::uint64_t offset);
  std::int32_t write(const SimFile& file, const iovec* iov, int iov_count, std::uint64_t offset);
  // A sync makes durable what was written when it was asked for, not what came while it ran. Every begin has its end.
  struct SyncPoint {
    std::uint64_t sequence = 0;
    std::uint64_t size = 0;
  };
  SyncPoint begin_sync(const SimFile& file);
  std::int32_t end_sync(const SimFile& file, SyncPoint point);
  // Ends a sync that will never complete, because the process died.
  static void forget_sync(const SimFile& file, SyncPoint point);
  // The same for every file, and for all names.
  struct SyncOfAll {
    std::vector<std::pair<SimFile, SyncPoint>> files;
    std::uint64_t name_changes = 0;
  };
  SyncOfAll begin_sync_of_all();
  std::int32_t end_sync_of_all(const SyncOfAll& sync);
  static void forget_sync_of_all(const SyncOfAll& sync);
  std::int32_t allocate(const SimFile& file, std::uint64_t offset, std::uint64_t length);
  std::int32_t truncate(const SimFile& file, std::uint64_t length);
  // Sets op.length and op.mode.
  std::int32_t stat(std::string_view path, Op& op);
  // Sets op.offset and op.length.
  std::int32_t stat_file_system(Op& op) const;
  std::int32_t rename(std::string_view from, std::string_view to);
  std::int32_t unlink(std::string_view path);
  std::int32_t make_directory(std::string_view path);
  std::int32_t remove_directory(std::string_view path);
  std::int32_t sync_directory(std::string_view path);
  std::int32_t list_directory(std::string_view path, std::vector<std::string>& names);
  // The exclusive lock of a file, held by whoever holds `file`. -EWOULDBLOCK if somebody else does.
  std::int32_t lock(const std::shared_ptr<SimFile>& file);

  // A range of a file that somebody is changing, from the call that asked for it to its end: nobody else may meanwhile,
  // for nobody knows who comes last. The first who did is kept in violation().
  struct Change {
    SimFile file;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
  };
  void begin_change(const Change& change);
  static void end_change(const Change& change);
  [[nodiscard]] const std::string& violation() const { return violation_; }

  // A write that was under way when the process died: nothing, a first part or all of it reaches the cache; when the
  // power went, every sector of an O_DIRECT write by itself has its old bytes, its new ones, or noise.
  void tear_write(const SimFile& file, const iovec* iov, int iov_count, std::uint64_t offset, bool power_loss);
  // The cache is lost. REQUIRES: no file is open.
  void lose_power();

  // For tests. The bytes that programs see; flips one bit of a file, in cache and on disk.
  [[nodiscard]] std::string content(std::string_view path) const;
  void corrupt(std::string_view path, std::uint64_t offset, unsigned bit);
  // From now on every operation on what lies there, and on files that were opened there, says EIO; "" ends that.
  void fail_under(std::string_view path);
  // Errors of chance happen only to files that were opened under this path; "": to all.
  void limit_errors_to(std::string_view path);
  // The sector of this byte cannot be read any more, EIO, until it is written again or mend() is called.
  void damage(std::string_view path, std::uint64_t offset);
  void mend();
  [[nodiscard]] bool exists(std::string_view path) const;
  [[nodiscard]] std::uint64_t used_bytes() const { return *used_pages_ * kPageSize; }
  [[nodiscard]] bool chance(std::uint32_t of_million) { return of_million > 0 && rng_.chance(of_million, 1'000'000); }
  // How long the next operation takes.
  [[nodiscard]] std::int64_t draw_latency();

 private:
  using Names = std::map<std::string, std::shared_ptr<SimInode>, std::less<>>;
  // A change of the name space that has not reached the disk. `from` is empty for a creation, `to` for a removal.
  struct NameChange {
    std::string from;
    std::string to;
    std::shared_ptr<SimInode> inode;
    std::uint64_t number = 0;  // counts all changes
  };

  [[nodiscard]] std::shared_ptr<SimInode> find(const std::string& path) const;
  [[nodiscard]] std::int32_t check_parent(const std::string& path) const;
  [[nodiscard]] bool has_children(const std::string& path) const;
  [[nodiscard]] bool is_aligned(const SimFile& file, const iovec* iov, int iov_count, std::uint64_t offset) const;
  [[nodiscard]] bool failed(std::string_view path) const;
  // An error of chance, where it may happen.
  [[nodiscard]] bool error(std::uint32_t of_million, const SimFile& file);
  bool charge(SimInode& inode, std::uint64_t first, std::uint64_t last);
  void put(SimInode& inode, ByteView bytes, std::uint64_t offset);
  void make_durable(SimInode& inode, std::uint64_t sector);
  void cut(SimInode& inode, std::uint64_t length);
  void change_name(NameChange change);
  static void apply(const NameChange& change, Names& names);
  void settle_names();
  void settle(SimInode& inode);
  void fill_garbage(MutableByteView sector);

  Rng rng_;
  SimDiskOptions options_;
  std::string failed_;
  std::string errors_under_;
  std::string violation_;
  std::shared_ptr<std::uint64_t> used_pages_;
  Names names_;
  Names durable_names_;
  std::vector<NameChange> pending_;
  std::uint64_t name_changes_ = 0;
};

}  // namespace klamm
