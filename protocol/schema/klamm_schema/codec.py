"""Encodes and decodes any message at any version, straight from the schemas. Used by tests to talk to brokers.

A message is a dict whose keys are the members' names in C++ (snake_case): {"topic_data": [{"name": "t", ...}]}.
Values: bool, int, float, str, bytes (also for record data), a uuid in Kafka's 22 characters, lists, dicts, None.
Encoding: a missing key means the field's default, an unknown key is an error, a field that the version does not have
is left out. Decoding: every field of the version is there and no other.
"""

from __future__ import annotations

import base64
import struct as packing

from .model import Field, Message, Struct

_FORMATS = {
    "int8": ">b", "int16": ">h", "int32": ">i", "int64": ">q", "uint16": ">H", "uint32": ">I", "float64": ">d",
}
ZERO_UUID = "A" * 22


class CodecError(Exception):
    pass


def uuid_to_text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def uuid_from_text(text: str) -> bytes:
    raw = base64.urlsafe_b64decode(text + "==")
    if len(raw) != 16:
        raise CodecError(f"not a uuid: {text}")
    return raw


def default_of(field: Field):
    if field.default_is_null:
        return None
    if field.is_array:
        return []
    if field.struct is not None:
        return {f.member: default_of(f) for f in field.struct.fields}
    text = field.default
    if field.element == "string":
        return text or ""
    if field.element in ("bytes", "records"):
        return b""
    if field.element == "uuid":
        return ZERO_UUID
    if field.element == "bool":
        return text == "true"
    if field.element == "float64":
        return float(text or 0)
    return int(text or 0)


def unsigned_varint(value: int) -> bytes:
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


class _Encoder:
    def __init__(self, message: Message, version: int):
        self.message, self.version = message, version
        self.flexible = message.flexible(version)

    def length(self, length: int, compact: bool, form: str) -> bytes:
        return unsigned_varint(length + 1) if compact else packing.pack(form, length)

    def element(self, field: Field, value) -> bytes:
        compact = self.flexible and not field.plain
        kind = field.element
        if field.struct is not None:
            return self.struct(field.struct, value)
        if kind == "string":
            raw = value.encode() if isinstance(value, str) else bytes(value)
            return self.length(len(raw), compact, ">h") + raw
        if kind in ("bytes", "records"):
            return self.length(len(value), compact, ">i") + bytes(value)
        if kind == "uuid":
            return uuid_from_text(value)
        if kind == "bool":
            return b"\1" if value else b"\0"
        return packing.pack(_FORMATS[kind], value)

    def field(self, field: Field, value) -> bytes:
        compact = self.flexible and not field.plain
        if value is None and self.version not in field.nullable and field.element != "records":
            raise CodecError(f"{self.message.name}.{field.name} cannot be null in version {self.version}")
        if field.is_array:
            if value is None:
                return self.length(-1, compact, ">i")
            return self.length(len(value), compact, ">i") + b"".join(self.element(field, v) for v in value)
        if field.struct is not None and self.version in field.nullable:
            # The mark of null has another form in tagged fields.
            null = b"\0" if self.version in field.tagged else b"\xff"
            return null if value is None else b"\1" + self.struct(field.struct, value)
        if value is None:
            return self.length(-1, compact, ">h" if field.element == "string" else ">i")
        return self.element(field, value)

    def struct(self, struct: Struct, values: dict) -> bytes:
        unknown = set(values) - {f.member for f in struct.fields}
        if unknown:
            raise CodecError(f"{struct.name} has no {', '.join(sorted(unknown))}")

        def value_of(f: Field):
            return values[f.member] if f.member in values else default_of(f)

        out = [self.field(f, value_of(f)) for f in struct.ordinary(self.version)]
        if self.flexible:
            tagged = [(f, value_of(f)) for f in struct.tagged(self.version)]
            tagged = [(f, self.field(f, v)) for f, v in tagged if not self.is_default(f, v)]
            out.append(unsigned_varint(len(tagged)))
            for f, raw in tagged:
                out += [unsigned_varint(f.tag), unsigned_varint(len(raw)), raw]
        return b"".join(out)

    @staticmethod
    def is_default(field: Field, value) -> bool:
        default = default_of(field)
        if isinstance(value, dict) and isinstance(default, dict):
            return {**default, **value} == default
        return value == default


class _Decoder:
    def __init__(self, message: Message, version: int, data: bytes):
        self.message, self.version, self.data, self.at = message, version, data, 0
        self.flexible = message.flexible(version)

    def take(self, size: int) -> bytes:
        if size < 0 or self.at + size > len(self.data):
            raise CodecError(f"{self.message.name} v{self.version}: truncated at byte {self.at}")
        self.at += size
        return self.data[self.at - size : self.at]

    def unpack(self, form: str):
        return packing.unpack(form, self.take(packing.calcsize(form)))[0]

    def unsigned_varint(self) -> int:
        value = 0
        for shift in range(0, 35, 7):
            byte = self.take(1)[0]
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
        raise CodecError(f"{self.message.name}: a varint does not end")

    def length(self, compact: bool, form: str) -> int:
        return self.unsigned_varint() - 1 if compact else self.unpack(form)

    def element(self, field: Field):
        compact = self.flexible and not field.plain
        kind = field.element
        if field.struct is not None:
            return self.struct(field.struct)
        if kind in ("string", "bytes", "records"):
            length = self.length(compact, ">h" if kind == "string" else ">i")
            if length < 0:
                if self.version not in field.nullable and kind != "records":
                    raise CodecError(f"{self.message.name}.{field.name}: null in version {self.version}")
                return None
            raw = self.take(length)
            return raw.decode() if kind == "string" else raw
        if kind == "uuid":
            return uuid_to_text(self.take(16))
        if kind == "bool":
            return self.take(1) != b"\0"
        return self.unpack(_FORMATS[kind])

    def field(self, field: Field):
        compact = self.flexible and not field.plain
        if field.is_array:
            count = self.length(compact, ">i")
            if count < 0:
                if self.version not in field.nullable:
                    raise CodecError(f"{self.message.name}.{field.name}: null in version {self.version}")
                return None
            if count > len(self.data) - self.at:
                raise CodecError(f"{self.message.name}.{field.name}: {count} elements in too few bytes")
            return [self.element(field) for _ in range(count)]
        if field.struct is not None and self.version in field.nullable:
            tagged = self.version in field.tagged
            if (self.unsigned_varint() == 0) if tagged else (self.unpack(">b") < 0):
                return None
        return self.element(field)

    def struct(self, struct: Struct) -> dict:
        values = {f.member: self.field(f) for f in struct.ordinary(self.version)}
        if self.flexible:
            known = {f.tag: f for f in struct.tagged(self.version)}
            for f in known.values():
                values[f.member] = default_of(f)
            for _ in range(self.unsigned_varint()):
                tag, size = self.unsigned_varint(), self.unsigned_varint()
                end = self.at + size
                if tag in known:
                    values[known[tag].member] = self.field(known[tag])
                    if self.at != end:
                        raise CodecError(f"{struct.name}: tag {tag} is not {size} bytes long")
                else:
                    self.take(size)
        return values


def _check_version(message: Message, version: int) -> None:
    if version not in message.versions:
        raise CodecError(f"{message.name} has no version {version}")


def encode(message: Message, version: int, values: dict) -> bytes:
    _check_version(message, version)
    return _Encoder(message, version).struct(message.root, values)


def decode(message: Message, version: int, data: bytes, *, allow_trailing: bool = False) -> dict:
    values, used = decode_prefix(message, version, data)
    if used != len(data) and not allow_trailing:
        raise CodecError(f"{message.name} v{version}: {len(data) - used} bytes too many")
    return values


def decode_prefix(message: Message, version: int, data: bytes) -> tuple[dict, int]:
    """Also says how many bytes it took: for a header, behind which the body follows."""
    _check_version(message, version)
    decoder = _Decoder(message, version, data)
    return decoder.struct(message.root), decoder.at


def request_header_version(request: Message, version: int) -> int:
    return 2 if request.flexible(version) else 1


def response_header_version(response: Message, version: int) -> int:
    # A client reads the answer to ApiVersions before it knows which versions the broker has.
    return 1 if response.flexible(version) and response.api_key != 18 else 0
