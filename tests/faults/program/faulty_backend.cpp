#include "tests/faults/program/faulty_backend.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "runtime/io/epoll_backend.h"
#include "runtime/io/probe.h"
#include "runtime/io/uring_backend.h"

namespace klamm {

namespace test {

namespace {

// How often rules are looked at while an operation is held.
constexpr MonotonicNs kLookNs = 2'000'000;

}  // namespace

void FaultyBackend::submit(Op& op) {
  if (!is_file_op(op.kind)) return real_->submit(op);
  file_ops_.began(op, now());
  auto file_op = std::make_unique<FileOp>();
  file_op->backend = this;
  file_op->asked = &op;
  file_op->path = op.path != nullptr ? std::string(op.path) : path_of(op.handle);
  file_op->since = now();
  op.backend_data = reinterpret_cast<std::uintptr_t>(file_op.get());
  const bool free = op.kind == OpKind::kClose || !rules_.fault_of(op.kind, file_op->path).has_value();
  if (free) {
    begin(*file_op);
    begun_.push_back(std::move(file_op));
  } else {
    held_.push_back(std::move(file_op));
  }
}

void FaultyBackend::begin(FileOp& file_op) {
  file_op.begun = true;
  Op& real = file_op.real;
  real = *file_op.asked;
  real.file_next = real.file_previous = real.backend_next = real.backend_previous = nullptr;
  real.owner = &file_op;
  real.on_complete = [](Op& op) {
    auto& done = *static_cast<FileOp*>(op.owner);
    done.asked->mode = op.mode;
    done.asked->offset = op.offset;
    done.asked->length = op.length;
    done.backend->end(done, op.result);
  };
  real_->submit(real);
}

void FaultyBackend::end(FileOp& file_op, std::int32_t result) {
  Op& op = *std::exchange(file_op.asked, nullptr);
  op.result = result;
  op.more = false;
  file_ops_.ended(op, now());
  op.on_complete(op);
}

void FaultyBackend::cancel(Op& op) {
  if (!is_file_op(op.kind)) return real_->cancel(op);
  auto& file_op = *reinterpret_cast<FileOp*>(op.backend_data);
  if (file_op.begun) return real_->cancel(file_op.real);
  file_op.cancelled = true;
}

// Whether it is held no more.
bool FaultyBackend::ends_or_begins(FileOp& file_op) {
  if (file_op.cancelled) {
    end(file_op, -ECANCELED);
    return true;
  }
  const std::optional<Fault> fault = rules_.fault_of(file_op.asked->kind, file_op.path);
  if (fault.has_value() && fault->os_errno != 0) {
    end(file_op, -fault->os_errno);
    return true;
  }
  if (fault.has_value() && now() - file_op.since < fault->delay_ns) return false;
  begin(file_op);
  return true;
}

std::size_t FaultyBackend::reap() {
  std::size_t completed = real_->reap();
  std::erase_if(begun_, [](const auto& file_op) { return file_op->asked == nullptr; });
  std::vector<std::unique_ptr<FileOp>> held = std::exchange(held_, {});
  for (std::unique_ptr<FileOp>& file_op : held) {
    if (!ends_or_begins(*file_op)) {
      held_.push_back(std::move(file_op));
    } else if (file_op->begun) {
      begun_.push_back(std::move(file_op));
    } else {
      ++completed;
    }
  }
  return completed;
}

void FaultyBackend::wait(MonotonicNs deadline) {
  real_->wait(held_.empty() ? deadline : std::min(deadline, now() + kLookNs));
}

}  // namespace test

Result<std::unique_ptr<Backend>> make_backend(BackendKind kind, const BackendOptions& options) {
  Result<std::unique_ptr<Backend>> real =
      kind == BackendKind::kUring ? UringBackend::create(options) : EpollBackend::create(options);
  if (!real.ok()) return real;
  return std::unique_ptr<Backend>(std::make_unique<test::FaultyBackend>(std::move(real).value()));
}

}  // namespace klamm
