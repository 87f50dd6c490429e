#include "storage/tools/repair_plan.h"

#include <algorithm>
#include <map>
#include <utility>

#include "storage/log/segment.h"

namespace klamm {

namespace {

using SegmentName = std::pair<std::string, Offset>;

// The last segment may lose its torn end: nobody was told that it is there, or the journal would have it.
bool is_torn_tail(const Finding& finding) { return finding.last && finding.damage.kind == Damage::Kind::kTorn; }

std::string log_path(const SegmentName& segment) {
  return segment.first + "/" + segment_file_name(segment.second) + ".log";
}

RepairStep step_of(RepairStep::Kind kind, const SegmentName& segment) {
  RepairStep step;
  step.kind = kind;
  step.path = log_path(segment);
  step.directory = segment.first;
  step.base = segment.second;
  return step;
}

void plan_segment(const SegmentName& segment, const std::vector<const Finding*>& findings, RepairOptions options,
                  RepairPlan& plan) {
  const std::string path = log_path(segment);
  if (findings.front()->in_journal) {
    plan.left.push_back(path + ": the journal holds a part of it: start and stop a broker first");
    return;
  }
  std::vector<Damage> ranges;
  bool index = false;
  bool torn_tail = false;
  for (const Finding* finding : findings) {
    if (finding->kind == Finding::Kind::kIndex) index = true;
    else ranges.push_back(finding->damage);
    torn_tail = torn_tail || (finding->kind == Finding::Kind::kDamage && is_torn_tail(*finding));
  }
  if (ranges.empty() && index) {
    RepairStep& step = plan.steps.emplace_back(step_of(RepairStep::Kind::kRebuildIndexes, segment));
    step.text = "make its indexes anew";
    return;
  }
  std::sort(ranges.begin(), ranges.end(), [](const Damage& a, const Damage& b) { return a.position < b.position; });
  const bool drop = ranges.size() > (torn_tail ? 1U : 0U);
  if (drop && options.drop_damaged) {
    RepairStep& step = plan.steps.emplace_back(step_of(RepairStep::Kind::kDropRanges, segment));
    std::uint64_t bytes = 0;
    for (const Damage& range : ranges) bytes += range.end - range.position;
    step.text = "write it anew without " + std::to_string(ranges.size()) + " damaged ranges of " +
                std::to_string(bytes) + " bytes, which stay beside it as .damaged-POSITION, and its indexes with it";
    step.ranges = std::move(ranges);
    return;
  }
  if (torn_tail) {
    RepairStep& step = plan.steps.emplace_back(step_of(RepairStep::Kind::kCutTail, segment));
    const Damage tail = ranges.back();
    step.text = "cut off what lies from position " + std::to_string(tail.position) + " on, " +
                std::to_string(tail.end - tail.position) + " bytes, which stay beside it as .damaged-" +
                std::to_string(tail.position) + (drop ? "" : ", and make its indexes anew");
    step.ranges = {tail};
    ranges.pop_back();
  }
  for (const Damage& range : ranges) {
    plan.left.push_back(path + ": position " + std::to_string(range.position) +
                        ": its records are lost; --drop-damaged takes them out of the log");
  }
}

}  // namespace

RepairPlan plan_repair(const Verified& verified, RepairOptions options) {
  RepairPlan plan;
  for (const Leftover& leftover : verified.leftovers) {
    RepairStep& step = plan.steps.emplace_back();
    step.kind = leftover.swap ? RepairStep::Kind::kCompleteSwap : RepairStep::Kind::kRemoveFile;
    step.path = leftover.path;
    step.directory = leftover.directory;
    step.base = leftover.base;
    step.text = leftover.swap ? "put it into the place of the segments that it replaces" : "remove it";
  }
  std::map<SegmentName, std::vector<const Finding*>> segments;
  for (const Finding& finding : verified.findings) {
    if (finding.kind == Finding::Kind::kOther) {
      plan.left.push_back(finding.where + ": nothing that could be repaired");
    } else {
      segments[SegmentName(finding.directory, finding.base)].push_back(&finding);
    }
  }
  for (const auto& [segment, findings] : segments) {
    // What is wrong with it may not be so any more when the swap is done.
    const bool swapped = std::any_of(verified.leftovers.begin(), verified.leftovers.end(), [&](const Leftover& each) {
      return each.swap && each.directory == segment.first;
    });
    if (swapped) {
      plan.left.push_back(log_path(segment) + ": a swap of segments is not complete; repair it again after that");
      continue;
    }
    plan_segment(segment, findings, options, plan);
  }
  return plan;
}

}  // namespace klamm
