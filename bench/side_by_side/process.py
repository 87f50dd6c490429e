"""What the kernel counts for a process: processor time, resident memory, bytes read and written."""

import os
import threading
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid):
    # The second field is a name in parentheses and may hold anything; utime and stime are fields 14 and 15.
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def number_in(text, name):
    for line in text.splitlines():
        if line.startswith(name):
            return int(line.split()[1])
    return 0


def resident_bytes(pid):
    return number_in(Path(f"/proc/{pid}/status").read_text(), "VmRSS:") * 1024


def open_files(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def disk_bytes(pid):
    """(read, written) at the level of the disk; what was written to the page cache counts when it is dirtied."""
    text = Path(f"/proc/{pid}/io").read_text()
    return number_in(text, "read_bytes:"), number_in(text, "write_bytes:")


def settle(pid, seconds_max=5.0):
    """Returns once the process has hardly run for 0.3 s: what it does behind its answers is part of their price."""
    never = threading.Event()
    end = time.monotonic() + seconds_max
    last, quiet = cpu_seconds(pid), 0
    while quiet < 3 and time.monotonic() < end:
        never.wait(0.1)
        now = cpu_seconds(pid)
        quiet = quiet + 1 if now - last <= 0.01 else 0
        last = now


class Stretch:
    """with Stretch(pid) as stretch: ...; then stretch.cpu_s, .written_bytes, .read_bytes, .resident_bytes, .seconds."""

    def __init__(self, pid):
        self.pid = pid

    def __enter__(self):
        self.begun = time.monotonic()
        self.cpu_before = cpu_seconds(self.pid)
        self.read_before, self.written_before = disk_bytes(self.pid)
        return self

    def __exit__(self, kind, *_):
        self.seconds = time.monotonic() - self.begun
        if kind is not None:
            return
        settle(self.pid)
        self.cpu_s = cpu_seconds(self.pid) - self.cpu_before
        read, written = disk_bytes(self.pid)
        self.read_bytes, self.written_bytes = read - self.read_before, written - self.written_before
        self.resident_bytes = resident_bytes(self.pid)


class Beside:
    """The processor time of a load generator and of the broker, while the generator runs."""

    PERIOD_S = 0.05

    def __init__(self, generator_pid, broker_pid):
        self.pids = (generator_pid, broker_pid)
        self.samples = []  # (seconds, generator's, broker's)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self):
        while not self._ended.wait(self.PERIOD_S):
            try:
                self.samples.append((time.monotonic(), *map(cpu_seconds, self.pids)))
            except (OSError, IndexError):  # it has ended
                return

    def close(self):
        self._ended.set()
        self._thread.join()

    def last(self, seconds):
        """(cores that the generator used, its share of what both used) in so many seconds before the generator ended."""
        if len(self.samples) < 2:
            return 0.0, 0.0
        end = self.samples[-1]
        begin = max((s for s in self.samples if s[0] <= end[0] - seconds), default=self.samples[0])
        generator, broker = end[1] - begin[1], end[2] - begin[2]
        return generator / (end[0] - begin[0]), generator / max(generator + broker, 1e-9)


class Sampler:
    """Resident memory of a process over time, with marks where scenarios begin."""

    PERIOD_S = 0.5

    def __init__(self, pid):
        self.pid = pid
        self.begun = time.monotonic()
        self.samples = []  # (seconds, bytes)
        self.marks = []  # (seconds, name)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def mark(self, name):
        self.marks.append((time.monotonic() - self.begun, name))

    def _run(self):
        while not self._ended.wait(self.PERIOD_S):
            try:
                self.samples.append((time.monotonic() - self.begun, resident_bytes(self.pid)))
            except OSError:
                return

    def close(self):
        self._ended.set()
        self._thread.join()
        return {"samples": self.samples, "marks": self.marks}
