"""What clients do to the broker at the same time, each a thread with a connection of its own. A connection that breaks ends its
thread; what was under way then is in doubt. Models change before a request that takes away, and after an answer that gives."""

import collections
import threading
import traceback

import content
from client import LOADING, OFFSET_OUT_OF_RANGE, Client
from lane import PATIENCE_S, Lane, Violation

# Kafka remembers the last five batches of a producer for each partition.
REMEMBERED = 5
LANE_BYTES_MAX = 24 << 20
# NOT_LEADER_OR_FOLLOWER, COORDINATOR_LOAD_IN_PROGRESS, COORDINATOR_NOT_AVAILABLE, NOT_COORDINATOR, NOT_CONTROLLER: what a
# broker may answer that was told to stop. What was asked for is in doubt then, as after a broken connection.
STOPPED = (6, 14, 15, 16, 41)


class Progress:
    """Counts acknowledged batches of all producers; others pace themselves by it."""

    def __init__(self):
        self._changed = threading.Condition()
        self.batches = self.records = 0
        self.over = False
        self.terminating = False  # the broker was sent SIGTERM
        self.wrong = None

    def add(self, records):
        with self._changed:
            self.batches += 1
            self.records += records
            self._changed.notify_all()

    def expect_none(self, error, what):
        """A request that must not fail; but one that meets a broker on its way out may."""
        if error in STOPPED and self.terminating:
            raise ConnectionError
        if error != 0:
            raise Violation(f"{what} answers {error}")

    def end(self, wrong=None):
        with self._changed:
            self.over = True
            self.wrong = self.wrong or wrong
            self._changed.notify_all()

    def wait_for_more(self, count):
        """Until so many more batches are acknowledged; whether the round goes on."""
        with self._changed:
            wanted = self.batches + count
            if not self._changed.wait_for(lambda: self.over or self.batches >= wanted, PATIENCE_S):
                raise Violation(f"no progress in {PATIENCE_S:.0f} s")
            return not self.over


class Worker(threading.Thread):
    def __init__(self, port, progress, rng):
        super().__init__(daemon=True)
        self.port, self.progress, self.rng = port, progress, rng
        self.stopping = False

    def run(self):
        try:
            self.work(Client(self.port))
        except TimeoutError:
            self.progress.end(f"{self}: no answer")
        except OSError:
            self.progress.end()
        except Violation as violation:
            self.progress.end(str(violation))
        except Exception:  # a fault of the test must not look like success
            self.progress.end(traceback.format_exc())

    def __str__(self):
        return type(self).__name__

    def work(self, client):
        raise NotImplementedError

    def more(self, count):
        return not self.stopping and self.progress.wait_for_more(count)


class Producer(Worker):
    """Keeps a few batches under way. First it sends again what it does not know of, and some that it does know of: the
    broker must recognise both and answer where they are."""

    def __init__(self, port, progress, rng, lanes, ids):
        super().__init__(port, progress, rng)
        self.lanes, self.ids = lanes, ids
        self.window = rng.randint(1, REMEMBERED)
        self.under_way = collections.deque()

    def work(self, client):
        if self.lanes[0].idempotent and (self.lanes[0].producer < 0 or self.rng.random() < 0.2):
            self.again(client)
            producer = self.ids.new(client, self.progress)
            for lane in self.lanes:
                lane.use_producer(producer)
        self.again(client)
        while not self.stopping:
            lane = self.rng.choice(self.lanes)
            data = lane.next()
            self.send(client, lane, len(lane.sent) - 1, data)
        while self.under_way:
            self.receive(client)

    def again(self, client):
        for lane in self.lanes:
            if not lane.idempotent:
                continue
            first = lane.acked
            known = max(0, lane.held - self.rng.randint(0, REMEMBERED))
            while first > known and lane.sent[first - 1].producer == lane.producer:
                first -= 1
            for index in range(first, len(lane.sent)):
                self.send(client, lane, index, lane.bytes_of(index))
        while self.under_way:
            self.receive(client)

    def send(self, client, lane, index, data):
        while len(self.under_way) >= self.window:
            self.receive(client)
        self.under_way.append((lane, index))
        client.send_produce(lane.topic, lane.partition, data)

    def receive(self, client):
        lane, index = self.under_way[0]
        error, base = client.receive_produce(lane.topic)
        self.under_way.popleft()
        batch = lane.sent[index]
        self.progress.expect_none(error, f"{lane}: Produce of batch {index} (offset {batch.base})")
        if base != batch.base:
            raise Violation(f"{lane}: batch {index} belongs at offset {batch.base} and was given {base}")
        if index >= lane.acked:
            lane.acked = index + 1
            self.progress.add(batch.count)


class ProducerIds:
    """No producer id is given twice, also not by a broker that was killed."""

    def __init__(self):
        self._lock = threading.Lock()
        self._given = set()

    def new(self, client, progress):
        error, producer = client.init_producer_id()
        progress.expect_none(error, "InitProducerId")
        with self._lock:
            if producer in self._given:
                raise Violation(f"producer id {producer} was given before")
            self._given.add(producer)
        return producer


class Consumer(Worker):
    """Follows lanes to their end. What it was shown stays for ever."""

    def __init__(self, port, progress, rng, lanes):
        super().__init__(port, progress, rng)
        self.lanes = lanes

    def work(self, client):
        offsets = {}
        for lane in self.lanes:
            offsets[lane] = max(lane.end_of(lane.shown), lane.start_asked)
        while self.more(1):
            for lane in self.lanes:
                offsets[lane] = self.read(client, lane, offsets[lane])

    def read(self, client, lane, offset):
        error, _, data = client.fetch(lane.topic, lane.partition, offset)
        if error == OFFSET_OUT_OF_RANGE and offset < lane.start_asked:
            return lane.start_asked
        self.progress.expect_none(error, f"{lane}: a fetch at offset {offset}")
        for begin, end, base, last in content.batches(data):
            index = lane.check_batch(data, begin, end, base)
            if base > offset:
                raise Violation(f"{lane}: a fetch at offset {offset} gave the batch at {base}")
            lane.shown = max(lane.shown, index + 1)
            offset = last + 1
        return offset


class Trimmer(Worker):
    """Deletes records: often where that is what the lane is for, elsewhere when there are too many."""

    def __init__(self, port, progress, rng, often, others):
        super().__init__(port, progress, rng)
        self.often, self.others = often, others

    def work(self, client):
        while self.more(self.rng.randint(5, 60)):
            lane = self.rng.choice(self.often)
            self.trim(client, lane, self.rng.randint(lane.start_asked, max(lane.start_asked, lane.end_of(lane.acked))))
            for lane in self.others:
                size = sum(batch.size for batch in lane.sent[:lane.acked] if batch.base >= lane.start_asked)
                if size > LANE_BYTES_MAX:
                    middle = (lane.start_asked + lane.end_of(lane.acked)) // 2
                    self.trim(client, lane, self.rng.randint(lane.start_asked, middle))

    def trim(self, client, lane, offset):
        lane.start_asked = offset
        error, watermark = client.delete_records(lane.topic, lane.partition, offset)
        self.progress.expect_none(error, f"{lane}: DeleteRecords to {offset}")
        if watermark != offset:
            raise Violation(f"{lane}: DeleteRecords to {offset} answers a low watermark of {watermark}")
        lane.start_acked = offset


class Committer(Worker):
    """Commits growing offsets for a few groups."""

    def __init__(self, port, progress, rng, groups):
        super().__init__(port, progress, rng)
        self.groups = groups

    def work(self, client):
        while self.more(1):
            self.rng.choice(self.groups).commit(client, self.rng, self.progress)


class Group:
    def __init__(self, name, topic, partitions):
        self.name, self.topic = name, topic
        self.asked, self.acked = [-1] * partitions, [-1] * partitions
        self.highest = 0
        self.commits = 0

    def commit(self, client, rng, progress):
        self.highest += rng.randint(1, 100)
        offsets = [self.highest + partition for partition in range(len(self.asked))]
        self.asked = offsets
        errors = client.commit_all(self.name, self.topic, offsets)
        for error in errors:
            progress.expect_none(error, f"group {self.name}: OffsetCommit")
        self.acked = offsets
        self.commits += 1

    def verify(self, client, deadline):
        found = []
        for partition, (acked, asked) in enumerate(zip(self.acked, self.asked)):
            error, offset = client.committed(self.name, self.topic, partition)
            while error in LOADING:
                deadline.check(f"the coordinator of group {self.name}")
                error, offset = client.committed(self.name, self.topic, partition)
            if error != 0 or offset not in (acked, asked):
                raise Violation(f"group {self.name}, {self.topic}-{partition}: {acked} was committed and {asked} asked for; "
                                f"OffsetFetch answers {error}, {offset}")
            found.append(offset)
        # What was in doubt is decided.
        self.acked = self.asked = found


class Coming:
    """A name of a topic that is created and deleted again and again."""

    def __init__(self, run, name):
        self.run, self.name = run, name
        self.generation = 0
        self.lanes = []
        self.state = "absent"  # or creating, present, deleting

    def step(self, client, rng, progress):
        if self.state == "absent":
            self.generation += 1
            partitions = rng.randint(1, 4)
            self.state = "creating"
            self.lanes = [
                Lane(self.run.named(f"{self.run.name} {self.generation}"), self.name, partition, idempotent=False, size_max=20_000)
                for partition in range(partitions)
            ]
            error = client.create(self.name, partitions, {"internal.segment.bytes": 65536})
            progress.expect_none(error, f"CreateTopics of {self.name}")
            self.state = "present"
        elif rng.random() < 0.3:
            self.state = "deleting"
            progress.expect_none(client.delete(self.name), f"DeleteTopics of {self.name}")
            self.state = "absent"
        else:
            for lane in self.lanes:
                client.send_produce(lane.topic, lane.partition, lane.next())
                error, base = client.receive_produce(lane.topic)
                progress.expect_none(error, f"{lane}: Produce to offset {lane.sent[-1].base}")
                if base != lane.sent[-1].base:
                    raise Violation(f"{lane}: a batch belongs at offset {lane.sent[-1].base} and was given {base}")
                lane.acked = len(lane.sent)

    def verify(self, client, topics):
        """(records, bytes); decides what was in doubt."""
        there = topics.get(self.name)
        if there is None and self.state == "present":
            raise Violation(f"topic {self.name} is lost")
        if there is not None and self.state == "absent":
            raise Violation(f"topic {self.name} was deleted and is there")
        self.state = "absent" if there is None else "present"
        if there is None:
            return 0, 0
        if there != len(self.lanes):
            raise Violation(f"topic {self.name} was created with {len(self.lanes)} partitions and has {there}")
        read = [lane.verify(client) for lane in self.lanes]
        return sum(records for records, _ in read), sum(size for _, size in read)


class Changer(Worker):
    def __init__(self, port, progress, rng, names):
        super().__init__(port, progress, rng)
        self.names = names

    def work(self, client):
        while self.more(self.rng.randint(1, 20)):
            self.rng.choice(self.names).step(client, self.rng, self.progress)
