"""DescribeConfigs, AlterConfigs, IncrementalAlterConfigs."""

from records import simple

from .describe import without_places
from .registry import case
from .topics import CONFIGS, create

TOPIC, BROKER, LOGGER, METRICS, GROUP = 2, 4, 8, 16, 32
SET, DELETE, APPEND, SUBTRACT = range(4)


def described(kind, name, keys=None, synonyms=False, documentation=False):
    return {
        "resources": [
            {"resource_type": kind, "resource_name": name, "configuration_keys": None if keys is None else list(keys)}
        ],
        "include_synonyms": synonyms,
        "include_documentation": documentation,
    }


def incremental(kind, name, *changes, validate=False):
    return {
        "resources": [
            {
                "resource_type": kind,
                "resource_name": name,
                "configs": [
                    {"name": key, "config_operation": operation, "value": value} for key, operation, value in changes
                ],
            }
        ],
        "validate_only": validate,
    }


def replaced(kind, name, *configs, validate=False):
    return {
        "resources": [
            {
                "resource_type": kind,
                "resource_name": name,
                "configs": [{"name": key, "value": value} for key, value in configs],
            }
        ],
        "validate_only": validate,
    }


def values_of(answer):
    return {config["name"]: config["value"] for config in answer["results"][0]["configs"]}


def await_configs(side, version, topic, label, **wanted):
    """The last of the changes is visible; then the whole is kept."""
    wanted = {name.replace("_", "."): value for name, value in wanted.items()}
    side.ask_until(
        "DescribeConfigs",
        version,
        described(TOPIC, topic),
        lambda answer: all(values_of(answer).get(name) == value for name, value in wanted.items()),
        label,
    )


@case("describe configs: topics")
def describe_topic_configs(side):
    side.topic("configs", retention_ms=12345, cleanup_policy="compact,delete")
    for version in side.versions("DescribeConfigs"):
        side.ask("DescribeConfigs", version, described(TOPIC, "configs"), "all")
        side.ask("DescribeConfigs", version, described(TOPIC, "configs", synonyms=True), "with synonyms")
        side.ask("DescribeConfigs", version, described(TOPIC, "configs", ("retention.ms",)), "one")
        side.ask(
            "DescribeConfigs",
            version,
            described(TOPIC, "configs", ("retention.ms", "no.such.config", "retention.ms")),
            "one twice, one unknown",
        )
        side.ask("DescribeConfigs", version, described(TOPIC, "configs", ()), "no keys")
        side.ask("DescribeConfigs", version, described(TOPIC, "configs.unknown"), "unknown topic")
        for name in ("", "a b", "x" * 250):
            side.ask("DescribeConfigs", version, described(TOPIC, name), f"name {name[:9]!r}")
        for kind in (0, 1, 3, 7, 64, -1):
            side.ask("DescribeConfigs", version, described(kind, "configs"), f"resource type {kind}")
        side.ask("DescribeConfigs", version, {"resources": []}, "nothing")
        side.ask(
            "DescribeConfigs",
            version,
            {"resources": described(TOPIC, "configs", ("retention.ms",))["resources"] * 2},
            "a topic twice",
        )
        answer = side.exchange("DescribeConfigs", version, described(TOPIC, "configs", documentation=True))
        told = isinstance(answer, dict) and all(
            config.get("documentation") for config in answer["results"][0]["configs"]
        )
        side.keep("DescribeConfigs", version, "documentation for all", told)


@case("describe configs: brokers")
def describe_broker_configs(side):
    for version in side.versions("DescribeConfigs"):
        for name in ("", "1", "2", "abc", "-1"):
            answer = side.exchange("DescribeConfigs", version, described(BROKER, name, NAMES))
            side.keep("DescribeConfigs", version, f"some of broker {name!r}", answer)
        side.ask("DescribeConfigs", version, described(BROKER, "1", NAMES, synonyms=True), "some, with synonyms")
    answer = side.exchange("DescribeConfigs", 4, described(BROKER, "1"))
    names = sorted(config["name"] for config in answer["results"][0]["configs"])
    side.keep("DescribeConfigs", 4, "names of all", {"configs": [{"name": name} for name in names]})
    differing = (
        "advertised.listeners",
        "broker.id",
        "controller.quorum.voters",
        "listeners",
        "log.dir",
        "log.dirs",
        "node.id",
    )
    side.keep(
        "DescribeConfigs",
        4,
        "values of all",
        {"configs": [config for config in answer["results"][0]["configs"] if config["name"] not in differing]},
    )


NAMES = (
    "auto.create.topics.enable",
    "num.partitions",
    "log.retention.hours",
    "log.retention.ms",
    "message.max.bytes",
    "node.id",
    "process.roles",
    "group.initial.rebalance.delay.ms",
    "min.insync.replicas",
    "log.segment.bytes",
    "compression.type",
    "num.io.threads",
    "no.such.config",
)


@case("describe configs: other resources")
def describe_other_configs(side):
    for version in side.versions("DescribeConfigs"):
        side.ask(
            "DescribeConfigs",
            version,
            described(GROUP, "configs.group", ("consumer.session.timeout.ms", "nonsense")),
            "group",
        )
        side.ask("DescribeConfigs", version, described(GROUP, ""), "empty group")
        side.ask("DescribeConfigs", version, described(METRICS, "configs.metrics"), "client metrics")


@case("incremental alter configs")
def incremental_alter(side):
    for version in side.versions("IncrementalAlterConfigs"):
        topic = f"alter.incremental.v{version}"
        side.topic(topic)

        def ask(label, *changes, kind=TOPIC, name=topic, validate=False):
            side.ask("IncrementalAlterConfigs", version, incremental(kind, name, *changes, validate=validate), label)

        ask("set two", ("retention.ms", SET, "1000"), ("segment.bytes", SET, "2000000"))
        await_configs(side, 4, topic, f"set two, v{version}", retention_ms="1000", segment_bytes="2000000")
        ask("delete one", ("retention.ms", DELETE, None))
        await_configs(side, 4, topic, f"deleted one, v{version}", retention_ms="604800000")
        ask("append", ("cleanup.policy", APPEND, "compact"))
        await_configs(side, 4, topic, f"appended, v{version}", cleanup_policy="delete,compact")
        ask("append what is there", ("cleanup.policy", APPEND, "compact"))
        ask("subtract", ("cleanup.policy", SUBTRACT, "delete"))
        await_configs(side, 4, topic, f"subtracted, v{version}", cleanup_policy="compact")
        ask("subtract what is not there", ("cleanup.policy", SUBTRACT, "delete"))
        ask("append to what is no list", ("retention.ms", APPEND, "5"))
        ask("subtract from what is no list", ("retention.ms", SUBTRACT, "5"))
        ask("null value", ("retention.ms", SET, None))
        ask("append null", ("cleanup.policy", APPEND, None))
        ask("operation 9", ("retention.ms", 9, "5"))
        ask("twice in one", ("retention.ms", SET, "5"), ("retention.ms", SET, "6"))
        ask("set and deleted in one", ("retention.ms", SET, "5"), ("retention.ms", DELETE, None))
        ask("delete what is not set", ("flush.ms", DELETE, None))
        ask("delete an unknown one", ("no.such.config", DELETE, None))
        ask("nothing")
        ask("validate only", ("retention.ms", SET, "77777"), validate=True)
        ask("validate only, bad", ("retention.ms", SET, "abc"), validate=True)
        ask("unknown topic", ("retention.ms", SET, "1"), name="alter.unknown")
        ask("bad name", ("retention.ms", SET, "1"), name="a b")
        ask("empty name", ("retention.ms", SET, "1"), name="")
        for kind in (0, 1, 3, 64):
            ask(f"resource type {kind}", ("retention.ms", SET, "1"), kind=kind)
        side.ask("IncrementalAlterConfigs", version, {"resources": [], "validate_only": False}, "no resources")
        twice = incremental(TOPIC, topic, ("retention.ms", SET, "1"))["resources"]
        side.ask("IncrementalAlterConfigs", version, {"resources": twice * 2}, "a topic twice")
        for configs in CONFIGS:
            if len(configs) == 1:
                ask(f"configs {configs}", (configs[0][0], SET, configs[0][1]), validate=True)
        side.ask("DescribeConfigs", 4, described(TOPIC, topic), f"in the end, v{version}")


@case("alter configs")
def alter(side):
    for version in side.versions("AlterConfigs"):
        topic = f"alter.v{version}"
        side.topic(topic, flush_ms=5000)

        def ask(label, *configs, kind=TOPIC, name=topic, validate=False):
            side.ask("AlterConfigs", version, replaced(kind, name, *configs, validate=validate), label)

        ask("replaces all", ("retention.ms", "1000"))
        await_configs(side, 4, topic, f"replaced, v{version}", retention_ms="1000", flush_ms="9223372036854775807")
        ask("validate only", ("retention.ms", "2000"), validate=True)
        ask("null value", ("retention.ms", None))
        ask("bad value", ("retention.ms", "abc"))
        ask("unknown config", ("no.such.config", "1"))
        ask("twice in one", ("retention.ms", "5"), ("retention.ms", "6"))
        ask("unknown topic", ("retention.ms", "1"), name="alter.unknown")
        ask("bad name", ("retention.ms", "1"), name="a b")
        ask("resource type 3", ("retention.ms", "1"), kind=3)
        side.ask("AlterConfigs", version, {"resources": [], "validate_only": False}, "no resources")
        ask("removes all")
        await_configs(side, 4, topic, f"removed, v{version}", retention_ms="604800000")


@case("alter broker configs")
def alter_broker(side):
    for version in side.versions("IncrementalAlterConfigs"):

        def ask(label, name, *changes, validate=True):
            side.ask("IncrementalAlterConfigs", version, incremental(BROKER, name, *changes, validate=validate), label)

        for name in ("", "1"):
            ask(f"dynamic, broker {name!r}", name, ("log.retention.ms", SET, "86400000"))
            ask(f"read-only, broker {name!r}", name, ("num.partitions", SET, "3"))
            ask(f"read-only, broker {name!r}: process.roles", name, ("process.roles", SET, "broker"))
            ask(f"unknown, broker {name!r}", name, ("no.such.config", SET, "3"))
            ask(f"bad value, broker {name!r}", name, ("message.max.bytes", SET, "abc"))
            ask(f"per broker only, broker {name!r}", name, ("listeners", SET, "PLAINTEXT://:1"))
            ask(f"cluster wide, broker {name!r}", name, ("message.max.bytes", SET, "2000000"))
        ask("unknown broker", "2", ("log.retention.ms", SET, "86400000"))
        ask("no broker", "abc", ("log.retention.ms", SET, "86400000"))
    last = side.versions("IncrementalAlterConfigs")[-1]
    for name in ("", "1"):
        side.ask(
            "IncrementalAlterConfigs",
            last,
            incremental(BROKER, name, ("log.retention.ms", SET, "86400000")),
            f"set for {name!r}",
        )
        side.ask_until(
            "DescribeConfigs",
            4,
            described(BROKER, "1", ("log.retention.ms",), synonyms=True),
            lambda answer: values_of(answer).get("log.retention.ms") == "86400000",
            f"as broker 1 tells after {name!r}",
        )
        side.ask("DescribeConfigs", 4, described(BROKER, name), f"dynamic ones of {name!r}") if name == "" else None
        side.ask(
            "IncrementalAlterConfigs",
            last,
            incremental(BROKER, name, ("log.retention.ms", DELETE, None)),
            f"deleted for {name!r}",
        )
        side.ask_until(
            "DescribeConfigs",
            4,
            described(BROKER, "1", ("log.retention.ms",)),
            lambda answer: values_of(answer).get("log.retention.ms") != "86400000",
            f"as broker 1 tells after deleting, {name!r}",
        )


@case("cordoned log dirs")
def cordoned(side):
    """KIP-1066. The controller learns of it after the change was answered."""
    newest = side.versions("IncrementalAlterConfigs")[-1]
    topic = side.topic("cordoned.before")
    for label, value in (("unknown", "/nowhere"), ("all and more", "*,/nowhere"), ("empty entry", "*,")):
        change = incremental(BROKER, "1", ("cordoned.log.dirs", SET, value), validate=True)
        side.ask("IncrementalAlterConfigs", newest, change, f"cordon {label}")
    side.ask(
        "IncrementalAlterConfigs", newest, incremental(BROKER, "", ("cordoned.log.dirs", SET, "*"), validate=True), "default"
    )
    try:
        side.ask("IncrementalAlterConfigs", newest, incremental(BROKER, "1", ("cordoned.log.dirs", SET, "*")), "cordon")
        placed = {"topics": [create("cordoned.placed")], "timeout_ms": 10000, "validate_only": True}
        version = side.versions("CreateTopics")[-1]
        side.ask_until("CreateTopics", version, placed, lambda answer: answer["topics"][0]["error_code"], "placed")
        more = {"topics": [create("cordoned.two", replication=2)], "timeout_ms": 10000}
        side.ask("CreateTopics", version, more, "two replicas")
        partitions = {"topics": [{"name": "cordoned.before", "count": 2, "assignments": None}], "timeout_ms": 10000}
        version = side.versions("CreatePartitions")[-1]
        side.ask("CreatePartitions", version, partitions, "placed partition")
        partitions["topics"][0]["assignments"] = [{"broker_ids": [1]}]
        side.ask("CreatePartitions", version, partitions, "assigned partition")
        assigned = {
            "topics": [create("cordoned.assigned", -1, -1, assignments=[(0, (1,))])],
            "timeout_ms": 10000,
        }
        side.ask("CreateTopics", side.versions("CreateTopics")[-1], assigned, "assigned")
        side.await_topic("cordoned.assigned", 1)
        for version in side.versions("DescribeLogDirs"):
            ask = {"topics": [{"topic": "cordoned.before", "partitions": [0]}]}
            answer = side.exchange("DescribeLogDirs", version, ask)
            side.keep("DescribeLogDirs", version, "cordoned", without_places(answer, ("cordoned.before",)))
        side.append("cordoned.before", topic, simple(1))
    finally:
        side.do("IncrementalAlterConfigs", incremental(BROKER, "1", ("cordoned.log.dirs", DELETE, None)))
    placed["validate_only"] = False
    version = side.versions("CreateTopics")[-1]
    side.ask_until("CreateTopics", version, placed, lambda answer: not answer["topics"][0]["error_code"], "uncordoned")
    side.await_topic("cordoned.placed", 1)
