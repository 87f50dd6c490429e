"""What is written to a compacted topic: the same, seeded, on both sides."""

import random

import records

TIME = records.TIME
CODECS = range(5)
SEGMENT_MS = 60_000


class Writer:
    """Writes one topic of a side. Segments end where it says so, because their time is that of the records in them."""

    def __init__(self, side, topic, seed, start_ms=TIME, **configs):
        self.side = side
        self.topic = topic
        self.random = random.Random(seed)
        self.time_ms = start_ms
        self.end = 0  # the offset of the next record
        self.active = 0  # where the active segment begins, once close_segment() was called
        self.sequences = {}
        # Nothing is dirtier than all of it: nobody cleans before clean() says so, and then all of it at once.
        settings = {
            "cleanup_policy": "compact",
            "segment_ms": SEGMENT_MS,
            "min_cleanable_dirty_ratio": 1,
            "file_delete_delay_ms": 100,
            "retention_ms": -1,
        }
        self.topic_id = side.topic(topic, **{**settings, **configs})

    def producer(self, name):
        """A producer id of the broker's, and the next sequence."""
        if name not in self.sequences:
            self.sequences[name] = [self.side.producer_id(name), 0]
        return self.sequences[name]

    def batch(self, rows, codec=records.NONE, producer=None):
        """Rows are (key, value, headers, milliseconds since the batch's first)."""
        identity = (-1, -1, -1)
        if producer is not None:
            known = self.producer(producer)
            identity = (known[0], 0, known[1])
            known[1] += len(rows)
        latest = max(row[3] for row in rows)
        data = records.batch(
            rows, codec=codec, base_time=self.time_ms, max_time=self.time_ms + latest, producer=identity
        )
        base = self.side.append(self.topic, self.topic_id, data)
        if base != self.end:
            raise RuntimeError(f"{self.side.name} gave {self.topic} the offset {base}, not {self.end}")
        self.end += len(rows)

    def row(self, keys, tombstones=0.15):
        draw = self.random
        number = draw.randrange(keys)
        # An empty key is a key.
        key = b"" if number == 0 else b"key-%06d" % number
        value = None if draw.random() < tombstones else draw.randbytes(draw.choice((0, 1, 30, 200)))
        headers = [(f"h{n}", draw.choice((None, b"", b"%d" % n))) for n in range(draw.choice((0, 0, 0, 1, 3)))]
        return key, value, headers, draw.randrange(5)

    def batches(self, count, keys, codecs=CODECS, producers=(None,), tombstones=0.15, most=12):
        for _ in range(count):
            rows = [self.row(keys, tombstones) for _ in range(self.random.randint(1, most))]
            self.batch(rows, self.random.choice(list(codecs)), self.random.choice(list(producers)))
            self.time_ms += 10

    def close_segment(self, to_ms=None):
        """What was written so far is no longer in the active segment: a record follows that is much later."""
        self.time_ms = self.time_ms + 2 * SEGMENT_MS if to_ms is None else to_ms
        self.active = self.end
        self.batch([(b"of the active segment", b"", [], 0)])

    def refused(self, rows):
        """A batch that the topic does not take, and the error code for it."""
        version = self.side.served["Produce"][1]
        partition = {"index": 0, "records": records.batch(rows, base_time=self.time_ms)}
        topic = {"name": self.topic, "topic_id": self.topic_id, "partition_data": [partition]}
        request = {"acks": -1, "timeout_ms": 10000, "topic_data": [topic]}
        answer = self.side.exchange("Produce", version, request)
        return answer["responses"][0]["partition_responses"][0]["error_code"]
