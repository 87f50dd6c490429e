"""Transactions: Klamm does not serve them yet, so it is given the files that Kafka wrote, and both clean those.

Kafka writes a log with committed and aborted transactions and is stopped. Its segments and producer snapshot take the
place of an empty log of Klamm's, which is stopped too. Then both start, and clean what is the same to the last byte.
"""

import difflib
import random
import re
import shutil

import records
from harness.waiting import wait_until
from inputs import NOW_MS
from side import SETTLE_TIMEOUT_S
from written import SEGMENT_MS

NAME = "transactions"
TOPIC = "transactions"
TRANSACTIONAL = 0x10
CONFIGS = {
    "cleanup_policy": "compact",
    "segment_ms": SEGMENT_MS,
    "min_cleanable_dirty_ratio": 1,
    "file_delete_delay_ms": 100,
    "retention_ms": -1,
    "internal_segment_bytes": 8192,
    "delete_retention_ms": 1,
}
# With these versions a transaction is one of the older protocol, in which the client names its partitions.
ADD, END, PRODUCE = 3, 4, 11


class Producer:
    def __init__(self, side, name):
        self.side, self.name, self.sequence, self.open = side, name, 0, False
        find = {"key": name, "key_type": 1, "coordinator_keys": [name]}
        side.do("FindCoordinator", find, 4)
        request = {"transactional_id": name, "transaction_timeout_ms": 60000, "producer_id": -1, "producer_epoch": -1}

        def look():
            answer = side.do("InitProducerId", request, 4)
            return answer if isinstance(answer, dict) and answer["error_code"] == 0 else None

        given = wait_until(look, SETTLE_TIMEOUT_S, "a transactional producer")
        self.id, self.epoch = given["producer_id"], given["producer_epoch"]

    def write(self, topic_id, rows, time_ms):
        if not self.open:
            topics = [{"name": TOPIC, "partitions": [0]}]
            request = {
                "v3_and_below_transactional_id": self.name,
                "v3_and_below_producer_id": self.id,
                "v3_and_below_producer_epoch": self.epoch,
                "v3_and_below_topics": topics,
            }
            # The last transaction of this producer may be about to end still: CONCURRENT_TRANSACTIONS.
            wait_until(lambda: self._added(request), SETTLE_TIMEOUT_S, "the partition is in the transaction")
            self.open = True
        identity = (self.id, self.epoch, self.sequence)
        data = records.batch(rows, attributes=TRANSACTIONAL, base_time=time_ms, producer=identity)
        self.sequence += len(rows)
        produce(self.side, topic_id, data, self.name)

    def _added(self, request):
        answer = self.side.do("AddPartitionsToTxn", request, ADD)
        return answer["results_by_topic_v3_and_below"][0]["results_by_partition"][0]["partition_error_code"] == 0

    def end(self, committed):
        request = {
            "transactional_id": self.name,
            "producer_id": self.id,
            "producer_epoch": self.epoch,
            "committed": committed,
        }
        before = self.side.log_end(TOPIC)
        answer = self.side.do("EndTxn", request, END)
        if answer["error_code"]:
            raise RuntimeError(f"EndTxn answered {answer}")
        wait_until(lambda: self.side.log_end(TOPIC) > before, SETTLE_TIMEOUT_S, "the marker is in the log")
        self.open = False


def produce(side, topic_id, data, transactional_id=None):
    partition = {"index": 0, "records": data}
    topic = {"name": TOPIC, "topic_id": topic_id, "partition_data": [partition]}
    request = {"transactional_id": transactional_id, "acks": -1, "timeout_ms": 10000, "topic_data": [topic]}
    result = side.do("Produce", request, PRODUCE)["responses"][0]["partition_responses"][0]
    if result["error_code"]:
        raise RuntimeError(f"Produce answered {result}")
    return result["base_offset"]


def write(side, topic_id, seed):
    """Interleaved transactions of three producers, and plain batches. Returns where the active segment begins."""
    draw = random.Random(seed)
    producers = [Producer(side, name) for name in ("one", "two", "three")]
    time_ms = NOW_MS  # as the broker's own, which markers bear
    for number in range(150):
        rows = [(b"key-%d" % draw.randrange(25), draw.randbytes(60), [], 0) for _ in range(draw.randint(1, 4))]
        choice = draw.randrange(5)
        if choice < 3:
            producers[choice].write(topic_id, rows, time_ms)
        else:
            produce(side, topic_id, records.batch(rows, base_time=time_ms))
        if draw.random() < 0.25:
            ended = producers[draw.randrange(3)]
            if ended.open:
                ended.end(draw.random() < 0.5)
        time_ms += 10
    for producer in producers:
        if producer.open:
            producer.end(False)
    return close_segment(side, topic_id, 20)


def close_segment(side, topic_id, minutes):
    """A batch that is later than all before, markers included, by more than a segment may span."""
    data = records.batch([(b"of the active segment", b"", [], 0)], base_time=NOW_MS + minutes * 60_000)
    return produce(side, topic_id, data)


def move(kafka, klamm):
    """Kafka's log of the topic takes the place of Klamm's. Both are stopped."""
    source, target = kafka.folder(TOPIC), klamm.folder(TOPIC)
    for path in target.iterdir():
        if path.name != "partition.metadata":
            path.unlink()
    for path in source.iterdir():
        if path.suffix in (".log", ".index", ".timeindex", ".snapshot"):
            shutil.copy(path, target)
    # Klamm's own word on where this log ends.
    shutil.rmtree(klamm.broker.folder / "data/journal")


def restart(sides):
    for side in sides:
        side.close()
        side.agent.close()
        side.broker.stop()


def without_epochs(lines):
    """The two brokers were not started equally often, and each start is an epoch."""
    return [re.sub(r"'leader_epoch': \d+", "'leader_epoch': ?", line) for line in lines]


def run(sides, seed):
    kafka, klamm = sides
    ids = [side.topic(TOPIC, **CONFIGS) for side in sides]
    ends = [write(kafka, ids[0], seed)]
    restart(sides)
    move(kafka, klamm)
    lines = []
    for side, topic_id in zip(sides, ids):
        side.broker.start()
        side.await_topic(TOPIC, 1)
    for round_number in (1, 2):
        if round_number == 2:
            ends = [close_segment(side, topic_id, 40) for side, topic_id in zip(sides, ids)]
        for side in sides:
            side.clean(TOPIC, ends[-1])
        one, other = (without_epochs(side.seen(TOPIC)) for side in sides)
        if one != other:
            lines.append(f"round {round_number}:")
            lines += difflib.unified_diff(one, other, "kafka", "klamm", lineterm="", n=0)
    return lines
