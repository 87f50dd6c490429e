"""OffsetCommit, OffsetFetch, OffsetDelete."""

from .groups import coordinator, joined, leave, sync
from .registry import case


def commit(group, topic, topic_id, *partitions, generation=-1, member="", instance=None, **fields):
    return {
        "group_id": group,
        "generation_id_or_member_epoch": generation,
        "member_id": member,
        "group_instance_id": instance,
        **fields,
        "topics": [
            {
                "name": topic,
                "topic_id": topic_id,
                "partitions": [
                    {
                        "partition_index": index,
                        "committed_offset": offset,
                        "committed_leader_epoch": -1,
                        "committed_metadata": metadata,
                    }
                    for index, offset, metadata in partitions
                ],
            }
        ],
    }


def fetched(group, *topics, everything=False, member=None, epoch=-1, **fields):
    asked = [
        {"name": name, "topic_id": topic_id, "partition_indexes": list(indexes)} for name, topic_id, *indexes in topics
    ]
    old = [{"name": one["name"], "partition_indexes": one["partition_indexes"]} for one in asked]
    return {
        "group_id": group,
        "topics": None if everything else old,
        "groups": [
            {"group_id": group, "member_id": member, "member_epoch": epoch, "topics": None if everything else asked}
        ],
        **fields,
    }


@case("offset commit")
def offset_commit(side):
    topic_id = side.topic("commit", 3)
    for version in side.versions("OffsetCommit"):
        group = f"commit.v{version}"
        coordinator(side, group)

        def ask(label, *partitions, topic="commit", identity=topic_id, of=group, **fields):
            side.ask("OffsetCommit", version, commit(of, topic, identity, *partitions, **fields), label)

        ask("without members", (0, 10, "note"), (1, 20, ""), (2, 30, None))
        side.ask("OffsetFetch", 7, fetched(group, ("commit", topic_id, 0, 1, 2)), f"fetched after v{version}")
        ask("backwards", (0, 5, None))
        ask("offset -1", (0, -1, None))
        ask("offset -5", (0, -5, None))
        ask("no such partition", (3, 1, None))
        ask("partition -1", (-1, 1, None))
        ask("unknown topic", (0, 1, None), topic="commit.unknown", identity="abcdefghijklmnopqrstug")
        ask("bad name or zero id", (0, 1, None), topic="a b", identity="AAAAAAAAAAAAAAAAAAAAAA")
        ask("empty group", (0, 1, None), of="")
        ask("metadata of 4096", (0, 6, "x" * 4096))
        ask("metadata of 4097", (0, 7, "x" * 4097), (1, 7, "short"))
        ask("generation of no group", (0, 1, None), generation=1, member="nobody", of=f"{group}.unknown")
        ask("generation 1 of an empty group", (0, 1, None), generation=1, member="nobody")
        ask("member without generation", (0, 1, None), member="nobody")
        ask("retention time", (0, 8, None), retention_time_ms=1000)
        side.ask(
            "OffsetCommit", version, {"group_id": group, "generation_id_or_member_epoch": -1, "topics": []}, "nothing"
        )
        side.ask("OffsetFetch", 7, fetched(group, everything=True), f"all after v{version}")


@case("offset commit: members")
def offset_commit_members(side):
    topic_id = side.topic("commit.members")
    for version in side.versions("OffsetCommit"):
        group = f"commit.members.v{version}"
        coordinator(side, group)
        member, generation = joined(side, group)

        def ask(label, **fields):
            side.ask("OffsetCommit", version, commit(group, "commit.members", topic_id, (0, 1, None), **fields), label)

        ask("before the sync", generation=generation, member=member)
        side.do("SyncGroup", sync(group, generation, member, [(member, b"")], kind="consumer", name="range"))
        ask("good", generation=generation, member=member)
        ask("old generation", generation=generation - 1, member=member)
        ask("future generation", generation=generation + 1, member=member)
        ask("unknown member", generation=generation, member="nobody")
        ask("as if there were no members")
        ask("generation -1 with the member", member=member)
        if version >= 7:
            ask("unknown instance", generation=generation, member=member, instance="nobody")
        side.do("LeaveGroup", leave(group, member))
        ask("after leaving", generation=generation, member=member)
        ask("after leaving, without members")


@case("offset fetch")
def offset_fetch(side):
    topic_id, other_id = side.topic("fetched", 3), side.topic("fetched.other")
    coordinator(side, "fetched.group", "fetched.nobody")
    side.exchange("OffsetCommit", 8, commit("fetched.group", "fetched", topic_id, (0, 11, "a"), (1, 22, "")))
    side.exchange("OffsetCommit", 8, commit("fetched.group", "fetched.other", other_id, (0, 33, None)))
    for version in side.versions("OffsetFetch"):

        def ask(label, *arguments, **fields):
            side.ask("OffsetFetch", version, fetched(*arguments, **fields), label)

        here, other = ("fetched", topic_id, 0, 1, 2), ("fetched.other", other_id, 0)
        ask("two topics", "fetched.group", here, other)
        ask("no such partition", "fetched.group", ("fetched", topic_id, 7, -1))
        ask("unknown topic", "fetched.group", ("fetched.unknown", "abcdefghijklmnopqrstug", 0))
        ask("bad name or zero id", "fetched.group", ("a b", "AAAAAAAAAAAAAAAAAAAAAA", 0))
        ask("no topics", "fetched.group")
        ask("no partitions", "fetched.group", ("fetched", topic_id))
        ask("unknown group", "fetched.nobody", here)
        ask("empty group", "", here)
        ask("a partition twice", "fetched.group", ("fetched", topic_id, 0, 0))
        if version >= 2:
            ask("everything", "fetched.group", everything=True)
            ask("everything of an unknown group", "fetched.nobody", everything=True)
        if version >= 7:
            ask("stable", "fetched.group", here, require_stable=True)
        if version >= 8:
            one, two = fetched("fetched.group", here)["groups"][0], fetched("fetched.nobody", other)["groups"][0]
            side.ask("OffsetFetch", version, {"groups": [one, two]}, "two groups")
            side.ask("OffsetFetch", version, {"groups": []}, "no groups")
            side.ask("OffsetFetch", version, {"groups": [one, one]}, "a group twice")
        if version >= 9:
            ask("member and epoch", "fetched.group", here, member="nobody", epoch=1)
            ask("member, epoch -1", "fetched.group", here, member="nobody")
            ask("epoch without member", "fetched.group", here, epoch=5)


@case("offset delete")
def offset_delete(side):
    topic_id, other_id = side.topic("forgotten", 2), side.topic("forgotten.other")
    coordinator(side, "forget.empty", "forget.full")
    for group in ("forget.empty", "forget.full"):
        side.exchange("OffsetCommit", 8, commit(group, "forgotten", topic_id, (0, 1, None), (1, 2, None)))
        side.exchange("OffsetCommit", 8, commit(group, "forgotten.other", other_id, (0, 3, None)))
    subscription = b"\0\1" + b"\0\0\0\1" + b"\0\x09forgotten" + b"\xff\xff\xff\xff" + b"\0\0\0\0"
    member, generation = joined(side, "forget.full", protocols=(("range", subscription),))
    side.do("SyncGroup", sync("forget.full", generation, member, [(member, b"")], kind="consumer", name="range"))
    for version in side.versions("OffsetDelete"):

        def ask(label, group, *topics):
            side.ask(
                "OffsetDelete",
                version,
                {
                    "group_id": group,
                    "topics": [
                        {"name": name, "partitions": [{"partition_index": index} for index in indexes]}
                        for name, *indexes in topics
                    ],
                },
                label,
            )

        ask("unknown group", "forget.unknown", ("forgotten", 0))
        ask("empty group id", "", ("forgotten", 0))
        ask("no topics", "forget.empty")
        ask("no partitions", "forget.empty", ("forgotten",))
        ask("no such partition", "forget.empty", ("forgotten", 9))
        ask("unknown topic", "forget.empty", ("forgotten.unknown", 0))
        ask("one", "forget.empty", ("forgotten", 0))
        ask("again", "forget.empty", ("forgotten", 0))
        ask("subscribed topic", "forget.full", ("forgotten", 0))
        ask("other topic of a group with members", "forget.full", ("forgotten.other", 0))
        ask("both", "forget.full", ("forgotten", 1), ("forgotten.other", 0))
    for group in ("forget.empty", "forget.full"):
        side.ask("OffsetFetch", 7, fetched(group, everything=True), f"left in {group}")
