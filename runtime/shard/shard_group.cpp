#include "runtime/shard/shard_group.h"

#include <pthread.h>
#include <sched.h>

#include <algorithm>
#include <cstdio>
#include <random>
#include <string>

namespace klamm {

namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

// The limit of the control group in whole processors, rounded up; 0 for none. Looks where a container sees its own
// group.
std::uint32_t control_group_cores() {
  const std::unique_ptr<std::FILE, CloseFile> file(std::fopen("/sys/fs/cgroup/cpu.max", "re"));
  long long quota = 0;
  long long period = 0;
  if (file == nullptr || std::fscanf(file.get(), "%lld %lld", &quota, &period) != 2) return 0;
  if (quota <= 0 || period <= 0) return 0;
  return static_cast<std::uint32_t>(std::max((quota + period - 1) / period, 1LL));
}

std::uint32_t affinity_cores() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  return static_cast<std::uint32_t>(std::max(CPU_COUNT(&set), 1));
}

// Ties the thread to the core of this rank among those that the process may use.
void pin_to(std::uint32_t rank) {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  if (::sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
  for (std::size_t core = 0; core < CPU_SETSIZE; ++core) {
    if (!CPU_ISSET(core, &allowed) || rank-- > 0) continue;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(core, &one);
    // Only for speed: a kernel that refuses is obeyed.
    static_cast<void>(::pthread_setaffinity_np(::pthread_self(), sizeof one, &one));
    return;
  }
}

std::uint64_t system_seed() {
  std::random_device device;
  return std::uint64_t{device()} << 32 | device();
}

}  // namespace

std::uint32_t available_cores() {
  const std::uint32_t limit = control_group_cores();
  return limit == 0 ? affinity_cores() : std::min(limit, affinity_cores());
}

std::uint32_t default_shards() { return std::max(available_cores(), 2U) - 1; }

ShardGroup::ShardGroup(const ShardGroupOptions& options, LogSink& sink, MetricsRegistry& metrics)
    : options_(options),
      count_(options.shards == 0 ? default_shards() : options.shards),
      // A shard per core has its core; else the kernel knows better where there is time.
      pinned_(count_ == affinity_cores() && count_ == available_cores()),
      sink_(sink),
      metrics_(metrics),
      memory_(options.memory_bytes),
      file_threads_(std::make_unique<FileThreads>(options.file_threads_max)) {}

ShardGroup::~ShardGroup() { stop(); }

Status ShardGroup::start() {
  KLAMM_ASSERT(threads_.empty());
  shards_.resize(count_);
  failures_.resize(count_);
  created_ = std::make_unique<std::latch>(count_);
  connected_ = std::make_unique<std::latch>(1);
  finished_ = std::make_unique<std::latch>(count_ + 1);
  for (std::uint32_t index = 0; index < count_; ++index) threads_.emplace_back([this, index] { run_shard(index); });
  created_->wait();
  Status started;
  for (const Status& failure : failures_) {
    if (!failure.ok()) started = failure;
  }
  if (started.ok()) {
    std::vector<Mailboxes::Peer> peers;
    for (const auto& shard : shards_) peers.push_back(shard->as_peer());
    for (const auto& shard : shards_) shard->connect(peers);
    mailboxes_.emplace(std::move(peers));
  }
  abandoned_start_ = !started.ok();
  connected_->count_down();
  if (abandoned_start_) stop();
  return started;
}

void ShardGroup::run_shard(std::uint32_t index) {
  ::pthread_setname_np(::pthread_self(), ("klamm-" + std::to_string(index)).c_str());
  if (pinned_) pin_to(index);
  BackendOptions backend_options = options_.backend_options;
  backend_options.file_threads = file_threads_.get();
  Result<std::unique_ptr<Backend>> backend = make_backend(options_.backend, backend_options);
  if (backend.ok()) {
    ShardOptions options;
    options.id = ShardId(index);
    options.seed = system_seed();
    options.stall_ns = options_.stall_ns;
    shards_[index] = std::make_unique<Shard>(options, std::move(backend).value(), sink_, metrics_, memory_);
  } else {
    failures_[index] = std::move(backend).error();
  }
  created_->count_down();
  connected_->wait();
  Shard* shard = shards_[index].get();
  if (shard != nullptr && !abandoned_start_) {
    const Scheduler::Running running(shard->scheduler());
    shard->run();
  }
  // A shard may still have a message on its way to another, and stop() may be waking one: none goes before all have
  // ended.
  finished_->arrive_and_wait();
  if (shard != nullptr) {
    const Scheduler::Running running(shard->scheduler());
    shards_[index].reset();
  }
}

void ShardGroup::stop() {
  if (threads_.empty()) return;
  if (!abandoned_start_) {
    for (const auto& shard : shards_) shard->stop();
  }
  finished_->count_down();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
  shards_.clear();
  mailboxes_.reset();
}

}  // namespace klamm
