"""Finds where two traces differ, and which of that is allowed."""

import fnmatch
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from normalise import IDENTITY, Normaliser

ERROR_HEADER = Path(__file__).resolve().parents[3] / "runtime/base/error_code.h"


def error_names():
    """number -> Kafka's name, as the product spells them."""
    names = {}
    if ERROR_HEADER.exists():
        for name, number in re.findall(r"\bk([A-Z]\w+)\s*=\s*(-?\d+)", ERROR_HEADER.read_text()):
            names[int(number)] = re.sub(r"(?<!^)(?=[A-Z])", "_", name).upper()
    return names


ERRORS = error_names()


def shown(path, value):
    text = json.dumps(value, sort_keys=True)
    if path.endswith("error_code") and value in ERRORS:
        text += f" ({ERRORS[value]})"
    return text if len(text) <= 300 else text[:300] + "..."


def label_of(element, index):
    if isinstance(element, dict):
        known = [str(element[name]) for name in IDENTITY if name in element]
        if known:
            return known[0]
    return str(index)


def differences(path, left, right):
    """(path, left value, right value) wherever two normalised answers differ."""
    if isinstance(left, dict) and isinstance(right, dict):
        for name in sorted(set(left) | set(right), key=str):
            inner = f"{path}.{name}" if path else name
            yield from differences(inner, left.get(name, "<absent>"), right.get(name, "<absent>"))
    elif isinstance(left, list) and isinstance(right, list):
        yield from array_differences(path, left, right)
    elif left != right or type(left) is not type(right):
        yield path, left, right


def array_differences(path, left, right):
    ones = {label_of(element, index): element for index, element in enumerate(left)}
    others = {label_of(element, index): element for index, element in enumerate(right)}
    if len(ones) != len(left) or len(others) != len(right):  # Not told apart by name: by place, then.
        ones, others = dict(enumerate(left)), dict(enumerate(right))
    for label in list(ones) + [label for label in others if label not in ones]:
        yield from differences(f"{path}[{label}]", ones.get(label, "<absent>"), others.get(label, "<absent>"))


@dataclass
class Rule:
    """One line of allowed.txt: shell patterns for all of it, a range for the versions."""

    api: str
    versions: str
    case: str
    path: str
    left: str
    right: str
    reason: str
    line: int
    used: int = 0

    @property
    def sometimes(self):
        """Kafka itself is not always alike there, so that the rule may find nothing to excuse."""
        return self.reason.startswith("Sometimes: ")

    def fits(self, observation, path, left, right):
        pairs = (
            (observation.api, self.api),
            (f"{observation.case}: {observation.label}", self.case),
            (path, self.path),
            (json.dumps(left), self.left),
            (json.dumps(right), self.right),
        )
        return self.has_version(observation.version) and all(
            fnmatch.fnmatchcase(text, pattern.replace("[", "[[]")) for text, pattern in pairs
        )

    def has_version(self, version):
        if self.versions == "*":
            return True
        first, dash, last = self.versions.rstrip("+").partition("-")
        end = int(last) if dash else 1 << 15 if self.versions.endswith("+") else int(first)
        return int(first) <= version <= end


def load_rules(path):
    rules = []
    for number, line in enumerate(Path(path).read_text().splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split(" | ")]
            if len(cells) != 7 or not cells[6]:
                raise SystemExit(f"{path}:{number}: expected 7 cells, the last a reason")
            rules.append(Rule(*cells, line=number))
    return rules


@dataclass
class Report:
    """Differences that agree in everything but the version are one line."""

    rules: list
    compared: int = 0
    differ: int = 0
    allowed: int = 0
    lines: dict = field(default_factory=dict)

    def add(self, one, other, found):
        self.compared += 1
        wrong = excused = False
        for path, left, right in found:
            rule = next((rule for rule in self.rules if rule.fits(one, path, left, right)), None)
            if rule is not None:
                rule.used += 1
                excused = True
                continue
            wrong = True
            key = (one.api, one.case, one.label, path, shown(path, left), shown(path, right))
            self.lines.setdefault(key, []).append(one.version)
        self.differ += wrong
        self.allowed += excused and not wrong

    def print(self, left_name, right_name):
        for (api, case, label, path, left, right), versions in self.lines.items():
            what = f"{case}: {label}" if label else case
            where = f"{api} {ranges(versions)} | {what} | {path or '(answer)'}"
            print(f"DIFFER {where} | {left_name}: {left} | {right_name}: {right}")


def ranges(versions):
    """[3,4,5,9] -> v3-5,9"""
    runs = []
    for version in sorted(set(versions)):
        if runs and runs[-1][1] == version - 1:
            runs[-1][1] = version
        else:
            runs.append([version, version])
    return "v" + ",".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def compare_traces(left, right, report):
    """Case by case, in step; a case that took another way on one side differs where the ways part."""
    normal = Normaliser(left), Normaliser(right)
    mine, theirs = by_case(left.trace), by_case(right.trace)
    for case in mine:
        others = theirs.get(case, [])
        for index, one in enumerate(mine[case]):
            other = others[index] if index < len(others) else None
            if other is None or (one.api, one.version, one.label) != (other.api, other.version, other.label):
                took = f"{other.api} v{other.version} {other.label}" if other else "the case ended"
                report.add(one, other, [("(course of the case)", f"{one.api} v{one.version} {one.label}", took)])
                break
            pair = normal[0].answer(one.answer), normal[1].answer(other.answer)
            report.add(one, other, list(differences("", *pair)))


def by_case(trace):
    found = {}
    for observation in trace:
        found.setdefault(observation.case, []).append(observation)
    return found
