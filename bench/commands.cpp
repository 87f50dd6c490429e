// What the program can do besides being a broker, as the program knows it.
#include "broker/commands.h"

#include "bench/commands/command.h"
#include "broker/log_tool/log_command.h"

namespace klamm::broker {

namespace {

constexpr Command kCommands[] = {{"bench", "puts a load on a broker and says what came of it", &bench::run_bench},
                                 {"log", "looks at the files of a log directory", &run_log_command}};

}  // namespace

std::span<const Command> commands() { return kCommands; }

}  // namespace klamm::broker
