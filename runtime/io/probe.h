// Which backend this machine lets us have, and making it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "runtime/base/result.h"
#include "runtime/io/backend.h"
#include "runtime/io/file_threads.h"

namespace klamm {

enum class BackendKind : std::uint8_t { kUring, kEpoll };

struct BackendChoice {
  BackendKind kind = BackendKind::kEpoll;
  std::string reason;  // a sentence for the log: why this one
};

struct BackendOptions {
  // For what blocks. Shared by the backends of a process; must outlive them.
  FileThreads* file_threads = nullptr;
  std::uint32_t queue_entries = 1024;  // io_uring's submission queue; completions get eight times as many
  std::uint32_t select_buffers = 256;  // the pool of kReceiveSelect; a power of two
  std::uint32_t select_buffer_bytes = 16 * 1024;
  std::uint32_t registered_handles_max = 8192;
};

// `wanted` is the config io.backend: "auto", "uring" or "epoll". An Error if the text is none of these, or if it is
// "uring" and the machine refuses; the message then says who probably refuses and why.
Result<BackendChoice> choose_backend(std::string_view wanted);

// To be called on the thread that will use the backend: the kernel ties a ring to it.
Result<std::unique_ptr<Backend>> make_backend(BackendKind kind, const BackendOptions& options);

std::string_view backend_name(BackendKind kind);

}  // namespace klamm
