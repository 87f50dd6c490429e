#include "bench/load/machine.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace klamm::bench {

void die(const std::string& why) {
  std::fprintf(stderr, "klamm bench: %s\n", why.c_str());
  std::exit(1);
}

std::int64_t now_ns() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

double own_cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double machine_cpu_seconds() {
  // proc(5): user nice system idle iowait irq softirq
  double ticks[7] = {};
  std::FILE* stat = std::fopen("/proc/stat", "r");
  const int found = stat == nullptr ? 0
                                    : std::fscanf(stat, "cpu %lf %lf %lf %lf %lf %lf %lf", &ticks[0], &ticks[1],
                                                  &ticks[2], &ticks[3], &ticks[4], &ticks[5], &ticks[6]);
  if (stat != nullptr) std::fclose(stat);
  if (found != 7) die("/proc/stat does not say what the processors did");
  const double busy = ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6];
  return busy / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

void prepare_process() {
  constexpr unsigned long kTimerSlackNs = 1'000;
  ::prctl(PR_SET_TIMERSLACK, kTimerSlackNs);
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace klamm::bench
