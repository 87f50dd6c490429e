"""What every client has to get right: one list for all of them.

A scenario is a function of a Context. It returns when all went well, and raises Failure, Unsupported (a printed skip)
or ClientError (an error where none belongs). Expectations are Apache Kafka's behaviour.
"""

import random
import threading
import time
from dataclasses import dataclass, field

from . import group, wire
from .agent import Agent, ClientError, Failure, Unsupported
from .broker import External
from .waiting import wait_until

CODECS = ("none", "gzip", "snappy", "lz4", "zstd")
MAX_MESSAGE_BYTES = 1048588  # Kafka's default: the batch with its 12 bytes of offset and length.
BATCH_OVERHEAD = 61 + 30  # Batch header, and a record's own lengths at their largest for such a record.
RUN = f"{random.SystemRandom().randrange(1 << 24):06x}"  # A broker that is not ours may remember earlier runs.
UNKNOWN_TOPIC_OR_PARTITION, MESSAGE_TOO_LARGE, TOPIC_ALREADY_EXISTS = 3, 10, 36
STALE_LEADER = (5, 6, 74, 75)  # Leader not available, not leader, fenced or unknown leader epoch.


@dataclass(frozen=True)
class Record:
    partition: int
    key: bytes | None
    value: bytes | None
    headers: tuple = field(default=())

    def line(self):
        headers = ",".join(f"{name}:{to_text(data)}" for name, data in self.headers) or "-"
        return f"{self.partition} {to_text(self.key)} {to_text(self.value)} {headers}"


@dataclass
class Context:
    """A client under test and a broker; topics of one scenario never meet those of another."""

    client: str
    command: list
    broker: object
    folder: object
    scenario: str = ""
    agent: Agent = None

    def broker_lives(self):
        return isinstance(self.broker, External) or self.broker.alive()

    def topic(self, suffix="t"):
        return f"{self.client}.{self.scenario}.{RUN}.{suffix}"

    def create(self, topic, partitions):
        """Creates a topic with the client, or without it where it has no admin part."""
        try:
            self.agent.ask("create", topic, partitions)
        except Unsupported:
            error = wire.create_topic(self.broker.port, topic, partitions)
            if error:
                raise Failure(f"CreateTopics for {topic} answered error {error}") from None
        wait_until(lambda: self.partitions(topic) == partitions, 20, f"{topic} has {partitions} partitions")

    def partitions(self, topic):
        try:
            return int(self.agent.ask("describe", topic)[0][1])
        except ClientError:
            return 0

    def produce(self, topic, records, codec="none", acks="all"):
        self.agent.ask("produce", topic, codec, acks, len(records), body=[record.line() for record in records])

    def consume(self, topic, partitions, count):
        """[(offset, timestamp, Record)] by partition, in offset order as they came."""
        found = {partition: [] for partition in range(partitions)}
        for kind, partition, offset, timestamp, key, value, headers in self.agent.ask(
            "consume", topic, partitions, count
        ):
            if kind != "record":
                raise Failure(f"consume printed {kind}")
            record = Record(int(partition), to_bytes(key), to_bytes(value), to_headers(headers))
            found[record.partition].append((int(offset), int(timestamp), record))
        return found

    def offset(self, topic, partition, when):
        """Asks again while the client's view of a leader is stale: not every admin part does so by itself."""

        def look():
            try:
                return self.agent.ask("offset", topic, partition, when)[0]
            except ClientError as problem:
                if problem.code not in STALE_LEADER:
                    raise
                return None

        return int(wait_until(look, 20, f"offset {when} of {topic}")[1])


def to_text(data):
    return "-" if data is None else "=" + data.hex()


def to_bytes(text):
    return None if text == "-" else bytes.fromhex(text[1:])


def to_headers(text):
    if text == "-":
        return ()
    return tuple((name, to_bytes(data)) for name, _, data in (one.partition(":") for one in text.split(",")))


def sample(seed, count, partitions):
    """Records of many sizes that compress in part, the same for the same seed."""
    rng = random.Random(seed)
    word = [rng.randbytes(rng.randrange(3, 40)) for _ in range(20)]
    records = []
    for number in range(count):
        value = b"".join(rng.choice(word) for _ in range(rng.randrange(0, 60))) + rng.randbytes(rng.randrange(1, 200))
        records.append(Record(number % partitions, b"key-%d" % number, value))
    return records


def check_same(sent, found):
    """Byte for byte, in order, without holes, for each partition."""
    for partition, came in found.items():
        expected = [record for record in sent if record.partition == partition]
        if len(came) != len(expected):
            raise Failure(f"partition {partition}: sent {len(expected)} records, read {len(came)}")
        for index, (offset, _, record) in enumerate(came):
            if offset != index:
                raise Failure(f"partition {partition}: record {index} has offset {offset}")
            if record != expected[index]:
                raise Failure(
                    f"partition {partition} offset {offset}: sent {shorten(expected[index])}, read {shorten(record)}"
                )


def shorten(record):
    text = record.line()
    return text if len(text) <= 200 else text[:200] + "..."


def expect_error(code, act, what):
    try:
        act()
    except ClientError as problem:
        if problem.code != code:
            raise Failure(f"{what}: expected error {code}, got {problem}") from None
        return
    raise Failure(f"{what}: expected error {code}, got none")


def topics(context):
    """Create, create again, describe, delete."""
    topic = context.topic()
    ask = context.agent.ask
    ask("create", topic, 3)
    wait_until(lambda: context.partitions(topic) == 3, 20, "the new topic has 3 partitions")
    expect_error(TOPIC_ALREADY_EXISTS, lambda: ask("create", topic, 3), "creating a topic twice")
    ask("delete", topic)
    wait_until(lambda: context.partitions(topic) == 0, 20, "the deleted topic is gone")
    expect_error(UNKNOWN_TOPIC_OR_PARTITION, lambda: ask("describe", topic), "describing a deleted topic")
    expect_error(UNKNOWN_TOPIC_OR_PARTITION, lambda: ask("delete", topic), "deleting a topic twice")


def codec(name):
    def produce_and_consume(context):
        topic, partitions = context.topic(), 3
        context.create(topic, partitions)
        sent = sample(name, 600, partitions)
        context.produce(topic, sent, codec=name)
        check_same(sent, context.consume(topic, partitions, len(sent)))
        stored = set(wire.stored_codecs(context.broker.port, topic, 0))
        if CODECS.index(name) not in stored:
            raise Failure(f"no batch is stored with codec {name}: {sorted(CODECS[number] for number in stored)}")

    produce_and_consume.__doc__ = f"Produce with {name}, consume everything, compare byte for byte."
    return produce_and_consume


def acks(level):
    def produce_and_consume(context):
        topic = context.topic()
        context.create(topic, 1)
        sent = sample(f"acks {level}", 100, 1)
        context.produce(topic, sent, acks=level)
        # Without acknowledgements only the log itself tells when all have arrived.
        wait_until(lambda: context.offset(topic, 0, "latest") == len(sent), 20, f"the log ends at {len(sent)}")
        check_same(sent, context.consume(topic, 1, len(sent)))

    produce_and_consume.__doc__ = f"Produce with acks={level}."
    return produce_and_consume


def headers(context):
    """Headers: none, several, long ones with binary values."""
    topic = context.topic()
    context.create(topic, 1)
    sent = [
        Record(0, b"k", b"no headers"),
        Record(0, b"k", b"one", (("trace", b"\x01\x02\xff"),)),
        Record(0, b"k", b"several", (("a", b"1"), ("b", b"2"), ("c", b"3"))),
        Record(0, b"k", b"long", (("big", bytes(range(256)) * 8),)),
    ]
    context.produce(topic, sent)
    check_same(sent, context.consume(topic, 1, len(sent)))


def headers_repeated(context):
    """A name may occur again; order counts."""
    topic = context.topic()
    context.create(topic, 1)
    sent = [Record(0, b"k", b"v", (("a", b"1"), ("b", b"2"), ("a", b"3")))]
    context.produce(topic, sent)
    check_same(sent, context.consume(topic, 1, len(sent)))


def nulls(context):
    """Null keys and values stay null."""
    topic = context.topic()
    context.create(topic, 1)
    sent = [Record(0, None, b"value"), Record(0, b"key", None), Record(0, None, b"other"), Record(0, b"key", b"value")]
    context.produce(topic, sent)
    check_same(sent, context.consume(topic, 1, len(sent)))


def empty(context):
    """Empty keys and values are not null."""
    topic = context.topic()
    context.create(topic, 1)
    sent = [Record(0, b"", b"value"), Record(0, b"key", b""), Record(0, b"", b""), Record(0, b"key", b"value")]
    context.produce(topic, sent)
    check_same(sent, context.consume(topic, 1, len(sent)))


def large(context):
    """Almost max.message.bytes passes and comes back; more is refused, and nothing of it is stored."""
    topic = context.topic()
    context.create(topic, 1)
    data = random.Random("large").randbytes(MAX_MESSAGE_BYTES + 1000)
    fits = Record(0, b"k", data[: MAX_MESSAGE_BYTES - BATCH_OVERHEAD])
    context.produce(topic, [fits])
    expect_error(
        MESSAGE_TOO_LARGE, lambda: context.produce(topic, [Record(0, b"k", data)]), "a record above max.message.bytes"
    )
    if context.offset(topic, 0, "latest") != 1:
        raise Failure("the refused record was stored")
    check_same([fits], context.consume(topic, 1, 1))


def offsets_by_time(context):
    """Earliest, latest and the first offset at or after a time."""
    topic = context.topic()
    context.create(topic, 1)
    for part in range(4):
        started = time.time_ns() // 1_000_000
        wait_until(lambda now=started: time.time_ns() // 1_000_000 > now + 1, 5, "the clock moves")
        context.produce(topic, [Record(0, b"k", b"part %d record %d" % (part, n)) for n in range(5)])
    came = context.consume(topic, 1, 20)[0]
    times = [timestamp for _, timestamp, _ in came]
    if len(set(times)) < 4:
        raise Failure(f"four produce calls left fewer than four timestamps: {times}")
    asked = {
        "earliest": (0,),
        "latest": (20,),
        max(times) + 60_000: (-1, 20),
    }  # Some libraries answer the end for "none".
    for at in sorted({*times, min(times) - 1000}):
        asked[at] = (next(offset for offset, timestamp, _ in came if timestamp >= at),)
    for when, expected in asked.items():
        offset = context.offset(topic, 0, when)
        if offset not in expected:
            raise Failure(f"offset for {when}: expected {expected[0]}, got {offset} (timestamps {times})")


def idempotent(context):
    """An idempotent producer writes through kill -9 and restart of the broker: nothing lost, doubled or reordered."""
    if isinstance(context.broker, External):
        raise Unsupported("needs a broker that the runner may kill")
    topic = context.topic()
    context.create(topic, 1)
    sent = []

    def write():
        part = [Record(0, b"%d" % n, b"value %d" % n) for n in range(len(sent), len(sent) + 200)]
        context.produce(topic, part, acks="idempotent")
        sent.extend(part)

    write()
    failed = []

    def restart():
        try:
            context.broker.kill()
            context.broker.start()
        except Exception as problem:  # Told by the thread that waits.
            failed.append(problem)

    restarting = threading.Thread(target=restart)
    restarting.start()
    rounds_after = 0
    try:
        while rounds_after < 3:
            write()
            if not restarting.is_alive():
                rounds_after += 1
    finally:
        restarting.join()
    if failed:
        raise Failure(f"the broker did not come back: {failed[0]}")
    end = context.offset(topic, 0, "latest")
    if end != len(sent):
        raise Failure(f"{len(sent)} records were acknowledged, the log ends at {end}")
    check_same(sent, context.consume(topic, 1, len(sent)))


SCENARIOS = {
    "topics": topics,
    **{f"codec-{name}": codec(name) for name in CODECS},
    **{f"acks-{level}": acks(level) for level in ("0", "1", "all")},
    "headers": headers,
    "headers-repeated": headers_repeated,
    "nulls": nulls,
    "empty": empty,
    "large": large,
    "offsets-by-time": offsets_by_time,
    "group-leave": group.leave,
    "group-death": group.death,
    "idempotent": idempotent,
}
