// What the journals of a log directory tell, found out by reading each of them once.
//
// The shards of a start share the work: each reads a part of the journals, and is given what all of them found. Plain
// data: once made it is only read, on any shard.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "runtime/shard/env.h"
#include "storage/journal/replay.h"
#include "storage/log/log_manager.h"

namespace klamm {

// The places in the segments of one log that live records of batches, truncations and what was written past the journal
// tell of, and where in the journals those records lie.
class LiveRecords {
 public:
  void note(const journal::Record& record, const journal::RecordPlace& place);
  // What comes later in the order of the journals, whose frames are counted from `frames_before` on.
  void append(const LiveRecords& later, std::uint32_t frames_before);
  // All that was said is about a log that was here before, and does not count. The records stay, to be counted past.
  void forget_all();
  // Segments below the log's start are deleted, and what they held was not synced first: a power loss may give their
  // names back, without the bytes.
  void forget_below_start();

  // The number of the first record that counts: the last one of the lowest place.
  [[nodiscard]] std::uint64_t first() const {
    return lowest_.empty() ? records_.size() : lowest_.begin()->second.number;
  }
  [[nodiscard]] const std::vector<journal::RecordPlace>& records() const { return records_; }
  // Whether one of the records before the first one is a truncation.
  [[nodiscard]] bool truncated_before() const { return first_truncation_.has_value() && *first_truncation_ < first(); }
  // Up to where indexes and snapshots of producers are complete where batches were written past the journal.
  [[nodiscard]] std::optional<Offset> indexed_end() const { return indexed_end_; }
  // Of the last record of the log's state.
  [[nodiscard]] std::optional<Offset> log_start_offset() const { return log_start_offset_; }
  [[nodiscard]] const std::string& replica_state() const { return replica_state_; }

 private:
  struct Place {
    std::uint32_t position = 0;
    std::uint64_t number = 0;  // of the last record that tells of it
  };
  void settle(Offset segment_base);
  void cut_off(Offset segment_base);

  std::map<Offset, Place> lowest_;  // of each segment
  std::vector<journal::RecordPlace> records_;
  std::optional<std::uint64_t> first_truncation_;  // its number
  std::optional<Offset> log_start_offset_;
  std::string replica_state_;
  std::optional<Offset> indexed_end_;  // told by a record that voids what is before it
  // For append(): what these records say of places that earlier ones told of.
  std::optional<Offset> settled_below_;
  std::optional<Offset> cut_above_;
  bool forgot_all_ = false;
};

// The journals that one shard wrote in one run.
struct JournalStream {
  std::size_t first_file = 0;  // among LogDirectory::journals
  std::vector<FoundJournal> files;
  std::vector<JournalFrame> frames;  // their files count from first_file
  std::map<TopicIdPartition, LiveRecords> logs;
  std::map<TopicIdPartition, std::string> created;  // with the topic
  std::set<TopicIdPartition> removed;
  std::set<TopicIdPartition> arriving;  // what earlier journals say of these is void
  std::uint64_t bytes = 0;
};

struct JournalSurvey {
  std::vector<JournalStream> streams;  // ordered by first_file
  std::optional<Error> failure;        // they could not be read
};

// Which logs the journals of a directory speak of, all in all: of every shard.
struct JournalledLogs {
  std::map<TopicIdPartition, std::string> created;  // with the topic
  std::set<TopicIdPartition> removed;
  std::set<TopicIdPartition> arriving;  // that came, or were to come, from another directory

  // What comes later in the order of the journals.
  void append(const JournalStream& later);
};
// All streams that the parts found, in the order of the journals. REQUIRES: no part has a failure.
std::vector<const JournalStream*> streams_in_order(const std::vector<std::shared_ptr<const JournalSurvey>>& parts);

// Of the directory's journals, the `part`th of `parts`.
Task<JournalSurvey> survey_journals(Env& env, const LogDirectory& directory, std::uint32_t part, std::uint32_t parts,
                                    JournalMutants mutants);

}  // namespace klamm
