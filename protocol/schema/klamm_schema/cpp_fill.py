"""Makes what the round-trip tests invent messages with: for each a function that fills every field of a version."""

from __future__ import annotations

import re

from . import cpp
from .cpp import banner, element_type, member
from .model import Field, Message, SchemaFile, Struct, Versions

PARTS = 8  # so that the compiler can work on several at once


def condition(versions: Versions, within: Versions) -> str:
    return cpp.condition(versions, within).replace("@v", "version")


def _fill_value(f: Field) -> str:
    if f.is_error_code:
        return "filler.error_code()"
    return f"filler.{f.element}_value()"


def _fill_field(f: Field, struct: Struct, message: str, out: list[str]) -> None:
    name = "message." + member(f)
    wanted = condition(f.versions, struct.versions)
    may_be_null = ""
    if f.is_optional:
        null = condition(f.nullable, f.versions) if f.nullable else ("" if f.element == "records" else "false")
        may_be_null = f"({null}) && filler.is_null()" if null else "filler.is_null()"
    pad = "  "
    if wanted:
        out.append(f"  if ({wanted}) {{")
        pad = "    "
    if may_be_null:
        out.append(f"{pad}if ({may_be_null}) {{")
        out.append(f"{pad}  {name}.reset();")
        out.append(f"{pad}}} else {{")
        pad += "  "
    if f.is_array:
        values = f"{name}.emplace()" if f.is_optional else name
        out.append(f"{pad}auto& items = {values};" if may_be_null or wanted else f"{pad}auto& {f.member} = {values};")
        items = "items" if may_be_null or wanted else f.member
        out.append(f"{pad}{items}.resize(filler.count());")
        action = "fill(item, filler, version);" if f.struct is not None else f"item = {_fill_value(f)};"
        out.append(f"{pad}for ({_scoped(f, message)}& item : {items}) {{")
        out.append(f"{pad}  {action}")
        out.append(f"{pad}}}")
    elif f.struct is not None:
        if f.is_optional:
            out.append(f"{pad}{name} = {_scoped(f, message)}{{}};")
        out.append(f"{pad}fill({'*' if f.is_optional else ''}{name}, filler, version);")
    else:
        out.append(f"{pad}{name} = {_fill_value(f)};")
    if may_be_null:
        pad = pad[:-2]
        out.append(f"{pad}}}")
    if wanted:
        out.append("  }")


def _scoped(f: Field, message: str) -> str:
    return f"{message}::{f.struct.name}" if f.struct is not None else element_type(f)


def _fill_struct(message: Message, struct: Struct) -> list[str]:
    scope = message.name if struct is message.root else f"{message.name}::{struct.name}"
    out: list[str] = []
    for f in struct.fields:
        _fill_field(f, struct, message.name, out)
    used = set(re.findall(r"(?<!\.)\b\w+", "\n".join(out)))
    parameters = [f"{kind} {name}" if name in used else kind
                  for kind, name in ((scope + "&", "message"), ("Filler&", "filler"), ("std::int16_t", "version"))]
    signature = f"void fill({', '.join(parameters)}) {{"
    if len(signature) > 120:
        signature = signature.replace(", ", ",\n    ", 1)
    return [signature, *out, "}", ""]


def files(schemas: list[SchemaFile]) -> dict[str, str]:
    out = {}
    for part in range(PARTS):
        mine = schemas[part::PARTS]
        text = [banner("*.txt").rstrip()]
        text += [f'#include "protocol/generated/{s.stem}.h"' for s in mine]
        text += ['#include "tests/protocol/messages/filler.h"', "", "namespace klamm::protocol::test {", ""]
        text += ["namespace {", ""]
        cases = []
        for schema in mine:
            for message in schema.messages:
                for struct in [*message.structs, message.root]:
                    text += _fill_struct(message, struct)
                cases.append(f'      make_case<{message.name}>("{message.name}", fill),')
        text += ["}  // namespace", "", f"std::vector<Case> cases_{part}() {{", "  return {"]
        text += cases + ["  };", "}", "", "}  // namespace klamm::protocol::test", ""]
        out[f"fill_{part}.cpp"] = "\n".join(text)
    declarations = "\n".join(f"std::vector<Case> cases_{part}();" for part in range(PARTS))
    appends = "\n".join(f"  append(cases_{part}());" for part in range(PARTS))
    out["cases.h"] = f"""{banner('*.txt').rstrip()}
// All messages as test cases, in several sources.
#pragma once

#include <vector>

#include "tests/protocol/messages/filler.h"

namespace klamm::protocol::test {{

{declarations}

inline std::vector<Case> all_cases() {{
  std::vector<Case> all;
  const auto append = [&all](std::vector<Case> more) {{
    for (Case& one : more) all.push_back(std::move(one));
  }};
{appends}
  return all;
}}

}}  // namespace klamm::protocol::test
"""
    return out
