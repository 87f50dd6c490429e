"""A side of the comparison as tests/compat/differential has it, and what cleaning needs in addition."""

import records
from harness.waiting import wait_until
from side import SETTLE_TIMEOUT_S, Side

CLEAN_TIMEOUT_S = 90
DELETE_HORIZON = 0x40


class CleanedSide(Side):
    def __init__(self, broker, name, agent):
        super().__init__(broker, name)
        self.agent = agent
        self.producer_names = {}  # id -> the name that is the same on both sides
        self.barriers = 0

    def producer_id(self, name):
        request = {"transactional_id": None, "transaction_timeout_ms": 60000, "producer_id": -1, "producer_epoch": -1}

        def look():
            answer = self.do("InitProducerId", request)
            return answer if answer["error_code"] == 0 else None

        given = wait_until(look, SETTLE_TIMEOUT_S, "a producer id")["producer_id"]
        self.producer_names[given] = name
        return given

    def alter(self, topic, **configs):
        """Returns when the logs know: Kafka tells them of its metadata in order, and a later topic is led."""
        changes = [
            {"name": name.replace("_", "."), "config_operation": 0, "value": str(value)}
            for name, value in configs.items()
        ]
        resource = {"resource_type": 2, "resource_name": topic, "configs": changes}
        answer = self.do("IncrementalAlterConfigs", {"resources": [resource], "validate_only": False})
        if answer["responses"][0]["error_code"]:
            raise RuntimeError(f"cannot alter {topic}: {answer}")
        self.barriers += 1
        self.topic(f"{topic}.barrier.{self.barriers}")

    # --- what lies on the disk ---

    def folder(self, topic):
        return self.broker.folder / f"data/{topic}-0"

    def segments(self, topic):
        return sorted(int(path.stem) for path in self.folder(topic).glob("*.log"))

    def cleaned_up_to(self, topic):
        """Klamm has one checkpoint for each partition, Kafka one for all."""
        for path in (self.folder(topic) / "cleaner-offset-checkpoint", self.broker.folder / "data/cleaner-offset-checkpoint"):
            if path.exists():
                for line in path.read_text().splitlines():
                    if line.startswith(f"{topic} 0 "):
                        return int(line.split()[2])
        return 0

    def await_cleaned(self, topic, end):
        wait_until(
            lambda: self.cleaned_up_to(topic) == end,
            CLEAN_TIMEOUT_S,
            lambda: f"{self.name} has cleaned {topic} up to {end}; it is at {self.cleaned_up_to(topic)}",
        )

    def clean(self, topic, end):
        """Lets what is dirty below `end` be cleaned, in one go, and then nothing more."""
        self.alter(topic, min_cleanable_dirty_ratio=0.001)
        self.await_cleaned(topic, end)
        self.alter(topic, min_cleanable_dirty_ratio=1)

    # --- what a client sees ---

    def await_start(self, topic, offset):
        wait_until(
            lambda: self.log_start(topic) >= offset,
            CLEAN_TIMEOUT_S,
            lambda: f"the log of {topic} starts at {offset}; it does at {self.log_start(topic)}",
        )

    def log_start(self, topic):
        return self.offset(topic, -2)

    def log_end(self, topic):
        return self.offset(topic, -1)

    def offset(self, topic, when):
        partition = {"partition_index": 0, "timestamp": when}
        request = {"replica_id": -1, "topics": [{"name": topic, "partitions": [partition]}]}
        return self.do("ListOffsets", request, 5)["topics"][0]["partitions"][0]["offset"]

    def batches(self, topic):
        """Every batch of the log, taken apart."""
        found, offset = [], self.log_start(topic)
        while True:
            partition = {"partition": 0, "fetch_offset": offset, "partition_max_bytes": 1 << 20}
            request = {
                "max_wait_ms": 0,
                "min_bytes": 0,
                "max_bytes": 1 << 20,
                "session_epoch": -1,
                "topics": [{"topic": topic, "partitions": [partition]}],
            }
            answer = self.do("Fetch", request, 12)["responses"][0]["partitions"][0]
            if answer["error_code"]:
                raise RuntimeError(f"Fetch of {topic} at {offset} answered error {answer['error_code']}")
            part = records.take_apart(answer["records"] or b"")
            found += part
            if part:
                offset = part[-1]["base_offset"] + part[-1]["last_offset_delta"] + 1
            if offset >= answer["high_watermark"]:
                return found

    def seen(self, topic):
        """A list of lines to be compared: start of the log, segments, batches, records."""
        batches = self.batches(topic)
        lines = [f"log start {self.log_start(topic)}", f"segments {self.segments(topic)}"]
        for batch in batches:
            shown = dict(batch)
            # What the codecs of two brokers make of the same bytes; records are compared below.
            del shown["payload"], shown["batch_length"]
            if batch["attributes"] & DELETE_HORIZON:
                shown["base_timestamp"] = "a delete horizon"
            shown["producer_id"] = self.producer_names.get(batch["producer_id"], batch["producer_id"])
            lines.append(f"batch {shown}")
        count = sum(batch["records"] for batch in batches if not batch["attributes"] & 0x20)
        came = self.agent.ask("consume", topic, 1, count) if count else []
        return lines + [" ".join(words) for words in came]
