// Every message at every version: what is encoded is decoded to the same, and a cut message is never taken for whole.
#include <catch2/catch.hpp>

#include "protocol/generated/all_messages.h"
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"
#include "tests/protocol/messages/generated/cases.h"

namespace klamm::protocol::test {
namespace {

constexpr std::uint64_t kSeeds = 4;

Buffer encoded(const AnyMessage& message, std::int16_t version) {
  Writer writer;
  message.encode(writer, version);
  CHECK(writer.ok());
  const std::size_t size = writer.size();
  const BufferChain chain = writer.finish();
  CHECK(chain.size() == size);
  return chain.flatten();
}

void check_same_again(const Case& one, const AnyMessage& message, std::int16_t version) {
  INFO(one.name << " version " << version);
  const Buffer bytes = encoded(message, version);
  Reader reader{Slice(bytes)};
  const bool same = message.decodes_to_same(reader, version);
  CAPTURE(read_error_name(reader.error()), reader.position(), bytes.size());
  REQUIRE(same);
  REQUIRE(reader.remaining() == 0);
}

const MessageInfo& info_of(std::string_view name) {
  for (const MessageInfo& info : all_messages()) {
    if (info.name == name) return info;
  }
  FAIL("no message " << name);
  return all_messages()[0];
}

TEST_CASE("every message decodes to what was encoded, at every version") {
  for (const Case& one : all_cases()) {
    for (std::int16_t version = one.version_min; version <= one.version_max; ++version) {
      check_same_again(one, *one.defaults(version), version);
      for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
        Filler filler(seed, seed == 0);
        check_same_again(one, *one.filled(filler, version), version);
      }
    }
  }
}

TEST_CASE("decoding and encoding again gives the same bytes") {
  for (const Case& one : all_cases()) {
    const MessageInfo& info = info_of(one.name);
    for (std::int16_t version = one.version_min; version <= one.version_max; ++version) {
      INFO(one.name << " version " << version);
      Filler filler(7);
      const Buffer bytes = encoded(*one.filled(filler, version), version);
      Reader reader{Slice(bytes)};
      Writer writer;
      REQUIRE(info.recode(reader, version, writer));
      const Buffer again = writer.finish().flatten();
      REQUIRE(as_text({again.data(), again.size()}) == as_text({bytes.data(), bytes.size()}));
    }
  }
}

TEST_CASE("a message that is cut anywhere is refused") {
  for (const Case& one : all_cases()) {
    const MessageInfo& info = info_of(one.name);
    for (std::int16_t version = one.version_min; version <= one.version_max; ++version) {
      Filler filler(1, true);
      const Buffer bytes = encoded(*one.filled(filler, version), version);
      for (std::size_t length = 0; length < bytes.size(); ++length) {
        // In a block of its own, so that the sanitizers see a byte read too far.
        const Buffer cut = Buffer::copy_of({bytes.data(), length});
        Reader reader{Slice(cut)};
        Writer writer;
        const bool taken = info.recode(reader, version, writer);
        if (taken) {
          INFO(one.name << " version " << version << " cut to " << length << " of " << bytes.size());
          REQUIRE_FALSE(taken);
        }
      }
    }
  }
}

TEST_CASE("a message with one byte changed never crashes the decoder") {
  for (const Case& one : all_cases()) {
    const MessageInfo& info = info_of(one.name);
    for (std::int16_t version = one.version_min; version <= one.version_max; ++version) {
      Filler filler(2, true);
      const Buffer bytes = encoded(*one.filled(filler, version), version);
      Rng rng(3);
      for (std::size_t at = 0; at < bytes.size(); ++at) {
        const Buffer changed = Buffer::copy_of({bytes.data(), bytes.size()});
        changed.data()[at] = static_cast<std::uint8_t>(rng.next());
        Reader reader{Slice(changed)};
        Writer writer;
        info.recode(reader, version, writer);
      }
    }
  }
  SUCCEED("nothing crashed");
}

TEST_CASE("a version that the schema does not have is an error of the reader") {
  for (const MessageInfo& info : all_messages()) {
    for (const int version : {-1, info.version_min - 1, info.version_max + 1}) {
      const Buffer zeros = Buffer::copy_of(as_bytes(std::string(64, '\0')));
      Reader reader{Slice(zeros)};
      Writer writer;
      CHECK_FALSE(info.recode(reader, static_cast<std::int16_t>(version), writer));
      CHECK(reader.error() == ReadError::kVersion);
    }
  }
}

TEST_CASE("the cases and the table of all messages agree") {
  const std::vector<Case> cases = all_cases();
  CHECK(cases.size() == all_messages().size());
  for (const Case& one : cases) {
    const MessageInfo& info = info_of(one.name);
    CHECK(info.version_min == one.version_min);
    CHECK(info.version_max == one.version_max);
  }
}

}  // namespace
}  // namespace klamm::protocol::test
