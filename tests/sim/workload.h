// What clients do to a broker that is killed now and then, what they were promised, and whether it was kept.
//
// All fibers live on the client's node, which is never killed, from the first round to the last: to them a crash is a
// connection that breaks. They retry what they know nothing of, as real clients do.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "protocol/generated/01_fetch.h"
#include "tests/sim/client.h"

namespace klamm::test {

inline constexpr int kProducers = 3;

// What one producer, the only one of its partition, has sent: records whose values count up from 0.
struct ProducerModel {
  std::int64_t acknowledged = 0;  // records
  std::int64_t sent = 0;
  std::int64_t shown_end = 0;  // what a consumer was shown must never go away again
};

struct WorkloadModel {
  std::array<ProducerModel, kProducers> producers;  // idempotent; partition i of topic "counted"
  std::map<std::int64_t, std::int64_t> plain;       // topic "plain": offset -> value, acknowledged
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
  Workload(Env& env, std::string host, std::uint64_t seed) : env_(env), host_(std::move(host)), rng_(seed) {}

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
  static Task<void> produce_counted(Workload* work, int index);
  static Task<void> produce_plain(Workload* work);
  static Task<void> consume(Workload* work, int index);
  static Task<void> commit_offsets(Workload* work);
  static Task<void> change_topics(Workload* work);
  // An answer about one partition, when it is recovered. Nothing if a connection broke or a promise did.
  Task<std::optional<Answer<protocol::FetchResponse>>> fetch_recovered(Client& client, protocol::FetchRequest request,
                                                                       std::int16_t version);
  Task<void> verify_counted(Client& client, int index);
  Task<void> verify_plain(Client& client);
  Task<void> verify_offsets(Client& client);
  Task<void> verify_topics(Client& client);

  static constexpr std::uint16_t kPort = 9092;
  Env& env_;
  const std::string host_;
  Rng rng_;
  WorkloadModel model_;
  bool paused_ = false;
  bool stop_ = false;
};

}  // namespace klamm::test
