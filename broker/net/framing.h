// Kafka's frames around messages: request headers in, response headers out. The size in front of a frame is the
// connection's business on the way in, and is written here on the way out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/generated/api_key.h"
#include "runtime/base/buffer.h"

namespace klamm::broker {

// The request header of any version (KIP-482: version 2 only adds tagged fields; the client id keeps its old form).
struct RequestHeaderView {
  std::int16_t api_key = 0;
  std::int16_t api_version = 0;
  std::int32_t correlation_id = 0;
  std::optional<std::string_view> client_id;  // a view of the frame
  std::size_t body_offset = 0;                // within the frame
};

// False if the frame ends too early or holds a string that is no UTF-8. For an API version that nobody knows, the
// header is taken as of version 1, whose fields all versions begin with.
[[nodiscard]] bool parse_request_header(const Slice& frame, RequestHeaderView& header);

// The response frame: size, header of the right version, body.
[[nodiscard]] BufferChain frame_response(protocol::ApiKey api_key, std::int16_t api_version,
                                         std::int32_t correlation_id, BufferChain body);

}  // namespace klamm::broker
