// Numbers about the process as a whole: memory, open files, processor time, and which io backend runs and why.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "runtime/logging/logger.h"
#include "runtime/memory/budget.h"
#include "runtime/metrics/metrics.h"

namespace klamm::broker {

// Registered while it lives. `memory` must outlive it.
class ProcessMetrics {
 public:
  ProcessMetrics(MetricsRegistry& registry, MemoryPool& memory, std::string_view io_backend,
                 std::string_view io_reason);

 private:
  std::vector<std::shared_ptr<void>> callbacks_;
  std::shared_ptr<Gauge> io_backend_;
};

// A logger for what is on no shard: the main thread, HTTP.
[[nodiscard]] Logger process_logger(LogSink& sink);

}  // namespace klamm::broker
