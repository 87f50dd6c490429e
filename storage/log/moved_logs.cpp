#include "storage/log/moved_logs.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "storage/log/journal_survey.h"

namespace klamm {

namespace {

struct Candidate {
  std::size_t directory = 0;
  const FoundFuture* future = nullptr;
};

// The complete copies, of each log that which has most: two would be of attempts of which the first one failed.
std::map<TopicIdPartition, Candidate> complete_copies(const LogDirectories& directories) {
  std::map<TopicIdPartition, Candidate> copies;
  for (std::size_t i = 0; i < directories.directories.size(); ++i) {
    for (const FoundFuture& future : directories.directories[i].futures) {
      if (!future.mark.has_value() || future.mark->from.is_zero()) continue;
      const auto [at, first] = copies.try_emplace(future.partition.id, Candidate{i, &future});
      const bool longer = !first && future.mark->log_end_offset > at->second.future->mark->log_end_offset;
      if (longer) at->second = Candidate{i, &future};
    }
  }
  return copies;
}

bool read_by_all(const LogDirectories& directories, const std::vector<JournalSurveys>& surveys) {
  for (std::size_t i = 0; i < directories.directories.size(); ++i) {
    if (directories.directories[i].failure.has_value()) return false;
    for (const JournalSurveys& part : surveys) {
      if (part.at(i)->failure.has_value()) return false;
    }
  }
  return true;
}

// The logs that lie in a directory, or are to be made there again.
std::set<TopicIdPartition> logs_in(const LogDirectory& directory, const std::vector<JournalSurveys>& surveys,
                                   std::size_t index) {
  JournalSurveys parts;
  for (const JournalSurveys& part : surveys) parts.push_back(part.at(index));
  JournalledLogs journalled;
  for (const JournalStream* stream : streams_in_order(parts)) journalled.append(*stream);
  std::set<TopicIdPartition> logs;
  for (const FoundPartition& found : directory.logs->partitions) logs.insert(found.id);
  for (const auto& [id, topic] : journalled.created) logs.insert(id);
  for (const TopicIdPartition& id : journalled.removed) logs.erase(id);
  return logs;
}

}  // namespace

std::vector<std::vector<FoundFuture>> find_arrived(const LogDirectories& directories,
                                                   const std::vector<JournalSurveys>& surveys) {
  std::vector<std::vector<FoundFuture>> arrived(directories.directories.size());
  std::map<TopicIdPartition, Candidate> copies = complete_copies(directories);
  if (copies.empty() || !read_by_all(directories, surveys)) return arrived;
  for (std::size_t i = 0; i < directories.directories.size(); ++i) {
    for (const TopicIdPartition& id : logs_in(directories.directories[i], surveys, i)) copies.erase(id);
  }
  for (const auto& [id, copy] : copies) {
    const auto from = std::find_if(directories.directories.begin(), directories.directories.end(),
                                   [&](const LogDirectory& other) { return other.id == copy.future->mark->from; });
    if (from != directories.directories.end()) arrived[copy.directory].push_back(*copy.future);
  }
  return arrived;
}

}  // namespace klamm
