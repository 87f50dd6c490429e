// Logs that are used before a start has come to all of them.
#include <fcntl.h>

#include "runtime/io/io.h"
#include "storage/directory/files.h"
#include "storage/log/segment.h"
#include "tests/storage/log_bench.h"

using namespace klamm;
using namespace klamm::test;

namespace {

// The process again, as far as begin_storage() goes.
void begin(LogBench& bench) {
  bench.node.start();
  const Result<Storage*> begun = begin_storage(bench.world, bench.node, bench.storage_config, bench.config);
  REQUIRE(begun.ok());
  bench.storage = *begun;
}

Status recovered(LogBench& bench, TopicIdPartition id) {
  return bench.world.run(bench.node, [&](Env&) { return bench.manager().recovered(id); });
}

Task<Status> make_bare_directory(Env& env, std::string path, TopicId topic) {
  const std::int32_t made = co_await make_directory(env.io, path);
  if (made < 0) co_return Error(ErrorCode::kKafkaStorageError, "directory", -made);
  const std::string file = path + "/partition.metadata";
  const Handle handle = co_await open_file(env.io, file, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
  const std::string text = partition_metadata_text(topic);
  const std::int32_t written = co_await write_all(env.io, handle, as_bytes(text), 0);
  co_await close_handle(env.io, handle);
  if (written < 0) co_return Error(ErrorCode::kKafkaStorageError, "file", -written);
  co_return Status();
}

}  // namespace

TEST_CASE("a log is used while another is still to be recovered, and the next start reads both runs") {
  LogBench bench;
  const TopicIdPartition used = partition_id(1, 0);
  const TopicIdPartition other = partition_id(1, 1);
  bench.create(used);
  const std::shared_ptr<PartitionLog> second = bench.create(other);
  for (int i = 0; i < 20; ++i) REQUIRE(bench.append({.value_bytes = 700}).ok());
  bench.wait_durable();
  bench.on_shard([&] { REQUIRE(second->append_as_leader(make_batch({}), LeaderEpoch(0)).ok()); });
  REQUIRE(bench.world.run(bench.node, [&](Env&) { return second->wait_durable(Offset(1)); }).ok());
  bench.world.crash_process(bench.node);

  begin(bench);
  CHECK(bench.log(used)->recovering());
  REQUIRE(recovered(bench, used).ok());
  CHECK(!bench.log(used)->recovering());
  CHECK(bench.log(other)->recovering());
  CHECK(bench.log(used)->log_end_offset() == Offset(20));
  for (int i = 0; i < 20; ++i) REQUIRE(bench.append({.value_bytes = 700}).ok());
  bench.wait_durable();
  const bool power = GENERATE(false, true);
  power ? bench.world.power_loss(bench.node) : bench.world.crash_process(bench.node);

  bench.start();
  CHECK(bench.log(used)->log_end_offset() == Offset(40));
  CHECK(bench.walk() == 40);
  CHECK(bench.log(other)->log_end_offset() == Offset(1));
  bench.stop(true);
}

TEST_CASE("a stop before all logs are recovered leaves them to the next start") {
  LogBench bench;
  bench.create();
  for (int i = 0; i < 20; ++i) REQUIRE(bench.append({.value_bytes = 700}).ok());
  bench.wait_durable();
  bench.world.crash_process(bench.node);
  begin(bench);
  bench.stop(true);
  bench.start();
  CHECK(bench.walk() == 20);
  bench.stop(true);
}

TEST_CASE("what is appended to a log that only its directory tells of survives a power loss") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    LogBench bench(seed);
    const TopicIdPartition id = partition_id(1, 0);
    const std::string path = std::string(kLogDir) + "/topic-0";
    REQUIRE(bench.world.run(bench.node, [&](Env& env) { return make_bare_directory(env, path, id.topic); }).ok());
    bench.world.crash_process(bench.node);
    begin(bench);
    REQUIRE(recovered(bench, id).ok());
    REQUIRE(bench.append({}).ok());
    bench.wait_durable();
    bench.world.power_loss(bench.node);
    bench.start();
    INFO("seed " << seed);
    REQUIRE(bench.log(id) != nullptr);
    CHECK(bench.walk() == 1);
    bench.stop(true);
  }
}

// The kernel takes for written what it could not write, and syncs it no more.
TEST_CASE("a log whose creation could not be synced is written again by the next start") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    LogBench bench(seed);
    const TopicIdPartition id = partition_id(1, 0);
    bench.create(id);
    REQUIRE(bench.append({}).ok());
    bench.wait_durable();
    bench.node.disk().limit_errors_to(std::string(kLogDir) + "/topic-0/partition.metadata");
    bench.node.disk().options().sync_error = 1'000'000;
    CHECK_FALSE(bench.world.run(bench.node, [&](Env&) { return bench.manager().checkpoint(); }).ok());
    bench.world.crash_process(bench.node);
    bench.node.disk().options().sync_error = 0;
    bench.start();
    CHECK(bench.walk() == 1);
    bench.stop(true);
    bench.start();
    bench.world.power_loss(bench.node);
    bench.start();
    CAPTURE(seed);
    REQUIRE(bench.log(id) != nullptr);
    CHECK(bench.walk() == 1);
    bench.stop(true);
  }
}

TEST_CASE("a deleted segment that a power loss gives back may say anything") {
  LogBench bench;
  bench.create();
  while (bench.files(".log").size() < 3) {
    REQUIRE(bench.append({.value_bytes = 700}).ok());
    bench.wait_durable();
    bench.checkpoint();
  }
  // The start after the next one finds the log's end in the journal.
  REQUIRE(bench.append({}).ok());
  bench.wait_durable();
  const std::string deleted = bench.files(".log")[1];
  const Offset start = bench.log()->segments().back()->base();
  REQUIRE(bench.world.run(bench.node, [&](Env&) { return bench.log()->set_log_start_offset(start); }).ok());
  bench.world.run_for(100 * kNsPerMs);
  REQUIRE(bench.files(".log").size() == 1);
  const Offset end = bench.log()->log_end_offset();
  bench.world.crash_process(bench.node);

  // Whole batches by their lengths. The last one's header lies across two sectors, of which one is noise.
  std::string content;
  const Offset base = *parse_segment_file_name(deleted, ".log");
  for (std::int64_t i = 0; i < 3; ++i) {
    const Slice batch = make_batch({.value_bytes = 400});
    protocol::set_base_offset(protocol::mutable_bytes(batch), base + i);
    if (i == 2) store_be<std::int32_t>(protocol::mutable_bytes(batch).data() + protocol::kLastOffsetDeltaAt, INT32_MIN);
    content += as_text(batch.bytes);
  }
  SimDisk& disk = bench.node.disk();
  const std::string path = std::string(kLogDir) + "/topic-0/" + deleted;
  put_file(disk, path, content);
  bench.start();
  CHECK(bench.log()->log_start_offset() == start);
  CHECK(bench.log()->log_end_offset() == end);
  CHECK(bench.walk() == end - start);
  bench.world.run_for(100 * kNsPerMs);
  CHECK_FALSE(disk.exists(path));
  bench.stop(true);
}
