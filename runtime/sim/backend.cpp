#include "runtime/sim/backend.h"

#include <fcntl.h>
#include <sys/uio.h>

#include <cerrno>

namespace klamm {

namespace {

// 2026-01-01T00:00:00Z, when every simulation begins.
constexpr std::int64_t kEpochMs = 1'767'225'600'000;

// What Op::backend_state says while the operation is under way.
constexpr std::uint32_t kIdle = 0;
constexpr std::uint32_t kUnderWay = 1;
constexpr std::uint32_t kCancelled = 2;

bool is_socket_op(OpKind kind) {
  switch (kind) {
    case OpKind::kAccept:
    case OpKind::kConnect:
    case OpKind::kReceive:
    case OpKind::kReceiveSelect:
    case OpKind::kSend:
    case OpKind::kShutdown: return true;
    case OpKind::kNop:
    case OpKind::kOpen:
    case OpKind::kClose:
    case OpKind::kRead:
    case OpKind::kWrite:
    case OpKind::kSync:
    case OpKind::kAllocate:
    case OpKind::kTruncate:
    case OpKind::kStat:
    case OpKind::kRename:
    case OpKind::kUnlink:
    case OpKind::kMakeDirectory:
    case OpKind::kRemoveDirectory:
    case OpKind::kSyncDirectory:
    case OpKind::kSyncFileSystem:
    case OpKind::kStatFileSystem:
    case OpKind::kListDirectory:
    case OpKind::kReadFile: return false;
  }
  return false;
}

}  // namespace

SimBackend::SimBackend(SimEvents& events, SimDisk& disk, SimNetwork& network, std::shared_ptr<SimHandles> handles,
                       std::uint32_t node, std::uint64_t incarnation, Rng rng, SimBackendOptions options)
    : events_(events),
      disk_(disk),
      network_(network),
      handles_(std::move(handles)),
      node_(node),
      incarnation_(incarnation),
      rng_(rng),
      options_(options),
      self_(std::make_shared<SimBackend*>(this)) {
  for (std::uint32_t id = 0; id < options_.select_buffers; ++id) {
    buffers_.push_back(std::make_unique<std::uint8_t[]>(options_.select_buffer_bytes));
    free_buffers_.push_back(id);
  }
}

SimBackend::~SimBackend() = default;

std::int64_t SimBackend::wall_ms() const {
  const double elapsed_ms = static_cast<double>(events_.now()) / 1e6 * (1 + options_.clock_drift);
  return kEpochMs + static_cast<std::int64_t>(elapsed_ms) + options_.clock_step_ms;
}

void SimBackend::submit(Op& op) {
  if (dead_) return;
  KLAMM_ASSERT(op.on_complete != nullptr && op.backend_state == kIdle);
  ++counters_.operations;
  file_ops_.began(op, now());
  op.backend_state = kUnderWay;
  op.backend_data = ++next_id_;
  in_flight_[op.backend_data] = &op;
  if (is_socket_op(op.kind)) {
    const std::shared_ptr<SimSocket> socket = socket_of(op.handle);
    if (socket == nullptr) {
      complete(op, -EBADF);
    } else {
      network_.start(socket, op);
    }
    return;
  }
  if (started_ >= options_.queue_depth) {
    ++counters_.queue_full;
    queued_.push_back(op.backend_data);
    return;
  }
  start(op);
}

void SimBackend::start(Op& op) {
  ++started_;
  if (op.kind == OpKind::kSync) {
    const std::shared_ptr<SimFile> file = file_of(op.handle);
    if (file != nullptr) syncs_[op.backend_data] = {file, disk_.begin_sync(*file)};
  }
  if (op.kind == OpKind::kWrite || op.kind == OpKind::kTruncate) note_change(op);
  if (op.kind == OpKind::kSyncFileSystem && file_of(op.handle) != nullptr) {
    syncs_of_all_[op.backend_data] = disk_.begin_sync_of_all();
  }
  const std::uint64_t id = op.backend_data;
  events_.schedule(events_.now() + disk_.draw_latency(), [self = std::weak_ptr(self_), id] {
    const std::shared_ptr<SimBackend*> backend = self.lock();
    if (backend != nullptr && !(*backend)->dead_) (*backend)->finish(id);
  });
}

void SimBackend::note_change(const Op& op) {
  const std::shared_ptr<SimFile> file = file_of(op.handle);
  if (file == nullptr) return;
  SimDisk::Change change{.file = *file, .begin = op.length, .end = UINT64_MAX};
  if (op.kind == OpKind::kWrite) {
    change.begin = change.end = op.offset;
    for (int i = 0; i < op.iov_count; ++i) change.end += op.iov[i].iov_len;
  }
  disk_.begin_change(change);
  changes_.emplace(op.backend_data, std::move(change));
}

void SimBackend::finish(std::uint64_t id) {
  const auto found = in_flight_.find(id);
  KLAMM_ASSERT(found != in_flight_.end());
  Op& op = *found->second;
  // A cancelled operation may have been too far along: then it ends as if nobody had asked.
  const bool given_up =
      op.backend_state == kCancelled && rng_.chance(1, 2) && !syncs_.contains(id) && !syncs_of_all_.contains(id);
  --started_;
  if (const auto change = changes_.extract(id)) SimDisk::end_change(change.mapped());
  complete(op, given_up ? -ECANCELED : perform(op));
  start_queued();
}

void SimBackend::start_queued() {
  while (!queued_.empty() && started_ < options_.queue_depth) {
    const std::uint64_t id = queued_.front();
    queued_.pop_front();
    const auto found = in_flight_.find(id);
    if (found != in_flight_.end()) start(*found->second);
  }
}

void SimBackend::cancel(Op& op) {
  if (dead_ || op.backend_state != kUnderWay) return;
  op.backend_state = kCancelled;
  if (is_socket_op(op.kind)) {
    const std::shared_ptr<SimSocket> socket = socket_of(op.handle);
    if (socket != nullptr) network_.cancel(*socket, op);
    return;
  }
  for (auto queued = queued_.begin(); queued != queued_.end(); ++queued) {
    if (*queued != op.backend_data) continue;
    queued_.erase(queued);
    complete(op, -ECANCELED);
    return;
  }
}

void SimBackend::complete(Op& op, std::int32_t result, bool more, SelectedBuffer selected) {
  if (!more) in_flight_.erase(op.backend_data);
  completions_.push_back({&op, result, more, selected});
}

std::size_t SimBackend::reap() {
  std::size_t count = 0;
  while (!completions_.empty()) {
    const Completion completion = completions_.front();
    completions_.pop_front();
    Op& op = *completion.op;
    op.result = completion.result;
    op.more = completion.more;
    op.selected = completion.selected;
    if (!op.more) {
      op.backend_state = kIdle;
      file_ops_.ended(op, now());
    }
    events_.note((std::uint64_t{node_} << 40) ^ (static_cast<std::uint64_t>(op.kind) << 32) ^
                 static_cast<std::uint32_t>(op.result));
    op.on_complete(op);
    ++count;
  }
  return count;
}

std::int32_t SimBackend::perform(Op& op) {
  switch (op.kind) {
    case OpKind::kNop: return 0;
    case OpKind::kOpen: {
      std::shared_ptr<SimFile> file;
      const std::int32_t result = disk_.open(op.path, op.open_flags, file);
      return result < 0 ? result : handles_->add(std::move(file));
    }
    case OpKind::kClose: return perform_close(op);
    case OpKind::kRead:
    case OpKind::kWrite:
    case OpKind::kSync:
    case OpKind::kAllocate:
    case OpKind::kTruncate: {
      if (op.kind == OpKind::kSync) return perform_sync(op);
      const std::shared_ptr<SimFile> file = file_of(op.handle);
      return file == nullptr ? -EBADF : perform_file(op, *file);
    }
    case OpKind::kStat: return disk_.stat(op.path, op);
    case OpKind::kRename: return disk_.rename(op.path, op.path_to);
    case OpKind::kUnlink: return disk_.unlink(op.path);
    case OpKind::kMakeDirectory: return disk_.make_directory(op.path);
    case OpKind::kRemoveDirectory: return disk_.remove_directory(op.path);
    case OpKind::kSyncDirectory: return disk_.sync_directory(op.path);
    case OpKind::kSyncFileSystem: return perform_sync_of_all(op);
    case OpKind::kStatFileSystem: return disk_.stat_file_system(op);
    case OpKind::kListDirectory: return disk_.list_directory(op.path, op.listing->names);
    case OpKind::kReadFile: return perform_read_file(op);
    case OpKind::kAccept:
    case OpKind::kConnect:
    case OpKind::kReceive:
    case OpKind::kReceiveSelect:
    case OpKind::kSend:
    case OpKind::kShutdown: break;
  }
  return -EINVAL;
}

// As the threads do it: what a short read left out is asked for once more.
std::int32_t SimBackend::perform_read_file(Op& op) {
  std::shared_ptr<SimFile> file;
  const std::int32_t opened = disk_.open(op.path, O_RDONLY, file);
  if (opened < 0) return opened;
  std::size_t filled = 0;
  while (filled < op.bytes.size()) {
    const std::int32_t count = disk_.read(*file, op.bytes.subspan(filled), filled);
    if (count < 0) return count;
    if (count == 0) break;
    filled += static_cast<std::size_t>(count);
  }
  return static_cast<std::int32_t>(filled);
}

std::int32_t SimBackend::perform_sync(Op& op) {
  // A file that was closed meanwhile is synced all the same: the kernel holds it.
  const auto found = syncs_.find(op.backend_data);
  if (found == syncs_.end()) return -EBADF;
  const std::int32_t result = disk_.end_sync(*found->second.first, found->second.second);
  syncs_.erase(found);
  return result;
}

std::int32_t SimBackend::perform_sync_of_all(Op& op) {
  auto found = syncs_of_all_.extract(op.backend_data);
  if (found.empty()) return -EBADF;
  return disk_.end_sync_of_all(found.mapped());
}

std::int32_t SimBackend::perform_file(Op& op, const SimFile& file) {
  if (op.kind == OpKind::kRead) return disk_.read(file, op.bytes, op.offset);
  if (op.kind == OpKind::kWrite) return disk_.write(file, op.iov, op.iov_count, op.offset);
  if (op.kind == OpKind::kAllocate) return disk_.allocate(file, op.offset, op.length);
  return disk_.truncate(file, op.length);
}

std::int32_t SimBackend::perform_close(Op& op) {
  const auto found = handles_->entries.find(op.handle);
  if (found == handles_->entries.end()) return -EBADF;
  if (const auto* socket = std::get_if<std::shared_ptr<SimSocket>>(&found->second)) network_.close(*socket);
  handles_->entries.erase(found);
  return 0;
}

std::shared_ptr<SimFile> SimBackend::file_of(Handle handle) const {
  const auto found = handles_->entries.find(handle);
  if (found == handles_->entries.end()) return nullptr;
  const auto* file = std::get_if<std::shared_ptr<SimFile>>(&found->second);
  return file == nullptr ? nullptr : *file;
}

std::shared_ptr<SimSocket> SimBackend::socket_of(Handle handle) const {
  const auto found = handles_->entries.find(handle);
  if (found == handles_->entries.end()) return nullptr;
  const auto* socket = std::get_if<std::shared_ptr<SimSocket>>(&found->second);
  return socket == nullptr ? nullptr : *socket;
}

SelectedBuffer SimBackend::take_buffer() {
  if (free_buffers_.empty()) {
    ++counters_.buffers_exhausted;
    return {};
  }
  // Any of them, so that a program that uses a buffer after it gave it back does not always get away with it.
  std::swap(free_buffers_[rng_.below(free_buffers_.size())], free_buffers_.back());
  const std::uint32_t id = free_buffers_.back();
  free_buffers_.pop_back();
  return {buffers_[id].get(), id};
}

void SimBackend::release_buffer(std::uint32_t id) {
  if (dead_) return;
  KLAMM_ASSERT(id < buffers_.size());
  for (const std::uint32_t free : free_buffers_) KLAMM_ASSERT(free != id);
  // What is given back is no longer anybody's: reading it is made visible.
  std::fill_n(buffers_[id].get(), options_.select_buffer_bytes, std::uint8_t{0xdb});
  free_buffers_.push_back(id);
}

Result<Handle> SimBackend::listen(std::string_view host, std::uint16_t port, int backlog) {
  Result<std::shared_ptr<SimSocket>> socket = network_.listen(*this, host, port, backlog);
  if (!socket.ok()) return std::move(socket).error();
  return add_socket(std::move(socket).value());
}

Result<Handle> SimBackend::socket(const sockaddr_storage& address) {
  if (address.ss_family != AF_INET) {
    return Error(ErrorCode::kNetworkException, "the simulated network has IPv4 only", EAFNOSUPPORT);
  }
  return add_socket(network_.socket(*this));
}

void SimBackend::tune_socket(Handle, int, int) {}

std::string SimBackend::peer_address(Handle handle) const {
  const std::shared_ptr<SimSocket> socket = socket_of(handle);
  return socket == nullptr ? "?" : socket->peer_name;
}

std::uint16_t SimBackend::local_port(Handle handle) const {
  const std::shared_ptr<SimSocket> socket = socket_of(handle);
  return socket == nullptr ? 0 : socket->port;
}

std::string SimBackend::path_of(Handle handle) const {
  const std::shared_ptr<SimFile> file = file_of(handle);
  return file == nullptr ? "?" : file->path;
}

Result<Handle> SimBackend::lock_file(const std::string& path) {
  std::shared_ptr<SimFile> file;
  std::int32_t result = disk_.open(path, O_RDWR | O_CREAT, file);
  if (result == 0) result = disk_.lock(file);
  if (result < 0) return Error(ErrorCode::kKafkaStorageError, "cannot lock " + path, -result);
  return handles_->add(std::move(file));
}

void SimBackend::die(bool power_loss) {
  dead_ = true;
  for (const auto& [id, op] : in_flight_) {
    if (op->kind != OpKind::kWrite) continue;
    const std::shared_ptr<SimFile> file = file_of(op->handle);
    if (file != nullptr) disk_.tear_write(*file, op->iov, op->iov_count, op->offset, power_loss);
  }
  in_flight_.clear();
  completions_.clear();
  queued_.clear();
  for (auto& [id, sync] : syncs_) disk_.forget_sync(*sync.first, sync.second);
  syncs_.clear();
  for (auto& [id, sync] : syncs_of_all_) SimDisk::forget_sync_of_all(sync);
  syncs_of_all_.clear();
  for (const auto& [id, change] : changes_) SimDisk::end_change(change);
  changes_.clear();
}

}  // namespace klamm
