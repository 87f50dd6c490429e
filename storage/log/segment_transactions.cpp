// A segment's index of aborted transactions. The file is never written in place: sync() writes a new one beside it,
// which takes its name when it is on the disk. So it is either of before or of after, whole.
#include <fcntl.h>

#include <cerrno>
#include <cstdint>
#include <utility>

#include "runtime/io/io.h"
#include "storage/log/segment.h"
#include "storage/log/syncing.h"

namespace klamm {

namespace {

constexpr std::string_view kTransactionKind = ".txnindex";

}  // namespace

void Segment::add_aborted(const AbortedTxn& transaction) {
  if (transactions_ == nullptr) transactions_ = std::make_unique<TransactionIndex>();
  transactions_->put(transaction);
}

void Segment::drop_transactions_from(Offset offset) {
  ++transactions_dropped_;
  if (transactions_ != nullptr) transactions_->drop_from(offset);
}

void Segment::replace_transactions(const std::vector<AbortedTxn>& all) {
  ++transactions_dropped_;
  transactions_on_disk_ = false;
  // Also where there is none left: then the file goes.
  if (transactions_ == nullptr) transactions_ = std::make_unique<TransactionIndex>();
  transactions_->drop_from(base_);
  for (const AbortedTxn& transaction : all) transactions_->put(transaction);
  transactions_->mark_unsaved();
}

Task<Status> Segment::load_transactions(bool ended) {
  while (transactions_on_disk_) {
    const std::uint32_t before = transactions_dropped_;
    const std::string name = path(kTransactionKind);
    const Result<std::string> file = co_await read_file(context_.io, name, TransactionIndex::kFileSizeMax);
    if (before != transactions_dropped_ || !transactions_on_disk_) continue;
    if (!file.ok() && file.error().os_errno != ENOENT) co_return file.error();
    if (file.ok()) {
      const Offset end = ended ? next_offset_ : Offset(INT64_MAX);
      const std::optional<std::vector<AbortedTxn>> entries = TransactionIndex::parse(as_bytes(*file), base_, end);
      if (!entries.has_value()) co_return Error(ErrorCode::kCorruptMessage, name + " is damaged");
      if (!entries->empty() && transactions_ == nullptr) transactions_ = std::make_unique<TransactionIndex>();
      if (transactions_ != nullptr) transactions_->merge_file(*entries);
    }
    transactions_on_disk_ = false;
    note_use();
  }
  co_return Status();
}

// What a reader wanted once is read again when it is wanted again.
void Segment::forget_saved_transactions() {
  if (transactions_ == nullptr || transactions_->unsaved() || transactions_written_.has_value()) return;
  transactions_on_disk_ = transactions_on_disk_ || !transactions_->entries().empty();
  transactions_.reset();
}

Task<Status> Segment::write_transactions(Syncing& syncing) {
  // One that was added since sync() was called, while what is saved was forgotten: the file would lose the others. It
  // waits for the next sync(), before which they are loaded.
  if (!transactions_unsaved() || !transactions_known()) co_return Status();
  const std::uint32_t version = transactions_->version();
  const std::vector<std::uint8_t> bytes = TransactionIndex::encode(transactions_->entries());
  if (!bytes.empty()) {
    const std::string name = path(kTransactionKind) + std::string(kUnfinishedSuffix);
    const std::int32_t handle = co_await open_file(context_.io, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (handle < 0) co_return failure("create", kTransactionKind, handle);
    std::int32_t result = co_await write_all(context_.io, handle, bytes, 0);
    if (result >= 0) result = co_await syncing.file(handle);
    static_cast<void>(co_await close_handle(context_.io, handle));
    if (result < 0) co_return failure("write", kTransactionKind, result);
  }
  transactions_written_ = TransactionsWritten{.version = version, .none = bytes.empty()};
  co_return Status();
}

Task<Result<bool>> Segment::name_transactions() {
  if (!transactions_written_.has_value()) co_return false;
  const TransactionsWritten written = *std::exchange(transactions_written_, std::nullopt);
  const std::string name = path(kTransactionKind);
  // Whoever reads the file just now may have what it held before.
  ++transactions_dropped_;
  std::int32_t result = 0;
  if (written.none) {
    result = co_await unlink_file(context_.io, name);
    if (result == -ENOENT) result = 0;
  } else {
    result = co_await rename_file(context_.io, name + std::string(kUnfinishedSuffix), name);
  }
  ++transactions_dropped_;
  if (result < 0) co_return failure("rename", kTransactionKind, result);
  transactions_->mark_saved(written.version);
  co_return true;
}

}  // namespace klamm
