// A FlatMap against a std::map that is told the same.
#include "runtime/base/flat_map.h"

#include <catch2/catch.hpp>
#include <iterator>
#include <map>

#include "runtime/base/random.h"

namespace klamm {

namespace {

using Flat = FlatMap<int, int>;
using Tree = std::map<int, int>;

void check_equal(const Flat& flat, const Tree& tree) {
  REQUIRE(flat.size() == tree.size());
  REQUIRE(flat.empty() == tree.empty());
  auto entry = flat.begin();
  for (const auto& [key, value] : tree) {
    REQUIRE(entry->first == key);
    REQUIRE(entry->second == value);
    ++entry;
  }
  REQUIRE(entry == flat.end());
  if (!tree.empty()) REQUIRE(flat.back().first == tree.rbegin()->first);
}

void check_lookups(const Flat& flat, const Tree& tree, int key) {
  REQUIRE(flat.contains(key) == tree.contains(key));
  REQUIRE(std::distance(flat.begin(), flat.find(key)) == std::distance(tree.begin(), tree.find(key)));
  REQUIRE(std::distance(flat.begin(), flat.lower_bound(key)) == std::distance(tree.begin(), tree.lower_bound(key)));
  REQUIRE(std::distance(flat.begin(), flat.upper_bound(key)) == std::distance(tree.begin(), tree.upper_bound(key)));
}

}  // namespace

TEST_CASE("a flat map is a map") {
  const std::uint64_t seed = GENERATE(1, 2, 3, 4, 5);
  INFO("seed " << seed);
  Rng rng(seed);
  Flat flat;
  Tree tree;
  for (int step = 0; step < 2'000; ++step) {
    const int key = static_cast<int>(rng.below(20));
    switch (rng.below(4)) {
      case 0:
      case 1: flat[key] = tree[key] = step; break;
      case 2:
        flat.erase(key);
        tree.erase(key);
        break;
      default:
        if (flat.contains(key)) {
          flat.erase(flat.find(key));
          tree.erase(key);
        }
        break;
    }
    check_equal(flat, tree);
    check_lookups(flat, tree, static_cast<int>(rng.below(22)) - 1);
  }
  flat.clear();
  check_equal(flat, Tree());
}

}  // namespace klamm
