"""Log compaction: the same dirty log on both sides, cleaned when the topic is told to be."""

import struct
import threading
import time

from harness import wire

from . import load
from .process import Stretch
from .scenario import OWN, Measured, Scenario, measured

KEYS = 1_000_000
SEGMENT_BYTES = 100 << 20
# Kafka's cleaner sleeps between its looks at the logs; how long, with its default of 15 s, is chance.
BACKOFF_MS = "200"
DONE_SECONDS_MAX = 900
HELD = "1"  # min.cleanable.dirty.ratio: no log is dirtier than all of it, so nothing is cleaned
WANTED = "0.01"


def alter(served, topic, name, value):
    """IncrementalAlterConfigs v0."""
    body = struct.pack(">ib", 1, 2) + wire.text(topic)
    body += struct.pack(">i", 1) + wire.text(name) + b"\0" + wire.text(value) + b"\0"
    answer = wire.call(served.port, 44, 0, body)
    error = struct.unpack(">h", answer[8:10])[0]
    if error:
        raise load.LoadFailed(f"IncrementalAlterConfigs answered error {error}")


def cleaned_up_to(served, topic):
    """What the cleaner's checkpoint says: Klamm has one for each partition, Kafka one for all."""
    data = served.folder / "data"
    for path in (data / f"{topic}-0/cleaner-offset-checkpoint", data / "cleaner-offset-checkpoint"):
        if path.exists():
            for line in path.read_text().splitlines():
                if line.startswith(f"{topic} 0 "):
                    return int(line.split()[2])
    return 0


def segments(served, topic):
    return sorted((served.folder / f"data/{topic}-0").glob("*.log"))


def dirty_log(context, served, record_bytes, size):
    """A topic of one partition with so many bytes that nobody has cleaned. Returns its name and the bytes to clean."""
    topic = context.topic()
    configs = {
        "cleanup.policy": "compact",
        "min.cleanable.dirty.ratio": HELD,
        "segment.bytes": SEGMENT_BYTES,
    }
    load.bench(
        served,
        "produce",
        topic=topic,
        partitions=1,
        topic_config=[f"{name}={value}" for name, value in configs.items()],
        connections=1,
        record_bytes=record_bytes,
        key_bytes=16,
        keys=KEYS,
        batch_bytes=131072,
        bytes=size,
        seconds=600,
        warm_seconds=0,
    )
    files = segments(served, topic)
    return topic, sum(path.stat().st_size for path in files[:-1])


def clean(served, topic):
    """Lets it be cleaned and waits until it is: all but the active segment."""
    end = int(segments(served, topic)[-1].stem)
    alter(served, topic, "min.cleanable.dirty.ratio", WANTED)
    never = threading.Event()
    begun = time.monotonic()
    while cleaned_up_to(served, topic) < end:
        if not served.alive() or time.monotonic() - begun > DONE_SECONDS_MAX:
            raise load.LoadFailed(f"{topic} is not cleaned after {DONE_SECONDS_MAX} s")
        never.wait(0.05)
    return time.monotonic() - begun


def started(context):
    served = context.fresh()
    served.extra["log.cleaner.backoff.ms"] = BACKOFF_MS
    served.start()
    return served


def warm_up(context, served, record_bytes):
    """Java compiles the cleaner while it works for the first time; a broker that runs for weeks has that behind it."""
    topic, _ = dirty_log(context, served, record_bytes, 400_000_000)
    clean(served, topic)


def compaction(record_bytes):
    def run(context):
        served = started(context)
        try:
            warm_up(context, served, record_bytes)
            topic, size = dirty_log(context, served, record_bytes, context.pick(1_000_000_000, 4_000_000_000))
            with Stretch(served.pid) as stretch:
                seconds = clean(served, topic)
            values = {
                "mb_per_s": size / seconds / 1e6,
                "cpu_s_per_gb": stretch.cpu_s / size * 1e9,
                "cpu_s": stretch.cpu_s,
                "written_per_byte": stretch.written_bytes / size,
                "resident_mib": stretch.resident_bytes / 2**20,
            }
            return {OWN: Measured(values)}
        finally:
            served.close()

    return run


def beside(context):
    """A small durable producer at a rate, first alone, then while a log is cleaned."""
    small = {"partitions": 4, "connections": 4, "record_bytes": 512, "batch_records": 1, "rate": 1_000}
    served = started(context)
    try:
        warm_up(context, served, 1024)
        topic, _ = dirty_log(context, served, 1024, context.pick(1_000_000_000, 4_000_000_000))
        other = context.topic()
        alone = load.bench(served, "produce", topic=other, warm_seconds=2, seconds=context.pick(6, 30), **small)
        running = load.Background(served, "produce", topic=other, warm_seconds=0, seconds=context.pick(6, 30), **small)
        took = clean(served, topic)
        out = measured(running.result())
        out.values["alone_p99_ms"] = alone["latency_ms"]["p99"]
        out.notes.append(f"the cleaning took {took:.1f} s")
        return {OWN: out}
    finally:
        served.close()


def scenarios():
    for record_bytes, name in ((1024, "1k"), (100, "100b")):
        yield Scenario(
            f"compaction-{name}",
            f"Compaction, records of {record_bytes} bytes",
            f"A log of one partition, in segments of 100 MiB, with records of {KEYS:,} keys drawn at random, is cleaned for "
            "the first time; processor time per gigabyte that was there before. The cleaner was warmed up on another log. "
            "log.cleaner.backoff.ms is 200 on both.",
            compaction(record_bytes),
            own_broker=True,
        )
    yield Scenario(
        "compaction-beside",
        "Durable producers beside a compaction",
        "1,000 records/s of 512 bytes, acks=all, alone and while a log is cleaned.",
        beside,
        own_broker=True,
    )
