"""The classic group protocol: FindCoordinator, JoinGroup, SyncGroup, Heartbeat, LeaveGroup; describing groups."""

from .registry import case


def coordinator(side, *groups):
    """The first request for a coordinator makes the offsets topic: all that follow are to find it ready."""
    from harness.waiting import wait_until

    for group in groups:
        wait_until(
            lambda: side.exchange("FindCoordinator", 2, {"key": group, "key_type": 0})["error_code"] == 0,
            30,
            f"{group} has a coordinator",
        )
        wait_until(
            lambda: (
                side.exchange("Heartbeat", 0, {"group_id": group, "generation_id": 0, "member_id": "x"})["error_code"]
                not in (14, 15, 16)
            ),
            30,
            f"the coordinator of {group} has loaded",
        )


def join(
    group, member="", protocols=(("range", b"\0\1"),), *, session=30000, rebalance=30000, kind="consumer", instance=None
):
    return {
        "group_id": group,
        "session_timeout_ms": session,
        "rebalance_timeout_ms": rebalance,
        "member_id": member,
        "group_instance_id": instance,
        "protocol_type": kind,
        "protocols": [{"name": name, "metadata": data} for name, data in protocols],
    }


def joined(side, group, connection=None, version=5, **fields):
    """Joins with the two steps of version 4 on; returns (member id, generation)."""
    first = side.exchange("JoinGroup", version, join(group, **fields), connection)
    if first["error_code"] == 79:
        first = side.exchange("JoinGroup", version, join(group, first["member_id"], **fields), connection)
    if first["error_code"]:
        raise RuntimeError(f"cannot join {group}: {first}")
    return first["member_id"], first["generation_id"]


def sync(group, generation, member, assignments=(), *, instance=None, kind=None, name=None):
    return {
        "group_id": group,
        "generation_id": generation,
        "member_id": member,
        "group_instance_id": instance,
        "protocol_type": kind,
        "protocol_name": name,
        "assignments": [{"member_id": one, "assignment": data} for one, data in assignments],
    }


def beat(group, generation, member, instance=None):
    return {"group_id": group, "generation_id": generation, "member_id": member, "group_instance_id": instance}


def leave(group, member, instance=None):
    return {"group_id": group, "member_id": member, "members": [{"member_id": member, "group_instance_id": instance}]}


@case("find coordinator")
def find_coordinator(side):
    coordinator(side, "find")
    for version in side.versions("FindCoordinator"):

        def ask(label, key, kind=0):
            side.ask("FindCoordinator", version, {"key": key, "key_type": kind, "coordinator_keys": [key]}, label)

        ask("group", "find")
        ask("empty group", "")
        for kind in (2, 3, -1, 100):
            ask(f"type {kind}", "find", kind)
        ask("share, well formed", "g:abcdefghijklmnopqrstug:0", 2)
        if version >= 4:
            side.ask("FindCoordinator", version, {"coordinator_keys": []}, "no keys")
            side.ask("FindCoordinator", version, {"coordinator_keys": ["find", "find.other", "find"]}, "three keys")


@case("join group")
def join_group(side):
    for version in side.versions("JoinGroup"):
        group = f"join.v{version}"
        coordinator(side, group)
        connection = side.connect()
        first = side.ask("JoinGroup", version, join(group), "first step", connection)
        member = first["member_id"]
        if version >= 4:
            first = side.ask("JoinGroup", version, join(group, member), "second step", connection)
        generation = first["generation_id"]
        side.ask("Heartbeat", 0, beat(group, generation, member), f"before the sync, v{version}")
        side.ask("SyncGroup", 0, sync(group, generation, member, [(member, b"mine")]), f"sync, v{version}", connection)
        side.ask("Heartbeat", 0, beat(group, generation, member), f"after the sync, v{version}")
        side.ask("JoinGroup", version, join(group, member), "again, nothing changed", connection)
        side.ask(
            "SyncGroup",
            0,
            sync(group, generation + 1, member, [(member, b"mine")]),
            f"sync after joining again, v{version}",
            connection,
        )
        side.ask("JoinGroup", version, join(group, member, (("range", b"\0\2"),)), "again, other metadata", connection)
        side.ask("LeaveGroup", 0, leave(group, member), f"leaves, v{version}")
        connection.close()


@case("join group: bad")
def join_group_bad(side):
    for version in side.versions("JoinGroup"):
        group = f"join.bad.v{version}"
        coordinator(side, group)
        member, _ = joined(side, group)

        def ask(label, request):
            side.ask("JoinGroup", version, request, label)

        ask("empty group id", join(""))
        ask("unknown member", join(group, "nobody"))
        ask("unknown member of an unknown group", join(f"{group}.other", "nobody"))
        ask("session timeout too short", join(group, session=5999))
        ask("session timeout too long", join(group, session=1800001))
        ask("session timeout negative", join(group, session=-1))
        ask("other protocol type", join(group, kind="connect"))
        ask("no protocols", join(group, protocols=()))
        ask("empty protocol type", join(group, kind=""))
        ask("no protocol in common", join(group, protocols=(("sticky", b""),)))
        ask("empty protocol type, new group", join(f"{group}.type", kind=""))
        ask("no protocols, new group", join(f"{group}.protocols", protocols=()))
        side.ask("LeaveGroup", 0, leave(group, member), f"leaves, v{version}")


@case("two members")
def two_members(side):
    """The second one makes the first rejoin; the leader gets everybody's metadata."""
    for version in side.versions("JoinGroup"):
        group = f"two.v{version}"
        coordinator(side, group)
        one, two = side.connect("one"), side.connect("two")
        protocols = (("sticky", b"s1"), ("range", b"r1"))
        member, generation = joined(side, group, one, version, protocols=protocols)
        side.exchange("SyncGroup", 3, sync(group, generation, member, [(member, b"all")]), one)
        other = ""
        if version >= 4:
            other = side.exchange("JoinGroup", version, join(group), two)["member_id"]
        two.send("JoinGroup", version, join(group, other, (("range", b"r2"), ("roundrobin", b"x"))))
        side.ask_until(
            "Heartbeat",
            3,
            beat(group, generation, member),
            lambda answer: answer["error_code"] == 27,
            f"told to rejoin, v{version}",
        )
        one.send("JoinGroup", version, join(group, member, protocols))
        first, second = one.receive(), two.receive()
        side.keep("JoinGroup", version, "the leader's answer", first)
        side.keep("JoinGroup", version, "the other's answer", second)
        other, generation = second["member_id"], first["generation_id"]
        two.send("SyncGroup", 3, sync(group, generation, other))
        one.send("SyncGroup", 3, sync(group, generation, member, [(member, b"a"), (other, b"b")]))
        side.keep("SyncGroup", 3, f"the leader's assignment, v{version}", one.receive())
        side.keep("SyncGroup", 3, f"the other's assignment, v{version}", two.receive())
        side.ask("DescribeGroups", 5, {"groups": [group]}, f"stable with two, v{version}")
        side.ask("LeaveGroup", 2, leave(group, other), f"the other leaves, v{version}")
        side.ask("Heartbeat", 3, beat(group, generation, member), f"the leader is told, v{version}")
        side.ask("Heartbeat", 3, beat(group, generation, other), f"who left is unknown, v{version}")
        side.ask("LeaveGroup", 2, leave(group, member), f"the leader leaves, v{version}")
        side.ask("DescribeGroups", 5, {"groups": [group]}, f"empty, v{version}")
        one.close()
        two.close()


@case("static members")
def static_members(side):
    for version in [version for version in side.versions("JoinGroup") if version >= 5]:
        group = f"static.v{version}"
        coordinator(side, group)

        def ask(label, member, instance, protocols=(("range", b"m"),)):
            return side.ask("JoinGroup", version, join(group, member, protocols, instance=instance), label)

        first = ask("joins in one step", "", "i1")
        member, generation = first["member_id"], first["generation_id"]
        side.ask(
            "SyncGroup",
            5,
            sync(group, generation, member, [(member, b"all")], instance="i1", kind="consumer", name="range"),
            f"sync, v{version}",
        )
        second = ask("comes back without its member id", "", "i1")
        side.ask("Heartbeat", 4, beat(group, generation, member, "i1"), f"the old one is fenced, v{version}")
        side.ask(
            "SyncGroup", 5, sync(group, generation, member, instance="i1"), f"the old one's sync is fenced, v{version}"
        )
        ask("the old one joins", member, "i1")
        member, generation = second["member_id"], second["generation_id"]
        side.ask(
            "SyncGroup",
            5,
            sync(group, generation, member, [(member, b"new")], instance="i1"),
            f"the new one's sync, v{version}",
        )
        side.ask("Heartbeat", 4, beat(group, generation, member, "i1"), f"the new one's heartbeat, v{version}")
        side.ask("Heartbeat", 4, beat(group, generation, member, "i2"), f"heartbeat of an unknown instance, v{version}")
        changed = ask("comes back with other metadata", "", "i1", (("range", b"other"),))
        ask("unknown member id with a new instance", "nobody", "i3")
        side.ask("DescribeGroups", 5, {"groups": [group]}, f"described, v{version}")
        for leaving in side.versions("LeaveGroup"):
            if leaving >= 3:
                side.ask(
                    "LeaveGroup",
                    leaving,
                    {"group_id": group, "members": [{"member_id": "", "group_instance_id": "nobody"}]},
                    f"unknown instance, join v{version}",
                )
                side.ask(
                    "LeaveGroup",
                    leaving,
                    {"group_id": group, "members": [{"member_id": "wrong", "group_instance_id": "i1"}]},
                    f"instance with a wrong member id, join v{version}",
                )
        side.ask(
            "LeaveGroup",
            3,
            {"group_id": group, "members": [{"member_id": "", "group_instance_id": "i1"}]},
            f"by instance, join v{version}",
        )
        side.ask(
            "Heartbeat",
            4,
            beat(group, changed["generation_id"], changed["member_id"], "i1"),
            f"after leaving, v{version}",
        )


@case("sync, heartbeat, leave: bad")
def group_errors(side):
    coordinator(side, "errors")
    member, generation = joined(side, "errors")
    for version in side.versions("SyncGroup"):
        for label, request in {
            "empty group": sync("", 1, member),
            "unknown group": sync("errors.unknown", 1, member),
            "unknown member": sync("errors", generation, "nobody"),
            "old generation": sync("errors", generation - 1, member),
            "future generation": sync("errors", generation + 1, member),
            "generation -1": sync("errors", -1, member),
            "empty member": sync("errors", generation, ""),
            "instance of a dynamic member": sync("errors", generation, member, instance="none")
            if version >= 3
            else sync("errors", 99, member),
            "other protocol type": sync("errors", generation, member, kind="connect", name="range")
            if version >= 5
            else sync("errors", 99, member),
            "other protocol name": sync("errors", generation, member, kind="consumer", name="sticky")
            if version >= 5
            else sync("errors", 99, member),
        }.items():
            side.ask("SyncGroup", version, request, label)
    for version in side.versions("SyncGroup"):
        side.ask(
            "SyncGroup",
            version,
            sync("errors", generation, member, [(member, b"mine"), ("nobody", b"x")]),
            "good, with one for nobody",
        )
    for version in side.versions("Heartbeat"):
        for label, request in {
            "good": beat("errors", generation, member),
            "empty group": beat("", 1, member),
            "unknown group": beat("errors.unknown", 1, member),
            "unknown member": beat("errors", generation, "nobody"),
            "old generation": beat("errors", generation - 1, member),
            "future generation": beat("errors", generation + 5, member),
            "empty member": beat("errors", generation, ""),
        }.items():
            side.ask("Heartbeat", version, request, label)
    for version in side.versions("LeaveGroup"):
        for label, request in {
            "empty group": leave("", member),
            "unknown group": leave("errors.unknown", member),
            "unknown member": leave("errors", "nobody"),
            "empty member": leave("errors", ""),
            "nobody": {"group_id": "errors", "members": []},
            "two unknown": {"group_id": "errors", "members": [{"member_id": "a"}, {"member_id": "b"}]},
        }.items():
            if version >= 3 or "members" not in request or "member_id" in request:
                side.ask("LeaveGroup", version, request, label)
    side.ask(
        "LeaveGroup",
        side.versions("LeaveGroup")[-1],
        {"group_id": "errors", "members": [{"member_id": member}, {"member_id": "b"}]},
        "one good, one unknown",
    )


@case("groups in an empty state")
def empty_groups(side):
    """After everybody left, or after a commit without members, a group is there and empty."""
    coordinator(side, "empty.group")
    member, generation = joined(side, "empty.group")
    side.do("LeaveGroup", leave("empty.group", member))
    for version in side.versions("Heartbeat"):
        side.ask("Heartbeat", version, beat("empty.group", generation, member), "heartbeat")
        side.ask("Heartbeat", version, beat("empty.group", generation, ""), "heartbeat without a member")
    for version in side.versions("SyncGroup"):
        side.ask("SyncGroup", version, sync("empty.group", generation, member), "sync")


@case("describe groups")
def describe_groups(side):
    coordinator(side, "describe.stable", "describe.empty", "describe.waiting")
    member, generation = joined(side, "describe.stable", protocols=(("range", b"meta"),))
    side.do(
        "SyncGroup", sync("describe.stable", generation, member, [(member, b"assigned")], kind="consumer", name="range")
    )
    gone, _ = joined(side, "describe.empty")
    side.do("LeaveGroup", leave("describe.empty", gone))
    joined(side, "describe.waiting")
    names = ("describe.stable", "describe.empty", "describe.waiting", "describe.unknown", "")
    for version in side.versions("DescribeGroups"):
        for name in names:
            side.ask("DescribeGroups", version, {"groups": [name]}, f"group {name!r}")
        side.ask(
            "DescribeGroups",
            version,
            {"groups": ["describe.stable"], "include_authorized_operations": True},
            "authorized operations",
        )
        side.ask("DescribeGroups", version, {"groups": []}, "nothing")
        side.ask("DescribeGroups", version, {"groups": list(names[:3]) + ["describe.stable"]}, "several, one twice")


@case("list groups")
def list_groups(side):
    coordinator(side, "list.stable", "list.empty", "list.connect")
    member, generation = joined(side, "list.stable")
    side.do("SyncGroup", sync("list.stable", generation, member, [(member, b"")], kind="consumer", name="range"))
    gone, _ = joined(side, "list.empty")
    side.do("LeaveGroup", leave("list.empty", gone))
    joined(side, "list.connect", kind="connect")
    for version in side.versions("ListGroups"):
        for states in (
            (),
            ("Stable",),
            ("Empty",),
            ("stable",),
            ("Nonsense",),
            ("Stable", "Empty"),
            ("",),
            ("CompletingRebalance",),
            ("Dead",),
        ):
            for types in ((), ("classic",), ("Classic",), ("consumer",), ("nonsense",), ("share",)):
                answer = side.exchange(
                    "ListGroups", version, {"states_filter": list(states), "types_filter": list(types)}
                )
                if isinstance(answer, dict):
                    answer = {
                        **answer,
                        "groups": [group for group in answer["groups"] if group["group_id"].startswith("list.")],
                    }
                side.keep("ListGroups", version, f"states {states}, types {types}", answer)


@case("delete groups")
def delete_groups(side):
    for version in side.versions("DeleteGroups"):
        empty, full, offsets = (f"delete.group.{what}.v{version}" for what in ("empty", "full", "offsets"))
        coordinator(side, empty, full, offsets)
        gone, _ = joined(side, empty)
        side.do("LeaveGroup", leave(empty, gone))
        joined(side, full)
        for label, groups in {
            "with members": [full],
            "unknown": ["delete.group.unknown"],
            "empty id": [""],
            "nothing": [],
            "empty group and others": [empty, full, "delete.group.unknown"],
            "again": [empty],
        }.items():
            side.ask("DeleteGroups", version, {"groups_names": groups}, label)
        side.ask("DescribeGroups", 5, {"groups": [empty]}, f"after deletion, v{version}")
