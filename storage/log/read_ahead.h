// Reads what a sequential reader of a segment will probably ask for next, while it is busy with what it has. One for
// the logs of a store; used on its shard.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <optional>

#include "runtime/base/buffer.h"
#include "runtime/task/sync.h"
#include "runtime/task/task.h"

namespace klamm {

class Segment;

class ReadAhead {
 public:
  // `fibers` is joined after stop(). More than `bytes_max` is never held: what was read first and not asked for goes.
  ReadAhead(TaskScope& fibers, std::size_t bytes_max) : fibers_(fibers), bytes_max_(bytes_max) {}

  // `layout`: of the log (PartitionLog::layout()), so that nobody is given what was read before the segment was cut.
  void start(std::shared_ptr<Segment> segment, std::uint64_t layout, std::uint64_t position, std::size_t size_bytes);
  // What was read from there on, waited for where it is under way; nothing if nobody began, or it failed.
  Task<std::optional<Slice>> take(const Segment& segment, std::uint64_t layout, std::uint64_t position);
  void stop();

 private:
  struct Place {
    const Segment* segment = nullptr;
    std::uint64_t layout = 0;
    std::uint64_t position = 0;
    auto operator<=>(const Place&) const = default;
  };
  struct Run {
    std::shared_ptr<Segment> segment;
    std::size_t size_bytes = 0;
    bool done = false;
    std::optional<Slice> bytes;
    Signal changed;
    std::list<Place>::iterator age;
  };
  using Runs = std::map<Place, std::shared_ptr<Run>>;

  static Task<void> read(std::shared_ptr<Run> run, std::uint64_t position);
  std::shared_ptr<Run> remove(Runs::iterator at);

  TaskScope& fibers_;
  const std::size_t bytes_max_;
  std::size_t bytes_ = 0;
  bool stopping_ = false;
  Runs runs_;
  std::list<Place> ages_;  // the oldest first
};

}  // namespace klamm
