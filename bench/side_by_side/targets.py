"""What Klamm wants to reach, as ratios to Kafka in the same run: absolute numbers belong to a machine."""

from dataclasses import dataclass

from .scenario import OWN, SYNCED


@dataclass(frozen=True)
class Target:
    scenario: str
    metric: str
    limit: float
    what: str
    at_least: bool = False  # else at most
    against: str = OWN  # the column of Kafka's
    own_scenario: str = ""  # against Klamm itself in another scenario

    def reached(self, ratio):
        return ratio >= self.limit if self.at_least else ratio <= self.limit

    def text(self):
        return ("at least " if self.at_least else "at most ") + f"{self.limit:.3g}"


TARGETS = (
    Target("bulk-1k", "cpu_s_per_gb", 1 / 4, "broker CPU per GB, bulk produce 1 KiB"),
    Target("bulk-1k-java", "cpu_s_per_gb", 1 / 4, "broker CPU per GB, ProducerPerformance"),
    Target("consume", "cpu_s_per_gb", 0.85, "broker CPU per GB, consume (TCP alone: 0.72)"),
    Target("tail", "cpu_s_per_gb", 0.85, "broker CPU per GB, tail consume"),
    Target("catch-up", "cpu_s_per_gb", 1, "broker CPU per GB, catch-up"),
    Target("small", "cpu_s_per_million_requests", 1 / 2, "broker CPU per million small requests, 10,000/s"),
    Target("small", "cpu_s_per_million_requests_max", 1 / 2, "broker CPU per million small requests, full speed"),
    Target("steady", "p99_ms", 1 / 3, "p99 at 10,000 records/s"),
    Target("steady", "p99.9_ms", 1 / 3, "p99.9 at 10,000 records/s"),
    Target("steady-java", "p99_ms", 1 / 3, "p99 at 10,000 records/s, ProducerPerformance"),
    Target("steady-java", "p99.9_ms", 1 / 3, "p99.9 at 10,000 records/s, ProducerPerformance"),
    Target("durable-1000", "p99_ms", 1 / 100, "p99 durable, 1,000 partitions, Kafka synced", against=SYNCED),
    Target("durable-1000", "p99_ms", 2, "p99 durable, 1,000 partitions / Klamm's at 16", own_scenario="durable-16"),
    Target("durable-10000", "p99_ms", 3, "p99 durable, 10,000 partitions / Klamm's at 16", own_scenario="durable-16"),
    Target("start-empty", "resident_mib", 1 / 8, "resident memory, idle"),
    Target("bulk-1k", "resident_mib", 1 / 5, "resident memory after bulk produce"),
    Target("start-empty", "ready_s", 1 / 20, "start-up, empty"),
    Target("start-killed", "ready_s", 1 / 30, "start-up after kill -9"),
    Target("create", "writable_s", 1, "5,000 partitions created and writable"),
    Target("compaction-1k", "cpu_s_per_gb", 1 / 2, "cleaner CPU per GB, records of 1 KiB"),
    Target("compaction-100b", "cpu_s_per_gb", 1 / 2, "cleaner CPU per GB, records of 100 bytes"),
    *(
        Target(f"bulk-{size}{codec}", "mb_per_s", 1.3, f"throughput, bulk-{size}{codec}", at_least=True)
        for size in ("100b", "1k", "10k")
        for codec in ("", "-gzip", "-snappy", "-lz4", "-zstd")
    ),
    Target("bulk-1k-java", "mb_per_s", 1.3, "throughput, ProducerPerformance", at_least=True),
    Target("consume-java", "mb_per_s", 1.3, "throughput, ConsumerPerformance", at_least=True),
)


def judge(summary):
    """A row for each target whose both numbers are there."""
    rows = []
    for target in TARGETS:
        own = summary.get((target.scenario, "klamm", target.metric))
        if target.own_scenario:
            other = summary.get((target.own_scenario, "klamm", target.metric))
        else:
            other = summary.get((target.scenario, "kafka" + target.against, target.metric))
        if own is None or other is None or not other.median:
            continue
        ratio = own.median / other.median
        generator = summary.get((target.scenario, "klamm", "generator_part"))
        generator = generator or summary.get((target.scenario, "klamm", "generator_share"))
        bound = target.at_least and generator is not None and generator.median > GENERATOR_BOUND
        rows.append(
            {
                "what": target.what,
                "scenario": target.scenario,
                "metric": target.metric,
                "klamm": own.median,
                "kafka": other.median,
                "ratio": ratio,
                "limit": target.limit,
                "target": target.text(),
                "reached": target.reached(ratio),
                "generator_bound": bound,
            }
        )
    return rows


# Above it the generator was the limit and not the broker: of one core where it is `klamm bench`, which is one thread; of
# what it and the broker used where it is a Java tool of many threads: a broker that costs nothing would then give a
# sixth more.
GENERATOR_BOUND = 0.85
