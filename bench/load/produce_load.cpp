#include "bench/load/produce_load.h"

#include <algorithm>

#include "bench/load/machine.h"
#include "protocol/generated/00_produce.h"

namespace klamm::bench {

namespace {

constexpr std::int16_t kProduceVersion = 9;  // flexible, and still with names of topics
constexpr std::int32_t kProduceTimeoutMs = 30'000;
// Of each partition, so that the keys differ.
constexpr std::uint64_t kKeyedVariants = 4;

}  // namespace

void ProduceSettings::declare(Options& options) {
  options.add("topic", topic.name, "is created unless it is there");
  options.add("partitions", topic.partitions, "of the topic");
  options.add("topic-config", topic.configs, "NAME=VALUE for the topic; may be given several times");
  options.add("connections", connections, "producers, each with a connection of its own");
  options.add("in-flight", in_flight, "requests in flight on each connection, without a rate");
  options.add("partitions-per-request", partitions_per_request, "one batch for each of them");
  options.add("acks", acks, "-1, 0 or 1");
  options.add("rate", rate, "records per second, on schedule whatever the answers; 0: as fast as it goes");
  options.add("seconds", seconds, "that are measured");
  options.add("bytes", bytes, "ends earlier, when so many bytes of values were sent; 0: does not");
  shape.declare(options);
}

ProduceLoad::ProduceLoad(Loop& loop, const Endpoint& endpoint, const ProduceSettings& settings)
    : loop_(loop), settings_(settings) {
  if (settings.topic.partitions < 1 || settings.connections < 1 || (settings.rate <= 0 && settings.in_flight < 1)) {
    die("at least one partition, one connection and one request in flight");
  }
  if (settings.stamped && settings.shape.codec != "none") die("end to end is measured without a codec");
  if (settings.shape.keys > 0 && (settings.shape.codec != "none" || settings.shape.key_bytes == 0)) {
    die("--keys wants --key-bytes, and no codec");
  }
  const std::uint64_t variants = settings.shape.key_bytes > 0 ? kKeyedVariants : 1;
  const std::int64_t step = std::clamp<std::int64_t>(settings.partitions_per_request, 1, settings.topic.partitions);
  for (std::uint64_t variant = 0; variant < variants; ++variant) {
    for (std::int64_t first = 0; first + step <= settings.topic.partitions; first += step) {
      templates_.push_back(make_template(
          first, variant * static_cast<std::uint64_t>(settings.topic.partitions) + static_cast<std::uint64_t>(first)));
    }
  }
  for (std::int64_t i = 0; i < settings.connections; ++i) {
    connections_.push_back(std::make_unique<Connection>(endpoint));
    Connection& made = *connections_.back();
    loop.add(made, [this, &made](ByteView body, std::int64_t due_ns) { on_response(made, body, due_ns); });
  }
}

ProduceLoad::Template ProduceLoad::make_template(std::int64_t first_partition, std::uint64_t seed) const {
  const std::int64_t count = std::clamp<std::int64_t>(settings_.partitions_per_request, 1, settings_.topic.partitions);
  Template made;
  protocol::ProduceRequest request;
  request.acks = static_cast<std::int16_t>(settings_.acks);
  request.timeout_ms = kProduceTimeoutMs;
  request.topic_data.push_back({.name = settings_.topic.name});
  std::vector<Batch> batches;
  for (std::int64_t i = 0; i < count; ++i) {
    batches.push_back(make_batch(settings_.shape, seed + static_cast<std::uint64_t>(i)));
    made.records += batches.back().records;
    request.topic_data.front().partition_data.push_back(
        {.index = static_cast<std::int32_t>(first_partition + i), .records = BufferChain(Slice(batches.back().bytes))});
  }
  const std::shared_ptr<Request> finished = make_request(request, kProduceVersion);
  finished->answered = settings_.acks != 0;
  auto from = finished->rest.begin();
  for (const Batch& batch : batches) {
    const std::uint8_t* bytes = batch.bytes.data();
    const auto at = std::search(from, finished->rest.end(), bytes, bytes + batch.bytes.size());
    made.where.emplace_back(static_cast<std::size_t>(at - finished->rest.begin()), batch.bytes.size());
    from = at + static_cast<std::ptrdiff_t>(batch.bytes.size());
  }
  made.request = finished;
  return made;
}

void ProduceLoad::start(std::int64_t at_ns) { start_ns_ = at_ns; }

void ProduceLoad::measure(std::int64_t from_ns) {
  measured_from_ns_ = from_ns;
  stop_ns_ = from_ns + static_cast<std::int64_t>(settings_.seconds * kNsPerSecond);
  bytes_left_ = settings_.bytes > 0 ? static_cast<std::uint64_t>(settings_.bytes) : UINT64_MAX;
  result_.late_ns_max = 0;
}

void ProduceLoad::send_next(Connection& connection, std::int64_t due_ns) {
  // Keys are spread by their hash, which is as good as chance; without keys producers go round the partitions.
  const std::size_t turn = settings_.shape.key_bytes > 0 ? rng_.below(templates_.size())
                                                         : static_cast<std::size_t>(sent_) % templates_.size();
  const Template& chosen = templates_[turn];
  ++sent_;
  RequestPtr request = chosen.request;
  if (settings_.stamped) {
    auto stamped = std::make_shared<Request>(*chosen.request);
    for (const auto& [at, size] : chosen.where) stamp(MutableByteView(stamped->rest).subspan(at, size), due_ns);
    request = std::move(stamped);
  }
  if (settings_.shape.keys > 0) {
    auto rekeyed = std::make_shared<Request>(*request);
    for (const auto& [at, size] : chosen.where) {
      rekey(MutableByteView(rekeyed->rest).subspan(at, size), rng_, settings_.shape.keys);
    }
    request = std::move(rekeyed);
  }
  if (due_ns >= measured_from_ns_) {
    const auto bytes = static_cast<std::uint64_t>(chosen.records * settings_.shape.record_bytes);
    ++result_.requests;
    result_.records += static_cast<std::uint64_t>(chosen.records);
    result_.bytes += bytes;
    bytes_left_ -= std::min(bytes, bytes_left_);
  }
  loop_.send(connection, std::move(request), due_ns);
}

void ProduceLoad::fill(Connection& connection, std::int64_t now) {
  // Without answers nothing but the socket's room says stop.
  while (!ended(now) && !connection.wants_to_send() &&
         (settings_.acks == 0 || connection.in_flight() < static_cast<std::size_t>(settings_.in_flight))) {
    send_next(connection, now);
    if (settings_.acks == 0) last_answer_ns_ = now;
    now = now_ns();
  }
}

std::int64_t ProduceLoad::fire(std::int64_t now) {
  if (settings_.rate <= 0) {
    for (const auto& connection : connections_) fill(*connection, now);
    return INT64_MAX;
  }
  const double interval_ns = static_cast<double>(templates_.front().records) / settings_.rate * kNsPerSecond;
  const auto due_of = [&](std::int64_t request) {
    return start_ns_ + static_cast<std::int64_t>(static_cast<double>(request) * interval_ns);
  };
  for (std::int64_t due = due_of(sent_); due <= now && !ended(due); due = due_of(sent_)) {
    if (due >= measured_from_ns_) result_.late_ns_max = std::max(result_.late_ns_max, now_ns() - due);
    send_next(*connections_[static_cast<std::size_t>(sent_) % connections_.size()], due);
  }
  return due_of(sent_);
}

bool ProduceLoad::ended(std::int64_t now) const {
  return now >= stop_ns_ || (now >= measured_from_ns_ && bytes_left_ == 0);
}

bool ProduceLoad::answered() const {
  return std::all_of(connections_.begin(), connections_.end(),
                     [](const auto& connection) { return connection->in_flight() == 0; });
}

void ProduceLoad::on_response(Connection& connection, ByteView body, std::int64_t due_ns) {
  const std::int64_t now = now_ns();
  protocol::ProduceResponse response;
  if (!decode_response(body, kProduceVersion, response)) die("the answer to Produce makes no sense");
  if (due_ns >= measured_from_ns_) {
    result_.latency.record(now - due_ns);
    last_answer_ns_ = now;
    for (const auto& topic : response.responses) {
      for (const auto& partition : topic.partition_responses) {
        if (partition.error_code != ErrorCode::kNone) ++result_.errors[std::string(error_name(partition.error_code))];
      }
    }
  }
  if (settings_.rate <= 0) fill(connection, now);
}

ProduceResult& ProduceLoad::finish(std::int64_t now) {
  for (const auto& connection : connections_) {
    for (const std::int64_t due : connection->unanswered()) {
      if (due < measured_from_ns_) continue;
      result_.latency.record(now - due);
      ++result_.unanswered;
    }
  }
  if (result_.unanswered > 0) last_answer_ns_ = now;
  result_.seconds = static_cast<double>(last_answer_ns_ - measured_from_ns_) / kNsPerSecond;
  return result_;
}

}  // namespace klamm::bench
