// How full the file system below a directory is. For DescribeLogDirs; storage, which decides by it, asks the backend.
#pragma once

#include <cstdint>
#include <string>

namespace klamm::broker {

struct DiskSpace {
  std::int64_t total_bytes = -1;   // -1: the file system does not say
  std::int64_t usable_bytes = -1;  // for who is not root
};

[[nodiscard]] DiskSpace disk_space(const std::string& directory);

}  // namespace klamm::broker
