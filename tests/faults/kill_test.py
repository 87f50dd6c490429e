"""kill -9 under load, again and again: every record and offset that was acknowledged is there afterwards. And SIGTERM
under load, which ends with status 0 and keeps no client waiting for ever."""

import threading
import unittest

from broker import Broker, Directory, wait_until
from wire import Client, batch

ROUNDS = 10
PARTITIONS = 4
RECORDS_BEFORE_KILL = 60


class Producer(threading.Thread):
    """Sends numbered records to one partition until the connection breaks, and keeps what was acknowledged."""

    def __init__(self, port, partition, first):
        super().__init__(daemon=True)
        self.port, self.partition, self.next = port, partition, first
        self.acknowledged = {}  # offset -> value
        self.wrong = None
        self.changed = threading.Condition()

    def run(self):
        try:
            client = Client(self.port)
            while True:
                value = f"{self.partition}:{self.next}:".encode() + bytes(200)
                self.next += 1
                error, base = client.produce("load", self.partition, batch([value]))
                if error != 0:
                    self.wrong = f"error {error}"
                    return
                with self.changed:
                    self.acknowledged[base] = value
                    self.changed.notify_all()
        except OSError:
            pass

    def wait_for(self, count):
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.acknowledged) >= count, 60), "no progress"


class Committer(threading.Thread):
    """Commits growing offsets until the connection breaks."""

    def __init__(self, port, first):
        super().__init__(daemon=True)
        self.port, self.asked, self.acknowledged = port, first, first

    def run(self):
        try:
            client = Client(self.port)
            while True:
                self.asked += 1
                if client.commit("group", "load", 0, self.asked) == 0:
                    self.acknowledged = self.asked
        except OSError:
            pass


class Kill(unittest.TestCase):
    def test_kill_in_a_loop(self):
        acknowledged = [{} for _ in range(PARTITIONS)]
        following = [0] * PARTITIONS
        committed = asked = 0
        with Directory() as root:
            for number in range(ROUNDS + 1):
                with Broker(root / "data") as broker:
                    broker.wait_ready()
                    client = Client(broker.port)
                    if number == 0:
                        self.assertEqual(client.create_topic("load", PARTITIONS), 0)
                        while client.find_coordinator("group") != 0:
                            pass
                    self.verify(client, acknowledged, committed, asked)
                    if number == ROUNDS:
                        self.assertEqual(broker.terminate(), 0, broker.text())
                        break
                    producers = [Producer(broker.port, i, following[i]) for i in range(PARTITIONS)]
                    committer = Committer(broker.port, asked)
                    for thread in [*producers, committer]:
                        thread.start()
                    for producer in producers:
                        producer.wait_for(RECORDS_BEFORE_KILL)
                    broker.kill()
                    for i, producer in enumerate(producers):
                        producer.join()
                        self.assertIsNone(producer.wrong)
                        acknowledged[i].update(producer.acknowledged)
                        following[i] = producer.next
                    committer.join()
                    committed, asked = committer.acknowledged, committer.asked
                    self.assertNotIn("assertion", broker.text())
        print(f"{ROUNDS} kills, {sum(map(len, acknowledged))} records and {committed} commits acknowledged")

    def verify(self, client, acknowledged, committed, asked):
        for partition, expected in enumerate(acknowledged):
            found = client.read_all("load", partition)
            for offset, value in expected.items():
                self.assertEqual(found.get(offset), value, f"partition {partition}, offset {offset}")
            self.assertEqual(sorted(found), list(range(len(found))))
        if asked == 0:
            return
        loading = (14, 15, 16)
        wait_until(lambda: client.committed("group", "load", 0)[0] not in loading, "the coordinator has loaded")
        error, offset = client.committed("group", "load", 0)
        self.assertEqual(error, 0)
        self.assertTrue(committed <= offset <= asked, f"{committed} <= {offset} <= {asked}")

    def test_terminate_under_load(self):
        with Directory() as root, Broker(root / "data") as broker:
            broker.wait_ready()
            self.assertEqual(Client(broker.port).create_topic("load", PARTITIONS), 0)
            producers = [Producer(broker.port, i, 0) for i in range(PARTITIONS)]
            for producer in producers:
                producer.start()
            for producer in producers:
                producer.wait_for(RECORDS_BEFORE_KILL)
            self.assertEqual(broker.terminate(), 0, broker.text())
            for producer in producers:
                producer.join()
                self.assertIsNone(producer.wrong)
            with Broker(root / "data") as again:
                again.wait_ready()
                client = Client(again.port)
                for producer in producers:
                    found = client.read_all("load", producer.partition)
                    for offset, value in producer.acknowledged.items():
                        self.assertEqual(found.get(offset), value)


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
