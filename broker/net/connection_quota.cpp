#include "broker/net/connection_quota.h"

#include "runtime/base/assert.h"

namespace klamm::broker {

bool ConnectionQuota::admit(const std::string& ip) {
  const std::lock_guard lock(mutex_);
  if (total_ >= total_max_) return false;
  const auto found = per_ip_.find(ip);
  if (found != per_ip_.end() && found->second >= per_ip_max_) return false;
  if (found == per_ip_.end() && per_ip_max_ == 0) return false;
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
