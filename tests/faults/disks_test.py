"""Log directories that fail or fill up, under a real kernel: who goes on, who is told what, and that nothing is lost."""

import subprocess
import unittest

from broker import Broker, Directory, wait_until
from wire import Client, batch

KAFKA_STORAGE_ERROR = 56
SMALL_JOURNAL = ("journal.file.bytes=1048576", "journal.max.bytes=2097152")


class Disks(unittest.TestCase):
    def setUp(self):
        self._directory = Directory()
        self.root = self._directory.__enter__()
        self.addCleanup(self._directory.__exit__)

    def mounted(self, *mounts):
        """A prefix that gives the broker file systems of its own: pairs of a directory and its size."""
        script = ""
        for path, size in mounts:
            path.mkdir()
            script += f"mount -t tmpfs -o size={size} tmpfs {path} && "
        prefix = ("unshare", "--mount", "sh", "-c", script + "exec \"$@\"", "sh")
        if subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode != 0:
            self.skipTest("mounting in a private namespace is not permitted here")
        return prefix

    def client_with_topics(self, broker, count):
        """topic0, topic1 and so on, of one partition each."""
        broker.wait_ready()
        client = Client(broker.port)
        for i in range(count):
            self.assertEqual(client.create_topic(f"topic{i}"), 0)
        return client

    def produce_until(self, client, topic, error, limit=2000):
        """How many batches were acknowledged before `error` came."""
        data = batch([bytes(60_000)])
        for count in range(limit):
            answer, _ = client.produce(topic, 0, data)
            if answer == error:
                return count
            self.assertEqual(answer, 0)
        raise AssertionError(f"no error {error}")

    def test_one_of_two_cannot_be_opened(self):
        good, bad = self.root / "good", self.root / "bad"
        bad.write_text("")
        with Broker(f"{good},{bad}") as broker:
            client = self.client_with_topics(broker, 4)
            for i in range(4):
                self.assertEqual(client.produce(f"topic{i}", 0, batch([b"x"]))[0], 0)
            found = client.log_dirs()
            self.assertEqual(found[str(bad)], (KAFKA_STORAGE_ERROR, []))
            self.assertEqual(found[str(good)][0], 0)
            self.assertIn(("topic3", 0), found[str(good)][1])
            self.assertEqual(broker.text().count("log directory offline"), 1, broker.text())
            self.assertEqual(broker.terminate(), 0, broker.text())

    def test_the_one_with_the_metadata_cannot_be_opened(self):
        good, bad = self.root / "good", self.root / "bad"
        bad.write_text("")
        with Broker(f"{bad},{good}") as broker:
            self.assertEqual(broker.wait_exit(), 1, broker.text())
            errors = [line for line in broker.text().splitlines() if "cannot start" in line]
            self.assertEqual(len(errors), 1, broker.text())
            self.assertIn(str(bad), errors[0])

    def lose(self, broker, path):
        """Takes a file system away under the broker: what is open stays so, what is opened is not there."""
        subprocess.run(["nsenter", "-t", str(broker.process.pid), "-m", "umount", "-l", str(path)], check=True)

    def test_one_of_two_is_lost(self):
        first, second = self.root / "first", self.root / "second"
        prefix = self.mounted((first, "64m"), (second, "64m"))
        with Broker(f"{first},{second}", *SMALL_JOURNAL, prefix=prefix) as broker:
            client = self.client_with_topics(broker, 6)
            self.lose(broker, second)
            placed = client.log_dirs()
            lost = [name for name, _ in placed[str(second)][1]]
            kept = [name for name, _ in placed[str(first)][1] if name.startswith("topic")]
            self.assertTrue(lost and kept, placed)
            self.produce_until(client, lost[0], KAFKA_STORAGE_ERROR)
            broker.wait_for_line("log directory offline")
            for name in kept:
                self.assertEqual(client.produce(name, 0, batch([b"x"]))[0], 0)
            for name in lost:
                self.assertEqual(client.produce(name, 0, batch([b"x"]))[0], KAFKA_STORAGE_ERROR)
            self.assertEqual(client.log_dirs()[str(second)], (KAFKA_STORAGE_ERROR, []))
            self.assertEqual(client.create_topic("later", 4), 0)
            for i in range(4):
                self.assertEqual(client.produce("later", i, batch([b"x"]))[0], 0)
            self.assertEqual(broker.text().count("log directory offline"), 1, broker.text())
            self.assertEqual(broker.terminate(), 0, broker.text())

    def test_the_one_with_the_metadata_is_lost(self):
        first, second = self.root / "first", self.root / "second"
        prefix = self.mounted((first, "64m"), (second, "64m"))
        with Broker(f"{first},{second}", *SMALL_JOURNAL, prefix=prefix) as broker:
            client = self.client_with_topics(broker, 2)
            self.lose(broker, first)
            name = [name for name, _ in client.log_dirs()[str(first)][1] if name.startswith("topic")][0]
            try:
                self.produce_until(client, name, KAFKA_STORAGE_ERROR)
            except OSError:
                pass  # the broker may be gone before it answers
            self.assertEqual(broker.wait_exit(), 1, broker.text())
            self.assertEqual(broker.text().count("cannot go on"), 1, broker.text())
            self.assertNotIn("assertion", broker.text())

    def test_full_and_empty_again(self):
        """Somebody else fills the disk: producers are refused, offsets are committed, and all is well when it is gone."""
        mount = self.root / "small"
        prefix = self.mounted((mount, "48m"))
        with Broker(mount / "data", *SMALL_JOURNAL, "offsets.topic.num.partitions=2", prefix=prefix) as broker:
            broker.wait_ready()
            client = Client(broker.port)
            self.assertEqual(client.create_topic("full"), 0)
            wait_until(lambda: client.find_coordinator("group") == 0, "the group has a coordinator")
            ballast = f"/proc/{broker.process.pid}/root{mount}/ballast"
            with open(ballast, "wb") as file:
                file.write(bytes(20 << 20))
            acknowledged = self.produce_until(client, "full", KAFKA_STORAGE_ERROR)
            self.assertGreater(acknowledged, 10)
            for offset in range(50):
                self.assertEqual(client.commit("group", "full", 0, offset), 0)
                self.assertEqual(client.produce("full", 0, batch([b"x"]))[0], KAFKA_STORAGE_ERROR)
            self.assertEqual(client.create_topic("meanwhile"), 0)
            self.assertEqual(broker.text().count("disk full"), 1, broker.text())
            with open(ballast, "wb"):
                pass
            broker.wait_for_line("space again")
            self.assertEqual(client.produce("full", 0, batch([b"last"]))[0], 0)
            self.assertEqual(client.produce("meanwhile", 0, batch([b"x"]))[0], 0)
            found = client.read_all("full", 0)
            self.assertEqual(len(found), acknowledged + 1)
            self.assertEqual(found[acknowledged], b"last")
            self.assertEqual(client.committed("group", "full", 0), (0, 49))
            self.assertNotIn("offline", broker.text())
            self.assertEqual(broker.terminate(), 0, broker.text())


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
