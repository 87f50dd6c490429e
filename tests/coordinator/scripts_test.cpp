// Runs every script beside it. See script.h for what they may say.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/coordinator/script.h"

namespace klamm::coordinator::test {

TEST_CASE("coordinator scripts") {
  const char* rewrite = std::getenv("KLAMM_REWRITE");
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(KLAMM_TEST_DATA) + "/scripts")) {
    if (entry.path().extension() == ".txt") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  REQUIRE(!paths.empty());
  for (const std::filesystem::path& path : paths) {
    std::ifstream file(path);
    std::stringstream content;
    content << file.rdbuf();
    const std::string expected = content.str();

    auto runner = std::make_unique<ScriptRunner>();
    std::string actual;
    std::istringstream lines(expected);
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("> ")) {
        actual += line + "\n" + runner->run(std::string_view(line).substr(2));
      } else if (line.starts_with("#") || line.empty()) {
        // "# ---" begins anew, so that a file may hold several cases.
        if (line.starts_with("# ---")) runner = std::make_unique<ScriptRunner>();
        actual += line + "\n";
      }
    }
    if (rewrite != nullptr && std::string_view(rewrite) == "1") {
      std::ofstream(path) << actual;
      continue;
    }
    INFO("script " << path.filename().string());
    CHECK(actual == expected);
  }
}

}  // namespace klamm::coordinator::test
