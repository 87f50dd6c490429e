// The persistent map against std::map, and that copies do not feel each other.
#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <vector>

#include "replication/metadata/persistent_map.h"
#include "runtime/base/random.h"

namespace klamm::replication {

namespace {

using Map = PersistentMap<int, std::string>;
using Model = std::map<int, std::string>;

void require_equal(const Map& map, const Model& model) {
  REQUIRE(map.size() == model.size());
  auto expected = model.begin();
  for (const auto& [key, value] : map) {
    REQUIRE(key == expected->first);
    REQUIRE(value == expected->second);
    ++expected;
  }
}

}  // namespace

TEST_CASE("a persistent map behaves like a map, and its copies stay as they were") {
  Rng rng(7);
  Map map;
  Model model;
  std::vector<std::pair<Map, Model>> copies;
  for (int step = 0; step < 4000; ++step) {
    const auto key = static_cast<int>(rng.below(300));
    if (rng.chance(1, 3)) {
      map.erase(key);
      model.erase(key);
    } else {
      map.set(key, std::to_string(step));
      model[key] = std::to_string(step);
    }
    const auto probe = static_cast<int>(rng.below(300));
    const std::string* found = map.find(probe);
    REQUIRE((found != nullptr) == model.contains(probe));
    if (found != nullptr) REQUIRE(*found == model[probe]);
    const auto at = map.lower_bound(probe);
    const auto expected = model.lower_bound(probe);
    REQUIRE((at == map.end()) == (expected == model.end()));
    if (expected != model.end()) REQUIRE(at->first == expected->first);
    if (step % 400 == 0) copies.emplace_back(map, model);
  }
  require_equal(map, model);
  for (const auto& [copy, copied] : copies) require_equal(copy, copied);
}

TEST_CASE("a persistent map stays flat when keys come in order") {
  PersistentMap<int, int> map;
  for (int i = 0; i < 20'000; ++i) map.set(i, i);
  REQUIRE(map.size() == 20'000);
  // A tree that had degenerated into a list would overflow the stack here.
  const PersistentMap<int, int> copy = map;
  for (int i = 0; i < 20'000; i += 2) map.erase(i);
  REQUIRE(map.size() == 10'000);
  REQUIRE(copy.size() == 20'000);
  REQUIRE(!map.contains(4));
  REQUIRE(*copy.find(4) == 4);
}

TEST_CASE("maps with equal entries are equal, however they came to be") {
  PersistentMap<int, int> a;
  PersistentMap<int, int> b;
  for (int i = 0; i < 100; ++i) a.set(i, i);
  for (int i = 99; i >= 0; --i) b.set(i, i);
  REQUIRE(a == b);
  REQUIRE(!a.same_as(b));
  b.set(50, 51);
  REQUIRE(!(a == b));
}

}  // namespace klamm::replication
