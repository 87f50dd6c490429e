// The program: flags, configuration, threads, signals. Everything else is broker.h.
#include <malloc.h>
#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "broker/broker.h"
#include "broker/commands.h"
#include "broker/config/embedded.h"
#include "broker/config/load.h"
#include "broker/config/value.h"
#include "broker/http/cluster_metrics.h"
#include "broker/http/http_server.h"
#include "broker/process_metrics.h"
#include "broker/version.h"
#include "runtime/io/probe.h"
#include "runtime/io/sockets.h"
#include "runtime/shard/shard_group.h"

extern char** environ;

namespace klamm::broker {

namespace {

constexpr int kExitFailure = 1;
constexpr int kExitUsage = 2;
constexpr std::size_t kConfigFileBytesMax = std::size_t{1} << 20;

constexpr const char* kUsage = "usage: klamm [--config FILE] [--set NAME=VALUE]... [--check]\n"
                               "\n"
                               "  --config FILE     a Kafka properties file (server.properties); without one, a broker "
                               "of its own with data in ./data\n"
                               "  --set NAME=VALUE  sets one config; stronger than the environment (KLAMM_LOG_DIRS is "
                               "log.dirs), which is stronger than\n"
                               "                    the file\n"
                               "  --check           says what is wrong with the configuration, and exits\n"
                               "  --version         prints the version, and exits\n"
                               "\n"
                               "or: klamm COMMAND ...; klamm COMMAND alone says what it can do\n"
                               "\n";

void print_usage() {
  std::fputs(kUsage, stderr);
  for (const Command& command : commands()) {
    std::fprintf(stderr, "  %-17s %s\n", command.name.data(), command.summary.data());
  }
}

// The command that the first argument names, if it names one.
const Command* find_command(int argc, char** argv) {
  if (argc < 2) return nullptr;
  const std::span<const Command> all = commands();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Command& each) { return each.name == argv[1]; });
  return found == all.end() ? nullptr : &*found;
}

struct Options {
  std::optional<std::string> config_file;
  std::vector<std::string> assignments;
  bool check = false;
  bool version = false;
};

// False after saying what is wrong.
bool parse_options(int argc, char** argv, Options& options) {
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    const std::size_t equals = argument.find('=');
    const std::string flag = argument.substr(0, equals);
    std::optional<std::string> value;
    if (equals != std::string::npos) value = argument.substr(equals + 1);
    if (flag == "--config" || flag == "--set") {
      if (!value.has_value() && i + 1 < argc) value = argv[++i];
      if (!value.has_value()) {
        std::fprintf(stderr, "klamm: %s wants a value\n", flag.c_str());
        return false;
      }
      if (flag == "--config") options.config_file = *value;
      if (flag == "--set") options.assignments.push_back(*value);
    } else if (flag == "--check") {
      options.check = true;
    } else if (flag == "--version") {
      options.version = true;
    } else {
      print_usage();
      return false;
    }
  }
  return true;
}

// The text of the configuration file, or nothing and the reason is on standard error.
std::optional<std::string> read_config(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::fprintf(stderr, "klamm: %s: %s\n", path.c_str(), std::strerror(errno));
    return std::nullopt;
  }
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (text.size() > kConfigFileBytesMax) {
    std::fprintf(stderr, "klamm: %s is no configuration: it is larger than a megabyte\n", path.c_str());
    return std::nullopt;
  }
  return text;
}

std::optional<config::LoadedConfig> load_config(const Options& options) {
  config::Settings settings;
  if (options.config_file.has_value()) {
    const std::optional<std::string> text = read_config(*options.config_file);
    if (!text.has_value()) return std::nullopt;
    settings.add_file(*text, *options.config_file);
  } else {
    settings.add_embedded(config::kEmbeddedConfig);
  }
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string variable = *entry;
    const std::size_t equals = variable.find('=');
    if (equals != std::string::npos) settings.add_environment(variable.substr(0, equals), variable.substr(equals + 1));
  }
  for (const std::string& assignment : options.assignments) settings.add_flag(assignment);
  config::LoadedConfig loaded = config::load(settings);
  for (const std::string& error : loaded.errors) std::fprintf(stderr, "klamm: %s\n", error.c_str());
  return loaded;
}

std::string host_name() {
  char name[256] = {};
  if (::gethostname(name, sizeof name - 1) != 0 || name[0] == '\0') return "localhost";
  return name;
}

// Every open partition and connection is a file; the hard limit is what the machine allows.
void raise_file_limit(const Logger& log) {
  struct rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max) return;
  limit.rlim_cur = limit.rlim_max;
  if (::setrlimit(RLIMIT_NOFILE, &limit) != 0)
    log.warn("cannot raise the limit of open files", {{"limit", limit.rlim_max}});
}

std::int64_t open_files_max() {
  struct rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur > INT32_MAX) return INT32_MAX;
  return static_cast<std::int64_t>(limit.rlim_cur);
}

// Connections may not take the last files: a segment or a journal that cannot be opened is worse than a client that is
// refused. Of the quarter that is left, most is for segments.
std::int64_t connections_that_files_allow() { return open_files_max() / 4 * 3; }
std::int64_t segment_files_that_files_allow() { return open_files_max() / 5; }

// Hosts in max.connections.per.ip.overrides, whose addresses are looked up now.
Result<HostAddresses> override_hosts(const config::NetworkConfig& network) {
  HostAddresses hosts;
  for (const auto& [host, count] : network.max_connections_per_ip_overrides) {
    if (config::canonical_address(host)) continue;
    Result<std::vector<std::string>> addresses = addresses_of(host);
    if (!addresses.ok()) return std::move(addresses).error();
    hosts.emplace(host, *std::move(addresses));
  }
  return hosts;
}

// The largest buffer that the kernel gives a TCP socket of itself, the third number of tcp_rmem and tcp_wmem; 0 where
// it does not say.
std::int64_t kernel_buffer_bytes_max(const char* sysctl) {
  std::ifstream file(std::string("/proc/sys/net/ipv4/") + sysctl);
  std::int64_t smallest = 0;
  std::int64_t initial = 0;
  std::int64_t largest = 0;
  return file >> smallest >> initial >> largest ? largest : 0;
}

// A buffer size that is set is fixed: the kernel stops sizing the socket to what the connection needs. Kafka's default
// of 100 KiB would be a limit there, so a size is only set where the kernel would not go as far.
void leave_buffers_to_kernel(config::NetworkConfig& network) {
  if (network.socket_receive_buffer_bytes <= kernel_buffer_bytes_max("tcp_rmem")) {
    network.socket_receive_buffer_bytes = -1;
  }
  if (network.socket_send_buffer_bytes <= kernel_buffer_bytes_max("tcp_wmem")) network.socket_send_buffer_bytes = -1;
}

// Frames and fetched runs are tens to thousands of KiB and come and go with every request. Left to itself, the C
// library gives such blocks, or the end of the heap they lay at, back to the kernel and faults the pages in again for
// the next one; bench/NOTES.md says what that costs. The budget, not the allocator, bounds what is in use.
void keep_freed_memory() {
#ifdef __GLIBC__
  constexpr int kMmapThresholdBytes = 8 << 20;
  constexpr int kTrimThresholdBytes = 64 << 20;
  constexpr int kTopPadBytes = 1 << 20;
  ::mallopt(M_MMAP_THRESHOLD, kMmapThresholdBytes);
  ::mallopt(M_TRIM_THRESHOLD, kTrimThresholdBytes);
  ::mallopt(M_TOP_PAD, kTopPadBytes);
#endif
}

// What requests and data on their way may take, unless it was configured: a quarter of the machine's memory, at most a
// gigabyte; the kernel's page cache is better company than buffers.
std::size_t memory_budget(const config::BrokerConfig& config) {
  if (config.memory_budget_bytes > 0) return config.memory_budget_bytes;
  constexpr std::size_t kBudgetBytesMax = std::size_t{1} << 30;
  const auto pages = static_cast<std::size_t>(::sysconf(_SC_PHYS_PAGES));
  const auto page_bytes = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  return std::min(kBudgetBytesMax, pages * page_bytes / 4);
}

std::string_view io_backend_text(config::IoBackend backend) {
  switch (backend) {
    case config::IoBackend::kAuto: return "auto";
    case config::IoBackend::kUring: return "uring";
    case config::IoBackend::kEpoll: return "epoll";
  }
  return "auto";
}

// Called on the thread of HTTP, which asks shard 0 and waits.
std::string scrape(Broker& broker, ShardGroup& group, MetricsRegistry& metrics) {
  std::string text = metrics.scrape();
  add_confluent_names(text);
  if (!broker.ready()) return text;
  const ClusterSample sample =
      group.run_on(ShardId(0), [&broker](Env&) { return collect_cluster_sample(*broker.common().shards.front()); });
  return text + print_cluster_metrics(sample);
}

HttpAnswer answer_http(Broker& broker, ShardGroup& group, MetricsRegistry& metrics, const std::string& path) {
  if (path == "/metrics") {
    return {.status = 200,
            .content_type = "text/plain; version=0.0.4; charset=utf-8",
            .body = scrape(broker, group, metrics)};
  }
  const std::string state = std::string(broker_state_name(broker.state())) + "\n";
  if (path == "/livez") return {.status = broker.state() == BrokerState::kFailed ? 503U : 200U, .body = state};
  if (path == "/readyz") return {.status = broker.ready() ? 200U : 503U, .body = state};
  return {.status = 404, .body = "not found; there are /metrics, /livez and /readyz\n"};
}

// One per shard, made and dropped on its thread.
Task<Status> enter_shard(Env& env, BrokerCommon& common, std::unique_ptr<BrokerShard>& slot) {
  slot = std::make_unique<BrokerShard>(env, common);
  common.shards[env.shard.value] = slot.get();
  co_return Status();
}

Task<Status> leave_shard(std::unique_ptr<BrokerShard>& slot) {
  slot.reset();
  co_return Status();
}

Task<Status> stop_broker(Broker& broker) {
  co_await broker.stop(true);
  co_return Status();
}

// From threads that run to threads that have ended.
int serve(Broker& broker, ShardGroup& group, HttpServer& http, const std::vector<HttpServer::Address>& addresses,
          const sigset_t& signals, const Logger& log) {
  std::vector<std::unique_ptr<BrokerShard>> shards(group.count());
  broker.common().shards.resize(group.count());
  for (std::uint32_t i = 0; i < group.count(); ++i) {
    const Status entered =
        group.run_on(ShardId(i), [&](Env& env) { return enter_shard(env, broker.common(), shards[i]); });
    KLAMM_ASSERT(entered.ok());
  }
  int exit_status = 0;
  Status started = http.start(addresses);
  if (started.ok()) started = group.run_on(ShardId(0), [&](Env&) { return broker.start(); });
  if (!started.ok()) {
    log.error("cannot start", {{"error", started.error()}});
    exit_status = kExitFailure;
  } else {
    int signal = 0;
    ::sigwait(&signals, &signal);
    if (broker.state() == BrokerState::kFailed) {
      exit_status = kExitFailure;
    } else {
      log.info("stopping", {{"signal", strsignal(signal)}});
    }
  }
  const Status stopped = group.run_on(ShardId(0), [&](Env&) { return stop_broker(broker); });
  KLAMM_ASSERT(stopped.ok());
  http.stop();
  for (std::uint32_t i = 0; i < group.count(); ++i) {
    const Status left = group.run_on(ShardId(i), [&](Env&) { return leave_shard(shards[i]); });
    KLAMM_ASSERT(left.ok());
  }
  return exit_status;
}

int run(config::LoadedConfig loaded) {
  const config::BrokerConfig& config = *loaded.config;
  StderrSink sink;
  if (!sink.configure(config.logging_levels)) {
    std::fprintf(stderr, "klamm: logging levels that mean nothing: %s\n", config.logging_levels.c_str());
    return kExitUsage;
  }
  const Logger log = process_logger(sink).module("broker");
  for (const std::string& warning : loaded.warnings) log.warn(warning);
  for (const std::string& notice : loaded.notices) log.info(notice);

  // Signals are for sigwait() below alone; threads inherit the mask.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  keep_freed_memory();
  raise_file_limit(log);
  leave_buffers_to_kernel(loaded.config->network);
  Result<HostAddresses> hosts = override_hosts(config.network);
  if (!hosts.ok()) {
    log.error("max.connections.per.ip.overrides names a host without an address", {{"error", hosts.error()}});
    return kExitUsage;
  }

  const Result<BackendChoice> choice = choose_backend(io_backend_text(config.io_backend));
  if (!choice.ok()) {
    log.error("cannot start", {{"error", choice.error()}});
    return kExitFailure;
  }
  log.info("starting", {{"version", kVersion}, {"io", backend_name(choice->kind)}, {"why", choice->reason}});

  MetricsRegistry metrics;
  ShardGroupOptions options;
  options.shards = static_cast<std::uint32_t>(config.num_shards);
  options.backend = choice->kind;
  options.memory_bytes = memory_budget(config);
  options.stall_ns = config.loop_stall_threshold_ms * kNsPerMs;
  ShardGroup group(options, sink, metrics);
  const Status threads = group.start();
  if (!threads.ok()) {
    log.error("cannot start", {{"error", threads.error()}});
    return kExitFailure;
  }
  const ProcessMetrics process_metrics(metrics, group.memory(), backend_name(choice->kind), choice->reason);
  std::vector<HttpServer::Address> addresses;
  for (const config::HttpListener& listener : config.network.http_listeners) {
    addresses.push_back({listener.host, static_cast<std::uint16_t>(listener.port)});
  }
  Broker broker(std::move(loaded), host_name());
  broker.common().log_sink = &sink;
  broker.common().on_fatal = [] { ::kill(::getpid(), SIGTERM); };
  broker.common().connections_max = connections_that_files_allow();
  broker.common().segment_files_max = segment_files_that_files_allow();
  broker.common().override_hosts = *std::move(hosts);
  HttpServer http(log, [&](const std::string& path) { return answer_http(broker, group, metrics, path); });
  const int exit_status = serve(broker, group, http, addresses, signals, log);
  group.stop();
  return exit_status;
}

int run_program(int argc, char** argv) {
  if (const Command* command = find_command(argc, argv)) return command->run(argc - 1, argv + 1);
  Options options;
  if (!parse_options(argc, argv, options)) return kExitUsage;
  if (options.version) {
    std::printf("klamm %s\n", kVersion.data());
    return 0;
  }
  std::optional<config::LoadedConfig> loaded = load_config(options);
  if (!loaded.has_value() || !loaded->errors.empty()) return kExitUsage;
  if (options.check) {
    for (const std::string& warning : loaded->warnings) std::printf("%s\n", warning.c_str());
    for (const std::string& notice : loaded->notices) std::printf("%s\n", notice.c_str());
    std::printf("the configuration is good\n");
    return 0;
  }
  return run(std::move(*loaded));
}

}  // namespace

}  // namespace klamm::broker

int main(int argc, char** argv) { return klamm::broker::run_program(argc, argv); }
