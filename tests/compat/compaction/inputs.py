"""The cases: what is written, when it is cleaned, how both sides are to look afterwards.

A case is a function of a side and a seed. It yields, as often as it likes, a name for the moment and the topic that is to
be the same on both sides then. Both sides run it, each on its own, and then the moments are compared.
"""

import time

from written import TIME, Writer

CASES = {}
NOW_MS = int(time.time() * 1000)
DAY_MS = 86_400_000
PRODUCERS = (None, None, "one", "two", "three")


def case(function):
    CASES[function.__name__.replace("_", "-")] = function
    return function


@case
def everything(side, seed):
    """All codecs, headers, producers with and without ids; tombstones go in the second round after theirs."""
    writer = Writer(side, "everything", seed, internal_segment_bytes=32768, delete_retention_ms=1)
    for round_number in (1, 2, 3):
        # A producer that is heard of no more keeps its last batch, if need be without records.
        producers = PRODUCERS if round_number == 1 else PRODUCERS[:-1]
        writer.batches(400 if round_number == 1 else 120, 150, producers=producers)
        writer.close_segment()
        side.clean(writer.topic, writer.active)
        yield f"round {round_number}", writer.topic


@case
def tombstones_are_kept(side, seed):
    """With a delete.retention.ms of a day. Segments end by time only."""
    writer = Writer(side, "tombstones", seed, delete_retention_ms=DAY_MS)
    for round_number in (1, 2):
        for _ in range(5):
            writer.batches(20, 60, tombstones=0.5, producers=PRODUCERS)
            writer.close_segment()
        side.clean(writer.topic, writer.active)
        yield f"round {round_number}", writer.topic


@case
def last_batch_of_a_round(side, seed):
    """What was written last before the end of a round is overwritten in the next: the batch stays, without records."""
    writer = Writer(side, "last", seed, delete_retention_ms=1)
    for round_number in (1, 2, 3):
        writer.batches(10, 5, tombstones=0.8, codecs=(0,))
        writer.batch([(b"deleted in the end", None, [], 0)])
        writer.close_segment()
        side.clean(writer.topic, writer.active)
        yield f"round {round_number}", writer.topic


@case
def without_keys(side, seed):
    """Refused whole, and nothing of it is in the log; an empty key is one."""
    writer = Writer(side, "keyless", seed)
    writer.batches(20, 10)
    code = writer.refused([(b"k", b"v", [], 0), (None, b"v", [], 0)])
    writer.batch([(b"", b"v", [], 0)])
    writer.close_segment()
    side.clean(writer.topic, writer.active)
    yield f"error {code}", writer.topic


@case
def young_records(side, seed):
    """min.compaction.lag.ms: what is younger is not cleaned, nor used to clean what is older."""
    writer = Writer(side, "young", seed, min_compaction_lag_ms=DAY_MS, internal_segment_bytes=16384)
    writer.batches(100, 40)
    writer.close_segment(NOW_MS - 60_000)
    old = writer.active
    writer.batches(100, 40)
    writer.close_segment(NOW_MS + 600_000)
    side.clean(writer.topic, old)
    yield "cleaned", writer.topic


@case
def due_records(side, seed):
    """max.compaction.lag.ms: old records are cleaned however few there are."""
    writer = Writer(side, "due", seed, internal_segment_bytes=16384)
    writer.batches(200, 40)
    writer.close_segment()
    side.clean(writer.topic, writer.active)
    writer.batches(5, 40)
    writer.close_segment()
    side.alter(writer.topic, max_compaction_lag_ms=1000)
    side.await_cleaned(writer.topic, writer.active)
    yield "cleaned", writer.topic


@case
def compact_and_delete(side, seed):
    """Both policies: cleaned, and then what is older than retention.ms goes."""
    policy = "compact,delete"
    writer = Writer(side, "both", seed, cleanup_policy=policy, internal_segment_bytes=8192, delete_retention_ms=1)
    writer.batches(150, 4000, codecs=(0,))
    writer.close_segment(NOW_MS - 3_600_000)
    kept = writer.active
    writer.batches(150, 4000, codecs=(0,))
    writer.close_segment(NOW_MS)
    side.clean(writer.topic, writer.active)
    yield "cleaned", writer.topic
    side.alter(writer.topic, retention_ms=DAY_MS)
    side.await_start(writer.topic, kept)
    yield "deleted", writer.topic


@case
def more_keys_than_the_map_holds(side, seed):
    """Several rounds: a map of the smallest size that Kafka allows has room for less than 40,000 keys."""
    writer = Writer(side, "many", seed, internal_segment_bytes=1 << 20)
    for first in (0, 30_000, 10_000):
        for batch in range(first, first + 30_000, 1000):
            writer.batch([(b"%d" % key, b"%d" % writer.end, [], 0) for key in range(batch, batch + 1000)])
    writer.close_segment()
    side.clean(writer.topic, writer.active)
    yield "cleaned", writer.topic


assert TIME < NOW_MS - 2 * DAY_MS
