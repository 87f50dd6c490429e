#include "broker/config/value.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <system_error>

namespace klamm::config {
namespace {

Error invalid(std::string_view name, std::string_view value, std::string_view why) {
  std::string text = "Invalid value ";
  text.append(value).append(" for configuration ").append(name).append(": ").append(why);
  return {ErrorCode::kInvalidConfig, std::move(text)};
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// Java's Double.parseDouble, as far as people use it: a type suffix, a hexadecimal form, NaN and Infinity.
std::optional<double> parse_double(std::string_view text) {
  bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
  if (text == "Infinity") {
    value = std::numeric_limits<double>::infinity();
    return negative ? -value : value;
  }
  std::chars_format format = std::chars_format::general;
  if (text.starts_with("0x") || text.starts_with("0X")) {
    format = std::chars_format::hex;
    text.remove_prefix(2);
  }
  if (!text.empty() && std::string_view("fFdD").find(text.back()) != std::string_view::npos &&
      format == std::chars_format::general) {
    text.remove_suffix(1);
  }
  // from_chars knows words such as "inf", which Java does not.
  if (text.empty() || text.front() == '-' || lower(text.front()) == 'i' || lower(text.front()) == 'n') return {};
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, format);
  if (end != text.data() + text.size()) return {};
  if (error == std::errc::result_out_of_range) return {};
  if (error != std::errc()) return {};
  return negative ? -value : value;
}

Result<Value> parse_type(const ConfigDef& def, std::string_view name, std::string_view raw) {
  std::string_view text = trim(raw);
  auto number = [&](std::int64_t min, std::int64_t max) -> Result<Value> {
    if (std::optional<std::int64_t> value = parse_integer(text, min, max)) return Value(*value);
    return invalid(name, raw, "Not a number of type " + std::string(type_name(def.type)));
  };
  switch (def.type) {
    case ConfigType::kBoolean:
      if (equals_ignoring_case(text, "true")) return Value(true);
      if (equals_ignoring_case(text, "false")) return Value(false);
      return invalid(name, raw, "Expected value to be either true or false");
    case ConfigType::kShort:
      return number(std::numeric_limits<std::int16_t>::min(), std::numeric_limits<std::int16_t>::max());
    case ConfigType::kInt:
      return number(std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max());
    case ConfigType::kLong:
      return number(std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max());
    case ConfigType::kDouble:
      if (std::optional<double> value = parse_double(text)) return Value(*value);
      return invalid(name, raw, "Not a number of type DOUBLE");
    case ConfigType::kList: return Value(split_list(text));
    case ConfigType::kString:
    case ConfigType::kClass:
    case ConfigType::kPassword:
    case ConfigType::kUnknown: return Value(std::string(text));
  }
  return invalid(name, raw, "Unknown type");
}

Status check_range(const Validator& validator, std::string_view name, const Value& value) {
  double number = std::holds_alternative<double>(value) ? std::get<double>(value)
                                                        : static_cast<double>(std::get<std::int64_t>(value));
  auto bound = [](double limit) {
    return std::floor(limit) == limit ? std::to_string(static_cast<std::int64_t>(limit)) : double_to_text(limit);
  };
  // NaN is neither below nor above: Kafka takes it, and so do we.
  if (number < validator.min) return invalid(name, to_text(value), "Value must be at least " + bound(validator.min));
  if (number > validator.max)
    return invalid(name, to_text(value), "Value must be no more than " + bound(validator.max));
  return {};
}

Status check_one_of(const Validator& validator, std::string_view name, std::string_view text) {
  bool any_case = validator.kind == Validator::Kind::kOneOfAnyCase;
  for (const std::string& each : split_list(validator.allowed)) {
    if (any_case ? equals_ignoring_case(each, text) : each == text) return {};
  }
  std::string why = any_case ? "String must be one of (case insensitive): " : "String must be one of: ";
  return invalid(name, text, why.append(validator.allowed));
}

// Kafka drops repeated elements with a warning in its own log.
void drop_repeated(List& list) {
  List unique;
  for (std::string& each : list) {
    if (std::ranges::find(unique, each) == unique.end()) unique.push_back(std::move(each));
  }
  list = std::move(unique);
}

Status check_list(const Validator& validator, std::string_view name, List& list) {
  if (list.empty() && !validator.empty_allowed) {
    std::string why = "Configuration '";
    why.append(name).append("' must not be empty. Valid values include: ");
    if (validator.allowed.empty()) why += "any non-empty value";
    else why.append("[").append(validator.allowed).append("]");
    return Error(ErrorCode::kInvalidConfig, std::move(why));
  }
  for (const std::string& each : list) {
    if (each.empty()) {
      return Error(ErrorCode::kInvalidConfig, "Configuration '" + std::string(name) + "' values must not be empty.");
    }
    if (validator.allowed.empty()) continue;
    if (Status status = check_one_of(validator, name, each); !status.ok()) return status;
  }
  drop_repeated(list);
  return {};
}

bool is_throttled_replica(std::string_view text) {
  std::size_t colon = text.find(':');
  auto digits = [](std::string_view part) {
    return !part.empty() && std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
  };
  return colon != std::string_view::npos && digits(text.substr(0, colon)) && digits(text.substr(colon + 1));
}

Status check_throttled_replicas(std::string_view name, const List& list) {
  bool literal = list.size() == 1 && list.front() == "*";
  if (literal || std::ranges::all_of(list, is_throttled_replica)) return {};
  std::string why(name);
  why += " must be the literal '*' or a list of replicas in the following format: "
         "[partitionId]:[brokerId],[partitionId]:[brokerId],...";
  std::string shown = "[";
  shown.append(join(list, ", ")).append("]");
  return invalid(name, shown, why);
}

Status check_addresses(const Validator& validator, std::string_view name, const List& list) {
  for (const std::string& each : list) {
    bool voters = validator.kind == Validator::Kind::kVoters;
    if (voters ? parse_voter(each).has_value() : parse_host_port(each).has_value()) continue;
    return invalid(name, each, voters ? "Expected ID@HOST:PORT" : "Expected HOST:PORT");
  }
  return {};
}

Status check(const Validator& validator, std::string_view name, Value& value) {
  switch (validator.kind) {
    case Validator::Kind::kAny: return {};
    case Validator::Kind::kRange: return check_range(validator, name, value);
    case Validator::Kind::kOneOf:
    case Validator::Kind::kOneOfAnyCase: return check_one_of(validator, name, std::get<std::string>(value));
    case Validator::Kind::kNonNull: return {};
    case Validator::Kind::kNonEmpty:
      if (!std::get<std::string>(value).empty()) return {};
      return invalid(name, "", "String must be non-empty");
    case Validator::Kind::kList: return check_list(validator, name, std::get<List>(value));
    case Validator::Kind::kGzipLevel: {
      std::int64_t level = std::get<std::int64_t>(value);
      if (level == -1 || (level >= 1 && level <= 9)) return {};
      return invalid(name, to_text(value), "Value must be between 1 and 9 or equal to -1");
    }
    case Validator::Kind::kThrottledReplicas: return check_throttled_replicas(name, std::get<List>(value));
    case Validator::Kind::kVoters:
    case Validator::Kind::kBootstrapServers: return check_addresses(validator, name, std::get<List>(value));
  }
  return {};
}

}  // namespace

Result<Value> parse_value(const ConfigDef& def, std::string_view name, std::string_view raw) {
  Result<Value> value = parse_type(def, name, raw);
  if (!value.ok()) return value;
  Status status = check(def.validator, name, *value);
  if (!status.ok()) return std::move(status).error();
  return value;
}

Result<Value> parse_value(const ConfigDef& def, std::string_view raw) { return parse_value(def, def.name, raw); }

std::string double_to_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  double magnitude = std::fabs(value);
  bool plain = magnitude == 0 || (magnitude >= 1e-3 && magnitude < 1e7);
  std::array<char, 64> buffer{};
  auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                    plain ? std::chars_format::fixed : std::chars_format::scientific);
  KLAMM_ASSERT(error == std::errc());
  std::string text(buffer.data(), end);
  if (plain) return text.find('.') == std::string::npos ? text + ".0" : text;
  // Java writes 1.0E-5 where C++ writes 1e-05.
  std::size_t e = text.find('e');
  std::string mantissa = text.substr(0, e);
  if (mantissa.find('.') == std::string::npos) mantissa += ".0";
  int exponent = 0;
  std::size_t digits = text[e + 1] == '+' ? e + 2 : e + 1;
  std::from_chars(text.data() + digits, text.data() + text.size(), exponent);
  return mantissa + "E" + std::to_string(exponent);
}

std::string to_text(const Value& value) {
  if (const bool* boolean = std::get_if<bool>(&value)) return *boolean ? "true" : "false";
  if (const std::int64_t* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const double* number = std::get_if<double>(&value)) return double_to_text(*number);
  if (const List* list = std::get_if<List>(&value)) return join(*list, ",");
  return std::get<std::string>(value);
}

std::string allowed_text(const ConfigDef& def) {
  std::string text;
  switch (def.type) {
    case ConfigType::kBoolean: return "true or false";
    case ConfigType::kShort:
    case ConfigType::kInt:
    case ConfigType::kLong: text = "a whole number"; break;
    case ConfigType::kDouble: text = "a number"; break;
    case ConfigType::kList: text = "a list, separated by commas"; break;
    case ConfigType::kUnknown:
    case ConfigType::kString:
    case ConfigType::kClass:
    case ConfigType::kPassword: text = "a string"; break;
  }
  auto bound = [](double limit) {
    return std::floor(limit) == limit ? std::to_string(static_cast<std::int64_t>(limit)) : double_to_text(limit);
  };
  const Validator& validator = def.validator;
  switch (validator.kind) {
    case Validator::Kind::kAny:
    case Validator::Kind::kNonNull: return text;
    case Validator::Kind::kRange:
      if (validator.max == Validator::kNoMax) return text + " of at least " + bound(validator.min);
      return text + " from " + bound(validator.min) + " to " + bound(validator.max);
    case Validator::Kind::kOneOf:
    case Validator::Kind::kOneOfAnyCase: return "one of: " + std::string(validator.allowed);
    case Validator::Kind::kNonEmpty: return text + ", not empty";
    case Validator::Kind::kList:
      if (!validator.allowed.empty()) text += ", of: " + std::string(validator.allowed);
      return validator.empty_allowed ? text : text + ", not empty";
    case Validator::Kind::kGzipLevel: return "1 to 9, or -1";
    case Validator::Kind::kThrottledReplicas: return "* or PARTITION:BROKER,...";
    case Validator::Kind::kVoters: return "ID@HOST:PORT,...";
    case Validator::Kind::kBootstrapServers: return "HOST:PORT,...";
  }
  return text;
}

List split_list(std::string_view text) {
  List list;
  if (trim(text).empty()) return list;
  while (true) {
    std::size_t comma = text.find(',');
    list.emplace_back(trim(text.substr(0, comma)));
    if (comma == std::string_view::npos) return list;
    text.remove_prefix(comma + 1);
  }
}

std::string join(const List& list, std::string_view separator) {
  std::string text;
  for (const std::string& each : list) {
    if (&each != &list.front()) text.append(separator);
    text += each;
  }
  return text;
}

std::string_view trim(std::string_view text) {
  auto blank = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

std::string upper_case(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return upper;
}

std::string lower_case(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = lower(c);
  return result;
}

std::optional<std::int64_t> parse_integer(std::string_view text, std::int64_t min, std::int64_t max) {
  // from_chars takes a minus and no plus; "+-5" must stay an error.
  if (text.starts_with('+') && text.size() > 1 && text[1] != '-') text.remove_prefix(1);
  std::int64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < min || value > max) return {};
  return value;
}

std::optional<HostPort> parse_host_port(std::string_view text) {
  std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return {};
  std::optional<std::int64_t> port = parse_integer(text.substr(colon + 1), 0, 65535);
  std::string_view host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  else if (host.find(':') != std::string_view::npos) return {};
  if (!port.has_value() || host.empty()) return {};
  return HostPort{std::string(host), static_cast<std::int32_t>(*port)};
}

std::optional<Voter> parse_voter(std::string_view text) {
  std::size_t at = text.find('@');
  if (at == std::string_view::npos) return {};
  std::optional<std::int64_t> id = parse_integer(text.substr(0, at), 0, std::numeric_limits<std::int32_t>::max());
  std::optional<HostPort> address = parse_host_port(text.substr(at + 1));
  if (!id.has_value() || !address.has_value()) return {};
  return Voter{static_cast<std::int32_t>(*id), *std::move(address)};
}

std::optional<std::string> canonical_address(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  const std::string terminated(text);
  char printed[INET6_ADDRSTRLEN] = {};
  in_addr ipv4{};
  if (::inet_pton(AF_INET, terminated.c_str(), &ipv4) == 1) {
    ::inet_ntop(AF_INET, &ipv4, printed, sizeof printed);
    return printed;
  }
  in6_addr ipv6{};
  if (::inet_pton(AF_INET6, terminated.c_str(), &ipv6) != 1) return {};
  if (IN6_IS_ADDR_V4MAPPED(&ipv6)) {
    ::inet_ntop(AF_INET, &ipv6.s6_addr[12], printed, sizeof printed);
  } else {
    ::inet_ntop(AF_INET6, &ipv6, printed, sizeof printed);
  }
  return printed;
}

}  // namespace klamm::config
