"""Takes out of answers what differs between any two brokers: ids, ports, clocks, the order of sets.

Everything here holds for two genuine Kafka brokers as well (`run.py --self` proves it). What is different only because
Klamm is not Kafka does not belong here, but into allowed.txt with its reason.
"""

import re
import time

from records import take_apart

MEMBER = re.compile(r".*-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$|^[A-Za-z0-9_-]{22}$")
NEAR_NOW = re.compile(r"-?\d{12,}")
ZERO_UUID = "A" * 22
HOUR_MS = 3_600_000
# By which an element of an array is known; arrays of such elements are sets to Kafka's clients, so both are sorted.
IDENTITY = (
    "name",
    "topic",
    "topic_name",
    "topic_id",
    "partition_index",
    "partition",
    "index",
    "group_id",
    "member_id",
    "api_key",
    "resource_name",
    "key",
    "node_id",
    "broker_id",
    "batch_index",
    "base_offset",
    "producer_id",
    "log_dir",
)
MEMBER_FIELDS = ("member_id", "leader")
UUID_FIELDS = ("topic_id", "directory_id")
MOVING = ("total_bytes", "usable_bytes", "finalized_features_epoch")  # The disk's and the metadata log's own numbers.


class Normaliser:
    """One for each side: tokens are given in the order in which values first appear."""

    def __init__(self, side):
        self.side = side
        self.tokens = {}
        self.now = int(time.time() * 1000)

    def token(self, kind, value):
        known = self.tokens.setdefault(kind, {})
        return f"<{kind} {known.setdefault(value, len(known) + 1)}>"

    def answer(self, value):
        return self.value("", value)

    def value(self, field, value):
        if isinstance(value, dict):
            return {name: self.value(name, inner) for name, inner in value.items()}
        if isinstance(value, list):
            return self.array(field, value)
        if isinstance(value, bytes):
            return self.array(field, take_apart(value)) if field == "records" else value.hex()
        if isinstance(value, str):
            return self.text(field, value)
        if isinstance(value, int) and not isinstance(value, bool):
            return self.number(field, value)
        return value

    def array(self, field, values):
        values = [self.value(field, one) for one in values]
        if values and isinstance(values[0], dict) and any(name in values[0] for name in IDENTITY):
            values.sort(key=lambda one: [str(one.get(name, "")).rjust(12) for name in IDENTITY])
        elif field == "partition_indexes":
            values.sort()
        return values

    def text(self, field, value):
        if field in UUID_FIELDS and value != ZERO_UUID:
            name = self.side.topic_ids.get(value)
            return f"<id of {name}>" if name else "<some id>"
        if field in MEMBER_FIELDS and MEMBER.match(value):
            return self.token("member", value)
        if field == "cluster_id":
            return "<cluster>"
        if field == "log_dir":
            return self.token("log dir", value)
        if "message" in field:
            value = NEAR_NOW.sub(self.clock_in_text, value)
        return re.sub(rf"(?<!\d){self.side.port}(?!\d)", "<port>", value)  # not in the middle of a larger number

    def clock_in_text(self, match):
        """Times in explanations, and what is left when one is taken from the smallest number there is."""
        number = int(match[0])
        return "<now>" if abs(number - self.now) < HOUR_MS * 3 or abs(number) > 1 << 62 else match[0]

    def number(self, field, value):
        if field == "port" and value == self.side.port:
            return "<port>"
        if field in ("producer_id", "ongoing_txn_producer_id") and value >= 0:
            return self.token("producer", value)
        if field == "session_id" and value > 0:
            return "<session>"
        if field in MOVING and value >= 0:
            return f"<{field}>"
        if ("timestamp" in field or field == "log_append_time_ms") and abs(value - self.now) < HOUR_MS:
            return "<now>"
        return value
