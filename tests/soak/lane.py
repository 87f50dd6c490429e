"""What one partition was given, what was promised for it, and whether a broker that started again keeps it.

One producer writes to a lane, so each batch has an offset that is known before it is sent. After a crash the log must be the
batches that were sent, in order and without a hole, up to some batch between the last acknowledged (or shown to a consumer)
and the last sent.
"""

import bisect
import time

import content
from client import EARLIEST, LATEST
from content import NO_PRODUCER, Batch

PATIENCE_S = 120.0
NOT_LEADER_OR_FOLLOWER = 6


class Violation(Exception):
    """A promise was broken."""


class Lane:
    def __init__(self, run, topic, partition, *, idempotent, keyed=False, size_max=110_000, large=False,
                 retention_bytes=None):
        self.run = run  # a text: the seed, the time stamp
        self.topic, self.partition = topic, partition
        self.idempotent, self.keyed, self.size_max, self.large = idempotent, keyed, size_max, large
        self.retention_bytes = retention_bytes
        self.sent = []  # of Batch
        self.bases = []  # their offsets, for searching
        self.acked = 0  # so many of them are acknowledged
        self.shown = 0  # or were read, which is as good
        self.held = 0  # so many the log had when the broker started last
        self.start_acked = self.start_asked = 0  # DeleteRecords
        self.start = 0  # as it was found last
        self.producer, self.sequence = NO_PRODUCER, 0
        self.removed = 0  # records that compaction had taken away, when it was read last

    def __str__(self):
        return f"{self.topic}-{self.partition}"

    # Sending.

    def end_of(self, count):
        """Where the log ends after so many batches."""
        return self.sent[count - 1].base + self.sent[count - 1].count if count else 0

    def use_producer(self, producer):
        self.producer, self.sequence = producer, 0

    def next(self):
        """Makes one more batch; its bytes."""
        number = len(self.sent)
        records = self.records(number)
        batch = Batch(number, self.end_of(number), len(records), 0, self.producer, self.sequence)
        data = content.encode(records, self.run.timestamp_ms, batch.producer, batch.sequence)
        self.sequence += len(records)
        self.bases.append(batch.base)
        self.sent.append(batch._replace(size=len(data)))
        return data

    def bytes_of(self, index):
        batch = self.sent[index]
        return content.encode(self.records(index), self.run.timestamp_ms, batch.producer, batch.sequence)

    def records(self, number):
        return content.records(f"{self.run.name} {self} {number}", self.keyed, self.size_max, self.large)

    # Keeping.

    def check_batch(self, data, begin, end, base):
        """The batch that was read there is the one that was sent for this offset; its place among those sent."""
        index = bisect.bisect_right(self.bases, base) - 1
        if index < 0 or self.sent[index].base != base:
            raise Violation(f"{self}: a batch at offset {base}, where none was sent")
        wanted = self.bytes_of(index)
        if data[begin + 8:begin + 12] != wanted[8:12] or data[begin + content.MAGIC_AT:end] != wanted[content.MAGIC_AT:]:
            right = "right" if content.intact(data, begin, end) else "wrong"
            raise Violation(f"{self}: other bytes than were sent at offset {base}; their checksum is {right}")
        return index

    def verify(self, client):
        """Compares the whole log with what was promised; (records, bytes) that were read."""
        self.start, end = self._offset(client, EARLIEST), self._offset(client, LATEST)
        self.held = self._held(end)
        self._check_start(self.start, end)
        read = self._verify_keys(client, self.start, end) if self.keyed else self._verify_batches(client, self.start, end)
        self.shown = self.held
        if not self.idempotent:
            # Nobody sends these again.
            del self.sent[self.held:], self.bases[self.held:]
            self.acked = self.held
        return read

    def _offset(self, client, which):
        """A log that is still being recovered is asked for again, as every client does."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            error, offset = client.offset(self.topic, self.partition, which)
            if error == 0:
                return offset
            if error != NOT_LEADER_OR_FOLLOWER or time.monotonic() > deadline:
                raise Violation(f"{self}: ListOffsets answers {error}")

    def _held(self, end):
        """How many of the batches make a log that ends there."""
        least = max(self.acked, self.shown)
        if end < self.end_of(least):
            what = "acknowledged" if self.acked >= self.shown else "shown to a consumer"
            raise Violation(f"{self}: lost: {what} up to offset {self.end_of(least)}, the log ends at {end}")
        if end > self.end_of(len(self.sent)):
            raise Violation(f"{self}: sent up to offset {self.end_of(len(self.sent))}, the log ends at {end}")
        held = bisect.bisect_left(self.bases, end)
        if self.end_of(held) != end:
            raise Violation(f"{self}: the log ends at {end}, which is within a batch")
        return held

    def _check_start(self, start, end):
        if start < self.start_acked:
            raise Violation(f"{self}: begins at {start}, but DeleteRecords moved it to {self.start_acked}")
        if start <= self.start_asked:
            return
        if self.retention_bytes is None or start > end:
            raise Violation(f"{self}: lost: begins at {start}, nobody asked for more than {self.start_asked}; it ends at {end}")
        # What was in doubt when the broker was killed may have counted when segments were deleted.
        left = sum(batch.size for batch in self.sent[bisect.bisect_right(self.bases, start) - 1:])
        if left < self.retention_bytes:
            raise Violation(f"{self}: lost: begins at {start} with {left} bytes left; to be kept are {self.retention_bytes}")

    def _fetch(self, client, start, end):
        """(data, begin, end, base offset, last offset) of every batch of the log."""
        offset = start
        while offset < end:
            error, _, data = client.fetch(self.topic, self.partition, offset)
            if error != 0:
                raise Violation(f"{self}: a fetch at offset {offset} answers {error}; the log has {start} to {end}")
            before = offset
            for at, batch_end, base, last in content.batches(data):
                yield data, at, batch_end, base, last
                offset = last + 1
            if offset == before:
                return

    def _verify_batches(self, client, start, end):
        expected = bisect.bisect_right(self.bases, start) - 1
        records = size = 0
        for data, at, batch_end, base, _ in self._fetch(client, start, end):
            index = self.check_batch(data, at, batch_end, base)
            if index != expected:
                raise Violation(f"{self}: batch {index} (offset {base}) stands where {expected} should be")
            expected += 1
            records += self.sent[index].count
            size += batch_end - at
        if start < end and expected != self.held:
            raise Violation(f"{self}: lost: nothing is read at offset {self.end_of(expected)}, the log ends at {end}")
        return records, size

    def has_holes(self, client):
        """Whether compaction took records away from the beginning of the log."""
        _, _, data = client.fetch(self.topic, self.partition, 0)
        offsets = [offset for at, _, base, _ in content.batches(data) for offset, _ in content.decode(data, at, base)]
        return offsets != list(range(len(offsets)))

    def _verify_keys(self, client, start, end):
        written = {}  # offset -> record
        last = {}  # key -> offset of its latest record
        for batch in self.sent[:self.held]:
            for place, record in enumerate(self.records(batch.number)):
                written[batch.base + place] = record
                last[record.key] = batch.base + place
        found = {}  # key -> offset of the latest that was read
        records = size = 0
        before = -1
        for data, at, batch_end, base, _ in self._fetch(client, start, end):
            if not content.intact(data, at, batch_end):
                raise Violation(f"{self}: the checksum of the batch at offset {base} is wrong")
            size += batch_end - at
            for offset, record in content.decode(data, at, base):
                if offset <= before:
                    raise Violation(f"{self}: offset {offset} comes behind {before}")
                if written.get(offset) != record:
                    raise Violation(f"{self}: other bytes than were sent at offset {offset}")
                before = offset
                found[record.key] = offset
                records += 1
        for key, offset in last.items():
            # Of a key that was deleted, the tombstone may be gone, and then everything before it.
            if found.get(key) != offset and (written[offset].value is not None or key in found):
                raise Violation(f"{self}: the last record of {key!r}, at offset {offset}, is lost: {found.get(key)} is found")
        self.removed = len(written) - records
        return records, size
