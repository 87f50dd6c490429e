#include "storage/scrub/progress.h"

#include <charconv>

namespace klamm {

namespace {

std::string place_text(const ScrubPlace& place) {
  return place.id.topic.to_string() + " " + std::to_string(place.id.partition.value) + " " +
         std::to_string(place.base.value);
}

template <class Number>
bool parse_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() && number >= 0;
}

std::string_view take_until(std::string_view& text, char separator) {
  const std::size_t at = text.find(separator);
  const std::string_view taken = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
  return taken;
}

bool parse_place(std::string_view text, ScrubPlace& place) {
  const std::string_view topic = take_until(text, ' ');
  const std::string_view partition = take_until(text, ' ');
  return Uuid::parse(topic, place.id.topic) && parse_number(partition, place.id.partition.value) &&
         parse_number(text, place.base.value);
}

}  // namespace

std::string scrub_progress_text(const ScrubProgress& progress, std::uint32_t shards) {
  std::string text =
      "version=0\nshards=" + std::to_string(shards) + "\nstarted_ms=" + std::to_string(progress.started_ms) + "\n";
  if (progress.next.has_value()) text += "next=" + place_text(*progress.next) + "\n";
  std::size_t left = kDamagedSegmentsMax;
  for (const ScrubPlace& place : progress.damaged) {
    if (left-- == 0) break;
    text += "damaged=" + place_text(place) + "\n";
  }
  return text;
}

std::optional<ScrubProgress> parse_scrub_progress(std::string_view text, std::uint32_t shards) {
  ScrubProgress progress;
  std::uint32_t shards_then = 0;
  if (take_until(text, '\n') != "version=0" || !text.ends_with('\n')) return std::nullopt;
  while (!text.empty()) {
    std::string_view value = take_until(text, '\n');
    const std::string_view name = take_until(value, '=');
    ScrubPlace place;
    bool sound = false;
    if (name == "shards") sound = parse_number(value, shards_then);
    if (name == "started_ms") sound = parse_number(value, progress.started_ms);
    if (name == "next") {
      sound = parse_place(value, place);
      progress.next = place;
    }
    if (name == "damaged") {
      sound = parse_place(value, place);
      progress.damaged.insert(place);
    }
    if (!sound) return std::nullopt;
  }
  if (shards_then != shards) return std::nullopt;
  return progress;
}

}  // namespace klamm
