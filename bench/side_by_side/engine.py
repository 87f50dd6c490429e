"""Rounds: each starts one broker, warms it up, runs every scenario on it, stops it, and then the other broker."""

import shutil
import sys
import time

from harness import install

from . import brokers, compaction, consume, lifecycle, load, produce
from .process import Sampler, settle
from .scenario import SIDES, Context

REST_SECONDS_MAX = 60


def all_scenarios():
    """What needs a young broker first, what leaves many partitions behind last."""
    every = [*lifecycle.scenarios(), *produce.scenarios(), *consume.scenarios(), *compaction.scenarios()]
    last = ("durable-1000", "create", "durable-10000")
    return sorted(every, key=lambda each: last.index(each.name) + 1 if each.name in last else 0)


class Engine:
    def __init__(self, options, scenarios, folder):
        self.options = options
        self.scenarios = scenarios
        self.folder = folder
        self.results = []  # {"scenario", "column", "round", "values", "histograms", "notes"}
        self.memory = []  # {"side", "round", "samples", "marks"}
        self.failures = []
        self.settings = {}
        self.begun = time.monotonic()

    def say(self, text):
        print(f"[{time.monotonic() - self.begun:6.0f} s] {text}", file=sys.stderr, flush=True)

    def run(self):
        install.reference_kafka()
        for number in range(self.options.rounds):
            # The order turns round each time, so that neither always runs on the disk that the other left.
            sides = [side for side in SIDES if side in self.options.sides]
            for side in sides if number % 2 == 0 else reversed(sides):
                try:
                    self.run_side(side, number)
                except Exception as problem:  # What was measured before is kept.
                    self.fail(f"{side}, round {number + 1}", problem)

    def fail(self, what, problem):
        self.failures.append(f"{what}: {problem!r}")
        self.say(f"{what} FAILED: {problem!r}")

    def broker(self, side):
        properties = dict(self.options.klamm_set) if side == "klamm" else {}
        served = brokers.BROKERS[side](self.folder / side, properties)
        settings = {**served.properties(), **served.extra}
        self.settings[side] = {
            name: value for name, value in settings.items() if "listeners" not in name and "127.0.0.1" not in value
        }
        return served

    def due(self, side, number):
        if number == 0 or self.options.full or self.options.only:
            return self.scenarios
        return [each for each in self.scenarios if side not in each.once]

    def run_side(self, side, number):
        due = self.due(side, number)
        for scenario in (each for each in due if each.own_broker):
            self.run_one(scenario, side, number, None)
        shared = [each for each in due if not each.own_broker]
        if not shared:
            return
        served = self.broker(side)
        try:
            served.start()
            sampler = Sampler(served.pid)
            sampler.mark("warm-up")
            self.say(f"round {number + 1}: {side} is warmed up")
            self.warm_up(served)
            for scenario in shared:
                # What the last one left unfinished is not the next one's.
                settle(served.pid, REST_SECONDS_MAX)
                sampler.mark(scenario.name)
                self.run_one(scenario, side, number, served)
                if not served.alive():
                    self.failures.append(f"{scenario.name}: {side} ended:\n{served.log_tail()}")
                    break
            self.memory.append({"side": side, "round": number, **sampler.close()})
        finally:
            served.close()

    def warm_up(self, served):
        """The same for both; Java compiles what runs often, and Klamm fills its journals' files the first time."""
        size = 2_000_000_000 if self.options.full else 700_000_000
        topic = {"topic": "warm-up", "partitions": 16}
        load.bench(served, "produce", bytes=size, seconds=60, warm_seconds=0, **topic)
        load.bench(served, "consume", **topic)
        small = {"connections": 20, "record_bytes": 100, "batch_records": 1, "in_flight": 1}
        load.bench(served, "produce", seconds=5 if self.options.full else 2, warm_seconds=0, **small, **topic)
        load.bench(served, "stream", seconds=1, warm_seconds=0, rate=2_000, delete_topic=True, **topic)

    def run_one(self, scenario, side, number, served):
        context = Context(side, served, self.options.full, number, fresh=lambda: self.broker(side))
        begun = time.monotonic()
        try:
            columns = scenario.run(context)
        except Exception as problem:  # A fault of the harness fails this scenario, and loses nothing of the others.
            self.fail(f"{scenario.name} on {side}, round {number + 1}", problem)
            return
        for column, measured in columns.items():
            self.results.append(
                {
                    "scenario": scenario.name,
                    "column": side + column,
                    "round": number,
                    "values": measured.values,
                    "histograms": measured.histograms,
                    "notes": measured.notes,
                }
            )
        self.say(f"round {number + 1}: {side} {scenario.name}, {time.monotonic() - begun:.0f} s")

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)
