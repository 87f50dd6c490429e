// Invents values for messages, and wraps any message as a case that the round-trip tests can go through.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"
#include "runtime/base/arena.h"
#include "runtime/base/buffer.h"
#include "runtime/base/ids.h"
#include "runtime/base/random.h"

namespace klamm::protocol::test {

// Values drawn from a seed, edges among them. What is a view is of bytes that live as long as the Filler.
class Filler {
 public:
  // With `plain` every array has one element and nothing is null: then every field of the version is on the wire.
  explicit Filler(std::uint64_t seed, bool plain = false) : rng_(seed), plain_(plain) {}

  bool is_null() { return !plain_ && rng_.chance(1, 4); }
  std::size_t count() { return plain_ ? 1 : rng_.below(4); }
  bool bool_value() { return rng_.chance(1, 2); }
  std::int8_t int8_value() { return static_cast<std::int8_t>(number()); }
  std::int16_t int16_value() { return static_cast<std::int16_t>(number()); }
  std::int32_t int32_value() { return static_cast<std::int32_t>(number()); }
  std::int64_t int64_value() { return static_cast<std::int64_t>(number()); }
  std::uint16_t uint16_value() { return static_cast<std::uint16_t>(number()); }
  std::uint32_t uint32_value() { return static_cast<std::uint32_t>(number()); }
  double float64_value() { return static_cast<double>(int32_value()) / 8; }
  Uuid uuid_value() { return rng_.uuid(); }
  ErrorCode error_code() { return static_cast<ErrorCode>(static_cast<std::int16_t>(rng_.below(137)) - 1); }
  std::string_view string_value();
  ByteView bytes_value() { return as_bytes(string_value()); }
  BufferChain records_value();

 private:
  // Small numbers, all ones, and any number.
  std::uint64_t number();
  std::size_t length() { return rng_.chance(1, 16) ? 100 + rng_.below(300) : rng_.below(9); }

  Rng rng_;
  bool plain_;
  Arena arena_;
};

// A message of some type, filled for one version.
class AnyMessage {
 public:
  virtual ~AnyMessage() = default;
  virtual void encode(Writer& writer, std::int16_t version) const = 0;
  // Decodes into a fresh message and compares. Where the input was bad the reader says so and the answer is false.
  [[nodiscard]] virtual bool decodes_to_same(Reader& reader, std::int16_t version) const = 0;
};

template <class M>
class MessageOf final : public AnyMessage {
 public:
  void encode(Writer& writer, std::int16_t version) const override { message.encode(writer, version); }
  bool decodes_to_same(Reader& reader, std::int16_t version) const override {
    M other;
    other.decode(reader, version);
    return reader.ok() && other == message;
  }
  M message;
};

struct Case {
  std::string_view name;
  std::int16_t version_min;
  std::int16_t version_max;
  // Filled by the Filler, or all defaults where there is none.
  std::unique_ptr<AnyMessage> (*make)(Filler* filler, std::int16_t version, void (*fill)());
  void (*fill)();  // the message's own function; make() knows its type

  [[nodiscard]] std::unique_ptr<AnyMessage> filled(Filler& filler, std::int16_t version) const {
    return make(&filler, version, fill);
  }
  [[nodiscard]] std::unique_ptr<AnyMessage> defaults(std::int16_t version) const {
    return make(nullptr, version, fill);
  }
};

template <class M>
Case make_case(std::string_view name, void (*fill)(M&, Filler&, std::int16_t)) {
  const auto make = [](Filler* filler, std::int16_t version, void (*erased)()) -> std::unique_ptr<AnyMessage> {
    auto made = std::make_unique<MessageOf<M>>();
    const auto known = reinterpret_cast<void (*)(M&, Filler&, std::int16_t)>(erased);
    if (filler != nullptr) known(made->message, *filler, version);
    return made;
  };
  return {name, M::kVersionMin, M::kVersionMax, make, reinterpret_cast<void (*)()>(fill)};
}

}  // namespace klamm::protocol::test
