"""Scenarios about what a broker is apart from bytes: starting, topics, groups, connections, memory."""

from harness import wire

from . import load
from .process import Stretch, cpu_seconds, open_files, resident_bytes, settle
from .scenario import OWN, SIDES, Measured, Scenario

CREATED = 5_000
MANY_TOPICS, MANY_PARTITIONS = 100, 1_000
MANY_SETTLE_S = 300


def start_empty(context):
    served = context.fresh()
    try:
        served.start()
        ready_s, cpu_s = served.ready_s, cpu_seconds(served.pid)
        settle(served.pid)
        return {OWN: Measured({"ready_s": ready_s, "cpu_s": cpu_s, "resident_mib": resident_bytes(served.pid) / 2**20})}
    finally:
        served.close()


def filled(context):
    """A started broker with many partitions and much data, most of it in a few of them."""
    partitions, size = context.pick((1_000, 500_000_000), (7_000, 4_000_000_000))
    served = context.fresh()
    try:
        served.start()
        load.bench(served, "create", topic="many", partitions=partitions)
        # The generator keeps a batch for each partition: small ones, so that it has room for thousands.
        shape = {"topic": "many", "partitions": partitions, "batch_bytes": 16384}
        load.bench(served, "produce", bytes=size, seconds=600, warm_seconds=0, **shape)
    except BaseException:
        served.close()
        raise
    return served, partitions


def start_again(end):
    """`end` stops the broker; measured until Metadata is answered, and until every partition has accepted a write."""

    def run(context):
        served, partitions = filled(context)
        try:
            with Stretch(served.pid) as stopping:
                pass
            values = {"before_mib": stopping.resident_bytes / 2**20}
            end(served)
            served.start()
            values["ready_s"] = served.ready_s
            result = load.bench(served, "create", topic="many", partitions=partitions)
            values["usable_s"] = served.ready_s + result["writable_seconds"]
            values["cpu_s"] = cpu_seconds(served.pid)
            values["resident_mib"] = resident_bytes(served.pid) / 2**20
            return {OWN: Measured(values)}
        finally:
            served.close()

    return run


def create(context):
    result = context.bench("create", topic=context.topic(), partitions=CREATED, delete_topic=True)
    values = {
        "answered_s": result["answered_seconds"],
        "writable_s": result["writable_seconds"],
        "cpu_s": result["broker"]["cpu_s"],
        "resident_mib": result["broker"]["resident_bytes"] / 2**20,
    }
    return {OWN: Measured(values)}


def many(context):
    """A tenth of the partitions has a record, none of them is used: what each costs, and what a start costs."""
    if context.side != "klamm":
        return {}
    served = context.fresh()
    values = {}

    def bytes_each(empty):
        settle(served.pid, MANY_SETTLE_S)
        return (resident_bytes(served.pid) - empty) / (MANY_TOPICS * MANY_PARTITIONS)

    try:
        served.start()
        settle(served.pid)
        empty = resident_bytes(served.pid)
        for number in range(MANY_TOPICS):
            if number % 10 == 0:
                load.bench(served, "create", topic=f"many-{number}", partitions=MANY_PARTITIONS)
            else:
                wire.create_topic(served.port, f"many-{number}", MANY_PARTITIONS)
        values["created_bytes_each"] = bytes_each(empty)
        served.stop()
        served.start()
        values["ready_s"] = served.ready_s
        values["bytes_each"] = bytes_each(empty)
        values["open_files"] = open_files(served.pid)
        served.kill()
        served.start()
        values["killed_ready_s"] = served.ready_s
        values["killed_bytes_each"] = bytes_each(empty)
        return {OWN: Measured(values)}
    finally:
        served.close()


def group(context):
    context.bench("group", rounds=context.pick(3, 10))  # the first group of all makes the topic of the offsets
    result = context.bench("group", rounds=context.pick(5, 30))
    rebalance = result["rebalance_ms"]
    values = {
        "join_s": result["join_seconds"],
        "p50_ms": rebalance["p50"],
        "max_ms": rebalance["max"],
        "cpu_s_per_million_requests": result["broker"]["cpu_s_per_million_requests"],
    }
    return {OWN: Measured(values)}


def idle(context):
    before = context.resident()
    result = context.bench("idle", connections=10_000, seconds=context.pick(1, 5))
    values = {
        "more_mib": (result["broker"]["resident_bytes"] - before) / 2**20,
        "resident_mib": result["broker"]["resident_bytes"] / 2**20,
        "open_s": result["open_seconds"],
        "p99_ms": result["again_ms"]["p99"],
        "cpu_s": result["broker"]["cpu_s"],
    }
    return {OWN: Measured(values)}


def scenarios():
    yield Scenario(
        "start-empty",
        "Start with an empty directory",
        "From exec until Metadata is answered, and the memory of a broker that does nothing. Kafka's format step before "
        "its first start (about a second) is not counted.",
        start_empty,
        quick=True,
        own_broker=True,
    )
    yield Scenario(
        "start-clean",
        "Start after a clean stop",
        "Many partitions and gigabytes of data; until Metadata is answered, and until every partition took a write.",
        start_again(lambda served: served.stop()),
        own_broker=True,
    )
    yield Scenario(
        "start-killed",
        "Start after kill -9",
        "The same, but the broker was killed with everything in memory. The page cache is warm.",
        start_again(lambda served: served.kill()),
        own_broker=True,
    )
    yield Scenario(
        "create",
        f"A topic of {CREATED:,} partitions",
        "From the request until it is answered, and until each partition has accepted a record.",
        create,
        quick=True,
        once=SIDES,
    )
    yield Scenario(
        "partitions-100k",
        f"{MANY_TOPICS * MANY_PARTITIONS:,} partitions, mostly idle",
        "The memory of each, just created, after a clean stop and after kill -9, and how long these starts take; Klamm alone.",
        many,
        own_broker=True,
    )
    yield Scenario(
        "group",
        "Fifty members join a group",
        "All join at once (group.initial.rebalance.delay.ms is 3 s on both), then all join again with a changed "
        "subscription: the time until all are in one generation.",
        group,
    )
    yield Scenario(
        "idle",
        "10,000 idle connections",
        "Connections that said hello and wait: the memory they take, and how long one more hello takes.",
        idle,
    )
