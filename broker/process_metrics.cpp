#include "broker/process_metrics.h"

#include <dirent.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>

#include "runtime/io/sockets.h"
#include "runtime/memory/pages.h"

namespace klamm::broker {

namespace {

double cpu_seconds() {
  struct rusage usage{};
  if (::getrusage(RUSAGE_SELF, &usage) != 0) return 0;
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double resident_bytes() {
  std::FILE* file = std::fopen("/proc/self/statm", "r");
  if (file == nullptr) return 0;
  long total = 0;
  long resident = 0;
  const int read = std::fscanf(file, "%ld %ld", &total, &resident);
  std::fclose(file);
  return read == 2 ? static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE)) : 0;
}

double open_files() {
  DIR* directory = ::opendir("/proc/self/fd");
  if (directory == nullptr) return 0;
  double count = -3;  // ".", ".." and the directory itself
  while (::readdir(directory) != nullptr) ++count;
  ::closedir(directory);
  return count;
}

}  // namespace

ProcessMetrics::ProcessMetrics(MetricsRegistry& registry, MemoryPool& memory, std::string_view io_backend,
                               std::string_view io_reason) {
  const auto add = [&](std::string name, std::string help, bool is_counter, std::function<double()> value) {
    callbacks_.push_back(registry.callback(std::move(name), std::move(help), {}, is_counter, std::move(value)));
  };
  add("process_cpu_seconds_total", "Processor time of the process, user and system.", true, &cpu_seconds);
  add("process_resident_memory_bytes", "Resident memory of the process.", false, &resident_bytes);
  add("process_open_fds", "Open file descriptors.", false, &open_files);
  add("klamm_memory_budget_limit_bytes", "What may be lent for requests and data on their way.", false,
      [&memory] { return static_cast<double>(memory.limit()); });
  add("klamm_memory_budget_used_bytes", "What is lent at the moment.", false,
      [&memory] { return static_cast<double>(memory.used()); });
  add("klamm_memory_pages_bytes", "Memory in huge pages for direct reads and writes.", false,
      [] { return static_cast<double>(page_memory().huge_bytes); });
  add("klamm_memory_pages_used_bytes", "What is in use of it.", false,
      [] { return static_cast<double>(page_memory().used_bytes); });
  io_backend_ = registry.gauge("klamm_io_backend", "1 for the io backend that runs, and why it was chosen.",
                               {{"name", std::string(io_backend)}, {"reason", std::string(io_reason)}});
  io_backend_->set(1);
}

Logger process_logger(LogSink& sink) {
  return Logger(sink, -1, [](const void*) { return wall_now_ms(); }, nullptr);
}

}  // namespace klamm::broker
