"""Apache Kafka's published jars, fetched by Maven once into a cache (KLAMM_CACHE, by default ~/.cache/klamm)."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

NEW = "4.3.1"  # what Klamm answers as
OLD = "3.9.1"  # the last line that served the versions which Kafka 4.0 dropped

# The jars that hold message definitions.
NEW_JARS = ["kafka-clients", "kafka-metadata", "kafka-raft", "kafka-group-coordinator", "kafka-transaction-coordinator",
            "kafka-share-coordinator", "kafka-storage"]
OLD_JARS = ["kafka-clients"]


def cache_folder() -> Path:
    return Path(os.environ.get("KLAMM_CACHE", Path.home() / ".cache" / "klamm")) / "jars"


def fetch(artifact: str, version: str, group: str = "org.apache.kafka") -> Path:
    folder = cache_folder()
    jar = folder / f"{artifact}-{version}.jar"
    if not jar.exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["mvn", "-q", "-B", "dependency:copy", f"-Dartifact={group}:{artifact}:{version}",
             f"-DoutputDirectory={folder}"],
            check=True, cwd=folder)
    return jar


def definition_jars() -> tuple[list[Path], list[Path]]:
    """Those of NEW and those of OLD."""
    return [fetch(name, NEW) for name in NEW_JARS], [fetch(name, OLD) for name in OLD_JARS]
