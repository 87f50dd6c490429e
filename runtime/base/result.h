// Errors are values. A function that may fail returns Result<T>: a T, or an Error that says which of Kafka's error
// codes a client is told, the errno behind it if there was one, and a sentence for the log or the client.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "runtime/base/assert.h"
#include "runtime/base/error_code.h"

namespace klamm {

struct Error {
  ErrorCode code = ErrorCode::kUnknownServerError;
  std::string message;  // for people; empty where the code says it all
  int os_errno = 0;     // 0 where no system call failed

  explicit Error(ErrorCode error_code) : code(error_code) {}
  Error(ErrorCode error_code, std::string text, int system_errno = 0)
      : code(error_code), message(std::move(text)), os_errno(system_errno) {}
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}
  Result(ErrorCode code) : state_(std::in_place_index<1>, Error(code)) {}

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  // REQUIRES: ok().
  T& value() & {
    KLAMM_ASSERT(ok());
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    KLAMM_ASSERT(ok());
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    KLAMM_ASSERT(ok());
    return std::move(*std::get_if<0>(&state_));
  }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }

  // REQUIRES: !ok().
  Error& error() & {
    KLAMM_ASSERT(!ok());
    return *std::get_if<1>(&state_);
  }
  const Error& error() const& {
    KLAMM_ASSERT(!ok());
    return *std::get_if<1>(&state_);
  }
  Error&& error() && {
    KLAMM_ASSERT(!ok());
    return std::move(*std::get_if<1>(&state_));
  }

  // kNone where ok().
  [[nodiscard]] ErrorCode code() const { return ok() ? ErrorCode::kNone : error().code; }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}
  Result(ErrorCode code) : error_(Error(code)) {}

  [[nodiscard]] bool ok() const { return !error_.has_value(); }
  explicit operator bool() const { return ok(); }
  Error& error() & {
    KLAMM_ASSERT(!ok());
    return *error_;
  }
  const Error& error() const& {
    KLAMM_ASSERT(!ok());
    return *error_;
  }
  Error&& error() && {
    KLAMM_ASSERT(!ok());
    return std::move(*error_);
  }
  [[nodiscard]] ErrorCode code() const { return ok() ? ErrorCode::kNone : error_->code; }

 private:
  std::optional<Error> error_;
};

using Status = Result<void>;

}  // namespace klamm
