#!/usr/bin/env python3
"""Makes `transactions/` anew: a partition of genuine Kafka with interleaved, committed and aborted transactions.

    make_transactions.py OUT_FOLDER

Runs Kafka 4.3.1 as tests/compat does. To be run by a Python that has confluent-kafka: the one that
`tests/compat/run.py --client confluent-kafka --install` makes.
"""

import random
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "compat"))

from confluent_kafka import Producer
from confluent_kafka.admin import AdminClient, NewTopic
from harness.broker import Kafka

SEED = 20261126
TOPIC = "transactions"
STEPS = 160


def main():
    out = Path(sys.argv[1])
    rng = random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        kafka = Kafka(Path(folder) / "kafka").start()
        try:
            config = {"internal.segment.bytes": "2500", "index.interval.bytes": "300"}
            admin = AdminClient({"bootstrap.servers": kafka.bootstrap})
            admin.create_topics([NewTopic(TOPIC, 1, 1, config=config)])[TOPIC].result()
            write(kafka, rng)
        finally:
            kafka.stop()
        for path in sorted((Path(folder) / "kafka/data" / f"{TOPIC}-0").iterdir()):
            if path.suffix in (".log", ".txnindex", ".snapshot"):
                shutil.copy(path, out / path.name)
        kafka.close()


def write(kafka, rng):
    plain = Producer({"bootstrap.servers": kafka.bootstrap, "linger.ms": 0})
    writers = []
    for i in range(5):
        producer = Producer(
            {"bootstrap.servers": kafka.bootstrap, "transactional.id": f"writer-{i}", "linger.ms": 0}
        )
        producer.init_transactions()
        writers.append(producer)
    open_ = set()
    for step in range(STEPS):
        value = bytes([97 + step % 26]) * rng.randrange(20, 120)
        if rng.random() < 0.15:
            plain.produce(TOPIC, value)
            plain.flush()
            continue
        i = rng.randrange(len(writers))
        if i not in open_:
            writers[i].begin_transaction()
            open_.add(i)
        elif rng.random() < 0.45:
            if rng.random() < 0.6:
                writers[i].abort_transaction()
            else:
                writers[i].commit_transaction()
            open_.discard(i)
            continue
        for _ in range(rng.randrange(1, 3)):
            writers[i].produce(TOPIC, value)
        writers[i].flush()
    for i in sorted(open_)[1:]:  # one stays open
        writers[i].abort_transaction()


main()
