#!/usr/bin/env python3
"""Writes the same to compacted topics of genuine Apache Kafka 4.3.1 and of Klamm, lets both clean, compares what is left.

    run.py                       all cases, and Kafka's own LogCompactionTester against Klamm
    run.py --case 'tomb*'        some (names or patterns; --list names them)
    run.py --self                Kafka against Kafka: proves that the cases themselves make no difference
    run.py --seed N              another input; --logs FOLDER keeps data and logs

Compared are, after each round, the start of the log, the segments, every batch (offsets, timestamps, producer, sequences,
codec, number of records) and every record as Kafka's Java client reads it. Closes with `N passed, N failed`; exit status 0
when none failed. KLAMM_BIN, KLAMM_IO_BACKEND and KLAMM_CACHE are those of the compat runner.
"""

import argparse
import difflib
import fnmatch
import sys
import tempfile
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE.parent / "differential"))
import tester  # noqa: E402
import transactions  # noqa: E402
from inputs import CASES  # noqa: E402
from differ import CleanedSide  # noqa: E402
from harness import broker, install  # noqa: E402
from harness.agent import Agent  # noqa: E402
from harness.scratch import scratch_root  # noqa: E402
from side import agree  # noqa: E402

BROKER = {
    "log.cleaner.backoff.ms": "100",
    "log.cleaner.dedupe.buffer.size": "1100000",
    "log.retention.check.interval.ms": "200",
}
SHOWN_MAX = 40


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--case", action="append")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--self", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--logs", help="folder for data and logs, kept")
    return parser.parse_args()


def run_case(side, function, seed, moments):
    """Fills `moments` with (name, what is seen); whatever goes wrong is one more of them."""
    try:
        for name, topic in function(side, seed):
            moments.append((name, side.seen(topic)))
    except Exception as problem:
        moments.append((f"broke: {problem!r}", []))


def compare(sides, seed, name):
    """The lines that say how the two sides differ; none if they do not."""
    moments = {side.name: [] for side in sides}
    threads = [
        threading.Thread(target=run_case, args=(side, CASES[name], seed, moments[side.name])) for side in sides
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    left, right = (moments[side.name] for side in sides)
    lines = []
    for side in sides:
        lines += [f"{side.name} {what}" for what, _ in moments[side.name] if what.startswith("broke")]
    if [what for what, _ in left] != [what for what, _ in right]:
        lines.append(f"moments {[what for what, _ in left]} against {[what for what, _ in right]}")
    for (what, one), (_, other) in zip(left, right):
        if one != other:
            lines.append(f"at {what!r}:")
            lines += difflib.unified_diff(one, other, *(side.name for side in sides), lineterm="", n=0)
    return lines


class Counts:
    def __init__(self, seed):
        self.passed = self.failed = 0
        self.seed = seed

    def take(self, name, started, lines):
        seconds = time.monotonic() - started
        self.passed, self.failed = self.passed + (not lines), self.failed + bool(lines)
        print(f"{'FAIL' if lines else 'pass'}  {seconds:5.1f} s  {name}", flush=True)
        if lines:
            print(f"  seed {self.seed}")
            print("\n".join("  " + line for line in lines[:SHOWN_MAX]))
            if len(lines) > SHOWN_MAX:
                print(f"  and {len(lines) - SHOWN_MAX} more lines", flush=True)


def start_sides(options, folder):
    reader = install.java_client("4.3.1", "since-3.1")
    kinds = (broker.Kafka, broker.Kafka if options.self else broker.Klamm)
    names = ("kafka", "kafka2" if options.self else "klamm")
    sides = []
    for kind, name in zip(kinds, names):
        served = kind(folder / name, BROKER).start()
        sides.append(CleanedSide(served, name, Agent(reader, served.bootstrap, folder / f"{name}-reader.log")))
    agree(*sides)
    return sides


def main():
    options = parse()
    every = [*CASES, *([] if options.self else [transactions.NAME, tester.NAME])]
    names = [name for name in every if not options.case or any(fnmatch.fnmatch(name, one) for one in options.case)]
    if options.list:
        print("\n".join(every))
        return 0
    counts = Counts(options.seed)
    with tempfile.TemporaryDirectory(prefix="klamm-compaction-", dir=scratch_root()) as scratch:
        folder = Path(options.logs or scratch).resolve()
        sides = start_sides(options, folder)
        try:
            for name in names:
                started = time.monotonic()
                if name == transactions.NAME:
                    counts.take(name, started, transactions.run(sides, options.seed))
                elif name == tester.NAME:
                    counts.take(name, started, tester.run(folder))
                else:
                    counts.take(name, started, compare(sides, options.seed, name))
        finally:
            for side in sides:
                side.agent.close()
                side.close()
                side.broker.close(keep=bool(options.logs))
    print(f"{counts.passed} passed, {counts.failed} failed", flush=True)
    return 1 if counts.failed or not counts.passed else 0


if __name__ == "__main__":
    sys.exit(main())
