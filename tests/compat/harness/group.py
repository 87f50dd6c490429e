"""Two members in a group: one goes, by leaving or by dying, and the other goes on where it stopped."""

from .agent import Failure, Member
from .waiting import Deadline, wait_until

PARTITIONS = 4
ROUND = 10  # Records for each partition in each of three rounds.
REBALANCE_TIMEOUT_S = 45


class Watched:
    """The members of one group and the records that are expected of them, each exactly once."""

    def __init__(self, context):
        self.context = context
        self.topic = context.topic()
        self.members = []
        self.produced = 0

    def join(self):
        member = Member(
            self.context.command,
            self.context.broker.bootstrap,
            self.topic,
            f"{self.topic}.group",
            self.context.folder / f"{self.context.client}.log",
        )
        self.members.append(member)
        return member

    def observe(self):
        for member in self.members:
            if member.process.child.poll() is None or not member.process.lines.empty():
                member.observe()

    def seen(self):
        self.observe()
        return sorted(one for member in self.members for one in member.seen)

    def wait(self, condition, what):
        def look():
            self.observe()
            return condition()

        try:
            wait_until(look, REBALANCE_TIMEOUT_S, what)
        except Deadline as late:
            state = "; ".join(
                f"member {n}: assigned {m.assigned}, {len(m.seen)} records" for n, m in enumerate(self.members)
            )
            raise Failure(f"{late} ({state})") from None

    def produce_and_wait(self):
        """One more round; every record must be seen and committed once by now, none twice."""
        from .scenarios import Record

        self.context.produce(self.topic, [Record(n % PARTITIONS, b"k", b"%d" % n) for n in range(ROUND * PARTITIONS)])
        self.produced += ROUND
        expected = sorted((p, offset) for p in range(PARTITIONS) for offset in range(self.produced))
        self.wait(lambda: len(self.seen()) >= len(expected), f"all {len(expected)} records are seen")
        if self.seen() != expected:
            raise Failure(f"records were seen twice or not at all: {len(self.seen())} seen, {len(expected)} expected")

    def close(self):
        for member in self.members:
            member.kill()


def shared(context, end_first_member):
    watched = Watched(context)
    context.create(watched.topic, PARTITIONS)
    everything = set(range(PARTITIONS))
    try:
        first = watched.join()
        watched.wait(lambda: first.assigned == everything, "the only member has all partitions")
        watched.produce_and_wait()
        second = watched.join()
        watched.wait(
            lambda: (
                first.assigned
                and second.assigned
                and first.assigned | second.assigned == everything
                and not first.assigned & second.assigned
            ),
            "two members share the partitions",
        )
        watched.produce_and_wait()
        end_first_member(first)
        watched.wait(lambda: second.assigned == everything, "the member that stayed has all partitions")
        watched.produce_and_wait()
        second.leave(20)
    finally:
        watched.close()


def leave(context):
    """Two members share a topic, one leaves, the other takes over at the committed offsets."""
    shared(context, lambda member: member.leave(20))


def death(context):
    """Two members share a topic, one is killed, the other takes over when its session has timed out."""
    shared(context, lambda member: member.kill())
