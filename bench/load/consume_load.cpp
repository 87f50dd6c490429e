#include "bench/load/consume_load.h"

#include <algorithm>

#include "bench/load/machine.h"
#include "bench/load/payload.h"
#include "protocol/generated/01_fetch.h"
#include "protocol/records/batch.h"
#include "protocol/records/record.h"

namespace klamm::bench {

namespace {

constexpr std::int16_t kFetchVersion = 12;

}  // namespace

void ConsumeSettings::declare(Options& options) {
  options.add("consumers", consumers, "each reads everything");
  options.add("connections-each", connections, "of each consumer, which shares the partitions out to them");
  options.add("fetch-min-bytes", min_bytes, "fetch.min.bytes");
  options.add("fetch-max-wait-ms", max_wait_ms, "fetch.max.wait.ms");
  options.add("fetch-max-bytes", max_bytes, "fetch.max.bytes");
  options.add("partition-max-bytes", partition_bytes, "max.partition.fetch.bytes");
}

ConsumeLoad::ConsumeLoad(Loop& loop, const Endpoint& endpoint, Connection& asking, const ConsumeSettings& settings)
    : loop_(loop), settings_(settings) {
  if (settings.topic.partitions < 1 || settings.consumers < 1 || settings.connections < 1) {
    die("at least one partition, one consumer and one connection for it");
  }
  const std::vector<std::int64_t> ends = list_offsets(asking, settings.topic.name, settings.topic.partitions, kLatest);
  const std::vector<std::int64_t> begins =
      settings.from_beginning ? list_offsets(asking, settings.topic.name, settings.topic.partitions, kEarliest) : ends;
  for (std::int64_t consumer = 0; consumer < settings.consumers; ++consumer) {
    const std::size_t first = readers_.size();
    for (std::int64_t i = 0; i < settings.connections; ++i) {
      readers_.push_back(std::make_unique<Reader>());
      readers_.back()->connection = std::make_unique<Connection>(endpoint);
    }
    for (std::size_t partition = 0; partition < ends.size(); ++partition) {
      Reader& reader = *readers_[first + partition % static_cast<std::size_t>(settings.connections)];
      reader.positions.push_back({.partition = static_cast<std::int32_t>(partition),
                                  .next = std::max<std::int64_t>(begins[partition], 0),
                                  .end = ends[partition]});
    }
  }
  for (const auto& reader : readers_) {
    loop.add(*reader->connection,
             [this, &reader = *reader](ByteView body, std::int64_t) { on_response(reader, body); });
  }
}

void ConsumeLoad::start() {
  for (const auto& reader : readers_) {
    if (!reader->positions.empty()) fetch(*reader);
  }
}

void ConsumeLoad::measure(std::int64_t from_ns) { measured_from_ns_ = from_ns; }

void ConsumeLoad::fetch(Reader& reader) {
  protocol::FetchRequest request;
  request.max_wait_ms = static_cast<std::int32_t>(settings_.max_wait_ms);
  request.min_bytes = static_cast<std::int32_t>(settings_.min_bytes);
  request.max_bytes = static_cast<std::int32_t>(settings_.max_bytes);
  request.session_id = reader.session_id;
  request.session_epoch = reader.session_epoch;
  const bool whole = reader.session_id == 0;
  for (Position& position : reader.positions) {
    if (!whole && !position.moved) continue;
    position.moved = false;
    if (request.topics.empty()) request.topics.push_back({.topic = settings_.topic.name});
    request.topics.front().partitions.push_back(
        {.partition = position.partition,
         .fetch_offset = position.next,
         .partition_max_bytes = static_cast<std::int32_t>(settings_.partition_bytes)});
  }
  loop_.send(*reader.connection, make_request(request, kFetchVersion), 0);
}

void ConsumeLoad::on_response(Reader& reader, ByteView body) {
  const std::int64_t now = now_ns();
  protocol::FetchResponse response;
  if (!decode_response(body, kFetchVersion, response)) die("the answer to Fetch makes no sense");
  if (response.error_code == ErrorCode::kFetchSessionIdNotFound ||
      response.error_code == ErrorCode::kInvalidFetchSessionEpoch) {
    reader.session_id = 0;
    reader.session_epoch = 0;
  } else if (response.error_code != ErrorCode::kNone) {
    die("fetching failed: " + std::string(error_name(response.error_code)));
  } else {
    reader.session_id = response.session_id;
    reader.session_epoch = response.session_id == 0 ? 0 : reader.session_epoch + 1;
  }
  if (now >= measured_from_ns_) ++result_.requests;
  for (const auto& topic : response.responses) {
    for (const auto& partition : topic.partitions) {
      if (partition.error_code != ErrorCode::kNone) {
        die("fetching failed: " + std::string(error_name(partition.error_code)));
      }
      if (!partition.records.has_value()) continue;
      // The constructor dealt the partitions out in this order.
      Position& position = reader.positions.at(static_cast<std::size_t>(partition.partition_index) /
                                               static_cast<std::size_t>(settings_.connections));
      for (const Slice& slice : partition.records->slices()) {
        position.next = take(slice.bytes, position.next, now);
        position.moved = true;
      }
    }
  }
  if (!stopped_) fetch(reader);
}

std::int64_t ConsumeLoad::take(ByteView records, std::int64_t position, std::int64_t now) {
  std::int64_t next = position;
  protocol::BatchRun run(records);
  for (auto batch = run.next(); batch.ok() && batch->has_value(); batch = run.next()) {
    const protocol::BatchView& view = **batch;
    next = view.next_offset().value;
    if (now < measured_from_ns_) continue;
    const auto count = static_cast<std::uint64_t>(view.record_count());
    result_.records += count;
    result_.bytes += settings_.record_bytes > 0 ? count * static_cast<std::uint64_t>(settings_.record_bytes)
                                                : static_cast<std::uint64_t>(view.size());
    last_arrival_ns_ = now;
    if (settings_.stamped) record_age(view.bytes(), now);
  }
  return next;
}

void ConsumeLoad::record_age(ByteView batch, std::int64_t now) {
  const Result<protocol::BatchView> view = protocol::BatchView::parse(batch);
  protocol::RecordIterator records(*view, view->body());
  const Result<std::optional<protocol::RecordView>> first = records.next();
  if (!first.ok() || !first->has_value()) die("a fetched batch makes no sense");
  const std::optional<ByteView> value = (*first)->value;
  if (!value.has_value() || value->size() < kStampBytes) return;
  const auto due_ns = load_be<std::int64_t>(value->data());
  if (due_ns >= measured_from_ns_) result_.latency.record(now - due_ns);
}

bool ConsumeLoad::at_end() const {
  return std::all_of(readers_.begin(), readers_.end(), [](const auto& reader) {
    return std::all_of(reader->positions.begin(), reader->positions.end(),
                       [](const Position& position) { return position.next >= position.end; });
  });
}

ConsumeResult& ConsumeLoad::finish() {
  result_.seconds = std::max<double>(0, static_cast<double>(last_arrival_ns_ - measured_from_ns_) / kNsPerSecond);
  return result_;
}

}  // namespace klamm::bench
