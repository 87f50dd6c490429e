"""ListOffsets, OffsetForLeaderEpoch, DeleteRecords."""

import random

from records import COMPRESS, GZIP, LZ4, NONE, SNAPPY, TIME, ZSTD, batch, record, simple

from .registry import case


def listed(topic, *asked, **fields):
    return {
        "replica_id": -1,
        "isolation_level": 0,
        "timeout_ms": 5000,
        "topics": [
            {
                "name": topic,
                "partitions": [
                    {"partition_index": index, "current_leader_epoch": -1, "timestamp": when, **fields}
                    for index, when in asked
                ],
            }
        ],
    }


@case("list offsets")
def list_offsets(side):
    topic_id = side.topic("list.offsets", 3)
    side.append("list.offsets", topic_id, *[simple(3, base_time=TIME + step) for step in (0, 1000, 5000, 2000)])
    for version in side.versions("ListOffsets"):
        for index in (0, 1, 3, -1):
            for when in (-1, -2, -3, -4, -5, -6, -7, -99):
                side.ask("ListOffsets", version, listed("list.offsets", (index, when)), f"partition {index} at {when}")
        for when in (
            0,
            TIME - 1,
            TIME,
            TIME + 1,
            TIME + 1000,
            TIME + 1001,
            TIME + 3000,
            TIME + 5000,
            TIME + 5001,
            2**62,
        ):
            side.ask("ListOffsets", version, listed("list.offsets", (0, when)), f"time +{when - TIME}")
        for epoch in (0, 1, 50):
            side.ask(
                "ListOffsets",
                version,
                listed("list.offsets", (0, -1), current_leader_epoch=epoch),
                f"leader epoch {epoch}",
            )
        side.ask("ListOffsets", version, listed("list.offsets", (0, -1), (0, -2)), "a partition twice")
        side.ask("ListOffsets", version, listed("list.offsets", (0, -1), (1, -1), (2, -2)), "three partitions")
        side.ask("ListOffsets", version, listed("list.unknown", (0, -1)), "unknown topic")
        side.ask("ListOffsets", version, listed("a b", (0, -1)), "bad name")
        side.ask("ListOffsets", version, {**listed("list.offsets", (0, -1)), "isolation_level": 1}, "read committed")
        side.ask("ListOffsets", version, {**listed("list.offsets", (0, -1)), "isolation_level": 9}, "isolation level 9")
        side.ask("ListOffsets", version, {**listed("list.offsets", (0, -1)), "replica_id": -2}, "debugging consumer")
        side.ask("ListOffsets", version, {**listed("list.offsets", (0, -1)), "replica_id": 5}, "replica 5")
        side.ask("ListOffsets", version, {"replica_id": -1, "topics": []}, "nothing")


@case("list offsets: times inside a batch")
def list_offsets_inside(side):
    """The broker looks into a batch for the first record that is late enough."""
    payload = b"".join(record(n, b"k", b"v", timestamp_delta=delta) for n, delta in enumerate((0, 10, 5, 20)))
    topic_id = side.topic("list.inside")
    side.append("list.inside", topic_id, batch([], payload=payload, count=4, last_delta=3, max_time=TIME + 20))
    for version in side.versions("ListOffsets"):
        for step in (0, 1, 5, 6, 10, 11, 20, 21):
            side.ask("ListOffsets", version, listed("list.inside", (0, TIME + step)), f"time +{step}")
        side.ask("ListOffsets", version, listed("list.inside", (0, -3)), "largest time")


SPAN = 60
CODECS = (NONE, GZIP, SNAPPY, LZ4, ZSTD)


def disordered(rng):
    """A batch whose records are in any order of time, compressed or not."""
    deltas = [0] + [rng.randrange(-3, 4) for _ in range(rng.randrange(4))]
    base_time = TIME + 3 + rng.randrange(SPAN - 6)
    payload = b"".join(
        record(n, b"k%d" % rng.randrange(5), b"v", timestamp_delta=delta) for n, delta in enumerate(deltas)
    )
    codec = rng.choice(CODECS)
    return batch(
        [],
        payload=COMPRESS[codec](payload),
        codec=codec,
        count=len(deltas),
        last_delta=len(deltas) - 1,
        base_time=base_time,
        max_time=base_time + max(deltas),
    )


def every_time(side, topic, label, version):
    for isolation in (0, 1):
        for when in (-1, -2, -3, -4, -5, -6, *range(TIME - 1, TIME + SPAN + 2)):
            asked = {**listed(topic, (0, when)), "isolation_level": isolation}
            name = f"{label}, isolation {isolation} " + (f"time +{when - TIME}" if when > 0 else f"place {when}")
            side.ask("ListOffsets", version, asked, name)


@case("list offsets: times in no order")
def list_offsets_disordered(side):
    """Segments are short, because they roll by the times of their batches."""
    rng = random.Random(29)
    version = side.versions("ListOffsets")[-1]
    for topic, configs in (
        ("list.disordered", {"segment_ms": 25, "index_interval_bytes": 200}),
        ("list.disordered.one", {"index_interval_bytes": 200}),
        ("list.disordered.append", {"message_timestamp_type": "LogAppendTime"}),
    ):
        topic_id = side.topic(topic, **configs)
        side.append(topic, topic_id, *[disordered(rng) for _ in range(50)])
        if "append" not in topic:
            every_time(side, topic, topic, version)
        # The times that a broker sets itself are its own, the offsets are not.
        for when in (-1, -2, -3, 0, TIME, 2**62):
            side.ask("ListOffsets", version, listed(topic, (0, when)), f"{topic}: {when}")
        request = {"topics": [{"name": topic, "partitions": [{"partition_index": 0, "offset": 40}]}]}
        side.do("DeleteRecords", {"timeout_ms": 5000, **request})
        if "append" not in topic:
            every_time(side, topic, f"{topic} from 40 on", version)


@case("offset for leader epoch")
def leader_epochs(side):
    topic_id = side.topic("leader.epochs", 2)
    side.append("leader.epochs", topic_id, simple(4))
    for version in side.versions("OffsetForLeaderEpoch"):

        def ask(label, topic="leader.epochs", index=0, current=-1, epoch=0, replica=-1):
            side.ask(
                "OffsetForLeaderEpoch",
                version,
                {
                    "replica_id": replica,
                    "topics": [
                        {
                            "topic": topic,
                            "partitions": [
                                {"partition": index, "current_leader_epoch": current, "leader_epoch": epoch}
                            ],
                        }
                    ],
                },
                label,
            )

        for epoch in (0, 1, 100, -1, -2):
            ask(f"epoch {epoch}", epoch=epoch)
            ask(f"epoch {epoch} of an empty partition", index=1, epoch=epoch)
        for current in (0, 1, 100, -2):
            ask(f"current epoch {current}", current=current)
        ask("no such partition", index=2)
        ask("unknown topic", topic="leader.epochs.unknown")
        ask("bad name", topic="a b")
        ask("replica 9", replica=9)
        side.ask("OffsetForLeaderEpoch", version, {"replica_id": -1, "topics": []}, "nothing")


@case("delete records")
def delete_records(side):
    for version in side.versions("DeleteRecords"):
        topic = f"delete.records.v{version}"
        topic_id = side.topic(topic, 2)
        side.append(topic, topic_id, simple(3), simple(3), simple(4))

        def ask(label, offset, index=0, name=topic):
            side.ask(
                "DeleteRecords",
                version,
                {
                    "timeout_ms": 5000,
                    "topics": [{"name": name, "partitions": [{"partition_index": index, "offset": offset}]}],
                },
                label,
            )

        ask("above the end", 11)
        ask("offset -2", -2)
        ask("nothing yet", 0)
        ask("up to 4", 4)
        ask("up to 2, which is gone", 2)
        ask("no such partition", 0, index=2)
        ask("unknown topic", 0, name="delete.records.unknown")
        ask("bad name", 0, name="a b")
        ask("an empty partition", -1, index=1)
        for offset in (3, 4, 5):
            side.ask(
                "Fetch",
                12,
                {
                    "max_wait_ms": 0,
                    "max_bytes": 1 << 20,
                    "session_epoch": -1,
                    "topics": [
                        {
                            "topic": topic,
                            "partitions": [{"partition": 0, "fetch_offset": offset, "partition_max_bytes": 1 << 20}],
                        }
                    ],
                },
                f"fetch from {offset} after v{version}",
            )
        for when in (-2, -1, 0, -3):
            side.ask("ListOffsets", 7, listed(topic, (0, when)), f"offset at {when} after v{version}")
        ask("all", -1)
        for when in (-2, -1, 0, -3):
            side.ask("ListOffsets", 7, listed(topic, (0, when)), f"offset at {when} after deleting all, v{version}")
        side.append(topic, topic_id, simple(1))
        side.ask("DeleteRecords", version, {"timeout_ms": 5000, "topics": []}, "nothing asked")
        compact = f"{topic}.compact"
        side.append(compact, side.topic(compact, cleanup_policy="compact"), simple(2))
        ask("of a compacted topic", 1, name=compact)
        both = f"{topic}.both"
        side.append(both, side.topic(both, cleanup_policy="compact,delete"), simple(2))
        ask("of a topic compacted and deleted", 1, name=both)
        ask("of the offsets topic", 0, name="__consumer_offsets")
