#include "bench/load/broker_process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace klamm::bench {

namespace {

constexpr double kReadySecondsMax = 60;
constexpr useconds_t kReadyPollUs = 500;

std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

void die(const std::string& why) {
  std::fprintf(stderr, "broker_bench: %s\n", why.c_str());
  std::exit(1);
}

double now_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

BrokerProcess::BrokerProcess(const std::string& program, const std::string& under,
                             const std::vector<std::string>& settings) {
  std::string path = under + "/klamm-bench-XXXXXX";
  if (::mkdtemp(path.data()) == nullptr) die("cannot make a directory in " + under);
  directory_ = path;
  log_path_ = directory_ + "/log";
  const double begun = now_seconds();
  pid_ = ::fork();
  if (pid_ < 0) die("cannot fork");
  if (pid_ == 0) run(program, settings);
  while (!find_port()) {
    int status = 0;
    const bool ended = ::waitpid(pid_, &status, WNOHANG) == pid_;
    if (ended || now_seconds() - begun > kReadySecondsMax)
      die(program + " did not get ready:\n" + file_text(log_path_));
    ::usleep(kReadyPollUs);
  }
  ready_ms_ = (now_seconds() - begun) * 1e3;
}

BrokerProcess::~BrokerProcess() {
  ::kill(pid_, SIGTERM);
  ::waitpid(pid_, nullptr, 0);
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

void BrokerProcess::run(const std::string& program, const std::vector<std::string>& settings) const {
  // A benchmark that is stopped by hand leaves no broker behind.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int log = ::open(log_path_.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
  ::dup2(log, STDOUT_FILENO);
  ::dup2(log, STDERR_FILENO);
  std::vector<std::string> arguments = {program,
                                        "--set",
                                        "listeners=PLAINTEXT://127.0.0.1:0",
                                        "--set",
                                        "advertised.listeners=PLAINTEXT://127.0.0.1:1",
                                        "--set",
                                        "http.listeners=",
                                        "--set",
                                        "log.dirs=" + directory_ + "/data"};
  for (const std::string& setting : settings) {
    arguments.insert(arguments.end(), {"--set", setting});
  }
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  ::execv(program.c_str(), pointers.data());
  std::fprintf(stderr, "cannot run %s\n", program.c_str());
  ::_exit(127);
}

bool BrokerProcess::find_port() {
  constexpr std::string_view kListener = "PLAINTEXT:";
  const std::string text = file_text(log_path_);
  const std::size_t ready = text.find("msg=ready");
  if (ready == std::string::npos) return false;
  const std::size_t at = text.find(kListener, ready);
  if (at == std::string::npos || text.find('\n', ready) == std::string::npos) return false;
  const char* from = text.data() + at + kListener.size();
  std::from_chars(from, text.data() + text.size(), port_);
  return port_ != 0;
}

double BrokerProcess::cpu_seconds() const {
  const std::string text = file_text("/proc/" + std::to_string(pid_) + "/stat");
  // The second field is a name in parentheses and may hold anything; utime and stime are fields 14 and 15.
  const std::size_t name_end = text.rfind(')');
  if (name_end == std::string::npos) die("the broker has ended:\n" + file_text(log_path_));
  std::istringstream rest(text.substr(name_end + 1));
  std::string skipped;
  for (int field = 3; field < 14; ++field) rest >> skipped;
  double user = 0;
  double system = 0;
  rest >> user >> system;
  return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double BrokerProcess::resident_mib() const {
  std::istringstream statm(file_text("/proc/" + std::to_string(pid_) + "/statm"));
  double size_pages = 0;
  double resident_pages = 0;
  statm >> size_pages >> resident_pages;
  return resident_pages * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1 << 20);
}

}  // namespace klamm::bench
