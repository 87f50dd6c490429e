#!/usr/bin/env python3
"""Makes protocol/generated/ from the schema files beside this one, and the fillers of the round-trip tests.

    generate.py                      writes into the repository
    generate.py --root FOLDER        writes the same paths below FOLDER
    generate.py --check              writes nothing; lists what differs and fails if anything does
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from klamm_schema import cpp, cpp_fill, cpp_tables, load_all  # noqa: E402

REPOSITORY = Path(__file__).resolve().parent.parent.parent
GENERATED = "protocol/generated"
FILLERS = "tests/protocol/messages/generated"


def files() -> dict[str, str]:
    """Path below the repository -> text."""
    schemas = load_all()
    out = {
        f"{GENERATED}/api_key.h": cpp_tables.api_key_header(schemas),
        f"{GENERATED}/api_key.cpp": cpp_tables.api_key_source(schemas),
        f"{GENERATED}/all_messages.h": cpp_tables.all_messages_header(),
        f"{GENERATED}/all_messages.cpp": cpp_tables.all_messages_source(schemas),
    }
    for schema in schemas:
        out[f"{GENERATED}/{schema.stem}.h"] = cpp.header(schema)
        out[f"{GENERATED}/{schema.stem}.cpp"] = cpp.source(schema)
    for name, text in cpp_fill.files(schemas).items():
        out[f"{FILLERS}/{name}"] = text
    return out


def existing(root: Path) -> set[str]:
    return {
        str(path.relative_to(root))
        for folder in (GENERATED, FILLERS)
        for path in (root / folder).glob("*")
        if path.suffix in (".h", ".cpp")
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=REPOSITORY)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    wanted = files()
    different = []
    for name, text in wanted.items():
        path = arguments.root / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        different.append(name)
        if not arguments.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    for name in sorted(existing(arguments.root) - set(wanted)):
        different.append(name + " (no schema makes it)")
        if not arguments.check:
            (arguments.root / name).unlink()
    for name in different:
        print(("differs: " if arguments.check else "written: ") + name)
    if arguments.check:
        print(f"{len(wanted)} files compared, {len(different)} differ")
    return 1 if arguments.check and different else 0


if __name__ == "__main__":
    sys.exit(main())
