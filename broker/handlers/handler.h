// What every handler file shares: the frame around a typed handler.
//
// A handler is a coroutine from a decoded request to a response. It runs on the connection's shard; what lies on other
// shards it asks for by CallOn. Views in its response point into the request (context.body), into context.arena, or
// into the image that context.image holds, all of which live until the response is encoded.
#pragma once

#include <algorithm>
#include <utility>

#include "broker/request_context.h"
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::broker {

inline constexpr std::size_t kFreeDecodeBytes = std::size_t{1} << 20;

// Decodes the whole body, or gives the reason why the connection is to be closed, as Kafka does with what it cannot
// parse.
template <class Request>
[[nodiscard]] bool decode_request(RequestContext& context, Request& request, std::string& reason) {
  // Arrays may grow to what was admitted for this request; a little is free, so that small ones need no arithmetic.
  protocol::Reader reader(context.body, std::max(context.memory.bytes(), kFreeDecodeBytes));
  request.decode(reader, context.api_version);
  if (reader.ok()) return true;
  reason = "a request of api " + std::to_string(static_cast<int>(context.api_key)) + " version " +
           std::to_string(context.api_version) +
           " that cannot be read: " + std::string(protocol::read_error_name(reader.error()));
  return false;
}

template <class Response>
[[nodiscard]] Reply encode_reply(const Response& response, std::int16_t version) {
  protocol::Writer writer;
  response.encode(writer, version);
  return Reply::send(writer.finish());
}

// The entry of the API table for `Task<Response> handle(RequestContext&, Request)`.
template <class Request, class Response, Task<Response> (*handle)(RequestContext&, Request)>
Task<Reply> serve(RequestContext& context) {
  Request request;
  std::string reason;
  if (!decode_request(context, request, reason)) co_return Reply::close(std::move(reason));
  Task<Response> task = handle(context, std::move(request));
  const Response response = co_await task;
  co_return encode_reply(response, context.api_version);
}

}  // namespace klamm::broker
