#include "runtime/logging/logger.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>
#include <optional>
#include <system_error>

#include "runtime/base/error_code.h"

namespace klamm {

namespace {

constexpr std::string_view kLevelNames[] = {"trace", "debug", "info", "warn", "error", "off"};

std::optional<LogLevel> parse_level(std::string_view text) {
  for (std::size_t i = 0; i < std::size(kLevelNames); ++i) {
    if (text == kLevelNames[i]) return static_cast<LogLevel>(i);
  }
  return std::nullopt;
}

bool is_bare(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte > ' ' && byte != '"' && byte != '=' && byte != '\\' && byte != 0x7f;
}

// logfmt: bare where that is unambiguous, else quoted with the escapes of JSON. Bytes above 0x7f pass, so UTF-8 does.
void append_text(fmt::memory_buffer& line, std::string_view text) {
  bool bare = !text.empty();
  for (const char c : text) bare = bare && is_bare(c);
  if (bare) {
    line.append(text);
    return;
  }
  line.push_back('"');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      line.push_back('\\');
      line.push_back(c);
    } else if (c == '\n') {
      line.append(std::string_view("\\n"));
    } else if (c == '\r') {
      line.append(std::string_view("\\r"));
    } else if (c == '\t') {
      line.append(std::string_view("\\t"));
    } else if (byte < ' ' || byte == 0x7f) {
      fmt::format_to(std::back_inserter(line), "\\u{:04x}", byte);
    } else {
      line.push_back(c);
    }
  }
  line.push_back('"');
}

void append_value(fmt::memory_buffer& line, const LogField::Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    append_text(line, *text);
  } else if (const auto* number = std::get_if<std::int64_t>(&value)) {
    fmt::format_to(std::back_inserter(line), "{}", *number);
  } else if (const auto* natural = std::get_if<std::uint64_t>(&value)) {
    fmt::format_to(std::back_inserter(line), "{}", *natural);
  } else if (const auto* real = std::get_if<double>(&value)) {
    fmt::format_to(std::back_inserter(line), "{}", *real);
  } else {
    line.append(std::string_view(std::get<bool>(value) ? "true" : "false"));
  }
}

void append_time(fmt::memory_buffer& line, std::int64_t wall_ms) {
  const std::int64_t milliseconds = ((wall_ms % 1000) + 1000) % 1000;
  const std::time_t seconds = (wall_ms - milliseconds) / 1000;
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  fmt::format_to(std::back_inserter(line), "time={:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", utc.tm_year + 1900,
                 utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec, milliseconds);
}

std::string describe(const Error& error) {
  std::string text(error_name(error.code));
  if (!error.message.empty()) text += ": " + error.message;
  if (error.os_errno != 0) text += " (" + std::generic_category().message(error.os_errno) + ")";
  return text;
}

}  // namespace

LogField::LogField(std::string_view k, const Error& v) : key(k), value(describe(v)) {}

struct LogSink::Levels {
  std::mutex mutex;
  LogLevel base = LogLevel::kInfo;
  std::map<std::string, LogLevel, std::less<>> settings;              // as configured, by module
  std::map<std::string, std::atomic<LogLevel>, std::less<>> modules;  // handed out; nodes of a map stay where they are

  // The setting of the module itself or of its nearest ancestor.
  [[nodiscard]] LogLevel effective(std::string_view module) const {
    for (std::string_view name = module;;) {
      const auto found = settings.find(name);
      if (found != settings.end()) return found->second;
      const std::size_t dot = name.rfind('.');
      if (dot == std::string_view::npos) return base;
      name = name.substr(0, dot);
    }
  }
};

LogSink::LogSink() : levels_(std::make_unique<Levels>()) {}
LogSink::~LogSink() = default;

bool LogSink::configure(std::string_view levels) {
  LogLevel base = LogLevel::kInfo;
  std::map<std::string, LogLevel, std::less<>> settings;
  while (!levels.empty()) {
    const std::size_t comma = levels.find(',');
    const std::string_view part = levels.substr(0, comma);
    levels = comma == std::string_view::npos ? std::string_view() : levels.substr(comma + 1);
    const std::size_t equals = part.find('=');
    const std::optional<LogLevel> level =
        parse_level(equals == std::string_view::npos ? part : part.substr(equals + 1));
    if (!level || equals == 0) return false;
    if (equals == std::string_view::npos) {
      base = *level;
    } else {
      settings.insert_or_assign(std::string(part.substr(0, equals)), *level);
    }
  }
  const std::lock_guard lock(levels_->mutex);
  levels_->base = base;
  levels_->settings = std::move(settings);
  for (auto& [module, level] : levels_->modules) level.store(levels_->effective(module), std::memory_order_relaxed);
  return true;
}

std::atomic<LogLevel>& LogSink::level_of(std::string_view module) {
  const std::lock_guard lock(levels_->mutex);
  auto found = levels_->modules.find(module);
  if (found == levels_->modules.end()) {
    found = levels_->modules.try_emplace(std::string(module), levels_->effective(module)).first;
  }
  return found->second;
}

void StderrSink::write(std::string_view line) {
  // A log that cannot be written must not stop the broker; there is nowhere to say so.
  while (!line.empty()) {
    const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    line.remove_prefix(static_cast<std::size_t>(written));
  }
}

void MemorySink::write(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  const std::lock_guard lock(mutex_);
  lines_.emplace_back(line);
  if (lines_.size() > kLinesMax) lines_.pop_front();
}

std::vector<std::string> MemorySink::lines() const {
  const std::lock_guard lock(mutex_);
  return {lines_.begin(), lines_.end()};
}

bool MemorySink::contains(std::string_view text) const {
  const std::lock_guard lock(mutex_);
  for (const std::string& line : lines_) {
    if (line.find(text) != std::string::npos) return true;
  }
  return false;
}

Logger::Logger(LogSink& sink, std::int32_t shard, WallClock wall_ms, const void* clock_context)
    : sink_(&sink), shard_(shard), wall_ms_(wall_ms), clock_context_(clock_context), level_(&sink.level_of("")) {}

Logger Logger::module(std::string_view name) const {
  Logger logger(*this);
  logger.module_ = name;
  logger.level_ = &sink_->level_of(name);
  return logger;
}

void Logger::write(LogLevel level, std::string_view message, std::initializer_list<LogField> fields) const {
  if (!enabled(level) || level == LogLevel::kOff) return;
  fmt::memory_buffer line;
  append_time(line, wall_ms_(clock_context_));
  fmt::format_to(std::back_inserter(line), " level={}", kLevelNames[static_cast<std::size_t>(level)]);
  if (!module_.empty()) {
    line.append(std::string_view(" module="));
    append_text(line, module_);
  }
  if (shard_ >= 0) fmt::format_to(std::back_inserter(line), " shard={}", shard_);
  line.append(std::string_view(" msg="));
  append_text(line, message);
  for (const LogField& field : fields) {
    line.push_back(' ');
    line.append(field.key);
    line.push_back('=');
    append_value(line, field.value);
  }
  line.push_back('\n');
  sink_->write({line.data(), line.size()});
}

}  // namespace klamm
