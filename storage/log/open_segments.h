// Which segments have open files, the ones that were used last in front: a process may have so many open files and no
// more, and a log many segments.
#pragma once

#include <cstddef>
#include <list>

namespace klamm {

class Segment;

class OpenSegments {
 public:
  explicit OpenSegments(std::size_t handles_max) : handles_max_(handles_max) {}
  // Whoever has a segment with open files must have let it go.
  ~OpenSegments();
  OpenSegments(const OpenSegments&) = delete;
  OpenSegments& operator=(const OpenSegments&) = delete;

  // `segment` has been used and has `handles` open files. When these are too many, the files of others are closed, of
  // those first that were used least lately.
  void use(Segment& segment, std::size_t handles);
  void forget(Segment& segment);
  [[nodiscard]] std::size_t handles() const { return handles_; }

 private:
  const std::size_t handles_max_;
  std::size_t handles_ = 0;
  std::list<Segment*> segments_;
};

}  // namespace klamm
