"""The two brokers that are compared, with the settings that are compared: all of them are printed on the page."""

import os
import re
import socket
import threading
import time
from pathlib import Path

from harness import broker, install
from harness.wire import serves

# What Kafka's own scripts give the JVM (bin/kafka-run-class.sh), and the heap of bin/kafka-server-start.sh.
KAFKA_JVM = (
    "-Xms1g",
    "-Xmx1g",
    "-server",
    "-XX:+UseG1GC",
    "-XX:MaxGCPauseMillis=20",
    "-XX:InitiatingHeapOccupancyPercent=35",
    "-XX:+ExplicitGCInvokesConcurrent",
    "-Djava.awt.headless=true",
)
READY_SECONDS_MAX = 300


def java():
    """The newest Java of this machine, which is the best that Kafka can have; JAVA_HOME says another."""
    if os.environ.get("JAVA_HOME"):
        return install.java()
    found = []
    for release in Path("/usr/lib/jvm").glob("*/release"):
        version = re.search(r'JAVA_VERSION="(\d+)', release.read_text())
        program = release.parent / "bin/java"
        if version and program.exists():
            found.append((int(version.group(1)), str(program)))
    return max(found)[1] if found else install.java()


def port_open(port):
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


class Timed:
    """Adds to a Broker of the harness: how long a start takes, to a millisecond."""

    ready_s = None

    def start(self):
        if not self.config.exists():
            self.prepare()
        begun = time.monotonic()
        self.launch()
        never = threading.Event()
        while not (port_open(self.port) and serves(self.port)):
            if not self.alive():
                raise RuntimeError(f"{self.name} ended while starting:\n{self.log_tail()}")
            if time.monotonic() - begun > READY_SECONDS_MAX:
                raise RuntimeError(f"{self.name} does not serve after {READY_SECONDS_MAX} s:\n{self.log_tail()}")
            never.wait(0.001)
        self.ready_s = time.monotonic() - begun
        return self

    @property
    def pid(self):
        return self.process.pid


class Klamm(Timed, broker.Klamm):
    """With its defaults: only where it listens, where its data are, and that one node holds one copy."""

    def properties(self):
        return {
            "listeners": f"PLAINTEXT://127.0.0.1:{self.port}",
            "advertised.listeners": f"PLAINTEXT://127.0.0.1:{self.port}",
            "http.listeners": f"http://127.0.0.1:{self.http_port}",
            "log.dirs": str(self.folder / "data"),
            "offsets.topic.replication.factor": "1",
        }

    @property
    def metrics(self):
        return f"http://127.0.0.1:{self.http_port}/metrics"


class Kafka(Timed, broker.Kafka):
    """One combined node with Kafka's defaults, but for what a single node needs (replication factors of one)."""

    jvm = KAFKA_JVM
    metrics = ""

    def properties(self):
        settings = super().properties()
        # The tests do not want to wait for it; a user would.
        del settings["group.initial.rebalance.delay.ms"]
        return settings

    def java(self):
        return java()


BROKERS = {"klamm": Klamm, "kafka": Kafka}
