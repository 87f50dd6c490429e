"""Kafka's command-line tools, as people use them: what they print is what is looked at."""

import subprocess
from dataclasses import dataclass

from . import wire
from .agent import Failure, Unsupported
from .waiting import wait_until

TOOL_TIMEOUT_S = 90


@dataclass(frozen=True)
class Tools:
    """Main classes and options of one version."""

    topics: str
    producer: str
    consumer: str
    groups: str
    configs: str
    offsets: str
    bootstrap: str = "--bootstrap-server"  # Of the producer and of get-offsets; the others always had it.
    reader: str = "--property"  # How the console producer is told about keys, and the consumer:
    formatter: str = "--property"


NEW = "org.apache.kafka.tools."
VERSIONS = {
    "4.3.1": Tools(
        NEW + "TopicCommand",
        NEW + "ConsoleProducer",
        NEW + "consumer.ConsoleConsumer",
        NEW + "consumer.group.ConsumerGroupCommand",
        "kafka.admin.ConfigCommand",
        NEW + "GetOffsetShell",
        reader="--reader-property",
        formatter="--formatter-property",
    ),
    "3.9.2": Tools(
        NEW + "TopicCommand",
        "kafka.tools.ConsoleProducer",
        NEW + "consumer.ConsoleConsumer",
        NEW + "consumer.group.ConsumerGroupCommand",
        "kafka.admin.ConfigCommand",
        NEW + "GetOffsetShell",
    ),
    "2.1.1": Tools(
        "",
        "kafka.tools.ConsoleProducer",
        "kafka.tools.ConsoleConsumer",
        "kafka.admin.ConsumerGroupCommand",
        "kafka.admin.ConfigCommand",
        "kafka.tools.GetOffsetShell",
        "--broker-list",
    ),
}


class Shell:
    """Runs the tools of one version against the broker of a context."""

    def __init__(self, context, tools):
        self.context = context
        self.tools = tools

    def run(self, main_class, *arguments, text="", bootstrap="--bootstrap-server"):
        command = [*self.context.command, main_class, bootstrap, self.context.broker.bootstrap, *arguments]
        with open(self.context.folder / f"{self.context.client}.log", "a") as log:
            log.write(f"--- {' '.join(command)}\n")
            log.flush()
            try:
                done = subprocess.run(
                    command, input=text, stdout=subprocess.PIPE, stderr=log, text=True, timeout=TOOL_TIMEOUT_S
                )
            except subprocess.TimeoutExpired:
                raise Failure(f"{main_class} did not end within {TOOL_TIMEOUT_S} s") from None
            log.write(done.stdout)
        if done.returncode != 0:
            raise Failure(f"{main_class} ended with status {done.returncode}: {done.stdout.strip()[-300:]}")
        return done.stdout

    def create(self, topic, partitions):
        error = wire.create_topic(self.context.broker.port, topic, partitions)
        if error:
            raise Failure(f"CreateTopics answered error {error}")

    def produce(self, topic, lines, *arguments):
        self.run(
            self.tools.producer,
            "--topic",
            topic,
            *arguments,
            text="".join(f"{line}\n" for line in lines),
            bootstrap=self.tools.bootstrap,
        )

    def consume(self, topic, count, *arguments):
        return self.run(
            self.tools.consumer,
            "--topic",
            topic,
            "--from-beginning",
            "--max-messages",
            str(count),
            "--timeout-ms",
            "60000",
            *arguments,
        ).splitlines()


def contains(text, *parts):
    for part in parts:
        if part not in text:
            raise Failure(f"expected {part!r} in: {text.strip()[-400:]}")


def topics(shell):
    """kafka-topics: create, list, describe, delete."""
    if not shell.tools.topics:
        raise Unsupported("kafka-topics of 2.1 asks ZooKeeper")
    topic, main = shell.context.topic(), shell.tools.topics
    contains(
        shell.run(
            main,
            "--create",
            "--topic",
            topic,
            "--partitions",
            "3",
            "--replication-factor",
            "1",
            "--config",
            "retention.ms=3600000",
        ),
        topic,
    )
    contains(shell.run(main, "--list"), topic)
    described = shell.run(main, "--describe", "--topic", topic)
    contains(
        described,
        "PartitionCount: 3",
        "ReplicationFactor: 1",
        "retention.ms=3600000",
        "Partition: 2",
        "Leader: 1",
        "Isr: 1",
    )
    shell.run(main, "--delete", "--topic", topic)
    wait_until(lambda: topic not in shell.run(main, "--list"), 30, "the topic is gone from the list")


def console(shell):
    """kafka-console-producer and kafka-console-consumer, with keys."""
    topic = shell.context.topic()
    shell.create(topic, 1)
    lines = [f"key{n}:line number {n} \u00e4\u00f6\u00fc" for n in range(50)]
    reader, formatter = shell.tools.reader, shell.tools.formatter
    shell.produce(topic, lines, reader, "parse.key=true", reader, "key.separator=:")
    came = shell.consume(topic, 50, formatter, "print.key=true", formatter, "key.separator=:")
    if came != lines:
        raise Failure(f"produced {len(lines)} lines, consumed {len(came)}; the last: {came[-1:]}")


def compressed(shell):
    """Every codec of the console producer."""
    topic = shell.context.topic()
    shell.create(topic, 1)
    lines = []
    for codec in ("none", "gzip", "snappy", "lz4", "zstd"):
        part = [f"{codec} {n}" for n in range(10)]
        shell.produce(topic, part, "--compression-codec", codec)
        lines += part
    came = shell.consume(topic, len(lines))
    if came != lines:
        raise Failure(f"produced {len(lines)} lines, consumed {len(came)}; the last: {came[-1:]}")


def groups(shell):
    """kafka-console-consumer --group, kafka-consumer-groups --list and --describe."""
    topic, group = shell.context.topic(), shell.context.topic("group")
    shell.create(topic, 2)
    shell.produce(topic, [f"line {n}" for n in range(20)])
    came = shell.consume(topic, 20, "--group", group)
    if sorted(came) != sorted(f"line {n}" for n in range(20)):
        raise Failure(f"the group consumed {len(came)} of 20 lines")
    contains(shell.run(shell.tools.groups, "--list"), group)
    rows = [
        row.split()
        for row in shell.run(shell.tools.groups, "--describe", "--group", group).splitlines()
        if topic in row.split()
    ]
    at = 1 if rows and rows[0][0] == group else 0  # The older tool prints no group column.
    positions = sorted((row[at + 1], row[at + 2], row[at + 3], row[at + 4]) for row in rows)
    if len(positions) != 2 or any(row[3] != "0" or row[1] != row[2] for row in positions):
        raise Failure(f"consumer-groups --describe shows {positions}")
    if sum(int(row[1]) for row in positions) != 20:
        raise Failure(f"committed offsets do not add up to 20: {positions}")


def configs(shell):
    """kafka-configs --describe for topics and brokers."""
    main = shell.tools.configs
    if shell.tools.topics:
        topic = shell.context.topic()
        shell.create(topic, 1)
        shell.run(
            main, "--alter", "--entity-type", "topics", "--entity-name", topic, "--add-config", "retention.ms=7200000"
        )
        wait_until(
            lambda: (
                "retention.ms=7200000"
                in shell.run(main, "--describe", "--entity-type", "topics", "--entity-name", topic)
            ),
            30,
            "the altered config is described",
        )
        contains(
            shell.run(main, "--describe", "--all", "--entity-type", "topics", "--entity-name", topic),
            "cleanup.policy=delete",
            "segment.bytes=1073741824",
        )
        contains(
            shell.run(main, "--describe", "--all", "--entity-type", "brokers", "--entity-name", "1"),
            "node.id=1",
            "message.max.bytes=1048588",
        )
    contains(
        shell.run(main, "--describe", "--entity-type", "brokers", "--entity-name", "1").lower(), "configs for broker 1"
    )


def offsets(shell):
    """kafka-get-offsets."""
    topic = shell.context.topic()
    shell.create(topic, 1)
    shell.produce(topic, [f"line {n}" for n in range(7)])
    for time, expected in (("-1", 7), ("-2", 0)):
        text = shell.run(shell.tools.offsets, "--topic", topic, "--time", time, bootstrap=shell.tools.bootstrap)
        contains(text, f"{topic}:0:{expected}")


def scenarios(version):
    """The scenarios of one version of the tools, in the form that the runner calls."""

    def bound(function):
        return lambda context: function(Shell(context, VERSIONS[version]))

    return {
        f"tool-{name}": bound(function)
        for name, function in (
            ("topics", topics),
            ("console", console),
            ("codecs", compressed),
            ("groups", groups),
            ("configs", configs),
            ("offsets", offsets),
        )
    }
