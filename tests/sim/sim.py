#!/usr/bin/env python3
"""Runs seeds of the whole-broker simulation until the time is up, on all processors.

    sim.py                       an hour, from a random seed on
    sim.py --seconds 600         for so long
    sim.py --seed 17 --jobs 1    from this seed on, one at a time

Prints now and then how far it is. The first promise that is broken ends it with status 1 and one line: the seed with its
options, what is wrong, and the command that plays it again. KLAMM_TEST_SIM is the program, by default the release build's.
"""

import argparse
import os
import pathlib
import random
import re
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("KLAMM_TEST_SIM", str(ROOT / "build/release/tests/test_sim"))
CASE = "what a broker has acknowledged*"
SEEDS_AT_A_TIME = 10
PATIENCE_S = 900
PROGRESS_S = 30


class Search:
    def __init__(self, first, seconds):
        self.next_seed, self.deadline = first, time.monotonic() + seconds
        self.lock = threading.Lock()
        self.done, self.failure = 0, None

    def take(self):
        with self.lock:
            if self.failure or time.monotonic() >= self.deadline:
                return None
            first, self.next_seed = self.next_seed, self.next_seed + SEEDS_AT_A_TIME
            return first

    def work(self):
        while (first := self.take()) is not None:
            failure = run(first)
            with self.lock:
                self.done += SEEDS_AT_A_TIME
                self.failure = self.failure or failure


def run(first):
    """Nothing, or the line that says what went wrong."""
    env = os.environ | {"KLAMM_SIM_FIRST": str(first), "KLAMM_SIM_SEEDS": str(SEEDS_AT_A_TIME), "KLAMM_SIM_PRINT": "1"}
    try:
        result = subprocess.run([PROGRAM, CASE], env=env, capture_output=True, text=True, timeout=PATIENCE_S)
        output, status = result.stdout + result.stderr, result.returncode
    except subprocess.TimeoutExpired as expired:
        output, status = (expired.stdout or b"").decode(errors="replace"), "no end"
    if status == 0:
        return None
    said = re.search(r"^\s*(round \d+: .*)\n\s*(seed=(\d+) .*)$", output, re.M)
    if said:
        return line(said.group(3), said.group(2), said.group(1))
    # It ended within a seed: the one that was printed last.
    begun = re.findall(r"^(seed=(\d+) .*)$", output, re.M)
    options, seed = begun[-1] if begun else (f"seed={first}", str(first))
    assertion = re.search(r"^.*(?:assert|ASSERT|SIG[A-Z]+).*$", output, re.M)
    return line(seed, options, assertion.group(0).strip() if assertion else f"ended with {status}")


def line(seed, options, wrong):
    return f"{options}: {wrong}: KLAMM_SIM_SEED={seed} {os.path.relpath(PROGRAM)} '{CASE}'"


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1, 1 << 40))
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    print(f"from seed {options.seed} on", flush=True)
    search = Search(options.seed, options.seconds)
    workers = [threading.Thread(target=search.work) for _ in range(options.jobs)]
    for worker in workers:
        worker.start()
    said = time.monotonic()
    for worker in workers:
        while worker.is_alive():
            worker.join(1)
            if time.monotonic() - said >= PROGRESS_S:
                said = time.monotonic()
                print(f"{search.done} seeds, {max(0, round(search.deadline - said))} s to go", flush=True)
    if search.failure:
        print(search.failure)
        return 1
    print(f"{search.done} seeds, nothing wrong")
    return 0


if __name__ == "__main__":
    sys.exit(main())
