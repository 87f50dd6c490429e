// Offsets in a log directory that fails while a broker starts: they are not there for now, which is not the same as
// none.
#include <catch2/catch.hpp>
#include <optional>

#include "protocol/generated/08_offset_commit.h"
#include "protocol/generated/09_offset_fetch.h"
#include "protocol/generated/10_find_coordinator.h"
#include "protocol/generated/19_create_topics.h"
#include "tests/sim/broker_process.h"
#include "tests/sim/client.h"

using namespace klamm;
using namespace klamm::protocol;
using namespace klamm::test;

namespace {

constexpr std::int64_t kCommitted = 42;

// One broker with two log directories. The first has the metadata, so that the log of the offsets lies in the second.
class OffsetsRig {
 public:
  OffsetsRig() { clients_.start(); }

  void start() {
    process_ = boot_broker(world_, server_, {"log.dirs=/data0,/data1", "offsets.topic.num.partitions=1"});
  }
  void wait_started() {
    REQUIRE(world_.run_until([&] { return process_->started.has_value(); }, world_.now() + 60'000 * kNsPerMs));
    REQUIRE(process_->started->ok());
  }
  void commit() {
    ErrorCode code = ErrorCode::kCoordinatorNotAvailable;
    for (int attempt = 0; attempt < 200 && code != ErrorCode::kNone; ++attempt) {
      // Creates the topic of the offsets, before another one takes its place.
      FindCoordinatorRequest find;
      find.key = "group";
      const auto found = call<FindCoordinatorRequest, FindCoordinatorResponse>(find, 3);
      if (!found.has_value() || found->body.error_code != ErrorCode::kNone) continue;
      CreateTopicsRequest create;
      auto& created = create.topics.emplace_back();
      created.name = "t";
      created.num_partitions = 1;
      created.replication_factor = 1;
      static_cast<void>(call<CreateTopicsRequest, CreateTopicsResponse>(create, 5));
      OffsetCommitRequest request;
      request.group_id = "group";
      auto& topic = request.topics.emplace_back();
      topic.name = "t";
      auto& partition = topic.partitions.emplace_back();
      partition.committed_offset = kCommitted;
      const auto answer = call<OffsetCommitRequest, OffsetCommitResponse>(request, 8);
      if (answer.has_value()) code = answer->body.topics.at(0).partitions.at(0).error_code;
      world_.run_for(20 * kNsPerMs);
    }
    REQUIRE(code == ErrorCode::kNone);
  }
  // Nothing where the broker says that it does not know, or nothing at all.
  std::optional<std::int64_t> committed() {
    OffsetFetchRequest request;
    request.group_id = "group";
    auto& topic = request.topics->emplace_back();
    topic.name = "t";
    topic.partition_indexes = {0};
    const auto answer = call<OffsetFetchRequest, OffsetFetchResponse>(request, 6);
    if (!answer.has_value() || answer->body.error_code != ErrorCode::kNone) return std::nullopt;
    const auto& partition = answer->body.topics.at(0).partitions.at(0);
    if (partition.error_code != ErrorCode::kNone) return std::nullopt;
    return partition.committed_offset;
  }
  void crash() { world_.crash_process(server_); }
  void fail_after(MonotonicNs wait) {
    world_.at(world_.now() + wait, [this] { server_.disk().fail_under("/data1"); });
  }
  void mend() { server_.disk().fail_under(""); }
  [[nodiscard]] bool second_has_offsets() const { return server_.disk().exists("/data1/__consumer_offsets-0"); }
  void run_for(MonotonicNs time) { world_.run_for(time); }
  void stop() {
    CHECK(stop_broker(world_, server_, process_));
    clients_.stop();
  }

 private:
  template <class Request, class Response>
  std::optional<Answer<Response>> call(const Request& request, std::int16_t version) {
    Client client(clients_.env(), server_.address(), kBrokerPort, 2'000 * kNsPerMs);
    const bool connected = world_.run(clients_, [&](Env&) { return client.connect(); });
    std::optional<Answer<Response>> answer;
    if (connected) {
      answer = world_.run(clients_, [&](Env&) { return client.call<Request, Response>(request, version); });
    }
    world_.run(clients_, [&](Env&) { return client.close(); });
    return answer;
  }

  SimWorld world_{11};
  SimNode& server_ = world_.add_node({});
  SimNode& clients_ = world_.add_node({});
  BrokerProcess* process_ = nullptr;
};

}  // namespace

TEST_CASE("kip_112 offsets in a directory that failed are unknown, not none", "[groups]") {
  OffsetsRig rig;
  rig.start();
  rig.wait_started();
  rig.commit();
  REQUIRE(rig.second_has_offsets());
  int unknown = 0;
  int known = 0;
  for (int step = 0; step < 100; ++step) {
    rig.crash();
    rig.start();
    rig.fail_after(step * kNsPerMs / 2);
    rig.wait_started();
    const std::optional<std::int64_t> found = rig.committed();
    CAPTURE(step);
    if (found.has_value()) CHECK(*found == kCommitted);
    found.has_value() ? ++known : ++unknown;
    rig.crash();
    rig.mend();
    // Past the moment at which the directory was to fail, too.
    rig.run_for(100 * kNsPerMs);
    rig.mend();
    rig.start();
    rig.wait_started();
    std::optional<std::int64_t> again;
    for (int attempt = 0; attempt < 200 && !again.has_value(); ++attempt) {
      again = rig.committed();
      rig.run_for(20 * kNsPerMs);
    }
    REQUIRE(again == kCommitted);
  }
  // Both happened, or the moments were not the ones that count.
  CHECK(unknown > 0);
  CHECK(known > 0);
  rig.stop();
}
