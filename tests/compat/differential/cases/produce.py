"""Produce and InitProducerId."""

import records
from records import batch, message_set, simple
from side import SETTLE_TIMEOUT_S, wait_until

from .registry import case


def request(topic, topic_id, data, *, acks=-1, partition=0, transactional_id=None, timeout_ms=5000):
    return {
        "transactional_id": transactional_id,
        "acks": acks,
        "timeout_ms": timeout_ms,
        "topic_data": [
            {"name": topic, "topic_id": topic_id, "partition_data": [{"index": partition, "records": data}]}
        ],
    }


@case("produce")
def produce(side):
    for version in side.versions("Produce"):
        topic = f"produce.v{version}"
        topic_id = side.topic(topic, 2)
        for acks in (-1, 1):
            side.ask("Produce", version, request(topic, topic_id, simple(3), acks=acks), f"acks {acks}")
        for acks in (2, -2, 32767):
            side.ask("Produce", version, request(topic, topic_id, simple(1), acks=acks), f"acks {acks}")
        side.ask("Produce", version, request(topic, topic_id, simple(1), partition=2), "no such partition")
        side.ask("Produce", version, request(topic, topic_id, simple(1), partition=-1), "partition -1")
        side.ask("Produce", version, request("produce.unknown", "abcdefghijklmnopqrstug", simple(1)), "unknown topic")
        side.ask("Produce", version, request("a b", "AAAAAAAAAAAAAAAAAAAAAA", simple(1)), "bad name or zero id")
        side.ask("Produce", version, {"acks": -1, "timeout_ms": 5000, "topic_data": []}, "nothing")
        side.ask(
            "Produce",
            version,
            {
                "acks": -1,
                "timeout_ms": 5000,
                "topic_data": [
                    {
                        "name": topic,
                        "topic_id": topic_id,
                        "partition_data": [
                            {"index": 0, "records": simple(1)},
                            {"index": 1, "records": simple(2)},
                            {"index": 9, "records": simple(1)},
                        ],
                    }
                ],
            },
            "three partitions",
        )
        side.ask("Produce", version, request(topic, topic_id, simple(1), timeout_ms=0), "timeout 0")
        side.ask("Produce", version, request(topic, topic_id, simple(1), timeout_ms=-1), "timeout -1")


@case("produce: what is no batch")
def produce_empty(side):
    for version in side.versions("Produce"):
        topic = f"produce.empty.v{version}"
        topic_id = side.topic(topic)
        # Null records are left out: Kafka 4.3.1 never answers them.
        side.ask("Produce", version, request(topic, topic_id, b""), "no bytes")
        side.ask("Produce", version, request(topic, topic_id, b"\0"), "one byte")
        side.ask("Produce", version, request(topic, topic_id, simple(1)[:-1]), "cut")
        side.ask("Produce", version, request(topic, topic_id, simple(1) + b"\0\0\0"), "bytes behind")
        side.ask("Produce", version, request(topic, topic_id, simple(1) * 2), "two batches")
        side.ask("Produce", version, request(topic, topic_id, simple(1)[:61]), "header only")
        side.ask("Produce", version, request(topic, topic_id, message_set(0)), "message format 0")
        side.ask("Produce", version, request(topic, topic_id, message_set(1)), "message format 1")
        side.ask("Produce", version, request(topic, topic_id, simple(1, magic=3)), "message format 3")


def bad_batches():
    """What is wrong -> a batch with that."""
    one = [(b"k", b"v")]
    good = records.record(0, b"k", b"v")
    return {
        "crc": simple(1, crc=1),
        "base offset 7": simple(2, base=7),
        "base offset -1": simple(1, base=-1),
        "count 0": batch([], count=0, last_delta=-1),
        "count too high": batch(one, count=2, last_delta=1),
        "count too low": batch(one * 2, count=1),
        "count negative": batch(one, count=-1),
        "last delta wrong": batch(one * 2, last_delta=5),
        "length short": batch(one, length=48),
        "length negative": batch(one, length=-5),
        "length zero": batch(one, length=0),
        "length too long": batch(one, length=5000),
        "no payload": batch([], payload=b"", count=1, last_delta=0),
        "control": batch(one, attributes=0x20),
        "transactional without a producer": batch(one, attributes=0x10),
        "transactional": batch(one, attributes=0x10, producer=(4000, 0, 0)),
        "log append time": batch(one, attributes=0x08),
        "delete horizon": batch(one, attributes=0x40),
        "unknown attribute bits": batch(one, attributes=0x80),
        "codec 5": batch(one, attributes=5),
        "codec 7": batch(one, attributes=7),
        "gzip that is none": batch(one, attributes=1),
        "snappy that is none": batch(one, attributes=2),
        "lz4 that is none": batch(one, attributes=3),
        "zstd that is none": batch(one, attributes=4),
        "record too long": batch([], payload=records.varint(90) + good[1:], count=1, last_delta=0),
        "record too short": batch([], payload=records.varint(2) + good[1:], count=1, last_delta=0),
        "record length negative": batch([], payload=records.varint(-3) + good[1:], count=1, last_delta=0),
        "bytes behind the records": batch([], payload=good + b"\0\0", count=1, last_delta=0),
        "header count negative": batch([], payload=records.varint(7) + b"\0\0\0\x02k\x02v\x01", count=1, last_delta=0),
        "max timestamp too low": batch(one, max_time=1),
        "max timestamp too high": batch(one, max_time=records.TIME + 5),
        "timestamp in the far future": batch(one, base_time=32503680000000),
        "timestamp -1": batch(one, base_time=-1),
        "timestamp 0": batch(one, base_time=0),
        "timestamp negative": batch(one, base_time=-5),
        "leader epoch 9": batch(one, epoch=9),
        "sequence without producer": batch(one, producer=(-1, -1, 5)),
        "producer without sequence": batch(one, producer=(4001, 0, -1)),
        "producer without epoch": batch(one, producer=(4002, -1, 0)),
    }


@case("produce: bad batches")
def produce_bad(side):
    made = bad_batches()
    versions = [version for version in side.versions("Produce")]
    for version in {versions[0], 7, 8, versions[-1]} & set(versions):
        topic = f"produce.bad.v{version}"
        topic_id = side.topic(topic)
        for what, data in made.items():
            side.ask("Produce", version, request(topic, topic_id, data), what)
        fetched = side.exchange(
            "Fetch",
            12,
            {
                "max_wait_ms": 0,
                "min_bytes": 0,
                "max_bytes": 1 << 20,
                "session_epoch": -1,
                "topics": [
                    {
                        "topic": topic,
                        "partitions": [{"partition": 0, "fetch_offset": 0, "partition_max_bytes": 1 << 20}],
                    }
                ],
            },
        )
        side.keep("Fetch", 12, f"what is stored after v{version}", fetched)


@case("produce: wrong offset deltas")
def produce_wrong_deltas(side):
    """Alone in their topic: Kafka takes them, so that all offsets behind them are others."""
    good = records.record(0, b"k", b"v")
    for version in side.versions("Produce"):
        for what, data in {
            "not rising": batch([], payload=good * 2, count=2, last_delta=1),
            "from 1": batch([], payload=records.record(1, b"k", b"v"), count=1, last_delta=0),
        }.items():
            topic = f"produce.deltas.{what.replace(' ', '.')}.v{version}"
            side.ask("Produce", version, request(topic, side.topic(topic), data), what)


@case("produce: codecs")
def produce_codecs(side):
    for version in side.versions("Produce"):
        topic = f"produce.codecs.v{version}"
        topic_id = side.topic(topic)
        for codec in range(5):
            side.ask("Produce", version, request(topic, topic_id, simple(5, codec=codec)), f"codec {codec}")


@case("produce: topic configs")
def produce_configs(side):
    last = side.versions("Produce")[-1]
    for version in {3, 7, 8, last} & set(side.versions("Produce")):
        topic = f"produce.limits.v{version}"
        topic_id = side.topic(topic, max_message_bytes=200)
        for size in (100, 126, 127, 128, 129, 130, 131, 200, 1000):
            side.ask(
                "Produce", version, request(topic, topic_id, batch([(b"k", b"x" * size)])), f"value of {size} bytes"
            )
        topic = f"produce.compact.v{version}"
        topic_id = side.topic(topic, cleanup_policy="compact")
        side.ask(
            "Produce",
            version,
            request(topic, topic_id, batch([(b"k", b"v"), (None, b"v"), (b"k", None), (None, None)])),
            "without keys",
        )
        side.ask("Produce", version, request(topic, topic_id, batch([(b"k", b"v"), (b"", b"v")])), "with keys")
        topic = f"produce.appendtime.v{version}"
        topic_id = side.topic(topic, message_timestamp_type="LogAppendTime")
        side.ask("Produce", version, request(topic, topic_id, simple(2)), "append time")
        topic = f"produce.before.v{version}"
        topic_id = side.topic(topic, message_timestamp_before_max_ms=3600000)
        side.ask("Produce", version, request(topic, topic_id, simple(2)), "too old")
        for kind in ("gzip", "uncompressed", "zstd"):
            topic = f"produce.to.{kind}.v{version}"
            topic_id = side.topic(topic, compression_type=kind)
            side.ask("Produce", version, request(topic, topic_id, simple(3)), f"plain to {kind}")
            side.ask("Produce", version, request(topic, topic_id, simple(3, codec=records.GZIP)), f"gzip to {kind}")


@case("produce: internal topics")
def produce_internal(side):
    side.do("FindCoordinator", {"key": "produce.internal", "coordinator_keys": ["produce.internal"]})
    topic_id = side.await_topic("__consumer_offsets", 50)
    for version in side.versions("Produce"):
        side.ask("Produce", version, request("__consumer_offsets", topic_id, simple(1)), "offsets topic")


@case("produce: acks 0")
def produce_unacknowledged(side):
    """No answer; an error closes the connection."""
    topic_id = side.topic("produce.acks0")
    for version in side.versions("Produce"):
        for what, asked in {
            "good": request("produce.acks0", topic_id, simple(1), acks=0),
            "unknown topic": request("produce.acks0.unknown", "abcdefghijklmnopqrstug", simple(1), acks=0),
            "bad crc": request("produce.acks0", topic_id, simple(1, crc=1), acks=0),
        }.items():
            connection = side.connect()
            connection.send("Produce", version, asked)
            connection.waiting.clear()
            connection.send("ApiVersions", 0, {})
            answer = connection.receive()
            side.keep(
                "Produce",
                version,
                f"{what}: what the next request gets",
                answer if isinstance(answer, str) else "its answer",
            )
            connection.close()


@case("produce: transactional")
def produce_transactional(side):
    for version in side.versions("Produce"):
        topic = f"produce.txn.v{version}"
        topic_id = side.topic(topic)
        side.ask(
            "Produce", version, request(topic, topic_id, simple(1), transactional_id="txn"), "id, but a plain batch"
        )


def pid(side):
    """A fresh producer id. A broker that has none in stock yet answers COORDINATOR_LOAD_IN_PROGRESS at first."""
    request = {"transactional_id": None, "transaction_timeout_ms": 60000, "producer_id": -1, "producer_epoch": -1}

    def look():
        answer = side.do("InitProducerId", request)
        return answer if answer["error_code"] == 0 else None

    return wait_until(look, SETTLE_TIMEOUT_S, "a producer id")["producer_id"]


@case("idempotent producers")
def idempotent(side):
    for version in side.versions("Produce"):
        topic = f"idempotent.v{version}"
        topic_id = side.topic(topic)
        producer, other = pid(side), pid(side)

        def put(what, count, epoch, sequence, producer_id=producer):
            side.ask(
                "Produce",
                version,
                request(topic, topic_id, simple(count, producer=(producer_id, epoch, sequence))),
                what,
            )

        put("first", 3, 0, 0)
        put("again", 3, 0, 0)
        put("next", 2, 0, 3)
        put("gap", 1, 0, 9)
        put("same start, other size", 2, 0, 0)
        put("inside an earlier one", 1, 0, 1)
        for number in range(5, 11):
            put(f"sequence {number}", 1, 0, number)
        put("older than the last five", 3, 0, 0)
        put("fifth last again", 1, 0, 6)
        put("new epoch, not from 0", 1, 1, 4)
        put("new epoch", 1, 1, 0)
        put("old epoch", 1, 0, 11)
        put("epoch -1", 1, -1, 1)
        put("sequence -1", 1, 1, -1)
        put("other producer, not from 0", 1, 0, 5, other)
        put("other producer", 1, 0, 6, other)
        put("producer nobody gave", 1, 0, 0, 987654321)
        put("wraps: before", 1, 5, 0, 987654322)


@case("idempotent producers: sequence wraps")
def idempotent_wraps(side):
    topic_id = side.topic("idempotent.wraps")
    version = side.versions("Produce")[-1]
    for what, count, sequence in (
        ("up to the largest", 1, 2**31 - 2),
        ("across", 4, 2**31 - 1),
        ("after", 1, 3),
        ("across again", 4, 2**31 - 1),
    ):
        side.ask(
            "Produce",
            version,
            request("idempotent.wraps", topic_id, simple(count, producer=(777, 0, sequence))),
            what,
        )


@case("init producer id")
def init_producer_id(side):
    pid(side)
    for version in side.versions("InitProducerId"):

        def ask(label, **fields):
            return side.ask(
                "InitProducerId", version, {"transactional_id": None, "transaction_timeout_ms": 60000, **fields}, label
            )

        first = ask("fresh")
        ask("fresh again")
        ask("timeout 0", transaction_timeout_ms=0)
        ask("timeout -1", transaction_timeout_ms=-1)
        ask("empty transactional id", transactional_id="")
        if version >= 3:
            ask("id and epoch", producer_id=first["producer_id"], producer_epoch=0)
            ask("id without epoch", producer_id=first["producer_id"])
            ask("epoch without id", producer_epoch=3)
            ask("negative id", producer_id=-5, producer_epoch=-5)
