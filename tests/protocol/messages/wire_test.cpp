// Reader and Writer by themselves.
#include <catch2/catch.hpp>

#include <limits>
#include <string>

#include "protocol/generated/00_produce.h"
#include "protocol/generated/18_api_versions.h"
#include "protocol/generated/api_key.h"
#include "protocol/wire/equal.h"
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

std::string text_of(Writer& writer) {
  const Buffer flat = writer.finish().flatten();
  return std::string(as_text({flat.data(), flat.size()}));
}

Reader reader_of(std::string_view bytes) { return Reader(Slice(Buffer::copy_of(as_bytes(bytes)))); }

TEST_CASE("numbers are big-endian") {
  Writer writer;
  writer.write_int8(-2);
  writer.write_int16(0x0102);
  writer.write_int32(0x03040506);
  writer.write_int64(0x0708090a0b0c0d0e);
  writer.write_uint16(0xfffe);
  writer.write_uint32(0xfffffffd);
  writer.write_float64(-2.5);
  writer.write_bool(true);
  const std::string bytes = text_of(writer);
  CHECK(bytes == "\xfe\1\2\3\4\5\6\7\x8\x9\xa\xb\xc\xd\xe\xff\xfe\xff\xff\xff\xfd\xc0\4\0\0\0\0\0\0\1"sv);
  Reader reader = reader_of(bytes);
  CHECK(reader.read_int8() == -2);
  CHECK(reader.read_int16() == 0x0102);
  CHECK(reader.read_int32() == 0x03040506);
  CHECK(reader.read_int64() == 0x0708090a0b0c0d0e);
  CHECK(reader.read_uint16() == 0xfffe);
  CHECK(reader.read_uint32() == 0xfffffffd);
  CHECK(reader.read_float64() == -2.5);
  CHECK(reader.read_bool());
  CHECK(reader.remaining() == 0);
  CHECK(reader.read_int64() == 0);
  CHECK(reader.error() == ReadError::kTruncated);
}

TEST_CASE("varints come back at every length") {
  constexpr std::uint32_t kMost = std::numeric_limits<std::uint32_t>::max();
  for (const std::uint32_t value : {0U, 1U, 127U, 128U, 16383U, 16384U, 2097151U, 2097152U, 268435456U, kMost}) {
    Writer writer;
    writer.write_unsigned_varint(value);
    writer.write_varint(static_cast<std::int32_t>(value));
    writer.write_varlong(static_cast<std::int64_t>(std::uint64_t{value} << 31));
    writer.write_varlong(-static_cast<std::int64_t>(std::uint64_t{value} << 31));
    Reader reader = reader_of(text_of(writer));
    CHECK(reader.read_unsigned_varint() == value);
    CHECK(reader.read_varint() == static_cast<std::int32_t>(value));
    CHECK(reader.read_varlong() == static_cast<std::int64_t>(std::uint64_t{value} << 31));
    CHECK(reader.read_varlong() == -static_cast<std::int64_t>(std::uint64_t{value} << 31));
    CHECK(reader.ok());
    CHECK(reader.remaining() == 0);
  }
  Reader endless = reader_of("\xff\xff\xff\xff\xff\x01");
  endless.read_unsigned_varint();
  CHECK(endless.error() == ReadError::kLength);
}

TEST_CASE("strings must be UTF-8") {
  const auto valid = [](std::string_view text) { return is_valid_utf8(as_bytes(text)); };
  CHECK(valid(""));
  CHECK(valid("plain ASCII, longer than eight bytes"));
  CHECK(valid("\xc2\x80 \xdf\xbf \xe0\xa0\x80 \xed\x9f\xbf \xee\x80\x80 \xef\xbf\xbf"));
  CHECK(valid("\xf0\x90\x80\x80 \xf4\x8f\xbf\xbf"));
  for (const std::string_view bad : {"\x80"sv, "\xc0\x80"sv, "\xc1\xbf"sv, "\xc2"sv, "\xe0\x9f\xbf"sv, "\xed\xa0\x80"sv,
                                     "\xf0\x8f\xbf\xbf"sv, "\xf4\x90\x80\x80"sv, "\xf5\x80\x80\x80"sv, "\xe2\x82"sv,
                                     "\xe2\x28\xa1"sv, "\xff"sv, "twelve bytes\xf0\x9f\x9c"sv}) {
    CHECK_FALSE(valid(bad));
  }
  Reader reader = reader_of("\0\2\xc3\x28"sv);
  reader.read_string(false);
  CHECK(reader.error() == ReadError::kUtf8);
}

TEST_CASE("null and lengths of strings") {
  CHECK_FALSE(reader_of("\xff\xff").read_nullable_string(false).has_value());
  CHECK_FALSE(reader_of("\0"sv).read_nullable_string(true).has_value());
  CHECK(reader_of("\1"sv).read_nullable_string(true) == "");
  CHECK(reader_of("\4abc").read_string(true) == "abc");
  Reader null = reader_of("\xff\xff");
  null.read_string(false);
  CHECK(null.error() == ReadError::kNull);
  Reader version_without_null = reader_of("\0"sv);
  version_without_null.read_nullable_string(true, false);
  CHECK(version_without_null.error() == ReadError::kNull);
  Reader too_long = reader_of("\x81\x80\x02" + std::string(32768, 'x'));
  too_long.read_string(true);
  CHECK(too_long.error() == ReadError::kLength);
}

TEST_CASE("an array that counts more elements than bytes is refused before anything is allocated") {
  Reader reader = reader_of("\x7f\xff\xff\xff some bytes");
  CHECK(reader.read_array(false, 1, 1) == 0);
  CHECK(reader.error() == ReadError::kTruncated);
  Reader compact = reader_of("\xff\xff\xff\xff\x0f some bytes");
  CHECK(compact.read_array(true, 1, 1) == 0);
  CHECK(compact.error() == ReadError::kTruncated);
}

TEST_CASE("arrays take no more memory than the reader may give") {
  const Buffer bytes = Buffer::copy_of(as_bytes("\0\0\0\2ab\0\0\0\3abc"sv));
  Reader reader(Slice(bytes), 100);
  CHECK(reader.read_array(false, 1, 20) == 2);
  CHECK(reader.read_int16() == 0x6162);
  CHECK(reader.read_array(false, 1, 21) == 0);
  CHECK(reader.error() == ReadError::kMemory);
}

TEST_CASE("record data is shared and not copied") {
  const Buffer records = Buffer::copy_of(as_bytes("pretend that this is a batch"));
  ProduceRequest request;
  request.topic_data.resize(1);
  request.topic_data[0].partition_data.resize(1);
  request.topic_data[0].partition_data[0].records = BufferChain(Slice(records));
  Writer writer;
  request.encode(writer, 9);
  const BufferChain chain = writer.finish();
  REQUIRE(chain.slices().size() == 3);
  CHECK(chain.slices()[1].bytes.data() == records.data());

  const Buffer received = chain.flatten();
  Reader reader{Slice(received)};
  ProduceRequest decoded;
  decoded.decode(reader, 9);
  REQUIRE(reader.ok());
  CHECK(decoded == request);
  const Slice& slice = decoded.topic_data[0].partition_data[0].records->slices()[0];
  CHECK(slice.owner.data() == received.data());
}

TEST_CASE("unknown tagged fields are skipped") {
  // An ApiVersions response of version 3 with the tags 1 (known: a finalized epoch) and 77 (not known).
  Reader reader = reader_of("\0\0\1\0\0\0\5\2\1\x8\0\0\0\0\0\0\0\x9\x4d\3xyz"sv);
  ApiVersionsResponse response;
  response.decode(reader, 3);
  CHECK(reader.ok());
  CHECK(reader.remaining() == 0);
  CHECK(response.finalized_features_epoch == 9);
  CHECK(response.throttle_time_ms == 5);
}

TEST_CASE("a tagged field cannot read beyond its size, nor leave bytes of it") {
  for (const std::string_view size : {"\7"sv, "\x9"sv}) {
    Reader reader = reader_of("\0\0\1\0\0\0\5\1\1"s.append(size).append("\0\0\0\0\0\0\0\x9\0\0"sv));
    ApiVersionsResponse response;
    response.decode(reader, 3);
    CHECK_FALSE(reader.ok());
  }
}

TEST_CASE("a string that is too long for the format is cut between characters and reported") {
  Writer writer;
  std::string text(32766, 'x');
  text += "é";
  writer.write_string(text, false);
  CHECK_FALSE(writer.ok());
  Reader reader = reader_of(text_of(writer));
  CHECK(reader.read_string(false).size() == 32766);
  CHECK(reader.ok());
}

TEST_CASE("a reserved length is filled in later, whatever was written in between") {
  Writer writer;
  const Writer::Reserved length = writer.reserve_int32();
  const std::string much(300'000, 'm');
  writer.write_raw(as_bytes(much));
  writer.fill(length, static_cast<std::int32_t>(writer.size() - 4));
  const BufferChain chain = writer.finish();
  for (const Slice& slice : chain.slices()) CHECK(slice.size() <= Writer::kLargestChunkBytes);
  const Buffer flat = chain.flatten();
  CHECK(load_be<std::int32_t>(flat.data()) == 300'000);
  CHECK(as_text({flat.data() + 4, flat.size() - 4}) == much);
}

TEST_CASE("header versions follow flexibility, but for the answer to ApiVersions") {
  CHECK(request_header_version(ApiKey::kProduce, 8) == 1);
  CHECK(request_header_version(ApiKey::kProduce, 9) == 2);
  CHECK(response_header_version(ApiKey::kProduce, 9) == 1);
  CHECK(request_header_version(ApiKey::kApiVersions, 3) == 2);
  CHECK(response_header_version(ApiKey::kApiVersions, 3) == 0);
  CHECK(request_header_version(ApiKey::kSaslHandshake, 1) == 1);
  CHECK(find_api(4) == nullptr);
  CHECK(find_api(-1) == nullptr);
  CHECK(find_api(18)->name == "ApiVersions");
  CHECK(api_key_name(ApiKey::kFetch) == "Fetch");
}

}  // namespace
}  // namespace klamm::protocol
