"""Every client that is tested, how it is installed, and what it is called in the table."""
from dataclasses import dataclass
from typing import Callable

from . import install
from .scenarios import SCENARIOS


@dataclass(frozen=True)
class Client:
    """One row group of the table; scenarios() is the common list unless the client is a set of tools."""

    name: str
    version: str
    install: Callable[[], list]
    scenarios: Callable[[], dict] = lambda: SCENARIOS

    @property
    def title(self):
        return f"{self.name} {self.version}"


ALL = [
    Client("confluent-kafka", "2.16.1", lambda: install.python_client("confluent-kafka")),
    Client("kafka-python", "3.0.12", lambda: install.python_client("kafka-python")),
    Client("aiokafka", "0.14.0", lambda: install.python_client("aiokafka")),
]
