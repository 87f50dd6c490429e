// The controller over simulated disks: what it has answered is true on every shard, and again after any kill.
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>

#include "protocol/records/builder.h"
#include "tests/replication/support/process.h"

namespace klamm::replication {

namespace {

CreateTopicsCommand create_command(const std::string& name, std::int32_t partitions) {
  CreateTopicsCommand command;
  CreateTopicsCommand::Topic& topic = command.topics.emplace_back();
  topic.name = name;
  topic.partitions = partitions;
  topic.replication_factor = 1;
  return command;
}

SimNodeOptions shards(std::uint32_t count) {
  SimNodeOptions options;
  options.shards = count;
  return options;
}

std::string log_of(SimNode& node) {
  std::string text;
  for (const std::string& line : node.log().lines()) text += line + "\n";
  return text;
}

// What was sent and what was answered: topics whose last command was answered must be as it said.
struct Model {
  std::map<std::string, std::int32_t> present;  // partitions
  std::set<std::string> unsure;                 // the last command about it was not answered
};

Task<void> random_client(ControllerClient controller, Model* model, Rng rng, int* alive, int names_from) {
  for (int step = 0; step < 12; ++step) {
    const int number = names_from + static_cast<int>(rng.below(3));
    const std::string name = "t" + std::to_string(number);
    model->unsure.insert(name);
    if (!model->present.contains(name)) {
      const auto partitions = static_cast<std::int32_t>(1 + rng.below(4));
      Task<Result<CreateTopicsResult>> creating = controller.create_topics(create_command(name, partitions));
      const Result<CreateTopicsResult> created = co_await creating;
      if (!created.ok()) break;
      KLAMM_ASSERT(created->topics[0].error.ok());
      model->present[name] = partitions;
    } else if (rng.chance(1, 2)) {
      DeleteTopicsCommand command;
      command.topics.emplace_back().name = name;
      Task<Result<DeleteTopicsResult>> deleting = controller.delete_topics(std::move(command));
      const Result<DeleteTopicsResult> deleted = co_await deleting;
      if (!deleted.ok()) break;
      KLAMM_ASSERT(deleted->topics[0].error.ok());
      model->present.erase(name);
    } else {
      CreatePartitionsCommand command;
      CreatePartitionsCommand::Topic& topic = command.topics.emplace_back();
      topic.name = name;
      topic.count = model->present[name] + 2;
      Task<Result<CreatePartitionsResult>> growing = controller.create_partitions(std::move(command));
      const Result<CreatePartitionsResult> grown = co_await growing;
      if (!grown.ok()) break;
      KLAMM_ASSERT(grown->topics[0].error.ok());
      model->present[name] += 2;
    }
    model->unsure.erase(name);
  }
  --*alive;
}

// Every shard shows the same image; every partition of it is open on its shard, led in the image's epoch, and on no
// other.
void check_shards(Process& process, SimNode& node) {
  INFO(log_of(node));
  std::size_t open = 0;
  for (std::uint32_t i = 0; i < node.shard_count(); ++i) {
    REQUIRE(process.image(i) == process.image(0));
    open += process.shards[i]->partitions->table().all().size();
    REQUIRE(process.shards[i]->partitions->strays().empty());
  }
  REQUIRE(open == static_cast<std::size_t>(process.image().partition_count));
  for (const auto& [id, topic] : process.image().topics_by_id) {
    for (std::size_t i = 0; i < topic->partitions.size(); ++i) {
      const auto partition = process.partition(node, {id, PartitionId(static_cast<std::int32_t>(i))});
      REQUIRE(partition != nullptr);
      REQUIRE(partition->check_leader() == ErrorCode::kNone);
      REQUIRE(partition->leader_epoch() == topic->partitions[i]->leader_epoch);
    }
  }
}

// Takes what is there for the truth about the topics that were unsure.
void check_model(Process& process, Model& model) {
  for (const auto& [name, topic] : process.image().topics_by_name) {
    const auto partitions = static_cast<std::int32_t>(topic->partitions.size());
    if (model.unsure.contains(name)) continue;
    INFO(name);
    REQUIRE(model.present.contains(name));
    REQUIRE(model.present[name] == partitions);
  }
  for (const auto& [name, partitions] : model.present) {
    INFO(name);
    if (!model.unsure.contains(name)) REQUIRE(process.image().topic(name) != nullptr);
  }
  model.present.clear();
  for (const auto& [name, topic] : process.image().topics_by_name) {
    REQUIRE(!topic->partitions.empty());
    model.present[name] = static_cast<std::int32_t>(topic->partitions.size());
  }
  model.unsure.clear();
}

void kill_and_compare(std::uint64_t seed) {
  INFO("seed " << seed);
  SimWorld world(seed);
  SimNode& node = world.add_node(shards(3));
  Model model;
  for (int round = 0; round < 4; ++round) {
    Process* const process = Process::start(world, node);
    check_shards(*process, node);
    check_model(*process, model);
    int alive = 3;
    for (std::uint32_t shard = 0; shard < 3; ++shard) {
      const Rng rng = world.rng().fork("client" + std::to_string(shard));
      world.spawn(node, shard, [&](Env& env) {
        return random_client(ControllerClient(env, *process->controller, node.shard(0).scope()), &model, rng, &alive,
                             static_cast<int>(shard) * 3);
      });
    }
    if (round == 3) {
      REQUIRE(world.run_until([&] { return alive == 0; }));
      check_shards(*process, node);
      check_model(*process, model);
      process->stop(world, node);
      break;
    }
    world.run_for(static_cast<MonotonicNs>(world.rng().below(20) + 1) * kNsPerMs);
    if (world.rng().chance(1, 2)) world.power_loss(node);
    else world.crash_process(node);
  }
}

}  // namespace

TEST_CASE("a founded cluster has its features, its broker, and after a clean stop everything again") {
  SimWorld world(1);
  SimNode& node = world.add_node(shards(2));
  Process* process = Process::start(world, node);
  CHECK(process->image().feature("metadata.version") == 30);
  CHECK(process->image().controller_id == Process::kNode);
  REQUIRE(process->image().broker(Process::kNode) != nullptr);
  const Result<CreateTopicsResult> created =
      world.run(node, [&](Env&) { return process->controller->create_topics(create_command("a", 5)); });
  REQUIRE(created.ok());
  REQUIRE(created->topics[0].error.ok());
  check_shards(*process, node);
  const TopicImage before = *process->image(1).topic("a");
  process->stop(world, node);

  process = Process::start(world, node);
  const TopicImage* after = process->image(1).topic("a");
  REQUIRE(after != nullptr);
  CHECK(after->id == before.id);
  CHECK(after->partitions.size() == 5);
  // This process leads in an epoch of its own.
  CHECK(after->partitions[3]->leader_epoch == LeaderEpoch(before.partitions[3]->leader_epoch.value + 1));
  CHECK(process->controller->epoch() == LeaderEpoch(2));
  check_shards(*process, node);
  process->stop(world, node);
}

TEST_CASE("what the controller answered holds after crashes and power losses") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) kill_and_compare(seed);
}

TEST_CASE("producer ids are never given twice, whatever is killed") {
  SimWorld world(5);
  SimNode& node = world.add_node(shards(2));
  std::set<std::int64_t> given;
  for (int round = 0; round < 3; ++round) {
    Process* const process = Process::start(world, node);
    INFO(log_of(node));
    for (std::uint32_t shard = 0; shard < 2; ++shard) {
      ProducerIdManager ids(ControllerClient(node.env(shard), *process->controller, node.shard(0).scope()),
                            Process::kNode);
      ids.set_broker_epoch(process->broker_epoch);
      for (int i = 0; i < 1001; ++i) {
        const Result<ProducerId> id = world.run(node, [&](Env&) { return ids.next(); }, shard);
        REQUIRE(id.ok());
        REQUIRE(given.insert(id->value).second);
      }
    }
    world.power_loss(node);
  }
}

}  // namespace klamm::replication
