// What a simulated disk remembers after a crash of the process and after a loss of power.
#include <fcntl.h>

#include <catch2/catch.hpp>
#include <cerrno>
#include <set>
#include <string>

#include "runtime/io/io.h"
#include "runtime/sim/world.h"
#include "tests/runtime/rig.h"

using namespace klamm;

namespace {

constexpr int kCreate = O_RDWR | O_CREAT;

SimDiskOptions without_garbage() {
  SimDiskOptions options;
  options.garbage_on_power_loss = false;
  return options;
}

Task<void> write_text(Env& env, std::string path, std::string text, bool sync) {
  const Handle file = co_await open_file(env.io, path, kCreate, 0644);
  REQUIRE(file >= 0);
  REQUIRE_AWAIT(write_all(env.io, file, as_bytes(text), 0), 0);
  if (sync) {
    REQUIRE_AWAIT(sync_file(env.io, file), 0);
    REQUIRE_AWAIT(sync_directory(env.io, "/"), 0);
  }
  REQUIRE_AWAIT(close_handle(env.io, file), 0);
}

}  // namespace

TEST_CASE("what was synced survives a power loss, for every seed", "[sim][disk]") {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    SimWorld world(seed);
    SimNode& node = world.add_node({});
    node.start();
    const std::string text(5000, 'x');
    world.run(node, [&](Env& env) { return write_text(env, "/a", text, true); });
    world.power_loss(node);
    CHECK(node.disk().content("/a") == text);
  }
}

TEST_CASE("what was not synced survives the process, not always the power", "[sim][disk]") {
  std::set<std::string> outcomes;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    SimWorld world(seed);
    SimNode& node = world.add_node({.disk = without_garbage()});
    node.start();
    world.run(node, [](Env& env) { return write_text(env, "/a", std::string(1024, 'o'), true); });
    world.run(node, [](Env& env) { return write_text(env, "/a", std::string(1024, 'n'), false); });
    world.crash_process(node);
    CHECK(node.disk().content("/a") == std::string(1024, 'n'));
    node.start();
    world.power_loss(node);
    const std::string left = node.disk().content("/a");
    REQUIRE(left.size() == 1024);
    // Each sector is old or new as a whole.
    for (const std::size_t sector : {0U, 512U}) {
      CHECK(left.substr(sector, 512) == std::string(512, left[sector]));
    }
    outcomes.insert({left[0], left[512]});
  }
  CHECK(outcomes == std::set<std::string>{"oo", "on", "no", "nn"});
}

TEST_CASE("names reach the disk with their directory only", "[sim][disk]") {
  bool lost = false;
  bool kept = false;
  bool rename_undone = false;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    SimWorld world(seed);
    SimNode& node = world.add_node({});
    node.start();
    world.run(node, [](Env& env) { return write_text(env, "/old", "text", true); });
    world.run(node, [](Env& env) { return write_text(env, "/fresh", "text", false); });
    CHECK(world.run(node, [](Env& env) { return rename_file(env.io, "/old", "/new"); }) == 0);
    world.power_loss(node);
    (node.disk().exists("/fresh") ? kept : lost) = true;
    CHECK(node.disk().exists("/old") != node.disk().exists("/new"));
    rename_undone = rename_undone || node.disk().exists("/old");
  }
  CHECK((lost && kept && rename_undone));
}

TEST_CASE("what was in a directory that is gone is not of the one that has its name later", "[sim][disk]") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SimWorld world(seed);
    SimNode& node = world.add_node({});
    node.start();
    SimDisk& disk = node.disk();
    REQUIRE(disk.make_directory("/old") == 0);
    world.run(node, [](Env& env) { return write_text(env, "/old/file", "old", false); });
    REQUIRE(disk.unlink("/old/file") == 0);
    REQUIRE(disk.remove_directory("/old") == 0);
    REQUIRE(disk.make_directory("/new") == 0);
    world.run(node, [](Env& env) { return write_text(env, "/new/file", "new", true); });
    for (const char* directory : {"/new", "/"}) REQUIRE(disk.sync_directory(directory) == 0);
    REQUIRE(disk.rename("/new", "/old") == 0);
    for (const char* directory : {"/", "/old"}) REQUIRE(disk.sync_directory(directory) == 0);
    world.power_loss(node);
    REQUIRE(disk.exists("/old/file"));
    CHECK(disk.content("/old/file") == "new");
  }
}

TEST_CASE("syncing the file system syncs all that was there when it was asked for", "[sim][disk]") {
  bool later_lost = false;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    SimWorld world(seed);
    SimNode& node = world.add_node({.disk = without_garbage()});
    node.start();
    world.run(node, [](Env& env) -> Task<void> {
      REQUIRE_AWAIT(make_directory(env.io, "/folder"), 0);
      co_await write_text(env, "/folder/a", "text", false);
      co_await write_text(env, "/b", "old", false);
      REQUIRE_AWAIT(rename_file(env.io, "/b", "/folder/c"), 0);
      const Handle root = co_await open_file(env.io, "/", O_RDONLY | O_DIRECTORY, 0);
      REQUIRE(root >= 0);
      REQUIRE_AWAIT(sync_file_system(env.io, root), 0);
      co_await write_text(env, "/later", "text", false);
    });
    world.power_loss(node);
    CHECK(node.disk().content("/folder/a") == "text");
    CHECK(node.disk().content("/folder/c") == "old");
    CHECK(!node.disk().exists("/b"));
    later_lost = later_lost || !node.disk().exists("/later");
  }
  CHECK(later_lost);
}

TEST_CASE("O_DSYNC is durable when it completes, O_DIRECT must be aligned", "[sim][disk]") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SimWorld world(seed);
    SimNode& node = world.add_node({});
    node.start();
    world.run(node, [](Env& env) -> Task<void> {
      const Handle file = co_await open_file(env.io, "/journal", kCreate | O_DIRECT | O_DSYNC, 0644);
      REQUIRE_AWAIT(sync_directory(env.io, "/"), 0);
      alignas(4096) static std::uint8_t block[4096] = {1, 2, 3};
      REQUIRE_AWAIT(write_all(env.io, file, block, 0), 0);
      CHECK_AWAIT(write_all(env.io, file, ByteView(block, 100), 4096), -EINVAL);
      CHECK_AWAIT(write_all(env.io, file, block, 100), -EINVAL);
    });
    world.power_loss(node);
    CHECK(node.disk().content("/journal").substr(0, 3) == "\1\2\3");
    CHECK(node.disk().content("/journal").size() == 4096);
  }
}

TEST_CASE("a failed sync forgets the pages, and the next one says nothing", "[sim][disk]") {
  SimWorld world(7);
  SimNode& node = world.add_node({.disk = without_garbage()});
  node.start();
  const Handle file = world.run(node, [](Env& env) -> Task<Handle> {
    const Handle opened = co_await open_file(env.io, "/a", kCreate, 0644);
    REQUIRE_AWAIT(sync_directory(env.io, "/"), 0);
    REQUIRE_AWAIT(write_all(env.io, opened, as_bytes(std::string_view("text")), 0), 0);
    co_return opened;
  });
  node.disk().options().sync_error = 1'000'000;
  CHECK(world.run(node, [&](Env& env) { return sync_file(env.io, file); }) == -EIO);
  node.disk().options().sync_error = 0;
  CHECK(world.run(node, [&](Env& env) { return sync_file(env.io, file); }) == 0);
}

TEST_CASE("a full disk says so", "[sim][disk]") {
  SimWorld world(7);
  SimDiskOptions options;
  options.capacity_bytes = 64 * 1024;
  SimNode& node = world.add_node({.disk = options});
  node.start();
  world.run(node, [](Env& env) -> Task<void> {
    const Handle file = co_await open_file(env.io, "/a", kCreate, 0644);
    CHECK_AWAIT(allocate_file(env.io, file, 0, 60 * 1024), 0);
    CHECK_AWAIT(allocate_file(env.io, file, 0, 100 * 1024), -ENOSPC);
    const std::string text(60 * 1024, 'x');
    CHECK_AWAIT(write_all(env.io, file, as_bytes(text), 0), 0);
    CHECK_AWAIT(write_all(env.io, file, as_bytes(text), 60 * 1024), -ENOSPC);
    CHECK_AWAIT(truncate_file(env.io, file, 0), 0);
  });
  CHECK(node.disk().used_bytes() == 0);
}

TEST_CASE("a data directory has one owner, until its process dies", "[sim][disk]") {
  SimWorld world(7);
  SimNode& node = world.add_node({});
  node.start();
  CHECK(node.env().io.lock_file("/.lock").ok());
  const Result<Handle> second = node.env().io.lock_file("/.lock");
  REQUIRE(!second.ok());
  CHECK(second.error().os_errno == EWOULDBLOCK);
  world.crash_process(node);
  node.start();
  CHECK(node.env().io.lock_file("/.lock").ok());
}

TEST_CASE("a bad sector cannot be read until it is written again", "[sim][disk]") {
  SimWorld world(3);
  SimNode& node = world.add_node({});
  node.start();
  world.run(node, [](Env& env) { return write_text(env, "/a", std::string(3000, 'x'), true); });
  node.disk().damage("/a", 1500);
  const auto read = [&](std::uint64_t offset, std::size_t size) {
    std::shared_ptr<SimFile> file;
    REQUIRE(node.disk().open("/a", O_RDONLY, file) == 0);
    std::vector<std::uint8_t> bytes(size);
    return node.disk().read(*file, bytes, offset);
  };
  CHECK(read(0, 3000) == -EIO);
  CHECK(read(0, 1024) == 1024);
  CHECK(read(1024, 1) == -EIO);
  CHECK(read(1536, 1464) == 1464);
  world.power_loss(node);
  CHECK(read(0, 3000) == -EIO);
  node.start();
  world.run(node, [](Env& env) { return write_text(env, "/a", std::string(3000, 'y'), false); });
  CHECK(read(0, 3000) == 3000);
  node.disk().damage("/a", 0);
  node.disk().mend();
  CHECK(read(0, 3000) == 3000);
  node.stop();
}

TEST_CASE("errors of chance may be one directory's", "[sim][disk]") {
  SimWorld world(4);
  SimNode& node = world.add_node({});
  REQUIRE(node.disk().make_directory("/bad") == 0);
  node.disk().limit_errors_to("/bad");
  node.disk().options().write_error = 1'000'000;
  const auto write = [&](const char* path) {
    std::shared_ptr<SimFile> file;
    REQUIRE(node.disk().open(path, kCreate, file) == 0);
    char byte = 'x';
    const iovec vector{&byte, 1};
    return node.disk().write(*file, &vector, 1, 0);
  };
  CHECK(write("/bad/a") == -EIO);
  CHECK(write("/badly") == 1);
  CHECK(write("/a") == 1);
  node.disk().limit_errors_to("");
  CHECK(write("/a") == -EIO);
}

TEST_CASE("two writes to one place of a file at a time are seen", "[sim][disk]") {
  const bool overlap = GENERATE(false, true);
  SimWorld world(5);
  SimNode& node = world.add_node({});
  node.start();
  struct Writes {
    static Task<void> one(Env& env, Handle file, std::uint64_t offset) {
      const std::string text(100, 'x');
      static_cast<void>(co_await write_all(env.io, file, as_bytes(text), offset));
    }
    static Task<void> both(Env& env, std::uint64_t second) {
      const Handle file = co_await open_file(env.io, "/a", kCreate, 0644);
      TaskScope scope;
      scope.spawn(one(env, file, 0));
      scope.spawn(one(env, file, second));
      co_await scope.join();
      // One after the other is nobody's business.
      Task<void> again = one(env, file, 0);
      co_await again;
      static_cast<void>(co_await close_handle(env.io, file));
    }
  };
  world.run(node, [&](Env& env) { return Writes::both(env, overlap ? 99 : 100); });
  CHECK(node.violation().empty() != overlap);
  if (overlap) CHECK(node.violation().find("two changes at a time of /a") == 0);
  node.stop();
}
