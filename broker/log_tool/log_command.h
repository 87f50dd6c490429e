// `klamm log …`: looks at files of a log directory that no broker uses. Called from main() before anything is started.
#pragma once

namespace klamm::broker {

// The first argument is the word "log". The exit status: 0; 1 where something is wrong with what was looked at; 2 where
// the command line is.
int run_log_command(int argc, char** argv);

}  // namespace klamm::broker
