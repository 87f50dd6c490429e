"""The text form of commands and records (README.md beside this file), for the client programs written in Python."""

import sys


def unhex(text):
    return None if text == "-" else bytes.fromhex(text[1:])


def tohex(data):
    return "-" if data is None else "=" + bytes(data).hex()


def headers_of(text):
    return [] if text == "-" else [(name, unhex(data)) for name, data in (h.split(":") for h in text.split(","))]


def headers_text(headers):
    return ",".join(f"{name}:{tohex(data)}" for name, data in headers) if headers else "-"


def read_records(count):
    """COUNT times (partition, key, value, headers) from standard input: all of them, whatever happens to the first."""
    rows = [sys.stdin.readline().split() for _ in range(int(count))]
    return [(int(partition), unhex(key), unhex(value), headers_of(headers)) for partition, key, value, headers in rows]


def print_record(partition, offset, timestamp, key, value, headers):
    print("record", partition, offset, timestamp, tohex(key), tohex(value), headers_text(headers))


class Unsupported(Exception):
    """The library cannot do what was asked."""


class MemberReport:
    """What a group member prints: assignments when they change, records once they are committed."""

    def __init__(self):
        self.last = None

    def assigned(self, partitions):
        text = ",".join(str(p) for p in sorted(partitions)) or "-"
        if text != self.last:
            print("assigned", text, flush=True)
            self.last = text

    def record(self, partition, offset):
        print("record", partition, offset, flush=True)


def one_line(problem):
    return repr(problem).replace("\n", " ")


def serve(perform, code_of):
    """Answers commands until standard input ends; code_of(exception) is Kafka's error code."""
    for line in iter(sys.stdin.readline, ""):
        command, *arguments = line.split()
        try:
            perform(command, arguments)
            print("ok", flush=True)
        except Unsupported as lacks:
            print("unsupported", lacks, flush=True)
        except Exception as problem:  # Whatever goes wrong is the answer.
            print("error", code_of(problem), one_line(problem), flush=True)
