"""Runs Klamm and Apache Kafka on the same work in turn, and says how they compare. README.md of this folder is the tour."""

import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
# Brokers as processes, genuine Kafka and where it is fetched from are shared with the tests of compatibility.
sys.path.insert(0, str(REPOSITORY / "tests/compat"))
