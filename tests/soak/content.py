"""What the batches of a soak hold. Everything follows from an identity, so that what was sent need not be kept: the bytes that
an offset must hold are made again when it is read."""

import ctypes
import hashlib
import os
import pathlib
import struct
import sys
import typing

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "faults"))

from wire import read_varint, varint  # noqa: E402

_LIBRARY = os.environ.get(
    "KLAMM_SOAK_CRC32C", str(pathlib.Path(__file__).parents[2] / "build/release/tests/soak/libklamm_soak_crc32c.so"))
_crc32c = ctypes.CDLL(_LIBRARY).klamm_soak_crc32c
_crc32c.argtypes = [ctypes.c_char_p, ctypes.c_size_t]
_crc32c.restype = ctypes.c_uint32

KEYS = 60
NO_PRODUCER = -1
# What a broker may change of a batch lies before this: base offset, length (which it may not), leader epoch.
MAGIC_AT = 16
HEADER_SIZE = 61


class Batch(typing.NamedTuple):
    number: int  # in its lane
    base: int  # the offset it must get
    count: int
    size: int  # of the batch, in bytes
    producer: int
    sequence: int


class Record(typing.NamedTuple):
    key: bytes | None
    value: bytes | None


def _noise(identity, size):
    return hashlib.shake_128(identity).digest(size)


def _sizes(choice, size_max):
    """How many records of which size: mostly small, some of pages, a few large."""
    if choice[0] < 160:
        return [20 + choice[2 + i] for i in range(1 + choice[1] % 8)]
    if choice[0] < 242:
        return [min(size_max, 500 + 30 * choice[2 + i]) for i in range(1 + choice[1] % 3)]
    return [min(size_max, 16_000 + 350 * choice[2])]


def records(identity, keyed, size_max, large=False):
    """The records of the batch with this identity, a text that names it among all batches of the run. `large`: batches
    that go past the broker's journal where they come one behind the other, as most of them do."""
    name = identity.encode()
    choice = _noise(b"shape of " + name, 32)
    if not keyed:
        sizes = [100_000 + 400 * choice[2]] if large and choice[0] >= 12 else _sizes(choice, size_max)
        noise = memoryview(_noise(name, sum(sizes)))
        made = []
        for size in sizes:
            made.append(Record(None, noise[:size].tobytes()))
            noise = noise[size:]
        return made
    return [
        Record(b"key %d" % (choice[8 + i] % KEYS),
               None if choice[16 + i] < 12 else _noise(name + b" %d" % i, 20 + choice[24 + i]))
        for i in range(1 + choice[0] % 8)
    ]


def _field(data):
    return varint(-1) if data is None else varint(len(data)) + data


def encode(held, timestamp_ms, producer, sequence):
    """The records as a batch of magic 2, uncompressed."""
    parts = []
    for delta, record in enumerate(held):
        body = b"".join((b"\0\0", varint(delta), _field(record.key), _field(record.value), b"\0"))
        parts += (varint(len(body)), body)
    idempotent = producer != NO_PRODUCER
    covered = struct.pack(">hiqqqhii", 0, len(held) - 1, timestamp_ms, timestamp_ms, producer, 0 if idempotent else -1,
                          sequence if idempotent else -1, len(held)) + b"".join(parts)
    tail = struct.pack(">ibI", -1, 2, _crc32c(covered, len(covered))) + covered
    return struct.pack(">qi", 0, len(tail)) + tail


def intact(data, at, end):
    """Whether the checksum of the batch there is right."""
    covered = bytes(data[at + 21:end])
    return struct.unpack_from(">I", data, at + 17)[0] == _crc32c(covered, len(covered))


def batches(data):
    """(begin, end, base offset, last offset) of each whole batch in what a fetch gave."""
    at = 0
    while at + HEADER_SIZE <= len(data):
        base, length = struct.unpack_from(">qi", data, at)
        end = at + 12 + length
        if end > len(data):
            return
        yield at, end, base, base + struct.unpack_from(">i", data, at + 23)[0]
        at = end


def _read_field(data, at):
    size, at = read_varint(data, at)
    return (None, at) if size < 0 else (bytes(data[at:at + size]), at + size)


def decode(data, at, base):
    """(offset, Record) of each record of the uncompressed batch at that place."""
    count = struct.unpack_from(">i", data, at + 57)[0]
    place = at + HEADER_SIZE
    for _ in range(count):
        length, place = read_varint(data, place)
        end = place + length
        _, place = read_varint(data, place + 1)  # timestamp, behind the attributes
        delta, place = read_varint(data, place)
        key, place = _read_field(data, place)
        value, _ = _read_field(data, place)
        yield base + delta, Record(key, value)
        place = end
