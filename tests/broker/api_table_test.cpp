// The table of what is served, against the schemas and against the page that says what is not.
#include "broker/api_table.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "protocol/generated/api_key.h"

namespace klamm::broker {

namespace {

// The keys in the first column of protocol/OMISSIONS.md.
std::set<std::int16_t> omitted_keys() {
  std::ifstream page(std::string(KLAMM_TEST_DATA) + "/../../protocol/OMISSIONS.md");
  std::set<std::int16_t> keys;
  std::string line;
  while (std::getline(page, line)) {
    std::istringstream cells(line);
    std::string bar;
    int key = -1;
    if (cells >> bar >> key && bar == "|") keys.insert(static_cast<std::int16_t>(key));
  }
  return keys;
}

}  // namespace

TEST_CASE("every API of the schemas is served, or its omission has a reason") {
  const std::set<std::int16_t> omitted = omitted_keys();
  for (const protocol::ApiInfo& api : protocol::all_apis()) {
    const auto key = static_cast<std::int16_t>(api.key);
    INFO(api.name);
    CHECK((find_api(key, false) != nullptr) != omitted.contains(key));
  }
}

TEST_CASE("versions that are served are versions that the schemas know") {
  for (const ApiEntry& entry : api_table()) {
    const protocol::ApiInfo* api = protocol::find_api(static_cast<std::int16_t>(entry.key));
    REQUIRE(api != nullptr);
    INFO(entry.name);
    CHECK(entry.name == api->name);
    CHECK(entry.version_min == api->version_min);
    CHECK(entry.version_max <= api->version_max);
    CHECK(entry.serves(entry.version_min));
    CHECK_FALSE(entry.serves(static_cast<std::int16_t>(entry.version_max + 1)));
    CHECK(entry.memory_factor >= 1);
  }
}

TEST_CASE("a controller's listener serves what is the controller's, and nothing of the logs") {
  CHECK(find_api(18, true) != nullptr);
  CHECK(find_api(19, true) != nullptr);
  CHECK(find_api(0, true) == nullptr);
  CHECK(find_api(1, true) == nullptr);
  CHECK(find_api(4, false) == nullptr);
  CHECK(find_api(-1, false) == nullptr);
}

}  // namespace klamm::broker
