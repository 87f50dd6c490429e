"""The calls that a soak needs beside those of tests/faults: idempotent producers, log starts, topics that come and go."""

import pathlib
import struct
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "faults"))

import wire  # noqa: E402

LIST_OFFSETS, DELETE_TOPICS, DELETE_RECORDS, INIT_PRODUCER_ID = 2, 20, 21, 22
EARLIEST, LATEST = -2, -1
LOADING = (14, 15, 16)  # the group's coordinator is not there yet
OFFSET_OUT_OF_RANGE = 1
TIMEOUT_S = 120.0
# Much text, so that the log of commits is compacted as well.
METADATA_WORDS = 500


class Client(wire.Client):
    def __init__(self, port):
        super().__init__(port, TIMEOUT_S)

    # Several produce requests may be under way: their answers come in order.
    def send_produce(self, topic, partition, data):
        body = struct.pack(">hhii", -1, -1, 60000, 1) + wire.string(topic)
        body += struct.pack(">iii", 1, partition, len(data)) + data
        self.correlation += 1
        self.socket.sendall(wire.frame(wire.PRODUCE, 3, self.correlation, body))

    def receive_produce(self, topic):
        """(error, base offset)"""
        return struct.unpack_from(">hq", self.response(), 4 + 4 + 2 + len(topic.encode()) + 4 + 4)

    def receive(self, count):
        data = bytearray()
        while len(data) < count:
            piece = self.socket.recv(min(count - len(data), 1 << 20))
            if not piece:
                raise ConnectionError("closed by the broker")
            data += piece
        return bytes(data)

    def init_producer_id(self):
        """(error, producer id)"""
        answer = self.call(INIT_PRODUCER_ID, 0, struct.pack(">hi", -1, 60000))
        return struct.unpack_from(">hq", answer, 4)

    def offset(self, topic, partition, which):
        """(error, offset)"""
        body = struct.pack(">ii", -1, 1) + wire.string(topic) + struct.pack(">iiq", 1, partition, which)
        answer = self.call(LIST_OFFSETS, 1, body)
        error, _, offset = struct.unpack_from(">hqq", answer, 4 + 2 + len(topic.encode()) + 4 + 4)
        return error, offset

    def delete_records(self, topic, partition, offset):
        """(error, low watermark)"""
        body = struct.pack(">i", 1) + wire.string(topic) + struct.pack(">iiqi", 1, partition, offset, 60000)
        watermark, error = struct.unpack_from(">qh", self.call(DELETE_RECORDS, 0, body),
                                              4 + 4 + 2 + len(topic.encode()) + 4 + 4)
        return error, watermark

    def create(self, topic, partitions, configs):
        body = struct.pack(">i", 1) + wire.string(topic) + struct.pack(">ihii", partitions, 1, 0, len(configs))
        for name, value in configs.items():
            body += wire.string(name) + wire.string(str(value))
        return struct.unpack(">h", self.call(wire.CREATE_TOPICS, 0, body + struct.pack(">i", 60000))[-2:])[0]

    def delete(self, topic):
        body = struct.pack(">i", 1) + wire.string(topic) + struct.pack(">i", 60000)
        return struct.unpack(">h", self.call(DELETE_TOPICS, 0, body)[-2:])[0]

    def topics(self):
        """How many partitions each topic has, by name."""
        answer = self.call(wire.METADATA, 1, struct.pack(">i", -1))
        reader = _Reader(answer)
        for _ in range(reader.take(">i")):
            reader.take(">i")
            reader.string()
            reader.take(">i")
            reader.string()
        reader.take(">i")
        found = {}
        for _ in range(reader.take(">i")):
            error = reader.take(">h")
            name = reader.string()
            reader.take(">b")
            count = reader.take(">i")
            assert error == 0, f"metadata of {name}: error {error}"
            for _ in range(count):
                reader.take(">hii")
                for _ in ("replicas", "in sync"):
                    reader.take(f">{reader.take('>i')}i")
            found[name] = count
        return found

    def commit_all(self, group, topic, offsets):
        """Commits one offset for each partition; the errors."""
        body = wire.string(group) + struct.pack(">i", -1) + wire.string("") + struct.pack(">qi", -1, 1)
        body += wire.string(topic) + struct.pack(">i", len(offsets))
        for partition, offset in enumerate(offsets):
            body += struct.pack(">iq", partition, offset) + wire.string("why " * METADATA_WORDS)
        answer = self.call(wire.OFFSET_COMMIT, 2, body)
        at = 4 + 2 + len(topic.encode()) + 4
        return [struct.unpack_from(">ih", answer, at + 6 * i)[1] for i in range(len(offsets))]


class _Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, what):
        value = struct.unpack_from(what, self.data, self.at)[0]
        self.at += struct.calcsize(what)
        return value

    def string(self):
        size = self.take(">h")
        text = self.data[self.at:self.at + max(size, 0)].decode()
        self.at += max(size, 0)
        return text
