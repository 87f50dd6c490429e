#include "tests/faults/program/rules.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <utility>

namespace klamm::test {

namespace {

[[noreturn]] void refuse(const std::string& line) {
  std::fprintf(stderr, "FAULT_RULES: cannot read the line: %s\n", line.c_str());
  std::exit(2);
}

std::string_view kind_of(OpKind kind) {
  switch (kind) {
    case OpKind::kOpen: return "open";
    case OpKind::kRead:
    case OpKind::kReadFile:
    case OpKind::kStat:
    case OpKind::kStatFileSystem:
    case OpKind::kListDirectory: return "read";
    case OpKind::kWrite:
    case OpKind::kAllocate:
    case OpKind::kTruncate: return "write";
    case OpKind::kSync:
    case OpKind::kSyncDirectory:
    case OpKind::kSyncFileSystem: return "sync";
    case OpKind::kRename:
    case OpKind::kUnlink:
    case OpKind::kMakeDirectory:
    case OpKind::kRemoveDirectory: return "name";
    case OpKind::kNop:
    case OpKind::kClose:
    case OpKind::kAccept:
    case OpKind::kConnect:
    case OpKind::kReceive:
    case OpKind::kReceiveSelect:
    case OpKind::kSend:
    case OpKind::kShutdown: return "";
  }
  return "";
}

Fault parse(const std::string& what, const std::string& line) {
  constexpr std::array<std::pair<std::string_view, int>, 4> kErrors = {
      {{"EIO", EIO}, {"ENOSPC", ENOSPC}, {"EROFS", EROFS}, {"EMFILE", EMFILE}}};
  const auto* const error =
      std::find_if(kErrors.begin(), kErrors.end(), [&](const auto& known) { return known.first == what; });
  if (error != kErrors.end()) return {.os_errno = error->second, .delay_ns = 0};
  if (what == "stuck") return {.os_errno = 0, .delay_ns = INT64_MAX};
  std::int64_t ms = 0;
  const auto [end, failed] = std::from_chars(what.data(), what.data() + what.size(), ms);
  if (failed != std::errc() || std::string_view(end) != "ms") refuse(line);
  return {.os_errno = 0, .delay_ns = ms * 1'000'000};
}

}  // namespace

void FaultRules::read_again() {
  const char* const path = std::getenv("FAULT_RULES");
  struct stat found{};
  if (path == nullptr || ::stat(path, &found) != 0) {
    rules_.clear();
    inode_ = 0;
    return;
  }
  const std::int64_t changed_ns = found.st_mtim.tv_sec * 1'000'000'000 + found.st_mtim.tv_nsec;
  if (changed_ns == changed_ns_ && found.st_ino == inode_) return;
  changed_ns_ = changed_ns;
  inode_ = found.st_ino;
  rules_.clear();
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    Rule rule;
    std::string what;
    if (!(words >> rule.kind)) continue;
    if (!(words >> rule.prefix >> what)) refuse(line);
    rule.fault = parse(what, line);
    rules_.push_back(std::move(rule));
  }
}

std::optional<Fault> FaultRules::fault_of(OpKind kind, std::string_view path) {
  read_again();
  const std::string_view name = kind_of(kind);
  if (name.empty()) return std::nullopt;
  for (const Rule& rule : rules_) {
    if ((rule.kind == "any" || rule.kind == name) && path.starts_with(rule.prefix)) return rule.fault;
  }
  return std::nullopt;
}

}  // namespace klamm::test
