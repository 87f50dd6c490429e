// Assertions that stay on in production. They check the program, never its input: input gets an error code.
#pragma once

namespace klamm {

// Prints "file:line: assertion failed: text" to standard error and aborts. Never returns.
[[noreturn]] void assertion_failed(const char* file, int line, const char* text);

}  // namespace klamm

#define KLAMM_ASSERT(condition) \
  ((condition) ? static_cast<void>(0) : ::klamm::assertion_failed(__FILE__, __LINE__, #condition))

// For checks whose cost grows with the data: on in debug and sanitizer builds only.
#ifdef NDEBUG
#define KLAMM_DASSERT(condition) static_cast<void>(sizeof(condition))
#else
#define KLAMM_DASSERT(condition) KLAMM_ASSERT(condition)
#endif
