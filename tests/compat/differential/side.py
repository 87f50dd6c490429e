"""One broker of the two: connections that speak any version, and a record of everything that was asked and answered."""

import socket
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "protocol/schema"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import klamm_schema as schema  # noqa: E402
from harness.waiting import wait_until  # noqa: E402
from harness.wire import receive  # noqa: E402

MESSAGES = schema.load_messages()
ANSWER_TIMEOUT_S = 20
SETTLE_TIMEOUT_S = 20
CLOSED = "the connection is closed"
SILENT = f"no answer within {ANSWER_TIMEOUT_S} s"
# Kafka claims to serve these from version 0 on, so that old librdkafka does not switch compression off.
FIRST_SERVED = {"Produce": 3}


@dataclass
class Observation:
    case: str
    api: str
    version: int
    label: str
    answer: object


class Connection:
    """One TCP connection; requests may be sent ahead, answers come in order."""

    def __init__(self, port, client_id="differ"):
        self.sock = socket.create_connection(("127.0.0.1", port), timeout=ANSWER_TIMEOUT_S)
        self.client_id = client_id
        self.correlation = 0
        self.waiting = []

    def send(self, api, version, request):
        """request: a dict, or the bytes of a body that no encoder would make."""
        message = MESSAGES[f"{api}Request"]
        body = request if isinstance(request, bytes) else schema.encode(message, version, request)
        self.correlation += 1
        client = self.client_id.encode()
        header = struct.pack(">hhih", message.api_key, version, self.correlation, len(client)) + client
        if schema.request_header_version(message, version) == 2:
            header += b"\0"
        self.send_frame(header + body)
        self.waiting.append((api, version, self.correlation))

    def send_frame(self, frame):
        self.send_raw(struct.pack(">i", len(frame)) + frame)

    def send_raw(self, data):
        try:
            self.sock.sendall(data)
        except OSError:
            pass  # The broker closed; receive() will see that.

    def frame(self):
        """The next frame's bytes, or CLOSED or SILENT."""
        try:
            frame = receive(self.sock)
        except TimeoutError:
            return SILENT
        except OSError:
            return CLOSED
        return CLOSED if frame is None else frame

    def receive(self):
        """The next answer decoded: a dict, or a text that says what came instead."""
        api, version, correlation = self.waiting.pop(0)
        frame = self.frame()
        if isinstance(frame, str):
            return frame
        got = struct.unpack(">i", frame[:4])[0]
        if got != correlation:
            return f"answer to request {got - correlation:+d} from this one"
        message = MESSAGES[f"{api}Response"]
        at = 4
        if schema.response_header_version(message, version) == 1:
            if frame[4:5] != b"\0":
                return "tagged fields in the response header"
            at = 5
        try:
            return schema.decode(message, version, frame[at:])
        except (schema.CodecError, UnicodeDecodeError, struct.error, IndexError) as problem:
            return f"undecodable: {problem}"

    def close(self):
        self.sock.close()


class Side:
    """A broker and what was observed of it. Cases talk to one Side and do not know which."""

    def __init__(self, broker, name):
        self.broker = broker
        self.name = name
        self.port = broker.port
        self.trace = []
        self.case = ""
        self.served = {}  # api -> (first, last) of both sides
        self.topic_ids = {}  # id -> name
        self.connection = None

    # --- asking ---

    def connect(self, client_id="differ"):
        return Connection(self.port, client_id)

    def exchange(self, api, version, request, connection=None):
        if connection is None:
            if self.connection is None:
                self.connection = self.connect()
            connection = self.connection
        connection.send(api, version, request)
        answer = connection.receive()
        if isinstance(answer, str) and connection is self.connection:
            self.connection.close()
            self.connection = None
        return answer

    def ask(self, api, version, request, label="", connection=None):
        """Sends, waits, and keeps the answer for the comparison."""
        answer = self.exchange(api, version, request, connection)
        self.keep(api, version, label, answer)
        return answer

    def keep(self, api, version, label, answer):
        self.trace.append(Observation(self.case, api, version, label, answer))

    def do(self, api, request, version=None, connection=None):
        """Sets something up: the newest version both serve, not compared."""
        if version is None:
            version = self.served[api][1]
        return self.exchange(api, version, request, connection)

    def ask_until(self, api, version, request, condition, label=""):
        """Asks until condition(answer) or the deadline, and keeps the last answer."""
        answers = []

        def look():
            answers.append(self.exchange(api, version, request))
            return isinstance(answers[-1], dict) and condition(answers[-1])

        try:
            wait_until(look, SETTLE_TIMEOUT_S, f"{api} settles")
        finally:
            self.keep(api, version, label, answers[-1])
        return answers[-1]

    def versions(self, api):
        """Every version of an API that both brokers serve."""
        first, last = self.served.get(api, (0, -1))
        return range(first, last + 1)

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    # --- what cases need set up ---

    def topic_state(self, topic):
        answer = self.do("Metadata", {"topics": [{"name": topic}], "allow_auto_topic_creation": False}, 12)
        return answer["topics"][0]

    def await_topic(self, topic, partitions):
        """Until every partition has a leader; remembers the topic's id."""

        def look():
            state = self.topic_state(topic)
            leading = [p for p in state["partitions"] if p["leader_id"] >= 0 and p["error_code"] == 0]
            return state if state["error_code"] == 0 and len(leading) == partitions else None

        state = wait_until(look, SETTLE_TIMEOUT_S, f"topic {topic} is there")
        # The metadata may know a leader that does not know yet.
        request = {
            "replica_id": -1,
            "topics": [
                {
                    "name": topic,
                    "partitions": [{"partition_index": index, "timestamp": -1} for index in range(partitions)],
                }
            ],
        }
        wait_until(
            lambda: all(p["error_code"] == 0 for p in self.do("ListOffsets", request, 5)["topics"][0]["partitions"]),
            SETTLE_TIMEOUT_S,
            f"the partitions of {topic} are led",
        )
        self.topic_ids[state["topic_id"]] = topic
        return state["topic_id"]

    def await_no_topic(self, topic):
        wait_until(lambda: self.topic_state(topic)["error_code"] == 3, SETTLE_TIMEOUT_S, f"topic {topic} is gone")

    def topic(self, topic, partitions=1, **configs):
        """Creates a topic; config names with _ for dots. Returns its id."""
        settings = [{"name": name.replace("_", "."), "value": str(value)} for name, value in configs.items()]
        answer = self.do(
            "CreateTopics",
            {
                "topics": [{"name": topic, "num_partitions": partitions, "replication_factor": 1, "configs": settings}],
                "timeout_ms": 10000,
            },
        )
        if answer["topics"][0]["error_code"]:
            raise RuntimeError(f"cannot create {topic}: {answer['topics'][0]}")
        return self.await_topic(topic, partitions)

    def append(self, topic, topic_id, *batches, partition=0):
        """Appends one batch after the other; returns the base offset of the last."""
        for batch in batches:
            answer = self.do(
                "Produce",
                {
                    "acks": -1,
                    "timeout_ms": 10000,
                    "topic_data": [
                        {
                            "name": topic,
                            "topic_id": topic_id,
                            "partition_data": [{"index": partition, "records": batch}],
                        }
                    ],
                },
            )
            result = answer["responses"][0]["partition_responses"][0]
            if result["error_code"]:
                raise RuntimeError(f"cannot append to {topic}: {result}")
        return result["base_offset"]


def advertised(side):
    """api name -> (first, last) as ApiVersions v3 tells, of the APIs that the schemas know."""
    names = {
        message.api_key: message.name.removesuffix("Request")
        for message in MESSAGES.values()
        if message.kind == "request"
    }
    answer = side.exchange("ApiVersions", 3, {"client_software_name": "differ", "client_software_version": "1"})
    return {
        names[key["api_key"]]: (key["min_version"], key["max_version"])
        for key in answer["api_keys"]
        if key["api_key"] in names
    }


def agree(left, right):
    """Sets on both sides the versions that both serve; returns lines about APIs that only one does."""
    one, other = advertised(left), advertised(right)
    notes = []
    for api in sorted(set(one) | set(other)):
        if api not in one or api not in other:
            notes.append(f"{api} is served by {left.name if api in one else right.name} only")
            continue
        first = max(one[api][0], other[api][0], FIRST_SERVED.get(api, 0))
        left.served[api] = right.served[api] = (first, min(one[api][1], other[api][1]))
    return notes
