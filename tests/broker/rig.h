// A whole broker in the simulator and clients of it, for tests of what goes over the wire.
#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "protocol/generated/00_produce.h"
#include "protocol/generated/18_api_versions.h"
#include "protocol/generated/19_create_topics.h"
#include "protocol/records/builder.h"
#include "tests/sim/broker_process.h"
#include "tests/sim/client.h"

namespace klamm::test {

// A broker on one node, any number of clients on another.
class Rig {
 public:
  explicit Rig(std::vector<std::string> settings = {}, std::size_t memory_bytes = std::size_t{256} << 20) : world_(7) {
    SimNodeOptions options;
    options.shards = 2;
    options.memory_bytes = memory_bytes;
    server_ = &world_.add_node(options);
    clients_ = &world_.add_node({});
    clients_->start();
    settings_ = std::move(settings);
    start();
  }
  // A stop that hangs is a failure of every test here.
  ~Rig() {
    for (auto& client : opened_) close(*client);
    CHECK((stopped_ || stop_broker(world_, *server_, process_)));
    opened_.clear();
    clients_->stop();
  }

  Client& client(MonotonicNs timeout_ns = 5'000 * kNsPerMs) {
    opened_.push_back(std::make_unique<Client>(clients_->env(), server_->address(), kBrokerPort, timeout_ns));
    return *opened_.back();
  }
  Client& connected(MonotonicNs timeout_ns = 5'000 * kNsPerMs) {
    Client& made = client(timeout_ns);
    REQUIRE(connect(made));
    return made;
  }
  bool connect(Client& made) {
    return world_.run(*clients_, [&](Env&) { return made.connect(); });
  }
  bool send(Client& made, const std::string& bytes) {
    return world_.run(*clients_, [&](Env&) { return made.send(bytes); });
  }
  std::optional<Slice> receive(Client& made) {
    return world_.run(*clients_, [&](Env&) { return made.receive_frame(); });
  }
  bool closed_by_broker(Client& made) {
    return world_.run(*clients_, [&](Env&) { return made.closed_by_peer(); });
  }
  void close(Client& made) {
    world_.run(*clients_, [&](Env&) { return made.close(); });
  }
  template <class Request, class Response>
  std::optional<Answer<Response>> call(Client& made, const Request& request, std::int16_t version) {
    return world_.run(*clients_, [&](Env&) { return made.call<Request, Response>(request, version); });
  }
  void create_topic(const char* name, std::int32_t partitions = 2) {
    protocol::CreateTopicsRequest request;
    auto& topic = request.topics.emplace_back();
    topic.name = name;
    topic.num_partitions = partitions;
    topic.replication_factor = 1;
    const auto answer = call<protocol::CreateTopicsRequest, protocol::CreateTopicsResponse>(client(), request, 5);
    REQUIRE(answer.has_value());
    REQUIRE(answer->body.topics.at(0).error_code == ErrorCode::kNone);
  }
  // Other clients do not notice.
  bool serves() {
    const auto answer =
        call<protocol::ApiVersionsRequest, protocol::ApiVersionsResponse>(client(), protocol::ApiVersionsRequest(), 0);
    return answer.has_value() && answer->body.error_code == ErrorCode::kNone;
  }
  [[nodiscard]] bool logged(const std::string& text) {
    for (const std::string& line : server_->log().lines()) {
      if (line.find(text) != std::string::npos) return true;
    }
    return false;
  }
  // The process dies and another one starts on what it left.
  void kill_and_start() {
    world_.crash_process(*server_);
    start();
  }
  bool stop() {
    stopped_ = true;
    return stop_broker(world_, *server_, process_);
  }
  SimWorld& world() { return world_; }
  SimNode& server() { return *server_; }
  SimNode& clients() { return *clients_; }
  BrokerProcess& process() { return *process_; }
  [[nodiscard]] MonotonicNs patience() const { return world_.now() + 60'000 * kNsPerMs; }

 private:
  void start() {
    process_ = boot_broker(world_, *server_, settings_);
    REQUIRE(world_.run_until([&] { return process_->started.has_value(); }, patience()));
    REQUIRE(process_->started->ok());
  }

  SimWorld world_;
  std::vector<std::string> settings_;
  SimNode* server_ = nullptr;
  SimNode* clients_ = nullptr;
  BrokerProcess* process_ = nullptr;
  bool stopped_ = false;
  std::vector<std::unique_ptr<Client>> opened_;
};

// One batch of one record.
inline protocol::ProduceRequest produce(const char* topic, std::int32_t partition, const std::string& value,
                                        std::int16_t acks = -1) {
  protocol::BatchBuilder builder(protocol::BatchOptions{});
  builder.add(1'767'225'600'000, std::nullopt, as_bytes(value));
  protocol::ProduceRequest request;
  request.acks = acks;
  request.timeout_ms = 5000;
  auto& data = request.topic_data.emplace_back();
  data.name = topic;
  auto& part = data.partition_data.emplace_back();
  part.index = partition;
  part.records = BufferChain(Slice(builder.build()));
  return request;
}

}  // namespace klamm::test
