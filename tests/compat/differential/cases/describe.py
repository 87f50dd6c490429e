"""DescribeCluster, DescribeTopicPartitions, DescribeLogDirs, AlterReplicaLogDirs, DescribeProducers."""

from harness.waiting import wait_until
from records import simple

from .produce import pid, request
from .registry import case


@case("describe cluster")
def describe_cluster(side):
    for version in side.versions("DescribeCluster"):
        side.ask("DescribeCluster", version, {"include_cluster_authorized_operations": False}, "plain")
        side.ask("DescribeCluster", version, {"include_cluster_authorized_operations": True}, "authorized operations")
        if version >= 1:
            for kind in (0, 1, 2, 3):
                side.ask(
                    "DescribeCluster",
                    version,
                    {"include_cluster_authorized_operations": False, "endpoint_type": kind},
                    f"endpoint type {kind}",
                )
        if version >= 2:
            side.ask(
                "DescribeCluster",
                version,
                {"include_cluster_authorized_operations": False, "include_fenced_brokers": True},
                "fenced brokers",
            )


@case("describe topic partitions")
def describe_topic_partitions(side):
    side.topic("described.a", 3)
    side.topic("described.b", 2)
    both = [{"name": "described.a"}, {"name": "described.b"}]
    for version in side.versions("DescribeTopicPartitions"):

        def ask(label, topics, limit=2000, cursor=None):
            side.ask(
                "DescribeTopicPartitions",
                version,
                {"topics": topics, "response_partition_limit": limit, "cursor": cursor},
                label,
            )

        ask("two", both)
        ask("unknown", [{"name": "described.unknown"}])
        ask("bad name", [{"name": "a b"}])
        ask("one, and an unknown one", [both[1], {"name": "described.unknown"}])
        for limit in (1, 2, 3, 4, 5, 0, -1, 100000):
            ask(f"limit {limit}", both, limit)
        for topic, index in (
            ("described.a", 0),
            ("described.a", 2),
            ("described.a", 3),
            ("described.a", 9),
            ("described.b", 1),
            ("described.aa", 0),
            ("described.z", 0),
            ("described.a", -1),
        ):
            ask(f"cursor {topic} {index}", both, 2000, {"topic_name": topic, "partition_index": index})
        ask("cursor and limit", both, 2, {"topic_name": "described.a", "partition_index": 1})
        ask("a topic twice", both[:1] * 2)


@case("describe log dirs")
def describe_log_dirs(side):
    topic_id = side.topic("dirs", 2)
    side.append("dirs", topic_id, simple(10))
    for version in side.versions("DescribeLogDirs"):
        for label, topics in {
            "one partition": [{"topic": "dirs", "partitions": [0]}],
            "two": [{"topic": "dirs", "partitions": [0, 1]}],
            "no such partition": [{"topic": "dirs", "partitions": [7]}],
            "unknown": [{"topic": "dirs.unknown", "partitions": [0]}],
            "no partitions": [{"topic": "dirs", "partitions": []}],
            "no topics": [],
        }.items():
            answer = side.exchange("DescribeLogDirs", version, {"topics": topics})
            side.keep("DescribeLogDirs", version, label, without_places(answer, ("dirs", "dirs.unknown")))
        answer = side.exchange("DescribeLogDirs", version, {"topics": None})
        side.keep("DescribeLogDirs", version, "everything, looked at for one", without_places(answer, ("dirs",)))


def without_places(answer, names):
    """Which of the directories a partition is made in is the broker's business: all are in the first one here."""
    if not isinstance(answer, dict):
        return answer
    merged = {}
    for result in answer["results"]:
        for topic in result.pop("topics"):
            if topic["name"] in names:
                merged.setdefault(topic["name"], []).extend(topic["partitions"])
        result["topics"] = []
    if answer["results"]:
        answer["results"][0]["topics"] = [{"name": name, "partitions": found} for name, found in merged.items()]
    return answer


def places(side, name):
    """All directories; those that partition 0 is in; those that it is on its way to."""
    answer = side.do("DescribeLogDirs", {"topics": None})
    current, future = [], []
    for result in answer["results"]:
        for topic in result["topics"]:
            for partition in topic["partitions"]:
                if (topic["name"], partition["partition_index"]) == (name, 0):
                    (future if partition["is_future_key"] else current).append(result["log_dir"])
    return [result["log_dir"] for result in answer["results"]], current, future


@case("alter replica log dirs")
def alter_replica_log_dirs(side):
    topic_id = side.topic("moves", 2)
    side.append("moves", topic_id, simple(10))
    for version in side.versions("AlterReplicaLogDirs"):

        def ask(label, *wishes):
            side.ask(
                "AlterReplicaLogDirs",
                version,
                {
                    "dirs": [
                        {"path": path, "topics": [{"name": name, "partitions": list(partitions)}]}
                        for path, name, *partitions in wishes
                    ]
                },
                label,
            )

        known, (here,), _ = places(side, "moves")
        there = [path for path in known if path != here][0]
        ask("nothing")
        ask("to where it is", (here, "moves", 0))
        ask("no such directory", ("/nowhere", "moves", 0))
        ask("a relative one", ("nowhere", "moves", 0))
        ask("no such topic", (here, "moves.unknown", 0))
        ask("no such partition", (here, "moves", 7))
        ask("a name that may move", (here, "x" * 213, 0))
        ask("a name that is too long", (here, "x" * 214, 0))
        ask("too long, and no such directory", ("/nowhere", "x" * 214, 0))
        ask("two, of which one is not there", (here, "moves", 0), (here, "moves.unknown", 0))
        ask("to the other one", (there, "moves", 0))
        wait_until(lambda there=there: places(side, "moves")[1:] == ([there], []), 20, "the partition is there")
        answer = side.exchange("DescribeLogDirs", side.served["DescribeLogDirs"][1], {"topics": None})
        side.keep("DescribeLogDirs", version, "after it has moved", without_places(answer, ("moves",)))
        side.append("moves", topic_id, simple(3))
        ask("there again", (there, "moves", 0))


@case("describe producers")
def describe_producers(side):
    topic_id = side.topic("producers", 2)
    producer = pid(side)
    newest = side.versions("Produce")[-1]
    side.exchange("Produce", newest, request("producers", topic_id, simple(3, producer=(producer, 0, 0))))
    side.exchange("Produce", newest, request("producers", topic_id, simple(2, producer=(producer, 0, 3))))
    for version in side.versions("DescribeProducers"):

        def ask(label, *topics):
            side.ask(
                "DescribeProducers",
                version,
                {"topics": [{"name": name, "partition_indexes": list(indexes)} for name, *indexes in topics]},
                label,
            )

        ask("one", ("producers", 0))
        ask("none there", ("producers", 1))
        ask("both", ("producers", 0, 1))
        ask("no such partition", ("producers", 5))
        ask("unknown topic", ("producers.unknown", 0))
        ask("bad name", ("a b", 0))
        ask("no partitions", ("producers",))
        ask("nothing")
