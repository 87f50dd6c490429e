"""Rounds into one number with its spread, and histograms into one distribution."""

from dataclasses import dataclass
from statistics import median


@dataclass
class Spread:
    median: float
    low: float
    high: float
    count: int


def summarise(results):
    """{(scenario, column, metric): Spread} of the results of a run."""
    collected = {}
    for result in results:
        for name, value in result["values"].items():
            collected.setdefault((result["scenario"], result["column"], name), []).append(value)
    return {key: Spread(median(all_), min(all_), max(all_), len(all_)) for key, all_ in collected.items()}


def merge_histograms(results, scenario, column):
    """{name: [[upper ns, count], ...]} with the rounds added up."""
    merged = {}
    for result in results:
        if result["scenario"] != scenario or result["column"] != column:
            continue
        for name, buckets in result["histograms"].items():
            into = merged.setdefault(name, {})
            for upper, count in buckets:
                into[upper] = into.get(upper, 0) + count
    return {name: sorted(into.items()) for name, into in merged.items()}


def quantiles(buckets, shares):
    """The value below which each of the ascending shares lies, in milliseconds."""
    total = sum(count for _, count in buckets)
    out, seen, at = [], 0, 0
    for share in shares:
        wanted = max(1, share * total)
        while at < len(buckets) and seen + buckets[at][1] < wanted:
            seen += buckets[at][1]
            at += 1
        out.append(buckets[min(at, len(buckets) - 1)][0] / 1e6)
    return out
