// What a generator of load asks of the machine: the time, the files it may open, and a way out.
#pragma once

#include <cstdint>
#include <string>

namespace klamm::bench {

inline constexpr double kNsPerSecond = 1e9;
inline constexpr double kNsPerMillisecond = 1e6;

// Prints why and ends the program: a benchmark has nobody to report to but its reader.
[[noreturn]] void die(const std::string& why);

// Since some moment in the past; never goes back.
[[nodiscard]] std::int64_t now_ns();

// Of the whole process, user and kernel.
[[nodiscard]] double own_cpu_seconds();
// Of all processors since the machine started, whoever used them: the kernel's threads count for no process.
[[nodiscard]] double machine_cpu_seconds();

// As many open files as the machine allows, and timers that fire within a microsecond of when they should: the kernel
// otherwise lets them come 50 us late, which would be part of every latency.
void prepare_process();

}  // namespace klamm::bench
