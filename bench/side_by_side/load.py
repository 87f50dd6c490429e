"""Where load comes from: `klamm bench`, and the tools that come with Kafka. Both give plain dictionaries."""

import json
import re
import subprocess

from harness import broker, install

from . import brokers
from .process import Beside, Stretch

TIMEOUT_S = 900


class LoadFailed(Exception):
    pass


def bench_command(served, command, **options):
    words = [str(broker.Klamm.binary()), "bench", command, "--json", f"--bootstrap={served.bootstrap}"]
    words.append(f"--broker-pid={served.pid}")
    if served.metrics:
        words.append(f"--metrics={served.metrics}")
    for name, value in options.items():
        flag = "--" + name.replace("_", "-")
        for each in value if isinstance(value, (list, tuple)) else [value]:
            words.append(flag if each is True else f"{flag}={each}")
    return words


class Background:
    """A `klamm bench` that runs while something else is measured."""

    def __init__(self, served, command, **options):
        self.words = bench_command(served, command, **options)
        self.process = subprocess.Popen(self.words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def result(self):
        try:
            out, errors = self.process.communicate(timeout=TIMEOUT_S)
        except subprocess.TimeoutExpired as late:
            self.process.kill()
            raise LoadFailed(f"{' '.join(self.words[1:])}: not done after {TIMEOUT_S} s") from late
        # Status 1 is a result with errors in it; without a result there is only the reason.
        if not out.strip():
            raise LoadFailed(f"{' '.join(self.words[1:])}: status {self.process.returncode}: {errors.strip()}")
        return json.loads(out.strip().splitlines()[-1])


def bench(served, command, **options):
    return Background(served, command, **options).result()


def kafka_tool(served, main_class, *arguments):
    """The output of one of Kafka's tools, with the JVM settings of its script, and what it and the broker used meanwhile."""
    jars = install.reference_kafka()
    words = [brokers.java(), "-Xmx512m", *brokers.KAFKA_JVM[2:]]
    words += ["-cp", f"{jars}/*", f"org.apache.kafka.tools.{main_class}", *arguments]
    tool = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    beside = Beside(tool.pid, served.pid)
    try:
        out, errors = tool.communicate(timeout=TIMEOUT_S)
    except subprocess.TimeoutExpired as late:
        tool.kill()
        raise LoadFailed(f"{main_class}: not done after {TIMEOUT_S} s") from late
    finally:
        beside.close()
    if tool.returncode != 0:
        raise LoadFailed(f"{main_class}: {errors.strip()[-500:]} {out.strip()[-500:]}")
    return out, beside


def java_generator(beside, seconds):
    """For the report: the cores that it used, and its part of what it and the broker used, while it measured."""
    cores, part = beside.last(seconds)
    return {"cpu_share": cores, "cpu_part": part}


def with_broker(served, stretch, payload_bytes, records):
    """What a Stretch saw, in the words of `klamm bench`."""
    return {
        "cpu_s": stretch.cpu_s,
        "cpu_s_per_gb": stretch.cpu_s / payload_bytes * 1e9,
        "cpu_s_per_million_records": stretch.cpu_s / records * 1e6,
        "resident_bytes": stretch.resident_bytes,
        "written_bytes": stretch.written_bytes,
        "read_bytes": stretch.read_bytes,
    }


PRODUCED = re.compile(
    r"(\d+) records sent, ([\d.]+) records/sec \(([\d.]+) MB/sec\), ([\d.]+) ms avg latency, ([\d.]+) ms max latency, "
    r"(\d+) ms 50th, (\d+) ms 95th, (\d+) ms 99th, (\d+) ms 99.9th"
)


def producer_performance(served, topic, records, record_bytes, throughput=-1, **properties):
    """ProducerPerformance. Its latencies are whole milliseconds, and it waits when the broker stalls."""
    with Stretch(served.pid) as stretch:
        out, beside = kafka_tool(
            served,
            "ProducerPerformance",
            *("--bootstrap-server", served.bootstrap, "--topic", topic),
            *("--num-records", str(records), "--record-size", str(record_bytes), "--throughput", str(throughput)),
            *("--command-property", *[f"{key.replace('_', '.')}={value}" for key, value in properties.items()]),
        )
    found = PRODUCED.findall(out)
    if not found:
        raise LoadFailed(f"ProducerPerformance said: {out.strip()[-300:]}")
    sent, rate, mib, mean, most, p50, _, p99, p999 = found[-1]
    return {
        "records": int(sent),
        "bytes": int(sent) * record_bytes,
        "records_per_s": float(rate),
        "mb_per_s": float(mib) * 1.048576,
        "latency_ms": {"mean": float(mean), "p50": int(p50), "p99": int(p99), "p99.9": int(p999), "max": float(most)},
        "generator": java_generator(beside, int(sent) / float(rate)),
        "broker": with_broker(served, stretch, records * record_bytes, records),
    }


def consumer_performance(served, topic, records, record_bytes):
    """ConsumerPerformance, from the beginning, in a group of its own; its rate leaves joining the group out."""
    with Stretch(served.pid) as stretch:
        out, beside = kafka_tool(
            served,
            "ConsumerPerformance",
            *("--bootstrap-server", served.bootstrap, "--topic", topic, "--num-records", str(records)),
            *("--hide-header", "--timeout", "60000"),
        )
    lines = [line for line in out.splitlines() if line.count(",") >= 9]
    if not lines:
        raise LoadFailed(f"ConsumerPerformance said: {out.strip()[-300:]}")
    fields = [field.strip() for field in lines[-1].split(",")]
    got = int(fields[4])
    if got < records:
        raise LoadFailed(f"ConsumerPerformance got {got} of {records} records")
    return {
        "records": got,
        "bytes": got * record_bytes,
        "mb_per_s": float(fields[8]) * 1.048576,
        "generator": java_generator(beside, int(fields[7]) / 1000),
        "broker": with_broker(served, stretch, got * record_bytes, got),
    }


END_TO_END = re.compile(r"50th = ([\d.]+), 99th = ([\d.]+), 99.9th = ([\d.]+)")


def end_to_end_latency(served, topic, records, record_bytes):
    """EndToEndLatency: one record at a time; whole milliseconds."""
    with Stretch(served.pid) as stretch:
        out, _ = kafka_tool(
            served,
            "EndToEndLatency",
            *("--bootstrap-server", served.bootstrap, "--topic", topic, "--num-records", str(records)),
            *("--producer-acks", "all", "--record-size", str(record_bytes)),
        )
    found = END_TO_END.search(out)
    if not found:
        raise LoadFailed(f"EndToEndLatency said: {out.strip()[-300:]}")
    p50, p99, p999 = (float(value) for value in found.groups())
    return {
        "records": records,
        "latency_ms": {"p50": p50, "p99": p99, "p99.9": p999},
        "broker": with_broker(served, stretch, records * record_bytes, records),
    }
