"""Makes the C++ of a schema file: one header of plain structs, one source of member loops over Reader and Writer."""

from __future__ import annotations

import re
import textwrap

from .model import NEVER, SCALARS, Field, Message, SchemaFile, Struct, Versions, minimum_size

_TYPES = {
    "bool": "bool", "int8": "std::int8_t", "int16": "std::int16_t", "int32": "std::int32_t", "int64": "std::int64_t",
    "uint16": "std::uint16_t", "uint32": "std::uint32_t", "float64": "double", "uuid": "Uuid",
    "string": "std::string_view", "bytes": "ByteView", "records": "BufferChain",
}
_KEYWORDS = {"default", "operator", "namespace", "delete", "new", "class", "struct", "private", "public", "protected"}


def banner(source: str) -> str:
    return f"// Made by protocol/schema/generate.py from protocol/schema/{source}. Not to be edited.\n"


def member(f: Field) -> str:
    return f.member + "_" if f.member in _KEYWORDS else f.member


def element_type(f: Field) -> str:
    if f.is_error_code:
        return "ErrorCode"
    return f.struct.name if f.struct is not None else _TYPES[f.element]


def member_type(f: Field) -> str:
    kind = element_type(f)
    if f.is_array:
        kind = f"std::vector<{kind}>"
    return f"std::optional<{kind}>" if f.is_optional else kind


def _literal(f: Field) -> str:
    text = f.default
    if f.element == "bool":
        return text or "false"
    if f.element == "float64":
        return text or "0.0"
    if f.is_error_code:
        return "ErrorCode::kNone" if not text else f"ErrorCode{{{text}}}"
    if text == "-9223372036854775808":
        return "std::numeric_limits<std::int64_t>::min()"
    if text == "-2147483648":
        return "std::numeric_limits<std::int32_t>::min()"
    if f.element == "int64" and text and abs(int(text)) > 2**31 - 1:
        return f"INT64_C({text})"
    return text or "0"


def initializer(f: Field) -> str:
    """Behind the member's name in the struct: Kafka's default."""
    if f.is_optional:
        if f.default_is_null:
            return ""
        return f" = {f.struct.name}{{}}" if f.struct is not None and not f.is_array else "{std::in_place}"
    if f.is_array or f.struct is not None or f.element in ("bytes", "uuid"):
        return ""
    if f.element == "string":
        return f' = "{f.default}"' if f.default else ""
    return f" = {_literal(f)}"


def _range_text(versions: Versions, within: Versions) -> str:
    if versions.last >= within.last:
        return f"{versions.first}+"
    if versions.first == versions.last:
        return str(versions.first)
    return f"{versions.first}-{versions.last}"


def condition(versions: Versions, within: Versions) -> str:
    """The C++ that is true for `versions`, given that `within` holds; empty where it always is. @v is the version."""
    parts = []
    if versions.first > within.first:
        parts.append(f"@v >= {versions.first}")
    if versions.last < within.last:
        parts.append(f"@v <= {versions.last}")
    return " && ".join(parts)


def has_bytes(struct: Struct) -> bool:
    """Whether the compiler cannot compare it by itself: views of bytes have no ==."""
    return any(f.element in ("bytes", "records") for f in struct.fields)


# ---------------------------------------------------------------- header


def _comment(lines: list[str], indent: int) -> list[str]:
    out = []
    for paragraph in lines:
        for line in textwrap.wrap(paragraph, 115 - indent) or [""]:
            out.append(" " * indent + ("// " + line).rstrip())
    return out


def _field_notes(f: Field, struct: Struct) -> str:
    notes = []
    if f.versions != struct.versions:
        notes.append(f"versions {_range_text(f.versions, struct.versions)}")
    if f.is_optional and f.nullable != f.versions and f.nullable:
        notes.append(f"null in {_range_text(f.nullable, f.versions)}")
    if f.tag is not None:
        notes.append(f"tag {f.tag}")
    return ", ".join(notes)


def _struct_members(struct: Struct, indent: int) -> list[str]:
    pad = " " * indent
    out = []
    for f in struct.fields:
        out += _comment(f.comment, indent)
        notes = _field_notes(f, struct)
        out.append(f"{pad}{member_type(f)} {member(f)}{initializer(f)};" + (f"  // {notes}" if notes else ""))
    if struct.fields:
        out.append("")
    out.append(f"{pad}void decode(Reader& reader, std::int16_t version);")
    out.append(f"{pad}void encode(Writer& writer, std::int16_t version) const;")
    if has_bytes(struct):
        out.append(f"{pad}bool operator==(const {struct.name}& other) const;")
    else:
        out.append(f"{pad}bool operator==(const {struct.name}& other) const = default;")
    return out


def _message_header(message: Message) -> list[str]:
    out = _comment(message.comment, 0)
    out.append(f"struct {message.name} {{")
    if message.api_key is not None:
        base = message.name.removesuffix("Request").removesuffix("Response")
        out.append(f"  static constexpr ApiKey kApiKey = ApiKey::k{base};")
    if message.record_type is not None:
        out.append(f"  static constexpr std::int16_t kRecordType = {message.record_type};")
    out.append(f"  static constexpr std::int16_t kVersionMin = {message.versions.first};")
    out.append(f"  static constexpr std::int16_t kVersionMax = {message.versions.last};")
    out.append(f"  static constexpr std::int16_t kFlexibleMin = {message.flexible_min};")
    out.append("")
    for struct in message.structs:
        out += _comment(struct.comment, 2)
        out.append(f"  struct {struct.name} {{")
        out += _struct_members(struct, 4)
        out += ["  };", ""]
    out += _struct_members(message.root, 2)
    out += ["};", ""]
    return out


def _all_fields(schema: SchemaFile) -> list[Field]:
    return [f for m in schema.messages for s in [m.root, *m.structs] for f in s.fields]


def header(schema: SchemaFile) -> str:
    fields = _all_fields(schema)
    system = ["<cstdint>"]
    own = []
    if any(initializer(f).startswith(" = std::numeric_limits") for f in fields):
        system.append("<limits>")
    if any(f.is_optional for f in fields):
        system.append("<optional>")
    if any(f.element == "string" for f in fields):
        system.append("<string_view>")
    if any(f.is_array for f in fields):
        system.append("<vector>")
    if any(m.api_key is not None for m in schema.messages):
        own.append("protocol/generated/api_key.h")
    if any(f.element == "records" for f in fields):
        own.append("runtime/base/buffer.h")
    if any(f.element == "bytes" for f in fields):
        own.append("runtime/base/bytes.h")
    if any(f.is_error_code for f in fields):
        own.append("runtime/base/error_code.h")
    if any(f.element == "uuid" for f in fields):
        own.append("runtime/base/ids.h")
    out = [banner(schema.stem + ".txt").rstrip()]
    out += _comment(schema.comment, 0)
    out += ["#pragma once", ""]
    out += [f"#include {name}" for name in system]
    if own:
        out += [""] + [f'#include "{name}"' for name in own]
    out += ["", "namespace klamm::protocol {", "", "class Reader;", "class Writer;", ""]
    for message in schema.messages:
        out += _message_header(message)
    out += ["}  // namespace klamm::protocol", ""]
    return "\n".join(out)


# ---------------------------------------------------------------- source


class _Source:
    """The functions of one struct."""

    def __init__(self, message: Message, struct: Struct):
        self.message, self.struct = message, struct
        self.scope = message.name if struct is message.root else f"{message.name}::{struct.name}"
        self.out: list[str] = []

    def line(self, indent: int, text: str) -> None:
        self.out.append(" " * indent + text)

    def compact(self, f: Field) -> str:
        return "false" if f.plain else "compact"

    def function(self, result: str, name: str, stream: str, suffix: str, body) -> None:
        """A member function around what `body` writes; parameters that it does not use have no name."""
        outer, self.out = self.out, []
        body()
        text, self.out = self.out, outer
        # A member of the message may be called version: then the parameter is not.
        structs = [self.message.root, *self.message.structs]
        taken = any(member(f) == "version" for struct in structs for f in struct.fields)
        version = "at_version" if taken else "version"
        uses_version = any("@v" in line for line in text)
        text = [line.replace("@v", version) for line in text]
        used = set(re.findall(r"\w+", "\n".join(text)))
        if "compact" in used:
            within, first = self.struct.versions, self.message.flexible_min
            if first <= within.first:
                text.insert(0, "  constexpr bool compact = true;")
            elif first > within.last:
                text.insert(0, "  constexpr bool compact = false;")
            else:
                text.insert(0, f"  const bool compact = {version} >= {first};")
                uses_version = True
        kind, parameter = stream.split()
        parameters = [kind + (f" {parameter}" if parameter in used else ""),
                      "std::int16_t" + (f" {version}" if uses_version else "")]
        self.wrapped(0, f"{result} {self.scope}::{name}({', '.join(parameters)}){suffix} {{")
        for line in text:
            self.wrapped(0, line)
        self.line(0, "}")
        self.line(0, "")

    def wrapped(self, indent: int, text: str) -> None:
        """A line of at most 120 characters, broken behind a comma."""
        while len(text) > 120:
            at = text.rfind(", ", 0, 120) + 1
            self.line(indent, text[:at])
            text = " " * (len(text) - len(text.lstrip()) + 4) + text[at:].lstrip()
        self.line(indent, text)

    def grouped(self, indent: int, each) -> None:
        """`each(field, indent)` for the ordinary fields, neighbours under one `if` where their versions agree."""
        open_condition = ""
        for f in self.struct.fields:
            ordinary = f.versions
            if f.tagged:
                if f.tagged.first <= f.versions.first:
                    continue
                ordinary = Versions(f.versions.first, f.tagged.first - 1)
            wanted = condition(ordinary, self.struct.versions)
            if wanted != open_condition:
                if open_condition:
                    self.line(indent, "}")
                if wanted:
                    self.line(indent, f"if ({wanted}) {{")
                open_condition = wanted
            each(f, indent + (2 if wanted else 0))
        if open_condition:
            self.line(indent, "}")

    def nullable_argument(self, f: Field) -> str:
        """The last argument of the functions for nullable things: whether this version has null."""
        if f.nullable == f.versions or (f.element == "records" and not f.nullable):
            return ""
        if not f.nullable:
            return ", false"
        return ", " + condition(f.nullable, f.versions)

    def wire_bytes(self, f: Field) -> str:
        """The fewest bytes of one element, as C++."""
        sizes: list[tuple[int, int]] = []
        for version in f.versions:
            if f.struct is not None:
                size = max(1, minimum_size(self.message, f.struct, version))
            elif f.element == "string":
                size = 1 if self.message.flexible(version) and not f.plain else 2
            else:
                size = SCALARS[f.element]
            if not sizes or sizes[-1][1] != size:
                sizes.append((version, size))
        text = str(sizes[0][1])
        for version, size in sizes[1:]:
            text = f"@v >= {version} ? {size} : {text}"
        return text

    # -- decode

    def decode_element(self, f: Field, target: str) -> str:
        if f.struct is not None:
            return f"{target}.decode(reader, @v);"
        if f.element in ("string", "bytes"):
            return f"{target} = reader.read_{f.element}({self.compact(f)});"
        name = "error_code" if f.is_error_code else f.element
        return f"{target} = reader.read_{name}();"

    def decode_array(self, f: Field, indent: int, tagged: bool) -> None:
        name, kind = member(f), element_type(f)
        arguments = f"{self.compact(f)}, {self.wire_bytes(f)}, sizeof({kind})"
        values = name
        if f.is_optional:
            self.line(indent, f"if (const std::int32_t elements = "
                              f"reader.read_nullable_array({arguments}{self.nullable_argument(f)}); elements < 0) {{")
            self.line(indent + 2, f"{name}.reset();")
            self.line(indent, "} else {")
            indent += 2
            self.line(indent, f"{name}.emplace(static_cast<std::size_t>(elements));")
            values = "*" + name
        else:
            if tagged:
                self.line(indent, f"{name}.clear();")
            self.line(indent, f"{name}.resize(reader.read_array({arguments}));")
        self.line(indent, f"for ({kind}& item : {values}) {{")
        self.line(indent + 2, self.decode_element(f, "item"))
        self.line(indent + 2, "if (!reader.ok()) return;")
        self.line(indent, "}")
        if f.is_optional:
            self.line(indent - 2, "}")

    def decode_field(self, f: Field, indent: int, tagged: bool = False) -> None:
        name = member(f)
        if f.is_array:
            self.decode_array(f, indent, tagged)
        elif f.struct is not None and f.is_optional:
            may_be_null = condition(f.nullable, f.versions)
            present = "reader.read_tagged_present()" if tagged else "reader.read_present()"
            test = present if not may_be_null else f"!({may_be_null}) || {present}"
            self.line(indent, f"if ({test}) {{")
            # Not emplace(): within its enclosing struct the compiler takes the member's type for not constructible.
            self.line(indent + 2, f"{name} = {f.struct.name}{{}};")
            self.line(indent + 2, f"{name}->decode(reader, @v);")
            self.line(indent, "} else {")
            self.line(indent + 2, f"{name}.reset();")
            self.line(indent, "}")
        elif f.is_optional:
            kind = "records" if f.element == "records" else f"nullable_{f.element}"
            self.line(indent, f"{name} = reader.read_{kind}({self.compact(f)}{self.nullable_argument(f)});")
        else:
            if tagged and f.struct is not None:
                self.line(indent, f"{name} = {{}};")
            self.line(indent, self.decode_element(f, name))

    def decode(self) -> None:
        self.function("void", "decode", "Reader& reader", "", self.decode_body)

    def decode_body(self) -> None:
        if self.struct is self.message.root:
            self.line(2, "if (@v < kVersionMin || @v > kVersionMax) return reader.fail(ReadError::kVersion);")
        self.grouped(2, self.decode_field)
        self.decode_tagged()

    def decode_tagged(self) -> None:
        if self.message.flexible_min > self.struct.versions.last:
            return
        fields = sorted((f for f in self.struct.fields if f.tagged), key=lambda f: f.tag)
        if not fields:
            self.line(2, f"{self.if_compact()}reader.skip_tagged_fields();")
            return
        self.return_unless_compact()
        self.line(2, "const std::uint32_t tagged_count = reader.read_unsigned_varint();")
        self.line(2, "for (std::uint32_t i = 0; i < tagged_count && reader.ok(); ++i) {")
        self.line(4, "const Reader::Tagged tagged = reader.begin_tagged();")
        start = "if"
        for f in fields:
            test = f"tagged.tag == {f.tag}"
            extra = condition(f.tagged, self.flexible_versions())
            self.line(4, f"{start} ({test}{' && ' + extra if extra else ''}) {{")
            self.decode_field(f, 6, tagged=True)
            self.line(6, "reader.end_tagged(tagged);")
            start = "} else if"
        self.line(4, "} else {")
        self.line(6, "reader.skip_tagged(tagged);")
        self.line(4, "}")
        self.line(2, "}")

    def if_compact(self) -> str:
        return "" if self.message.flexible_min <= self.struct.versions.first else "if (compact) "

    def return_unless_compact(self) -> None:
        if self.if_compact():
            self.line(2, "if (!compact) return;")

    def flexible_versions(self) -> Versions:
        within = self.struct.versions
        return Versions(max(within.first, self.message.flexible_min), within.last)

    # -- encode

    def encode_element(self, f: Field, target: str, writer: str) -> str:
        if f.struct is not None:
            return f"{target}.encode({writer}, @v);"
        if f.element in ("string", "bytes"):
            return f"{writer}.write_{f.element}({target}, {self.compact(f)});"
        name = "error_code" if f.is_error_code else f.element
        return f"{writer}.write_{name}({target});"

    def encode_array(self, f: Field, indent: int, writer: str) -> None:
        name, kind = member(f), element_type(f)
        values, access = name, f"{name}."
        if f.is_optional:
            values, access = "*" + name, f"{name}->"
            self.line(indent, f"if (!{name}.has_value()) {{")
            self.line(indent + 2, f"{writer}.write_null_array({self.compact(f)}{self.nullable_argument(f)});")
            self.line(indent, "} else {")
            indent += 2
        self.line(indent, f"{writer}.write_array_count({access}size(), {self.compact(f)});")
        item = f"const {kind}&" if f.struct is not None or f.element == "uuid" else f"const {kind}"
        self.line(indent, f"for ({item} item : {values}) {self.encode_element(f, 'item', writer)}")
        if f.is_optional:
            self.line(indent - 2, "}")

    def encode_field(self, f: Field, indent: int, writer: str = "writer") -> None:
        name = member(f)
        if f.is_array:
            self.encode_array(f, indent, writer)
        elif f.struct is not None and f.is_optional:
            may_be_null = condition(f.nullable, f.versions)
            present = "write_present" if writer == "writer" else "write_tagged_present"
            if may_be_null:
                self.line(indent, f"if ({may_be_null}) {writer}.{present}({name}.has_value());")
                self.line(indent, f"if ({name}.has_value() || !({may_be_null})) "
                                  f"{name}.value_or({f.struct.name}{{}}).encode({writer}, @v);")
            else:
                self.line(indent, f"{writer}.{present}({name}.has_value());")
                self.line(indent, f"if ({name}.has_value()) {name}->encode({writer}, version);")
        elif f.is_optional:
            kind = "records" if f.element == "records" else f"nullable_{f.element}"
            self.line(indent, f"{writer}.write_{kind}({name}, {self.compact(f)}{self.nullable_argument(f)});")
        else:
            self.line(indent, self.encode_element(f, name, writer))

    def encode(self) -> None:
        self.function("void", "encode", "Writer& writer", " const", self.encode_body)

    def encode_body(self) -> None:
        if self.struct is self.message.root:
            self.line(2, "KLAMM_ASSERT(@v >= kVersionMin && @v <= kVersionMax);")
        self.grouped(2, self.encode_field)
        self.encode_tagged()

    def not_default(self, f: Field) -> str:
        name = member(f)
        if f.is_optional and f.default_is_null:
            return f"{name}.has_value()"
        if f.is_optional and (f.is_array or f.struct is None):
            return f"(!{name}.has_value() || !{name}->empty())"
        if f.is_array or f.element == "bytes":
            return f"!{name}.empty()"
        if f.struct is not None:
            return f"!({name} == {f.struct.name}{{}})"
        if f.element == "string":
            return f'{name} != "{f.default}"' if f.default else f"!{name}.empty()"
        if f.element == "uuid":
            return f"!{name}.is_zero()"
        if f.element == "bool":
            return f"!{name}" if f.default == "true" else name
        return f"{name} != {_literal(f)}"

    def encode_tagged(self) -> None:
        if self.message.flexible_min > self.struct.versions.last:
            return
        fields = sorted((f for f in self.struct.fields if f.tagged), key=lambda f: f.tag)
        if not fields:
            self.line(2, f"{self.if_compact()}writer.write_unsigned_varint(0);")
            return
        self.return_unless_compact()
        for f in fields:
            extra = condition(f.tagged, self.flexible_versions())
            self.line(2, f"const bool has_{f.member} = {extra + ' && ' if extra else ''}{self.not_default(f)};")
        self.line(2, "std::uint32_t tagged_count = 0;")
        for f in fields:
            self.line(2, f"if (has_{f.member}) ++tagged_count;")
        self.line(2, "writer.write_unsigned_varint(tagged_count);")
        for f in fields:
            self.line(2, f"if (has_{f.member}) {{")
            self.line(4, "Writer field;")
            self.encode_field(f, 4, "field")
            self.line(4, f"writer.write_tagged({f.tag}, std::move(field));")
            self.line(2, "}")

    # -- equality

    def equality(self) -> None:
        if not has_bytes(self.struct):
            return
        signature = f"bool {self.scope}::operator==(const {self.struct.name}& other) const {{"
        if len(signature) > 120:
            signature = signature.replace("operator==(", "operator==(\n    ")
        self.line(0, signature)
        parts = []
        for f in self.struct.fields:
            name = member(f)
            same = f.element in ("bytes", "records")
            parts.append(f"same_bytes({name}, other.{name})" if same else f"{name} == other.{name}")
        self.line(2, "return " + (" &&\n         ".join(parts)) + ";")
        self.line(0, "}")
        self.line(0, "")


def source(schema: SchemaFile) -> str:
    out = [banner(schema.stem + ".txt").rstrip(), f'#include "protocol/generated/{schema.stem}.h"', ""]
    out += ["#include <utility>", ""]
    structs = [s for m in schema.messages for s in [m.root, *m.structs]]
    if any(has_bytes(s) for s in structs):
        out.append('#include "protocol/wire/equal.h"')
    out += ['#include "protocol/wire/reader.h"', '#include "protocol/wire/writer.h"']
    out += ["", "namespace klamm::protocol {", ""]
    for message in schema.messages:
        for struct in [*message.structs, message.root]:
            functions = _Source(message, struct)
            functions.decode()
            functions.encode()
            functions.equality()
            out += functions.out
    out += ["}  // namespace klamm::protocol", ""]
    return "\n".join(out)
