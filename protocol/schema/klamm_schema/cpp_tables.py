"""Makes the C++ that spans all schemas: the API keys, and the table of all messages."""

from __future__ import annotations

from .cpp import banner
from .model import Message, SchemaFile


def _apis(schemas: list[SchemaFile]) -> list[tuple[SchemaFile, Message]]:
    found = [(s, m) for s in schemas for m in s.messages if m.kind == "request"]
    return sorted(found, key=lambda pair: pair[0].api_key)


def api_key_header(schemas: list[SchemaFile]) -> str:
    keys = "\n".join(f"  k{s.api_name} = {s.api_key}," for s, _ in _apis(schemas))
    return f"""{banner('*.txt').rstrip()}
// Kafka's API keys: what a request asks for. 4 to 7 belonged to ZooKeeper's time and stay unused.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace klamm::protocol {{

enum class ApiKey : std::int16_t {{
{keys}
}};

// What the schemas know of an API; what the broker serves is its own table's business.
struct ApiInfo {{
  ApiKey key;
  std::string_view name;  // Kafka's spelling, "Produce"
  std::int16_t version_min;
  std::int16_t version_max;
  std::int16_t flexible_min;  // 32767 where no version is flexible
}};

// In the order of their keys.
[[nodiscard]] std::span<const ApiInfo> all_apis();
// nullptr where the key is none.
[[nodiscard]] const ApiInfo* find_api(std::int16_t key);
// "?" where the key is none.
[[nodiscard]] std::string_view api_key_name(ApiKey key);

// The version of RequestHeader in front of a request. REQUIRES: the key is known; any version.
[[nodiscard]] std::int16_t request_header_version(ApiKey key, std::int16_t version);
// The version of ResponseHeader in front of the answer. Always 0 for ApiVersions, because a client reads it before it
// knows which versions the broker has (KIP-511).
[[nodiscard]] std::int16_t response_header_version(ApiKey key, std::int16_t version);

}}  // namespace klamm::protocol
"""


def api_key_source(schemas: list[SchemaFile]) -> str:
    rows = "\n".join(
        f'    {{ApiKey::k{s.api_name}, "{s.api_name}", {m.versions.first}, {m.versions.last}, {m.flexible_min}}},'
        for s, m in _apis(schemas))
    return f"""{banner('*.txt').rstrip()}
#include "protocol/generated/api_key.h"

#include <algorithm>

#include "runtime/base/assert.h"

namespace klamm::protocol {{

namespace {{

constexpr ApiInfo kApis[] = {{
{rows}
}};

bool is_flexible(ApiKey key, std::int16_t version) {{
  const ApiInfo* api = find_api(static_cast<std::int16_t>(key));
  KLAMM_ASSERT(api != nullptr);
  return version >= api->flexible_min;
}}

}}  // namespace

std::span<const ApiInfo> all_apis() {{ return kApis; }}

const ApiInfo* find_api(std::int16_t key) {{
  const auto found = std::ranges::lower_bound(kApis, static_cast<ApiKey>(key), {{}}, &ApiInfo::key);
  return found != std::end(kApis) && found->key == static_cast<ApiKey>(key) ? found : nullptr;
}}

std::string_view api_key_name(ApiKey key) {{
  const ApiInfo* api = find_api(static_cast<std::int16_t>(key));
  return api == nullptr ? "?" : api->name;
}}

std::int16_t request_header_version(ApiKey key, std::int16_t version) {{ return is_flexible(key, version) ? 2 : 1; }}

std::int16_t response_header_version(ApiKey key, std::int16_t version) {{
  return key != ApiKey::kApiVersions && is_flexible(key, version) ? 1 : 0;
}}

}}  // namespace klamm::protocol
"""


def all_messages_header() -> str:
    return f"""{banner('*.txt').rstrip()}
// Every message and record by name, for tests and fuzzers that go through all of them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace klamm::protocol {{

class Reader;
class Writer;

struct MessageInfo {{
  std::string_view name;
  std::int16_t api_key;  // -1 for headers and records
  bool is_request;
  std::int16_t version_min;
  std::int16_t version_max;
  std::int16_t flexible_min;
  // Decodes and, if that went well, encodes what it got. False, and nothing written, after a bad input.
  bool (*recode)(Reader& reader, std::int16_t version, Writer& writer);
}};

// Sorted by schema file; request before response.
[[nodiscard]] std::span<const MessageInfo> all_messages();

}}  // namespace klamm::protocol
"""


def all_messages_source(schemas: list[SchemaFile]) -> str:
    includes = "\n".join(f'#include "protocol/generated/{s.stem}.h"' for s in schemas)
    rows = []
    for s in schemas:
        for m in s.messages:
            key = -1 if m.api_key is None else m.api_key
            request = "true" if m.kind == "request" else "false"
            rows.append(f'    {{"{m.name}", {key}, {request}, {m.versions.first}, {m.versions.last}, '
                        f'{m.flexible_min},\n     recode<{m.name}>}},')
    table = "\n".join(rows)
    return f"""{banner('*.txt').rstrip()}
#include "protocol/generated/all_messages.h"

{includes}
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

namespace klamm::protocol {{

namespace {{

template <class Message>
bool recode(Reader& reader, std::int16_t version, Writer& writer) {{
  Message message;
  message.decode(reader, version);
  if (!reader.ok()) return false;
  message.encode(writer, version);
  return true;
}}

constexpr MessageInfo kMessages[] = {{
{table}
}};

}}  // namespace

std::span<const MessageInfo> all_messages() {{ return kMessages; }}

}}  // namespace klamm::protocol
"""
