// Which copies are the log: of logs that were on their way from one directory to another when the process ended. Pure.
//
// A copy that is complete, and so marked, is the log if the log is in no directory any more: it leaves its old one for
// no other reason, since a copy that is given up goes durably before its log may. See README.md, "A log that moves".
#pragma once

#include <vector>

#include "storage/log/log_manager.h"

namespace klamm {

// Of each directory the futures that are the log. None where a directory is offline, which might have the log, or where
// the one is missing that the log came from.
std::vector<std::vector<FoundFuture>> find_arrived(const LogDirectories& directories,
                                                   const std::vector<JournalSurveys>& surveys);

}  // namespace klamm
