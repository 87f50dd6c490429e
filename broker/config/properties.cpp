#include "broker/config/properties.h"

#include <charconv>
#include <cstdint>
#include <optional>

namespace klamm::config {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f'; }

// A logical line: natural lines joined where a line ends in an odd number of backslashes.
struct LogicalLine {
  std::string text;
  int line = 0;
};

class LineReader {
 public:
  explicit LineReader(std::string_view text) : text_(text) {}

  // Nothing at the end of the text. Comments and blank lines are skipped; a comment is never continued.
  std::optional<LogicalLine> next() {
    while (!at_end()) {
      int number = line_;
      std::string_view natural = natural_line();
      if (natural.empty() || natural.front() == '#' || natural.front() == '!') continue;
      LogicalLine logical{{}, number};
      while (continues(natural)) {
        natural.remove_suffix(1);
        logical.text += natural;
        if (at_end()) return logical;
        natural = natural_line();
      }
      logical.text += natural;
      return logical;
    }
    return {};
  }

 private:
  [[nodiscard]] bool at_end() const { return position_ >= text_.size(); }

  // Without the blanks in front and the line's end behind, which is \n, \r or \r\n.
  std::string_view natural_line() {
    std::size_t end = text_.find_first_of("\r\n", position_);
    std::string_view line = text_.substr(position_, end == std::string_view::npos ? end : end - position_);
    position_ = end == std::string_view::npos ? text_.size() : end + 1;
    if (end != std::string_view::npos && text_[end] == '\r' && !at_end() && text_[position_] == '\n') ++position_;
    ++line_;
    while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
    return line;
  }

  static bool continues(std::string_view line) {
    std::size_t backslashes = 0;
    while (backslashes < line.size() && line[line.size() - 1 - backslashes] == '\\') ++backslashes;
    return backslashes % 2 == 1;
  }

  std::string_view text_;
  std::size_t position_ = 0;
  int line_ = 1;
};

void append_utf8(std::string& out, std::uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (code >> 18));
    out += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

// The four digits of \uXXXX at `from`.
std::optional<std::uint32_t> hex4(std::string_view text, std::size_t from) {
  if (from + 4 > text.size()) return {};
  std::uint32_t code = 0;
  const char* begin = text.data() + from;
  auto [end, error] = std::from_chars(begin, begin + 4, code, 16);
  if (error != std::errc() || end != begin + 4) return {};
  return code;
}

// False at a broken \uXXXX. A pair of surrogates is one character.
bool append_unicode(std::string_view text, std::size_t& at, std::string& out) {
  std::optional<std::uint32_t> code = hex4(text, at);
  if (!code) return false;
  at += 4;
  if (*code >= 0xD800 && *code < 0xDC00 && text.substr(at, 2) == "\\u") {
    std::optional<std::uint32_t> low = hex4(text, at + 2);
    if (low && *low >= 0xDC00 && *low < 0xE000) {
      at += 6;
      append_utf8(out, 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00));
      return true;
    }
  }
  append_utf8(out, *code);
  return true;
}

std::optional<std::string> unescape(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    char c = text[at++];
    if (c != '\\' || at == text.size()) {
      if (c != '\\') out += c;
      continue;
    }
    c = text[at++];
    if (c == 't') out += '\t';
    else if (c == 'n') out += '\n';
    else if (c == 'r') out += '\r';
    else if (c == 'f') out += '\f';
    else if (c != 'u') out += c;
    else if (!append_unicode(text, at, out)) return {};
  }
  return out;
}

// Where the name ends: at the first blank, '=' or ':' that no backslash protects.
std::size_t name_end(std::string_view line) {
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '\\') ++at;
    else if (is_blank(line[at]) || line[at] == '=' || line[at] == ':') return at;
  }
  return line.size();
}

}  // namespace

ParsedProperties parse_properties(std::string_view text) {
  ParsedProperties parsed;
  LineReader reader(text);
  while (std::optional<LogicalLine> logical = reader.next()) {
    std::string_view line = logical->text;
    std::size_t end = name_end(line);
    std::string_view value = line.substr(end);
    auto skip_blanks = [&value] {
      while (!value.empty() && is_blank(value.front())) value.remove_prefix(1);
    };
    skip_blanks();
    if (value.starts_with('=') || value.starts_with(':')) value.remove_prefix(1);
    skip_blanks();
    std::optional<std::string> name = unescape(line.substr(0, end));
    std::optional<std::string> plain_value = unescape(value);
    if (name && plain_value) {
      parsed.properties.push_back({*std::move(name), *std::move(plain_value), logical->line});
    } else {
      parsed.errors.push_back("line " + std::to_string(logical->line) + ": \\u needs four hexadecimal digits");
    }
  }
  return parsed;
}

}  // namespace klamm::config
