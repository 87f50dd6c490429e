#include "runtime/shard/shard.h"

#include <string>

namespace klamm {

namespace {

constexpr MonotonicNs kStallLogIntervalNs = 1'000'000'000;

std::int64_t wall_of(const void* backend) { return static_cast<const Backend*>(backend)->wall_ms(); }

}  // namespace

Shard::Shard(const ShardOptions& options, std::unique_ptr<Backend> backend, LogSink& sink, MetricsRegistry& metrics,
             MemoryPool& memory)
    : options_(options),
      backend_(std::move(backend)),
      timers_(backend_->now()),
      rng_(options.seed),
      memory_(memory, timers_, *backend_),
      mailboxes_({}),
      env_{options.id,
           scheduler_,
           turn_end_,
           *backend_,
           timers_,
           rng_,
           Logger(sink, static_cast<std::int32_t>(options.id.value), &wall_of, backend_.get()),
           metrics,
           memory_,
           mailboxes_},
      log_(env_.log.module("runtime.loop")),
      stall_logged_at_(backend_->now() - kStallLogIntervalNs) {
  const MetricLabels labels = {{"shard", std::to_string(options.id.value)}};
  turns_ = metrics.counter("klamm_loop_turns_total", "Turns of the shard's loop.", labels);
  busy_ = metrics.counter("klamm_loop_busy_ns_total", "Nanoseconds that the shard's loop was not waiting.", labels);
  stalls_ = metrics.counter("klamm_loop_stall_total", "Turns that took longer than loop.stall.threshold.ms.", labels);
  ready_ = metrics.gauge("klamm_loop_ready", "What was ready when the last turn ran it.", labels);
  system_calls_ = metrics.counter("klamm_io_system_calls_total", "System calls that the backend made.", labels);
  operations_ = metrics.counter("klamm_io_operations_total", "Operations submitted to the backend.", labels);
  queue_full_ = metrics.counter("klamm_io_queue_full_total", "Times that the backend's queue was full.", labels);
  buffers_exhausted_ =
      metrics.counter("klamm_io_buffers_exhausted_total", "Receives that ended for want of a buffer.", labels);
}

Shard::~Shard() = default;

void Shard::connect(std::vector<Mailboxes::Peer> peers) { mailboxes_ = Mailboxes(std::move(peers), backend_.get()); }

std::size_t Shard::turn() {
  const MonotonicNs started = backend_->now();
  std::size_t ran = mailbox_.run_all();
  ran += timers_.advance(started);
  ran += backend_->reap();
  ready_->set(static_cast<std::int64_t>(scheduler_.size()));
  for (std::size_t count = 0; count < options_.ready_per_turn_max; ++count, ++ran) {
    if (!scheduler_.run_one()) break;
  }
  ran += turn_end_.run();
  if (ran > 0) note_turn(started, backend_->now());
  return ran;
}

void Shard::note_turn(MonotonicNs started, MonotonicNs ended) {
  turns_->add();
  note_backend();
  const MonotonicNs took = ended - started;
  busy_->add(static_cast<std::uint64_t>(took));
  if (took < options_.stall_ns) return;
  stalls_->add();
  ++stalls_unlogged_;
  if (ended - stall_logged_at_ < kStallLogIntervalNs) return;
  stall_logged_at_ = ended;
  log_.warn("the loop was blocked", {{"took_ms", took / kNsPerMs}, {"stalls", stalls_unlogged_}});
  stalls_unlogged_ = 0;
}

// The backend counts without atomics; what it counted since the last turn is added here.
void Shard::note_backend() {
  const Backend::Counters now = backend_->counters();
  system_calls_->add(now.system_calls - noted_.system_calls);
  operations_->add(now.operations - noted_.operations);
  queue_full_->add(now.queue_full - noted_.queue_full);
  buffers_exhausted_->add(now.buffers_exhausted - noted_.buffers_exhausted);
  noted_ = now;
}

void Shard::run() {
  while (!stopping_.load(std::memory_order_acquire)) {
    turn();
    if (!scheduler_.idle() || !turn_end_.empty()) {
      // Hands over what was submitted; what has completed is found by the next turn.
      backend_->wait(0);
      continue;
    }
    if (!mailbox_.prepare_to_sleep()) continue;
    // A stop() between the check above and here has woken the backend: the wait returns at once.
    backend_->wait(timers_.next_deadline());
    mailbox_.awake();
  }
}

void Shard::stop() {
  stopping_.store(true, std::memory_order_release);
  backend_->wake();
}

void Shard::abandon() {
  KLAMM_ASSERT(Scheduler::abandoning());
  scheduler_.abandon();
  turn_end_.abandon();
  timers_.abandon();
}

}  // namespace klamm
