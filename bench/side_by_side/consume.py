"""Scenarios of consuming: from memory, the tail, cold files, many readers, end to end."""

import os
from pathlib import Path

from . import load
from .process import Stretch
from .scenario import OWN, SIDES, Measured, Scenario, measured, take_histogram

PARTITIONS = 16
RECORD_BYTES = 1024


def fill(context, topic, size):
    """Puts so many bytes into a topic, unmeasured; returns the records."""
    result = context.bench(
        "produce",
        topic=topic,
        partitions=PARTITIONS,
        bytes=size,
        seconds=300,
        warm_seconds=0,
        record_bytes=RECORD_BYTES,
    )
    return int(result["records"])


def warm(context):
    topic = context.topic()
    fill(context, topic, context.pick(800_000_000, 4_000_000_000))
    shape = {"topic": topic, "partitions": PARTITIONS, "record_bytes": RECORD_BYTES}
    # The first time warms both the broker's code and the page cache.
    context.bench("consume", **shape)
    result = context.bench("consume", delete_topic=True, **shape)
    return {OWN: consumed(result)}


def consumed(result):
    out = measured({**result, "mb_per_s": result["consumed"]["mb_per_s"], "bytes": result["consumed"]["bytes"]})
    out.values.pop("written_per_byte", None)
    if not result.get("complete", 1):
        out.notes.append("not everything was read in time")
    return out


def warm_java(context):
    topic = context.topic()
    records = fill(context, topic, context.pick(600_000_000, 4_000_000_000))
    result = load.consumer_performance(context.served, topic, records, RECORD_BYTES)
    context.delete(topic)
    return {OWN: consumed({**result, "consumed": result})}


def stream_shape(context, rate):
    return {
        "partitions": PARTITIONS,
        "record_bytes": RECORD_BYTES,
        "batch_records": 64,
        "rate": rate,
        "warm_seconds": context.pick(1, 5),
        "seconds": context.pick(5, 30),
        "delete_topic": True,
    }


def tail(context):
    """What the tail costs is what producing costs more with a consumer than without, at the same rate."""
    shape = stream_shape(context, 60_000)
    alone = context.bench("produce", topic=context.topic(), **shape)
    both = context.bench("stream", topic=context.topic(), **shape)
    out = measured(both)
    out.histograms.clear()
    end_to_end(out, both)
    difference(out, both["broker"]["cpu_s"] - alone["broker"]["cpu_s"], both["consumed"]["bytes"])
    out.values["mb_per_s"] = both["consumed"]["mb_per_s"]
    return {OWN: out}


def difference(out, cpu_s, consumed_bytes):
    """The CPU of consuming, where it is more than the noise of the two runs that it is the difference of."""
    if cpu_s > 0:
        out.values["cpu_s_per_gb"] = cpu_s / consumed_bytes * 1e9
        return
    out.values.pop("cpu_s_per_gb", None)
    out.notes.append("the machine was too restless to tell what consuming cost")


def fan_out(context):
    both = context.bench("stream", topic=context.topic(), consumers=5, **stream_shape(context, 30_000))
    out = measured(both, payload_bytes=both["bytes"])
    out.histograms.clear()
    end_to_end(out, both)
    out.values["mb_per_s"] = both["consumed"]["mb_per_s"]
    return {OWN: out}


def end_to_end(out, result):
    """The latencies of the report are the consumers', not the producers'."""
    latency = result["end_to_end_ms"]
    for name in ("p50", "p99", "p99.9", "max"):
        out.values[f"{name}_ms"] = latency[name]
    take_histogram(out, "end to end", latency)
    if result["missing"]:
        out.notes.append(f"{result['missing']:.0f} batches never arrived")


def latency(context):
    result = context.bench(
        "stream",
        topic=context.topic(),
        partitions=PARTITIONS,
        record_bytes=RECORD_BYTES,
        batch_records=1,
        rate=1_000,
        warm_seconds=context.pick(2, 5),
        seconds=context.pick(6, 60),
        delete_topic=True,
    )
    out = measured(result)
    out.histograms.clear()
    end_to_end(out, result)
    return {OWN: out}


def latency_java(context):
    topic = context.create(1)
    result = load.end_to_end_latency(context.served, topic, context.pick(5_000, 20_000), 100)
    context.delete(topic)
    return {OWN: measured(result)}


def drop_from_page_cache(folder):
    """What is not dirty leaves the page cache; so everything is written first. Needs no rights but those on the files."""
    for path in Path(folder).rglob("*"):
        if path.suffix not in (".log", ".index", ".timeindex") or not path.is_file():
            continue
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(handle)


def catch_up(context):
    """A consumer reads cold files while producers go on with other topics; their latency must not care."""
    topic, size = context.topic(), context.pick(1_000_000_000, 4_000_000_000)
    fill(context, topic, size)
    producing = {
        "partitions": PARTITIONS,
        "record_bytes": RECORD_BYTES,
        "batch_records": 1,
        "rate": 2_000,
        "warm_seconds": 1,
        "seconds": context.pick(5, 20),
        "delete_topic": True,
    }
    # Once for nothing, so that Java has compiled it before it is the measure of the second time.
    context.bench("produce", topic=context.topic(), **producing)
    with Stretch(context.served.pid) as before:
        alone = context.bench("produce", topic=context.topic(), **producing)
    drop_from_page_cache(context.served.folder / "data")
    with Stretch(context.served.pid) as both:
        beside = load.Background(context.served, "produce", topic=context.topic(), **producing)
        result = context.bench("consume", topic=topic, partitions=PARTITIONS, record_bytes=RECORD_BYTES)
        produced = beside.result()
    context.delete(topic)
    out = Measured()
    out.values["mb_per_s"] = result["consumed"]["mb_per_s"]
    # The same was produced both times: the difference is what consuming cost.
    difference(out, both.cpu_s - before.cpu_s, result["consumed"]["bytes"])
    out.values["resident_mib"] = result["broker"]["resident_bytes"] / 2**20
    for name in ("p50", "p99", "p99.9", "max"):
        out.values[f"{name}_ms"] = produced["latency_ms"][name]
    out.values["alone_p99_ms"] = alone["latency_ms"]["p99"]
    take_histogram(out, "producers beside", produced["latency_ms"])
    return {OWN: out}


def scenarios():
    yield Scenario(
        "consume",
        "Consume from the page cache",
        "One consumer without a group reads what was just produced over 4 connections, Kafka's consumer defaults.",
        warm,
        quick=True,
    )
    yield Scenario(
        "consume-java",
        "Consume with Kafka's own ConsumerPerformance",
        "One Java consumer in a group reads the topic from its beginning; its rate leaves joining the group out.",
        warm_java,
        quick=True,
        once=SIDES,
    )
    yield Scenario(
        "tail",
        "Tail consume at 60 MB/s",
        "Producers send 60 MB/s on schedule, one consumer follows. Latency is from when a batch was due until it was "
        "consumed; the CPU is what the broker needed more than without the consumer.",
        tail,
        quick=True,
        once=SIDES,
    )
    yield Scenario(
        "fan-out",
        "Five consumers of 30 MB/s",
        "Producers send 30 MB/s on schedule, five consumers each read all of it. CPU per GB consumed, producing included.",
        fan_out,
    )
    yield Scenario(
        "end-to-end",
        "End to end at 1,000 records/s",
        "One record a request on schedule, from when it was due until the consumer has it.",
        latency,
    )
    yield Scenario(
        "end-to-end-java",
        "End to end with Kafka's own EndToEndLatency",
        "One record of 100 B at a time, acks=all; it knows whole milliseconds.",
        latency_java,
    )
    yield Scenario(
        "catch-up",
        "Catch up from cold files beside producers",
        "A consumer reads files that left the page cache while producers send 2,000 records/s elsewhere. The latency "
        "is the producers'; the CPU is without what producing cost alone.",
        catch_up,
    )
