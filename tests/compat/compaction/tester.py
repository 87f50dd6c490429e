"""Kafka's own LogCompactionTester, as it comes with kafka-tools, against a Klamm of its own."""

import re
import subprocess

from harness import broker, install

NAME = "log-compaction-tester"
MAIN = "org.apache.kafka.tools.LogCompactionTester"
TIMEOUT_S = 120
# Its topics have the broker's settings.
BROKER = {
    "log.cleaner.backoff.ms": "100",
    "log.cleaner.min.cleanable.ratio": "0.01",
    # A topic of the tester's is smaller than the smallest log.segment.bytes.
    "log.roll.ms": "100",
    "log.cleaner.delete.retention.ms": "100",
}
# It is to be told how long it waits between producing and consuming; the first that shows compaction will do.
SLEEPS_S = (2, 8, 20)
PRODUCED = re.compile(r"(\d+) rows of data produced, (\d+) rows of data consumed")
VALIDATED = re.compile(r"Validated (\d+) values, (\d+) mismatches")


def attempt(served, folder, sleep_s):
    """(rows produced, rows consumed), or lines that say what is wrong."""
    command = [
        *install.kafka_tools("4.3.1", "2.13"),
        MAIN,
        *("--bootstrap-server", served.bootstrap, "--messages", "20000", "--topics", "2", "--duplicates", "5"),
        *("--percent-deletes", "20", "--sleep", str(sleep_s)),
    ]
    command.insert(1, f"-Djava.io.tmpdir={folder}")
    try:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=TIMEOUT_S, cwd=folder
        )
    except subprocess.TimeoutExpired:
        return [f"not done after {TIMEOUT_S} s"]
    rows, validated = PRODUCED.search(done.stdout), VALIDATED.search(done.stdout)
    complete = "Data verification is completed" in done.stdout
    if done.returncode != 0 or not rows or not validated or int(validated[1]) == 0 or not complete:
        return [f"status {done.returncode}:", *done.stdout.strip().splitlines()[-15:]]
    return int(rows[1]), int(rows[2])


def run(folder):
    served = broker.Klamm(folder / "klamm-tester", BROKER).start()
    try:
        for sleep_s in SLEEPS_S:
            came = attempt(served, folder, sleep_s)
            if isinstance(came, list):
                return came
            if came[1] < came[0]:
                return []
        return [f"{came[0]} rows produced and {came[1]} consumed: nothing was compacted"]
    finally:
        served.close()
