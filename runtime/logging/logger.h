// Structured logging: one line an event, in logfmt, to standard error.
//
//   const Logger log = env.log.module("journal");
//   log.info("file recycled", {{"file", path}, {"bytes", size}});
//   → time=2026-01-31T12:00:00.123Z level=info module=journal shard=0 msg="file recycled" file=/data/j/3.wal
//   bytes=33554432
//
// Levels are per module and may change while running. A level that is off costs one relaxed load.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <initializer_list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "runtime/base/ids.h"
#include "runtime/base/result.h"

namespace klamm {

enum class LogLevel : std::uint8_t { kTrace, kDebug, kInfo, kWarn, kError, kOff };

struct LogField {
  using Value = std::variant<std::int64_t, std::uint64_t, double, bool, std::string>;
  std::string_view key;
  Value value;

  LogField(std::string_view k, std::string_view v) : key(k), value(std::string(v)) {}
  LogField(std::string_view k, const std::string& v) : key(k), value(v) {}
  LogField(std::string_view k, const char* v) : key(k), value(std::string(v)) {}
  LogField(std::string_view k, bool v) : key(k), value(v) {}
  LogField(std::string_view k, double v) : key(k), value(v) {}
  template <class T>
    requires std::is_integral_v<T>
  LogField(std::string_view k, T v) : key(k) {
    if constexpr (std::is_signed_v<T>) value = static_cast<std::int64_t>(v);
    else value = static_cast<std::uint64_t>(v);
  }
  template <class Tag, class Rep>
  LogField(std::string_view k, const Id<Tag, Rep>& v) : LogField(k, v.value) {}
  LogField(std::string_view k, const Uuid& v) : key(k), value(v.to_string()) {}
  // Kafka's name of the code, the message and the errno's text.
  LogField(std::string_view k, const Error& v);
};

// Where lines go and which levels are on. One for the process; thread-safe.
class LogSink {
 public:
  LogSink();
  virtual ~LogSink();
  LogSink(const LogSink&) = delete;
  LogSink& operator=(const LogSink&) = delete;
  // `line` ends with a newline. From any thread.
  virtual void write(std::string_view line) = 0;

  // "info", or per module "info,journal=debug,raft=trace". A module's setting holds for its children ("storage" for
  // "storage.journal"). False, and nothing changed, if the text says something else.
  bool configure(std::string_view levels);
  // The level of a module; the reference lives as long as the sink and follows configure().
  std::atomic<LogLevel>& level_of(std::string_view module);

 private:
  struct Levels;
  std::unique_ptr<Levels> levels_;
};

// To standard error, one write(2) a line, so that lines of several threads do not mix.
class StderrSink final : public LogSink {
 public:
  void write(std::string_view line) override;
};

// Keeps the newest lines, for tests and for the simulator.
class MemorySink final : public LogSink {
 public:
  static constexpr std::size_t kLinesMax = 10'000;
  void write(std::string_view line) override;
  // A copy of what there is, oldest first, without newlines.
  [[nodiscard]] std::vector<std::string> lines() const;
  [[nodiscard]] bool contains(std::string_view text) const;

 private:
  mutable std::mutex mutex_;
  std::deque<std::string> lines_;
};

// A cheap handle: sink, module, shard, clock.
class Logger {
 public:
  // `wall_ms` gives the time of the lines; the simulator's lines carry the simulated time.
  using WallClock = std::int64_t (*)(const void* context);
  Logger(LogSink& sink, std::int32_t shard, WallClock wall_ms, const void* clock_context);

  [[nodiscard]] Logger module(std::string_view name) const;
  [[nodiscard]] bool enabled(LogLevel level) const { return level >= level_->load(std::memory_order_relaxed); }

  void write(LogLevel level, std::string_view message, std::initializer_list<LogField> fields) const;
  void debug(std::string_view message, std::initializer_list<LogField> fields = {}) const {
    write(LogLevel::kDebug, message, fields);
  }
  void info(std::string_view message, std::initializer_list<LogField> fields = {}) const {
    write(LogLevel::kInfo, message, fields);
  }
  void warn(std::string_view message, std::initializer_list<LogField> fields = {}) const {
    write(LogLevel::kWarn, message, fields);
  }
  void error(std::string_view message, std::initializer_list<LogField> fields = {}) const {
    write(LogLevel::kError, message, fields);
  }

 private:
  LogSink* sink_;
  std::string module_;
  std::int32_t shard_;  // -1: no shard (main, HTTP)
  WallClock wall_ms_;
  const void* clock_context_;
  std::atomic<LogLevel>* level_;
};

}  // namespace klamm
