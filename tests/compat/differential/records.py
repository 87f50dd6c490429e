"""Record batches as clients make them, bad ones too, and batches taken apart for the comparison."""

import gzip
import struct

TIME = 1_700_000_000_000  # A fixed time, long past: what the broker sets itself is told from it.
NONE, GZIP, SNAPPY, LZ4, ZSTD = range(5)


def _table():
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
        table.append(byte)
    return table


_CRC = _table()


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = crc >> 8 ^ _CRC[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF


def varint(value):
    value = (value << 1) ^ (value >> 63)
    out = bytearray()
    while value & ~0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _bytes(data):
    return varint(-1) if data is None else varint(len(data)) + data


def record(delta, key, value, headers=(), timestamp_delta=0):
    body = b"\0" + varint(timestamp_delta) + varint(delta) + _bytes(key) + _bytes(value) + varint(len(headers))
    for name, data in headers:
        body += varint(len(name)) + name.encode() + _bytes(data)
    return varint(len(body)) + body


def _snappy(data):
    """A raw block made of literals only."""
    size, length = bytearray(), len(data)
    while length >= 0x80:
        size.append(length & 0x7F | 0x80)
        length >>= 7
    size.append(length)
    chunks = [data[at : at + 65536] for at in range(0, len(data), 65536)]
    return bytes(size) + b"".join(bytes([61 << 2]) + struct.pack("<H", len(part) - 1) + part for part in chunks)


def _xxh32(data):
    """XXH32 with seed 0 of fewer than 16 bytes: all that the header of an LZ4 frame needs."""
    mask, acc = 0xFFFFFFFF, 0x165667B1 + len(data)
    for byte in data:
        acc = acc + byte * 0x165667B1 & mask
        acc = (acc << 11 | acc >> 21) & mask
        acc = acc * 0x9E3779B1 & mask
    acc = (acc ^ acc >> 15) * 0x85EBCA77 & mask
    acc = (acc ^ acc >> 13) * 0xC2B2AE3D & mask
    return acc ^ acc >> 16


def _lz4(data):
    """A frame of independent 64 KiB blocks, stored."""
    descriptor = bytes([0x60, 0x40])
    out = struct.pack("<I", 0x184D2204) + descriptor + bytes([_xxh32(descriptor) >> 8 & 0xFF])
    for at in range(0, len(data), 65536):
        part = data[at : at + 65536]
        out += struct.pack("<I", len(part) | 0x80000000) + part
    return out + struct.pack("<I", 0)


def _zstd(data):
    """A frame with one raw block; the window descriptor says 128 KiB."""
    return struct.pack("<I", 0xFD2FB528) + bytes([0x00, 0x38]) + struct.pack("<I", len(data) << 3 | 1)[:3] + data


COMPRESS = {NONE: bytes, GZIP: lambda data: gzip.compress(data, mtime=0), SNAPPY: _snappy, LZ4: _lz4, ZSTD: _zstd}


def batch(
    records,
    *,
    codec=NONE,
    base=0,
    epoch=-1,
    magic=2,
    attributes=None,
    last_delta=None,
    count=None,
    base_time=TIME,
    max_time=None,
    producer=(-1, -1, -1),
    crc=None,
    length=None,
    payload=None,
):
    """One batch v2 of (key, value) or (key, value, headers); every header field can be given a wrong value."""
    if payload is None:
        payload = COMPRESS[codec](b"".join(record(n, *one) for n, one in enumerate(records)))
    producer_id, producer_epoch, sequence = producer
    body = (
        struct.pack(
            ">hiqqqhii",
            codec if attributes is None else attributes,
            len(records) - 1 if last_delta is None else last_delta,
            base_time,
            base_time if max_time is None else max_time,
            producer_id,
            producer_epoch,
            sequence,
            len(records) if count is None else count,
        )
        + payload
    )
    checksum = crc32c(body) if crc is None else crc
    return struct.pack(">qiibI", base, len(body) + 9 if length is None else length, epoch, magic, checksum) + body


def simple(count=1, **settings):
    """A batch of `count` small records."""
    return batch([(b"key-%d" % n, b"value-%d" % n) for n in range(count)], **settings)


def message_set(magic, value=b"old", key=b"k"):
    """One message of format 0 or 1, as clients before Kafka 0.11 sent it."""
    import zlib

    body = bytes([magic, 0]) + (struct.pack(">q", TIME) if magic == 1 else b"")
    body += struct.pack(">i", len(key)) + key + struct.pack(">i", len(value)) + value
    message = struct.pack(">I", zlib.crc32(body)) + body
    return struct.pack(">qi", 0, len(message)) + message


def take_apart(data):
    """A list of batches as dicts, for reading and comparing.

    What is cut off at the end is left out: a broker may end anywhere, and consumers ask for the rest again (KIP-74).
    """
    found = []
    while len(data) >= 61 and data[16] == 2:
        base, length, epoch, magic, crc = struct.unpack(">qiibI", data[:21])
        if len(data) < length + 12:
            break
        body = data[21 : length + 12]
        attributes, last, first_time, max_time, pid, pepoch, sequence, count = struct.unpack(">hiqqqhii", body[:40])
        found.append(
            {
                "base_offset": base,
                "batch_length": length,
                "leader_epoch": epoch,
                "magic": magic,
                "crc": "good" if crc32c(body) == crc else "bad",
                "attributes": attributes,
                "last_offset_delta": last,
                "base_timestamp": first_time,
                "max_timestamp": max_time,
                "producer_id": pid,
                "producer_epoch": pepoch,
                "base_sequence": sequence,
                "records": count,
                "payload": body[40:].hex(),
            }
        )
        data = data[length + 12 :]
    return found
