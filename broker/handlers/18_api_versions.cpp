// ApiVersions, versions 0 to 4.
//
// Lists what broker/api_table.h holds for this kind of listener, and the features (KIP-584).
// - A version above ours is answered in version 0 with UNSUPPORTED_VERSION and our range of this one API, so that the
//   client can ask again (KIP-511). The body is not read then.
// - 3: the client says what it is; a name or version that no metric could carry is INVALID_REQUEST.
// - 4: features whose lowest level is 0 are listed; to older clients they are left out, which take 0 for an error.
#include "protocol/generated/18_api_versions.h"
#include "broker/api_table.h"
#include "broker/broker_shard.h"
#include "broker/handlers/handler.h"
#include "broker/handlers/handlers.h"

namespace klamm::broker {

namespace {

using protocol::ApiVersionsRequest;
using protocol::ApiVersionsResponse;

// Kafka advertises Produce from 0 although it serves less, for the sake of old librdkafka; here the truth serves as
// well.
void list_apis(ApiVersionsResponse& response, bool controller_listener) {
  for (const ApiEntry& entry : api_table()) {
    if (controller_listener && entry.scope == ListenerScope::kBroker) continue;
    response.api_keys.push_back({static_cast<std::int16_t>(entry.key), entry.version_min, entry.version_max});
  }
}

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

// [a-zA-Z0-9](?:[a-zA-Z0-9\-.]*[a-zA-Z0-9])?, KIP-511.
bool is_software_name(std::string_view text) {
  if (text.empty() || !is_letter_or_digit(text.front()) || !is_letter_or_digit(text.back())) return false;
  for (const char c : text) {
    if (!is_letter_or_digit(c) && c != '-' && c != '.') return false;
  }
  return true;
}

void list_features(ApiVersionsResponse& response, const RequestContext& context) {
  constexpr std::int16_t kZeroLevelsVersion = 4;
  const replication::MetadataImage& image = *context.image;
  const replication::BrokerImage* self = image.broker(context.shard.node_id());
  if (self == nullptr) return;
  for (const auto& [name, range] : self->features) {
    if (range.min == 0 && context.api_version < kZeroLevelsVersion) continue;
    response.supported_features.push_back({name, range.min, range.max});
  }
  response.finalized_features_epoch = image.position.end.value - 1;
  for (const auto& [name, level] : image.features) {
    if (level > 0) response.finalized_features.push_back({name, level, level});
  }
}

}  // namespace

Task<Reply> serve_api_versions(RequestContext& context) {
  ApiVersionsResponse response;
  if (!context.version_supported) {
    response.error_code = ErrorCode::kUnsupportedVersion;
    response.api_keys.push_back({static_cast<std::int16_t>(protocol::ApiKey::kApiVersions),
                                 ApiVersionsRequest::kVersionMin, ApiVersionsRequest::kVersionMax});
    co_return encode_reply(response, 0);
  }
  ApiVersionsRequest request;
  std::string reason;
  if (!decode_request(context, request, reason)) co_return Reply::close(std::move(reason));
  constexpr std::int16_t kSoftwareVersion = 3;
  if (context.api_version >= kSoftwareVersion) {
    if (!is_software_name(request.client_software_name) || !is_software_name(request.client_software_version)) {
      response.error_code = ErrorCode::kInvalidRequest;
      co_return encode_reply(response, context.api_version);
    }
    context.connection.client_software_name = request.client_software_name;
    context.connection.client_software_version = request.client_software_version;
  }
  list_apis(response, context.connection.controller_listener);
  list_features(response, context);
  co_return encode_reply(response, context.api_version);
}

}  // namespace klamm::broker
