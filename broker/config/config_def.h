// One configuration name: its type, default, what is allowed, whether it may be changed while running, and whether it
// does anything here. Kafka's names and defaults are Kafka's (4.3); what has an effect in Klamm says so.
//
// All of it is constant data: any shard may read it, and the views live for ever.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

namespace klamm::config {

// The numbers are those of DescribeConfigs (ConfigType, KIP-569).
enum class ConfigType : std::int8_t {
  kUnknown = 0,
  kBoolean = 1,
  kString = 2,
  kInt = 3,
  kShort = 4,
  kLong = 5,
  kDouble = 6,
  kList = 7,
  kClass = 8,
  kPassword = 9,
};

// Kafka's spelling of a type in its error messages, for example "LONG".
[[nodiscard]] std::string_view type_name(ConfigType type);

// Where a broker config may be changed while the broker runs (KIP-226).
enum class UpdateMode : std::uint8_t {
  kReadOnly,     // in the properties file only
  kPerBroker,    // for one broker by id
  kClusterWide,  // for one broker or as the default of all
};

// What a config does in Klamm. Every value is checked, kept and shown, whatever it does.
enum class Effect : std::uint8_t {
  kEffective,  // Klamm acts on it
  kLater,      // it belongs to a feature that is not built yet
  kNone,       // there is nothing here that it could change: thread pools, the JVM, classes to load
};

// The values that are allowed, beyond the type. Kafka's messages are made from it.
struct Validator {
  enum class Kind : std::uint8_t {
    kAny,
    kRange,         // min and max
    kOneOf,         // allowed, as written
    kOneOfAnyCase,  // allowed, upper or lower case
    kNonEmpty,      // a string of at least one character
    kNonNull,
    kList,               // every element from allowed (empty: anything); the list may be empty or not
    kGzipLevel,          // 1..9 or -1
    kThrottledReplicas,  // "*" or partition:broker,…
    kVoters,             // id@host:port,…
    kBootstrapServers,   // host:port,…
  };
  static constexpr double kNoMin = -std::numeric_limits<double>::infinity();
  static constexpr double kNoMax = std::numeric_limits<double>::infinity();

  Kind kind = Kind::kAny;
  double min = kNoMin;  // doubles hold every bound that Kafka has exactly
  double max = kNoMax;
  std::string_view allowed;  // "a, b, c", in the order in which Kafka prints them
  bool empty_allowed = true;
};

constexpr Validator any() { return {}; }
constexpr Validator at_least(double min) { return {Validator::Kind::kRange, min, Validator::kNoMax, {}, true}; }
constexpr Validator between(double min, double max) { return {Validator::Kind::kRange, min, max, {}, true}; }
constexpr Validator one_of(std::string_view allowed) {
  return {Validator::Kind::kOneOf, Validator::kNoMin, Validator::kNoMax, allowed, true};
}
constexpr Validator of_kind(Validator::Kind kind, std::string_view allowed = {}) {
  return {kind, Validator::kNoMin, Validator::kNoMax, allowed, true};
}
constexpr Validator list_of(std::string_view allowed, bool empty_allowed) {
  return {Validator::Kind::kList, Validator::kNoMin, Validator::kNoMax, allowed, empty_allowed};
}

// A default of null: the config has no value until somebody gives one.
inline constexpr std::nullopt_t kNull = std::nullopt;

struct ConfigDef {
  std::string_view name;
  ConfigType type;
  std::optional<std::string_view> default_value;  // as Kafka prints it
  Validator validator;
  UpdateMode update;
  Effect effect;
  bool internal = false;      // shown by DescribeConfigs only where it was set
  std::string_view doc = {};  // one sentence of our own; empty where the name is Kafka's and does nothing here

  [[nodiscard]] bool sensitive() const { return type == ConfigType::kPassword; }
};

// A topic config, and the broker config that is its default.
struct TopicConfigDef {
  ConfigDef def;
  std::string_view broker_name;  // empty: the topic's own default is all there is
};

// Every broker config, Kafka's and ours, in the order of names.
[[nodiscard]] std::span<const ConfigDef* const> broker_configs();
// Every topic config, in the order of names.
[[nodiscard]] std::span<const TopicConfigDef> topic_configs();

// Null where there is no such name. A broker name may carry a listener's prefix (listener.name.NAME.), which is
// looked through: listener.name.external.max.connections is max.connections for one listener (KIP-103).
[[nodiscard]] const ConfigDef* find_broker_config(std::string_view name);
[[nodiscard]] const ConfigDef* find_exact_broker_config(std::string_view name);
[[nodiscard]] const TopicConfigDef* find_topic_config(std::string_view name);

// "max.connections" of "listener.name.external.max.connections"; the name itself where there is no such prefix.
[[nodiscard]] std::string_view without_listener_prefix(std::string_view name);
[[nodiscard]] inline bool has_listener_prefix(std::string_view name) { return without_listener_prefix(name) != name; }

// The names that say the same thing in other units, the one that counts first: log.retention.ms, .minutes, .hours.
// A name with a listener's prefix falls back to the one without. Other names stand alone. At most three.
struct Synonyms {
  std::string_view names[3];
  std::size_t count = 0;
  // Iterated by itself: a view of it would outlive the temporary in a range-for.
  [[nodiscard]] const std::string_view* begin() const { return names; }
  [[nodiscard]] const std::string_view* end() const { return names + count; }
};
[[nodiscard]] Synonyms broker_synonyms(std::string_view name);

// The tables, one per area; broker_configs() is their union.
namespace tables {
[[nodiscard]] std::span<const ConfigDef> network();
[[nodiscard]] std::span<const ConfigDef> log();
[[nodiscard]] std::span<const ConfigDef> cluster();
[[nodiscard]] std::span<const ConfigDef> group();
[[nodiscard]] std::span<const ConfigDef> security();
[[nodiscard]] std::span<const ConfigDef> own();
}  // namespace tables

}  // namespace klamm::config
