"""A disk that fills up while the broker serves, on a file system of its own: KAFKA_STORAGE_ERROR and one clear line, never a false
promise, never a crash; and with space again everything that was acknowledged."""

import contextlib
import pathlib
import shutil
import subprocess
import unittest

from broker import BACKEND, Broker, Directory
from wire import Client, batch

SIZE_MIB = 64
BALLAST_MIB = 46
KAFKA_STORAGE_ERROR = 56
SETTINGS = ("journal.file.bytes=1048576", "journal.max.bytes=2097152")


class SmallDisk:
    """A mount in a namespace that a process of ours keeps alive; who wants to see it enters there."""

    def __init__(self, folder, kind):
        self.folder, self.kind = folder, kind
        mount = f"mount -t tmpfs -o size={SIZE_MIB}m tmpfs {folder}"
        if kind == "ext4":
            image = folder.with_suffix(".image")
            mount = f"truncate -s {SIZE_MIB}M {image} && mkfs.ext4 -q -m 0 {image} && mount -o loop {image} {folder}"
        # It lives until its input ends.
        script = f"{mount} && echo mounted && exec cat"
        self.holder = subprocess.Popen(
            ["unshare", "--mount", "sh", "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True)
        if self.holder.stdout.readline() != "mounted\n":
            why = self.holder.communicate()[1].strip()
            raise unittest.SkipTest(f"a small {kind} cannot be mounted here: {why}")
        self.prefix = ("nsenter", "--mount", f"--target={self.holder.pid}")

    def run(self, *command):
        subprocess.run([*self.prefix, *command], check=True, capture_output=True)

    def close(self):
        self.holder.communicate()


class FullDisk(unittest.TestCase):
    def fill(self, kind):
        if shutil.which("unshare") is None or shutil.which("nsenter") is None:
            self.skipTest("there is no unshare or nsenter here")
        with Directory() as root, contextlib.ExitStack() as stack:
            folder = pathlib.Path(root) / "small"
            folder.mkdir()
            disk = SmallDisk(folder, kind)
            stack.callback(disk.close)
            ballast = folder / "ballast"
            disk.run("fallocate", "-l", f"{BALLAST_MIB}M", str(ballast))
            acknowledged = self.until_full(disk)
            # As it is: full, it starts and has everything, or refuses with a reason.
            with Broker(folder / "data", *SETTINGS, prefix=disk.prefix) as broker:
                broker.wait_for_line("msg=ready|cannot start")
                self.assertNotIn("assertion", broker.text())
            disk.run("rm", str(ballast))
            with Broker(folder / "data", *SETTINGS, prefix=disk.prefix) as broker:
                broker.wait_ready()
                client = Client(broker.port)
                self.verify(client, acknowledged)
                following = 1 + max(base for topic, partition, base, _ in acknowledged if (topic, partition) == ("full-0", 0))
                error, base = client.produce("full-0", 0, batch([b"again"]))
                self.assertEqual(error, 0, broker.text())
                self.assertGreaterEqual(base, following)  # what was refused may have been written all the same
                self.assertEqual(broker.terminate(), 0, broker.text())
            print(f"{BACKEND}, {kind}: {len(acknowledged)} records acknowledged until the disk was full, and read back")

    def until_full(self, disk):
        """(topic, partition, offset, value) of each record that was acknowledged."""
        acknowledged = []
        with Broker(disk.folder / "data", *SETTINGS, prefix=disk.prefix) as broker:
            broker.wait_ready()
            client = Client(broker.port)
            for number in range(3):
                self.assertEqual(client.create_topic(f"full-{number}", 2), 0)
            error = number = 0
            while error == 0 and number < 4000:
                topic, partition = f"full-{number % 3}", number // 3 % 2
                value = number.to_bytes(4, "big") * 5000
                error, base = client.produce(topic, partition, batch([value]))
                if error == 0:
                    acknowledged.append((topic, partition, base, value))
                number += 1
            self.assertEqual(error, KAFKA_STORAGE_ERROR, broker.text())
            self.assertGreater(len(acknowledged), 50)
            self.assertEqual(client.ping(), 0)
            self.assertIsNone(broker.process.poll(), broker.text())
            said = [line for line in broker.lines if line is not None and "level=error" in line]
            # One line for each of the two shards that noticed, and nothing else.
            self.assertIn(len(said), (1, 2), broker.text())
            for line in said:
                self.assertIn("disk full: producers are refused", line)
            self.assertIn(broker.terminate(), (0, 1), broker.text())
            self.assertNotIn("assertion", broker.text())
        return acknowledged

    def verify(self, client, acknowledged):
        found = {(topic, partition): client.read_all(topic, partition)
                 for topic, partition, _, _ in acknowledged[-6:]}
        for topic, partition, offset, value in acknowledged:
            self.assertEqual(found[topic, partition].get(offset), value, f"{topic}-{partition}, offset {offset}")

    def test_tmpfs_fills_up(self):
        self.fill("tmpfs")

    def test_ext4_fills_up(self):
        self.fill("ext4")


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
