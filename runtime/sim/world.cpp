#include "runtime/sim/world.h"

#include <algorithm>

namespace klamm {

namespace {

// What one turn of a shard costs, in virtual time.
constexpr std::uint64_t kTurnNsMax = 2'000;

}  // namespace

SimNode::SimNode(SimWorld& world, std::uint32_t id, SimNodeOptions options, Rng rng)
    : world_(world), id_(id), options_(options), rng_(rng), disk_(rng_.fork("disk"), options.disk) {}

SimNode::~SimNode() { KLAMM_ASSERT(!alive()); }

void SimNode::start(Start start) {
  KLAMM_ASSERT(!alive());
  incarnation_ = ++world_.incarnations_;
  metrics_ = std::make_unique<MetricsRegistry>();
  memory_ = std::make_unique<MemoryPool>(options_.memory_bytes);
  handles_ = std::make_shared<SimHandles>();
  for (std::uint32_t index = 0; index < options_.shards; ++index) {
    auto backend = std::make_unique<SimBackend>(world_.events_, disk_, world_.network_, handles_, id_, incarnation_,
                                                rng_.fork("backend"), options_.backend);
    backends_.push_back(backend.get());
    ShardOptions options;
    options.id = ShardId(index);
    options.seed = rng_.next();
    shards_.push_back(std::make_unique<Shard>(options, std::move(backend), log_, *metrics_, *memory_));
    shards_.back()->scheduler().shuffle(rng_.fork("scheduler"));
  }
  std::vector<Mailboxes::Peer> peers;
  for (const auto& shard : shards_) peers.push_back(shard->as_peer());
  for (const auto& shard : shards_) shard->connect(peers);
  if (!start) return;
  // Kept: the coroutines may use what `start` captured.
  const auto kept = std::make_shared<Start>(std::move(start));
  own(kept);
  for (std::uint32_t index = 0; index < options_.shards; ++index) world_.spawn(*this, index, *kept);
}

void SimNode::stop() {
  KLAMM_ASSERT(alive());
  for (const auto& shard : shards_) {
    KLAMM_ASSERT(shard->scope().count() == 0 && shard->env().timers.armed() == 0);
    const SimBackend& backend = static_cast<SimBackend&>(shard->backend());
    KLAMM_ASSERT(backend.in_flight() == 0 && !backend.has_completions());
  }
  {
    const Scheduler::Running running(shards_.front()->scheduler());
    while (!owned_.empty()) owned_.pop_back();
  }
  for (const auto& shard : shards_) {
    KLAMM_ASSERT(shard->idle() && shard->scheduler().last_created() == 0 && shard->env().memory.waiting() == 0);
  }
  KLAMM_ASSERT(memory_->used() == 0);
  release(false);
}

void SimNode::kill(bool power_loss) {
  KLAMM_ASSERT(alive());
  for (SimBackend* backend : backends_) backend->die(power_loss);
  {
    const Scheduler::Abandoning abandoning;
    for (const auto& shard : shards_) shard->abandon();
    for (;;) {
      // The youngest coroutine of the whole process first, whichever shard it is on.
      const auto last = std::ranges::max_element(
          shards_, {}, [](const std::unique_ptr<Shard>& shard) { return shard->scheduler().last_created(); });
      const Scheduler::Running running((*last)->scheduler());
      if (!(*last)->scheduler().abandon_last()) break;
    }
    const Scheduler::Running running(shards_.front()->scheduler());
    while (!owned_.empty()) owned_.pop_back();
    release(power_loss);
  }
  if (power_loss) disk_.lose_power();
}

// Closes the process's handles and takes its shards down.
void SimNode::release(bool silently) {
  for (auto& [handle, entry] : handles_->entries) {
    if (const auto* socket = std::get_if<std::shared_ptr<SimSocket>>(&entry)) world_.network_.die(*socket, silently);
  }
  handles_.reset();
  backends_.clear();
  // Before the shards, for the instruments of the one are in the other.
  shards_.clear();
  metrics_.reset();
  memory_.reset();
}

SimWorld::SimWorld(std::uint64_t seed, SimNetworkOptions network)
    : rng_(seed), choices_(rng_.fork("choices")), network_(events_, rng_.fork("network"), network, *this) {}

SimWorld::~SimWorld() {
  for (const auto& node : nodes_) {
    if (node->alive()) node->kill(false);
  }
}

SimNode& SimWorld::add_node(SimNodeOptions options) {
  const auto id = static_cast<std::uint32_t>(nodes_.size());
  nodes_.push_back(std::unique_ptr<SimNode>(new SimNode(*this, id, options, choices_.fork("node"))));
  return *nodes_.back();
}

std::uint64_t SimWorld::incarnation(std::uint32_t node) const {
  return node < nodes_.size() && nodes_[node]->alive() ? nodes_[node]->incarnation_ : 0;
}

void SimWorld::spawn(SimNode& node, std::uint32_t shard, const std::function<Task<void>(Env&)>& function) {
  KLAMM_ASSERT(node.alive());
  Shard& target = node.shard(shard);
  const Scheduler::Running running(target.scheduler());
  target.scope().spawn(function(target.env()));
}

bool SimWorld::runnable(SimNode& node, std::size_t index) const {
  Shard& shard = *node.shards_[index];
  return !shard.idle() || node.backends_[index]->has_completions() || shard.next_deadline() <= events_.now();
}

bool SimWorld::turn_of_somebody() {
  std::vector<std::pair<SimNode*, std::uint32_t>> candidates;
  for (const auto& node : nodes_) {
    if (!node->alive() || node->paused_until_ > events_.now()) continue;
    for (std::uint32_t shard = 0; shard < node->shards_.size(); ++shard) {
      if (runnable(*node, shard)) candidates.emplace_back(node.get(), shard);
    }
  }
  if (candidates.empty()) return false;
  const auto [node, index] = candidates[choices_.below(candidates.size())];
  events_.note(std::uint64_t{node->id()} << 32 | index);
  Shard& shard = node->shard(index);
  const Scheduler::Running running(shard.scheduler());
  shard.turn();
  if (node->memory_->used() > node->memory_->limit() && node->violation_.empty()) {
    node->violation_ = "more memory is lent than there is: " + std::to_string(node->memory_->used()) + " of " +
                       std::to_string(node->memory_->limit());
  }
  events_.advance_to(events_.now() + 1 + static_cast<MonotonicNs>(choices_.below(kTurnNsMax)));
  return true;
}

bool SimWorld::step() {
  if (events_.run_due()) return true;
  if (turn_of_somebody()) return true;
  MonotonicNs next = events_.next();
  for (const auto& node : nodes_) {
    if (!node->alive()) continue;
    if (node->paused_until_ > events_.now()) next = std::min(next, node->paused_until_);
    for (const auto& shard : node->shards_) {
      // A paused shard's deadlines lie behind; its pause ends ahead.
      if (shard->next_deadline() > events_.now()) next = std::min(next, shard->next_deadline());
    }
  }
  if (next == kNever) return false;
  events_.advance_to(next);
  return true;
}

bool SimWorld::run_until(const std::function<bool()>& done, MonotonicNs deadline) {
  while (!done()) {
    if (events_.now() >= deadline || !step()) return false;
  }
  return true;
}

void SimWorld::run_for(MonotonicNs duration) {
  const MonotonicNs end = events_.now() + duration;
  // Something to wait for, so that the clock gets there.
  events_.schedule(end, [] {});
  run_until([&] { return events_.now() >= end; });
}

}  // namespace klamm
