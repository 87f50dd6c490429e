#!/usr/bin/env python3
"""Compares every schema with the message definitions inside Kafka's published jars, version by version.

What 4.3 has is compared with 4.3, what only 3.9 still had with 3.9: names, order, types, nullability, defaults, tags,
ignorable, compact form, API keys and record types. What is different on purpose stands in differences.txt; a line there
that is not needed is a failure too. Needs Maven and the network the first time.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent.parent / "protocol" / "schema")]
import kafka_jars  # noqa: E402
from klamm_schema import Message, Struct, load_messages  # noqa: E402
from klamm_schema.codec import ZERO_UUID, default_of  # noqa: E402


def definitions(jars: list[Path]) -> dict[str, dict]:
    found = {}
    for jar in jars:
        with zipfile.ZipFile(jar) as archive:
            for entry in archive.namelist():
                if not re.search(r"message/\w+\.json$|common/metadata/\w+\.json$", entry):
                    continue
                text = re.sub(r"^\s*//.*$", "", archive.read(entry).decode(), flags=re.M)
                definition = json.loads(text)
                if "validVersions" in definition:
                    found[definition["name"]] = definition
    return found


def covers(versions: str | None, version: int) -> bool:
    if versions in (None, "", "none"):
        return False
    if versions.endswith("+"):
        return version >= int(versions[:-1])
    first, _, last = versions.partition("-")
    return int(first) <= version <= int(last or first)


def version_list(definition: dict) -> list[int]:
    return [v for v in range(100) if covers(definition["validVersions"], v)]


def kafka_default(kind: str, is_array: bool, is_struct: bool, text):
    """In the terms of klamm_schema.codec: what an absent field is."""
    if text == "null" or (kind == "records" and text is None):
        return None
    if is_array:
        return []
    if is_struct:
        return {}
    if kind == "string":
        return text or ""
    if kind in ("bytes", "records"):
        return b""
    if kind == "uuid":
        return ZERO_UUID
    if kind == "bool":
        return str(text).lower() == "true"
    if kind == "float64":
        return float(text or 0)
    return int(str(text or 0), 0)


def kafka_fields(definition: dict, version: int) -> dict[str, tuple]:
    """Path of each field of the version -> everything about it, in the order of the wire."""
    common = {s["name"]: s["fields"] for s in definition.get("commonStructs", [])}
    flexible = covers(definition.get("flexibleVersions"), version)
    out: dict[str, tuple] = {}

    def walk(fields: list[dict], prefix: str) -> None:
        for f in fields:
            if not covers(f.get("versions", f.get("taggedVersions")), version):
                continue
            is_array = f["type"].startswith("[]")
            kind = f["type"].removeprefix("[]")
            is_struct = kind[0].isupper()
            tagged = covers(f.get("taggedVersions"), version)
            out[prefix + f["name"]] = (
                f["type"], covers(f.get("nullableVersions"), version), f["tag"] if tagged else None,
                kafka_default(kind, is_array, is_struct, f.get("default")),
                bool(f.get("ignorable", False)), flexible and f.get("flexibleVersions") != "none")
            if is_struct:
                walk(f.get("fields") or common[kind], f"{prefix}{f['name']}.")

    walk(definition.get("fields", []), "")
    return out


def our_fields(message: Message, version: int) -> dict[str, tuple]:
    flexible = message.flexible(version)
    out: dict[str, tuple] = {}

    def walk(struct: Struct, prefix: str) -> None:
        for f in struct.fields:
            if version not in f.versions:
                continue
            default = default_of(f)
            out[prefix + f.name] = (
                ("[]" if f.is_array else "") + f.element, version in f.nullable, f.tag if version in f.tagged else None,
                {} if isinstance(default, dict) else default, f.ignorable, flexible and not f.plain)
            if f.struct is not None:
                walk(f.struct, f"{prefix}{f.name}.")

    walk(message.root, "")
    return out


NAMES = ("type", "nullable", "tag", "default", "ignorable", "compact")


def compare_version(message: Message, definition: dict, version: int, dropped: bool, problems: list[str]) -> int:
    where = f"{message.name} v{version}"
    theirs, ours = kafka_fields(definition, version), our_fields(message, version)
    for path in theirs.keys() - ours.keys():
        problems.append(f"{where}: {path} is missing")
    for path in ours.keys() - theirs.keys():
        problems.append(f"{where}: {path} is not in Kafka")
    if theirs.keys() == ours.keys() and list(theirs) != list(ours):
        problems.append(f"{where}: fields stand in another order")
    for path in theirs.keys() & ours.keys():
        for name, wanted, have in zip(NAMES, theirs[path], ours[path]):
            # Ignorable speaks of versions without the field: the newer definition, which knows more of them, decides.
            if wanted != have and not (dropped and name == "ignorable"):
                problems.append(f"{where}: {path}: {name} is {have!r}, in Kafka {wanted!r}")
    return len(theirs)


def compare_message(message: Message, new: dict | None, old: dict | None, allowed: set, problems: list[str]) -> int:
    definition = new or old
    key = definition.get("apiKey")
    ours = message.api_key if message.api_key is not None else message.record_type
    if key != ours:
        problems.append(f"{message.name}: key {ours}, in Kafka {key}")
    compared = 0
    sources = {}
    for candidate in (old, new):  # the newer one wins
        if candidate is not None:
            sources.update({version: candidate for version in version_list(candidate)})
    for version, source in sorted(sources.items()):
        if version not in message.versions:
            if ("no-version", message.name, str(version)) not in allowed:
                problems.append(f"{message.name} v{version} is missing")
            allowed.discard(("no-version", message.name, str(version)))
            continue
        compared += compare_version(message, source, version, new is not None and source is old, problems)
    for version in message.versions:
        if version not in sources:
            problems.append(f"{message.name} v{version} is not in Kafka")
    return compared


def read_differences() -> set[tuple]:
    out = set()
    for line in (HERE / "differences.txt").read_text(encoding="utf-8").splitlines():
        words = line.split()
        if not words or words[0] == "#" or line.startswith("#"):
            continue
        out.add(tuple(words[:3]) if words[0] == "no-version" else tuple(words[:2]))
    return out


def main() -> int:
    new_jars, old_jars = kafka_jars.definition_jars()
    new, old = definitions(new_jars), definitions(old_jars)
    messages, allowed, problems = load_messages(), read_differences(), []
    fields = 0
    for name in sorted(new.keys() | old.keys()):
        candidates = [d for d in (new.get(name), old.get(name)) if d is not None and version_list(d)]
        if not candidates:
            continue
        if name not in messages:
            if ("no-message", name) not in allowed:
                problems.append(f"{name} has no schema")
            allowed.discard(("no-message", name))
            continue
        fields += compare_message(messages[name], new.get(name), old.get(name), allowed, problems)
    problems += [f"{name} is not in Kafka" for name in messages.keys() - new.keys() - old.keys()]
    problems += [f"differences.txt: not needed: {' '.join(entry)}" for entry in sorted(allowed)]
    for problem in problems:
        print(problem)
    versions = sum(len(list(m.versions)) for m in messages.values())
    print(f"{len(messages)} messages, {versions} versions, {fields} fields compared, {len(problems)} differ")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
