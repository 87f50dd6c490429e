"""The metrics by name: what they are called in the report, their unit, and which way is better."""

# name: (title, unit, lower is better)
METRICS = {
    "mb_per_s": ("throughput", "MB/s", False),
    "records_per_s": ("records", "/s", False),
    "requests_per_s_max": ("requests at full speed", "/s", False),
    "cpu_s_per_gb": ("broker CPU", "s/GB", True),
    "cpu_s_per_million_requests": ("broker CPU", "s/M requests", True),
    "cpu_s_per_million_requests_max": ("broker CPU at full speed", "s/M requests", True),
    "cpu_s_per_million_records": ("broker CPU", "s/M records", True),
    "cpu_s": ("broker CPU", "s", True),
    "p50_ms": ("latency p50", "ms", True),
    "p99_ms": ("latency p99", "ms", True),
    "p99.9_ms": ("latency p99.9", "ms", True),
    "max_ms": ("latency max", "ms", True),
    "alone_p99_ms": ("p99 without the consumer", "ms", True),
    "ready_s": ("until Metadata is answered", "s", True),
    "usable_s": ("until every partition took a write", "s", True),
    "killed_ready_s": ("after kill -9", "s", True),
    "created_bytes_each": ("memory of each, created", "B", True),
    "bytes_each": ("memory of each, after a clean stop", "B", True),
    "killed_bytes_each": ("memory of each, after kill -9", "B", True),
    "open_files": ("open files", "", None),
    "answered_s": ("until the request is answered", "s", True),
    "writable_s": ("until every partition took a write", "s", True),
    "join_s": ("until all have joined", "s", True),
    "open_s": ("to open them", "s", True),
    "before_mib": ("resident memory before", "MiB", True),
    "more_mib": ("resident memory more", "MiB", True),
    "resident_mib": ("resident memory", "MiB", True),
    "written_per_byte": ("written to disk per byte", "", True),
    "generator_share": ("generator's CPU", "cores", None),
    "generator_part": ("generator's part of its and the broker's CPU", "", None),
    "generator_late_ms": ("generator late at most", "ms", None),
    "system_calls_per_request": ("system calls per request", "", None),
    "operations_per_request": ("I/O operations per request", "", None),
    "journal_writes_per_request": ("journal writes per request", "", None),
}

COLUMN_TITLES = {"klamm": "Klamm", "kafka": "Kafka", "kafka-synced": "Kafka, synced"}


def ordered(metrics):
    known = list(METRICS)
    return sorted(metrics, key=lambda name: known.index(name) if name in known else len(known))


def show(value):
    """Three digits that matter."""
    if value is None:
        return ""
    size = abs(value)
    if size >= 1000:
        return f"{value:,.0f}"
    if size >= 100:
        return f"{value:.0f}"
    if size >= 10:
        return f"{value:.1f}"
    if size >= 0.1 or size == 0:
        return f"{value:.2f}"
    return f"{value:.3g}"
