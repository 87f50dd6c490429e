#include "storage/producer/producer_state.h"

#include "storage/producer/snapshot_below.h"

#include <algorithm>

#include "protocol/records/record.h"
#include "runtime/base/crc32c.h"

namespace klamm {

namespace {

constexpr std::int16_t kControlAbort = 0;
constexpr std::int16_t kControlCommit = 1;

// Sequences count from 0 to INT32_MAX and begin again at 0.
std::int32_t sequence_minus(std::int32_t sequence, std::int32_t n) {
  const std::int64_t difference = static_cast<std::int64_t>(sequence) - n;
  return static_cast<std::int32_t>(difference >= 0 ? difference : difference + INT32_MAX + 1LL);
}

bool follows(std::int32_t last, std::int32_t next) { return next == (last == INT32_MAX ? 0 : last + 1); }

Error refuse(ErrorCode code, const char* what, const protocol::BatchView& batch, std::int64_t known) {
  return Error(code, std::string(what) + ": producer " + std::to_string(batch.producer_id().value) + ", epoch " +
                         std::to_string(batch.producer_epoch().value) + ", first sequence " +
                         std::to_string(batch.base_sequence()) + ", known " + std::to_string(known));
}

// What an end-of-transaction marker says; `is_marker` false for every other control batch.
struct Marker {
  bool is_marker = false;
  bool aborts = false;
  std::int32_t coordinator_epoch = -1;
};

Marker parse_marker(const protocol::BatchView& batch) {
  protocol::RecordIterator records(batch, batch.body());
  const Result<std::optional<protocol::RecordView>> first = records.next();
  if (!first.ok() || !first->has_value()) return {};
  const protocol::RecordView& record = **first;
  if (!record.key.has_value() || record.key->size() < 4) return {};
  const auto type = load_be<std::int16_t>(record.key->data() + 2);
  if (type != kControlAbort && type != kControlCommit) return {};
  Marker marker{.is_marker = true, .aborts = type == kControlAbort};
  if (record.value.has_value() && record.value->size() >= 6) {
    marker.coordinator_epoch = load_be<std::int32_t>(record.value->data() + 2);
  }
  return marker;
}

}  // namespace

Result<std::optional<ProducerBatch>> ProducerState::check(const protocol::BatchView& batch) const {
  KLAMM_ASSERT(batch.has_producer_id());
  if (state_ == nullptr) return std::optional<ProducerBatch>();
  const auto found = state_->producers.find(batch.producer_id());
  if (found == state_->producers.end() || found->second.epoch == kNoProducerEpoch)
    return std::optional<ProducerBatch>();
  const Producer& producer = found->second;
  const std::int32_t first = batch.base_sequence();
  if (batch.producer_epoch() == producer.epoch) {
    for (const ProducerBatch& kept : producer.batches) {
      if (kept.first_sequence == first && kept.last_sequence == batch.last_sequence()) return std::optional(kept);
    }
  }
  if (batch.producer_epoch() < producer.epoch) {
    return refuse(ErrorCode::kInvalidProducerEpoch, "the producer has a newer epoch", batch, producer.epoch.value);
  }
  if (batch.producer_epoch() > producer.epoch) {
    if (first != 0) return refuse(ErrorCode::kOutOfOrderSequenceNumber, "a new epoch starts at 0", batch, -1);
  } else {
    const std::int32_t last = producer.batches.empty() ? -1 : producer.batches.back().last_sequence;
    if (!follows(last, first)) {
      return refuse(ErrorCode::kOutOfOrderSequenceNumber, "sequence out of order", batch, last);
    }
  }
  if (producer.current_txn_first_offset.value >= 0 && !batch.is_transactional()) {
    return refuse(ErrorCode::kInvalidTxnState, "not transactional within a transaction", batch, -1);
  }
  return std::optional<ProducerBatch>();
}

std::optional<AbortedTxn> ProducerState::apply(const protocol::BatchView& batch) {
  std::optional<AbortedTxn> aborted;
  if (!batch.has_producer_id()) return aborted;
  Producer& producer = state().producers[batch.producer_id()];
  if (batch.is_control()) {
    aborted = apply_control(producer, batch.producer_id(), batch);
  } else {
    apply_data(producer, batch.producer_id(), batch);
  }
  if (producer.epoch == kNoProducerEpoch) state().producers.erase(batch.producer_id());
  return aborted;
}

std::optional<AbortedTxn> ProducerState::apply_control(Producer& producer, ProducerId id,
                                                       const protocol::BatchView& batch) {
  const Marker marker = parse_marker(batch);
  if (!marker.is_marker) return std::nullopt;
  if (batch.producer_epoch() > producer.epoch) {
    producer.epoch = batch.producer_epoch();
    producer.batches.clear();
  }
  producer.coordinator_epoch = std::max(producer.coordinator_epoch, marker.coordinator_epoch);
  producer.last_timestamp_ms = batch.max_timestamp();
  const Offset first = producer.current_txn_first_offset;
  end_transaction(producer, id);
  if (!marker.aborts || first.value < 0) return std::nullopt;
  const Offset end = batch.last_offset() + 1;
  return AbortedTxn{.producer = id,
                    .first_offset = first,
                    .last_offset = batch.last_offset(),
                    .last_stable_offset = first_unstable_offset().value_or(end)};
}

void ProducerState::apply_data(Producer& producer, ProducerId id, const protocol::BatchView& batch) {
  if (batch.producer_epoch() > producer.epoch) {
    producer.epoch = batch.producer_epoch();
    producer.batches.clear();
  }
  producer.batches.push_back(ProducerBatch{.first_sequence = batch.base_sequence(),
                                           .last_sequence = batch.last_sequence(),
                                           .first_offset = batch.base_offset(),
                                           .last_offset = batch.last_offset(),
                                           .timestamp_ms = batch.max_timestamp()});
  if (producer.batches.size() > kBatchesKept) producer.batches.pop_front();
  producer.last_timestamp_ms = batch.max_timestamp();
  if (batch.is_transactional() && producer.current_txn_first_offset.value < 0) {
    producer.current_txn_first_offset = batch.base_offset();
    state().open_transactions.emplace(batch.base_offset(), id);
  }
}

void ProducerState::end_transaction(Producer& producer, ProducerId id) {
  if (producer.current_txn_first_offset.value < 0) return;
  state().open_transactions.erase({producer.current_txn_first_offset, id});
  producer.current_txn_first_offset = Offset(-1);
}

void ProducerState::expire(std::int64_t now_ms, std::int64_t expiration_ms) {
  if (state_ == nullptr) return;
  std::erase_if(state_->producers, [&](const auto& entry) {
    const Producer& producer = entry.second;
    return producer.current_txn_first_offset.value < 0 && now_ms - producer.last_timestamp_ms >= expiration_ms;
  });
}

std::optional<Offset> ProducerState::first_unstable_offset() const {
  if (state_ == nullptr || state_->open_transactions.empty()) return std::nullopt;
  return state_->open_transactions.begin()->first;
}

std::vector<ProducerInfo> ProducerState::describe() const {
  std::vector<ProducerInfo> result;
  if (state_ == nullptr) return result;
  result.reserve(state_->producers.size());
  for (const auto& [id, producer] : state_->producers) {
    ProducerInfo info;
    info.id = id;
    info.epoch = producer.epoch;
    if (!producer.batches.empty()) info.last_sequence = producer.batches.back().last_sequence;
    info.last_timestamp_ms = producer.last_timestamp_ms;
    info.coordinator_epoch = producer.coordinator_epoch;
    info.current_txn_start_offset = producer.current_txn_first_offset;
    result.push_back(info);
  }
  return result;
}

std::map<ProducerId, LastRecord> ProducerState::last_records() const {
  std::map<ProducerId, LastRecord> result;
  if (state_ == nullptr) return result;
  for (const auto& [id, producer] : state_->producers) {
    LastRecord& last = result[id];
    last.epoch = producer.epoch;
    if (!producer.batches.empty()) last.last_data_offset = producer.batches.back().last_offset;
  }
  return result;
}

void ProducerState::clear() { state_.reset(); }

ProducerState ProducerState::copy() const {
  ProducerState other;
  if (state_ != nullptr) other.state_ = std::make_unique<State>(*state_);
  return other;
}

namespace {

constexpr std::int16_t kSnapshotVersion = 1;
constexpr std::size_t kSnapshotHeaderSize = 2 + 4 + 4;  // version, checksum, count
constexpr std::size_t kSnapshotChecksummedFrom = 2 + 4;
constexpr std::size_t kSnapshotEntrySize = 8 + 2 + 4 + 8 + 4 + 8 + 4 + 8;

template <class T>
void put(std::string& out, T value) {
  std::uint8_t bytes[sizeof(T)];
  store_be(bytes, value);
  out.append(as_text(bytes));
}

template <class T>
T take(ByteView& from) {
  const T value = load_be<T>(from.data());
  from = from.subspan(sizeof(T));
  return value;
}

}  // namespace

std::string ProducerState::to_snapshot() const {
  std::string entries;
  std::int32_t count = 0;
  const auto add = [&](ProducerId id, const Producer& producer, const ProducerBatch& batch, std::int64_t timestamp_ms) {
    put(entries, id.value);
    put(entries, producer.epoch.value);
    put(entries, batch.last_sequence);
    put(entries, batch.last_offset.value);
    put(entries, static_cast<std::int32_t>(batch.last_offset - batch.first_offset));
    put(entries, timestamp_ms);
    put(entries, producer.coordinator_epoch);
    put(entries, producer.current_txn_first_offset.value);
    ++count;
  };
  const std::map<ProducerId, Producer> none;
  for (const auto& [id, producer] : state_ == nullptr ? none : state_->producers) {
    const std::size_t older = producer.batches.empty() ? 0 : producer.batches.size() - 1;
    for (std::size_t i = 0; i < older; ++i) add(id, producer, producer.batches[i], producer.batches[i].timestamp_ms);
    const ProducerBatch last = producer.batches.empty() ? ProducerBatch() : producer.batches.back();
    add(id, producer, last, producer.last_timestamp_ms);
  }
  std::string out;
  put(out, kSnapshotVersion);
  put(out, std::uint32_t{0});
  put(out, count);
  out += entries;
  const std::uint32_t crc = crc32c(as_bytes(out).subspan(kSnapshotChecksummedFrom));
  store_be(reinterpret_cast<std::uint8_t*>(out.data()) + 2, crc);
  return out;
}

Result<std::string> snapshot_below(ByteView snapshot, Offset end) {
  constexpr std::size_t kLastOffsetAt = 8 + 2 + 4;
  constexpr std::size_t kTransactionAt = kSnapshotEntrySize - 8;
  const Result<ProducerState> sound = ProducerState::from_snapshot(snapshot);
  if (!sound.ok()) return sound.error();
  std::string out(as_text(snapshot.first(kSnapshotHeaderSize)));
  std::int32_t count = 0;
  for (ByteView rest = snapshot.subspan(kSnapshotHeaderSize); !rest.empty(); rest = rest.subspan(kSnapshotEntrySize)) {
    if (Offset(load_be<std::int64_t>(rest.data() + kLastOffsetAt)) >= end) continue;
    out += as_text(rest.first(kSnapshotEntrySize));
    auto* const transaction =
        reinterpret_cast<std::uint8_t*>(out.data()) + out.size() - kSnapshotEntrySize + kTransactionAt;
    if (Offset(load_be<std::int64_t>(transaction)) >= end) store_be(transaction, std::int64_t{-1});
    ++count;
  }
  auto* const header = reinterpret_cast<std::uint8_t*>(out.data());
  store_be(header + kSnapshotChecksummedFrom, count);
  store_be(header + 2, crc32c(as_bytes(out).subspan(kSnapshotChecksummedFrom)));
  return out;
}

void ProducerState::load_entry(ProducerId id, Producer entry) {
  Producer& producer = state().producers[id];
  if (producer.epoch == entry.epoch) {
    entry.batches.insert(entry.batches.begin(), producer.batches.begin(), producer.batches.end());
    if (entry.batches.size() > kBatchesKept) entry.batches.pop_front();
  }
  if (entry.current_txn_first_offset.value >= 0) state().open_transactions.emplace(entry.current_txn_first_offset, id);
  producer = std::move(entry);
}

Result<ProducerState> ProducerState::from_snapshot(ByteView bytes) {
  const Error bad(ErrorCode::kCorruptMessage, "malformed producer snapshot");
  if (bytes.size() < kSnapshotHeaderSize || load_be<std::int16_t>(bytes.data()) != kSnapshotVersion) return bad;
  if (load_be<std::uint32_t>(bytes.data() + 2) != crc32c(bytes.subspan(kSnapshotChecksummedFrom))) return bad;
  ByteView rest = bytes.subspan(kSnapshotChecksummedFrom);
  const auto count = take<std::int32_t>(rest);
  if (count < 0 || rest.size() != static_cast<std::size_t>(count) * kSnapshotEntrySize) return bad;
  ProducerState state;
  for (std::int32_t i = 0; i < count; ++i) {
    const ProducerId id(take<std::int64_t>(rest));
    Producer producer;
    producer.epoch = ProducerEpoch(take<std::int16_t>(rest));
    const auto last_sequence = take<std::int32_t>(rest);
    const Offset last_offset(take<std::int64_t>(rest));
    const auto delta = take<std::int32_t>(rest);
    producer.last_timestamp_ms = take<std::int64_t>(rest);
    producer.coordinator_epoch = take<std::int32_t>(rest);
    producer.current_txn_first_offset = Offset(take<std::int64_t>(rest));
    if (last_offset.value >= 0 && delta >= 0) {
      producer.batches.push_back(ProducerBatch{.first_sequence = sequence_minus(last_sequence, delta),
                                               .last_sequence = last_sequence,
                                               .first_offset = last_offset - delta,
                                               .last_offset = last_offset,
                                               .timestamp_ms = producer.last_timestamp_ms});
    }
    state.load_entry(id, std::move(producer));
  }
  return state;
}

}  // namespace klamm
