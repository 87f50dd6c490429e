#include "storage/log/read_ahead.h"

#include "storage/log/segment.h"

namespace klamm {

void ReadAhead::start(std::shared_ptr<Segment> segment, std::uint64_t layout, std::uint64_t position,
                      std::size_t size_bytes) {
  const Place place{.segment = segment.get(), .layout = layout, .position = position};
  if (stopping_ || size_bytes > bytes_max_ || runs_.contains(place)) return;
  while (bytes_ + size_bytes > bytes_max_) remove(runs_.find(ages_.front()));
  auto run = std::make_shared<Run>();
  run->segment = std::move(segment);
  run->size_bytes = size_bytes;
  ages_.push_back(place);
  run->age = std::prev(ages_.end());
  bytes_ += size_bytes;
  runs_.emplace(place, run);
  fibers_.spawn(read(std::move(run), position));
}

// Not a word of the owner's: it may have given the run away, or up.
Task<void> ReadAhead::read(std::shared_ptr<Run> run, std::uint64_t position) {
  Result<Slice> bytes = co_await run->segment->read_run(position, run->size_bytes);
  if (bytes.ok() && bytes->size() > 0) run->bytes = std::move(*bytes);
  run->done = true;
  run->changed.notify_all();
}

std::shared_ptr<ReadAhead::Run> ReadAhead::remove(Runs::iterator at) {
  std::shared_ptr<Run> run = std::move(at->second);
  ages_.erase(run->age);
  runs_.erase(at);
  bytes_ -= run->size_bytes;
  return run;
}

Task<std::optional<Slice>> ReadAhead::take(const Segment& segment, std::uint64_t layout, std::uint64_t position) {
  const auto found = runs_.find(Place{.segment = &segment, .layout = layout, .position = position});
  if (found == runs_.end()) co_return std::nullopt;
  const std::shared_ptr<Run> run = remove(found);
  while (!run->done) co_await run->changed.wait();
  co_return std::move(run->bytes);
}

void ReadAhead::stop() {
  stopping_ = true;
  runs_.clear();
  ages_.clear();
  bytes_ = 0;
}

}  // namespace klamm
