#!/usr/bin/env python3
"""Sends the same requests to genuine Apache Kafka 4.3.1 and to Klamm and compares the decoded answers.

    run.py                                  both brokers started and ended here
    run.py --case 'fetch*' --api Fetch      some cases (names or patterns), one API's answers (all are asked)
    run.py --klamm HOST:PORT                Klamm runs already; --kafka HOST:PORT likewise. Fresh ones, please
    run.py --self                           Kafka against Kafka: proves that the runner itself finds nothing
    run.py --list                           names of the cases

Prints one line for each difference that allowed.txt does not excuse, and closes with `N compared, N differ, N allowed`.
Exit status 0 when none differs. KLAMM_BIN, KLAMM_IO_BACKEND and KLAMM_CACHE are those of the compat runner.
"""

import argparse
import fnmatch
import sys
import tempfile
import threading
import time
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent))
from cases import CASES  # noqa: E402
from cases.framing import SCOPE  # noqa: E402
from compare import Report, compare_traces, load_rules  # noqa: E402
from harness import broker  # noqa: E402
from harness.scratch import scratch_root  # noqa: E402
from side import SILENT, Side, agree  # noqa: E402


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--case", action="append")
    parser.add_argument("--api", action="append")
    parser.add_argument("--kafka", help="HOST:PORT")
    parser.add_argument("--klamm", help="HOST:PORT")
    parser.add_argument("--self", action="store_true")
    parser.add_argument("--times", action="store_true", help="print how long each case took")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--logs", help="folder for data and logs, kept")
    return parser.parse_args()


def chosen(name, patterns):
    return not patterns or any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


def run_case(side, name):
    """Whatever goes wrong on one side is part of what is compared."""
    side.case = name
    try:
        CASES[name](side)
        side.keep("(case)", 0, "end", "came to its end")
    except Exception as problem:
        where = traceback.extract_tb(problem.__traceback__)[-1]
        side.keep(
            "(case)",
            0,
            "end",
            f"broke: {type(problem).__name__} {problem} at {Path(where.filename).name}:{where.lineno}",
        )


def run_cases(options, sides, names):
    for name in names:
        started = time.monotonic()
        threads = [threading.Thread(target=run_case, args=(side, name)) for side in sides]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if options.times:
            print(f"{time.monotonic() - started:6.1f} s  {name}", flush=True)
        for side in sides:
            if side.broker.process is not None and not side.broker.alive():
                print(f"{side.name} ended in case {name}:\n{side.broker.log_tail()}", flush=True)
                side.broker.start()


def start(options, folder):
    """(name, broker) of both."""

    def own(kind, name):
        return kind(folder / name, {"log.dirs": f"{folder / name / 'data'},{folder / name / 'more'}"})

    left = broker.External(options.kafka) if options.kafka else own(broker.Kafka, "kafka")
    if options.self:
        return ("kafka", left.start()), ("kafka2", own(broker.Kafka, "kafka2").start())
    right = broker.External(options.klamm) if options.klamm else own(broker.Klamm, "klamm")
    return ("kafka", left.start()), ("klamm", right.start())


def compare(options, sides, names):
    rules = [] if options.self else load_rules(HERE / "allowed.txt")
    report = Report(rules)
    for note in agree(*sides):
        print(f"note: {note}")
    missing = sorted(SCOPE - set(sides[1].served))
    if missing:
        print(f"note: not compared, because not served: {', '.join(missing)}")
    run_cases(options, sides, names)
    if options.api:
        for side in sides:
            side.trace = [one for one in side.trace if chosen(one.api, options.api)]
    compare_traces(*sides, report)
    for side in sides:
        for one in side.trace:
            if one.api == "(case)" and one.answer.startswith("broke"):
                print(f"note: {side.name}, case {one.case}: {one.answer}")
            elif one.answer == SILENT:
                print(f"note: {side.name}, case {one.case}: {one.api} v{one.version} {one.label}: {one.answer}")
    report.print(*(side.name for side in sides))
    if not options.case and not options.api:
        for rule in rules:
            if not rule.used and not rule.sometimes:
                print(f"note: allowed.txt:{rule.line} excuses nothing: {rule.reason}")
    print(f"{report.compared} compared, {report.differ} differ, {report.allowed} allowed", flush=True)
    return 1 if report.differ or not report.compared else 0


def main():
    options = parse()
    names = [name for name in CASES if chosen(name, options.case)]
    if options.list:
        print("\n".join(names))
        return 0
    with tempfile.TemporaryDirectory(prefix="klamm-differential-", dir=scratch_root()) as scratch:
        named = start(options, Path(options.logs or scratch))
        sides = [Side(one, name) for name, one in named]
        try:
            return compare(options, sides, names)
        finally:
            for side in sides:
                side.close()
                side.broker.close(keep=bool(options.logs))


if __name__ == "__main__":
    sys.exit(main())
