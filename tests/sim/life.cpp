#include "tests/sim/life.h"

#include "protocol/records/batch.h"
#include "storage/tools/verify.h"

namespace klamm::test {

namespace {

constexpr MonotonicNs kPatienceNs = 120'000 * kNsPerMs;

SimNodeOptions node_options(const SimOptions& options) {
  SimNodeOptions node;
  node.shards = options.shards;
  node.memory_bytes = static_cast<std::size_t>(options.memory_bytes);
  node.disk = options.disk;
  return node;
}

}  // namespace

SimRun::SimRun(SimOptions options)
    : options_(std::move(options)), world_(options_.seed), rng_(world_.rng().fork("crashes")) {
  world_.network().options().reset = options_.reset;
  world_.network().options().chop = options_.chop;
  server_ = &world_.add_node(node_options(options_));
  clients_ = &world_.add_node({});
  atlas_ = std::make_unique<FaultAtlas>(server_->disk(), options_.directories);
}

Run SimRun::run() {
  clients_->start();
  auto owned = std::make_shared<Workload>(clients_->env(), server_->address(), rng_.next(), options_, *atlas_);
  work_ = owned.get();
  clients_->own(std::move(owned));
  const int rounds = 3 + static_cast<int>(rng_.below(3));
  Wrong wrong;
  for (int round = 0; round <= rounds && !wrong.has_value(); ++round) {
    wrong = live(round, round == rounds);
    if (wrong.has_value()) wrong = "round " + std::to_string(round) + ": " + *wrong;
  }
  Run result{.wrong = wrong, .hash = world_.hash(), .requests = work_->model().requests, .faults = happened_};
  for (const Lane& lane : work_->model().lanes) result.records += lane.acknowledged;
  // The workload goes with its node, so this comes when everything was read from it.
  if (!wrong.has_value()) clients_->stop();
  return result;
}

SimRun::Wrong SimRun::wrong_so_far() const {
  if (work_->model().wrong.has_value()) return work_->model().wrong;
  if (!server_->violation().empty()) return server_->violation();
  return std::nullopt;
}

void SimRun::boot() {
  ++lives_;
  process_ = boot_broker(world_, *server_, options_.assignments());
  process_->broker.common().adjust_storage = [this](StorageConfig& config) { options_.adjust(config); };
}

SimRun::Wrong SimRun::live(int round, bool last) {
  if (Wrong wrong = begin(round)) return wrong;
  work_->pause(false);
  live_on(300);
  if (!last && rng_.chance(2, 3)) {
    if (Wrong wrong = break_something(last)) return wrong;
  }
  if (Wrong wrong = end_life(last)) return wrong;
  work_->pause(true);
  if (!last) mend();
  return wrong_so_far();
}

SimRun::Wrong SimRun::begin(int round) {
  if (rng_.chance(1, 3)) {
    // The first attempt dies on its way.
    boot();
    live_on(60);
    kill();
  }
  boot();
  if (round > 0 && broken_.empty() && draws(Fault::kGoneAtStart)) fail_while_starting();
  BrokerProcess* const process = process_;
  const MonotonicNs start_by = world_.now() + kPatienceNs;
  if (!world_.run_until([process] { return process->started.has_value(); }, start_by)) return "the start hangs";
  if (!process->started->ok()) return "does not start: " + process->started->error().message;
  return check(round);
}

void SimRun::note_moves() {
  for (const Lane& lane : work_->model().lanes) {
    const std::string now = atlas_->where(lane.name());
    std::string& before = places_[lane.name()];
    if (!before.empty() && before != now) ++happened_["moved"];
    before = now;
  }
}

SimRun::Wrong SimRun::check(int round) {
  bool done = false;
  Workload* const work = work_;
  world_.spawn(*clients_, 0, [work, &done, round](Env&) {
    return round == 0 ? Workload::create_topics(work, &done) : Workload::verify(work, &done);
  });
  const MonotonicNs check_by = world_.now() + kPatienceNs;
  const bool finished = world_.run_until([&] { return done; }, check_by);
  if (Wrong wrong = wrong_so_far()) return wrong;
  if (!finished) return "the broker does not answer";
  note_moves();
  if (round == 0) {
    const Scheduler::Running running(clients_->shard().scheduler());
    work_->start(clients_->shard().scope());
  }
  return std::nullopt;
}

SimRun::Wrong SimRun::end_life(bool last) {
  if (last) {
    work_->stop();
    const MonotonicNs stop_by = world_.now() + kPatienceNs;
    if (!world_.run_until([&] { return clients_->shard().scope().count() == 0; }, stop_by)) return "clients hang";
  }
  if (!last && !rng_.chance(1, 4)) {
    kill();
    return wrong_so_far();
  }
  if (!stop_broker(world_, *server_, process_)) return "the stop hangs";
  process_ = nullptr;
  if (Wrong wrong = wrong_so_far()) return wrong;
  return verify_files();
}

// What a stop left is whole: batches follow one another and hold their checksums, index entries point at them.
SimRun::Wrong SimRun::verify_files() {
  server_->disk().fail_under("");
  disk().write_error = disk().sync_error = 0;
  const bool full = disk().capacity_bytes != UINT64_MAX;
  server_->start();
  Wrong wrong;
  for (std::uint32_t i = 0; i < options_.directories; ++i) {
    const std::string directory = options_.directory(i);
    if (atlas_->offline.contains(directory) || !atlas_->unreadable.empty()) continue;
    const LineSink print = [&](std::string_view line) {
      const std::size_t slash = line.find('/', directory.size() + 1);
      if (slash == std::string_view::npos) return;
      // On a full disk a stop finishes nothing, and leaves what the next start removes.
      if (full && line.find("a start removes it") != std::string_view::npos) return;
      const std::string partition(line.substr(directory.size() + 1, slash - directory.size() - 1));
      if (!wrong.has_value() && !atlas_->damaged(partition)) wrong = "files: " + std::string(line);
    };
    const auto report = world_.run(*server_, [&](Env& env) { return verify_log_directory(env, directory, print); });
    if (!report.ok() && !wrong.has_value()) wrong = "files: " + report.error().message;
  }
  server_->stop();
  if (stays_broken_) server_->disk().fail_under(broken_);
  return wrong;
}

void SimRun::kill() {
  rng_.chance(2, 3) ? world_.power_loss(*server_) : world_.crash_process(*server_);
  process_ = nullptr;
}

// --- What happens to the disk.

bool SimRun::draws(Fault fault) { return options_.faults.contains(fault) && rng_.chance(1, 2); }

SimRun::Wrong SimRun::break_something(bool last) {
  std::vector<Fault> possible(options_.faults.begin(), options_.faults.end());
  if (possible.empty() || !broken_.empty() || last) return std::nullopt;
  const Fault fault = possible[rng_.below(possible.size())];
  Wrong wrong;
  switch (fault) {
    case Fault::kWrites:
    case Fault::kSyncs:
    case Fault::kGone: wrong = break_directory(fault); break;
    case Fault::kGoneAtStart: break;  // comes with a start
    case Fault::kFull: wrong = fill_up(); break;
    case Fault::kBadSector:
    case Fault::kBitFlip: hurt_segment(fault); break;
    case Fault::kSlow: slow_down(); break;
  }
  if (wrong.has_value()) return wrong;
  live_on(300);
  return wrong_so_far();
}

// From some moment on writes or syncs of a directory fail, or everything. Its partitions may refuse everything; what
// they promised before, and what they promise now, holds once the disk is good again. The others go on, but for the
// directory of the metadata: the broker cannot be without it.
SimRun::Wrong SimRun::break_directory(Fault fault) {
  const std::uint64_t index = rng_.below(options_.directories);
  broken_ = options_.directory(index);
  atlas_->offline.insert(broken_);
  server_->disk().limit_errors_to(broken_);
  const std::uint32_t rate = rng_.chance(1, 2) ? 1'000'000 : 20'000;
  if (fault == Fault::kWrites) disk().write_error = rate;
  if (fault == Fault::kSyncs) disk().sync_error = rate;
  if (fault == Fault::kGone) server_->disk().fail_under(broken_);
  stays_broken_ = fault == Fault::kGone && index > 0 && rng_.chance(1, 2);
  ++happened_[fault == Fault::kGone ? "gone" : fault == Fault::kSyncs ? "syncs" : "writes"];
  if (index == 0) return std::nullopt;
  live_on(200);
  return expect_progress();
}

void SimRun::fail_while_starting() {
  if (options_.directories < 2) return;
  broken_ = options_.directory(1 + rng_.below(options_.directories - 1));
  atlas_->offline.insert(broken_);
  ++happened_["gone at start"];
  const MonotonicNs when = world_.now() + static_cast<MonotonicNs>(rng_.below(40'000'000));
  world_.at(when, [this, life = lives_] {
    if (life == lives_ && !broken_.empty()) server_->disk().fail_under(broken_);
  });
  // Perhaps for a moment only: the broker does without it all the same, and must not take it for recovered.
  if (!rng_.chance(1, 2)) return;
  world_.at(when + 2 * kNsPerMs, [this, life = lives_] {
    if (life == lives_) server_->disk().fail_under("");
  });
}

// No space for a while: producers are refused, and served again when there is some.
SimRun::Wrong SimRun::fill_up() {
  ++happened_["full"];
  disk().capacity_bytes = server_->disk().used_bytes() + rng_.below(64U << 10);
  live_on(400);
  // It may end like this, too.
  if (rng_.chance(1, 2)) return std::nullopt;
  disk().capacity_bytes = UINT64_MAX;
  return expect_progress();
}

void SimRun::slow_down() {
  ++happened_["slow"];
  const bool stuck = rng_.chance(1, 2);
  disk().slow_operation = stuck ? 1'000 : 20'000;
  disk().slow_ns = (stuck ? 8'000 : 50) * kNsPerMs;
  world_.run_for((stuck ? 10'000 : 500) * kNsPerMs);
}

// One sector of a segment, or one bit of a batch in it, of a log that nothing is deleted of.
void SimRun::hurt_segment(Fault fault) {
  const std::string name = "counted-" + std::to_string(rng_.below(static_cast<std::uint64_t>(options_.counted)));
  const std::string directory = atlas_->where(name) + "/" + name;
  std::vector<std::string> files;
  if (server_->disk().list_directory(directory, files) < 0) return;
  std::erase_if(files, [](const std::string& file) { return !file.ends_with(".log"); });
  if (files.empty()) return;
  const std::string file = directory + "/" + files[rng_.below(files.size())];
  const std::string content = server_->disk().content(file);
  struct Stored {
    std::uint64_t position;
    protocol::BatchView view;
  };
  std::vector<Stored> batches;
  protocol::BatchRun run(as_bytes(content));
  std::uint64_t position = 0;
  for (auto batch = run.next(); batch.ok() && batch->has_value(); batch = run.next()) {
    if ((*batch)->crc_ok()) batches.push_back({position, **batch});
    position += (*batch)->size();
  }
  if (batches.empty()) return;
  const Stored& stored = batches[rng_.below(batches.size())];
  // What the checksum does not cover is nobody's to find: base offset, length and epoch.
  const std::uint64_t at = protocol::kCrcAt + rng_.below(stored.view.size() - protocol::kCrcAt);
  if (fault == Fault::kBadSector) {
    ++happened_["bad sector"];
    atlas_->unreadable.insert(name);
    server_->disk().damage(file, stored.position + at);
  } else {
    ++happened_["bit flip"];
    atlas_->note_damage(name, stored.view.base_offset().value, stored.view.next_offset().value);
    server_->disk().corrupt(file, stored.position + at, static_cast<unsigned>(rng_.below(8)));
  }
}

// Between two lives. What cannot be mended is in the atlas for good.
void SimRun::mend() {
  disk().write_error = disk().sync_error = disk().slow_operation = 0;
  disk().capacity_bytes = UINT64_MAX;
  server_->disk().mend();
  atlas_->unreadable.clear();
  if (std::exchange(stays_broken_, false)) return;
  server_->disk().fail_under("");
  server_->disk().limit_errors_to("");
  atlas_->offline.clear();
  broken_.clear();
}

// Whoever has nothing to do with what is broken is served.
SimRun::Wrong SimRun::expect_progress() {
  if (work_->model().wrong.has_value()) return std::nullopt;
  std::vector<std::pair<const Lane*, std::int64_t>> waiting;
  for (const Lane& lane : work_->model().lanes) {
    if (!atlas_->may_refuse(lane.name())) waiting.emplace_back(&lane, lane.acknowledged);
  }
  const MonotonicNs deadline = world_.now() + kPatienceNs;
  const auto all_went_on = [&] {
    std::erase_if(waiting, [](const auto& entry) { return entry.first->acknowledged > entry.second; });
    return waiting.empty() || work_->model().wrong.has_value();
  };
  if (world_.run_until(all_went_on, deadline)) return wrong_so_far();
  return waiting.front().first->name() + " does not go on, which has nothing to do with " +
         (broken_.empty() ? "what was broken" : broken_);
}

}  // namespace klamm::test
