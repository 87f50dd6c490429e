"""kafka-python as ../README.md asks for it."""

import signal
import sys
from pathlib import Path

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import NodeNotReadyError, for_code
from kafka.structs import OffsetAndMetadata

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from lines import MemberReport, print_record, read_records, serve  # noqa: E402

WAIT_S = 30
LEADER_NOT_AVAILABLE = 5
MAX_BYTES = 8 * 1024 * 1024
ACKS = {"0": 0, "1": 1, "all": "all", "idempotent": "all"}


class Client:
    def __init__(self, bootstrap):
        self.bootstrap = bootstrap
        self.producers = {}
        self._admin = None

    @property
    def admin(self):
        if self._admin is None:
            self._admin = KafkaAdminClient(bootstrap_servers=self.bootstrap)
        return self._admin

    def consumer(self, **settings):
        return KafkaConsumer(
            bootstrap_servers=self.bootstrap,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            max_partition_fetch_bytes=MAX_BYTES,
            **settings,
        )

    def create(self, topic, partitions):
        self.admin.create_topics({topic: {"num_partitions": int(partitions), "replication_factor": 1}})

    def describe(self, topic):
        found = self.admin.describe_topics([topic])[0]
        if found["error_code"]:
            raise for_code(found["error_code"])(topic)
        print("partitions", len(found["partitions"]))

    def delete(self, topic):
        self.admin.delete_topics([topic])

    def producer(self, codec, acks):
        if (codec, acks) not in self.producers:
            self.producers[codec, acks] = KafkaProducer(
                bootstrap_servers=self.bootstrap,
                acks=ACKS[acks],
                enable_idempotence=acks == "idempotent",
                linger_ms=20,
                compression_type=None if codec == "none" else codec,
                max_request_size=MAX_BYTES,
            )
        return self.producers[codec, acks]

    def produce(self, topic, codec, acks, count):
        producer = self.producer(codec, acks)
        sent = [
            producer.send(topic, value=value, key=key, partition=partition, headers=headers)
            for partition, key, value, headers in read_records(count)
        ]
        producer.flush(WAIT_S)
        for future in sent:
            future.get(WAIT_S)

    def consume(self, topic, partitions, count):
        consumer = self.consumer(consumer_timeout_ms=WAIT_S * 1000)
        places = [TopicPartition(topic, p) for p in range(int(partitions))]
        consumer.assign(places)
        consumer.seek_to_beginning(*places)
        left = int(count)
        while left > 0:
            record = next(consumer, None)
            if record is None:
                raise TimeoutError(f"{left} records did not come")
            print_record(record.partition, record.offset, record.timestamp, record.key, record.value, record.headers)
            left -= 1
        consumer.close()

    def offset(self, topic, partition, when):
        where = TopicPartition(topic, int(partition))
        spec = {"earliest": -2, "latest": -1}.get(when)
        found = self.admin.list_partition_offsets({where: int(when) if spec is None else spec})[where]
        print("offset", found.offset)

    def member(self, topic, group):
        running = [True]
        signal.signal(signal.SIGTERM, lambda *_: running.clear())
        consumer = self.consumer(group_id=group, session_timeout_ms=6000, heartbeat_interval_ms=1000)
        consumer.subscribe([topic])
        # Fetches the topic's metadata. The library joins without, joins again when they have come, and a poll that ends
        # during this second joining loses the assignment for good (3.0.12, with any broker).
        consumer.partitions_for_topic(topic)
        report = MemberReport()
        while running:
            polled = consumer.poll(timeout_ms=100)
            report.assigned(where.partition for where in consumer.assignment())
            for where, records in polled.items():
                consumer.commit({where: OffsetAndMetadata(records[-1].offset + 1, "", -1)})
                for record in records:
                    report.record(record.partition, record.offset)
        consumer.close()


def code_of(problem):
    # After a lost connection the admin part refuses calls until it connects again: no leader is available to it.
    return LEADER_NOT_AVAILABLE if isinstance(problem, NodeNotReadyError) else getattr(problem, "errno", -1)


def main():
    client = Client(sys.argv[1])
    if len(sys.argv) > 2:
        client.member(sys.argv[3], sys.argv[4])
    else:
        serve(
            lambda command, arguments: getattr(client, command)(*arguments),
            code_of,
        )


if __name__ == "__main__":
    main()
