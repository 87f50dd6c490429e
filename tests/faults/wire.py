"""Just enough of Kafka's protocol to produce, to read back, and to send nonsense: old versions, whose encoding is short."""

import socket
import struct
import time

PRODUCE, FETCH, METADATA, OFFSET_COMMIT, OFFSET_FETCH, FIND_COORDINATOR, API_VERSIONS, CREATE_TOPICS, ALTER_LOG_DIRS, DESCRIBE_LOG_DIRS = (
    0, 1, 3, 8, 9, 10, 18, 19, 34, 35)


def string(text):
    data = text.encode()
    return struct.pack(">h", len(data)) + data


def frame(api, version, correlation, body):
    head = struct.pack(">hhi", api, version, correlation) + string("faults")
    return struct.pack(">i", len(head) + len(body)) + head + body


def _crc32c_table():
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
        table.append(byte)
    return table


_TABLE = _crc32c_table()


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = _TABLE[(crc ^ byte) & 0xFF] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


def varint(value):
    value = value << 1 ^ value >> 63
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def batch(values):
    """A record batch of magic 2 of now, with these values and null keys."""
    timestamp_ms = int(time.time() * 1000)
    records = b""
    for delta, value in enumerate(values):
        record = b"\0" + varint(0) + varint(delta) + varint(-1) + varint(len(value)) + value + varint(0)
        records += varint(len(record)) + record
    covered = struct.pack(">hiqqqhii", 0, len(values) - 1, timestamp_ms, timestamp_ms, -1, -1, -1, len(values)) + records
    tail = struct.pack(">ibI", -1, 2, crc32c(covered)) + covered
    return struct.pack(">qi", 0, len(tail)) + tail


def read_varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value >> 1 ^ -(value & 1), at


def records(data):
    """(offset, value) of each record of whole, uncompressed batches."""
    at = 0
    while at + 12 <= len(data):
        base, length = struct.unpack_from(">qi", data, at)
        end = at + 12 + length
        if end > len(data):
            return
        crc = struct.unpack_from(">I", data, at + 17)[0]
        if crc32c(data[at + 21:end]) != crc:
            raise AssertionError(f"the batch at offset {base} is damaged")
        count = struct.unpack_from(">i", data, at + 57)[0]
        place = at + 61
        for _ in range(count):
            _, place = read_varint(data, place)
            place += 1
            _, place = read_varint(data, place)
            delta, place = read_varint(data, place)
            key, place = read_varint(data, place)
            place += max(key, 0)
            size, place = read_varint(data, place)
            yield base + delta, data[place:place + size]
            place += size
            _, place = read_varint(data, place)
        at = end


class Client:
    """One connection; calls one after the other. OSError when it breaks."""

    def __init__(self, port, timeout_s=30.0):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout_s)
        self.correlation = 0

    def close(self):
        self.socket.close()

    def receive(self, count):
        data = b""
        while len(data) < count:
            piece = self.socket.recv(count - len(data))
            if not piece:
                raise ConnectionError("closed by the broker")
            data += piece
        return data

    def response(self):
        return self.receive(struct.unpack(">i", self.receive(4))[0])

    def call(self, api, version, body):
        self.correlation += 1
        self.socket.sendall(frame(api, version, self.correlation, body))
        answer = self.response()
        assert struct.unpack_from(">i", answer)[0] == self.correlation
        return answer[4:]

    def create_topic(self, name, partitions=1):
        body = struct.pack(">i", 1) + string(name) + struct.pack(">ihii", partitions, 1, 0, 0)
        answer = self.call(CREATE_TOPICS, 0, body + struct.pack(">i", 30000))
        return struct.unpack(">h", answer[-2:])[0]

    def produce(self, topic, partition, data, acks=-1):
        """(error, base offset)"""
        body = struct.pack(">hhii", -1, acks, 30000, 1) + string(topic)
        body += struct.pack(">iii", 1, partition, len(data)) + data
        answer = self.call(PRODUCE, 3, body)
        at = 4 + 2 + len(topic.encode()) + 4 + 4
        return struct.unpack_from(">hq", answer, at)

    def fetch(self, topic, partition, offset, wait_ms=0):
        """(error, high watermark, record data)"""
        body = struct.pack(">iiiibi", -1, wait_ms, 1, 16 << 20, 0, 1) + string(topic)
        body += struct.pack(">iiqi", 1, partition, offset, 1 << 20)
        answer = self.call(FETCH, 4, body)
        at = 4 + 4 + 2 + len(topic.encode()) + 4 + 4
        error, watermark, _, aborted = struct.unpack_from(">hqqi", answer, at)
        at += 22 + max(aborted, 0) * 16
        size = struct.unpack_from(">i", answer, at)[0]
        return error, watermark, answer[at + 4:at + 4 + size]

    def read_all(self, topic, partition):
        """offset -> value, of everything there is."""
        found = {}
        offset = 0
        while True:
            error, watermark, data = self.fetch(topic, partition, offset)
            assert error == 0, f"fetch: error {error}"
            for at, value in records(data):
                if at >= offset:
                    found[at] = value
                    offset = at + 1
            if offset >= watermark:
                return found
            assert data, f"nothing at {offset}, and the end is {watermark}"

    def find_coordinator(self, group):
        return struct.unpack_from(">h", self.call(FIND_COORDINATOR, 0, string(group)))[0]

    def commit(self, group, topic, partition, offset):
        body = string(group) + struct.pack(">i", -1) + string("") + struct.pack(">qi", -1, 1) + string(topic)
        body += struct.pack(">iiq", 1, partition, offset) + string("")
        return struct.unpack(">h", self.call(OFFSET_COMMIT, 2, body)[-2:])[0]

    def committed(self, group, topic, partition):
        """(error, offset)"""
        body = string(group) + struct.pack(">i", 1) + string(topic) + struct.pack(">ii", 1, partition)
        answer = self.call(OFFSET_FETCH, 1, body)
        at = 4 + 2 + len(topic.encode()) + 4 + 4
        offset = struct.unpack_from(">q", answer, at)[0]
        return struct.unpack(">h", answer[-2:])[0], offset

    def move(self, topic, partition, path):
        """AlterReplicaLogDirs: the error."""
        body = struct.pack(">i", 1) + string(str(path)) + struct.pack(">i", 1) + string(topic)
        answer = self.call(ALTER_LOG_DIRS, 1, body + struct.pack(">ii", 1, partition))
        return struct.unpack(">h", answer[-2:])[0]

    def log_dirs(self, future=False):
        """path -> (error, the partitions in it as (topic, partition)), or those that are on their way there."""
        answer = self.call(DESCRIBE_LOG_DIRS, 1, struct.pack(">i", -1))
        at = 4

        def take(form):
            nonlocal at
            values = struct.unpack_from(form, answer, at)
            at += struct.calcsize(form)
            return values

        def text():
            nonlocal at
            size, = take(">h")
            at += size
            return answer[at - size:at].decode()

        found = {}
        for _ in range(take(">i")[0]):
            error, = take(">h")
            path = text()
            partitions = []
            for _ in range(take(">i")[0]):
                topic = text()
                for _ in range(take(">i")[0]):
                    index, _, _, on_its_way = take(">iqqb")
                    if bool(on_its_way) == future:
                        partitions.append((topic, index))
            found[path] = (error, partitions)
        return found

    def ping(self):
        return struct.unpack_from(">h", self.call(API_VERSIONS, 0, b""))[0]
