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
  const std::uint64_t number = records_.size();
  if (record.kind == RecordKind::kTruncate) {
    cut_off(record.segment_base);
    if (!first_truncation_.has_value()) first_truncation_ = number;
  }
  const auto [at, first] = lowest_.try_emplace(record.segment_base, Place{record.position, number});
  if (!first && record.position <= at->second.position) at->second = Place{record.position, number};
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

void LiveRecords::append(const LiveRecords& later, std::uint32_t frames_before) {
  if (later.settled_below_.has_value()) settle(*later.settled_below_);
  if (later.cut_above_.has_value()) cut_off(*later.cut_above_);
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
    if (record.kind == RecordKind::kCreate) {
      stream.created[record.id] = record.topic;
    } else if (record.kind == RecordKind::kRemove) {
      stream.removed.insert(record.id);
    } else {
      stream.logs[record.id].note(record, place);
    }
    return {};
  }
  Task<Status> after_frame() override { co_return Status(); }

  JournalStream& stream;
};

}  // namespace

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
