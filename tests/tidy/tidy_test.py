#!/usr/bin/env python3
"""Every rule of tidy.py finds what it is for, and leaves alone what only looks like it."""
import unittest

import tidy


def rules(path, text, includes_of=None):
    """The names of the rules that fire."""
    return sorted({rule for _, rule, _ in tidy.check_file(tidy.File(path, text, includes_of))})


def body(lines):
    return "int f(int a) {\n" + "  a += 1;\n" * (lines - 2) + "}\n"


class Rules(unittest.TestCase):
    def finds(self, rule, text, path="storage/log/x.cpp", **more):
        self.assertIn(rule, rules(path, text, **more), text)

    def accepts(self, text, path="storage/log/x.cpp", **more):
        self.assertEqual([], rules(path, text, **more), text)

    def test_floors(self):
        self.finds("floor", '#include "broker/main.h"\n')
        self.finds("floor", '#include "replication/partition/partition.h"\n')
        self.finds("floor", '#include "tests/x.h"\n')
        self.finds("include", '#include "log.h"\n')
        self.finds("include", "#include <runtime/base/result.h>\n")
        self.accepts('#include <vector>\n#include "protocol/wire/reader.h"\n#include "storage/log/y.h"\n')
        self.accepts('#include "broker/net/connection.h"\n', path="tests/broker/x.cpp")

    def test_pure_cores(self):
        self.finds("pure", '#include "runtime/io/io.h"\n', path="protocol/records/x.cpp")
        self.finds("pure", "#include <unistd.h>\n", path="coordinator/classic/x.cpp")
        self.finds("pure", '#include "storage/a.h"\n', path="replication/raft/x.cpp",
                   includes_of={"storage/a.h": ["storage/b.h"], "storage/b.h": ["storage/a.h", "runtime/io/io.h"]})
        self.accepts('#include "storage/a.h"\n', path="replication/raft/x.cpp",
                     includes_of={"storage/a.h": ["runtime/base/result.h"]})

    def test_sizes(self):
        self.finds("file-size", "int a;\n" * 801)
        self.accepts("int a;\n" * 800)
        self.finds("line", "// " + "a" * 118 + "\n")
        self.finds("function", body(71))
        self.accepts(body(70))
        self.finds("function", body(71).replace("int f(int a) {", "X::X(int a) : a_(a), b_{a} {"))
        self.finds("function", body(71).replace("int f(int a) {", "auto f(int a) const noexcept -> std::vector<int> {"))
        self.finds("function", "class X {\n" + body(71) + "};\n")
        self.accepts("namespace a {\n" + body(60) + body(60) + "}\n")
        self.accepts("constexpr int kTable[] = {\n" + "  1,\n" * 100 + "};\n")
        self.accepts("enum class E {\n" + "  a,\n" * 100 + "};\n")

    def test_banned_calls(self):
        self.finds("banned", "std::random_device device;\n")
        self.finds("banned", "auto now = std::chrono::steady_clock::now();\n")
        self.finds("banned", 'const char* home = std::getenv("HOME");\n')
        self.finds("banned", "int n = rand();\n")
        self.finds("banned", "std::this_thread::sleep_for(x);\n")
        self.finds("sleep", "std::this_thread::sleep_for(x);\n", path="tests/storage/x.cpp")
        self.finds("sleep", "usleep(5);\n", path="tests/storage/x.cpp")
        self.accepts("// a steady_clock would do\nint operand(int a);\nint b = operand(1) + rng.rand(2);\n")
        self.accepts('log("rand() and getenv()");\n')

    def test_hashed_loops(self):
        declared = "std::unordered_map<int, int> seen_;\n"
        self.finds("hashed-loop", declared + "void f() { for (auto& [k, v] : seen_) use(k); }\n")
        self.finds("hashed-loop", declared + "void f() { for (auto& each : self.seen_) use(each); }\n")
        self.accepts(declared + "void f() { for (auto& each : ordered_) use(each); }\n")

    def test_co_await(self):
        self.finds("co-await", "Task<int> f() { co_return co_await a() + co_await b(); }\n")
        self.finds("co-await", "Task<void> f() { co_await g(x, co_await h()); }\n")
        self.finds("co-await", "Task<void> f() { co_await g({1, 2}); }\n")
        self.finds("co-await", "Task<void> f() { co_await g(a, Options{1, 2}); }\n")
        self.accepts("Task<void> f() {\n  Options o{1, 2};\n  co_await g(o);\n  co_await h();\n}\n")
        self.accepts("Task<void> f() {\n  if (co_await g()) {\n    co_await h();\n  }\n}\n")
        self.accepts("Task<void> f() {\n  auto r = co_await g(x);\n  for (auto& a : b) {\n    co_await h(a);\n  }\n}\n")

    def test_lambda_coroutines(self):
        self.finds("lambda-coro", "auto f = [this](int a) -> Task<void> { co_await g(a); };\n")
        self.finds("lambda-coro", "spawn([&] { co_return; });\n")
        self.accepts("auto f = [](int a) -> Task<void> { co_await g(a); };\n")
        self.accepts("auto f = [this](int a) { return g(a); };\n")
        self.accepts("Task<void> f(int (&a)[4]) { co_await g(a[0]); }\n")

    def test_texts(self):
        self.finds("marker", "// TO" "DO: later\n")
        self.finds("marker", "# FIX" "ME\n", path="docs/x.md")
        self.finds("machine", 'open("/ho' 'me/somebody/data");\n')
        self.accepts('open("/var/lib/klamm");  // the hackers of old; a todo list\n')

    def test_headers(self):
        self.finds("header", "// Says what.\nint a;\n", path="storage/log/x.h")
        self.finds("header", "#pragma once\nint a;\n", path="storage/log/x.h")
        self.accepts("// Says what.\n#pragma once\nint a;\n", path="storage/log/x.h")

    def test_switches(self):
        cases = "int f(E e) {\n  switch (e) {\n    case E::kA: return 1;\n    %s\n  }\n  return 0;\n}\n"
        self.finds("switch", cases % "default: return 2;")
        self.accepts(cases % "case E::kB: return 2;")
        self.accepts(cases.replace("E::kA", "ErrorCode::kNone") % "default: return 2;")
        self.accepts(cases.replace("E::kA", "7") % "default: return 2;")

    def test_readmes(self):
        found = [folder for folder, _, _ in tidy.check_readmes({"storage/README.md", "storage/log/x.h", "tests/a/b.cpp"})]
        self.assertEqual(["storage/log", "tests"], found)

    def test_generated_files_are_left_alone(self):
        self.accepts("// TO" "DO\n" * 900, path="protocol/generated/x.cpp")


if __name__ == "__main__":
    unittest.main()
