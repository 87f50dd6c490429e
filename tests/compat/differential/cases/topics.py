"""Metadata, CreateTopics, DeleteTopics, CreatePartitions."""

from .registry import case

BAD_NAMES = ("", ".", "..", "a b", "a/b", "ä", "x" * 250, "a\0b")


def create(name, partitions=1, replication=1, assignments=(), configs=()):
    return {
        "name": name,
        "num_partitions": partitions,
        "replication_factor": replication,
        "assignments": [{"partition_index": index, "broker_ids": list(ids)} for index, ids in assignments],
        "configs": [{"name": key, "value": value} for key, value in configs],
    }


@case("metadata: brokers")
def metadata_brokers(side):
    for version in side.versions("Metadata"):
        if version > 0:
            side.ask("Metadata", version, {"topics": []}, "no topics")
        side.ask(
            "Metadata",
            version,
            {"topics": [], "include_cluster_authorized_operations": True, "include_topic_authorized_operations": True},
            "with authorized operations",
        )


@case("metadata: topics")
def metadata_topics(side):
    names = ("metadata.one", "metadata.three")
    ids = [side.topic(names[0]), side.topic(names[1], 3)]
    for version in side.versions("Metadata"):
        ask = {"topics": [{"name": name} for name in names], "allow_auto_topic_creation": False}
        side.ask("Metadata", version, ask, "two")
        side.ask("Metadata", version, {**ask, "include_topic_authorized_operations": True}, "authorized operations")
        side.ask("Metadata", version, {**ask, "topics": ask["topics"][:1] * 2}, "one twice")
        if version >= 10:
            by_id = {"topics": [{"topic_id": one, "name": None} for one in ids]}
            side.ask("Metadata", version, by_id, "by id")
            side.ask(
                "Metadata", version, {"topics": [{"topic_id": "abcdefghijklmnopqrstug", "name": None}]}, "by unknown id"
            )
            side.ask("Metadata", version, {"topics": [{"topic_id": ids[0], "name": names[1]}]}, "id and name")
            side.ask("Metadata", version, {"topics": [{"name": None}]}, "neither id nor name")
    # A null list and, in version 0, an empty one ask for all topics: there are such that the brokers need themselves.
    for version in side.versions("Metadata"):
        answer = side.exchange("Metadata", version, {"topics": [] if version == 0 else None})
        if isinstance(answer, dict):
            answer = {**answer, "topics": [topic for topic in answer["topics"] if topic["name"] in names]}
        side.keep("Metadata", version, "all, looked at for two", answer)


@case("metadata: unknown topics")
def metadata_unknown(side):
    for version in side.versions("Metadata"):
        if version >= 4:  # Older versions always create.
            side.ask(
                "Metadata",
                version,
                {"topics": [{"name": "metadata.unknown"}], "allow_auto_topic_creation": False},
                "unknown",
            )
        for name in BAD_NAMES:
            side.ask(
                "Metadata",
                version,
                {"topics": [{"name": name}], "allow_auto_topic_creation": False},
                f"name {name[:9]!r}",
            )
            side.ask(
                "Metadata",
                version,
                {"topics": [{"name": name}], "allow_auto_topic_creation": True},
                f"create {name[:9]!r}",
            )


@case("metadata: automatic creation")
def metadata_creates(side):
    for version in side.versions("Metadata"):
        name = f"metadata.auto.v{version}"
        side.ask("Metadata", version, {"topics": [{"name": name}], "allow_auto_topic_creation": True}, "first answer")
        side.await_topic(name, 1)
        side.ask("Metadata", version, {"topics": [{"name": name}], "allow_auto_topic_creation": True}, "then")
    side.ask("Metadata", 9, {"topics": [{"name": "metadata_auto_v9"}], "allow_auto_topic_creation": True}, "collides")


@case("create topics")
def create_topics(side):
    for version in side.versions("CreateTopics"):
        name = f"create.v{version}"
        side.ask("CreateTopics", version, {"topics": [create(name, 3)], "timeout_ms": 10000}, "good")
        side.await_topic(name, 3)
        side.ask("CreateTopics", version, {"topics": [create(name)], "timeout_ms": 10000}, "exists")
        side.ask("CreateTopics", version, {"topics": [create(name.replace(".", "_"))], "timeout_ms": 10000}, "collides")
        side.ask(
            "CreateTopics",
            version,
            {"topics": [create(f"{name}.dry", 2)], "timeout_ms": 10000, "validate_only": True},
            "validate only",
        )
        side.ask("CreateTopics", version, {"topics": [], "timeout_ms": 10000}, "nothing")
        side.ask(
            "CreateTopics",
            version,
            {"topics": [create(f"{name}.a"), create(f"{name}.a")], "timeout_ms": 10000},
            "twice in one",
        )
        side.ask(
            "CreateTopics",
            version,
            {"topics": [create(f"{name}.b"), create("a b"), create(f"{name}.c", 0)], "timeout_ms": 10000},
            "good and bad in one",
        )
        side.await_topic(f"{name}.b", 1)


@case("create topics: bad")
def create_topics_bad(side):
    for version in side.versions("CreateTopics"):
        name = f"create.bad.v{version}"
        for bad in BAD_NAMES:
            side.ask("CreateTopics", version, {"topics": [create(bad)], "timeout_ms": 10000}, f"name {bad[:9]!r}")
        for partitions, replication in (
            (0, 1),
            (-1, 1),
            (-2, 1),
            (1, 0),
            (1, -1),
            (1, -2),
            (1, 2),
            (1, 32767),
            (-1, -1),
            (10001, 1),
        ):
            side.ask(
                "CreateTopics",
                version,
                {
                    "topics": [create(f"{name}.p{partitions}.r{replication}", partitions, replication)],
                    "timeout_ms": 10000,
                    "validate_only": True,
                },
                f"{partitions} partitions, {replication} replicas",
            )
        for what, assignments in {
            "good": ((0, (1,)), (1, (1,))),
            "unknown broker": ((0, (2,)),),
            "broker twice": ((0, (1, 1)),),
            "no brokers": ((0, ()),),
            "hole": ((0, (1,)), (2, (1,))),
            "from one": ((1, (1,)),),
            "partition twice": ((0, (1,)), (0, (1,))),
            "negative partition": ((-1, (1,)),),
            "different sizes": ((0, (1,)), (1, (1, 2))),
        }.items():
            side.ask(
                "CreateTopics",
                version,
                {
                    "topics": [create(f"{name}.assigned", -1, -1, assignments)],
                    "timeout_ms": 10000,
                    "validate_only": True,
                },
                f"assignment: {what}",
            )
        side.ask(
            "CreateTopics",
            version,
            {"topics": [create(f"{name}.both", 1, 1, ((0, (1,)),))], "timeout_ms": 10000, "validate_only": True},
            "assignment and counts",
        )
        side.ask(
            "CreateTopics",
            version,
            {"topics": [create("__consumer_offsets")], "timeout_ms": 10000, "validate_only": True},
            "internal topic",
        )


CONFIGS = (
    (("retention.ms", "1000"),),
    (("retention.ms", "abc"),),
    (("retention.ms", "-2"),),
    (("retention.ms", None),),
    (("no.such.config", "1"),),
    (("cleanup.policy", "compact"),),
    (("cleanup.policy", "compact,delete"),),
    (("cleanup.policy", "wrong"),),
    (("cleanup.policy", ""),),
    (("max.message.bytes", "-1"),),
    (("max.message.bytes", "2000000"),),
    (("segment.bytes", "14"),),
    (("segment.bytes", "1048576"),),
    (("compression.type", "zip"),),
    (("compression.type", "zstd"),),
    (("min.insync.replicas", "0"),),
    (("message.timestamp.type", "Never"),),
    (("message.timestamp.type", "LogAppendTime"),),
    (("min.cleanable.dirty.ratio", "1.5"),),
    (("preallocate", "perhaps"),),
    (("retention.ms", "1"), ("retention.ms", "2")),
    (("message.format.version", "2.0"),),
    (("retention.ms", " 5 "),),
    (("unclean.leader.election.enable", "TRUE"),),
    (("retention.bytes", "9223372036854775808"),),
    (("segment.ms", "0"),),
    (("", "1"),),
    (("remote.storage.enable", "true"),),
    (("min.compaction.lag.ms", "10"), ("max.compaction.lag.ms", "5")),
    (("internal.segment.bytes", "1000"),),
    (("compression.gzip.level", "10"),),
    (("leader.replication.throttled.replicas", "0:1"),),
    (("leader.replication.throttled.replicas", "nonsense"),),
    (("flush.messages", "0"),),
)


@case("create topics: configs")
def create_topics_configs(side):
    for version in side.versions("CreateTopics"):
        for number, configs in enumerate(CONFIGS):
            side.ask(
                "CreateTopics",
                version,
                {
                    "topics": [create(f"create.configs.v{version}.{number}", configs=configs)],
                    "timeout_ms": 10000,
                    "validate_only": True,
                },
                f"configs {configs}",
            )
        name = f"create.configs.v{version}.kept"
        side.ask(
            "CreateTopics",
            version,
            {
                "topics": [create(name, configs=(("retention.ms", "1234567"), ("cleanup.policy", "compact")))],
                "timeout_ms": 10000,
            },
            "kept",
        )


@case("delete topics")
def delete_topics(side):
    for version in side.versions("DeleteTopics"):
        name = f"delete.v{version}"
        topic_id = side.topic(name)

        def names(*wanted):
            return {"topic_names": list(wanted), "topics": [{"name": one} for one in wanted], "timeout_ms": 10000}

        side.ask("DeleteTopics", version, names("delete.unknown"), "unknown")
        side.ask("DeleteTopics", version, names("a b"), "bad name")
        side.ask("DeleteTopics", version, names(), "nothing")
        side.ask("DeleteTopics", version, names(name, "delete.unknown"), "one and an unknown one")
        side.await_no_topic(name)
        side.ask("DeleteTopics", version, names(name), "again")
        if version >= 6:
            topic_id = side.topic(f"{name}.by.id")
            side.ask(
                "DeleteTopics",
                version,
                {"topics": [{"topic_id": "abcdefghijklmnopqrstug"}], "timeout_ms": 10000},
                "unknown id",
            )
            side.ask(
                "DeleteTopics",
                version,
                {"topics": [{"topic_id": topic_id, "name": f"{name}.by.id"}], "timeout_ms": 10000},
                "id and name",
            )
            side.ask("DeleteTopics", version, {"topics": [{"name": None}], "timeout_ms": 10000}, "neither")
            side.ask("DeleteTopics", version, {"topics": [{"topic_id": topic_id}], "timeout_ms": 10000}, "by id")
            side.await_no_topic(f"{name}.by.id")
        side.topic(f"{name}.twice")
        side.ask("DeleteTopics", version, names(f"{name}.twice", f"{name}.twice"), "one twice")


@case("create partitions")
def create_partitions(side):
    for version in side.versions("CreatePartitions"):
        name = f"partitions.v{version}"
        side.topic(name, 2)

        def grow(topic, count, assignments=None):
            return {
                "name": topic,
                "count": count,
                "assignments": None if assignments is None else [{"broker_ids": list(ids)} for ids in assignments],
            }

        for what, topic in {
            "same": grow(name, 2),
            "fewer": grow(name, 1),
            "zero": grow(name, 0),
            "negative": grow(name, -1),
            "unknown": grow("partitions.unknown", 3),
            "bad name": grow("a b", 3),
            "too few assignments": grow(name, 4, [(1,)]),
            "too many assignments": grow(name, 3, [(1,), (1,)]),
            "unknown broker": grow(name, 3, [(7,)]),
            "no brokers": grow(name, 3, [()]),
            "broker twice": grow(name, 3, [(1, 1)]),
            "empty assignments": grow(name, 3, []),
        }.items():
            side.ask(
                "CreatePartitions", version, {"topics": [topic], "timeout_ms": 10000, "validate_only": False}, what
            )
        side.ask(
            "CreatePartitions",
            version,
            {"topics": [grow(name, 3)], "timeout_ms": 10000, "validate_only": True},
            "validate only",
        )
        side.ask(
            "CreatePartitions", version, {"topics": [grow(name, 3), grow(name, 4)], "timeout_ms": 10000}, "twice in one"
        )
        side.ask("CreatePartitions", version, {"topics": [], "timeout_ms": 10000}, "nothing")
        before = len(side.topic_state(name)["partitions"])
        side.ask("CreatePartitions", version, {"topics": [grow(name, before + 1)], "timeout_ms": 10000}, "one more")
        side.ask(
            "CreatePartitions",
            version,
            {"topics": [grow(name, before + 3, [(1,), (1,)])], "timeout_ms": 10000},
            "two assigned",
        )
        side.await_topic(name, before + 3)
        side.ask("Metadata", 12, {"topics": [{"name": name}], "allow_auto_topic_creation": False}, f"after v{version}")
