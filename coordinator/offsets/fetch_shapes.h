// OffsetFetch asks for many groups since version 8 and for one before that, in other fields. These give every version
// the shape of the newest, so that nobody else needs to know.
#pragma once

#include <cstdint>

#include "protocol/generated/09_offset_fetch.h"

namespace klamm::coordinator {

// The one group of a request of version 7 or before. Views of the request.
[[nodiscard]] protocol::OffsetFetchRequest::OffsetFetchRequestGroup only_group(
    const protocol::OffsetFetchRequest& request);

// Adds what was answered about `asked` to the response. Where an old version has no place for a group's error, each of
// the partitions that were asked for gets it. Views of both arguments go into the response.
void add_group(const protocol::OffsetFetchRequest::OffsetFetchRequestGroup& asked,
               protocol::OffsetFetchResponse::OffsetFetchResponseGroup answer, std::int16_t version,
               protocol::OffsetFetchResponse& response);

}  // namespace klamm::coordinator
