"""aiokafka as ../README.md asks for it."""

import asyncio
import signal
import sys
from pathlib import Path

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRebalanceListener, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import for_code

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from lines import MemberReport, print_record, read_records, serve  # noqa: E402

WAIT_S = 30
MAX_BYTES = 8 * 1024 * 1024
ACKS = {"0": 0, "1": 1, "all": "all", "idempotent": "all"}


def check(code, topic):
    if code:
        raise for_code(code)(topic)


class Client:
    def __init__(self, bootstrap):
        self.bootstrap = bootstrap
        self.producers = {}
        self._admin = None

    async def admin(self):
        if self._admin is None:
            self._admin = AIOKafkaAdminClient(bootstrap_servers=self.bootstrap)
            await self._admin.start()
        return self._admin

    def consumer(self, *topics, **settings):
        return AIOKafkaConsumer(
            *topics,
            bootstrap_servers=self.bootstrap,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            max_partition_fetch_bytes=MAX_BYTES,
            **settings,
        )

    async def create(self, topic, partitions):
        admin = await self.admin()
        answer = await admin.create_topics([NewTopic(topic, int(partitions), 1)])
        check(answer.topic_errors[0][1], topic)

    async def describe(self, topic):
        admin = await self.admin()
        # Describing a topic that does not exist would create it.
        if topic not in await admin.list_topics():
            raise for_code(3)(topic)
        found = (await admin.describe_topics([topic]))[0]
        check(found["error_code"], topic)
        print("partitions", len(found["partitions"]))

    async def delete(self, topic):
        admin = await self.admin()
        answer = await admin.delete_topics([topic])
        check(answer.topic_error_codes[0][1], topic)

    async def producer(self, codec, acks):
        if (codec, acks) not in self.producers:
            producer = AIOKafkaProducer(
                bootstrap_servers=self.bootstrap,
                acks=ACKS[acks],
                enable_idempotence=acks == "idempotent",
                linger_ms=20,
                compression_type=None if codec == "none" else codec,
                max_request_size=MAX_BYTES,
            )
            await producer.start()
            self.producers[codec, acks] = producer
        return self.producers[codec, acks]

    async def produce(self, topic, codec, acks, count):
        producer = await self.producer(codec, acks)
        sent = [
            await producer.send(topic, value=value, key=key, partition=partition, headers=headers)
            for partition, key, value, headers in read_records(count)
        ]
        await asyncio.wait_for(asyncio.gather(*sent), WAIT_S * 2)

    async def consume(self, topic, partitions, count):
        consumer = self.consumer()
        places = [TopicPartition(topic, p) for p in range(int(partitions))]
        consumer.assign(places)
        await consumer.start()
        try:
            await consumer.seek_to_beginning(*places)
            for _ in range(int(count)):
                record = await asyncio.wait_for(consumer.getone(), WAIT_S)
                print_record(
                    record.partition, record.offset, record.timestamp, record.key, record.value, record.headers
                )
        finally:
            await consumer.stop()

    async def offset(self, topic, partition, when):
        consumer = self.consumer()
        where = TopicPartition(topic, int(partition))
        consumer.assign([where])
        await consumer.start()
        try:
            if when == "earliest":
                found = (await consumer.beginning_offsets([where]))[where]
            elif when == "latest":
                found = (await consumer.end_offsets([where]))[where]
            else:
                answer = (await consumer.offsets_for_times({where: int(when)}))[where]
                found = answer.offset if answer else -1
        finally:
            await consumer.stop()
        print("offset", found)

    async def member(self, topic, group):
        stop = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
        report = MemberReport()
        consumer = self.consumer(group_id=group, session_timeout_ms=6000, heartbeat_interval_ms=1000)
        consumer.subscribe([topic], listener=Listener(report))
        await consumer.start()
        while not stop.is_set():
            for where, records in (await consumer.getmany(timeout_ms=100)).items():
                await consumer.commit({where: records[-1].offset + 1})
                for record in records:
                    report.record(record.partition, record.offset)
        await consumer.stop()


class Listener(ConsumerRebalanceListener):
    def __init__(self, report):
        self.report = report

    async def on_partitions_revoked(self, revoked):
        self.report.assigned([])

    async def on_partitions_assigned(self, assigned):
        self.report.assigned(where.partition for where in assigned)


def main():
    loop = asyncio.new_event_loop()
    client = Client(sys.argv[1])
    if len(sys.argv) > 2:
        loop.run_until_complete(client.member(sys.argv[3], sys.argv[4]))
    else:
        serve(
            lambda command, arguments: loop.run_until_complete(getattr(client, command)(*arguments)),
            lambda problem: getattr(problem, "errno", -1),
        )


if __name__ == "__main__":
    main()
