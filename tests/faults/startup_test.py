"""Where a broker must not start it says why in one line and ends: status 1 for the machine, 2 for the configuration."""

import os
import socket
import subprocess
import unittest

from broker import BINARY, Broker, Directory
from wire import Client, batch


class Refusals(unittest.TestCase):
    def setUp(self):
        self._directory = Directory()
        self.root = self._directory.__enter__()
        self.addCleanup(self._directory.__exit__)
        self.data = self.root / "data"

    def refused(self, broker, status, *words):
        with broker:
            self.assertEqual(broker.wait_exit(), status, broker.text())
        # The storage may have said before that a directory went offline; why there is no broker is said once.
        errors = [line for line in broker.text().splitlines() if "cannot start" in line or line.startswith("klamm: ")]
        self.assertEqual(len(errors), 1, broker.text())
        for word in words:
            self.assertIn(str(word), errors[0])
        self.assertNotIn("assertion", broker.text())

    def found(self, *settings):
        """A directory that a broker has used."""
        with Broker(self.data, *settings) as broker:
            broker.wait_ready()
            self.assertEqual(broker.terminate(), 0, broker.text())

    def test_directory_in_use(self):
        with Broker(self.data) as first:
            first.wait_ready()
            self.refused(Broker(self.data), 1, self.data)
            self.assertEqual(Client(first.port).ping(), 0)

    def node(self, number):
        """The settings of a combined node: who names an id names them all."""
        listeners = "PLAINTEXT://127.0.0.1:0,CONTROLLER://127.0.0.1:0"
        return ("process.roles=broker,controller", f"node.id={number}", f"listeners={listeners}",
                "controller.listener.names=CONTROLLER", f"controller.quorum.voters={number}@127.0.0.1:9093")

    def test_directory_of_another_node(self):
        self.found(*self.node(7))
        self.refused(Broker(self.data, *self.node(8)), 1, self.data, "node 7", "8")

    def test_directory_of_another_cluster(self):
        self.found("cluster.id=AAAAAAAAAAAAAAAAAAAAAQ")
        self.refused(Broker(self.data, "cluster.id=AAAAAAAAAAAAAAAAAAAAAg"), 1, self.data, "AAAAAAAAAAAAAAAAAAAAAQ")

    def test_directory_is_a_file(self):
        self.data.write_text("")
        self.refused(Broker(self.data), 1, self.data)

    def test_directory_not_writable(self):
        self.root.chmod(0o777)
        self.data.mkdir()
        self.data.chmod(0o555)
        prefix = ()
        if os.geteuid() == 0:
            # Root may write anywhere; nobody may not.
            prefix = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
            if subprocess.run([*prefix, BINARY, "--version"], capture_output=True, check=False).returncode != 0:
                self.skipTest("cannot run the broker as another user here")
        self.refused(Broker(self.data, prefix=prefix), 1, self.data)

    def test_port_in_use(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            self.refused(Broker(self.data, kafka_port=port), 1, port)

    def test_http_port_in_use(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            self.refused(Broker(self.data, f"http.listeners=http://127.0.0.1:{port}"), 1, port)

    def test_bad_configuration(self):
        config = self.root / "server.properties"
        config.write_text(f"log.dirs={self.data}\n\nnum.partitions=many\n")
        self.refused(Broker(self.data, config=config), 2, f"{config}:3", "num.partitions", "many")
        self.assertFalse(self.data.exists())

    def test_missing_configuration(self):
        self.refused(Broker(self.data, config=self.root / "nowhere"), 2, "nowhere")

    def test_bad_flag(self):
        self.refused(Broker(self.data, "log.segment.bytes=-5"), 2, "log.segment.bytes", "--set")

    def test_metadata_in_a_directory_of_its_own(self):
        """metadata.log.dir, and that a cluster which is looked for in the wrong place is not founded anew."""
        metadata = self.root / "metadata"
        setting = f"metadata.log.dir={metadata}"
        for topics in ((), ("topic",)):
            with Broker(self.data, setting) as broker:
                client = Client(broker.wait_ready().port)
                if not topics:
                    self.assertEqual(client.create_topic("topic"), 0)
                self.assertEqual(client.produce("topic", 0, batch([b"x"]))[0], 0)
                self.assertEqual(list(client.log_dirs()), [str(self.data)])
                self.assertEqual(broker.terminate(), 0, broker.text())
            self.assertTrue((metadata / "__cluster_metadata-0").exists())
            self.assertFalse((self.data / "__cluster_metadata-0").exists())
            self.assertFalse((metadata / "topic-0").exists())
        self.refused(Broker(self.data), 1, self.data, "metadata.log.dir")
        elsewhere = self.root / "elsewhere"
        self.refused(Broker(self.data, f"metadata.log.dir={elsewhere}"), 1, elsewhere, "metadata.log.dir")
        # As one of log.dirs it is found there, and the others are told from it.
        both = f"{metadata},{self.data}"
        self.refused(Broker(both, f"metadata.log.dir={self.data}"), 1, metadata, self.data, "metadata.log.dir")
        with Broker(both) as broker:
            client = Client(broker.wait_ready().port)
            self.assertEqual(client.produce("topic", 0, batch([b"x"]))[0], 0)
            self.assertEqual(sorted(client.log_dirs()), sorted([str(self.data), str(metadata)]))
            self.assertEqual(len(client.read_all("topic", 0)), 3)
            self.assertEqual(broker.terminate(), 0, broker.text())

    def test_full_disk(self):
        """A file system of 8 MiB in a mount namespace of its own: the broker must end, or serve and lose nothing."""
        mount = self.root / "small"
        mount.mkdir()
        probe = ["unshare", "--mount", "mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(mount)]
        if subprocess.run(probe, capture_output=True, check=False).returncode != 0:
            self.skipTest("mounting in a private namespace is not permitted here")
        script = f"mount -t tmpfs -o size=8m tmpfs {mount} && exec \"$@\""
        prefix = ("unshare", "--mount", "sh", "-c", script, "sh")
        self.refused(Broker(mount / "data", prefix=prefix), 1, mount)


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
