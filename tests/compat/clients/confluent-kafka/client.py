"""confluent-kafka (librdkafka) as ../README.md asks for it."""

import signal
import sys
from pathlib import Path

from confluent_kafka import (
    OFFSET_BEGINNING,
    OFFSET_END,
    Consumer,
    KafkaException,
    Producer,
    TopicCollection,
    TopicPartition,
)
from confluent_kafka.admin import AdminClient, NewTopic

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from lines import MemberReport, print_record, read_records, serve  # noqa: E402

WAIT_S = 30
MAX_BYTES = 8 * 1024 * 1024


class Client:
    def __init__(self, bootstrap):
        self.bootstrap = bootstrap
        self.admin = AdminClient({"bootstrap.servers": bootstrap})
        self.producers = {}

    def consumer(self, **settings):
        return Consumer(
            {
                "bootstrap.servers": self.bootstrap,
                "group.id": "unused",
                "enable.auto.commit": False,
                "auto.offset.reset": "earliest",
                **settings,
            }
        )

    def create(self, topic, partitions):
        self.admin.create_topics([NewTopic(topic, int(partitions), 1)])[topic].result(WAIT_S)

    def describe(self, topic):
        found = self.admin.describe_topics(TopicCollection([topic]))[topic].result(WAIT_S)
        print("partitions", len(found.partitions))

    def delete(self, topic):
        self.admin.delete_topics([topic])[topic].result(WAIT_S)

    def producer(self, codec, acks):
        if (codec, acks) not in self.producers:
            idempotent = acks == "idempotent"
            self.producers[codec, acks] = Producer(
                {
                    "bootstrap.servers": self.bootstrap,
                    "compression.type": codec,
                    "message.max.bytes": MAX_BYTES,
                    "acks": "all" if idempotent else acks,
                    "enable.idempotence": idempotent,
                    "linger.ms": 20,
                }
            )
        return self.producers[codec, acks]

    def produce(self, topic, codec, acks, count):
        failed = []
        producer = self.producer(codec, acks)
        for partition, key, value, headers in read_records(count):
            producer.produce(
                topic,
                value,
                key,
                partition,
                headers=headers,
                on_delivery=lambda error, _: failed.append(error) if error else None,
            )
            producer.poll(0)
        if producer.flush(WAIT_S * 2) > 0:
            raise TimeoutError("not all records were acknowledged")
        if failed:
            raise KafkaException(failed[0])

    def consume(self, topic, partitions, count):
        consumer = self.consumer()
        consumer.assign([TopicPartition(topic, p, OFFSET_BEGINNING) for p in range(int(partitions))])
        left = int(count)
        while left > 0:
            records = consumer.consume(min(left, 500), WAIT_S)
            if not records:
                raise TimeoutError(f"{left} records did not come")
            for record in records:
                if record.error():
                    raise KafkaException(record.error())
                print_record(
                    record.partition(),
                    record.offset(),
                    record.timestamp()[1],
                    record.key(),
                    record.value(),
                    record.headers(),
                )
            left -= len(records)
        consumer.close()

    def offset(self, topic, partition, when):
        # Not the admin client's list_offsets: it keeps a leader's old epoch when the broker has restarted.
        consumer = self.consumer()
        where = TopicPartition(topic, int(partition), OFFSET_END)
        if when in ("earliest", "latest"):
            low, high = consumer.get_watermark_offsets(where, timeout=WAIT_S)
            found = low if when == "earliest" else high
        else:
            where.offset = int(when)
            found = consumer.offsets_for_times([where], timeout=WAIT_S)[0].offset
            found = -1 if found == OFFSET_END else found
        consumer.close()
        print("offset", found)

    def member(self, topic, group):
        running = [True]
        signal.signal(signal.SIGTERM, lambda *_: running.clear())
        consumer = self.consumer(**{"group.id": group, "session.timeout.ms": 6000, "heartbeat.interval.ms": 1000})
        consumer.subscribe([topic])
        report = MemberReport()
        while running:
            record = consumer.poll(0.1)
            report.assigned(where.partition for where in consumer.assignment())
            if record is not None and not record.error():
                consumer.commit(record, asynchronous=False)
                report.record(record.partition(), record.offset())
        consumer.close()


def code_of(problem):
    return problem.args[0].code() if isinstance(problem, KafkaException) else -1


def main():
    client = Client(sys.argv[1])
    if len(sys.argv) > 2:
        client.member(sys.argv[3], sys.argv[4])
    else:
        serve(lambda command, arguments: getattr(client, command)(*arguments), code_of)


if __name__ == "__main__":
    main()
