#include "broker/net/connection_quota.h"

#include <algorithm>

#include "runtime/base/assert.h"

namespace klamm::broker {

QuotaLimits quota_limits(const config::NetworkConfig& network, std::int64_t total_max, const HostAddresses& hosts) {
  QuotaLimits limits;
  limits.total_max = std::min<std::int64_t>(network.max_connections, total_max);
  limits.per_ip_max = network.max_connections_per_ip;
  for (const auto& [host, count] : network.max_connections_per_ip_overrides) {
    const auto known = hosts.find(host);
    if (known == hosts.end()) {
      limits.per_ip_overrides.insert_or_assign(host, count);
      continue;
    }
    for (const std::string& address : known->second) limits.per_ip_overrides.insert_or_assign(address, count);
  }
  return limits;
}

void ConnectionQuota::set_limits(QuotaLimits limits) {
  const std::lock_guard lock(mutex_);
  limits_ = std::move(limits);
}

bool ConnectionQuota::admit(const std::string& ip) {
  const std::lock_guard lock(mutex_);
  if (total_ >= limits_.total_max) return false;
  const auto override = limits_.per_ip_overrides.find(ip);
  const std::int64_t max = override == limits_.per_ip_overrides.end() ? limits_.per_ip_max : override->second;
  const auto found = per_ip_.find(ip);
  if ((found == per_ip_.end() ? 0 : found->second) >= max) return false;
  ++total_;
  ++per_ip_[ip];
  return true;
}

void ConnectionQuota::release(const std::string& ip) {
  const std::lock_guard lock(mutex_);
  const auto found = per_ip_.find(ip);
  KLAMM_ASSERT(found != per_ip_.end() && total_ > 0);
  --total_;
  if (--found->second == 0) per_ip_.erase(found);
}

std::int64_t ConnectionQuota::count() {
  const std::lock_guard lock(mutex_);
  return total_;
}

}  // namespace klamm::broker
