// What is to be done about what verify found. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "storage/tools/repair.h"
#include "storage/tools/verify.h"

namespace klamm {

struct RepairStep {
  enum class Kind : std::uint8_t {
    kRemoveFile,      // `path`
    kCompleteSwap,    // of BASE.log.swap
    kRebuildIndexes,  // of a segment that is whole
    kCutTail,         // of the last segment, at the only range
    kDropRanges,      // the segment is written anew without them
  };
  Kind kind = Kind::kRemoveFile;
  std::string path;  // what it is about
  std::string directory;
  Offset base;
  std::vector<Damage> ranges;
  std::string text;  // for people, in the infinitive
};

struct RepairPlan {
  std::vector<RepairStep> steps;
  std::vector<std::string> left;  // what is not repaired, and why
};

RepairPlan plan_repair(const Verified& verified, RepairOptions options);

}  // namespace klamm
