// What dashboards ask of a broker's requests and connections: counters by API and by topic. One instance per shard; the
// registry adds the shards up.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "runtime/io/backend.h"
#include "runtime/metrics/metrics.h"

namespace klamm::broker {

struct ApiEntry;

// Names: the "Confluent" and the "Strimzi" dialect of Kafka's JMX names (kafka_server_brokertopicmetrics_…), and our
// own.
class RequestMetrics {
 public:
  explicit RequestMetrics(MetricsRegistry& registry);

  void count(const ApiEntry& entry, MonotonicNs took);
  void count_produced(const std::string& topic, std::int64_t records, std::int64_t bytes);
  void count_fetched(const std::string& topic, std::int64_t bytes);
  void count_failed(bool produce);
  void connection_begun();
  void connection_ended();
  // The topic is gone, and its numbers with it.
  void forget_topic(const std::string& topic);

 private:
  struct Api {
    std::shared_ptr<Counter> requests;
    std::shared_ptr<Histogram> total_time;
  };
  struct Topic {
    std::shared_ptr<Counter> bytes_in;
    std::shared_ptr<Counter> bytes_out;
    std::shared_ptr<Counter> messages_in;
    std::shared_ptr<Counter> produce_requests;
    std::shared_ptr<Counter> fetch_requests;
  };
  Topic make_topic(const std::string& topic);
  Topic& topic_of(const std::string& topic);

  MetricsRegistry& registry_;
  std::map<std::int16_t, Api> apis_;
  std::map<std::string, Topic> topics_;  // as many as there are topics with traffic
  Topic all_;
  std::shared_ptr<Counter> failed_produce_;
  std::shared_ptr<Counter> failed_fetch_;
  std::shared_ptr<Gauge> connections_;
  std::shared_ptr<Counter> connections_begun_;
  std::shared_ptr<Counter> connections_ended_;
};

}  // namespace klamm::broker
