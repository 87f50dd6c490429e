// The records within a batch, one after the other, as views. Source: KIP-98, Kafka's DefaultRecord:
// length varint, attributes int8 (unused), timestamp delta varlong, offset delta varint, key, value, headers.
#pragma once

#include <cstdint>
#include <optional>

#include "protocol/records/batch.h"
#include "runtime/base/bytes.h"
#include "runtime/base/result.h"

namespace klamm::protocol {

struct RecordHeaderView {
  ByteView key;  // UTF-8 by agreement, never checked
  std::optional<ByteView> value;
};

// A record whose parts are views of the batch's uncompressed body.
struct RecordView {
  Offset offset;
  std::int64_t timestamp = kNoTimestamp;  // the batch's, where its type is log append time
  std::int32_t offset_delta = 0;
  std::int64_t timestamp_delta = 0;
  std::optional<ByteView> key;
  std::optional<ByteView> value;
  std::int32_t header_count = 0;
  ByteView headers;            // encoded, already checked: walk them with HeaderIterator
  std::size_t size_bytes = 0;  // encoded, its length field included
};

// Walks along the headers of one record.
class HeaderIterator {
 public:
  explicit HeaderIterator(const RecordView& record) : unread_(record.headers), left_(record.header_count) {}
  // Nothing behind the last one.
  std::optional<RecordHeaderView> next();

 private:
  ByteView unread_;
  std::int32_t left_;
};

// Walks along the records of one batch. Every length is checked, headers included; the record count must be exact.
class RecordIterator {
 public:
  // `body`: the uncompressed records; batch.body() itself where the codec is none.
  RecordIterator(const BatchView& batch, ByteView body);

  // Nothing behind the last record. Errors: kInvalidRecord, with Kafka's message; the iterator then stays failed.
  Result<std::optional<RecordView>> next();

 private:
  Result<std::optional<RecordView>> fail(const char* message);

  Offset base_offset_;
  std::int64_t base_timestamp_;
  std::optional<std::int64_t> append_timestamp_;  // in place of the records' own
  ByteView unread_;
  std::int32_t left_;
  bool failed_ = false;
};

}  // namespace klamm::protocol
