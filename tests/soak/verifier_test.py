"""Logs that break a promise must be refused: verification that accepts everything would look the same on a good broker."""

import struct
import unittest

import content
from client import EARLIEST
from lane import Lane, Violation
from soak import Run


class FakeBroker:
    """Holds the log of one lane as a list of batches."""

    def __init__(self, batches, start=0):
        self.batches, self.start = batches, start

    def offset(self, _topic, _partition, which):
        return 0, self.start if which == EARLIEST else self.end()

    def end(self):
        return max((last + 1 for data in self.batches for _, _, _, last in content.batches(data)), default=0)

    def fetch(self, _topic, _partition, offset):
        wanted = [data for data in self.batches for _, _, _, last in content.batches(data) if last >= offset]
        return 0, self.end(), b"".join(wanted)


class Verifier(unittest.TestCase):
    def lane(self, **kind):
        lane = Lane(Run("test", 1_700_000_000_000), "t", 0, **{"idempotent": True, **kind})
        if lane.idempotent:
            lane.use_producer(7)
        self.log = [self.placed(lane.next(), lane.sent[-1].base) for _ in range(30)]
        lane.acked = 20
        return lane

    @staticmethod
    def placed(data, base):
        """As a broker writes it: with base offset and epoch."""
        return struct.pack(">q", base) + data[8:12] + struct.pack(">i", 3) + data[16:]

    def refused(self, lane, log, why, start=0):
        with self.assertRaisesRegex(Violation, why):
            lane.verify(FakeBroker(log, start))

    def test_good_logs(self):
        for held in (20, 25, 30):
            lane = self.lane()
            lane.verify(FakeBroker(self.log[:held]))
            self.assertEqual((lane.held, len(lane.sent)), (held, 30))
        lane = self.lane(idempotent=False)
        lane.verify(FakeBroker(self.log[:25]))
        self.assertEqual((lane.acked, len(lane.sent)), (25, 25))

    def test_lost_at_the_end(self):
        self.refused(self.lane(), self.log[:19], "lost")

    def test_what_was_shown_is_lost(self):
        lane = self.lane()
        lane.verify(FakeBroker(self.log[:25]))
        self.refused(lane, self.log[:24], "shown")

    def test_lost_in_the_middle(self):
        lane = self.lane()
        self.refused(lane, self.log[:10] + self.log[11:25], "stands where")

    def test_twice(self):
        lane = self.lane()
        self.refused(lane, self.log + [self.placed(self.log[29], lane.end_of(30))], "sent up to")
        self.refused(self.lane(), self.log[:10] + [self.log[9]] + self.log[10:], "stands where")

    def test_swapped(self):
        lane = self.lane()
        first, second = self.placed(self.log[6], lane.sent[5].base), self.placed(self.log[5], lane.sent[6].base)
        self.refused(lane, self.log[:5] + [first, second] + self.log[7:], "offset")

    def test_every_byte_counts(self):
        lane = self.lane()
        victim = self.log[4]
        for at in range(content.MAGIC_AT, len(victim), 7):
            damaged = victim[:at] + bytes([victim[at] ^ 1]) + victim[at + 1:]
            self.refused(lane, self.log[:4] + [damaged] + self.log[5:], "bytes|offset|stands|ends|nothing")

    def test_log_start(self):
        lane = self.lane()
        self.refused(lane, self.log[3:], "begins at", lane.sent[3].base)
        lane.start_asked = lane.sent[3].base
        lane.verify(FakeBroker(self.log[3:], lane.sent[3].base))
        lane.start_acked = lane.start_asked = lane.sent[4].base
        self.refused(lane, self.log[3:], "DeleteRecords", lane.sent[3].base)

    def test_retention_takes_too_much(self):
        lane = self.lane(retention_bytes=1)
        lane.retention_bytes = sum(len(data) for data in self.log[20:])
        lane.verify(FakeBroker(self.log[20:], lane.sent[20].base))
        self.refused(lane, self.log[21:], "to be kept", lane.sent[21].base)

    def test_keys(self):
        lane = self.lane(keyed=True)
        lane.verify(FakeBroker(self.log))
        last = {}
        for index in range(30):
            for record in lane.records(index):
                last[record.key] = index
        needless = next(index for index in range(30) if index not in last.values())
        lane.verify(FakeBroker(self.log[:needless] + self.log[needless + 1:]))
        needed = next(last[r.key] for i in range(29) for r in lane.records(i) if r.value is not None and last[r.key] < 29
                      and all(again.value is not None for again in lane.records(last[r.key])))
        self.refused(lane, self.log[:needed] + self.log[needed + 1:], "the last record")


if __name__ == "__main__":
    unittest.main(verbosity=2)
