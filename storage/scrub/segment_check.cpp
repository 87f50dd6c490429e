#include "storage/scrub/segment_check.h"

#include <algorithm>
#include <utility>

#include "runtime/base/assert.h"
#include "runtime/base/crc32c.h"

namespace klamm {

using protocol::kBatchHeaderSize;

namespace {

// A disk with a head does few reads in a second, so that each is to be worth it.
constexpr std::uint64_t kReadRun = 1U << 20;
constexpr std::uint64_t kReadBlock = 4096;
// Markers have 78 bytes; what is larger is none.
constexpr std::uint64_t kMarkerSizeMax = 1024;

struct Header {
  Offset base;
  Offset last;
  std::int64_t length = 0;  // of the whole batch; below kBatchHeaderSize where it is impossible
  std::int8_t magic = 0;
};

Header decode_header(const std::uint8_t* bytes) {
  Header header;
  header.base = Offset(load_be<std::int64_t>(bytes + protocol::kBaseOffsetAt));
  header.last =
      Offset(protocol::wrapping_add(header.base.value, load_be<std::int32_t>(bytes + protocol::kLastOffsetDeltaAt)));
  header.length = std::int64_t{load_be<std::int32_t>(bytes + protocol::kBatchLengthAt)} +
                  static_cast<std::int64_t>(protocol::kLogOverhead);
  header.magic = static_cast<std::int8_t>(bytes[protocol::kMagicAt]);
  return header;
}

std::int16_t attributes_of(const std::uint8_t* header) {
  return load_be<std::int16_t>(header + protocol::kAttributesAt);
}

}  // namespace

SegmentCheck::SegmentCheck(Offset base, Offset bound, std::uint64_t size_bytes, OnBatch on_batch)
    : bound_(bound), size_bytes_(size_bytes), on_batch_(std::move(on_batch)), expected_(base), expected_before_(base) {
  if (size_bytes_ == 0) done_ = true;
}

std::vector<Damage> SegmentCheck::take_damages() { return std::exchange(damages_, {}); }

void SegmentCheck::add(ByteView bytes) {
  KLAMM_ASSERT(!done_ && !bytes.empty());
  std::uint64_t at = position_;
  bytes = bytes.first(static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), size_bytes_ - position_)));
  while (!bytes.empty() && !done_) {
    std::size_t used = 0;
    switch (state_) {
      case State::kHeader: used = take_header(bytes); break;
      case State::kBody: used = take_body(bytes); break;
      case State::kSearch: used = search(bytes); break;
    }
    at += used;
    // A search begins at bytes that were used up, or a candidate was found among them.
    if (position_ != at) return;
    bytes = bytes.subspan(used);
  }
}

std::size_t SegmentCheck::wanted() const {
  const std::uint64_t left = size_bytes_ - position_;
  const std::uint64_t run = position_ < blocks_until_ ? kReadBlock - position_ % kReadBlock : kReadRun;
  return static_cast<std::size_t>(std::min(left, run));
}

void SegmentCheck::cannot_read(const std::string& why) {
  const std::uint64_t end = position_ + wanted();
  if (position_ < blocks_until_) return pass_over(end, "cannot be read: " + why);
  blocks_until_ = end;
}

void SegmentCheck::file_ends() { pass_over(size_bytes_, "the file is shorter than it was"); }

void SegmentCheck::pass_over(std::uint64_t behind, const std::string& what) {
  KLAMM_ASSERT(!done_ && behind > position_);
  if (state_ != State::kSearch) {
    const bool candidate = candidate_;
    const std::uint64_t begun = batch_position_;
    doubt(Damage::Kind::kUnreadable, begun, what);
    // What lies between a candidate and the hole may hold another one.
    if (candidate && begun + 1 < position_) return begin_search(begun + 1);
  }
  begin_search(behind);
}

// --- One batch.

void SegmentCheck::begin_batch(std::uint64_t position) {
  state_ = State::kHeader;
  batch_position_ = position;
  header_have_ = 0;
  candidate_ = false;
}

void SegmentCheck::advance(std::uint64_t position) {
  position_ = position;
  if (position_ >= size_bytes_) at_end();
}

std::size_t SegmentCheck::take_header(ByteView bytes) {
  const std::size_t used = std::min(bytes.size(), kBatchHeaderSize - header_have_);
  std::copy_n(bytes.begin(), used, header_.begin() + static_cast<std::ptrdiff_t>(header_have_));
  header_have_ += used;
  position_ += used;
  if (header_have_ == kBatchHeaderSize) {
    judge_header();
  } else if (position_ >= size_bytes_) {
    at_end();
  }
  return used;
}

std::string SegmentCheck::wrong_length() const {
  const Header header = decode_header(header_.data());
  if (header.magic != protocol::kMagicV2) return "there is no batch of magic 2";
  if (header.length < static_cast<std::int64_t>(kBatchHeaderSize)) return "the batch has an impossible length";
  return {};
}

std::string SegmentCheck::wrong_offsets() const {
  const Header header = decode_header(header_.data());
  if (header.last < header.base) return "the batch has impossible offsets";
  if (header.base < expected_) return "the batch has offsets below those before it";
  if (header.last >= bound_) return "the batch reaches into the next segment";
  return {};
}

void SegmentCheck::judge_header() {
  const Header header = decode_header(header_.data());
  const auto length = static_cast<std::uint64_t>(std::max<std::int64_t>(header.length, 0));
  std::string wrong = wrong_length();
  const bool beyond = wrong.empty() && batch_position_ + length > size_bytes_;
  // The length of the damaged batch before was right if a batch follows there.
  const bool follows = wrong.empty() && !beyond && wrong_offsets().empty();
  if (doubt_.has_value() && !candidate_) {
    if (!follows) return begin_search(doubt_->position + 1);
    settle_doubt(batch_position_);
  }
  if (beyond) {
    doubt(Damage::Kind::kTorn, batch_position_, "the file ends within a batch");
    return begin_search(batch_position_ + 1);
  }
  if (!wrong.empty()) {
    doubt(Damage::Kind::kBatch, batch_position_, std::move(wrong));
    return begin_search(batch_position_ + 1);
  }
  batch_size_ = length;
  crc_ = crc32c(ByteView(header_).subspan(protocol::kAttributesAt));
  control_.clear();
  const bool control = (attributes_of(header_.data()) & protocol::kControlMask) != 0;
  if (control && batch_size_ <= kMarkerSizeMax) control_.assign(header_.begin(), header_.end());
  state_ = State::kBody;
  if (batch_size_ == kBatchHeaderSize) judge_batch();
}

std::size_t SegmentCheck::take_body(ByteView bytes) {
  const std::uint64_t left = batch_position_ + batch_size_ - position_;
  const auto used = static_cast<std::size_t>(std::min<std::uint64_t>(left, bytes.size()));
  crc_ = crc32c_extend(crc_, bytes.first(used));
  if (!control_.empty())
    control_.insert(control_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(used));
  position_ += used;
  if (used == left) judge_batch();
  return used;
}

void SegmentCheck::judge_batch() {
  std::string wrong;
  if (crc_ != load_be<std::uint32_t>(header_.data() + protocol::kCrcAt)) wrong = "the batch fails its checksum";
  if (wrong.empty()) wrong = wrong_offsets();
  const Header header = decode_header(header_.data());
  // Of two that contradict each other the one is wrong that left offsets out.
  if (!wrong.empty() && last_.has_value() && last_->base > expected_before_ && header.base >= expected_before_ &&
      header.base < expected_ && header.last >= header.base && header.last < bound_ && wrong_length().empty() &&
      crc_ == load_be<std::uint32_t>(header_.data() + protocol::kCrcAt)) {
    Damage damage;
    damage.position = last_->position;
    damage.end = last_->position + last_->size_bytes;
    damage.offset = expected_before_;
    damage.what = "the batch has offsets above those behind it";
    last_.reset();
    expected_ = expected_before_;
    note(std::move(damage));
    wrong.clear();
  }
  if (wrong.empty()) return accept();
  if (candidate_) return begin_search(batch_position_ + 1);
  doubt(Damage::Kind::kBatch, batch_position_, std::move(wrong));
  const std::uint64_t next = batch_position_ + batch_size_;
  begin_batch(next);
  advance(next);
}

void SegmentCheck::accept() {
  const Header header = decode_header(header_.data());
  settle_doubt(batch_position_);
  confirm();
  CheckedBatch& batch = last_.emplace();
  batch.position = batch_position_;
  batch.size_bytes = batch_size_;
  batch.base = header.base;
  batch.last = header.last;
  batch.max_timestamp_ms = load_be<std::int64_t>(header_.data() + protocol::kMaxTimestampAt);
  const std::int16_t attributes = attributes_of(header_.data());
  batch.producer = ProducerId(load_be<std::int64_t>(header_.data() + protocol::kProducerIdAt));
  batch.transactional =
      (attributes & (protocol::kTransactionalMask | protocol::kControlMask)) == protocol::kTransactionalMask;
  if (!control_.empty()) {
    const Result<protocol::BatchView> view = protocol::BatchView::parse(control_);
    if (view.ok()) batch.marker = marker_kind(*view);
  }
  expected_before_ = expected_;
  expected_ = header.last + 1;
  const std::uint64_t next = batch_position_ + batch_size_;
  begin_batch(next);
  advance(next);
}

void SegmentCheck::confirm() {
  if (!last_.has_value()) return;
  ++batches_;
  if (on_batch_) on_batch_(*last_);
  last_.reset();
}

// --- Damage.

void SegmentCheck::note(Damage damage) {
  ++damages_count_;
  damages_.push_back(std::move(damage));
}

void SegmentCheck::doubt(Damage::Kind kind, std::uint64_t position, std::string what) {
  if (doubt_.has_value()) return;
  doubt_ = Doubt{.kind = kind, .position = position, .what = std::move(what)};
}

void SegmentCheck::settle_doubt(std::uint64_t end) {
  if (!doubt_.has_value()) return;
  Damage damage;
  damage.kind = doubt_->kind == Damage::Kind::kTorn && end < size_bytes_ ? Damage::Kind::kBatch : doubt_->kind;
  damage.position = doubt_->position;
  damage.end = end;
  damage.offset = expected_;
  damage.what = damage.kind == doubt_->kind ? std::move(doubt_->what) : "the batch has an impossible length";
  doubt_.reset();
  note(std::move(damage));
}

void SegmentCheck::begin_search(std::uint64_t position) {
  state_ = State::kSearch;
  candidate_ = false;
  searched_.clear();
  advance(position);
}

// A header is looked for at every byte. What is found is read like any batch, from its beginning.
std::size_t SegmentCheck::search(ByteView bytes) {
  std::vector<std::uint8_t> window = std::move(searched_);
  const std::size_t before = window.size();
  window.insert(window.end(), bytes.begin(), bytes.end());
  const std::uint64_t start = position_ - before;
  std::size_t at = 0;
  for (; at + kBatchHeaderSize <= window.size(); ++at) {
    if (window[at + protocol::kMagicAt] != static_cast<std::uint8_t>(protocol::kMagicV2)) continue;
    const Header header = decode_header(window.data() + at);
    const bool fits = header.length >= static_cast<std::int64_t>(kBatchHeaderSize) &&
                      start + at + static_cast<std::uint64_t>(header.length) <= size_bytes_;
    if (!fits || header.base < expected_ || header.last < header.base || header.last >= bound_) continue;
    begin_batch(start + at);
    candidate_ = true;
    position_ = start + at;
    return 0;
  }
  searched_.assign(window.begin() + static_cast<std::ptrdiff_t>(at), window.end());
  advance(position_ + bytes.size());
  return bytes.size();
}

void SegmentCheck::at_end() {
  const bool within = state_ == State::kHeader && header_have_ > 0;
  if (within && candidate_) return begin_search(batch_position_ + 1);
  // What is left is shorter than a header, so that no batch follows the damaged one: its length was wrong.
  if (within && doubt_.has_value()) return begin_search(doubt_->position + 1);
  if (within) doubt(Damage::Kind::kTorn, batch_position_, "the file ends within a batch");
  settle_doubt(size_bytes_);
  confirm();
  position_ = size_bytes_;
  done_ = true;
}

}  // namespace klamm
