"""kcat (with Debian's librdkafka) as ../README.md asks for it: this program turns commands into command lines.

kcat sets headers for a whole invocation and writes either null or empty for what has no bytes, so records that differ
in that go through invocations of their own, in order. Nothing outlives an invocation, least of all a sequence number:
an idempotent producer is one invocation for each command.
"""

import re
import signal
import subprocess
import sys
import tempfile
import threading
from itertools import groupby
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from lines import MemberReport, Unsupported, print_record, read_records, serve  # noqa: E402

WAIT_S = 60
MAX_BYTES = 8 * 1024 * 1024
KEY_END, RECORD_END = b"\x01<key>\x01", b"\x01<end>\x01"
# Librdkafka's own names for what the broker refused.
CODES = {"Message size too large": 10, "Unknown topic or partition": 3}


class KcatError(Exception):
    pass


def kcat(*arguments, data=b""):
    done = subprocess.run(["kcat", "-b", sys.argv[1], *arguments], input=data, capture_output=True, timeout=WAIT_S)
    sys.stderr.write(done.stderr.decode(errors="replace"))
    if done.returncode != 0:
        raise KcatError(done.stderr.decode(errors="replace"))
    return done.stdout


def create(_topic, _partitions):
    raise Unsupported("kcat has no admin commands")


def describe(topic):
    text = kcat("-L", "-t", topic, "-X", "allow.auto.create.topics=false").decode()
    found = re.search(r'topic "[^"]*" with (\d+) partitions(.*)', text)
    if "Unknown topic" in found[2]:
        raise KcatError(found[2])
    print("partitions", found[1])


def delete(_topic):
    raise Unsupported("kcat has no admin commands")


def produce(topic, codec, acks, count):
    idempotent = acks == "idempotent"
    common = [
        "-P",
        "-t",
        topic,
        "-z",
        codec,
        "-X",
        f"message.max.bytes={MAX_BYTES}",
        "-X",
        f"acks={'all' if idempotent else acks}",
        "-X",
        f"enable.idempotence={str(idempotent).lower()}",
        "-X",
        "linger.ms=20",
    ]

    def kind(record):
        partition, key, value, headers = record
        nulls = b"" if key and value else key is None or value is None
        return partition, str(headers), nulls, key is None

    in_partitions = sorted(read_records(count), key=lambda record: record[0])
    for _, same in groupby(in_partitions, key=kind):
        send(common, list(same))


def send(common, records):
    partition, key, value, headers = records[0]
    arguments = [*common, "-p", str(partition)]
    for name, data in headers:
        raise_unless_text(data)
        arguments += ["-H", f"{name}={data.decode()}"]
    if key is None or value is None:
        arguments.append("-Z")
    if key is None and value is not None:
        body = RECORD_END.join(value for _, _, value, _ in records)
    else:
        arguments += ["-K", KEY_END.decode()]
        body = RECORD_END.join((key or b"") + KEY_END + (value or b"") for _, key, value, _ in records)
    with tempfile.NamedTemporaryFile() as file:
        file.write(body)
        file.flush()
        kcat(*arguments, "-D", RECORD_END.decode(), "-l", file.name)


def raise_unless_text(data):
    try:
        usable = data is not None and b"\0" not in data and data.decode()
    except UnicodeDecodeError:
        usable = False
    if not usable:
        raise Unsupported("kcat takes headers from its command line, text only")


def consume(topic, partitions, count):
    data = b""
    for partition in range(int(partitions)):
        data += kcat(
            "-C", "-q", "-e", "-t", topic, "-p", str(partition), "-o", "beginning", "-f", "%p %o %T %K %S\n%k%s\n%h\n"
        )
    for _ in range(int(count)):
        head, _, data = data.partition(b"\n")
        partition, offset, timestamp, key_size, size = map(int, head.split())
        key, data = (None, data) if key_size < 0 else (data[:key_size], data[key_size:])
        value, data = (None, data) if size < 0 else (data[:size], data[size:])
        headers, _, data = data[1:].partition(b"\n")
        pairs = [one.partition(b"=") for one in headers.split(b",") if one]
        print_record(partition, offset, timestamp, key, value, [(name.decode(), text) for name, _, text in pairs])


def offset(topic, partition, when):
    at = {"earliest": "-2", "latest": "-1"}.get(when, when)
    text = kcat("-Q", "-t", f"{topic}:{partition}:{at}").decode()
    print("offset", re.search(r"offset (-?\d+)", text)[1])


def member(topic, group):
    child = subprocess.Popen(
        [
            "kcat",
            "-b",
            sys.argv[1],
            "-G",
            group,
            "-u",
            "-f",
            "%p %o\n",
            "-X",
            "session.timeout.ms=6000",
            "-X",
            "heartbeat.interval.ms=1000",
            "-X",
            "auto.offset.reset=earliest",
            "-X",
            "auto.commit.interval.ms=50",
            topic,
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    report = MemberReport()

    def rebalances():
        for line in child.stderr:
            if "rebalanced" in line:
                revoked = "revoked:" in line
                report.assigned([] if revoked else [int(number) for number in re.findall(r"\[(\d+)\]", line)])

    threading.Thread(target=rebalances, daemon=True).start()
    for line in child.stdout:
        report.record(*map(int, line.split()))
    status = child.wait()
    sys.exit(0 if status in (0, -signal.SIGTERM) else status)


def code_of(problem):
    return next((code for text, code in CODES.items() if text in str(problem)), -1)


def main():
    commands = {
        "create": create,
        "describe": describe,
        "delete": delete,
        "produce": produce,
        "consume": consume,
        "offset": offset,
    }
    if len(sys.argv) > 2:
        member(sys.argv[3], sys.argv[4])
    else:
        serve(lambda command, arguments: commands[command](*arguments), code_of)


if __name__ == "__main__":
    main()
