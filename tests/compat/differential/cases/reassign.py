"""AlterPartitionReassignments, ListPartitionReassignments: on one broker, so that nothing ever moves."""

from .registry import case


@case("alter partition reassignments")
def alter(side):
    side.topic("reassigned", 3)
    for version in side.versions("AlterPartitionReassignments"):

        def ask(label, *wishes, factor=True):
            topics = [
                {"name": name, "partitions": [{"partition_index": index, "replicas": replicas}]}
                for name, index, replicas in wishes
            ]
            request = {"timeout_ms": 10000, "topics": topics}
            if version >= 1:
                request["allow_replication_factor_change"] = factor
            side.ask("AlterPartitionReassignments", version, request, label)

        ask("nothing")
        ask("nothing, the factor kept", factor=False)
        ask("to where it is", ("reassigned", 0, [1]))
        ask("to where it is, the factor kept", ("reassigned", 0, [1]), factor=False)
        ask("cancelled", ("reassigned", 0, None))
        ask("to nowhere", ("reassigned", 0, []))
        ask("to nowhere, the factor kept", ("reassigned", 0, []), factor=False)
        ask("to an unknown broker", ("reassigned", 0, [7]))
        ask("to an unknown broker, too", ("reassigned", 0, [1, 7]))
        ask("to an unknown broker, the factor kept", ("reassigned", 0, [1, 7]), factor=False)
        ask("to a negative broker", ("reassigned", 0, [-1]))
        ask("twice to the same", ("reassigned", 0, [1, 1]))
        ask("no such partition", ("reassigned", 3, [1]))
        ask("no such partition, cancelled", ("reassigned", 3, None))
        ask("a negative partition", ("reassigned", -1, [1]))
        ask("no such topic", ("reassigned.unknown", 0, [1]))
        ask("no topic's name", ("", 0, [1]))
        ask("several", ("reassigned", 0, [1]), ("reassigned.unknown", 0, [1]), ("reassigned", 0, None))


@case("list partition reassignments")
def listed(side):
    side.topic("listed", 2)
    for version in side.versions("ListPartitionReassignments"):
        for label, topics in (
            ("all", None),
            ("none", []),
            ("one", [{"name": "listed", "partition_indexes": [0, 1]}]),
            ("no such partition", [{"name": "listed", "partition_indexes": [7, -1]}]),
            ("no such topic", [{"name": "listed.unknown", "partition_indexes": [0]}]),
            ("the same twice", [{"name": "listed", "partition_indexes": [0, 0]}] * 2),
        ):
            side.ask("ListPartitionReassignments", version, {"timeout_ms": 10000, "topics": topics}, label)
