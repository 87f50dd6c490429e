"""Scenarios of producing: bulk, small, at a rate, durable."""

from . import load
from .scenario import OWN, SIDES, SYNCED, Scenario, measured

PARTITIONS = 16
SYNC_CONFIG = "flush.messages=1"
CODECS = ("none", "gzip", "snappy", "lz4", "zstd")


def bulk(record_bytes, codec="none"):
    def run(context):
        result = context.bench(
            "produce",
            topic=context.topic(),
            partitions=PARTITIONS,
            connections=4,
            in_flight=5,
            record_bytes=record_bytes,
            batch_bytes=131072,
            codec=codec,
            bytes=context.pick(800_000_000, 4_000_000_000),
            seconds=context.pick(30, 90),
            warm_seconds=context.pick(1, 3),
            delete_topic=True,
        )
        return {OWN: measured(result)}

    return run


def bulk_java(context):
    topic = context.create(PARTITIONS)
    records = context.pick(600_000, 4_000_000)
    properties = {"acks": "all", "batch.size": 131072, "linger.ms": 5}
    result = load.producer_performance(context.served, topic, records, 1024, **properties)
    context.delete(topic)
    return {OWN: measured(result)}


def small(context):
    """As fast as fifty producers with one request in flight each can go; and at a rate that both can keep."""
    shape = {
        "partitions": PARTITIONS,
        "connections": 50,
        "record_bytes": 100,
        "key_bytes": 16,
        "batch_records": 3,
        "warm_seconds": context.pick(1, 3),
        "seconds": context.pick(4, 20),
        "delete_topic": True,
    }
    result = context.bench("produce", topic=context.topic(), rate=30_000, **shape)
    fast = context.bench("produce", topic=context.topic(), in_flight=1, **shape)
    out = measured(result)
    out.values["requests_per_s_max"] = fast["requests"] / fast["seconds"]
    out.values["cpu_s_per_million_requests_max"] = fast["broker"]["cpu_s_per_million_requests"]
    return {OWN: out}


def steady(context):
    result = context.bench(
        "produce",
        topic=context.topic(),
        partitions=PARTITIONS,
        connections=10,
        record_bytes=1024,
        batch_records=1,
        rate=10_000,
        warm_seconds=context.pick(2, 5),
        seconds=context.pick(6, 60),
        delete_topic=True,
    )
    return {OWN: measured(result)}


def steady_java(context):
    topic = context.create(PARTITIONS)
    records = context.pick(60_000, 600_000)
    properties = {"acks": "all", "linger.ms": 0}
    result = load.producer_performance(context.served, topic, records, 1024, throughput=10_000, **properties)
    context.delete(topic)
    return {OWN: measured(result)}


def durable(partitions):
    """Klamm is durable as it stands; Kafka is told to sync every batch, and in the full form left to its defaults too."""

    def run(context):
        columns = {OWN: []}
        if context.side == "kafka":
            columns = {OWN: [], SYNCED: [SYNC_CONFIG]} if context.full else {SYNCED: [SYNC_CONFIG]}
        out = {}
        for column, configs in columns.items():
            result = context.bench(
                "produce",
                topic=context.topic(),
                partitions=partitions,
                topic_config=configs,
                connections=16,
                record_bytes=1024,
                batch_records=1,
                rate=2_000,
                warm_seconds=context.pick(1, 10),
                seconds=context.pick(4, 30),
                delete_topic=True,
            )
            out[column] = measured(result)
        return out

    return run


def scenarios():
    sizes = {"100b": 100, "1k": 1024, "10k": 10240}
    for name, record_bytes in sizes.items():
        for codec in CODECS:
            suffix = "" if codec == "none" else f"-{codec}"
            yield Scenario(
                f"bulk-{name}{suffix}",
                f"Bulk produce, {record_bytes} B records, " + ("uncompressed" if codec == "none" else codec),
                f"4 connections keep 5 requests of 128 KiB in flight each, {PARTITIONS} partitions, acks=all.",
                bulk(record_bytes, codec),
                quick=name == "1k" and codec == "none",
            )
    yield Scenario(
        "bulk-1k-java",
        "Bulk produce with Kafka's own ProducerPerformance",
        "1 KiB records, batch.size=131072, linger.ms=5, acks=all, one idempotent Java producer.",
        bulk_java,
        quick=True,
        once=SIDES,
    )
    yield Scenario(
        "small",
        "Fifty small producers",
        "50 connections send keyed records of 100 B, three a batch, one batch a request, no linger: 10,000 requests/s "
        "on schedule, then as fast as one request in flight each goes.",
        small,
        quick=True,
    )
    yield Scenario(
        "steady",
        "10,000 records/s, one record a request",
        f"Ten producers, 1 KiB records to {PARTITIONS} partitions on schedule, acks=all, no linger: the time until the "
        "answer.",
        steady,
        quick=True,
    )
    yield Scenario(
        "steady-java",
        "10,000 records/s with ProducerPerformance",
        "The same rate from Kafka's own tool, linger.ms=0; it knows whole milliseconds only, and waits when stalled.",
        steady_java,
    )
    for partitions in (1, 16, 100, 1_000, 10_000):
        yield Scenario(
            f"durable-{partitions}",
            f"2,000 records/s over {partitions:,} partition" + ("s" if partitions > 1 else ""),
            "Sixteen producers, 1 KiB records one at a time on schedule, acks=all. Klamm syncs before it answers; Kafka is "
            "shown told to sync (flush.messages=1) and, in the full form, by its defaults, which do not.",
            durable(partitions),
            quick=partitions in (16, 1_000),
            once=("kafka",) if partitions == 1_000 else (),
        )
