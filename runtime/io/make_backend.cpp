// Alone in its file: a program that has a make_backend() of its own (tests/faults/program) is linked without this one.
#include "runtime/io/epoll_backend.h"
#include "runtime/io/probe.h"
#include "runtime/io/uring_backend.h"

namespace klamm {

Result<std::unique_ptr<Backend>> make_backend(BackendKind kind, const BackendOptions& options) {
  return kind == BackendKind::kUring ? UringBackend::create(options) : EpollBackend::create(options);
}

}  // namespace klamm
