// What a broker costs: time to get ready, memory, and processor time per gigabyte and per million records.
//
// Starts `klamm` as a child for each measurement, with an empty data directory and ports of its own, and drives it over
// the loopback interface. Processor time is the broker's own (all its threads), so that the client beside it and other
// work on the machine disturb it less than they disturb the rates. Nothing passes or fails: targets are printed beside.
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "bench/load/broker_process.h"
#include "bench/load/connection.h"
#include "protocol/generated/00_produce.h"
#include "protocol/generated/01_fetch.h"
#include "protocol/generated/03_metadata.h"
#include "protocol/generated/18_api_versions.h"
#include "protocol/generated/19_create_topics.h"
#include "protocol/records/batch.h"
#include "protocol/records/builder.h"
#include "runtime/base/random.h"

namespace klamm::bench {

namespace {

constexpr std::int16_t kProduceVersion = 9;  // flexible, and still with names of topics
constexpr std::int16_t kFetchVersion = 12;
constexpr std::int16_t kMetadataVersion = 12;
constexpr std::int16_t kCreateTopicsVersion = 7;
constexpr std::int16_t kApiVersionsVersion = 3;
constexpr const char* kTopic = "bench";
constexpr double kSettleSeconds = 0.7;  // the broker writes segments behind the journal; that counts as well

struct Options {
  std::string klamm;
  std::string dir = std::filesystem::temp_directory_path().string();
  std::string only;  // one of the measurements
  std::int64_t starts = 5;
  std::int64_t idle_connections = 10'000;
  std::int64_t partitions = 16;
  std::int64_t connections = 4;
  std::int64_t in_flight = 5;
  std::int64_t record_bytes = 1024;
  std::int64_t batch_bytes = 128 << 10;
  std::int64_t warm_megabytes = 640;  // more than two journals of two shards: their files are filled for the first time
  std::int64_t megabytes = 2048;
  std::int64_t produce_seconds = 12;  // at most, on slow machines
  std::int64_t rate = 50'000;         // records per second of the comparison of 10 and many partitions
  std::int64_t many_partitions = 1'000;
  std::int64_t seconds = 6;           // of each side of that comparison
  std::vector<std::string> settings;  // NAME=VALUE for the broker
};

using Connections = std::vector<std::unique_ptr<Connection>>;

Connections connect(const BrokerProcess& broker, std::int64_t count) {
  Connections connections;
  for (std::int64_t i = 0; i < count; ++i) connections.push_back(std::make_unique<Connection>(broker.port()));
  return connections;
}

void print_row(const std::string& what, const std::string& value, const std::string& target) {
  std::printf("%-58s %16s   %s\n", what.c_str(), value.c_str(), target.c_str());
  std::fflush(stdout);
}

std::string number(double value, const char* unit, int digits = 1) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f %s", digits, value, unit);
  return text;
}

double quantile(std::vector<double>& values, double q) {
  if (values.empty()) return 0;
  const auto at = static_cast<std::ptrdiff_t>(q * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return values[static_cast<std::size_t>(at)];
}

void create_topic(Connection& connection, std::int64_t partitions) {
  protocol::CreateTopicsRequest request;
  request.topics.push_back(
      {.name = kTopic, .num_partitions = static_cast<std::int32_t>(partitions), .replication_factor = 1});
  protocol::CreateTopicsResponse response;
  const ByteView answer = connection.exchange(make_request(request, kCreateTopicsVersion));
  if (!decode_response(answer, kCreateTopicsVersion, response) || response.topics.size() != 1 ||
      response.topics.front().error_code != ErrorCode::kNone) {
    die("the topic could not be created");
  }
  protocol::MetadataRequest metadata;
  metadata.topics->push_back({.name = kTopic});
  const RequestPtr asking = make_request(metadata, kMetadataVersion);
  const double deadline = now_seconds() + 30;
  while (now_seconds() < deadline) {
    protocol::MetadataResponse described;
    if (!decode_response(connection.exchange(asking), kMetadataVersion, described)) die("metadata makes no sense");
    const auto& partitions_of = described.topics.front().partitions;
    const bool led = std::all_of(partitions_of.begin(), partitions_of.end(),
                                 [](const auto& partition) { return partition.leader_id >= 0; });
    if (led && partitions_of.size() == static_cast<std::size_t>(partitions)) return;
    ::usleep(5'000);
  }
  die("the topic got no leaders");
}

// As many records of this size as fit, at least one; values that no compression would shorten.
Buffer make_batch(std::int64_t record_bytes, std::int64_t batch_bytes, std::int64_t records_max) {
  Rng rng(static_cast<std::uint64_t>(record_bytes));
  std::vector<std::uint8_t> value(static_cast<std::size_t>(record_bytes));
  for (std::uint8_t& byte : value) byte = static_cast<std::uint8_t>(rng.next());
  const std::size_t record_max = protocol::BatchBuilder::record_size_max(0, value.size());
  protocol::BatchBuilder builder({});
  const std::int64_t timestamp = 1'000 * static_cast<std::int64_t>(std::time(nullptr));
  do {
    builder.add(timestamp, std::nullopt, ByteView(value));
  } while (builder.record_count() < records_max &&
           builder.size_bytes() + record_max <= static_cast<std::size_t>(batch_bytes));
  return builder.build();
}

// One batch for each of the `count` partitions from `first` on.
RequestPtr make_produce(const Buffer& batch, std::int64_t first, std::int64_t count) {
  protocol::ProduceRequest request;
  request.acks = -1;
  request.timeout_ms = 30'000;
  request.topic_data.push_back({.name = kTopic});
  for (std::int64_t i = 0; i < count; ++i) {
    request.topic_data.front().partition_data.push_back(
        {.index = static_cast<std::int32_t>(first + i), .records = BufferChain(Slice(batch))});
  }
  return make_request(request, kProduceVersion);
}

void check_produced(ByteView body) {
  protocol::ProduceResponse response;
  if (!decode_response(body, kProduceVersion, response)) die("a response to Produce makes no sense");
  for (const auto& partition : response.responses.front().partition_responses) {
    if (partition.error_code == ErrorCode::kNone) continue;
    die("produce failed: " + std::string(error_name(partition.error_code)));
  }
}

// What a stretch of time moved, and what it took.
struct Stretch {
  double megabytes = 0;
  double seconds = 0;
  double cpu_seconds = 0;
  [[nodiscard]] double rate() const { return megabytes / seconds; }
  [[nodiscard]] double cpu_per_gigabyte() const { return cpu_seconds / megabytes * 1e3; }
};

// Closed loop: every connection keeps its requests in flight, each with one batch, going round the partitions.
Stretch produce(const BrokerProcess& broker, const Options& options, std::int64_t megabytes) {
  const Buffer batch = make_batch(options.record_bytes, options.batch_bytes, 1 << 20);
  std::vector<RequestPtr> requests;
  for (std::int64_t i = 0; i < options.partitions; ++i) requests.push_back(make_produce(batch, i, 1));
  const Connections connections = connect(broker, options.connections);
  const std::int64_t wanted = megabytes * 1'000'000 / static_cast<std::int64_t>(batch.size()) + 1;
  std::int64_t sent = 0;
  std::int64_t done = 0;
  Stretch stretch;
  const double cpu_before = broker.cpu_seconds();
  const double begun = now_seconds();
  const double end = begun + static_cast<double>(options.produce_seconds);
  const auto fill = [&](Connection& connection) {
    while (sent < wanted && now_seconds() < end &&
           connection.in_flight() < static_cast<std::size_t>(options.in_flight)) {
      connection.enqueue(requests[static_cast<std::size_t>(sent++ % options.partitions)], 0);
    }
  };
  for (const auto& connection : connections) fill(*connection);
  while (done < sent) {
    poll_connections(
        connections,
        [&](std::size_t i, ByteView body, double) {
          check_produced(body);
          ++done;
          fill(*connections[i]);
        },
        0.5);
  }
  stretch.seconds = now_seconds() - begun;
  stretch.megabytes = static_cast<double>(done) * static_cast<double>(batch.size()) / 1e6;
  ::usleep(static_cast<useconds_t>(kSettleSeconds * 1e6));
  stretch.cpu_seconds = broker.cpu_seconds() - cpu_before;
  return stretch;
}

// The partitions of one connection, each with the offset to be fetched next.
using Positions = std::map<std::int32_t, std::int64_t>;

RequestPtr make_fetch(const Positions& positions) {
  protocol::FetchRequest request;
  request.max_wait_ms = 500;
  request.min_bytes = 1;
  request.max_bytes = 50 << 20;
  request.topics.push_back({.topic = kTopic});
  for (const auto& [partition, offset] : positions) {
    request.topics.front().partitions.push_back(
        {.partition = partition, .fetch_offset = offset, .partition_max_bytes = 1 << 20});
  }
  return make_request(request, kFetchVersion);
}

// Moves the positions behind what came; returns its bytes. Partitions that are read to their end leave.
std::size_t take_fetched(ByteView body, Positions& positions) {
  protocol::FetchResponse response;
  if (!decode_response(body, kFetchVersion, response)) die("a response to Fetch makes no sense");
  std::size_t bytes = 0;
  for (const auto& topic : response.responses) {
    for (const auto& partition : topic.partitions) {
      if (partition.error_code != ErrorCode::kNone)
        die("fetch failed: " + std::string(error_name(partition.error_code)));
      if (!partition.records.has_value()) continue;
      std::int64_t& position = positions[partition.partition_index];
      for (const Slice& slice : partition.records->slices()) {
        protocol::BatchRun run(slice.bytes);
        for (auto batch = run.next(); batch.ok() && batch->has_value(); batch = run.next()) {
          position = (**batch).next_offset().value;
        }
        bytes += slice.size();
      }
      if (position >= partition.high_watermark) positions.erase(partition.partition_index);
    }
  }
  return bytes;
}

// Everything there is, from the beginning, as consumers without a group read it.
Stretch consume(const BrokerProcess& broker, const Options& options) {
  const Connections connections = connect(broker, options.connections);
  std::vector<Positions> positions(connections.size());
  for (std::int64_t i = 0; i < options.partitions; ++i) {
    positions[static_cast<std::size_t>(i) % positions.size()][static_cast<std::int32_t>(i)] = 0;
  }
  Stretch stretch;
  const double cpu_before = broker.cpu_seconds();
  const double begun = now_seconds();
  std::size_t reading = 0;
  for (std::size_t i = 0; i < connections.size(); ++i) {
    if (positions[i].empty()) continue;
    connections[i]->enqueue(make_fetch(positions[i]), 0);
    ++reading;
  }
  while (reading > 0) {
    poll_connections(
        connections,
        [&](std::size_t i, ByteView body, double) {
          stretch.megabytes += static_cast<double>(take_fetched(body, positions[i])) / 1e6;
          if (positions[i].empty()) --reading;
          else connections[i]->enqueue(make_fetch(positions[i]), 0);
        },
        0.5);
  }
  stretch.seconds = now_seconds() - begun;
  stretch.cpu_seconds = broker.cpu_seconds() - cpu_before;
  return stretch;
}

// A fixed rate of small batches, however slow the answers are.
struct PacedResult {
  double cpu_per_million = 0;
  double p50_ms = 0;
  double p99_ms = 0;
};

PacedResult produce_paced(const Options& options, std::int64_t partitions) {
  constexpr std::int64_t kRecordsPerBatch = 10;
  constexpr std::int64_t kBatchesPerRequest = 10;
  constexpr double kWarmSeconds = 1;
  const BrokerProcess broker(options.klamm, options.dir, options.settings);
  const Connections connections = connect(broker, options.connections);
  create_topic(*connections.front(), partitions);
  const Buffer batch = make_batch(100, 1 << 20, kRecordsPerBatch);
  std::vector<RequestPtr> requests;
  for (std::int64_t i = 0; i + kBatchesPerRequest <= partitions; i += kBatchesPerRequest) {
    requests.push_back(make_produce(batch, i, kBatchesPerRequest));
  }
  const double interval =
      static_cast<double>(kRecordsPerBatch * kBatchesPerRequest) / static_cast<double>(options.rate);
  std::vector<double> latencies_ms;
  double cpu_before = 0;
  const double begun = now_seconds();
  const double measured_from = begun + kWarmSeconds;
  const double end = measured_from + static_cast<double>(options.seconds);
  double due = begun;
  std::size_t sent = 0;
  std::size_t done = 0;
  std::size_t measured = 0;
  while (due < end || done < sent) {
    const double now = now_seconds();
    if (cpu_before == 0 && now >= measured_from) cpu_before = broker.cpu_seconds();
    for (; due <= now && due < end; due += interval) {
      connections[sent % connections.size()]->enqueue(requests[sent % requests.size()], due);
      ++sent;
    }
    poll_connections(
        connections,
        [&](std::size_t, ByteView body, double stamp) {
          check_produced(body);
          ++done;
          if (stamp < measured_from) return;
          ++measured;
          latencies_ms.push_back((now_seconds() - stamp) * 1e3);
        },
        due < end ? due - now_seconds() : 0.5);
  }
  ::usleep(static_cast<useconds_t>(kSettleSeconds * 1e6));
  const double records = static_cast<double>(measured * kRecordsPerBatch * kBatchesPerRequest);
  return {.cpu_per_million = (broker.cpu_seconds() - cpu_before) / records * 1e6,
          .p50_ms = quantile(latencies_ms, 0.5),
          .p99_ms = quantile(latencies_ms, 0.99)};
}

void measure_start(const Options& options) {
  std::vector<double> ready_ms;
  std::vector<double> resident;
  for (std::int64_t i = 0; i < options.starts; ++i) {
    const BrokerProcess broker(options.klamm, options.dir, options.settings);
    ready_ms.push_back(broker.ready_ms());
    ::usleep(200'000);
    resident.push_back(broker.resident_mib());
  }
  print_row("ready, empty directory (median)", number(quantile(ready_ms, 0.5), "ms"), "<= 100 ms");
  print_row("resident memory, idle", number(quantile(resident, 0.5), "MiB"), "<= 50 MiB");
}

// Connections that said hello, as clients do, and nothing more.
void measure_connections(const Options& options) {
  const BrokerProcess broker(options.klamm, options.dir, options.settings);
  const double before = broker.resident_mib();
  const RequestPtr hello =
      make_request(protocol::ApiVersionsRequest{.client_software_name = "bench", .client_software_version = "1"},
                   kApiVersionsVersion);
  Connections connections;
  for (std::int64_t i = 0; i < options.idle_connections; ++i) {
    connections.push_back(std::make_unique<Connection>(broker.port()));
    connections.back()->exchange(hello);
  }
  const double more = broker.resident_mib() - before;
  print_row("resident memory, " + std::to_string(options.idle_connections) + " idle connections more",
            number(more, "MiB"), "<= 100 MiB at 10000");
}

void measure_throughput(const Options& options) {
  const BrokerProcess broker(options.klamm, options.dir, options.settings);
  {
    const Connections first = connect(broker, 1);
    create_topic(*first.front(), options.partitions);
  }
  const std::string shape =
      std::to_string(options.record_bytes) + " B records, " + std::to_string(options.partitions) + " partitions";
  if (options.warm_megabytes > 0) {
    const Stretch warm = produce(broker, options, options.warm_megabytes);
    print_row("produce, the first " + std::to_string(options.warm_megabytes) + " MB", number(warm.rate(), "MB/s"), "");
    print_row("  broker's processor time", number(warm.cpu_per_gigabyte(), "s/GB", 2), "");
  }
  const Stretch produced = produce(broker, options, options.megabytes);
  print_row("produce, " + shape + ", acks=all", number(produced.rate(), "MB/s"), "");
  print_row("  broker's processor time", number(produced.cpu_per_gigabyte(), "s/GB", 2), "<= 1.2 s/GB");
  const Stretch consumed = consume(broker, options);
  print_row("consume the same from the page cache", number(consumed.rate(), "MB/s"), "");
  print_row("  broker's processor time", number(consumed.cpu_per_gigabyte(), "s/GB", 2), "<= 0.5 s/GB");
  print_row("resident memory afterwards", number(broker.resident_mib(), "MiB"), "");
}

void measure_partitions(const Options& options) {
  PacedResult few = produce_paced(options, 10);
  const PacedResult many = produce_paced(options, options.many_partitions);
  const auto row = [&](std::int64_t partitions, const PacedResult& result, const std::string& target) {
    const std::string name = std::to_string(partitions) + " partitions, " + std::to_string(options.rate) + " records/s";
    print_row(name, number(result.cpu_per_million, "CPU s/M", 2), target);
    print_row("  latency p50", number(result.p50_ms, "ms", 2), "");
    print_row("  latency p99", number(result.p99_ms, "ms", 2), "");
  };
  row(10, few, "");
  row(options.many_partitions, many, "<= that of 10 partitions");
}

void print_usage() {
  std::fputs("usage: broker_bench [--NAME=VALUE]...\n"
             "  klamm             the broker's program; beside this one or one folder up where not given\n"
             "  dir               where data directories are made; the system's for temporary files\n"
             "  only              start, connections, throughput or partitions\n"
             "  set               NAME=VALUE, a config of the broker; may be given more than once\n"
             "  starts, idle-connections, partitions, connections, in-flight, record-bytes, batch-bytes,\n"
             "  warm-megabytes, megabytes, produce-seconds, rate, many-partitions, seconds: numbers\n",
             stderr);
  std::exit(2);
}

Options parse_options(int argc, char** argv) {
  Options options;
  std::map<std::string, std::int64_t*> numbers = {{"starts", &options.starts},
                                                  {"idle-connections", &options.idle_connections},
                                                  {"partitions", &options.partitions},
                                                  {"connections", &options.connections},
                                                  {"in-flight", &options.in_flight},
                                                  {"record-bytes", &options.record_bytes},
                                                  {"batch-bytes", &options.batch_bytes},
                                                  {"warm-megabytes", &options.warm_megabytes},
                                                  {"megabytes", &options.megabytes},
                                                  {"produce-seconds", &options.produce_seconds},
                                                  {"rate", &options.rate},
                                                  {"many-partitions", &options.many_partitions},
                                                  {"seconds", &options.seconds}};
  std::map<std::string, std::string*> texts = {
      {"klamm", &options.klamm}, {"dir", &options.dir}, {"only", &options.only}};
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    const std::size_t equals = argument.find('=');
    if (!argument.starts_with("--") || equals == std::string::npos) print_usage();
    const std::string name = argument.substr(2, equals - 2);
    const std::string value = argument.substr(equals + 1);
    if (numbers.contains(name)) *numbers[name] = std::max(1L, std::atol(value.c_str()));
    else if (texts.contains(name)) *texts[name] = value;
    else if (name == "set") options.settings.push_back(value);
    else print_usage();
  }
  if (!options.klamm.empty()) return options;
  const std::filesystem::path here = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  for (const auto& folder : {here, here.parent_path()}) {
    if (std::filesystem::exists(folder / "klamm")) options.klamm = (folder / "klamm").string();
  }
  if (options.klamm.empty()) die("there is no klamm beside this program; say --klamm=PATH");
  return options;
}

// The connections' sockets are files, here as in the broker, which inherits what is allowed.
void raise_file_limit(const Options& options) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  const auto wanted = static_cast<rlim_t>(options.idle_connections) + 100;
  if (limit.rlim_cur < wanted) die("the limit of open files is too low for so many connections");
}

int run(int argc, char** argv) {
  const Options options = parse_options(argc, argv);
  raise_file_limit(options);
  print_row("measured", "", "target");
  const auto wanted = [&](const char* name) { return options.only.empty() || options.only == name; };
  if (wanted("start")) measure_start(options);
  if (wanted("connections")) measure_connections(options);
  if (wanted("throughput")) measure_throughput(options);
  if (wanted("partitions")) measure_partitions(options);
  return 0;
}

}  // namespace

}  // namespace klamm::bench

int main(int argc, char** argv) { return klamm::bench::run(argc, argv); }
