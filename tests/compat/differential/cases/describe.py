"""DescribeCluster, DescribeTopicPartitions, DescribeLogDirs, DescribeProducers."""

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
            side.ask("DescribeLogDirs", version, {"topics": topics}, label)
        answer = side.exchange("DescribeLogDirs", version, {"topics": None})
        if isinstance(answer, dict):
            for result in answer["results"]:
                result["topics"] = [topic for topic in result["topics"] if topic["name"] == "dirs"]
        side.keep("DescribeLogDirs", version, "everything, looked at for one", answer)


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
