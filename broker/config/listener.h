// Listeners: names, addresses and security protocols, as listeners, advertised.listeners and the protocol map say it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"

namespace klamm::config {

enum class SecurityProtocol : std::uint8_t { kPlaintext, kSsl, kSaslPlaintext, kSaslSsl };

[[nodiscard]] std::string_view security_protocol_name(SecurityProtocol protocol);

struct Listener {
  std::string name;  // upper case, as Kafka normalises it
  SecurityProtocol protocol = SecurityProtocol::kPlaintext;
  std::string host;  // empty: every address of the machine; an IPv6 address stands without brackets
  std::int32_t port = 0;
  friend bool operator==(const Listener&, const Listener&) = default;
};

// Listener names, upper case, to protocols.
using ProtocolMap = std::map<std::string, SecurityProtocol, std::less<>>;

// "INTERNAL:PLAINTEXT,EXTERNAL:SSL".
[[nodiscard]] Result<ProtocolMap> parse_protocol_map(std::string_view text);

// "NAME://HOST:PORT" for each. Names come once; in `distinct_ports` ports do too, but for 0 and for an IPv4 address
// beside an IPv6 address. `config_name` is for the messages.
[[nodiscard]] Result<std::vector<Listener>> parse_listeners(std::string_view config_name,
                                                            const std::vector<std::string>& texts,
                                                            const ProtocolMap& protocols, bool distinct_ports);

// "http://HOST:PORT"; the host may be empty.
struct HttpListener {
  std::string host;
  std::int32_t port = 0;
  friend bool operator==(const HttpListener&, const HttpListener&) = default;
};
[[nodiscard]] Result<HttpListener> parse_http_listener(std::string_view text);

}  // namespace klamm::config
