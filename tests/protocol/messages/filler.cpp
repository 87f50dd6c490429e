#include "tests/protocol/messages/filler.h"

namespace klamm::protocol::test {

std::uint64_t Filler::number() {
  switch (rng_.below(4)) {
    case 0: return rng_.below(16);
    case 1: return ~std::uint64_t{0} - rng_.below(3);
    case 2: return std::uint64_t{1} << rng_.below(64);
    default: return rng_.next();
  }
}

std::string_view Filler::string_value() {
  // One, two, three and four bytes of UTF-8.
  static constexpr std::string_view kCharacters[] = {"a", "Z", "0", ".", "-", "é", "ß", "€", "한", "🜲"};
  std::string text;
  for (std::size_t i = length(); i > 0; --i) text += kCharacters[rng_.below(std::size(kCharacters))];
  return arena_.store(std::move(text));
}

BufferChain Filler::records_value() {
  BufferChain chain;
  for (std::size_t i = count(); i > 0; --i) chain.append(Slice(Buffer::copy_of(bytes_value())));
  return chain;
}

}  // namespace klamm::protocol::test
