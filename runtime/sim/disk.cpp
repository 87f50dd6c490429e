#include "runtime/sim/disk.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>

#include "runtime/base/assert.h"

namespace klamm {

namespace {

constexpr std::uint64_t kSectorsPerPage = SimDisk::kPageSize / SimDisk::kSectorSize;

struct Page {
  std::array<std::uint8_t, SimDisk::kPageSize> bytes{};
  std::uint8_t written = 0;  // in the durable image: which sectors ever were
};

using Pages = std::map<std::uint64_t, Page>;

// "a//b/./c/" and "/a/b/c" are the same.
std::string normalise(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    if (!part.empty() && part != ".") out += '/' + std::string(part);
  }
  return out.empty() ? "/" : out;
}

std::string parent_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == 0 ? "/" : path.substr(0, slash);
}

MutableByteView sector_of(Page& page, std::uint64_t sector) {
  return MutableByteView(page.bytes).subspan(sector % kSectorsPerPage * SimDisk::kSectorSize, SimDisk::kSectorSize);
}

std::uint64_t length_of(const iovec* iov, int iov_count) {
  std::uint64_t length = 0;
  for (int i = 0; i < iov_count; ++i) length += iov[i].iov_len;
  return length;
}

std::vector<std::uint8_t> gather(const iovec* iov, int iov_count) {
  std::vector<std::uint8_t> bytes;
  for (int i = 0; i < iov_count; ++i) {
    const auto* from = static_cast<const std::uint8_t*>(iov[i].iov_base);
    bytes.insert(bytes.end(), from, from + iov[i].iov_len);
  }
  return bytes;
}

bool lies_under(std::string_view path, std::string_view directory) {
  if (!path.starts_with(directory)) return false;
  return path.size() == directory.size() || path[directory.size()] == '/';
}

bool writable(const SimFile& file) { return (file.open_flags & O_ACCMODE) != O_RDONLY; }

bool durable_at_once(const SimFile& file) { return (file.open_flags & O_DSYNC) != 0; }

}  // namespace

struct SimInode {
  explicit SimInode(bool is_directory, std::shared_ptr<std::uint64_t> used)
      : directory(is_directory), used_pages(used) {}
  ~SimInode() { *used_pages -= charged; }

  const bool directory;
  std::shared_ptr<std::uint64_t> used_pages;
  std::uint64_t charged = 0;   // pages this file counts for
  std::uint64_t reserved = 0;  // pages from the start that are charged whether they exist or not
  Pages cache;
  Pages durable;
  std::uint64_t size = 0;
  std::uint64_t durable_size = 0;
  std::uint64_t sequence = 0;                           // of the last write
  std::uint64_t synced = 0;                             // of the last write that a sync has brought to the disk
  std::map<std::uint64_t, std::uint64_t> dirty;         // sector → sequence of its last write
  std::multiset<std::uint64_t> syncs;                   // the sequences of the syncs under way
  std::set<std::uint64_t> unreadable;                   // sectors
  std::multimap<std::uint64_t, std::uint64_t> changes;  // ranges that are being changed, begin → end
  std::weak_ptr<SimFile> lock_owner;
};

SimDisk::SimDisk(Rng rng, SimDiskOptions options)
    : rng_(rng), options_(options), used_pages_(std::make_shared<std::uint64_t>(0)) {
  names_["/"] = durable_names_["/"] = std::make_shared<SimInode>(true, used_pages_);
}

SimDisk::~SimDisk() = default;

std::shared_ptr<SimInode> SimDisk::find(const std::string& path) const {
  const auto found = names_.find(path);
  return found == names_.end() ? nullptr : found->second;
}

std::int32_t SimDisk::check_parent(const std::string& path) const {
  const std::shared_ptr<SimInode> parent = find(parent_of(path));
  if (parent == nullptr) return -ENOENT;
  return parent->directory ? 0 : -ENOTDIR;
}

std::int32_t SimDisk::open(std::string_view raw_path, int open_flags, std::shared_ptr<SimFile>& file) {
  const std::string path = normalise(raw_path);
  if (failed(path)) return -EIO;
  std::shared_ptr<SimInode> inode = find(path);
  if (inode == nullptr) {
    if ((open_flags & O_CREAT) == 0) return -ENOENT;
    const std::int32_t checked = check_parent(path);
    if (checked < 0) return checked;
    inode = std::make_shared<SimInode>(false, used_pages_);
    change_name({"", path, inode});
  } else {
    if ((open_flags & O_CREAT) != 0 && (open_flags & O_EXCL) != 0) return -EEXIST;
    if (inode->directory && (open_flags & O_ACCMODE) != O_RDONLY) return -EISDIR;
    if (!inode->directory && (open_flags & O_DIRECTORY) != 0) return -ENOTDIR;
  }
  file = std::make_shared<SimFile>(SimFile{inode, open_flags, path});
  if ((open_flags & O_TRUNC) != 0 && writable(*file)) cut(*inode, 0);
  return 0;
}

bool SimDisk::is_aligned(const SimFile& file, const iovec* iov, int iov_count, std::uint64_t offset) const {
  if ((file.open_flags & O_DIRECT) == 0) return true;
  const std::uint64_t mask = options_.direct_alignment - 1;
  if ((offset & mask) != 0) return false;
  for (int i = 0; i < iov_count; ++i) {
    if ((iov[i].iov_len & mask) != 0 || (reinterpret_cast<std::uintptr_t>(iov[i].iov_base) & mask) != 0) return false;
  }
  return true;
}

std::int32_t SimDisk::read(const SimFile& file, MutableByteView into, std::uint64_t offset) {
  if (failed(file.path)) return -EIO;
  const SimInode& inode = *file.inode;
  const iovec whole{into.data(), into.size()};
  if (inode.directory) return -EISDIR;
  if ((file.open_flags & O_ACCMODE) == O_WRONLY) return -EBADF;
  if (!is_aligned(file, &whole, 1, offset)) return -EINVAL;
  if (error(options_.read_error, file)) return -EIO;
  if (offset >= inode.size || into.empty()) return 0;
  std::uint64_t count = std::min<std::uint64_t>(into.size(), inode.size - offset);
  const auto bad = inode.unreadable.lower_bound(offset / kSectorSize);
  if (bad != inode.unreadable.end() && *bad * kSectorSize < offset + count) return -EIO;
  if (count > 1 && chance(options_.short_read)) count = 1 + rng_.below(count - 1);
  for (std::uint64_t done = 0; done < count;) {
    const std::uint64_t at = offset + done;
    const std::uint64_t piece = std::min(kPageSize - at % kPageSize, count - done);
    const auto page = inode.cache.find(at / kPageSize);
    if (page == inode.cache.end()) {
      std::memset(into.data() + done, 0, piece);
    } else {
      std::memcpy(into.data() + done, page->second.bytes.data() + at % kPageSize, piece);
    }
    done += piece;
  }
  if (error(options_.read_bit_flip, file)) into[rng_.below(count)] ^= static_cast<std::uint8_t>(1U << rng_.below(8));
  return static_cast<std::int32_t>(count);
}

// Counts the pages that the range [first, last] would add. False, and nothing charged, if the disk is full.
bool SimDisk::charge(SimInode& inode, std::uint64_t first, std::uint64_t last) {
  if (chance(options_.no_space)) return false;
  std::uint64_t added = 0;
  for (std::uint64_t page = std::max(first, inode.reserved); page <= last; ++page) {
    if (!inode.cache.contains(page)) ++added;
  }
  if (added > 0 && (*used_pages_ + added) * kPageSize > options_.capacity_bytes) return false;
  inode.charged += added;
  *used_pages_ += added;
  return true;
}

std::int32_t SimDisk::write(const SimFile& file, const iovec* iov, int iov_count, std::uint64_t offset) {
  if (!writable(file)) return -EBADF;
  if (failed(file.path)) return -EIO;
  if (!is_aligned(file, iov, iov_count, offset)) return -EINVAL;
  std::vector<std::uint8_t> bytes = gather(iov, iov_count);
  if (bytes.empty()) return 0;
  const bool failing = error(options_.write_error, file);
  if (failing || (bytes.size() > 1 && chance(options_.short_write))) {
    std::uint64_t kept = rng_.below(bytes.size());
    if ((file.open_flags & O_DIRECT) != 0) kept -= kept % options_.direct_alignment;
    bytes.resize(failing ? kept : std::max<std::uint64_t>(kept, 1));
    if ((file.open_flags & O_DIRECT) != 0 && !failing && kept == 0) bytes = gather(iov, iov_count);
  }
  SimInode& inode = *file.inode;
  if (!bytes.empty()) {
    if (!charge(inode, offset / kPageSize, (offset + bytes.size() - 1) / kPageSize)) return -ENOSPC;
    put(inode, bytes, offset);
    if (durable_at_once(file)) {
      const std::uint64_t last = (offset + bytes.size() - 1) / kSectorSize;
      for (std::uint64_t sector = offset / kSectorSize; sector <= last; ++sector) make_durable(inode, sector);
      inode.durable_size = std::max(inode.durable_size, std::min(inode.size, offset + bytes.size()));
    }
  }
  return failing ? -EIO : static_cast<std::int32_t>(bytes.size());
}

// Into the cache, and marks the sectors dirty.
void SimDisk::put(SimInode& inode, ByteView bytes, std::uint64_t offset) {
  ++inode.sequence;
  const std::uint64_t horizon = inode.syncs.empty() ? 0 : *inode.syncs.rbegin();
  const std::uint64_t last = (offset + bytes.size() - 1) / kSectorSize;
  for (std::uint64_t sector = offset / kSectorSize; sector <= last; ++sector) {
    const auto found = inode.dirty.find(sector);
    // A sync that is under way owes the old bytes to the disk: they go there before they are overwritten.
    if (found != inode.dirty.end() && found->second <= horizon) make_durable(inode, sector);
    inode.dirty[sector] = inode.sequence;
    inode.unreadable.erase(sector);
  }
  for (std::uint64_t done = 0; done < bytes.size();) {
    const std::uint64_t at = offset + done;
    const std::uint64_t piece = std::min<std::uint64_t>(kPageSize - at % kPageSize, bytes.size() - done);
    std::memcpy(inode.cache[at / kPageSize].bytes.data() + at % kPageSize, bytes.data() + done, piece);
    done += piece;
  }
  inode.size = std::max(inode.size, offset + bytes.size());
}

void SimDisk::make_durable(SimInode& inode, std::uint64_t sector) {
  const auto cached = inode.cache.find(sector / kSectorsPerPage);
  Page& page = inode.durable[sector / kSectorsPerPage];
  const MutableByteView target = sector_of(page, sector);
  if (cached == inode.cache.end()) {
    std::ranges::fill(target, std::uint8_t{0});
  } else {
    std::ranges::copy(sector_of(cached->second, sector), target.begin());
  }
  page.written = static_cast<std::uint8_t>(page.written | 1U << (sector % kSectorsPerPage));
  inode.dirty.erase(sector);
}

SimDisk::SyncPoint SimDisk::begin_sync(const SimFile& file) {
  file.inode->syncs.insert(file.inode->sequence);
  return {file.inode->sequence, file.inode->size};
}

std::int32_t SimDisk::end_sync(const SimFile& file, SyncPoint point) {
  SimInode& inode = *file.inode;
  const auto under_way = inode.syncs.find(point.sequence);
  KLAMM_ASSERT(under_way != inode.syncs.end());
  inode.syncs.erase(under_way);
  std::vector<std::uint64_t> sectors;
  for (const auto& [sector, sequence] : inode.dirty) {
    if (sequence <= point.sequence) sectors.push_back(sector);
  }
  if (error(options_.sync_error, file) || failed(file.path)) {
    // As Linux does: the error is reported once, the pages are marked clean, and nobody will write them again. Which of
    // them had reached the disk nobody knows.
    for (const std::uint64_t sector : sectors) {
      if (rng_.chance(1, 2)) make_durable(inode, sector);
      inode.dirty.erase(sector);
    }
    return -EIO;
  }
  for (const std::uint64_t sector : sectors) make_durable(inode, sector);
  // One that was asked for later may have ended before.
  if (point.sequence < inode.synced) return 0;
  const std::uint64_t size = std::min(point.size, inode.size);
  inode.durable_size = point.sequence == inode.synced ? std::max(inode.durable_size, size) : size;
  inode.synced = point.sequence;
  return 0;
}

void SimDisk::forget_sync(const SimFile& file, SyncPoint point) {
  const auto under_way = file.inode->syncs.find(point.sequence);
  if (under_way != file.inode->syncs.end()) file.inode->syncs.erase(under_way);
}

SimDisk::SyncOfAll SimDisk::begin_sync_of_all() {
  SyncOfAll sync;
  sync.name_changes = name_changes_;
  for (const auto& [path, inode] : names_) {
    if (inode->directory) continue;
    const SimFile file{inode, O_RDWR};
    sync.files.emplace_back(file, begin_sync(file));
  }
  return sync;
}

std::int32_t SimDisk::end_sync_of_all(const SyncOfAll& sync) {
  std::int32_t result = 0;
  for (const auto& [file, point] : sync.files) {
    const std::int32_t synced = end_sync(file, point);
    if (synced < 0) result = synced;
  }
  if (result < 0) return result;
  while (!pending_.empty() && pending_.front().number <= sync.name_changes) {
    apply(pending_.front(), durable_names_);
    pending_.erase(pending_.begin());
  }
  return 0;
}

void SimDisk::forget_sync_of_all(const SyncOfAll& sync) {
  for (const auto& [file, point] : sync.files) forget_sync(file, point);
}

std::int32_t SimDisk::allocate(const SimFile& file, std::uint64_t offset, std::uint64_t length) {
  if (!writable(file)) return -EBADF;
  if (failed(file.path)) return -EIO;
  if (length == 0) return -EINVAL;
  SimInode& inode = *file.inode;
  const std::uint64_t pages = (offset + length + kPageSize - 1) / kPageSize;
  if (pages > inode.reserved) {
    if (!charge(inode, inode.reserved, pages - 1)) return -ENOSPC;
    inode.reserved = pages;
  }
  inode.size = std::max(inode.size, offset + length);
  return 0;
}

std::int32_t SimDisk::truncate(const SimFile& file, std::uint64_t length) {
  if (!writable(file)) return -EBADF;
  if (failed(file.path)) return -EIO;
  cut(*file.inode, length);
  return 0;
}

// Sets the size of the cache image. What the disk still holds behind it is dirty: it may come back.
void SimDisk::cut(SimInode& inode, std::uint64_t length) {
  if (length < inode.size) {
    ++inode.sequence;
    const std::uint64_t first_page = (length + kPageSize - 1) / kPageSize;
    inode.cache.erase(inode.cache.lower_bound(first_page), inode.cache.end());
    if (length % kPageSize != 0) {
      const auto last = inode.cache.find(length / kPageSize);
      if (last != inode.cache.end())
        std::fill(last->second.bytes.begin() + length % kPageSize, last->second.bytes.end(), 0);
    }
    inode.dirty.erase(inode.dirty.lower_bound((length + kSectorSize - 1) / kSectorSize), inode.dirty.end());
    for (auto page = inode.durable.lower_bound(length / kPageSize); page != inode.durable.end(); ++page) {
      for (std::uint64_t i = 0; i < kSectorsPerPage; ++i) {
        const std::uint64_t sector = page->first * kSectorsPerPage + i;
        if ((page->second.written >> i & 1) != 0 && (sector + 1) * kSectorSize > length) {
          inode.dirty[sector] = inode.sequence;
        }
      }
    }
    *used_pages_ -= inode.charged;
    inode.reserved = std::min(inode.reserved, first_page);
    const auto beyond = inode.cache.lower_bound(inode.reserved);
    inode.charged = inode.reserved + static_cast<std::uint64_t>(std::distance(beyond, inode.cache.end()));
    *used_pages_ += inode.charged;
  }
  inode.size = length;
}

std::int32_t SimDisk::stat(std::string_view path, Op& op) {
  if (failed(normalise(path))) return -EIO;
  const std::shared_ptr<SimInode> inode = find(normalise(path));
  if (inode == nullptr) return -ENOENT;
  op.length = inode->size;
  op.mode = inode->directory ? S_IFDIR : S_IFREG;
  return 0;
}

std::int32_t SimDisk::stat_file_system(Op& op) const {
  op.offset = options_.capacity_bytes;
  op.length = options_.capacity_bytes - std::min(used_bytes(), options_.capacity_bytes);
  return 0;
}

void SimDisk::fail_under(std::string_view path) { failed_ = path.empty() ? std::string() : normalise(path); }

bool SimDisk::failed(std::string_view path) const { return !failed_.empty() && lies_under(path, failed_); }

void SimDisk::limit_errors_to(std::string_view path) { errors_under_ = path.empty() ? std::string() : normalise(path); }

bool SimDisk::error(std::uint32_t of_million, const SimFile& file) {
  if (of_million == 0 || (!errors_under_.empty() && !lies_under(file.path, errors_under_))) return false;
  return chance(of_million);
}

std::int32_t SimDisk::rename(std::string_view raw_from, std::string_view raw_to) {
  const std::string from = normalise(raw_from);
  const std::string to = normalise(raw_to);
  if (failed(from) || failed(to)) return -EIO;
  const std::shared_ptr<SimInode> inode = find(from);
  if (inode == nullptr) return -ENOENT;
  const std::int32_t checked = check_parent(to);
  if (checked < 0) return checked;
  if (from == to) return 0;
  if (to.starts_with(from + '/')) return -EINVAL;
  const std::shared_ptr<SimInode> replaced = find(to);
  if (replaced != nullptr) {
    if (replaced->directory != inode->directory) return replaced->directory ? -EISDIR : -ENOTDIR;
    if (has_children(to)) return -ENOTEMPTY;
  }
  change_name({from, to, inode});
  return 0;
}

bool SimDisk::has_children(const std::string& path) const {
  const std::string prefix = path == "/" ? path : path + '/';
  auto next = names_.upper_bound(prefix);
  return next != names_.end() && next->first.starts_with(prefix);
}

std::int32_t SimDisk::unlink(std::string_view raw_path) {
  const std::string path = normalise(raw_path);
  if (failed(path)) return -EIO;
  const std::shared_ptr<SimInode> inode = find(path);
  if (inode == nullptr) return -ENOENT;
  if (inode->directory) return -EISDIR;
  change_name({path, "", inode});
  return 0;
}

std::int32_t SimDisk::make_directory(std::string_view raw_path) {
  const std::string path = normalise(raw_path);
  if (failed(path)) return -EIO;
  if (find(path) != nullptr) return -EEXIST;
  const std::int32_t checked = check_parent(path);
  if (checked < 0) return checked;
  change_name({"", path, std::make_shared<SimInode>(true, used_pages_)});
  return 0;
}

std::int32_t SimDisk::remove_directory(std::string_view raw_path) {
  const std::string path = normalise(raw_path);
  if (failed(path)) return -EIO;
  const std::shared_ptr<SimInode> inode = find(path);
  if (inode == nullptr) return -ENOENT;
  if (!inode->directory) return -ENOTDIR;
  if (path == "/") return -EBUSY;
  if (has_children(path)) return -ENOTEMPTY;
  change_name({path, "", inode});
  return 0;
}

std::int32_t SimDisk::list_directory(std::string_view raw_path, std::vector<std::string>& names) {
  const std::string path = normalise(raw_path);
  if (failed(path)) return -EIO;
  const std::shared_ptr<SimInode> inode = find(path);
  if (inode == nullptr) return -ENOENT;
  if (!inode->directory) return -ENOTDIR;
  names.clear();
  const std::string prefix = path == "/" ? path : path + '/';
  for (auto name = names_.upper_bound(prefix); name != names_.end() && name->first.starts_with(prefix); ++name) {
    const std::string rest = name->first.substr(prefix.size());
    if (rest.find('/') == std::string::npos) names.push_back(rest);
  }
  std::ranges::sort(names);
  return 0;
}

std::int32_t SimDisk::lock(const std::shared_ptr<SimFile>& file) {
  const std::shared_ptr<SimFile> owner = file->inode->lock_owner.lock();
  if (owner != nullptr && owner != file) return -EWOULDBLOCK;
  file->inode->lock_owner = file;
  return 0;
}

void SimDisk::change_name(NameChange change) {
  apply(change, names_);
  change.number = ++name_changes_;
  pending_.push_back(std::move(change));
}

void SimDisk::apply(const NameChange& change, Names& names) {
  if (change.from.empty()) {
    names[change.to] = change.inode;
    return;
  }
  if (change.to.empty()) {
    names.erase(change.from);
    return;
  }
  if (!names.contains(change.from)) {
    // The creation was lost, the rename was not: the file has its new name only.
    names[change.to] = change.inode;
    return;
  }
  // A directory takes what is below it along.
  std::vector<std::pair<std::string, std::shared_ptr<SimInode>>> moved;
  for (auto name = names.find(change.from); name != names.end();) {
    const bool below = name->first == change.from || name->first.starts_with(change.from + '/');
    if (below) {
      moved.emplace_back(change.to + name->first.substr(change.from.size()), name->second);
      name = names.erase(name);
    } else if (name->first.starts_with(change.from)) {
      ++name;
    } else {
      break;
    }
  }
  for (auto& [path, inode] : moved) names[path] = std::move(inode);
}

std::int32_t SimDisk::sync_directory(std::string_view raw_path) {
  const std::string path = normalise(raw_path);
  if (failed(path)) return -EIO;
  const std::shared_ptr<SimInode> inode = find(path);
  if (inode == nullptr) return -ENOENT;
  if (!inode->directory) return -ENOTDIR;
  if (error(options_.sync_error, SimFile{.inode = inode, .open_flags = 0, .path = path})) return -EIO;
  std::vector<NameChange> others;
  for (NameChange& change : pending_) {
    const bool here = (!change.from.empty() && parent_of(change.from) == path) ||
                      (!change.to.empty() && parent_of(change.to) == path);
    if (!here) {
      others.push_back(std::move(change));
      continue;
    }
    apply(change, durable_names_);
    if (change.from.empty() || !change.inode->directory) continue;
    if (change.to.empty()) {
      // What was in a directory that is gone goes with it, and is nobody's who has its name later.
      const auto below = [&](const std::string& name) { return name.starts_with(change.from + '/'); };
      for (const NameChange& earlier : others) {
        const auto named = durable_names_.find(earlier.from);
        const bool kept = named != durable_names_.end() && named->second == earlier.inode;
        if (below(earlier.from) && kept) durable_names_.erase(named);
      }
      for (NameChange& earlier : others) {
        if (below(earlier.from) && !earlier.to.empty()) earlier.from.clear();  // it was put elsewhere before
      }
      std::erase_if(others, [&](const NameChange& earlier) { return below(earlier.from) || below(earlier.to); });
      continue;
    }
    // Names that were changed in the directory before it was renamed belong to it, not to whoever has its old name now.
    for (NameChange& earlier : others) {
      for (std::string* name : {&earlier.from, &earlier.to}) {
        if (name->starts_with(change.from + '/')) *name = change.to + name->substr(change.from.size());
      }
    }
  }
  pending_ = std::move(others);
  return 0;
}

void SimDisk::tear_write(const SimFile& file, const iovec* iov, int iov_count, std::uint64_t offset, bool power_loss) {
  if (!writable(file) || length_of(iov, iov_count) == 0 || !is_aligned(file, iov, iov_count, offset)) return;
  const std::vector<std::uint8_t> bytes = gather(iov, iov_count);
  SimInode& inode = *file.inode;
  if (!charge(inode, offset / kPageSize, (offset + bytes.size() - 1) / kPageSize)) return;
  if (power_loss && (file.open_flags & O_DIRECT) != 0) {
    for (std::uint64_t done = 0; done < bytes.size(); done += kSectorSize) {
      const std::uint64_t sector = (offset + done) / kSectorSize;
      const std::uint64_t fate = rng_.below(options_.garbage_on_power_loss ? 5 : 4);
      if (fate < 2) continue;
      put(inode, ByteView(bytes).subspan(done, std::min<std::uint64_t>(kSectorSize, bytes.size() - done)),
          offset + done);
      if (fate == 4) fill_garbage(sector_of(inode.cache[sector / kSectorsPerPage], sector));
      make_durable(inode, sector);
    }
    return;
  }
  // The page cache takes a write page by page; the kernel may have come this far.
  std::uint64_t kept = bytes.size();
  if (rng_.chance(2, 3)) kept = rng_.chance(1, 2) ? 0 : rng_.below(bytes.size() + 1) / kSectorSize * kSectorSize;
  if (kept > 0) put(inode, ByteView(bytes).first(kept), offset);
}

void SimDisk::fill_garbage(MutableByteView sector) {
  for (std::uint8_t& byte : sector) byte = static_cast<std::uint8_t>(rng_.next());
}

void SimDisk::lose_power() {
  settle_names();
  std::set<SimInode*> settled;
  for (const auto& [path, inode] : names_) {
    if (settled.insert(inode.get()).second) settle(*inode);
  }
}

// Which changes of names reached the disk: each by itself, in order.
void SimDisk::settle_names() {
  for (const NameChange& change : pending_) {
    if (rng_.chance(1, 2)) apply(change, durable_names_);
  }
  pending_.clear();
  // What lies in a directory that does not exist is gone with it.
  for (auto name = durable_names_.begin(); name != durable_names_.end();) {
    const auto parent = durable_names_.find(parent_of(name->first));
    const bool kept = name->first == "/" || (parent != durable_names_.end() && parent->second->directory);
    name = kept ? std::next(name) : durable_names_.erase(name);
  }
  names_ = durable_names_;
}

void SimDisk::settle(SimInode& inode) {
  const std::map<std::uint64_t, std::uint64_t> dirty = std::move(inode.dirty);
  inode.dirty.clear();
  for (const auto& [sector, sequence] : dirty) {
    const auto page = inode.durable.find(sector / kSectorsPerPage);
    const bool had_bytes = page != inode.durable.end() && (page->second.written >> (sector % kSectorsPerPage) & 1) != 0;
    // Disks write a sector whole or not at all, so bytes that were safe do not turn to noise; a sector that never was
    // written may show whatever was there in another file's life.
    const std::uint64_t fate = rng_.below(options_.garbage_on_power_loss && !had_bytes ? 3 : 2);
    if (fate == 0) continue;
    make_durable(inode, sector);
    if (fate == 2) fill_garbage(sector_of(inode.durable[sector / kSectorsPerPage], sector));
  }
  if (inode.size != inode.durable_size) {
    const std::uint64_t low = std::min(inode.size, inode.durable_size);
    const std::uint64_t high = std::max(inode.size, inode.durable_size);
    const std::uint64_t fate = rng_.below(3);
    if (fate == 0) inode.durable_size = inode.size;
    if (fate == 1) inode.durable_size = low + rng_.below(high - low + 1);
  }
  // Bytes behind the end of a file are zeros if it ever grows again.
  inode.cache = inode.durable;
  inode.size = UINT64_MAX;
  cut(inode, inode.durable_size);
  inode.durable = inode.cache;
  inode.dirty.clear();
  inode.syncs.clear();
}

std::string SimDisk::content(std::string_view path) const {
  const std::shared_ptr<SimInode> inode = find(normalise(path));
  KLAMM_ASSERT(inode != nullptr);
  std::string out(inode->size, '\0');
  for (const auto& [index, page] : inode->cache) {
    if (index * kPageSize >= out.size()) break;
    std::memcpy(out.data() + index * kPageSize, page.bytes.data(), std::min(kPageSize, out.size() - index * kPageSize));
  }
  return out;
}

void SimDisk::corrupt(std::string_view path, std::uint64_t offset, unsigned bit) {
  const std::shared_ptr<SimInode> inode = find(normalise(path));
  KLAMM_ASSERT(inode != nullptr && offset < inode->size);
  for (Pages* pages : {&inode->cache, &inode->durable}) {
    const auto page = pages->find(offset / kPageSize);
    if (page != pages->end()) page->second.bytes[offset % kPageSize] ^= static_cast<std::uint8_t>(1U << bit);
  }
}

void SimDisk::damage(std::string_view path, std::uint64_t offset) {
  const std::shared_ptr<SimInode> inode = find(normalise(path));
  KLAMM_ASSERT(inode != nullptr && offset < inode->size);
  inode->unreadable.insert(offset / kSectorSize);
}

void SimDisk::mend() {
  for (const auto& [path, inode] : names_) inode->unreadable.clear();
}

void SimDisk::begin_change(const Change& change) {
  auto& changes = change.file.inode->changes;
  for (const auto& [begin, end] : changes) {
    if (begin >= change.end || end <= change.begin || !violation_.empty()) continue;
    violation_ = "two changes at a time of " + change.file.path + ", from " + std::to_string(begin) + " and from " +
                 std::to_string(change.begin);
  }
  changes.emplace(change.begin, change.end);
}

void SimDisk::end_change(const Change& change) {
  auto& changes = change.file.inode->changes;
  const auto [first, last] = changes.equal_range(change.begin);
  const auto found = std::find_if(first, last, [&](const auto& range) { return range.second == change.end; });
  KLAMM_ASSERT(found != last);
  changes.erase(found);
}

bool SimDisk::exists(std::string_view path) const { return find(normalise(path)) != nullptr; }

std::int64_t SimDisk::draw_latency() {
  const auto span = static_cast<std::uint64_t>(options_.latency_max_ns - options_.latency_min_ns + 1);
  const std::int64_t latency = options_.latency_min_ns + static_cast<std::int64_t>(rng_.below(span));
  return chance(options_.slow_operation) ? latency + options_.slow_ns : latency;
}

}  // namespace klamm
