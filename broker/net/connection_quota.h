// How many connections there may be: max.connections, max.connections.per.ip and its overrides. The one table that all
// listeners share.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "broker/config/broker_config.h"

namespace klamm::broker {

// Names of max.connections.per.ip.overrides to the addresses that they stand for.
using HostAddresses = std::map<std::string, std::vector<std::string>, std::less<>>;

struct QuotaLimits {
  std::int64_t total_max = 0;
  std::int64_t per_ip_max = 0;
  std::map<std::string, std::int64_t, std::less<>>
      per_ip_overrides;  // by address, as Backend::peer_address() prints it
};

// What is configured, of which the process has room for `total_max`. A name that `hosts` does not know limits nobody.
[[nodiscard]] QuotaLimits quota_limits(const config::NetworkConfig& network, std::int64_t total_max,
                                       const HostAddresses& hosts);

// Thread-safe; asked once when a connection begins and once when it ends.
class ConnectionQuota {
 public:
  // Until limits are set, no connection is admitted.
  ConnectionQuota() = default;
  // For connections from now on; those above a lower limit stay.
  void set_limits(QuotaLimits limits);

  // False: the connection is to be closed at once, and does not count.
  [[nodiscard]] bool admit(const std::string& ip);
  void release(const std::string& ip);
  [[nodiscard]] std::int64_t count();

 private:
  std::mutex mutex_;
  QuotaLimits limits_;
  std::int64_t total_ = 0;
  std::map<std::string, std::int64_t> per_ip_;  // no entry is zero: as large as there are connections
};

}  // namespace klamm::broker
