"""What happens below the messages: frames, headers, versions, bodies that do not parse."""

import struct

from side import MESSAGES, schema

from .registry import case


def header(key, version, client=b"differ", tags=b""):
    return struct.pack(">hhih", key, version, 99, len(client)) + client + tags


def raw(side, label, data, api="(framing)", version=0, expect_error_answer=False):
    """Sends bytes on a connection of their own and keeps how the broker took it: an answer, a close."""
    connection = side.connect()
    connection.send_raw(data)
    frame = connection.frame()
    connection.close()
    side.keep(
        api, version, label, frame if isinstance(frame, str) else frame[4:] if expect_error_answer else "an answer"
    )


def framed(body):
    return struct.pack(">i", len(body)) + body


@case("api versions")
def api_versions(side):
    for version in side.versions("ApiVersions"):
        side.ask("ApiVersions", version, {"client_software_name": "differ", "client_software_version": "1.0"})
        for name, number in (("", "1"), ("a b", "1"), ("-a", "1"), ("a", "1-"), ("a.b-c", "1.2-SNAPSHOT"), ("a", "")):
            side.ask(
                "ApiVersions",
                version,
                {"client_software_name": name, "client_software_version": number},
                f"software {name!r} {number!r}",
            )


@case("api versions: unsupported version")
def api_versions_unsupported(side):
    """Not parsed, answered in the form of version 0."""
    for version in (5, 6, 99, 32767, -1):
        connection = side.connect()
        connection.send_frame(header(18, version, tags=b"\0"))
        frame = connection.frame()
        answer = frame
        if isinstance(frame, bytes):
            answer = schema.decode(MESSAGES["ApiVersionsResponse"], 0, frame[4:], allow_trailing=True)
        side.keep("ApiVersions", version, "unsupported", answer)
        connection.send("ApiVersions", 0, {})
        side.keep("ApiVersions", 0, f"asked again after {version}", connection.receive())
        connection.close()


@case("unknown apis and versions")
def unknown(side):
    for key in (-1, 95, 999, 32767):
        raw(side, f"api key {key}", framed(header(key, 0)))
    for key, version in (
        (3, 14),
        (3, -1),
        (0, 99),
        (1, 99),
        (2, 99),
        (8, 99),
        (9, 99),
        (10, 99),
        (11, 99),
        (12, 99),
        (13, 99),
        (14, 99),
        (15, 99),
        (16, 99),
        (19, 99),
        (20, 99),
        (21, 99),
        (22, 99),
        (23, 99),
        (32, 99),
        (37, 99),
        (42, 99),
        (44, 99),
        (47, 1),
        (60, 99),
        (61, 1),
        (75, 1),
    ):
        raw(side, f"api key {key} version {version}", framed(header(key, version, tags=b"\0")))


@case("broken frames")
def broken_frames(side):
    raw(side, "negative length", struct.pack(">i", -1))
    raw(side, "length zero", struct.pack(">i", 0))
    raw(side, "length above the limit", struct.pack(">i", 104857601))
    raw(side, "largest length", struct.pack(">i", 2**31 - 1))
    raw(side, "http", b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    raw(side, "tls", bytes.fromhex("16030100c8010000c4030300") + bytes(200))
    for size in range(1, 10):
        raw(side, f"header cut after {size} bytes", framed(header(3, 1)[:size]))
    raw(side, "client id longer than the frame", framed(struct.pack(">hhih", 3, 1, 1, 100) + b"abc"))
    raw(side, "client id of length -2", framed(struct.pack(">hhih", 3, 1, 1, -2) + struct.pack(">i", -1)))
    raw(side, "null client id", framed(struct.pack(">hhih", 3, 1, 1, -1) + struct.pack(">i", 0)))
    raw(side, "client id is not UTF-8", framed(header(3, 1, client=b"\xff\xfe") + struct.pack(">i", 0)))


@case("bodies that do not parse")
def broken_bodies(side):
    """Every API: an empty body, a body cut in the middle, bytes too many, counts that cannot be."""
    for api in sorted(set(side.served) & SCOPE):
        message = MESSAGES[f"{api}Request"]
        for version in {side.versions(api)[0], side.versions(api)[-1]}:
            body = schema.encode(message, version, BODIES.get(api, {}))
            tags = b"\0" if schema.request_header_version(message, version) == 2 else b""
            head = header(message.api_key, version, tags=tags)
            if body and api != "ApiVersions":
                raw(side, "empty body", framed(head), api, version)
                raw(side, "cut by one byte", framed(head + body[:-1]), api, version)
            raw(side, "one byte too many", framed(head + body + b"\0"), api, version)


# What is compared here elsewhere, too; the rest has no cases yet.
SCOPE = {
    "AlterConfigs",
    "AlterPartitionReassignments",
    "AlterReplicaLogDirs",
    "ApiVersions",
    "CreatePartitions",
    "CreateTopics",
    "DeleteGroups",
    "DeleteRecords",
    "DeleteTopics",
    "DescribeCluster",
    "DescribeConfigs",
    "DescribeGroups",
    "DescribeLogDirs",
    "DescribeProducers",
    "DescribeTopicPartitions",
    "Fetch",
    "FindCoordinator",
    "Heartbeat",
    "IncrementalAlterConfigs",
    "InitProducerId",
    "JoinGroup",
    "LeaveGroup",
    "ListGroups",
    "ListOffsets",
    "ListPartitionReassignments",
    "Metadata",
    "OffsetCommit",
    "OffsetDelete",
    "OffsetFetch",
    "OffsetForLeaderEpoch",
    "Produce",
    "SyncGroup",
}

# A request of each API that names something, so that cutting its last byte cuts into something.
BODIES = {
    "Metadata": {"topics": [{"name": "broken.bodies"}], "allow_auto_topic_creation": False},
    "Produce": {"acks": 1, "timeout_ms": 100, "topic_data": []},
    "Fetch": {"max_wait_ms": 0, "min_bytes": 0, "max_bytes": 1, "session_epoch": -1, "topics": []},
    "FindCoordinator": {"key": "broken.bodies", "coordinator_keys": ["broken.bodies"]},
    "JoinGroup": {
        "group_id": "broken.bodies",
        "session_timeout_ms": 1,
        "member_id": "",
        "protocol_type": "consumer",
        "protocols": [],
    },
    "InitProducerId": {"transactional_id": "broken.bodies", "transaction_timeout_ms": -1},
}


@case("impossible counts")
def impossible_counts(side):
    for count in (-2, 2**31 - 1, -(2**31), 1000):
        raw(side, f"Metadata v1 with {count} topics", framed(header(3, 1) + struct.pack(">i", count)), "Metadata", 1)
        raw(
            side,
            f"Produce v3 with {count} topics",
            framed(header(0, 3) + struct.pack(">hhii", -1, 1, 100, count)),
            "Produce",
            3,
        )
        raw(
            side,
            f"ListGroups v4 with {count} states",
            framed(header(16, 4, tags=b"\0") + struct.pack(">I", count & 0xFFFFFFFF)),
            "ListGroups",
            4,
        )
    raw(
        side,
        "Metadata v9 with a varint that does not end",
        framed(header(3, 9, tags=b"\0") + b"\xff" * 12),
        "Metadata",
        9,
    )
    raw(side, "Metadata v9 with 2^31 topics", framed(header(3, 9, tags=b"\0") + b"\x81\x80\x80\x80\x08"), "Metadata", 9)
    raw(side, "Metadata v1: topic name of length -1", framed(header(3, 1) + struct.pack(">ih", 1, -1)), "Metadata", 1)
    raw(side, "Metadata v1: topic name of length -2", framed(header(3, 1) + struct.pack(">ih", 1, -2)), "Metadata", 1)
    raw(
        side,
        "Metadata v1: topic name is not UTF-8",
        framed(header(3, 1) + struct.pack(">ih", 1, 2) + b"\xc3\x28"),
        "Metadata",
        1,
    )
    raw(
        side,
        "Metadata v9 with an unknown tagged field in header and body",
        framed(header(3, 9, tags=b"\x01\x63\x02hi") + b"\x01\x00\x00\x00" + b"\x01\x63\x02hi"),
        "Metadata",
        9,
    )


@case("pipelining")
def pipelining(side):
    """Several requests ahead: answers in order, each of its own version."""
    connection = side.connect()
    asked = [("ApiVersions", 0), ("Metadata", 5), ("ApiVersions", 3), ("ListGroups", 4), ("Metadata", 12)]
    for api, version in asked:
        connection.send(api, version, {"topics": []} if api == "Metadata" else {})
    for api, version in asked:
        answer = connection.receive()
        side.keep(api, version, "in its turn", "an answer" if isinstance(answer, dict) else answer)
    connection.close()
