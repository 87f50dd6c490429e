// The broker of this process: brings the shards' parts up in their order, and down again.
//
// Runs on shard 0 and calls the others; knows no threads, so that the simulator can run it on its own.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "broker/broker_shard.h"
#include "broker/config/load.h"
#include "broker/config/rules.h"
#include "replication/controller/controller.h"
#include "replication/controller/single_voter_log.h"

namespace klamm::broker {

// What /readyz tells. Any thread may ask.
enum class BrokerState : std::uint8_t { kStarting, kRecovering, kRunning, kStopping, kFailed };
[[nodiscard]] std::string_view broker_state_name(BrokerState state);

class Broker {
 public:
  // `config` passed load(). `host_name` is what a listener without an address is advertised as.
  Broker(config::LoadedConfig config, std::string host_name);
  Broker(const Broker&) = delete;
  Broker& operator=(const Broker&) = delete;
  ~Broker();

  // What the shards share; each BrokerShard is made with it, on its own shard, and enters itself into `shards`.
  [[nodiscard]] BrokerCommon& common() { return common_; }

  // On shard 0, when all shards are entered. Opens, recovers, registers, listens. After an error, whose message is for
  // whoever started the program, stop() is still to be called.
  Task<Status> start();
  // On shard 0. Answers what was begun, writes everything out, and leaves nothing running on any shard. With `clean`
  // false the logs are left as they are, as after a crash.
  Task<void> stop(bool clean);

  [[nodiscard]] BrokerState state() const { return state_.load(std::memory_order_relaxed); }
  [[nodiscard]] bool ready() const { return state() == BrokerState::kRunning; }

 private:
  Task<Status> open_directories();
  Task<Status> check_identity();
  Task<Status> note_failed_directories();
  Task<Status> fail_on_every_shard();
  // An error where the broker cannot be without the directories that have failed.
  [[nodiscard]] Status what_failed() const;
  // On shard 0: a directory failed while the broker runs.
  Task<Status> directory_failed(std::size_t index, Error error);
  Task<Status> open_logs();
  Task<void> finish_directory(std::size_t index);
  Task<void> recover_logs();
  Task<Status> check_metadata_log();
  Task<Status> start_metadata();
  Task<Status> register_broker();
  Task<Status> open_listeners();
  [[nodiscard]] std::vector<replication::Endpoint> endpoints() const;
  [[nodiscard]] BrokerShard& first() { return *common_.shards.front(); }
  void log_ready(MonotonicNs started);

  config::LoadedConfig config_;
  const std::string host_name_;
  config::Rules rules_;
  ConnectionQuota quota_;
  BrokerCommon common_;
  std::atomic<BrokerState> state_{BrokerState::kStarting};
  LogDirectories directories_;
  bool directories_open_ = false;
  std::map<std::string, std::uint16_t> ports_;  // by listener name, where they were bound
  std::unique_ptr<replication::MetadataPublisher> publisher_;
  std::unique_ptr<replication::SingleVoterLog> metadata_log_;
  std::unique_ptr<replication::Controller> controller_;
  bool controller_started_ = false;
  TaskScope background_;
};

}  // namespace klamm::broker
