// `klamm bench` as the program knows it.
#include "broker/commands.h"

#include "bench/commands/command.h"

namespace klamm::broker {

namespace {

constexpr Command kCommands[] = {{"bench", "puts a load on a broker and says what came of it", &bench::run_bench}};

}  // namespace

std::span<const Command> commands() { return kCommands; }

}  // namespace klamm::broker
