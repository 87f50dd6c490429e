#include "broker/config/listener.h"

#include <algorithm>
#include <optional>

#include "broker/config/value.h"

namespace klamm::config {
namespace {

constexpr SecurityProtocol kProtocols[] = {SecurityProtocol::kPlaintext, SecurityProtocol::kSsl,
                                           SecurityProtocol::kSaslPlaintext, SecurityProtocol::kSaslSsl};

Error invalid(std::string text) { return {ErrorCode::kInvalidConfig, std::move(text)}; }

struct Address {
  std::string scheme;
  std::string host;
  std::int32_t port = 0;
};

bool is_host_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         std::string_view("-%._:").find(c) != std::string_view::npos;
}

// SCHEME://HOST:PORT, the host possibly empty, an IPv6 address in brackets.
std::optional<Address> parse_address(std::string_view text) {
  std::size_t slashes = text.find("://");
  if (slashes == std::string_view::npos || slashes == 0) return {};
  std::string_view rest = text.substr(slashes + 3);
  std::size_t colon = rest.rfind(':');
  if (colon == std::string_view::npos) return {};
  std::optional<std::int64_t> port = parse_integer(rest.substr(colon + 1), 0, 65535);
  std::string_view host = rest.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (!port || !std::ranges::all_of(host, is_host_character)) return {};
  return Address{std::string(text.substr(0, slashes)), std::string(host), static_cast<std::int32_t>(*port)};
}

bool is_ipv6(const Listener& listener) { return listener.host.find(':') != std::string::npos; }

// Whether two listeners cannot both be bound. A name or an empty host is taken for IPv4, as Kafka takes it.
bool collide(const Listener& a, const Listener& b) {
  return a.port == b.port && a.port != 0 && is_ipv6(a) == is_ipv6(b);
}

}  // namespace

std::string_view security_protocol_name(SecurityProtocol protocol) {
  switch (protocol) {
    case SecurityProtocol::kPlaintext: return "PLAINTEXT";
    case SecurityProtocol::kSsl: return "SSL";
    case SecurityProtocol::kSaslPlaintext: return "SASL_PLAINTEXT";
    case SecurityProtocol::kSaslSsl: return "SASL_SSL";
  }
  return "";
}

Result<ProtocolMap> parse_protocol_map(std::string_view text) {
  ProtocolMap map;
  for (const std::string& each : split_list(text)) {
    std::size_t colon = each.rfind(':');
    if (colon == std::string::npos || colon == 0) {
      return invalid("listener.security.protocol.map: " + each + " is not NAME:PROTOCOL");
    }
    std::string protocol = upper_case(trim(std::string_view(each).substr(colon + 1)));
    auto found = std::ranges::find(kProtocols, protocol, security_protocol_name);
    if (found == std::end(kProtocols)) {
      return invalid("Invalid security protocol `" + protocol + "` defined in listener.security.protocol.map" +
                     " (allowed: PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL)");
    }
    map[upper_case(trim(std::string_view(each).substr(0, colon)))] = *found;
  }
  return map;
}

Result<std::vector<Listener>> parse_listeners(std::string_view config_name, const std::vector<std::string>& texts,
                                              const ProtocolMap& protocols, bool distinct_ports) {
  std::vector<Listener> listeners;
  auto failed = [&](std::string why) { return invalid(std::string(config_name) + ": " + std::move(why)); };
  for (const std::string& text : texts) {
    std::optional<Address> address = parse_address(text);
    if (!address) return failed("Unable to parse " + text + " to a broker endpoint (allowed: NAME://HOST:PORT)");
    std::string name = upper_case(address->scheme);
    auto protocol = protocols.find(name);
    if (protocol == protocols.end()) return failed("No security protocol defined for listener " + name);
    Listener listener{std::move(name), protocol->second, std::move(address->host), address->port};
    for (const Listener& other : listeners) {
      if (other.name == listener.name) return failed("Each listener must have a different name: " + listener.name);
      if (distinct_ports && collide(other, listener)) {
        return failed("Each listener must have a different port: " + std::to_string(listener.port));
      }
    }
    listeners.push_back(std::move(listener));
  }
  return listeners;
}

Result<HttpListener> parse_http_listener(std::string_view text) {
  std::optional<Address> address = parse_address(text);
  if (!address || !equals_ignoring_case(address->scheme, "http")) {
    return invalid("http.listeners: " + std::string(text) + " is not http://HOST:PORT");
  }
  return HttpListener{std::move(address->host), address->port};
}

}  // namespace klamm::config
