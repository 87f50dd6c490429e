"""Every client that is tested, how it is installed, and what it is called in the table."""

from dataclasses import dataclass, field
from typing import Callable

from . import install, tools
from .scenarios import SCENARIOS


@dataclass(frozen=True)
class Client:
    """One row group of the table; scenarios() is the common list unless the client is a set of tools."""

    name: str
    version: str
    install: Callable[[], list]
    scenarios: Callable[[], dict] = lambda: SCENARIOS
    lacks: dict = field(default_factory=dict)  # scenario -> why the library cannot pass it, with any broker

    @property
    def title(self):
        return f"{self.name} {self.version}"


ALL = [
    Client(
        "kcat",
        f"{install.debian_version('kcat')} (librdkafka {install.debian_version('librdkafka1')})",
        lambda: install.script_client("kcat", "kcat"),
        lacks={
            "group-death": "kcat commits by a timer and does not tell when",
            "idempotent": "kcat ends when no broker is there",
        },
    ),
    Client("confluent-kafka", "2.16.1", lambda: install.python_client("confluent-kafka")),
    Client("java-4.3", "4.3.1", lambda: install.java_client("4.3.1", "since-3.1")),
    Client("java-3.9", "3.9.2", lambda: install.java_client("3.9.2", "since-3.1")),
    Client("java-2.1", "2.1.1", lambda: install.java_client("2.1.1", "before-3.1")),
    Client("kafka-python", "3.0.12", lambda: install.python_client("kafka-python")),
    Client("aiokafka", "0.14.0", lambda: install.python_client("aiokafka")),
    Client("franz-go", "1.22.2", lambda: install.go_client("franz-go")),
    Client("sarama", "1.61.1", lambda: install.go_client("sarama")),
    Client(
        "kafka-go",
        "0.4.51",
        lambda: install.go_client("kafka-go"),
        lacks={"empty": "kafka-go reads empty keys and values as null"},
    ),
    Client(
        "kafkajs",
        "2.2.4",
        lambda: install.node_client("kafkajs"),
        lacks={"headers-repeated": "KafkaJS keeps headers in an object, which loses the order of repeated names"},
    ),
    Client(
        "rskafka",
        "0.6.0",
        lambda: install.rust_client("rskafka"),
        lacks={"headers-repeated": "rskafka keeps headers in a map"},
    ),
    Client("tools-4.3", "4.3.1", lambda: install.kafka_tools("4.3.1", "2.13"), lambda: tools.scenarios("4.3.1")),
    Client("tools-3.9", "3.9.2", lambda: install.kafka_tools("3.9.2", "2.13"), lambda: tools.scenarios("3.9.2")),
    Client("tools-2.1", "2.1.1", lambda: install.kafka_tools("2.1.1", "2.12"), lambda: tools.scenarios("2.1.1")),
]
