#!/usr/bin/env python3
"""Kills a broker under load again and again, starts it on the same directory, and checks all that it acknowledged.

    soak.py                          100 kills, both backends in turn
    soak.py --seconds 3600           for so long instead
    soak.py --seed 17 --kills 5      the same choices again (the moments are the machine's)
    soak.py --backend epoll          one backend only

Prints a line for each round and a summary. The first promise that was broken ends it with status 1; the data directory, the
broker's log and what was expected are kept and named. KLAMM_BIN as tests/faults has it.
"""

import argparse
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "faults"))

from broker import BINARY, Broker  # noqa: E402
from client import EARLIEST, Client  # noqa: E402
from lane import PATIENCE_S, Lane, Violation  # noqa: E402
from load import Changer, Coming, Committer, Consumer, Group, Producer, ProducerIds, Progress, Trimmer  # noqa: E402

# Every pass through the rounds does each of these once, in an order that the seed chooses.
ROUNDS = ["kill", "kill", "kill at start", "kill while stopped", "stop, go on, kill", "terminate"]
SMALL = {"internal.segment.bytes": 65536}
TOPICS = {  # name: (partitions, configs, what its lanes are)
    "exact": (3, {"segment.bytes": 1 << 20}, {"idempotent": True}),
    "plain": (2, {"internal.segment.bytes": 131072}, {"idempotent": False}),
    "trimmed": (2, SMALL, {"idempotent": True, "size_max": 20_000}),
    "retained": (2, {**SMALL, "retention.bytes": 4 * 65536},
                 {"idempotent": True, "size_max": 20_000, "retention_bytes": 4 * 65536}),
    "compacted": (2, {"internal.segment.bytes": 16384, "cleanup.policy": "compact", "min.cleanable.dirty.ratio": "0.01",
                      "delete.retention.ms": 1000}, {"idempotent": True, "keyed": True}),
    "large": (2, {"segment.bytes": 8 << 20}, {"idempotent": True, "large": True}),
    "wide": (24, SMALL, {"idempotent": True, "size_max": 20_000}),
}
SETTINGS = (
    "journal.file.bytes=1048576", "journal.max.bytes=2097152", "log.initial.task.delay.ms=0",
    "log.retention.check.interval.ms=200", "log.cleaner.backoff.ms=200", "log.segment.delete.delay.ms=100",
    "offsets.topic.num.partitions=2", "offsets.topic.segment.bytes=1048576", "auto.create.topics.enable=false",
    "producer.id.expiration.ms=2147483647",
)


class Run:
    """What all that is sent has in common: its identity, so that nothing of another run is taken for it, and its time."""

    def __init__(self, name, timestamp_ms):
        self.name, self.timestamp_ms = name, timestamp_ms

    def named(self, name):
        return Run(name, self.timestamp_ms)


class Deadline:
    def __init__(self):
        self._end = time.monotonic() + PATIENCE_S

    def check(self, what):
        if time.monotonic() > self._end:
            raise Violation(f"waited {PATIENCE_S:.0f} s for {what}")


class Soak:
    def __init__(self, root, seed, backend):
        self.root, self.data, self.backend = root, root / "data", backend
        self.rng = random.Random(seed)
        run = Run(f"seed {seed}", int(time.time() * 1000))
        self.lanes = {
            topic: [Lane(run, topic, partition, **kind) for partition in range(partitions)]
            for topic, (partitions, _, kind) in TOPICS.items()
        }
        self.groups = [Group(f"group {i}", "exact", TOPICS["exact"][0]) for i in range(6)]
        self.coming = [Coming(run, f"coming-{i}") for i in range(4)]
        self.ids = ProducerIds()
        self.rounds = self.kills = self.records = self.batches = self.read_records = self.read_bytes = 0
        self.deck = []
        self.broker = None

    # One round.

    def start(self):
        """A process with settings that the seed chooses; not ready yet."""
        backend = self.backend or self.rng.choice(("uring", "epoll"))
        shards = self.rng.randint(1, 3)
        self.about = f"{backend}, {shards} shards"
        self.broker = Broker(self.data, f"io.backend={backend}", f"num.shards={shards}", *SETTINGS)

    def serve(self):
        """Starts, and compares what is there with what was promised; the seconds that took."""
        self.start()
        started = time.monotonic()
        self.broker.wait_ready()
        ready = time.monotonic()
        read = self.verify()
        return read, ready - started, time.monotonic() - ready

    def verify(self):
        client = Client(self.broker.port)
        topics = client.topics()
        read = []
        for name, lanes in self.lanes.items():
            if name in topics:
                read += [lane.verify(client) for lane in lanes]
            elif self.rounds:
                raise Violation(f"topic {name} is lost")
        read += [coming.verify(client, topics) for coming in self.coming]
        deadline = Deadline()
        for group in self.groups:
            while self.rounds and client.find_coordinator(group.name) != 0:
                deadline.check(f"the coordinator of {group.name}")
            if self.rounds:
                group.verify(client, deadline)
        client.close()
        records, size = (sum(pair[i] for pair in read) for i in range(2))
        self.read_records += records
        self.read_bytes += size
        return records, size

    def found(self):
        """Creates what all rounds use."""
        client = Client(self.broker.port)
        for name, (partitions, configs, _) in TOPICS.items():
            error = client.create(name, partitions, configs)
            if error != 0:
                raise Violation(f"CreateTopics of {name} answers {error}")
        deadline = Deadline()
        for group in self.groups:
            while client.find_coordinator(group.name) != 0:
                deadline.check(f"the coordinator of {group.name}")
        client.close()

    def load(self):
        """Threads that do what clients do, and what tells how far they are."""
        progress, port, lanes = Progress(), self.broker.port, self.lanes
        writers = [[lane] for lane in lanes["exact"]] + [lanes[name] for name in lanes if name != "exact"]

        def own():
            return random.Random(self.rng.getrandbits(64))

        workers = [Producer(port, progress, own(), group, self.ids) for group in writers]
        workers.append(Consumer(port, progress, own(), lanes["exact"] + lanes["plain"] + lanes["large"]))
        workers.append(Trimmer(port, progress, own(), lanes["trimmed"], lanes["exact"] + lanes["plain"] + lanes["large"] + lanes["wide"]))
        workers.append(Committer(port, progress, own(), self.groups))
        workers.append(Changer(port, progress, own(), self.coming))
        for worker in workers:
            worker.start()
        return workers, progress

    def await_batches(self, progress, count):
        going = progress.wait_for_more(count)
        if progress.wrong:
            raise Violation(progress.wrong)
        if not going:
            status = self.broker.process.poll()
            raise Violation("a connection broke, the broker runs" if status is None else f"the broker ended: {status}")

    def round(self):
        if not self.deck:
            self.deck = list(ROUNDS)
            self.rng.shuffle(self.deck)
        what = self.deck.pop()
        read, ready_s, verified_s = self.serve()
        if not self.rounds:
            self.found()
        workers, progress = self.load()
        self.await_batches(progress, self.rng.choice((1, 30, 200, 600, 1500)))
        pause_s = 0.0
        if what in ("kill while stopped", "stop, go on, kill"):
            pause_s = self.rng.choice((0.1, 0.5, 2.0))
            self.broker.process.send_signal(signal.SIGSTOP)
            # The pause is the fault; nothing is waited for.
            threading.Event().wait(pause_s)
            if what == "stop, go on, kill":
                self.broker.process.send_signal(signal.SIGCONT)
                self.await_batches(progress, 100)
        progress.terminating = what == "terminate"
        status = self.broker.terminate() if what == "terminate" else self.broker.kill()
        self.join(workers, progress)
        self.check_end(status, 0 if what == "terminate" else -signal.SIGKILL)
        self.rounds += 1
        self.kills += what != "terminate"
        if what == "kill at start":
            self.kill_at_start()
        records, size = read
        print(f"round {self.rounds}: {self.about}: ready in {ready_s:.1f} s; {records} records, {size / (1 << 20):.1f} MiB verified "
              f"in {verified_s:.1f} s; {progress.batches} batches, {progress.records} records acknowledged; {what}", flush=True)

    def join(self, workers, progress):
        progress.end()
        for worker in workers:
            worker.stopping = True
        for worker in workers:
            worker.join(PATIENCE_S)
            if worker.is_alive():
                raise Violation(f"{worker} still waits for an answer")
        self.records += progress.records
        self.batches += progress.batches
        if progress.wrong:
            raise Violation(progress.wrong)

    def check_end(self, status, wanted):
        if status != wanted:
            raise Violation(f"the broker ended with {status}, not with {wanted}")
        for line in self.broker.text().splitlines():
            if "level=error" in line or "assertion" in line:
                raise Violation(f"the broker said: {line}")
        if wanted == 0:
            self.verify_files()

    def kill_at_start(self):
        """Several starts that are not let finish."""
        for _ in range(self.rng.randint(1, 3)):
            self.start()
            try:
                self.broker.process.wait(self.rng.uniform(0.0, 0.3))
            except subprocess.TimeoutExpired:
                pass
            self.check_end(self.broker.kill(), -signal.SIGKILL)
            self.kills += 1

    def verify_files(self):
        done = subprocess.run([BINARY, "log", "verify", str(self.data)], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Violation(f"klamm log verify says: {done.stdout}{done.stderr}")

    # The end of the run.

    def finish(self):
        """Without faults everything that was sent is acknowledged, and logs are shortened; then a clean stop and start."""
        self.serve()
        workers, progress = self.load()
        client = Client(self.broker.port)
        deadline = Deadline()
        while not self.shortened(client):
            deadline.check("retention and compaction")
            self.await_batches(progress, 20)
        self.join(workers, progress)
        for lane in sum(self.lanes.values(), []):
            if lane.acked != len(lane.sent):
                raise Violation(f"{lane}: {len(lane.sent)} batches were sent, {lane.acked} acknowledged")
        client.close()
        self.verify()
        self.check_end(self.broker.terminate(), 0)
        self.serve()
        self.check_end(self.broker.terminate(), 0)

    def shortened(self, client):
        """Whether retention has moved the start of a log, and compaction has taken records away."""
        retained, compacted = self.lanes["retained"], self.lanes["compacted"]
        start = max(client.offset(lane.topic, lane.partition, EARLIEST)[1] for lane in retained)
        return start > 0 and any(lane.removed or lane.has_holes(client) for lane in compacted)

    def end(self):
        if self.broker is not None and self.broker.process.poll() is None:
            self.broker.kill()

    def summary(self):
        commits = sum(group.commits for group in self.groups)
        removed = sum(lane.removed for lane in self.lanes["compacted"])
        topics = sum(coming.generation for coming in self.coming)
        return (f"{self.rounds} rounds, {self.kills} kills; acknowledged {self.batches} batches with {self.records} records, {commits} "
                f"commits, {topics} topics created; read back {self.read_records} records, {self.read_bytes / (1 << 20):.0f} MiB; "
                f"retention began at {max(lane.start for lane in self.lanes['retained'])}, compaction had removed {removed}")


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, help="at least so many; default 100, without --seconds")
    parser.add_argument("--seconds", type=int, help="rounds begin for so long")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--backend", choices=("uring", "epoll"), help="default: the seed chooses for each start")
    return parser.parse_args()


def keep(soak, violation):
    """Says what was broken, and where everything lies."""
    soak.end()
    if soak.broker is not None:
        (soak.root / "broker.log").write_text(soak.broker.text() + "\n")
    print(f"VIOLATION in round {soak.rounds + 1} ({soak.about}): {violation}")
    print(f"kept: {soak.root} (data/ as it was found and broker.log)")


def main():
    options = parse()
    seed = options.seed if options.seed is not None else random.SystemRandom().getrandbits(32)
    kills = options.kills if options.kills is not None else 0 if options.seconds else 100
    root = pathlib.Path(tempfile.mkdtemp(prefix="klamm-soak-"))
    print(f"seed {seed}, data in {root}", flush=True)
    soak = Soak(root, seed, options.backend)
    started = time.monotonic()
    try:
        while soak.kills < kills or (options.seconds and time.monotonic() - started < options.seconds):
            soak.round()
        soak.finish()
    except (Violation, AssertionError, OSError) as violation:
        keep(soak, violation)
        print(soak.summary())
        print("0 passed, 1 failed, 0 skipped")
        return 1
    finally:
        soak.end()
    print(f"seed {seed}: {soak.summary()}; {time.monotonic() - started:.0f} s")
    print("1 passed, 0 failed, 0 skipped")
    shutil.rmtree(root, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
