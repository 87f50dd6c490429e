#include "broker/net/framing.h"

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::broker {

bool parse_request_header(const Slice& frame, RequestHeaderView& header) {
  protocol::Reader reader(frame);
  header.api_key = reader.read_int16();
  header.api_version = reader.read_int16();
  header.correlation_id = reader.read_int32();
  header.client_id = reader.read_nullable_string(false);
  const auto key = static_cast<protocol::ApiKey>(header.api_key);
  // The rest of the header of an API that nobody knows is not known either; the caller refuses it by its key.
  if (protocol::find_api(header.api_key) == nullptr) return reader.ok();
  if (protocol::request_header_version(key, header.api_version) >= 2) reader.skip_tagged_fields();
  header.body_offset = reader.position();
  return reader.ok();
}

BufferChain frame_response(protocol::ApiKey api_key, std::int16_t api_version, std::int32_t correlation_id,
                           BufferChain body) {
  protocol::Writer writer;
  const protocol::Writer::Reserved size = writer.reserve_int32();
  writer.write_int32(correlation_id);
  if (protocol::response_header_version(api_key, api_version) >= 1) writer.write_unsigned_varint(0);
  const std::size_t size_bytes = sizeof(std::int32_t);
  writer.fill(size, static_cast<std::int32_t>(writer.size() - size_bytes + body.size()));
  BufferChain frame = writer.finish();
  frame.append(std::move(body));
  return frame;
}

}  // namespace klamm::broker
