// Config values: from text to their type, checked as Kafka checks them, and back to the text that Kafka prints.
//
// The messages of errors are those of Kafka's ConfigDef, because clients see them: "Invalid value x for configuration
// retention.ms: Not a number of type LONG". Pure functions; any shard.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "broker/config/config_def.h"
#include "runtime/base/result.h"

namespace klamm::config {

using List = std::vector<std::string>;
// Boolean; short, int and long; double; string, class and password; list.
using Value = std::variant<bool, std::int64_t, double, std::string, List>;

// `raw` as text that somebody wrote, spaces around it and all. Errors have code INVALID_CONFIG.
[[nodiscard]] Result<Value> parse_value(const ConfigDef& def, std::string_view raw);

// The same for a config whose name is not the table's: with a listener's prefix.
[[nodiscard]] Result<Value> parse_value(const ConfigDef& def, std::string_view name, std::string_view raw);

// As Kafka prints it: lists joined by commas, doubles as Java prints them.
[[nodiscard]] std::string to_text(const Value& value);
[[nodiscard]] std::string double_to_text(double value);

// What is allowed, for people: "a number of type LONG, at least -1", "one of: compact, delete".
[[nodiscard]] std::string allowed_text(const ConfigDef& def);

// "a, b" in pieces, spaces around the pieces removed. An empty text has no pieces, "a,,b" has three.
[[nodiscard]] List split_list(std::string_view text);
[[nodiscard]] std::string join(const List& list, std::string_view separator);
// Without what Java calls whitespace here: everything up to and including the space character.
[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] bool equals_ignoring_case(std::string_view a, std::string_view b);
[[nodiscard]] std::string upper_case(std::string_view text);
[[nodiscard]] std::string lower_case(std::string_view text);
// A decimal number, all of the text, an optional sign in front.
[[nodiscard]] std::optional<std::int64_t> parse_integer(std::string_view text, std::int64_t min, std::int64_t max);

// ID@HOST:PORT of controller.quorum.voters and HOST:PORT of controller.quorum.bootstrap.servers. Nothing where the
// text is not one.
struct HostPort {
  std::string host;  // without the brackets of an IPv6 address
  std::int32_t port = 0;
  friend bool operator==(const HostPort&, const HostPort&) = default;
};
struct Voter {
  std::int32_t id = 0;
  HostPort address;
};
[[nodiscard]] std::optional<HostPort> parse_host_port(std::string_view text);
[[nodiscard]] std::optional<Voter> parse_voter(std::string_view text);

// An IP address in the one way in which addresses of peers are printed: an IPv4 address in IPv6 clothes as IPv4,
// without brackets. Nothing where the text is no address but, perhaps, a name.
[[nodiscard]] std::optional<std::string> canonical_address(std::string_view text);

}  // namespace klamm::config
