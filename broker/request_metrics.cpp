#include "broker/request_metrics.h"

#include "broker/api_table.h"

namespace klamm::broker {

namespace {

constexpr double kNsPerMillisecond = 1e6;
std::string topic_metric(std::string_view name) { return "kafka_server_brokertopicmetrics_" + std::string(name); }

}  // namespace

RequestMetrics::RequestMetrics(MetricsRegistry& registry) : registry_(registry), all_(make_topic({})) {
  for (const ApiEntry& entry : api_table()) {
    const MetricLabels labels = {{"request", std::string(entry.name)}};
    apis_[static_cast<std::int16_t>(entry.key)] = {
        .requests = registry.counter("kafka_network_requestmetrics_requestspersec", "Requests answered.", labels),
        .total_time =
            registry.histogram("kafka_network_requestmetrics_totaltimems",
                               "Milliseconds from a request's arrival to its answer.", labels, kNsPerMillisecond)};
  }
  failed_produce_ =
      registry.counter(topic_metric("failedproducerequests_total"), "Partitions that could not be appended to.");
  failed_fetch_ = registry.counter(topic_metric("failedfetchrequests_total"), "Partitions that could not be read.");
  connections_ = registry.gauge("kafka_server_socket_server_metrics_connection_count", "Open connections of clients.");
  connections_begun_ = registry.counter("klamm_connections_accepted_total", "Connections that were accepted.");
  connections_ended_ = registry.counter("klamm_connections_closed_total", "Connections that have ended.");
}

RequestMetrics::Topic RequestMetrics::make_topic(const std::string& topic) {
  const MetricLabels labels = topic.empty() ? MetricLabels{} : MetricLabels{{"topic", topic}};
  return {.bytes_in = registry_.counter(topic_metric("bytesin_total"), "Bytes of record batches appended.", labels),
          .bytes_out =
              registry_.counter(topic_metric("bytesout_total"), "Bytes of record batches sent to consumers.", labels),
          .messages_in = registry_.counter(topic_metric("messagesin_total"), "Records appended.", labels),
          .produce_requests =
              registry_.counter(topic_metric("totalproducerequests_total"), "Partitions asked to append.", labels),
          .fetch_requests =
              registry_.counter(topic_metric("totalfetchrequests_total"), "Partitions asked for records.", labels)};
}

RequestMetrics::Topic& RequestMetrics::topic_of(const std::string& topic) {
  const auto found = topics_.find(topic);
  return found != topics_.end() ? found->second : topics_.emplace(topic, make_topic(topic)).first->second;
}

void RequestMetrics::count(const ApiEntry& entry, MonotonicNs took) {
  Api& api = apis_[static_cast<std::int16_t>(entry.key)];
  api.requests->add();
  api.total_time->record(static_cast<std::uint64_t>(took < 0 ? 0 : took));
}

void RequestMetrics::count_produced(const std::string& topic, std::int64_t records, std::int64_t bytes) {
  for (Topic* counted : {&topic_of(topic), &all_}) {
    counted->bytes_in->add(static_cast<std::uint64_t>(bytes));
    counted->messages_in->add(static_cast<std::uint64_t>(records));
    counted->produce_requests->add();
  }
}

void RequestMetrics::count_fetched(const std::string& topic, std::int64_t bytes) {
  for (Topic* counted : {&topic_of(topic), &all_}) {
    counted->bytes_out->add(static_cast<std::uint64_t>(bytes));
    counted->fetch_requests->add();
  }
}

void RequestMetrics::count_failed(bool produce) { (produce ? failed_produce_ : failed_fetch_)->add(); }

void RequestMetrics::connection_begun() {
  connections_->add(1);
  connections_begun_->add();
}

void RequestMetrics::connection_ended() {
  connections_->add(-1);
  connections_ended_->add();
}

void RequestMetrics::forget_topic(const std::string& topic) { topics_.erase(topic); }

}  // namespace klamm::broker
