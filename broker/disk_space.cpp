#include "broker/disk_space.h"

#include <sys/statvfs.h>

namespace klamm::broker {

DiskSpace disk_space(const std::string& directory) {
  struct statvfs found{};
  if (::statvfs(directory.c_str(), &found) != 0) return {};
  const auto block = static_cast<std::int64_t>(found.f_frsize);
  return {.total_bytes = static_cast<std::int64_t>(found.f_blocks) * block,
          .usable_bytes = static_cast<std::int64_t>(found.f_bavail) * block};
}

}  // namespace klamm::broker
