#include "storage/log/journal_survey.h"

#include <algorithm>

#include "storage/directory/files.h"

namespace klamm {

using journal::RecordKind;

// --- The records of one log.

void LiveRecords::note(const journal::Record& record, const journal::RecordPlace& place) {
  if (record.kind == RecordKind::kState) {
    log_start_offset_ = record.offset;
    replica_state_ = record.replica_state;
    return;
  }
  if (record.kind == RecordKind::kSettled) return settle(record.segment_base);
  const bool written = journal::says_written(record.kind);
  if (written) {
    lowest_.clear();
    indexed_end_ = record.offset;
  }
  const std::uint64_t number = records_.size();
  // What the segments lack is in the record of what they hold.
  const std::uint32_t position =
      record.position - (written ? static_cast<std::uint32_t>(record.prefix.size()) : std::uint32_t{0});
  if (record.kind == RecordKind::kTruncate) {
    cut_off(record.segment_base);
    if (!first_truncation_.has_value()) first_truncation_ = number;
  }
  const auto [at, first] = lowest_.try_emplace(record.segment_base, Place{position, number});
  if (!first && position <= at->second.position) at->second = Place{position, number};
  records_.push_back(place);
}

void LiveRecords::settle(Offset segment_base) {
  lowest_.erase(lowest_.begin(), lowest_.lower_bound(segment_base));
  settled_below_ = std::max(settled_below_.value_or(segment_base), segment_base);
}

// What a truncation cuts off is not there any more, whatever was said of it.
void LiveRecords::cut_off(Offset segment_base) {
  lowest_.erase(lowest_.upper_bound(segment_base), lowest_.end());
  cut_above_ = std::min(cut_above_.value_or(segment_base), segment_base);
}

void LiveRecords::forget_all() {
  forgot_all_ = true;
  lowest_.clear();
  first_truncation_.reset();
  log_start_offset_.reset();
  replica_state_.clear();
  settled_below_.reset();
  cut_above_.reset();
  indexed_end_.reset();
}

void LiveRecords::append(const LiveRecords& later, std::uint32_t frames_before) {
  if (later.forgot_all_) forget_all();
  if (later.settled_below_.has_value()) settle(*later.settled_below_);
  if (later.cut_above_.has_value()) cut_off(*later.cut_above_);
  if (later.indexed_end_.has_value()) {
    lowest_.clear();
    indexed_end_ = later.indexed_end_;
  }
  const std::uint64_t before = records_.size();
  for (const auto& [base, place] : later.lowest_) {
    const Place moved{place.position, before + place.number};
    const auto [at, first] = lowest_.try_emplace(base, moved);
    if (!first && moved.position <= at->second.position) at->second = moved;
  }
  records_.reserve(records_.size() + later.records_.size());
  for (journal::RecordPlace place : later.records_) {
    place.frame += frames_before;
    records_.push_back(place);
  }
  if (!first_truncation_.has_value() && later.first_truncation_.has_value()) {
    first_truncation_ = before + *later.first_truncation_;
  }
  if (later.log_start_offset_.has_value()) {
    log_start_offset_ = later.log_start_offset_;
    replica_state_ = later.replica_state_;
  }
}

void LiveRecords::forget_below_start() {
  const Offset start = log_start_offset_.value_or(Offset(0));
  while (lowest_.size() > 1 && std::next(lowest_.begin())->first <= start) lowest_.erase(lowest_.begin());
}

// --- All of a directory.

namespace {

struct StreamReader final : JournalVisitor {
  explicit StreamReader(JournalStream& into) : stream(into) {}
  void on_frame(const JournalFrame& frame) override { stream.frames.push_back(frame); }
  Status on_record(const journal::Record& record, const journal::RecordPlace& place) override {
    switch (record.kind) {
      case RecordKind::kCreate: stream.created[record.id] = record.topic; break;
      case RecordKind::kRemove: stream.removed.insert(record.id); break;
      case RecordKind::kArriving:
        stream.created.erase(record.id);
        stream.removed.erase(record.id);
        stream.arriving.insert(record.id);
        stream.logs[record.id].forget_all();
        break;
      case RecordKind::kAppend:
      case RecordKind::kTruncate:
      case RecordKind::kState:
      case RecordKind::kSettled:
      case RecordKind::kWritten:
      case RecordKind::kWriting: stream.logs[record.id].note(record, place); break;
    }
    return {};
  }
  Task<Status> after_frame() override { co_return Status(); }

  JournalStream& stream;
};

}  // namespace

void JournalledLogs::append(const JournalStream& later) {
  for (const TopicIdPartition& id : later.arriving) {
    created.erase(id);
    removed.erase(id);
    arriving.insert(id);
  }
  for (const auto& [id, topic] : later.created) created[id] = topic;
  removed.insert(later.removed.begin(), later.removed.end());
}

std::vector<const JournalStream*> streams_in_order(const std::vector<std::shared_ptr<const JournalSurvey>>& parts) {
  std::vector<const JournalStream*> streams;
  for (const auto& part : parts) {
    for (const JournalStream& stream : part->streams) streams.push_back(&stream);
  }
  std::sort(streams.begin(), streams.end(), [](const auto* a, const auto* b) { return a->first_file < b->first_file; });
  return streams;
}

Task<JournalSurvey> survey_journals(Env& env, const LogDirectory& directory, std::uint32_t part, std::uint32_t parts,
                                    JournalMutants mutants) {
  JournalSurvey survey;
  const std::vector<FoundJournal>& all = directory.journals;
  for (std::size_t begin = 0; begin < all.size();) {
    std::size_t end = begin;
    while (end < all.size() && all[end].run == all[begin].run && all[end].shard == all[begin].shard) ++end;
    if (all[begin].shard % parts == part) {
      JournalStream stream;
      stream.first_file = begin;
      stream.files.assign(all.begin() + static_cast<std::ptrdiff_t>(begin),
                          all.begin() + static_cast<std::ptrdiff_t>(end));
      StreamReader reader(stream);
      const Result<ReplayCounts> counts =
          co_await replay_journals(env, journal_directory(directory.path), stream.files, reader, mutants);
      if (!counts.ok()) {
        survey.failure = counts.error();
        co_return survey;
      }
      stream.bytes = counts->bytes;
      survey.streams.push_back(std::move(stream));
    }
    begin = end;
  }
  co_return survey;
}

}  // namespace klamm
