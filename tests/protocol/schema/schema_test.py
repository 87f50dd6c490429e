#!/usr/bin/env python3
"""The schema language and the codec in Python, by themselves and against the bytes that Kafka's classes wrote."""

from __future__ import annotations

import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent.parent / "protocol" / "schema"))
from klamm_schema import (  # noqa: E402
    CodecError, SchemaError, decode, decode_prefix, encode, load_all, load_messages, parse, request_header_version,
    response_header_version, snake_case)
from klamm_schema.model import minimum_size  # noqa: E402

EXAMPLE = """
# What it is for.
api 99 Example

request 0-3 flexible 2+
  struct Shared
    Value  int32
  # In bytes.
  Size     int32  1+ = 7
  Name     string?2+  # who
  Items    [Item]  ignorable
    Id     uuid
    Inner  Shared?  3+ = null
  Other    Shared  2+ tag 1

response 0-3 flexible 2+
  ErrorCode  int16
"""


def one(fields: str) -> str:
    return "api 1 A\n\nrequest 0-1 flexible 1+\n" + fields


class Language(unittest.TestCase):
    def setUp(self):
        self.schema = parse(EXAMPLE, "example")
        self.request = self.schema.messages[0]

    def test_messages(self):
        self.assertEqual([m.name for m in self.schema.messages], ["ExampleRequest", "ExampleResponse"])
        self.assertEqual(self.schema.comment, ["What it is for."])
        self.assertEqual([s.name for s in self.request.structs], ["Shared", "Item"])

    def test_fields(self):
        size, name, items, other = self.request.root.fields
        self.assertEqual((size.versions.first, size.versions.last, size.default), (1, 3, "7"))
        self.assertEqual(size.comment, ["In bytes."])
        self.assertEqual((name.comment, name.nullable.first, name.versions.first), (["who"], 2, 0))
        self.assertTrue(items.ignorable and items.is_array)
        self.assertEqual((other.tag, other.tagged.first), (1, 2))

    def test_minimum_sizes(self):
        root = self.request.root
        self.assertEqual([minimum_size(self.request, root, v) for v in range(4)], [6, 10, 7, 7])

    def test_mistakes_are_named_with_their_line(self):
        for fields, complaint in (
            ("  Name\n", "a field needs a name and a type"),
            ("  Name strang\n", "unknown type"),
            ("  Name [int32\n", "not a type"),
            ("  Name int32 5+\n", "in no version"),
            ("  Name int32 = null\n", "never nullable"),
            ("  Name int32 0+ tag 1\n", "tagged before"),
            ("  Name int32 flexibly\n", "unknown word"),
            ("  Name Thing\n", "has no fields"),
            ("  Name int32\n  Name int32\n", "twice"),
            ("  struct Lonely\n    Name int32\n", "unused struct"),
            ("Name int32\n", "outside of a message"),
        ):
            with self.subTest(fields), self.assertRaisesRegex(SchemaError, f"bad.txt.*{complaint}"):
                parse(one(fields), "bad")

    def test_names(self):
        for name, expected in (("TopicId", "topic_id"), ("ISRs", "is_rs"), ("IsKRaftMigration", "is_k_raft_migration"),
                               ("Name", "name"), ("LogStartOffset", "log_start_offset")):
            self.assertEqual(snake_case(name), expected)


class Codec(unittest.TestCase):
    def setUp(self):
        self.messages = load_messages()

    def test_bytes_of_kafka(self):
        count = 0
        for path in sorted((HERE.parent / "golden").glob("messages-*.txt")):
            for line in path.read_text(encoding="utf-8").splitlines():
                name, version, kind, text = line.split()
                raw = b"" if text == "-" else bytes.fromhex(text)
                message = self.messages[name]
                values = decode(message, int(version), raw)
                self.assertEqual(encode(message, int(version), values), raw, f"{name} {version} {kind}")
                count += 1
        self.assertGreater(count, 2000)

    def test_defaults_and_versions(self):
        request = self.messages["MetadataRequest"]
        self.assertEqual(encode(request, 0, {"topics": []}), bytes(4))
        self.assertEqual(encode(request, 1, {"topics": None}), b"\xff" * 4)
        self.assertEqual(decode(request, 4, b"\xff" * 4 + b"\1"), {"topics": None, "allow_auto_topic_creation": True})
        with self.assertRaisesRegex(CodecError, "cannot be null in version 0"):
            encode(request, 0, {"topics": None})
        with self.assertRaisesRegex(CodecError, "no version 99"):
            encode(request, 99, {})
        with self.assertRaisesRegex(CodecError, "has no topicz"):
            encode(request, 1, {"topicz": []})

    def test_bad_bytes(self):
        request = self.messages["MetadataRequest"]
        with self.assertRaisesRegex(CodecError, "truncated"):
            decode(request, 0, b"\0\0")
        with self.assertRaisesRegex(CodecError, "too few bytes"):
            decode(request, 0, b"\x7f\xff\xff\xff")
        with self.assertRaisesRegex(CodecError, "too many"):
            decode(request, 0, bytes(5))
        self.assertEqual(decode_prefix(request, 0, bytes(5)), ({"topics": []}, 4))

    def test_header_versions(self):
        self.assertEqual(request_header_version(self.messages["ApiVersionsRequest"], 3), 2)
        self.assertEqual(response_header_version(self.messages["ApiVersionsResponse"], 3), 0)
        self.assertEqual(response_header_version(self.messages["FetchResponse"], 12), 1)

    def test_every_api_is_there(self):
        keys = sorted(s.api_key for s in load_all() if s.api_key is not None)
        self.assertEqual(keys, [key for key in range(93) if key not in (4, 5, 6, 7)])


if __name__ == "__main__":
    unittest.main()
