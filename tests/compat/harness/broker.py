"""Brokers under test as processes: Klamm, and genuine Apache Kafka to prove the tests themselves."""

import os
import random
import shutil
import signal
import socket
import subprocess
from pathlib import Path

from . import install
from .waiting import Deadline, wait_until
from .wire import serves

READY_TIMEOUT_S = 60
STOP_TIMEOUT_S = 30
REPOSITORY = Path(__file__).resolve().parents[3]


def free_ports(count):
    """Ports nobody listens on, below the range from which the kernel picks ports for outgoing connections.

    A broker that is down for a moment must find its port free again, so a client's connection may not take it.
    """
    held = []
    while len(held) < count:
        sock = socket.socket()
        try:
            sock.bind(("127.0.0.1", random.randrange(15000, 32000)))
            held.append(sock)
        except OSError:
            sock.close()
    ports = [sock.getsockname()[1] for sock in held]
    for sock in held:
        sock.close()
    return ports


class Broker:
    """One combined broker and controller with a data directory of its own.

    start() returns when it serves; kill() is SIGKILL; start() after kill() or stop() resumes the same data on the
    same port; close() ends it and deletes the data.
    """

    name = "?"

    def __init__(self, folder, properties=None):
        self.folder = Path(folder)
        shutil.rmtree(self.folder, ignore_errors=True)  # What an earlier run left is another broker's.
        self.folder.mkdir(parents=True)
        self.port, self.controller_port, self.http_port = free_ports(3)
        self.bootstrap = f"127.0.0.1:{self.port}"
        self.extra = dict(properties or {})
        self.process = None
        self.config = self.folder / "server.properties"
        self.log = self.folder / "broker.log"

    def properties(self):
        return {
            "process.roles": "broker,controller",
            "node.id": "1",
            "listeners": f"PLAINTEXT://127.0.0.1:{self.port},CONTROLLER://127.0.0.1:{self.controller_port}",
            "advertised.listeners": f"PLAINTEXT://127.0.0.1:{self.port}",
            "controller.listener.names": "CONTROLLER",
            "inter.broker.listener.name": "PLAINTEXT",
            "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
            "controller.quorum.voters": f"1@127.0.0.1:{self.controller_port}",
            "log.dirs": str(self.folder / "data"),
            "group.initial.rebalance.delay.ms": "0",
            # Records of the tests bear timestamps of years ago: retention would take them 30 seconds after the start.
            "log.initial.task.delay.ms": "3600000",
            "offsets.topic.replication.factor": "1",
            "transaction.state.log.replication.factor": "1",
            "transaction.state.log.min.isr": "1",
            "share.coordinator.state.topic.replication.factor": "1",
            "share.coordinator.state.topic.min.isr": "1",
        }

    def write_config(self):
        settings = {**self.properties(), **self.extra}
        self.config.write_text("".join(f"{key}={value}\n" for key, value in settings.items()))

    def prepare(self):
        self.write_config()

    def command(self):
        raise NotImplementedError

    def start(self):
        if not self.config.exists():
            self.prepare()
        self.launch()
        try:
            wait_until(self._ready_or_dead, READY_TIMEOUT_S, f"{self.name} serves on {self.bootstrap}")
        except Deadline:
            self.kill()
            raise
        return self

    def launch(self):
        """Starts the process and waits for nothing."""
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                self.command(), stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder
            )

    def _ready_or_dead(self):
        if self.process.poll() is not None:
            raise RuntimeError(
                f"{self.name} ended with status {self.process.returncode} while starting:\n{self.log_tail()}"
            )
        return serves(self.port)

    def log_tail(self, lines=15):
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def alive(self):
        return self.process is not None and self.process.poll() is None

    def kill(self):
        if self.alive():
            self.process.kill()
            self.process.wait()

    def stop(self):
        """SIGTERM; returns the exit status, or None when it had to be killed."""
        if not self.alive():
            return self.process.returncode if self.process else None
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self.kill()
            return None

    def close(self, keep=False):
        self.stop()
        if not keep:
            shutil.rmtree(self.folder, ignore_errors=True)


class Klamm(Broker):
    name = "klamm"

    @staticmethod
    def binary():
        return Path(os.environ.get("KLAMM_BIN", REPOSITORY / "build/release/klamm")).resolve()

    def properties(self):
        settings = super().properties()
        settings["http.listeners"] = f"http://127.0.0.1:{self.http_port}"
        # More than a small machine has by default: what one shard asks of another is to be seen by real clients.
        settings["num.shards"] = "2"
        backend = os.environ.get("KLAMM_IO_BACKEND")
        if backend:
            settings["io.backend"] = backend
        return settings

    def command(self):
        return [str(self.binary()), "--config", str(self.config)]


class Kafka(Broker):
    name = "kafka"
    jvm = ("-Xmx768m",)

    def java(self):
        return install.java()

    def prepare(self):
        self.write_config()
        cluster_id = "kafkaCompatClusterAAAA"
        with open(self.log, "ab") as log:
            subprocess.run(
                self._java(
                    "-XX:TieredStopAtLevel=1",
                    "kafka.tools.StorageTool",
                    "format",
                    "-t",
                    cluster_id,
                    "-c",
                    str(self.config),
                ),
                stdout=log,
                stderr=log,
                check=True,
            )

    def _java(self, *arguments):
        jars = install.reference_kafka()
        logging = Path(__file__).resolve().parents[1] / "reference/log4j2.xml"
        return [self.java(), *self.jvm, f"-Dlog4j2.configurationFile={logging}", "-cp", f"{jars}/*", *arguments]

    def command(self):
        return self._java("kafka.Kafka", str(self.config))


class External:
    """A broker somebody else runs: what needs to stop it is skipped."""

    name = "external"
    process = None

    def __init__(self, bootstrap):
        self.bootstrap = bootstrap
        self.port = int(bootstrap.rsplit(":", 1)[1])

    def start(self):
        return self

    def close(self, keep=False):
        pass

    def log_tail(self, lines=0):
        return ""
