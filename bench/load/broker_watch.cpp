#include "bench/load/broker_watch.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <sstream>

#include "bench/load/connection.h"
#include "bench/load/machine.h"

namespace klamm::bench {

namespace {

std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// Fields 14 and 15 of /proc/PID/stat; the second field is a name in parentheses and may hold anything.
void read_cpu(const std::string& folder, double& user_seconds, double& all_seconds) {
  const std::string text = file_text(folder + "/stat");
  const std::size_t name_end = text.rfind(')');
  if (name_end == std::string::npos) die("the broker's process is gone");
  std::istringstream rest(text.substr(name_end + 1));
  std::string skipped;
  for (int field = 3; field < 14; ++field) rest >> skipped;
  double user = 0;
  double system = 0;
  rest >> user >> system;
  const auto ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
  user_seconds = user / ticks;
  all_seconds = (user + system) / ticks;
}

// A number behind `name` in a file of lines "NAME: NUMBER"; 0 where it may not be read.
double value_in(const std::string& text, const std::string& name) {
  const std::size_t at = text.find(name);
  return at == std::string::npos ? 0 : std::strtod(text.c_str() + at + name.size(), nullptr);
}

// The body of an answer to GET, from a server that closes behind it.
std::string http_get(const std::string& url) {
  constexpr std::string_view kScheme = "http://";
  if (!url.starts_with(kScheme)) die(url + " is no http:// address");
  const std::size_t slash = url.find('/', kScheme.size());
  const std::string host = url.substr(kScheme.size(), slash - kScheme.size());
  const std::string path = slash == std::string::npos ? "/metrics" : url.substr(slash);
  const int socket = Endpoint(host).connect();
  const std::string request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
  std::string answer;
  if (::send(socket, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size())) {
    char bytes[16384];
    for (ssize_t got = ::recv(socket, bytes, sizeof bytes, 0); got > 0; got = ::recv(socket, bytes, sizeof bytes, 0)) {
      answer.append(bytes, static_cast<std::size_t>(got));
    }
  }
  ::close(socket);
  const std::size_t head = answer.find("\r\n\r\n");
  if (head == std::string::npos || answer.find(" 200 ") > answer.find("\r\n")) die("no metrics from " + url);
  return answer.substr(head + 4);
}

}  // namespace

BrokerWatch::BrokerWatch(std::int64_t pid, std::string metrics_url) : pid_(pid), metrics_url_(std::move(metrics_url)) {}

// Counters of Klamm's own, summed over their labels.
std::map<std::string, double> BrokerWatch::read_counters() const {
  std::map<std::string, double> counters;
  if (metrics_url_.empty()) return counters;
  std::istringstream lines(http_get(metrics_url_));
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("klamm_")) continue;
    const std::string name = line.substr(0, line.find_first_of("{ "));
    if (!name.ends_with("_total") && !name.ends_with("_sum") && !name.ends_with("_count")) continue;
    counters[name] += std::strtod(line.c_str() + line.rfind(' '), nullptr);
  }
  return counters;
}

BrokerWatch::Sample BrokerWatch::sample() const {
  Sample sample;
  sample.counters = read_counters();
  if (pid_ == 0) return sample;
  const std::string folder = "/proc/" + std::to_string(pid_);
  read_cpu(folder, sample.user_seconds, sample.cpu_seconds);
  sample.resident_bytes = value_in(file_text(folder + "/status"), "VmRSS:") * 1024;
  const std::string io = file_text(folder + "/io");
  sample.written_bytes = value_in(io, "\nwrite_bytes:");
  sample.read_bytes = value_in(io, "\nread_bytes:");
  return sample;
}

void BrokerWatch::begin() { before_ = sample(); }

void BrokerWatch::end() {
  settle();
  after_ = sample();
}

void BrokerWatch::settle() const {
  if (pid_ == 0) return;
  constexpr int kPollMs = 100;
  constexpr int kQuietPolls = 3;
  constexpr double kQuietSeconds = 0.01;
  const std::int64_t until = now_ns() + static_cast<std::int64_t>(kSettleSecondsMax * kNsPerSecond);
  double last = -1;
  for (int quiet = 0; quiet < kQuietPolls && now_ns() < until;) {
    double user = 0;
    double all = 0;
    read_cpu("/proc/" + std::to_string(pid_), user, all);
    quiet = last >= 0 && all - last <= kQuietSeconds ? quiet + 1 : 0;
    last = all;
    ::poll(nullptr, 0, kPollMs);
  }
}

std::map<std::string, double> BrokerWatch::moved() const {
  std::map<std::string, double> moved;
  for (const auto& [name, value] : after_.counters) {
    const auto before = before_.counters.find(name);
    const double difference = value - (before == before_.counters.end() ? 0 : before->second);
    if (difference > 0) moved[name] = difference;
  }
  return moved;
}

JsonObject BrokerWatch::json(const Work& work) const {
  JsonObject object;
  if (pid_ != 0) {
    const double cpu = after_.cpu_seconds - before_.cpu_seconds;
    object.add("cpu_s", cpu).add("cpu_user_s", after_.user_seconds - before_.user_seconds);
    if (work.bytes > 0) object.add("cpu_s_per_gb", cpu / work.bytes * 1e9);
    if (work.requests > 0) object.add("cpu_s_per_million_requests", cpu / work.requests * 1e6);
    if (work.records > 0) object.add("cpu_s_per_million_records", cpu / work.records * 1e6);
    object.add("resident_bytes", after_.resident_bytes);
    object.add("written_bytes", after_.written_bytes - before_.written_bytes);
    object.add("read_bytes", after_.read_bytes - before_.read_bytes);
  }
  JsonObject counters;
  for (const auto& [name, difference] : moved()) counters.add(name, difference);
  if (!counters.empty()) object.add("counters", counters);
  return object;
}

void BrokerWatch::print(const Work& work) const {
  if (pid_ != 0) {
    const double cpu = after_.cpu_seconds - before_.cpu_seconds;
    std::printf("broker: %.2f CPU s (%.2f in the kernel)", cpu, cpu - (after_.user_seconds - before_.user_seconds));
    if (work.bytes > 0) std::printf(", %.3f per GB", cpu / work.bytes * 1e9);
    if (work.requests > 0) std::printf(", %.2f per million requests", cpu / work.requests * 1e6);
    std::printf("; %.1f MiB resident, %.1f MB written\n", after_.resident_bytes / (1 << 20),
                (after_.written_bytes - before_.written_bytes) / 1e6);
  }
  const std::map<std::string, double> counters = moved();
  if (counters.empty()) return;
  std::printf("%-40s %14s %12s %12s\n", "counter", "moved by", "per request", "per MB");
  for (const auto& [name, difference] : counters) {
    std::printf("%-40s %14.0f %12.3f %12.3f\n", name.c_str(), difference,
                work.requests > 0 ? difference / work.requests : 0, work.bytes > 0 ? difference / work.bytes * 1e6 : 0);
  }
}

}  // namespace klamm::bench
