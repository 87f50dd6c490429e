#!/usr/bin/env python3
"""The rules of the house that no compiler and no linter knows, checked like any other test. Python's own library only.

    tests/tidy/tidy.py ROOT        prints "file:line: rule: message" for every finding; status 1 if there are any

Rules, and why:
  floor        a file includes only from its own floor and from those below: what a floor links is what it may know
  pure         pure cores include no I/O, no clock, no coroutine: they are tested by stepping them
  include      includes of our own are absolute from the root, and in quotes: one spelling, one search
  file-size    800 lines at most: a file has one reason to change
  function     70 lines at most: a function fits a screen
  line         120 columns at most
  banned       clocks, randomness, environment and sleeping come through Env, or a seed cannot replay a run
  hashed-loop  no loop over a hashed container: its order differs between libraries and runs
  co-await     one co_await a statement, nothing built in braces beside it: g++ 12 destroys such temporaries twice
  lambda-coro  no lambda with captures is a coroutine: its captures die before it resumes
  marker       nothing is left to be done later without being built: no markers for it
  readme       every folder of the top two levels says what lives there
  header       a header is a contract: #pragma once, and a comment that begins the file
  sleep        tests wait for a condition with a deadline, they never sleep
  machine      no path, host or port of one machine
  switch       no default: in a switch over an enum of ours, so that the compiler names every place that a new value needs
"""
import pathlib
import re
import subprocess
import sys

FLOORS = ["runtime", "protocol", "storage", "replication", "coordinator", "broker"]
# Above all floors: these may include everything.
ROOFS = ["tests", "bench"]

LINES_MAX = 800
FUNCTION_LINES_MAX = 70
COLUMNS_MAX = 120
# Functions that are tables: one line an error code.
TABLES = ["runtime/base/error_code.cpp"]
# What is open-ended: a switch over it picks out a few values. So are the types of records, which are numbers.
OPEN_ENUMS = ["ErrorCode", "ApiKey"]

# Folders that may be stepped without a machine beneath them, and what they must not include.
PURE = ["protocol/", "replication/raft/", "replication/metadata/", "replication/controller/controller_state",
        "replication/controller/config_commands", "replication/controller/topic_commands",
        "replication/controller/placement", "replication/partition/replica_core",
        "coordinator/classic/", "coordinator/offsets/", "coordinator/effects", "coordinator/records", "broker/config/"]
IMPURE = re.compile(r"^(runtime/(io|shard|task|sim|net|file)/|runtime/env|unistd\.h|sys/|liburing|netinet/|poll\.h|fcntl\.h"
                    r"|chrono$|thread$|filesystem$|fstream$|coroutine$)")

# A call, who may make it, and why they may. A prefix of the path is enough.
BANNED = [
    (r"std::random_device|\bgetrandom\s*\(|\bgetentropy\s*\(", ["runtime/io/", "runtime/shard/", "broker/main.cpp"],
     "randomness comes from Env: only the backend and main draw the seed"),
    (r"\bstd::rand\s*\(|(?<![\w:.>])s?rand\s*\(|\bstd::mt19937|\bstd::shuffle\b", [],
     "randomness comes from klamm::Rng, which is the same everywhere"),
    (r"\bsystem_clock\b|\bsteady_clock\b|\bhigh_resolution_clock\b|\bclock_gettime\s*\(|\bgettimeofday\s*\(",
     ["runtime/io/", "runtime/shard/", "runtime/logging/", "broker/main.cpp", "broker/http/", "bench/", "tests/"],
     "time comes from Env: only the backends, the log's time stamps, main and the control thread ask the machine"),
    (r"(?<![\w.>])(?:std::|::)?(?:secure_)?getenv\s*\(|\benviron\b", ["broker/main.cpp", "tests/", "bench/"],
     "only main reads the environment, and hands on what it says"),
    (r"\bsleep_for\b|\bsleep_until\b|(?<![\w.>:])u?sleep\s*\(|\bnanosleep\s*\(", ["bench/"],
     "nobody sleeps: wait for an event or a timer"),
    (r"\bstd::async\b|\bstd::this_thread\b", ["bench/"], "threads are shards, made in one place"),
]

MARKER = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")
MACHINE = re.compile(r"(?<![\w/.])/(?:root|home/\w+|work|Users/\w+|mnt/\w+)/")

CPP = {".h", ".cpp"}
TEXT = CPP | {".py", ".sh", ".md", ".txt", ".cmake", ".json", ".yaml", ".yml", ".properties", ".go", ".js", ".rs", ".java"}
GENERATED = re.compile(r"(^|/)generated/|(^|/)corpus/|(^|/)golden/")

# Comments and literals, in one pass. A raw string comes before a plain one.
LEX = re.compile(r'//[^\n]*|/\*.*?\*/|R"([^()\\ ]{0,16})\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])+\'', re.S)


def blank(match):
    """The same number of lines and columns, without the words. Quotes stay, so that a literal is still an argument."""
    text = match.group(0)
    if text.startswith("/"):
        return re.sub(r"[^\n]", " ", text)
    return text[0] + re.sub(r"[^\n]", " ", text[1:-1]) + text[-1]


class File:
    def __init__(self, path, text, includes_of=None):
        self.path = path
        self.includes_of = includes_of or {}  # of every file of the repository, by path
        self.text = text
        self.lines = text.split("\n")
        self.cpp = pathlib.PurePath(path).suffix in CPP
        self.generated = bool(GENERATED.search(path))
        self.code = LEX.sub(blank, text) if self.cpp and not self.generated else ""

    def line_of(self, position):
        return self.text.count("\n", 0, position) + 1


def floor_of(path):
    return path.split("/", 1)[0]


def check_includes(file):
    own = floor_of(file.path)
    pure = any(file.path.startswith(prefix) for prefix in PURE)
    for number, line in enumerate(file.lines, 1):
        match = re.match(r'\s*#\s*include\s+(["<])([^">]+)[">]', line)
        if not match:
            continue
        quote, target = match.groups()
        floor = floor_of(target)
        if quote == '"' and floor not in FLOORS + ROOFS:
            yield number, "include", f"{target} is not a path from the root of the repository"
        if quote == "<" and floor in FLOORS:
            yield number, "include", f"{target} is ours: quotes, not angle brackets"
        if own in FLOORS and floor in FLOORS + ROOFS:
            if floor in ROOFS or FLOORS.index(floor) > FLOORS.index(own):
                yield number, "floor", f"{own}/ must not know {floor}/"
        if pure and IMPURE.match(target):
            yield number, "pure", f"{target} in a pure core"
        elif pure and quote == '"' and (reached := impure_beneath(target, file.includes_of)):
            yield number, "pure", f"{target} brings {reached} into a pure core"


def impure_beneath(target, includes_of):
    """The first impure header that `target` includes, however far down; None if it includes none."""
    seen, waiting = {target}, [target]
    while waiting:
        for each in includes_of.get(waiting.pop(), ()):
            if IMPURE.match(each) and floor_of(each) in FLOORS:
                return each
            if each not in seen:
                seen.add(each)
                waiting.append(each)
    return None


def check_size(file):
    count = len(file.lines) - (file.lines[-1] == "")
    if count > LINES_MAX:
        yield 1, "file-size", f"{count} lines, at most {LINES_MAX}"
    for number, line in enumerate(file.lines, 1):
        # A link or a table of a text cannot be broken.
        if len(line) > COLUMNS_MAX and file.cpp:
            yield number, "line", f"{len(line)} columns, at most {COLUMNS_MAX}"


# What stands before a { that opens neither a function nor a lambda.
NOT_A_BODY = re.compile(r"(\b(namespace|class|struct|union|enum|extern)\b[^;(){}]*|=|\breturn|,|\(|\[)\s*$")
CONTROL = re.compile(r"\b(if|for|while|switch|catch)\b(\s+constexpr)?\s*$")


def bodies(file):
    """(first line, lines) of every function body, by matching braces."""
    code = re.sub(r"^[ \t]*#[^\n]*(\\\n[^\n]*)*", lambda m: re.sub(r"[^\n]", " ", m.group(0)), file.code, flags=re.M)
    stack = []
    for match in re.finditer(r"[{}]", code):
        at = match.start()
        if match.group() == "{":
            stack.append((at, opens_function(code, at, stack)))
        elif stack:
            start, function = stack.pop()
            if function:
                first = file.line_of(start)
                yield first, file.line_of(at) - first + 1


def opens_function(code, at, stack):
    """Whether the brace at `at` opens the body of a function that no other function holds."""
    if any(function for _, function in stack):
        return False
    before = code[max(0, at - 600):at].rstrip()
    before = re.sub(r"->\s*[\w:<>,&*\s]+$", "", before).rstrip()
    # What may stand behind the parameters, in any number.
    before = re.sub(r"(\s*\b(const|noexcept|override|final|mutable)\b|\s*&&?)+\s*$", "", before).rstrip()
    if NOT_A_BODY.search(before) or not before:
        return False
    if not before.endswith(")") and not re.search(r"\)\s*:\s*\w[^;]*\}$", before):
        return False
    depth, position = 0, len(before) - 1
    while position >= 0:
        depth += (before[position] == ")") - (before[position] == "(")
        if depth == 0 and before[position] == "(":
            break
        position -= 1
    return not CONTROL.search(before[:position])


def check_functions(file):
    if file.path in TABLES:
        return
    for first, count in bodies(file):
        if count > FUNCTION_LINES_MAX:
            yield first, "function", f"{count} lines, at most {FUNCTION_LINES_MAX}"


def check_banned(file):
    for pattern, allowed, why in BANNED:
        if any(file.path.startswith(prefix) for prefix in allowed):
            continue
        for match in re.finditer(pattern, file.code):
            rule = "sleep" if file.path.startswith("tests/") and "sleep" in match.group() else "banned"
            yield file.line_of(match.start()), rule, f"{match.group().strip(' (')}: {why}"


def check_hashed_loops(file):
    names = re.findall(r"\bunordered_(?:multi)?(?:map|set)<[^;{}]*>\s+(\w+)\s*[;={]", file.code)
    if not names:
        return
    loop = re.compile(r"\bfor\s*\([^;()]*:\s*(?:\w+(?:\.|->))*(" + "|".join(map(re.escape, set(names))) + r")\s*\)")
    for match in loop.finditer(file.code):
        yield file.line_of(match.start()), "hashed-loop", f"{match.group(1)} is hashed: its order must not reach logic"


def statement_around(code, at):
    """The statement that holds the position `at`: between the semicolons and braces of its own nesting."""
    start = at
    depth = 0
    while start > 0:
        char = code[start - 1]
        if char in ")]":
            depth += 1
        elif char in "([":
            depth -= 1
        elif depth <= 0 and char in ";{}":
            break
        start -= 1
    end, depth = at, 0
    while end < len(code):
        char = code[end]
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
            if depth < 0:
                break
        elif char == ";" and depth <= 0:
            break
        end += 1
    return start, code[start:end]


def check_co_await(file):
    seen = set()
    for match in re.finditer(r"\bco_await\b", file.code):
        start, statement = statement_around(file.code, match.start())
        if start in seen:
            continue
        seen.add(start)
        line = file.line_of(match.start())
        if len(re.findall(r"\bco_await\b", statement)) > 1:
            yield line, "co-await", "more than one in a statement: name the first result"
        after = statement[statement.index("co_await"):]
        # A call with an argument in braces, or a named aggregate made in place.
        if re.search(r"[(,]\s*(?:[\w:]+(?:<[^<>]*>)?\s*)?\{", after) and "[" not in after.split("{", 1)[0]:
            yield line, "co-await", "a temporary in braces beside it: name the argument first"


def check_lambda_coroutines(file):
    for match in re.finditer(r"\[([^\[\]]*)\]\s*(?:\([^{};]*?\))?[^{};()\[\]]*\{", file.code):
        before = file.code[:match.start()].rstrip()[-1:]
        if not match.group(1).strip() or (before and (before.isalnum() or before in "_)]")):
            continue
        depth, position = 1, match.end()
        while position < len(file.code) and depth:
            depth += (file.code[position] == "{") - (file.code[position] == "}")
            position += 1
        if re.search(r"\bco_(await|return|yield)\b", file.code[match.end():position]):
            yield file.line_of(match.start()), "lambda-coro", "captures of a coroutine lambda die before it resumes"


def check_text(file):
    for number, line in enumerate(file.lines, 1):
        if match := MARKER.search(line):
            yield number, "marker", f"{match.group()}: build it, or leave it out"
        if match := MACHINE.search(line):
            yield number, "machine", f"{match.group()} belongs to one machine"


def check_header(file):
    if not file.path.endswith(".h"):
        return
    if not re.search(r"^#pragma once$", file.text, re.M):
        yield 1, "header", "#pragma once is missing"
    if not file.text.startswith("//"):
        yield 1, "header", "begins without a comment that says what it is for"


def check_switches(file):
    """A default in a switch whose cases name enumerators (kSomething)."""
    for match in re.finditer(r"\bswitch\s*\(", file.code):
        opening = file.code.find("{", match.end())
        if opening < 0:
            continue
        depth, position = 1, opening + 1
        body = []
        while position < len(file.code) and depth:
            char = file.code[position]
            depth += (char == "{") - (char == "}")
            body.append(char if depth == 1 or char == "\n" else " ")
            position += 1
        text = "".join(body)
        case = re.search(r"\bcase\s+(?:\w+::)*?(\w+)::k[A-Z]\w*\s*:", text)
        open_ended = case and (case.group(1) in OPEN_ENUMS or case.group(1).endswith("Record"))
        if case and not open_ended and re.search(r"\bdefault\s*:", text):
            yield file.line_of(match.start()), "switch", "a default hides the values that are to come"


CPP_CHECKS = [check_includes, check_functions, check_banned, check_hashed_loops, check_co_await,
              check_lambda_coroutines, check_header, check_switches]


def check_file(file):
    if file.generated:
        return
    if file.cpp:
        for check in CPP_CHECKS:
            yield from check(file)
    if file.cpp or file.path.endswith((".py", ".sh")):
        yield from check_size(file)
    if not file.path.startswith("tests/tidy/"):
        yield from check_text(file)


def check_readmes(paths):
    folders = set()
    for path in paths:
        parts = path.split("/")[:-1]
        if parts and parts[0] in FLOORS + ROOFS + ["deploy", "tools"] and not GENERATED.search(path):
            folders.update("/".join(parts[:depth]) for depth in (1, 2) if len(parts) >= depth)
    for folder in sorted(folders):
        if folder.count("/") and floor_of(folder) in ("tests", "deploy"):
            continue  # their READMEs describe their folders
        if f"{folder}/README.md" not in paths:
            yield folder, "readme", "README.md is missing: what lives here, who may include it, what holds"


def listed(root):
    """What git knows and what it would add: untracked files are judged before they are committed."""
    out = subprocess.run(["git", "-C", str(root), "ls-files", "-co", "--exclude-standard", "-z"],
                         capture_output=True, check=False)
    if out.returncode == 0:
        return [path for path in out.stdout.decode().split("\0") if path]
    return [str(path.relative_to(root)) for path in root.rglob("*")
            if path.is_file() and not {"build", "data", ".git"} & set(path.relative_to(root).parts)]


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    paths = [path for path in listed(root) if (root / path).is_file()]
    texts = {path: (root / path).read_text(encoding="utf-8", errors="replace") for path in paths
             if pathlib.PurePath(path).suffix in TEXT and not GENERATED.search(path)}
    includes_of = {path: re.findall(r'^\s*#\s*include\s+["<]([^">]+)[">]', text, re.M)
                   for path, text in texts.items() if path.endswith(".h")}
    findings = []
    for path, text in texts.items():
        file = File(path, text, includes_of)
        findings += [f"{path}:{line}: {rule}: {message}" for line, rule, message in check_file(file)]
    findings += [f"{folder}:1: {rule}: {message}" for folder, rule, message in check_readmes(set(paths))]
    for finding in sorted(findings):
        print(finding)
    print(f"{len(paths)} files, {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
