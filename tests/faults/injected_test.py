"""Operations that the kernel does not do: the program of program/, with two log directories of which one is in trouble.

What was acknowledged is compared by the program that users run, on what the other one left.
"""

import os
import pathlib
import threading
import time
import unittest

from broker import BINARY, Broker, Directory, wait_until
from wire import Client, batch

FAULTY = os.environ.get(
    "KLAMM_FAULTY_BIN", str(pathlib.Path(__file__).parents[2] / "build/release/tests/faults/klamm_faulty"))
KAFKA_STORAGE_ERROR = 56
SETTINGS = ("journal.file.bytes=1048576", "journal.max.bytes=2097152", "disk.stall.threshold.ms=200")
BATCH_BYTES = 60_000


class Injected(unittest.TestCase):
    def setUp(self):
        directory = Directory()
        self.root = directory.__enter__()
        self.addCleanup(directory.__exit__)
        self.good, self.bad = self.root / "good", self.root / "bad"
        self.rules = self.root / "rules"
        self.count = 0
        self.acknowledged = {}  # topic -> offset -> value

    def start(self, binary=FAULTY):
        broker = Broker(
            f"{self.good},{self.bad}", *SETTINGS, binary=binary, environment={"FAULT_RULES": str(self.rules)})
        self.addCleanup(broker.__exit__)
        return broker

    def go_wrong(self, *lines):
        """From now on; without any, everything is well again."""
        written = self.root / "rules.new"
        written.write_text("".join(line + "\n" for line in lines))
        written.rename(self.rules)

    def topics(self, broker):
        """A client, topics that lie in the good directory, and topics in the other one."""
        client = Client(broker.wait_ready().port)
        for i in range(6):
            self.assertEqual(client.create_topic(f"topic{i}"), 0)
        return client, self.placed(client, self.good), self.placed(client, self.bad)

    def placed(self, client, directory):
        names = [name for name, _ in client.log_dirs()[str(directory)][1] if name.startswith("topic")]
        self.assertTrue(names)
        return names

    def append(self, client, topic):
        """The error; what is acknowledged is noted."""
        self.count += 1
        value = self.count.to_bytes(8, "big") * (BATCH_BYTES // 8)
        error, offset = client.produce(topic, 0, batch([value]))
        if error == 0:
            self.acknowledged.setdefault(topic, {})[offset] = value
        return error

    def append_until(self, client, topic, error, limit=500):
        for _ in range(limit):
            answer = self.append(client, topic)
            if answer == error:
                return
            self.assertEqual(answer, 0)
        self.fail(f"no error {error}")

    def append_some(self, client, topics, count=3):
        for topic in topics * count:
            self.assertEqual(self.append(client, topic), 0, topic)

    def end_and_compare(self, broker):
        """All is well again, and the released program finds what the faulty one has acknowledged."""
        self.assertEqual(broker.terminate(), 0, broker.text())
        self.assertNotIn("assertion", broker.text())
        self.compare()

    def compare(self):
        self.go_wrong()
        with self.start(BINARY) as broker:
            client = Client(broker.wait_ready().port)
            for topic, expected in self.acknowledged.items():
                found = client.read_all(topic, 0)
                self.assertEqual(sorted(found), list(range(len(found))), topic)
                for offset, value in expected.items():
                    self.assertEqual(found.get(offset), value, f"{topic} at {offset}")
            self.append_some(client, list(self.acknowledged), 1)
            self.assertEqual(broker.terminate(), 0, broker.text())

    def test_writes_fail(self):
        broker = self.start()
        client, kept, lost = self.topics(broker)
        self.append_some(client, kept + lost)
        self.go_wrong(f"write {self.bad} EIO")
        self.append_until(client, lost[0], KAFKA_STORAGE_ERROR)
        self.append_some(client, kept)
        for topic in lost:
            self.assertEqual(self.append(client, topic), KAFKA_STORAGE_ERROR)
        self.assertEqual(client.log_dirs()[str(self.bad)], (KAFKA_STORAGE_ERROR, []))
        self.assertEqual(broker.text().count("log directory offline"), 1, broker.text())
        self.end_and_compare(broker)

    def test_a_sync_that_failed_is_final(self):
        broker = self.start()
        client, kept, lost = self.topics(broker)
        self.append_some(client, lost)
        self.go_wrong(f"sync {self.bad} EIO")
        self.append_until(client, lost[0], KAFKA_STORAGE_ERROR)
        self.go_wrong()
        self.assertEqual(self.append(client, lost[0]), KAFKA_STORAGE_ERROR)
        self.append_some(client, kept)
        self.end_and_compare(broker)

    def test_segments_cannot_be_read_for_a_while(self):
        broker = self.start()
        client, kept, lost = self.topics(broker)
        self.append_some(client, kept + lost)
        self.assertEqual(broker.terminate(), 0, broker.text())
        broker = self.start()  # which has nothing of them in memory
        client = Client(broker.wait_ready().port)
        self.assertEqual(len(client.read_all(kept[0], 0)), 3)
        self.go_wrong(f"read {self.bad}/{lost[0]}-0/ EIO")
        self.assertEqual(client.fetch(lost[0], 0, 0)[0], KAFKA_STORAGE_ERROR)
        self.assertEqual(len(client.read_all(lost[1], 0)), 3)
        self.append_some(client, lost, 1)
        self.go_wrong()
        self.assertEqual(len(client.read_all(lost[0], 0)), 4)
        self.assertNotIn("offline", broker.text())
        self.end_and_compare(broker)

    def test_a_start_cannot_read_everything(self):
        broker = self.start()
        client, kept, lost = self.topics(broker)
        self.append_some(client, kept + lost)
        broker.kill()
        for file in (f"{lost[0]}-0/partition.metadata", "journal/", "meta.properties"):
            with self.subTest(file):
                self.go_wrong(f"read {self.bad}/{file} EIO")
                broker = self.start()
                client = Client(broker.wait_ready().port)
                broker.wait_for_line(f"log directory offline.*{file}")
                self.append_some(client, kept)
                self.assertNotEqual(self.append(client, lost[0]), 0)
                self.assertEqual(broker.terminate(), 0, broker.text())
        self.compare()

    def append_beside(self, broker, topic):
        """A thread that appends over a connection of its own, and the answer when it has come."""
        answers = []
        client = Client(broker.port)
        self.addCleanup(client.close)
        thread = threading.Thread(target=lambda: answers.append(self.append(client, topic)))
        thread.start()
        return thread, answers

    def test_an_operation_is_stuck(self):
        broker = self.start()
        client, kept, lost = self.topics(broker)
        self.append_some(client, kept + lost)
        self.go_wrong(f"write {self.bad} stuck")
        waiting, answers = self.append_beside(broker, lost[0])
        broker.wait_for_line(f"the disk does not answer.*{self.bad}")
        self.append_some(client, kept)
        self.assertEqual(answers, [])
        self.go_wrong()
        waiting.join(60)
        self.assertEqual(answers, [0])
        broker.wait_for_line("the disk answers again")
        self.end_and_compare(broker)

    def test_everything_is_slow(self):
        broker = self.start()
        client, kept, lost = self.topics(broker)
        self.go_wrong(f"any {self.bad} 20ms")
        begun = time.monotonic()
        self.append_some(client, kept + lost, 10)
        self.assertGreater(time.monotonic() - begun, 10 * len(lost) * 0.020)  # each waits for a write
        self.end_and_compare(broker)

    def test_no_space(self):
        broker = self.start()
        client, kept, lost = self.topics(broker)
        self.append_some(client, kept + lost)
        self.go_wrong(f"write {self.bad} ENOSPC")
        waiting, answers = self.append_beside(broker, lost[0])  # it has its offset, and is written when there is space
        broker.wait_for_line(f"disk full.*{self.bad}")
        self.assertEqual(self.append(client, lost[0]), KAFKA_STORAGE_ERROR)
        self.append_some(client, kept)
        self.go_wrong()
        waiting.join(60)
        self.assertEqual(answers, [0])
        wait_until(lambda: self.append(client, lost[0]) == 0, "there is space again")
        self.append_some(client, lost)
        self.assertNotIn("offline", broker.text())
        self.end_and_compare(broker)

    def test_the_metadata_cannot_be_written(self):
        broker = self.start()
        client, kept, lost = self.topics(broker)
        self.append_some(client, kept + lost)
        self.go_wrong(f"write {self.good} EIO")
        try:
            self.append_until(client, kept[0], KAFKA_STORAGE_ERROR)
        except OSError:
            pass  # the broker may be gone before it answers
        self.assertEqual(broker.wait_exit(), 1, broker.text())
        self.assertEqual(broker.text().count("cannot go on"), 1, broker.text())
        self.compare()


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
