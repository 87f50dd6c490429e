// How many connections there may be: max.connections, max.connections.per.ip. The one table that all listeners share.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace klamm::broker {

// Thread-safe; asked once when a connection begins and once when it ends.
class ConnectionQuota {
 public:
  ConnectionQuota(std::int32_t connections_max, std::int32_t connections_per_ip_max)
      : total_max_(connections_max), per_ip_max_(connections_per_ip_max) {}

  // False: the connection is to be closed at once, and does not count.
  [[nodiscard]] bool admit(const std::string& ip);
  void release(const std::string& ip);
  [[nodiscard]] std::int64_t count();

 private:
  const std::int64_t total_max_;
  const std::int64_t per_ip_max_;
  std::mutex mutex_;
  std::int64_t total_ = 0;
  std::map<std::string, std::int64_t> per_ip_;  // no entry is zero: as large as there are connections
};

}  // namespace klamm::broker
