// What the program can do besides being a broker: `klamm NAME ...`. Who links the program says what there is; the
// broker itself needs none of it, and the tests link without.
#pragma once

#include <span>
#include <string_view>

namespace klamm::broker {

struct Command {
  std::string_view name;
  std::string_view summary;  // one line of the program's usage
  // Given what stands behind `klamm`, the name first; returns the exit status. Runs before anything of the broker does.
  int (*run)(int argc, char** argv);
};

// Defined by the one library beside the broker that the program links: bench/commands.cpp.
[[nodiscard]] std::span<const Command> commands();

}  // namespace klamm::broker
