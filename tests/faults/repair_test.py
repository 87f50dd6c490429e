"""Damage on disk under a real broker: the scrubber says it, `klamm log repair` mends it, and a broker goes on after it."""

import subprocess
import unittest

from broker import BINARY, Broker, Directory
from wire import Client, batch

COUNT = 40
CORRUPT_MESSAGE = 2


class Repairs(unittest.TestCase):
    def setUp(self):
        self._directory = Directory()
        root = self._directory.__enter__()
        self.addCleanup(self._directory.__exit__)
        self.data = root / "data"
        self.log = self.data / "topic-0"
        with Broker(self.data, "log.segment.bytes=1048576") as broker:
            broker.wait_ready()
            client = Client(broker.port)
            self.assertEqual(client.create_topic("topic"), 0)
            for number in range(COUNT):
                self.assertEqual(client.produce("topic", 0, batch([bytes([number]) * 60_000]))[0], 0)
            self.assertEqual(broker.terminate(), 0, broker.text())
        self.first, *_, self.last = sorted(self.log.glob("*.log"))

    def flip(self, path, position):
        with open(path, "r+b") as file:
            file.seek(position)
            byte = file.read(1)[0]
            file.seek(position)
            file.write(bytes([byte ^ 4]))

    def tool(self, *arguments):
        done = subprocess.run([BINARY, "log", *arguments, str(self.data)], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def offsets(self):
        with Broker(self.data) as broker:
            broker.wait_ready()
            found = set(Client(broker.port).read_all("topic", 0))
            self.assertEqual(broker.terminate(), 0, broker.text())
        return found

    def test_nothing_to_do(self):
        self.assertEqual(self.tool("verify")[0], 0)
        self.assertEqual(self.tool("repair")[0], 0)
        self.assertEqual(self.tool("repair", "--yes", "--drop-damaged")[0], 0)
        self.assertEqual(self.offsets(), set(range(COUNT)))

    def test_bad_arguments(self):
        self.assertEqual(self.tool("repair", "--deep")[0], 2)
        self.assertEqual(self.tool("verify", "--yes")[0], 2)

    def test_damage(self):
        self.flip(self.first, 200_000)
        self.flip(self.first.with_suffix(".index"), 13)
        with open(self.last, "ab") as file:
            file.write(self.first.read_bytes()[:1000])
        before = {path: path.read_bytes() for path in self.log.iterdir()}
        status, text = self.tool("repair")
        self.assertEqual(status, 3, text)
        self.assertIn("would repair", text)
        self.assertIn("--drop-damaged", text)
        self.assertEqual(before, {path: path.read_bytes() for path in self.log.iterdir()})
        status, text = self.tool("repair", "--yes")
        self.assertEqual(status, 1, text)
        self.assertEqual(self.tool("repair")[0], 1)
        status, text = self.tool("repair", "--yes", "--drop-damaged")
        self.assertEqual(status, 0, text)
        self.assertEqual(self.tool("verify")[0], 0)
        self.assertEqual(len(list(self.log.glob("*.damaged-*"))), 2)
        self.assertEqual(self.offsets(), set(range(COUNT)) - {3})

    def test_broker_has_it(self):
        self.flip(self.first, 200_000)
        # The first broker had nothing to read, and says that the next pass is due in a week.
        with Broker(self.data, "log.scrub.interval.ms=1000") as broker:
            broker.wait_ready()
            line = broker.wait_for_line("a batch on disk is damaged")
            self.assertIn("log=topic-0", line)
            self.assertIn("offset=3", line)
            status, text = self.tool("repair", "--yes", "--drop-damaged")
            self.assertEqual(status, 1, text)
            self.assertIn("in use by another process", text)
            client = Client(broker.port)
            self.assertEqual(client.fetch("topic", 0, 3)[0], CORRUPT_MESSAGE)
            self.assertEqual(client.produce("topic", 0, batch([b"more"]))[0], 0)
            self.assertEqual(broker.terminate(), 0, broker.text())


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
