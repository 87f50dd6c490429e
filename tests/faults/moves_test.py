"""Partitions that move between log directories while they are written, in a process that is killed meanwhile."""

import random
import threading
import unittest

from broker import Broker, Directory, wait_until
from wire import Client, batch

LIMIT = "replica.alter.log.dirs.io.max.bytes.per.second"


class Producing:
    """One producer in a thread: each batch has its number, and is acknowledged before the next one is sent."""

    def __init__(self, port, acknowledged):
        self.acknowledged = acknowledged
        self.errors = []
        self._port = port
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self):
        try:
            client = Client(self._port)
            while not self._ended.is_set():
                number = len(self.acknowledged)
                error, offset = client.produce("topic", 0, batch([b"%d " % number + bytes(3000)]))
                if error:
                    self.errors.append(error)
                    return
                self.acknowledged.append(offset)
        except OSError:
            pass  # it was killed

    def end(self):
        self._ended.set()
        self._thread.join()


class Moves(unittest.TestCase):
    def setUp(self):
        self._directory = Directory()
        root = self._directory.__enter__()
        self.addCleanup(self._directory.__exit__)
        self.dirs = [root / "first", root / "second"]
        self.acknowledged = []

    def broker(self, *settings):
        return Broker(f"{self.dirs[0]},{self.dirs[1]}", "log.segment.bytes=1048576", *settings)

    def place(self, client):
        """Where the topic is."""
        found = client.log_dirs()
        return [path for path in self.dirs if ("topic", 0) in found[str(path)][1]]

    def other(self, client):
        here, = self.place(client)
        return self.dirs[1 - self.dirs.index(here)]

    def wait_moved(self, client, path):
        wait_until(lambda: self.place(client) == [path], f"the topic is in {path}")

    def check(self, client):
        """Every acknowledged record is there, at its offset. One that was sent and not acknowledged may be there, too."""
        found = client.read_all("topic", 0)
        for number, offset in enumerate(self.acknowledged):
            self.assertTrue(found[offset].startswith(b"%d " % number), f"offset {offset}, record {number}")

    def files(self):
        return sorted(path.name for directory in self.dirs for path in directory.glob("topic-0*"))

    def test_there_and_back_under_load(self):
        with self.broker() as broker:
            broker.wait_ready()
            client = Client(broker.port)
            self.assertEqual(client.create_topic("topic"), 0)
            producing = Producing(broker.port, self.acknowledged)
            for _ in range(4):
                count = len(self.acknowledged)
                wait_until(lambda: len(self.acknowledged) > count + 100, "it is produced to")
                to = self.other(client)
                self.assertEqual(client.move("topic", 0, to), 0)
                self.wait_moved(client, to)
            producing.end()
            self.assertEqual(producing.errors, [])
            self.check(client)
            self.assertEqual(broker.terminate(), 0, broker.text())
        self.assertEqual([name for name in self.files() if not name.endswith("-delete")], ["topic-0"])
        with self.broker() as broker:
            broker.wait_ready()
            self.check(Client(broker.port))

    def test_killed_on_the_way(self):
        """Ten kills at any moment of a move, slow or fast; at last it is where it was to go."""
        random.seed(11)
        to = None
        for round_ in range(10):
            limit = random.choice([400_000, 4_000_000, 400_000_000])
            with self.broker(f"{LIMIT}={limit}") as broker:
                broker.wait_ready()
                client = Client(broker.port)
                if round_ == 0:
                    self.assertEqual(client.create_topic("topic"), 0)
                wait_until(lambda: len(self.place(client)) == 1, "the topic is in one place")
                self.check(client)
                producing = Producing(broker.port, self.acknowledged)
                count = len(self.acknowledged)
                if round_ == 0:
                    wait_until(lambda: len(self.acknowledged) > 1000, "it is produced to")
                to = self.other(client)
                self.assertEqual(client.move("topic", 0, to), 0)
                wait_until(lambda: len(self.acknowledged) > count + random.randrange(200), "it is produced to")
                self.assertEqual(producing.errors, [])
                broker.kill()
                producing.end()
                self.assertEqual(producing.errors, [])
        with self.broker() as broker:
            broker.wait_ready()
            client = Client(broker.port)
            wait_until(lambda: client.log_dirs(future=True)[str(to)][1] == [], "nothing moves any more")
            self.wait_moved(client, to)
            self.check(client)
            self.assertEqual(broker.terminate(), 0, broker.text())


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
