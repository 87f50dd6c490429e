// Finds what is damaged in the bytes of a segment's log file, and where the sound batches lie. Pure: is given the bytes
// piece by piece, keeps none of them.
//
// A batch is sound if its checksum holds and its offsets lie between those of its neighbours. Length and base offset
// are in no checksum, so neither is believed alone: where the batch that should follow does not look like one, the
// bytes are searched for the next sound batch, and all before it is one damage. A batch whose base offset is too high
// makes those behind it look wrong; it is the one that is called damaged.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "protocol/records/batch.h"
#include "runtime/base/bytes.h"
#include "runtime/base/ids.h"
#include "storage/compaction/transactions.h"

namespace klamm {

// A sound batch.
struct CheckedBatch {
  std::uint64_t position = 0;
  std::uint64_t size_bytes = 0;
  Offset base;
  Offset last;
  std::int64_t max_timestamp_ms = -1;
  ProducerId producer = kNoProducerId;
  bool transactional = false;  // data, not a marker
  MarkerKind marker = MarkerKind::kNone;
};

// The bytes from `position` to `end`.
struct Damage {
  enum class Kind : std::uint8_t {
    kBatch,  // bytes that are no sound batch
    kTorn,   // the file ends within its last batch
    kUnreadable,
  };
  Kind kind = Kind::kBatch;
  std::uint64_t position = 0;
  std::uint64_t end = 0;
  Offset offset;  // of the first record that may have been there
  std::string what;
};

class SegmentCheck {
 public:
  using OnBatch = std::function<void(const CheckedBatch&)>;

  // The file's first `size_bytes`; its offsets lie from `base` on and below `bound`. `on_batch` is told every sound
  // batch, in order.
  SegmentCheck(Offset base, Offset bound, std::uint64_t size_bytes, OnBatch on_batch);

  // Where the bytes lie that are wanted next. It moves back when a search begins.
  [[nodiscard]] std::uint64_t position() const { return position_; }
  // So many of them should be read at once.
  [[nodiscard]] std::size_t wanted() const;
  [[nodiscard]] bool done() const { return done_; }
  // Bytes that lie at position(), at least one. They may not all be used up. REQUIRES: !done().
  void add(ByteView bytes);
  // wanted() bytes at position() could not be read: they are asked for again block by block, and then passed over.
  void cannot_read(const std::string& why);
  // The file has no more bytes.
  void file_ends();

  // What was found since this was called last.
  std::vector<Damage> take_damages();
  // All in all.
  [[nodiscard]] std::uint64_t damages() const { return damages_count_; }
  [[nodiscard]] std::uint64_t batches() const { return batches_; }

 private:
  enum class State : std::uint8_t { kHeader, kBody, kSearch };
  // Damaged from here on; where it ends is not known yet.
  struct Doubt {
    Damage::Kind kind = Damage::Kind::kBatch;
    std::uint64_t position = 0;
    std::string what;
  };

  std::size_t take_header(ByteView bytes);
  std::size_t take_body(ByteView bytes);
  std::size_t search(ByteView bytes);
  void judge_header();
  void judge_batch();
  void accept();
  void pass_over(std::uint64_t end, const std::string& what);
  void begin_batch(std::uint64_t position);
  void begin_search(std::uint64_t position);
  void doubt(Damage::Kind kind, std::uint64_t position, std::string what);
  void settle_doubt(std::uint64_t end);
  void confirm();
  void note(Damage damage);
  void advance(std::uint64_t position);
  void at_end();
  [[nodiscard]] std::string wrong_length() const;
  [[nodiscard]] std::string wrong_offsets() const;

  const Offset bound_;
  const std::uint64_t size_bytes_;
  const OnBatch on_batch_;
  std::uint64_t position_ = 0;
  std::uint64_t blocks_until_ = 0;  // a read failed: up to here they go block by block
  State state_ = State::kHeader;
  bool done_ = false;

  // The batch at hand.
  std::uint64_t batch_position_ = 0;
  std::uint64_t batch_size_ = 0;
  std::array<std::uint8_t, protocol::kBatchHeaderSize> header_{};
  std::size_t header_have_ = 0;
  std::uint32_t crc_ = 0;
  std::vector<std::uint8_t> control_;  // all of it, if it is a control batch
  bool candidate_ = false;  // the search found it: if it is not sound, the search goes on behind its first byte

  std::optional<Doubt> doubt_;
  std::vector<std::uint8_t> searched_;  // the last bytes of a search, in which a header may begin
  Offset expected_;                     // no batch may begin below
  std::optional<CheckedBatch> last_;    // sound, unless the next one shows that its offsets are wrong
  Offset expected_before_;              // that batch
  std::vector<Damage> damages_;
  std::uint64_t damages_count_ = 0;
  std::uint64_t batches_ = 0;
};

}  // namespace klamm
