"""What a schema file says, as objects. The language itself is described in protocol/schema/README.md."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

NEVER = 32767  # the first flexible version of a message that has none

SCALARS = {
    "bool": 1, "int8": 1, "int16": 2, "int32": 4, "int64": 8,
    "uint16": 2, "uint32": 4, "float64": 8, "uuid": 16,
}
BLOBS = ("string", "bytes", "records")


@dataclass(frozen=True)
class Versions:
    """An inclusive range; empty where first > last."""

    first: int
    last: int

    def __contains__(self, version: int) -> bool:
        return self.first <= version <= self.last

    def __bool__(self) -> bool:
        return self.first <= self.last

    def __and__(self, other: "Versions") -> "Versions":
        return Versions(max(self.first, other.first), min(self.last, other.last))

    def __iter__(self):
        return iter(range(self.first, self.last + 1))


NO_VERSIONS = Versions(0, -1)


def snake_case(name: str) -> str:
    """Kafka's CamelCase name as C++ member and as key in Python: TopicId is topic_id, IsKRaft is is_k_raft."""
    name = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name)
    name = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", name)
    return name.lower()


@dataclass
class Struct:
    """Fields in the order of the wire. `versions` are those of the message in which it occurs at all."""

    name: str
    versions: Versions
    fields: list["Field"] = field(default_factory=list)
    comment: list[str] = field(default_factory=list)

    def ordinary(self, version: int) -> list["Field"]:
        return [f for f in self.fields if version in f.versions and version not in f.tagged]

    def tagged(self, version: int) -> list["Field"]:
        found = [f for f in self.fields if version in f.tagged]
        return sorted(found, key=lambda f: f.tag)


@dataclass
class Field:
    name: str                      # Kafka's spelling
    element: str                   # scalar, blob or struct name; of the elements where is_array
    is_array: bool
    versions: Versions
    nullable: Versions = NO_VERSIONS
    tag: int | None = None
    tagged: Versions = NO_VERSIONS
    ignorable: bool = False        # a value may be lost silently where the version has no room for it
    plain: bool = False            # never in the compact form, not even in flexible versions
    default: str | None = None     # as written; None: the type's zero
    struct: Struct | None = None   # the element's, where it is one
    comment: list[str] = field(default_factory=list)

    @property
    def member(self) -> str:
        return snake_case(self.name)

    @property
    def is_optional(self) -> bool:
        """Whether it is null in some version. Record data always is: a partition may have none."""
        return bool(self.nullable) or self.element == "records"

    @property
    def is_error_code(self) -> bool:
        return self.element == "int16" and not self.is_array and self.name.endswith("ErrorCode")

    @property
    def default_is_null(self) -> bool:
        return self.default == "null" or (self.element == "records" and self.default is None)


@dataclass
class Message:
    name: str                      # ProduceRequest, OffsetCommitKey
    kind: str                      # request, response, header, record
    api_key: int | None            # requests and responses
    record_type: int | None        # records that carry one in front of their data
    versions: Versions
    flexible_min: int
    root: Struct
    structs: list[Struct]          # innermost first: a struct comes after those it uses
    comment: list[str] = field(default_factory=list)

    def flexible(self, version: int) -> bool:
        return version >= self.flexible_min


@dataclass
class SchemaFile:
    stem: str                      # 00_produce
    api_key: int | None
    api_name: str | None
    messages: list[Message]
    comment: list[str] = field(default_factory=list)


def minimum_size(message: Message, struct: Struct, version: int) -> int:
    """The fewest bytes that `struct` can take on the wire."""
    flexible = message.flexible(version)
    total = 1 if flexible else 0
    for f in struct.ordinary(version):
        compact = flexible and not f.plain
        if f.is_array or f.element in ("bytes", "records"):
            total += 1 if compact else 4
        elif f.element == "string":
            total += 1 if compact else 2
        elif f.struct is not None:
            total += 1 if version in f.nullable else minimum_size(message, f.struct, version)
        else:
            total += SCALARS[f.element]
    return total
