// Keeps strings alive for as long as views of them are used: what a handler puts into a response made of views.
#pragma once

#include <forward_list>
#include <string>
#include <string_view>
#include <utility>

namespace klamm {

// Belongs to one request on one shard. The views that it gives live as long as the arena and do not move, also when
// the arena is moved. It has no limit of its own: a response is bounded by its request.
class Arena {
 public:
  Arena() = default;
  Arena(Arena&&) = default;
  Arena& operator=(Arena&&) = default;

  std::string_view store(std::string text) { return strings_.emplace_front(std::move(text)); }
  std::string_view copy(std::string_view text) { return strings_.emplace_front(text); }

 private:
  std::forward_list<std::string> strings_;  // its elements never move; most requests have none
};

}  // namespace klamm
