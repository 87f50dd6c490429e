#include "protocol/compression/codec.h"

#include <algorithm>
#include <string>

#include "runtime/base/random.h"

namespace klamm::protocol {

namespace {

constexpr Codec kAll[] = {Codec::kNone, Codec::kGzip, Codec::kSnappy, Codec::kLz4, Codec::kZstd};
constexpr Codec kReal[] = {Codec::kGzip, Codec::kSnappy, Codec::kLz4, Codec::kZstd};

std::vector<std::uint8_t> random_bytes(Rng& rng, std::size_t size, bool compressible) {
  std::vector<std::uint8_t> bytes(size);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(compressible ? rng.below(4) : rng.next());
  return bytes;
}

// Reads in pieces of `step`.
Result<std::vector<std::uint8_t>> read_all(Decompressor& decompressor, Codec codec, ByteView input, std::size_t step,
                                           Lz4Framing framing = Lz4Framing::kStandard) {
  Status status = decompressor.open(codec, input, framing);
  if (!status) return std::move(status).error();
  std::vector<std::uint8_t> out;
  std::vector<std::uint8_t> piece(step);
  for (;;) {
    Result<std::size_t> got = decompressor.read(piece);
    if (!got) return std::move(got).error();
    if (*got == 0) return out;
    out.insert(out.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(*got));
  }
}

}  // namespace

TEST_CASE("codec_names_and_ids") {
  for (const Codec codec : kAll) {
    CHECK(codec_from_name(codec_name(codec)) == codec);
    CHECK(codec_from_id(static_cast<int>(codec)) == codec);
  }
  for (const int id : {-1, 5, 6, 7, 100}) CHECK_FALSE(codec_from_id(id).has_value());
  CHECK_FALSE(codec_from_name("brotli").has_value());
}

TEST_CASE("every_codec_round_trips_at_every_size") {
  Rng rng(1);
  Compressor compressor;
  Decompressor decompressor;
  const std::size_t sizes[] = {0, 1, 2, 15, 16, 100, 1000, 32767, 32768, 32769, 65535, 65536, 65537, 200000, 1000003};
  for (const Codec codec : kAll) {
    for (const std::size_t size : sizes) {
      for (const bool compressible : {false, true}) {
        INFO(codec_name(codec) << " " << size);
        const std::vector<std::uint8_t> input = random_bytes(rng, size, compressible);
        std::vector<std::uint8_t> packed{1, 2, 3};
        REQUIRE(compressor.compress(codec, default_level(codec), input, packed).ok());
        REQUIRE(std::equal(packed.begin(), packed.begin() + 3, std::begin({1, 2, 3})));
        packed.erase(packed.begin(), packed.begin() + 3);
        if (codec == Codec::kNone) REQUIRE(packed == input);
        for (const std::size_t step : {std::size_t{7}, std::size_t{4096}, std::size_t{1} << 21}) {
          if (step == 7 && size > 70000) continue;
          Result<std::vector<std::uint8_t>> output = read_all(decompressor, codec, packed, step);
          REQUIRE(output.ok());
          REQUIRE(*output == input);
        }
      }
    }
  }
}

TEST_CASE("every_level_round_trips") {
  Rng rng(2);
  Compressor compressor;
  Decompressor decompressor;
  const std::vector<std::uint8_t> input = random_bytes(rng, 20000, true);
  const std::pair<Codec, std::vector<int>> levels[] = {
      {Codec::kGzip, {-1, 0, 1, 5, 9, 100}},
      {Codec::kLz4, {1, 2, 3, 8, 9, 10, 17}},
      {Codec::kZstd, {-131072, -5, 1, 3, 19, 22, 1000}},
      {Codec::kSnappy, {0, 9}},
  };
  for (const auto& [codec, list] : levels) {
    for (const int level : list) {
      INFO(codec_name(codec) << " " << level);
      std::vector<std::uint8_t> packed;
      REQUIRE(compressor.compress(codec, level, input, packed).ok());
      Result<std::vector<std::uint8_t>> output = read_all(decompressor, codec, packed, 5000);
      REQUIRE(output.ok());
      REQUIRE(*output == input);
    }
  }
}

TEST_CASE("input_cut_at_any_byte_is_refused") {
  Rng rng(3);
  Compressor compressor;
  Decompressor decompressor;
  const std::vector<std::uint8_t> input = random_bytes(rng, 40000, true);
  for (const Codec codec : kReal) {
    INFO(codec_name(codec));
    std::vector<std::uint8_t> packed;
    REQUIRE(compressor.compress(codec, default_level(codec), input, packed).ok());
    for (std::size_t size = 0; size < packed.size(); size += 1 + size / 40) {
      const std::vector<std::uint8_t> cut(packed.begin(), packed.begin() + static_cast<std::ptrdiff_t>(size));
      Result<std::vector<std::uint8_t>> output = read_all(decompressor, codec, cut, 4096);
      // Snappy's framing has no end mark: cut between two blocks it is a shorter stream.
      if (codec == Codec::kSnappy && output.ok()) {
        REQUIRE(output->size() % 32768 == 0);
        continue;
      }
      REQUIRE(output.code() == ErrorCode::kCorruptMessage);
    }
  }
}

TEST_CASE("damaged_input_is_refused_or_read_within_bounds") {
  Rng rng(4);
  Compressor compressor;
  Decompressor decompressor;
  const std::vector<std::uint8_t> input = random_bytes(rng, 3000, true);
  for (const Codec codec : kReal) {
    std::vector<std::uint8_t> packed;
    REQUIRE(compressor.compress(codec, default_level(codec), input, packed).ok());
    for (std::size_t at = 0; at < packed.size(); ++at) {
      std::vector<std::uint8_t> damaged = packed;
      damaged[at] = static_cast<std::uint8_t>(rng.next());
      std::vector<std::uint8_t> out;
      Status status = decompress_all(decompressor, codec, damaged, 100000, out);
      REQUIRE(out.size() <= 100001);
    }
    // The contexts are fit for the next stream.
    Result<std::vector<std::uint8_t>> output = read_all(decompressor, codec, packed, 100);
    REQUIRE(output.ok());
    REQUIRE(*output == input);
  }
}

TEST_CASE("a_failed_stream_stays_failed") {
  Decompressor decompressor;
  std::uint8_t out[100];
  for (const Codec codec : kReal) {
    Status opened = decompressor.open(codec, as_bytes("this is no stream of any codec"));
    Result<std::size_t> first = decompressor.read(out);
    Result<std::size_t> second = decompressor.read(out);
    CHECK(first.code() == ErrorCode::kCorruptMessage);
    CHECK(second.code() == ErrorCode::kCorruptMessage);
  }
}

TEST_CASE("a_broken_lz4_frame_does_not_spoil_the_next_stream") {
  Compressor compressor;
  Decompressor decompressor;
  std::vector<std::uint8_t> packed;
  REQUIRE(compressor.compress(Codec::kLz4, 9, as_bytes("abc"), packed).ok());
  // A header that announces a content size, and then nothing.
  std::vector<std::uint8_t> broken{0x04, 0x22, 0x4d, 0x18, 0x68, 0x40, 9, 9, 9, 9, 9, 9, 9, 9, 0};
  CHECK(read_all(decompressor, Codec::kLz4, broken, 10, Lz4Framing::kMagic0).code() == ErrorCode::kCorruptMessage);
  CHECK(*read_all(decompressor, Codec::kLz4, packed, 10) == std::vector<std::uint8_t>{'a', 'b', 'c'});
}

TEST_CASE("zstd_is_judged_alike_whatever_the_size_of_the_reads") {
  // One raw block of 300 bytes, in frames that announce windows of 128 KiB, 128 MiB and 1 GiB. The last is more than a
  // consumer that streams allows.
  for (const auto& [window, good] : {std::pair{0x38, true}, std::pair{0x88, true}, std::pair{0xa0, false}}) {
    std::vector<std::uint8_t> frame{0x28, 0xb5, 0x2f, 0xfd, 0x40, static_cast<std::uint8_t>(window), 300 - 256, 0};
    constexpr std::uint32_t kBlockHeader = (300U << 3) | 1U;
    for (int shift = 0; shift < 24; shift += 8) frame.push_back(static_cast<std::uint8_t>(kBlockHeader >> shift));
    frame.insert(frame.end(), 300, 'x');
    Decompressor decompressor;
    for (const std::size_t step : {1, 97, 299, 300, 301, 65536}) {
      INFO(window << " " << step);
      const Result<std::vector<std::uint8_t>> output = read_all(decompressor, Codec::kZstd, frame, step);
      CHECK(output.ok() == good);
      if (good) CHECK(*output == std::vector<std::uint8_t>(300, 'x'));
      // What follows a frame is another one, or damage.
      std::vector<std::uint8_t> twice(frame);
      twice.insert(twice.end(), frame.begin(), frame.end());
      CHECK(read_all(decompressor, Codec::kZstd, twice, step).ok() == good);
      twice.pop_back();
      CHECK(read_all(decompressor, Codec::kZstd, twice, step).code() == ErrorCode::kCorruptMessage);
      twice.resize(frame.size() + 3);
      CHECK(read_all(decompressor, Codec::kZstd, twice, step).code() == ErrorCode::kCorruptMessage);
    }
  }
}

TEST_CASE("bombs_stop_at_the_limit") {
  Compressor compressor;
  Decompressor decompressor;
  const std::vector<std::uint8_t> zeros(std::size_t{8} << 20);
  for (const Codec codec : kAll) {
    INFO(codec_name(codec));
    std::vector<std::uint8_t> packed;
    REQUIRE(compressor.compress(codec, default_level(codec), zeros, packed).ok());
    std::vector<std::uint8_t> out;
    CHECK(decompress_all(decompressor, codec, packed, 1000000, out).code() == ErrorCode::kMessageTooLarge);
    CHECK(out.size() <= 1000001);
    out.clear();
    CHECK(decompress_all(decompressor, codec, packed, zeros.size(), out).ok());
    CHECK(out == zeros);
    out.clear();
    CHECK(decompress_all(decompressor, codec, packed, zeros.size() - 1, out).code() == ErrorCode::kMessageTooLarge);
  }
}

TEST_CASE("snappy_is_written_in_the_framing_of_snappy_java") {
  Compressor compressor;
  std::vector<std::uint8_t> packed;
  REQUIRE(compressor.compress(Codec::kSnappy, 0, as_bytes("abc"), packed).ok());
  const std::vector<std::uint8_t> expected{0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0, 0, 0,   0,   1,  0,
                                           0,    0,   1,   0,   0,   0,   5,   3, 8, 'a', 'b', 'c'};
  CHECK(packed == expected);
}

TEST_CASE("snappy_is_read_bare_and_in_several_streams") {
  Decompressor decompressor;
  const std::vector<std::uint8_t> bare{3, 8, 'a', 'b', 'c'};
  CHECK(*read_all(decompressor, Codec::kSnappy, bare, 10) == std::vector<std::uint8_t>{'a', 'b', 'c'});
  Compressor compressor;
  std::vector<std::uint8_t> packed;
  REQUIRE(compressor.compress(Codec::kSnappy, 0, as_bytes("abc"), packed).ok());
  REQUIRE(compressor.compress(Codec::kSnappy, 0, as_bytes("def"), packed).ok());
  CHECK(*read_all(decompressor, Codec::kSnappy, packed, 10) == std::vector<std::uint8_t>{'a', 'b', 'c', 'd', 'e', 'f'});
}

TEST_CASE("snappy_blocks_that_promise_too_much_get_no_memory") {
  Decompressor decompressor;
  const std::vector<std::uint8_t> lie{0xff, 0xff, 0xff, 0xff, 0x0f, 8, 'a', 'b', 'c'};
  CHECK(read_all(decompressor, Codec::kSnappy, lie, 10).code() == ErrorCode::kCorruptMessage);
}

TEST_CASE("gzip_members_and_zstd_frames_follow_one_another") {
  Compressor compressor;
  Decompressor decompressor;
  for (const Codec codec : {Codec::kGzip, Codec::kZstd}) {
    std::vector<std::uint8_t> packed;
    REQUIRE(compressor.compress(codec, 3, as_bytes("abc"), packed).ok());
    REQUIRE(compressor.compress(codec, 3, as_bytes("def"), packed).ok());
    CHECK(*read_all(decompressor, codec, packed, 2) == std::vector<std::uint8_t>{'a', 'b', 'c', 'd', 'e', 'f'});
  }
}

TEST_CASE("what_follows_a_stream_is_ignored_by_gzip_and_lz4_and_refused_by_zstd") {
  Compressor compressor;
  Decompressor decompressor;
  for (const Codec codec : kReal) {
    std::vector<std::uint8_t> packed;
    REQUIRE(compressor.compress(codec, default_level(codec), as_bytes("abc"), packed).ok());
    packed.insert(packed.end(), 4, 'z');
    const bool ok = read_all(decompressor, codec, packed, 10).ok();
    CHECK(ok == (codec == Codec::kGzip || codec == Codec::kLz4));
  }
}

TEST_CASE("kafka_3160_lz4_frames_of_magic_0") {
  Compressor compressor;
  Decompressor decompressor;
  std::vector<std::uint8_t> standard;
  std::vector<std::uint8_t> broken;
  REQUIRE(compressor.compress(Codec::kLz4, 9, as_bytes("abc"), standard).ok());
  REQUIRE(compressor.compress(Codec::kLz4, 9, as_bytes("abc"), broken, Lz4Framing::kMagic0).ok());
  CHECK(standard[6] == 0x82);  // of the flags 0x60 and the block size 0x40
  REQUIRE(standard[6] != broken[6]);
  const std::vector<std::uint8_t> expected{'a', 'b', 'c'};
  CHECK(*read_all(decompressor, Codec::kLz4, broken, 10, Lz4Framing::kMagic0) == expected);
  CHECK(*read_all(decompressor, Codec::kLz4, standard, 10, Lz4Framing::kMagic0) == expected);
  CHECK(read_all(decompressor, Codec::kLz4, broken, 10).code() == ErrorCode::kCorruptMessage);
}

}  // namespace klamm::protocol
