// What clients do to a broker that is killed now and then, what they were promised, and whether it was kept.
//
// All fibers live on the client's node, which is never killed, from the first round to the last: to them a crash is a
// connection that breaks. They retry what they know nothing of, as real clients do.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "protocol/generated/01_fetch.h"
#include "tests/sim/atlas.h"
#include "tests/sim/client.h"
#include "tests/sim/options.h"

namespace klamm::test {

// One partition, and its one idempotent producer: the record at offset n says n, and has the key that n has. So what a
// log may have lost, and must not have, follows from its kind alone.
struct Lane {
  enum class Kind : std::uint8_t {
    kCounted,    // nothing ever goes
    kCompacted,  // of each key the latest record stays
    kTrimmed,    // what lies below the start that somebody asked for goes
  };
  Kind kind = Kind::kCounted;
  std::string topic;
  std::int32_t partition = 0;
  std::int64_t acknowledged = 0;  // records
  std::int64_t sent = 0;
  std::int64_t shown_end = 0;  // what a consumer was shown must never go away again
  std::int64_t start_acknowledged = 0;
  std::int64_t start_asked = 0;
  bool retained = false;  // retention moves the start, too

  [[nodiscard]] std::string name() const { return topic + "-" + std::to_string(partition); }
};

struct WorkloadModel {
  std::vector<Lane> lanes;
  std::map<std::int64_t, std::int64_t> plain;  // topic "plain": offset -> value, acknowledged
  std::int64_t plain_sent = 0;
  std::int64_t offset_acknowledged = -1;
  std::int64_t offset_asked = -1;
  std::set<std::string> topics;          // creation acknowledged, deletion never asked for
  std::set<std::string> topics_deleted;  // deletion acknowledged
  std::uint64_t requests = 0;
  std::optional<std::string> wrong;  // the first promise that was broken
};

class Workload {
 public:
  Workload(Env& env, std::string host, std::uint64_t seed, const SimOptions& options, FaultAtlas& atlas);

  [[nodiscard]] WorkloadModel& model() { return model_; }
  // Spawns the fibers into the scope, which is joined after stop().
  void start(TaskScope& scope);
  void pause(bool paused) { paused_ = paused; }
  void stop() { stop_ = true; }
  // Creates the topics that everything goes to, and compares all that is there with what was promised.
  static Task<void> create_topics(Workload* work, bool* done);
  static Task<void> verify(Workload* work, bool* done);

 private:
  using Connection = std::unique_ptr<Client>;
  [[nodiscard]] Connection make_client() const { return std::make_unique<Client>(env_, host_, kPort); }
  void fail(std::string what) {
    if (!model_.wrong.has_value()) model_.wrong = std::move(what);
  }
  Task<bool> proceed();
  static Task<void> produce_lane(Workload* work, std::size_t index);
  static Task<void> produce_plain(Workload* work);
  static Task<void> consume(Workload* work, std::size_t index);
  static Task<void> trim(Workload* work, std::size_t index);
  static Task<void> move_logs(Workload* work);
  static Task<void> commit_offsets(Workload* work);
  static Task<void> change_topics(Workload* work);
  // Where the log begins; nothing if the broker does not say.
  Task<std::optional<std::int64_t>> ask_start(Client& client, const Lane& lane);
  // An answer about one partition, when it is recovered. Nothing if a connection broke, a promise did, or it is refused
  // and may be: then `refused` is set.
  Task<std::optional<Answer<protocol::FetchResponse>>> fetch_recovered(Client& client, protocol::FetchRequest request,
                                                                       std::int16_t version, bool& refused);
  Task<void> verify_lane(Client& client, std::size_t index);
  void verify_lane_end(const Lane& lane, const std::set<std::int64_t>& found, std::int64_t start, std::int64_t end);
  Task<void> verify_plain(Client& client);
  Task<void> verify_offsets(Client& client);
  Task<void> verify_topics(Client& client);

  static constexpr std::uint16_t kPort = 9092;
  Env& env_;
  const std::string host_;
  Rng rng_;
  const SimOptions& options_;
  FaultAtlas& atlas_;
  WorkloadModel model_;
  bool paused_ = false;
  bool stop_ = false;
};

}  // namespace klamm::test
