// What benchmarks share that want a disk: a directory to write to, and one shard to do it on.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <system_error>

#include "runtime/logging/logger.h"
#include "runtime/shard/shard_group.h"

namespace klamm::bench {

struct StderrSink final : LogSink {
  void write(std::string_view line) override { std::fwrite(line.data(), 1, line.size(), stderr); }
};

// Runs `measure` on one shard of that backend ("auto", "uring", "epoll"). Where `directory` is null, in a fresh one
// among the temporary files, removed at the end. Returns the program's status: that of `measure`; 2 where an argument
// is wrong or no directory can be made, 1 where the shard does not start, with a line on stderr.
inline int run_on_disk(const char* directory, std::string_view backend,
                       const std::function<Task<int>(Env&, const std::string&)>& measure) {
  const Result<BackendChoice> choice = choose_backend(backend);
  if (!choice.ok()) {
    std::fprintf(stderr, "%s\n", choice.error().message.c_str());
    return 2;
  }
  std::string path = (std::filesystem::temp_directory_path() / "klamm-bench-XXXXXX").string();
  if (directory != nullptr) {
    path = directory;
  } else if (::mkdtemp(path.data()) == nullptr) {
    std::fprintf(stderr, "cannot make %s\n", path.c_str());
    return 2;
  }
  StderrSink sink;
  MetricsRegistry metrics;
  ShardGroupOptions options;
  options.shards = 1;
  options.backend = choice->kind;
  ShardGroup group(options, sink, metrics);
  const Status started = group.start();
  int result = 1;
  if (started.ok()) {
    result = group.run_on(ShardId(0), [&](Env& env) { return measure(env, path); });
    group.stop();
  } else {
    std::fprintf(stderr, "%s\n", started.error().message.c_str());
  }
  std::error_code ignored;
  if (directory == nullptr) std::filesystem::remove_all(path, ignored);
  return result;
}

}  // namespace klamm::bench
