#include "runtime/io/probe.h"

#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

#include "runtime/io/uring_backend.h"

namespace klamm {

namespace {

// The value of kernel.io_uring_disabled, or -1 where the kernel has no such switch (before Linux 6.6).
int read_disabled_switch() {
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  const std::unique_ptr<std::FILE, Close> file(std::fopen("/proc/sys/kernel/io_uring_disabled", "re"));
  int value = -1;
  if (file == nullptr || std::fscanf(file.get(), "%d", &value) != 1) return -1;
  return value;
}

std::string explain(int os_errno) {
  const int disabled = read_disabled_switch();
  if (os_errno == EPERM && disabled > 0) {
    return "EPERM: the kernel's switch kernel.io_uring_disabled is " + std::to_string(disabled);
  }
  if (os_errno == EPERM) {
    return "EPERM: the container's seccomp profile refuses io_uring_setup (containerd since 2.0 and Docker since 25 "
           "do)";
  }
  if (os_errno == ENOSYS) {
    return "ENOSYS: the container's seccomp profile hides io_uring (Podman and CRI-O do), or the kernel has none";
  }
  if (os_errno == ENOMEM) return "ENOMEM: the limit of locked memory (RLIMIT_MEMLOCK) is too low for a ring";
  if (os_errno == EINVAL || os_errno == ENOTSUP)
    return "the kernel is older than 6.0 and lacks operations that are needed";
  return std::generic_category().message(os_errno);
}

}  // namespace

std::string_view backend_name(BackendKind kind) { return kind == BackendKind::kUring ? "uring" : "epoll"; }

Result<BackendChoice> choose_backend(std::string_view wanted) {
  if (wanted == "epoll") return BackendChoice{BackendKind::kEpoll, "io.backend=epoll"};
  if (wanted != "auto" && wanted != "uring") {
    return Error(ErrorCode::kInvalidConfig, "io.backend is auto, uring or epoll");
  }
  const int refused = UringBackend::probe();
  if (refused == 0) return BackendChoice{BackendKind::kUring, "io_uring is available"};
  if (wanted == "auto") return BackendChoice{BackendKind::kEpoll, "io_uring is not available: " + explain(-refused)};
  return Error(ErrorCode::kInvalidConfig, "io.backend=uring, but io_uring is not available: " + explain(-refused),
               -refused);
}

}  // namespace klamm
