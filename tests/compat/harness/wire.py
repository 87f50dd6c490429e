"""The few bytes of Kafka's protocol that are needed before any schema is: is somebody serving at that port?"""

import socket
import struct


def read_exactly(sock, size):
    """size bytes, or fewer when the peer closes."""
    parts = []
    while size > 0:
        part = sock.recv(size)
        if not part:
            break
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def exchange(sock, body):
    """Sends one frame, returns the frame that comes back; None when the peer closes instead."""
    sock.sendall(struct.pack(">i", len(body)) + body)
    return receive(sock)


def receive(sock):
    head = read_exactly(sock, 4)
    if len(head) < 4:
        return None
    size = struct.unpack(">i", head)[0]
    frame = read_exactly(sock, size)
    return frame if len(frame) == size else None


def serves(port, timeout_s=2.0):
    """True when a broker at the port answers Metadata v1 (no topics) with at least one broker in it."""
    client = b"readiness"
    body = struct.pack(">hhih", 3, 1, 7, len(client)) + client + struct.pack(">i", 0)
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=timeout_s) as sock:
            frame = exchange(sock, body)
    except OSError:
        return False
    return frame is not None and len(frame) >= 8 and struct.unpack(">i", frame[4:8])[0] > 0


def text(value):
    data = value.encode()
    return struct.pack(">h", len(data)) + data


def call(port, key, version, body, timeout_s=30.0):
    """One request with a classic header on a connection of its own; the response after its correlation id."""
    head = struct.pack(">hhi", key, version, 1) + text("compat")
    with socket.create_connection(("127.0.0.1", port), timeout=timeout_s) as sock:
        frame = exchange(sock, head + body)
    if frame is None:
        raise OSError(f"the broker closed the connection on request {key} v{version}")
    return frame[4:]


def create_topic(port, topic, partitions):
    """CreateTopics v2, for clients that have no admin part; returns the error code."""
    body = struct.pack(">i", 1) + text(topic) + struct.pack(">ihiiib", partitions, 1, 0, 0, 30000, 0)
    answer = call(port, 19, 2, body)
    at = 8 + 2 + len(topic.encode())
    return struct.unpack(">h", answer[at : at + 2])[0]


def stored_codecs(port, topic, partition):
    """The codec number of every batch of a partition as Fetch v4 shows them, read to the high watermark."""
    codecs, offset = [], 0
    while True:
        body = struct.pack(">iiiibi", -1, 100, 1, 8 << 20, 0, 1) + text(topic)
        body += struct.pack(">iiqi", 1, partition, offset, 8 << 20)
        answer = call(port, 1, 4, body)
        at = 4 + 4 + 2 + len(topic.encode()) + 4
        _, error, high_watermark, _, aborted = struct.unpack(">ihqqi", answer[at : at + 26])
        if error:
            raise OSError(f"Fetch v4 answered error {error}")
        at += 26 + 16 * max(aborted, 0)
        size = struct.unpack(">i", answer[at : at + 4])[0]
        data = answer[at + 4 : at + 4 + max(size, 0)]
        while len(data) >= 61:
            base, length = struct.unpack(">qi", data[:12])
            attributes, last = struct.unpack(">hi", data[21:27])
            if len(data) < 12 + length:
                break
            codecs.append(attributes & 7)
            offset, data = base + last + 1, data[12 + length :]
        if offset >= high_watermark:
            return codecs
