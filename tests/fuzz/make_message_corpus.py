#!/usr/bin/env python3
"""Makes corpus/messages_* from tests/protocol/golden: each message as Kafka wrote it, oldest and newest version."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
sys.path.insert(0, str(REPOSITORY / "protocol" / "schema"))
from klamm_schema import load_all  # noqa: E402


def main() -> None:
    golden = {}
    for path in sorted((REPOSITORY / "tests" / "protocol" / "golden").glob("messages-*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            name, version, kind, text = line.split()
            if kind == "full" and text != "-":
                golden[name, int(version)] = bytes.fromhex(text)
    record = 0
    for schema in load_all():
        for message in schema.messages:
            kind = message.kind if message.api_key is not None else "record"
            selector = message.api_key
            if selector is None:
                selector, record = record, record + 1
            folder = HERE / "corpus" / f"messages_{kind}"
            folder.mkdir(parents=True, exist_ok=True)
            for version in sorted({message.versions.first, message.versions.last}):
                body = golden.get((message.name, version), b"")
                (folder / f"{message.name}_v{version}").write_bytes(bytes([selector, version]) + body)


if __name__ == "__main__":
    main()
