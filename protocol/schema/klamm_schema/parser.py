"""Reads the schema language of protocol/schema/README.md and says file and line of what it does not understand."""

from __future__ import annotations

import re
from pathlib import Path

from .model import BLOBS, NEVER, NO_VERSIONS, SCALARS, Field, Message, SchemaFile, Struct, Versions

_TYPE = re.compile(r"^(\[?)([A-Za-z0-9]+)(\]?)(?:(\?)(\d+(?:\+|-\d+)?)?)?$")
_VERSIONS = re.compile(r"^(\d+)(\+|-(\d+))?$")


class SchemaError(Exception):
    pass


def _versions(text: str, within: Versions) -> Versions:
    match = _VERSIONS.match(text)
    if not match:
        raise SchemaError(f"not a range of versions: {text}")
    first = int(match[1])
    if match[2] is None:
        return Versions(first, first)
    return Versions(first, within.last if match[2] == "+" else int(match[3]))


class _Line:
    def __init__(self, number: int, indent: int, words: list[str], default: str | None, comment: list[str]):
        self.number, self.indent, self.words, self.default, self.comment = number, indent, words, default, comment


def _lines(text: str):
    """Lines with content; the comment lines above one belong to it. Yields (line or None, free comment)."""
    above: list[str] = []
    for number, raw in enumerate(text.splitlines(), 1):
        body, _, trailing = raw.partition("#")
        if not raw.strip():
            if above:
                yield None, above
            above = []
            continue
        if not body.strip():
            above.append(trailing.strip())
            continue
        indent = len(body) - len(body.lstrip(" "))
        default = None
        match = re.search(r"\s=\s*(\S+)\s*$", body)
        if match:
            default, body = match[1], body[: match.start()]
        comment = above + ([trailing.strip()] if trailing.strip() else [])
        above = []
        yield _Line(number, indent, body.split(), default, comment), None


def _parse_field(line: _Line, owner: Struct) -> Field:
    if len(line.words) < 2:
        raise SchemaError("a field needs a name and a type")
    name, type_text, *rest = line.words
    match = _TYPE.match(type_text)
    if not match or bool(match[1]) != bool(match[3]):
        raise SchemaError(f"not a type: {type_text}")
    versions = owner.versions
    if rest and _VERSIONS.match(rest[0]):
        versions = _versions(rest.pop(0), owner.versions) & owner.versions
    f = Field(name, match[2], bool(match[1]), versions, default=line.default, comment=line.comment)
    if match[4]:
        f.nullable = (_versions(match[5], versions) & versions) if match[5] else versions
    while rest:
        word = rest.pop(0)
        if word == "tag":
            f.tag, f.tagged = int(rest.pop(0)), versions
            if rest and _VERSIONS.match(rest[0]):
                f.tagged = _versions(rest.pop(0), versions) & versions
        elif word == "ignorable":
            f.ignorable = True
        elif word == "plain":
            f.plain = True
        else:
            raise SchemaError(f"unknown word: {word}")
    if f.element not in SCALARS and f.element not in BLOBS and not f.element[0].isupper():
        raise SchemaError(f"unknown type: {f.element}")
    return f


class _MessageBuilder:
    """Collects the fields of one message. Indentation says whose field a line is."""

    def __init__(self, message: Message, indent: int):
        self.message = message
        self.known: dict[str, Struct] = {}
        self.stack: list[tuple[int, Struct]] = [(indent, message.root)]
        self.pending: tuple[int, Field] | None = None

    def open_struct(self, name: str, indent: int, comment: list[str]) -> None:
        """A struct that several fields share: its versions are those of the message."""
        struct = Struct(name, self.message.versions, comment=comment)
        self._add_known(struct)
        self.stack = [self.stack[0], (indent, struct)]
        self.pending = None

    def _add_known(self, struct: Struct) -> None:
        if struct.name in self.known:
            raise SchemaError(f"struct {struct.name} is defined twice")
        self.known[struct.name] = struct

    def add(self, line: _Line) -> None:
        if self.pending is not None and line.indent > self.pending[0]:
            f = self.pending[1]
            struct = Struct(f.element, f.versions)
            self._add_known(struct)
            self.stack.append((self.pending[0], struct))
        while line.indent <= self.stack[-1][0]:
            self.stack.pop()
        owner = self.stack[-1][1]
        f = _parse_field(line, owner)
        if any(other.member == f.member for other in owner.fields):
            raise SchemaError(f"{f.name} occurs twice")
        owner.fields.append(f)
        self.pending = (line.indent, f) if f.element[0].isupper() else None

    def finish(self) -> None:
        ordered: list[Struct] = []

        def visit(struct: Struct) -> None:
            for f in struct.fields:
                if not f.element[0].isupper():
                    continue
                if f.element not in self.known:
                    raise SchemaError(f"{self.message.name}: struct {f.element} has no fields")
                f.struct = self.known[f.element]
                visit(f.struct)
            if struct is not self.message.root and struct not in ordered:
                ordered.append(struct)

        visit(self.message.root)
        unused = set(self.known) - {s.name for s in ordered}
        if unused:
            raise SchemaError(f"{self.message.name}: unused struct {', '.join(sorted(unused))}")
        self.message.structs = ordered


def _open_message(schema: SchemaFile, line: _Line) -> Message:
    """`request 0-13 flexible 9+`, `record 1 OffsetCommitKey 0`, `header RequestHeader 1-2 flexible 2+`."""
    kind, *rest = line.words
    record_type = None
    if kind in ("request", "response"):
        if schema.api_name is None:
            raise SchemaError(f"{kind} outside of an api")
        name = schema.api_name + kind.capitalize()
    else:
        if re.match(r"^-?\d+$", rest[0]):
            record_type = int(rest.pop(0))
        name = rest.pop(0)
    versions = _versions(rest.pop(0), Versions(0, NEVER))
    flexible_min = NEVER
    if rest:
        if rest[0] != "flexible" or len(rest) != 2 or not re.match(r"^\d+\+$", rest[1]):
            raise SchemaError(f"expected `flexible N+`, not {' '.join(rest)}")
        flexible_min = int(rest[1][:-1])
    api_key = schema.api_key if kind in ("request", "response") else None
    root = Struct(name, versions)
    return Message(name, kind, api_key, record_type, versions, flexible_min, root, [], line.comment)


def parse(text: str, stem: str) -> SchemaFile:
    schema = SchemaFile(stem, None, None, [])
    builder: _MessageBuilder | None = None
    line = None
    try:
        for line, free in _lines(text):
            if line is None:
                if not schema.messages and not schema.comment:
                    schema.comment = free
            elif line.words[0] == "api" and line.indent == 0:
                schema.api_key, schema.api_name = int(line.words[1]), line.words[2]
                schema.comment = schema.comment or line.comment
            elif line.words[0] in ("request", "response", "record", "header") and line.indent == 0:
                if builder:
                    builder.finish()
                message = _open_message(schema, line)
                schema.messages.append(message)
                builder = _MessageBuilder(message, 0)
            elif builder is None or line.indent == 0:
                raise SchemaError(f"a field outside of a message: {line.words[0]}")
            elif line.words[0] == "struct" and len(line.words) == 2:
                builder.open_struct(line.words[1], line.indent, line.comment)
            else:
                builder.add(line)
        if builder:
            builder.finish()
    except SchemaError as error:
        where = f"{stem}.txt:{line.number}" if line else f"{stem}.txt"
        raise SchemaError(f"{where}: {error}") from None
    _check(schema)
    return schema


def _check(schema: SchemaFile) -> None:
    for message in schema.messages:
        for struct in [message.root, *message.structs]:
            for f in struct.fields:
                where = f"{schema.stem}.txt: {message.name}.{f.name}"
                if not f.versions:
                    raise SchemaError(f"{where}: in no version")
                if f.tagged != NO_VERSIONS and f.tagged.first < message.flexible_min:
                    raise SchemaError(f"{where}: tagged before the message is flexible")
                if f.default == "null" and not f.nullable:
                    raise SchemaError(f"{where}: null by default and never nullable")
                if f.struct is not None and f.default not in (None, "null"):
                    raise SchemaError(f"{where}: a struct has no default but null")


def load_file(path: Path) -> SchemaFile:
    return parse(path.read_text(encoding="utf-8"), path.stem)


def load_all(folder: Path | None = None) -> list[SchemaFile]:
    """All schema files of a folder (by default the one above this package), sorted by name."""
    folder = folder or Path(__file__).resolve().parent.parent
    return [load_file(path) for path in sorted(folder.glob("*.txt"))]
