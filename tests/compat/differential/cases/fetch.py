"""Fetch: data, limits, sessions, epochs."""

import records
from records import batch, simple

from .registry import case


def partition(index=0, offset=0, size=1 << 20, **fields):
    return {"partition": index, "fetch_offset": offset, "partition_max_bytes": size, **fields}


def request(*topics, max_wait_ms=0, min_bytes=0, max_bytes=1 << 20, session=(0, -1), forgotten=(), **fields):
    return {
        "max_wait_ms": max_wait_ms,
        "min_bytes": min_bytes,
        "max_bytes": max_bytes,
        "session_id": session[0],
        "session_epoch": session[1],
        "topics": [
            {"topic": name, "topic_id": topic_id, "partitions": list(parts)} for name, topic_id, *parts in topics
        ],
        "forgotten_topics_data": [
            {"topic": name, "topic_id": topic_id, "partitions": list(parts)} for name, topic_id, *parts in forgotten
        ],
        **fields,
    }


UNKNOWN_ID = "abcdefghijklmnopqrstug"


@case("fetch")
def fetch(side):
    topic_id = side.topic("fetch", 2)
    side.append(
        "fetch",
        topic_id,
        simple(3),
        simple(2, codec=records.GZIP),
        batch([(None, None), (b"", b""), (b"k", b"v", [("h", b"1"), ("h", None)])]),
    )
    here = ("fetch", topic_id)
    for version in side.versions("Fetch"):
        for offset in (0, 1, 2, 3, 4, 5, 7, 8, 9, -1, -2, 1 << 40):
            side.ask("Fetch", version, request((*here, partition(offset=offset))), f"from {offset}")
        side.ask("Fetch", version, request((*here, partition(), partition(1))), "two partitions, one empty")
        side.ask("Fetch", version, request((*here, partition(2))), "no such partition")
        side.ask("Fetch", version, request((*here, partition(-1))), "partition -1")
        side.ask("Fetch", version, request(("fetch.unknown", UNKNOWN_ID, partition())), "unknown topic")
        side.ask(
            "Fetch",
            version,
            request(("fetch.unknown", UNKNOWN_ID, partition()), (*here, partition(offset=3))),
            "unknown and known",
        )
        side.ask("Fetch", version, request(("a b", "AAAAAAAAAAAAAAAAAAAAAA", partition())), "bad name or zero id")
        side.ask("Fetch", version, request(), "nothing")
        side.ask("Fetch", version, request((*here, partition()), isolation_level=1), "read committed")
        side.ask("Fetch", version, request((*here, partition()), isolation_level=2), "isolation level 2")
        side.ask("Fetch", version, request((*here, partition(0), partition(0, 3))), "a partition twice")
        side.ask(
            "Fetch", version, request((*here, partition(1)), max_wait_ms=200, min_bytes=1), "long poll that ends empty"
        )
        side.ask("Fetch", version, request((*here, partition(1)), max_wait_ms=-1, min_bytes=1), "negative wait")
        side.ask("Fetch", version, request((*here, partition()), min_bytes=-1), "negative minimum")


@case("fetch: limits")
def fetch_limits(side):
    """Whole batches, the first one always (KIP-74); what comes after may be cut off."""
    topic_id = side.topic("fetch.limits", 2)
    for index in (0, 1):
        side.append("fetch.limits", topic_id, *[batch([(b"k", b"x" * 1000)]) for _ in range(4)], partition=index)
    here = ("fetch.limits", topic_id)
    for version in side.versions("Fetch"):
        for size in (0, 1, 1070, 1500, 3000, -1):
            side.ask(
                "Fetch",
                version,
                request((*here, partition(0, 0, size), partition(1, 0, size))),
                f"partition limit {size}",
            )
        for size in (0, 1, 1500, 5000, -1, 2**31 - 1):
            side.ask(
                "Fetch", version, request((*here, partition(0), partition(1)), max_bytes=size), f"request limit {size}"
            )


@case("fetch: limits over many partitions")
def fetch_limits_of_many(side):
    """Only the first batch of all may be larger than what was asked for."""
    count = 6
    topic_id = side.topic("fetch.limits.many", count)
    for index in range(count):
        side.append("fetch.limits.many", topic_id, batch([(b"k", b"x" * 1000)]), partition=index)
    for version in side.versions("Fetch"):
        for first in range(count):
            order = [(first + step) % count for step in range(count)]
            for size, most in ((1, 1), (500, 1 << 20), (1 << 20, 500), (1 << 20, 1 << 20)):
                side.ask(
                    "Fetch",
                    version,
                    request(
                        ("fetch.limits.many", topic_id, *[partition(index, 0, size) for index in order]), max_bytes=most
                    ),
                    f"from {first}, {size} of {most}",
                )


@case("fetch: leader epochs")
def fetch_epochs(side):
    topic_id = side.topic("fetch.epochs")
    side.append("fetch.epochs", topic_id, simple(3))
    here = ("fetch.epochs", topic_id)
    for version in side.versions("Fetch"):
        for epoch in (-1, 0, 1, 100, -2):
            side.ask(
                "Fetch",
                version,
                request((*here, partition(current_leader_epoch=epoch))),
                f"current leader epoch {epoch}",
            )
        for last, offset in ((0, 3), (0, 5), (5, 3), (-1, 3)):
            side.ask(
                "Fetch",
                version,
                request((*here, partition(offset=offset, last_fetched_epoch=last))),
                f"last fetched epoch {last} at {offset}",
            )


@case("fetch: replicas")
def fetch_replicas(side):
    """Who says that he is a replica and is none."""
    topic_id = side.topic("fetch.replicas")
    side.append("fetch.replicas", topic_id, simple(3))
    for version in side.versions("Fetch"):
        for replica in (-2, 7):
            side.ask(
                "Fetch",
                version,
                request(
                    ("fetch.replicas", topic_id, partition()),
                    replica_id=replica,
                    replica_state={"replica_id": replica, "replica_epoch": -1},
                ),
                f"replica {replica}",
            )


@case("fetch: sessions")
def fetch_sessions(side):
    topic_id = side.topic("fetch.sessions", 3)
    side.append("fetch.sessions", topic_id, simple(2))
    here = ("fetch.sessions", topic_id)
    written = 2
    for version in [version for version in side.versions("Fetch") if version >= 7]:

        def ask(label, *topics, **fields):
            answer = side.ask("Fetch", version, request(*topics, **fields), label)
            return answer["session_id"]

        session = ask("full, new session", (*here, partition(0), partition(1), partition(2)), session=(0, 0))
        ask("incremental, nothing new but what was not fetched on", session=(session, 1))
        ask("incremental, fetched on", (*here, partition(0, written)), session=(session, 2))
        ask("incremental, nothing new", session=(session, 3))
        side.append("fetch.sessions", topic_id, simple(1), partition=1)
        ask("incremental, new data", session=(session, 4), max_wait_ms=2000, min_bytes=1)
        ask("incremental, a partition forgotten", session=(session, 5), forgotten=((*here, 1),))
        side.append("fetch.sessions", topic_id, simple(1), partition=1)
        ask("incremental, after forgetting", session=(session, 6))
        ask("incremental, an unknown partition added", (*here, partition(9)), session=(session, 7))
        ask(
            "incremental, an unknown topic added",
            ("fetch.sessions.unknown", UNKNOWN_ID, partition()),
            session=(session, 8),
        )
        ask("incremental, still", session=(session, 9))
        ask("wrong epoch", session=(session, 5))
        ask("epoch of the future", session=(session, 99))
        ask("unknown session", session=(session ^ 0x5A5A5A, 3))
        ask("new session instead", (*here, partition(0)), session=(session, 0))
        ask("the old one", session=(session, 10))
        ask("closing one that is not there", session=(12345, -1))
        ask("negative epoch", session=(0, -2))
        ask("epoch 1 without a session", session=(0, 1))
        last = ask("another", (*here, partition(0)), session=(0, 0))
        ask("closing it", (*here, partition(2)), session=(last, -1))
        ask("after closing", session=(last, 1))
        if version == 13:
            old = ask("by id", (*here, partition(0)), session=(0, 0))
            side.ask("Fetch", 12, request(session=(old, 1)), "ids, then names")
            old = side.exchange("Fetch", 12, request((*here, partition(0)), session=(0, 0)))["session_id"]
            ask("names, then ids", session=(old, 1))


@case("fetch: deleted topic")
def fetch_deleted(side):
    """A session outlives a topic that it reads."""
    for version in [version for version in side.versions("Fetch") if version >= 7]:
        name = f"fetch.deleted.v{version}"
        topic_id = side.topic(name)
        session = side.exchange("Fetch", version, request((name, topic_id, partition(0)), session=(0, 0)))["session_id"]
        side.do("DeleteTopics", {"topics": [{"name": name}], "timeout_ms": 10000})
        side.await_no_topic(name)
        side.ask("Fetch", version, request(session=(session, 1)), "after deletion")
        again = side.topic(name)
        side.append(name, again, simple(1))
        side.ask(
            "Fetch",
            version,
            request((name, topic_id, partition(0)), session=(0, -1)),
            "old id, after it was created again",
        )


@case("fetch: long poll")
def fetch_waits(side):
    """Data that arrives while a fetch waits ends the wait."""
    for version in side.versions("Fetch"):
        name = f"fetch.waits.v{version}"
        topic_id = side.topic(name)
        connection = side.connect()
        connection.send("Fetch", version, request((name, topic_id, partition()), max_wait_ms=15000, min_bytes=1))
        side.append(name, topic_id, simple(1))
        side.keep("Fetch", version, "data while it waits", connection.receive())
        connection.send(
            "Fetch",
            version,
            request((name, topic_id, partition(0, 5), partition(0, 5)), max_wait_ms=15000, min_bytes=1),
        )
        side.keep("Fetch", version, "an error does not wait", connection.receive())
        connection.close()
