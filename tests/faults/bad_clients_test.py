"""Clients that misbehave on real sockets; the others do not notice, and memory stays where it was."""

import contextlib
import os
import resource
import shutil
import signal
import socket
import struct
import unittest

from broker import BACKEND, Broker, Directory
from wire import API_VERSIONS, PRODUCE, Client, batch, frame

SILENT_CONNECTIONS = 10_000


class BadClients(unittest.TestCase):
    def setUp(self):
        self._directory = Directory()
        self.data = self._directory.__enter__() / "data"
        self.addCleanup(self._directory.__exit__)

    def test_idle_memory(self):
        with Broker(self.data) as broker:
            broker.wait_ready()
            self.assertEqual(Client(broker.port).ping(), 0)
            print(f"{BACKEND}: idle broker: {broker.resident_kib() / 1024:.1f} MiB resident")

    def test_ten_thousand_silent_connections(self):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = SILENT_CONNECTIONS * 3 // 2  # the broker keeps a quarter for its own files
        if hard != resource.RLIM_INFINITY and hard < wanted:
            self.skipTest(f"only {hard} files may be open here")
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
        with Broker(self.data, "socket.listen.backlog.size=1024") as broker, contextlib.ExitStack() as stack:
            broker.wait_ready()
            client = Client(broker.port)
            self.assertEqual(client.create_topic("t"), 0)
            before = broker.resident_kib()
            for number in range(SILENT_CONNECTIONS):
                # Loopback addresses beyond the first: one of them has not enough ports for all.
                source = (f"127.0.0.{2 + number // 5000}", 0)
                stack.enter_context(socket.create_connection(("127.0.0.1", broker.port), 30, source))
            # The last of them is served as well, so all are accepted.
            newcomer = Client(broker.port)
            self.assertEqual(newcomer.ping(), 0)
            for number in range(50):
                self.assertEqual(client.produce("t", 0, batch([b"v"])), (0, number))
            after = broker.resident_kib()
            print(f"{BACKEND}: {SILENT_CONNECTIONS} silent connections: {before / 1024:.1f} -> {after / 1024:.1f} MiB resident")
            self.assertEqual(broker.terminate(), 0, broker.text())

    def test_no_more_files(self):
        """Connections are refused before the files for partitions run out; others are served all the while."""
        if shutil.which("prlimit") is None:
            self.skipTest("there is no prlimit here")
        with (Broker(self.data, "socket.listen.backlog.size=300", prefix=("prlimit", "--nofile=128:128")) as broker,
              contextlib.ExitStack() as stack):
            broker.wait_ready()
            client = Client(broker.port)
            broker.process.send_signal(signal.SIGSTOP)  # all that come now are there at once when it goes on
            for _ in range(200):
                stack.enter_context(socket.create_connection(("127.0.0.1", broker.port), 30))
            broker.process.send_signal(signal.SIGCONT)
            broker.wait_for_line("max.connections")
            self.assertEqual(client.create_topic("t", 2), 0)
            self.assertEqual(client.produce("t", 0, batch([b"v"])), (0, 0))
            self.assertEqual(client.produce("t", 1, batch([b"v"])), (0, 0))
            stack.close()
            self.assertEqual(broker.terminate(), 0, broker.text())
            self.assertNotIn("KAFKA_STORAGE_ERROR", broker.text())
            self.assertNotIn("Too many open files", broker.text())

    def test_clients_that_leave_in_the_middle(self):
        with Broker(self.data) as broker:
            broker.wait_ready()
            client = Client(broker.port)
            self.assertEqual(client.create_topic("t"), 0)
            body = struct.pack(">hhii", -1, -1, 30000, 1) + b"\0\1t" + struct.pack(">ii", 1, 0)
            data = batch([bytes(3000)])
            whole = frame(PRODUCE, 3, 1, body + struct.pack(">i", len(data)) + data)
            for cut in [1, 3, 4, 5, 6, 12, 40, 1000, len(whole) - 1, len(whole)]:
                for reset in (False, True):
                    leaving = socket.create_connection(("127.0.0.1", broker.port), 30)
                    if reset:
                        leaving.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    leaving.sendall(whole[:cut])
                    leaving.close()
            self.assertEqual(client.ping(), 0)
            found = client.read_all("t", 0)
            self.assertLessEqual(len(found), 2)
            self.assertEqual(broker.terminate(), 0, broker.text())
            self.assertNotIn("assertion", broker.text())

    def test_nonsense_closes_the_connection(self):
        nonsense = {
            "oversize": struct.pack(">i", 0x7FFFFFFF) + bytes(16),
            "negative": struct.pack(">i", -5) + bytes(16),
            "unknown api": frame(999, 0, 1, b""),
            "unknown version": frame(API_VERSIONS - 1, 99, 1, b""),
            "noise": os.urandom(64),
            "impossible array": frame(3, 1, 1, struct.pack(">i", 0x7FFFFFF0)),
        }
        with Broker(self.data) as broker:
            broker.wait_ready()
            other = Client(broker.port)
            for what, data in nonsense.items():
                with self.subTest(what):
                    bad = Client(broker.port)
                    if what == "noise":
                        data = b"\x7f" + data  # a size beyond every limit
                    bad.socket.sendall(data)
                    with self.assertRaises(OSError):
                        bad.response()
                    self.assertEqual(other.ping(), 0)

    def test_damaged_records_are_refused(self):
        with Broker(self.data) as broker:
            broker.wait_ready()
            client = Client(broker.port)
            self.assertEqual(client.create_topic("t"), 0)
            good = batch([b"value"])
            damaged = good[:-2] + bytes([good[-2] ^ 1]) + good[-1:]
            self.assertEqual(client.produce("t", 0, damaged)[0], 2)  # CORRUPT_MESSAGE
            self.assertEqual(client.produce("t", 0, good), (0, 0))


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
