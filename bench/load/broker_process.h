// The broker that is measured: a child process with a data directory of its own, and what the kernel says about it.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace klamm::bench {

// Prints why and ends the program: a benchmark has nobody to report to but its reader.
[[noreturn]] void die(const std::string& why);

// Seconds since some moment in the past.
[[nodiscard]] double now_seconds();

// Started by the constructor, stopped by the destructor, which also removes the data directory.
class BrokerProcess {
 public:
  // Returns when the broker says that it is ready. `under` is where the data directory is made; `settings` are
  // NAME=VALUE. Dies when the broker does not get ready.
  BrokerProcess(const std::string& program, const std::string& under, const std::vector<std::string>& settings);
  BrokerProcess(const BrokerProcess&) = delete;
  BrokerProcess& operator=(const BrokerProcess&) = delete;
  ~BrokerProcess();

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] pid_t pid() const { return pid_; }
  // From the fork to the line that says so, to half a millisecond.
  [[nodiscard]] double ready_ms() const { return ready_ms_; }
  // Of all its threads, in user and kernel mode, those that io_uring makes included.
  [[nodiscard]] double cpu_seconds() const;
  [[nodiscard]] double resident_mib() const;

 private:
  void run(const std::string& program, const std::vector<std::string>& settings) const;
  [[nodiscard]] bool find_port();

  std::string directory_;
  std::string log_path_;
  pid_t pid_ = -1;
  std::uint16_t port_ = 0;
  double ready_ms_ = 0;
};

}  // namespace klamm::bench
