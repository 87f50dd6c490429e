"""What a scenario is, and what it is given."""

import struct
from dataclasses import dataclass, field
from typing import Callable

from harness import wire

from . import load
from .process import resident_bytes, settle

# A scenario gives a Measured for each column it fills: the broker's own, and others such as Kafka told to sync.
OWN = ""
SYNCED = "-synced"

SIDES = ("klamm", "kafka")


@dataclass
class Measured:
    values: dict = field(default_factory=dict)  # metric: number
    histograms: dict = field(default_factory=dict)  # name: [[upper ns, count], ...]
    notes: list = field(default_factory=list)


@dataclass(frozen=True)
class Scenario:
    name: str
    title: str
    about: str  # one sentence for somebody who has never seen this
    run: Callable  # run(Context) -> {column: Measured}
    quick: bool = False
    once: tuple = ()  # who runs it in the first round only in the quick form: it takes long, or others show the same
    own_broker: bool = False  # starts its brokers itself, through Context.fresh()


@dataclass
class Context:
    """One scenario, on one side, in one round."""

    side: str  # "klamm" or "kafka"
    served: object  # the running broker; None where the scenario starts its own
    full: bool
    round: int
    fresh: Callable  # fresh() gives a broker of this side that is not started yet, with an empty directory
    _topics: int = 0

    def pick(self, quick, full):
        return full if self.full else quick

    def topic(self):
        """A name that is not there yet; clients that are still busy with the last topic do not meet it."""
        self._topics += 1
        return f"bench-{self.round}-{id(self):x}-{self._topics}"

    def create(self, partitions):
        topic = self.topic()
        wire.create_topic(self.served.port, topic, partitions)
        return topic

    def delete(self, topic):
        body = struct.pack(">i", 1) + wire.text(topic) + struct.pack(">i", 30000)
        wire.call(self.served.port, 20, 1, body)

    def bench(self, command, **options):
        return load.bench(self.served, command, **options)

    def resident(self):
        settle(self.served.pid)
        return resident_bytes(self.served.pid)


def measured(result, payload_bytes=None):
    """The numbers of one `klamm bench`, or of one of Kafka's tools, under the names of the report."""
    out = Measured()
    values = out.values
    for name in ("mb_per_s", "records_per_s"):
        if result.get(name):
            values[name] = result[name]
    latency = result.get("latency_ms") or {}
    for name in ("p50", "p99", "p99.9", "max"):
        if name in latency:
            values[f"{name}_ms"] = latency[name]
    take_histogram(out, "produce", latency)
    seen = result.get("broker") or {}
    for name in ("cpu_s_per_gb", "cpu_s_per_million_requests", "cpu_s_per_million_records", "cpu_s"):
        if name in seen:
            values[name] = seen[name]
    if "resident_bytes" in seen:
        values["resident_mib"] = seen["resident_bytes"] / 2**20
    payload = payload_bytes or result.get("bytes") or 0
    if payload and "written_bytes" in seen:
        values["written_per_byte"] = seen["written_bytes"] / payload
    generator = result.get("generator") or {}
    if "cpu_share" in generator:
        values["generator_share"] = generator["cpu_share"]
    if "late_ms_max" in generator:
        values["generator_late_ms"] = generator["late_ms_max"]
    if "cpu_part" in generator:
        values["generator_part"] = generator["cpu_part"]
    requests = result.get("requests") or 0
    for name, count in (seen.get("counters") or {}).items():
        if requests and name in COUNTERS:
            values[COUNTERS[name]] = count / requests
    for error, count in (result.get("errors") or {}).items():
        out.notes.append(f"{count:.0f} partitions answered {error}")
    if result.get("unanswered"):
        out.notes.append(f"{result['unanswered']:.0f} requests were never answered")
    return out


# Klamm's own counters that are shown per request.
COUNTERS = {
    "klamm_io_system_calls_total": "system_calls_per_request",
    "klamm_io_operations_total": "operations_per_request",
    "klamm_journal_writes_total": "journal_writes_per_request",
}


def take_histogram(out, name, latency):
    if latency.get("buckets_ns"):
        out.histograms[name] = latency["buckets_ns"]
