// The threads behind the backends: what is queued can be taken back, what runs cannot.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cerrno>
#include <deque>
#include <string>

#include "runtime/io/file_threads.h"
#include "tests/runtime/rig.h"

using namespace klamm;
using namespace klamm::test;

TEST_CASE("a queued file operation can be cancelled, a running one ends by itself", "[io]") {
  RealRig rig({.backend = "epoll"});  // with two threads
  Env& env = rig.env();
  // Opening a pipe for reading blocks until somebody opens it for writing: both threads are busy until we say so.
  const std::string pipe = rig.directory() + "/pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  struct Waiting {
    Op op;
    bool done = false;
    void submit(Env& lent) {
      op.owner = this;
      op.on_complete = [](Op& finished) { static_cast<Waiting*>(finished.owner)->done = true; };
      lent.io.submit(op);
    }
  };
  std::deque<Waiting> opens(2);
  for (Waiting& open : opens) {
    open.op.kind = OpKind::kOpen;
    open.op.path = pipe.c_str();
    open.op.open_flags = O_RDONLY;
    open.submit(env);
  }
  std::deque<Waiting> stats(50);
  for (Waiting& stat : stats) {
    stat.op.kind = OpKind::kStat;
    stat.op.path = pipe.c_str();
    stat.submit(env);
  }
  // A writer can be had without blocking once a reader is there, and the readers stay until it came.
  // The two opens stand before the stats in the queue, so nothing of the stats has begun.
  for (std::size_t i = 0; i < stats.size(); i += 2) env.io.cancel(stats[i].op);
  rig.turn_until([&] { return stats[0].done; });
  for (std::size_t i = 0; i < stats.size(); ++i) {
    CHECK(stats[i].done == (i % 2 == 0));
    if (stats[i].done) CHECK(stats[i].op.result == -ECANCELED);
  }
  const int both = ::open(pipe.c_str(), O_RDWR | O_NONBLOCK);
  REQUIRE(both >= 0);
  rig.turn_until([&] { return opens[0].done && opens[1].done && stats.back().done; });
  for (Waiting& open : opens) {
    REQUIRE(open.op.result >= 0);
    ::close(open.op.result);
  }
  rig.turn_until(
      [&] { return std::all_of(stats.begin(), stats.end(), [](const Waiting& stat) { return stat.done; }); });
  for (std::size_t i = 1; i < stats.size(); i += 2) CHECK(stats[i].op.result == 0);
  ::close(both);
}

TEST_CASE("the choice of a backend", "[io]") {
  const Result<BackendChoice> epoll = choose_backend("epoll");
  REQUIRE(epoll.ok());
  CHECK(epoll->kind == BackendKind::kEpoll);
  const Result<BackendChoice> automatic = choose_backend("auto");
  REQUIRE(automatic.ok());
  CHECK(!automatic->reason.empty());
  const Result<BackendChoice> forced = choose_backend("uring");
  CHECK(forced.ok() == (automatic->kind == BackendKind::kUring));
  const Result<BackendChoice> wrong = choose_backend("kqueue");
  REQUIRE(!wrong.ok());
  CHECK(wrong.code() == ErrorCode::kInvalidConfig);
}
