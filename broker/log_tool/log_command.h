// `klamm log …`: looks at files of a log directory that no broker uses, and repairs it. Called from main() before
// anything is started.
#pragma once

namespace klamm::broker {

// The first argument is the word "log". The exit status: 0; 1 where something is wrong with what was looked at, and
// after a repair still is; 2 where the command line is; 3 where something can be repaired, and was not for want of
// --yes.
int run_log_command(int argc, char** argv);

}  // namespace klamm::broker
