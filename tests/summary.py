#!/usr/bin/env python3
"""Says what the tests did: how many of which layer ran in which build, which failed, which were skipped and why.

Reads the JUnit files that ctest wrote, NAME.xml where NAME begins with the preset, and what ctest says about its tests in
NAME.json. A ctest test is one program; its cases
are counted from its own closing line where it has one (Catch2, unittest, "N passed, N failed, N skipped"). The last line is
"N passed, N failed, N skipped"; the status is 1 if anything failed or nothing ran.
"""
import argparse
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

LAYERS = ["tidy", "unit", "sim", "fuzz", "compat", "faults", "soak"]


def cases_of(output, passed):
    """(passed, failed, skipped) cases of one program."""
    closing = re.findall(r"^(\d+) passed, (\d+) failed, (\d+) skipped\s*$", output, re.M)
    if closing:
        good, bad, skipped = (int(n) for n in closing[-1])
        return good, bad if bad or passed else 1, skipped
    compared = re.findall(r"^(\d+) compared, (\d+) differ, (\d+) allowed\s*$", output, re.M)
    if compared:
        all_answers, bad, _ = (int(n) for n in compared[-1])
        return all_answers - bad, bad if bad or passed else 1, 0
    catch = re.search(r"All tests passed \(\d+ assertions? in (\d+) test cases?\)", output)
    if catch:
        return int(catch.group(1)), 0 if passed else 1, 0
    catch = re.search(r"^test cases: +\d+ \|(?: +(\d+) passed)?(?: \|)?(?: +(\d+) failed)?", output, re.M)
    if catch:
        return int(catch.group(1) or 0), max(int(catch.group(2) or 0), 0 if passed else 1), 0
    ran = re.search(r"^Ran (\d+) tests? in", output, re.M)
    if ran:
        bad = sum(int(n) for n in re.findall(r"(?:failures|errors)=(\d+)", output))
        skipped = sum(int(n) for n in re.findall(r"skipped=(\d+)", output))
        return int(ran.group(1)) - bad - skipped, max(bad, 0 if passed else 1), skipped
    return (1, 0, 0) if passed else (0, 1, 0)


def layers_in(path):
    """The layer of each test by its name, from the answer of ctest --show-only=json-v1."""
    layers = {}
    tests = json.loads(path.read_text()).get("tests", []) if path.exists() and path.stat().st_size else []
    for test in tests:
        for item in test.get("properties", []):
            if item.get("name") == "LABELS":
                layers[test["name"]] = next((label for label in item["value"] if label in LAYERS), "other")
    return layers


def read(folder):
    """Rows of (build, layer, name, (passed, failed, skipped), seconds, skip reasons)."""
    rows = []
    for path in sorted(pathlib.Path(folder).glob("*.xml")):
        try:
            root = ElementTree.parse(path).getroot()
        except ElementTree.ParseError:
            rows.append((path.stem, "other", "unreadable result " + path.name, (0, 1, 0), 0.0, []))
            continue
        layers = layers_in(path.with_suffix(".json"))
        for case in root.iter("testcase"):
            layer = layers.get(case.get("name"), "other")
            output = case.findtext("system-out") or ""
            status = case.get("status")
            if status in ("notrun", "disabled"):
                # ctest says so of programs that are missing, which is a failure, and of skipped ones.
                skipped = case.find("skipped")
                reason = (skipped.get("message") if skipped is not None else "") or "not run"
                counts = (0, 0, 1) if "SKIP" in reason.upper() or status == "disabled" else (0, 1, 0)
                rows.append((path.stem.split("-")[0], layer, case.get("name"), counts, 0.0, [reason]))
                continue
            counts = cases_of(output, status == "run")
            reasons = re.findall(r"^.*\bskip(?:ped)?\b.*$", output, re.M | re.I) if counts[2] else []
            rows.append((path.stem.split("-")[0], layer, case.get("name"), counts,
                         float(case.get("time") or 0), reasons))
    return rows


def print_table(rows):
    print(f"{'build':<10}{'layer':<8}{'programs':>9}{'passed':>9}{'failed':>8}{'skipped':>9}{'seconds':>9}")
    order = {layer: number for number, layer in enumerate(LAYERS)}
    for build, layer in sorted({(r[0], r[1]) for r in rows}, key=lambda key: (key[0], order.get(key[1], 99))):
        own = [r for r in rows if r[0] == build and r[1] == layer]
        passed, failed, skipped = (sum(r[3][n] for r in own) for n in range(3))
        seconds = sum(r[4] for r in own)
        print(f"{build:<10}{layer:<8}{len(own):>9}{passed:>9}{failed:>8}{skipped:>9}{seconds:>9.1f}")
    for backend in ("uring", "epoll"):
        own = [r for r in rows if backend in r[2]]
        if own:
            print(f"on {backend}: {', '.join(sorted({r[2] for r in own}))}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--seconds", type=int, default=0)
    parser.add_argument("--failed-stage", action="append", default=[])
    options = parser.parse_args()
    rows = read(options.folder)
    print_table(rows)
    for build, layer, name, counts, _, reasons in rows:
        if counts[1]:
            print(f"FAILED   {build} {layer}: {name}")
        for reason in reasons[:50] if counts[2] else []:
            print(f"skipped  {build} {layer}: {name}: {reason.strip()}")
    for stage in options.failed_stage:
        print(f"FAILED   {stage}")
    passed, failed, skipped = (sum(r[3][n] for r in rows) for n in range(3))
    failed += len(options.failed_stage)
    print(f"{options.seconds // 60} min {options.seconds % 60} s")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
