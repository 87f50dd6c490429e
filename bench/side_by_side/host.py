"""The machine and the programs, as they stand on the page: numbers without them say nothing."""

import datetime
import os
import platform
import statistics
import subprocess
import time
from pathlib import Path

from harness import broker

from . import brokers


def first_line(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except OSError:
        return "?"
    return ((done.stdout + done.stderr).strip().splitlines() or ["?"])[0]


def field_of(path, name):
    for line in Path(path).read_text().splitlines():
        if line.startswith(name):
            return line.split(":", 1)[1].strip()
    return "?"


def disk_of(folder):
    """The file system and the device below a folder."""
    best = ("", "?", "?")
    for line in Path("/proc/self/mounts").read_text().splitlines():
        device, point, kind = line.split()[:3]
        if str(folder).startswith(point) and len(point) >= len(best[0]):
            best = (point, kind, device)
    return f"{best[1]} on {best[2].rsplit('/', 1)[-1]}"


def synced_write_ms(folder, size, count):
    """The median time of a write that is on stable storage when it returns, over a file that has its blocks already."""
    path, data, took = Path(folder) / "disk-probe", b"\1" * size, []
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_DSYNC)
    try:
        for number in range(2 * count):
            begun = time.monotonic()
            os.pwrite(handle, data, number % count * size)
            took.append((time.monotonic() - begun) * 1e3)
    finally:
        os.close(handle)
        path.unlink()
    return statistics.median(took[count:])


def describe(folder):
    load = os.getloadavg()
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "processor": field_of("/proc/cpuinfo", "model name"),
        "CPUs": str(os.cpu_count()),
        "memory": f"{int(field_of('/proc/meminfo', 'MemTotal').split()[0]) / 2**20:.1f} GiB",
        "kernel": platform.release(),
        "disk": disk_of(folder),
        "synced write": f"{synced_write_ms(folder, 4096, 200):.2f} ms for 4 KiB, "
        f"{synced_write_ms(folder, 1 << 20, 20):.2f} ms for 1 MiB (medians)",
        "load average before": f"{load[0]:.2f}",
        "Klamm": first_line(str(broker.Klamm.binary()), "--version") + ", commit " + commit(),
        "Kafka": "Apache Kafka 4.3.1 from Maven Central, one combined node",
        "Java": first_line(brokers.java(), "-version"),
    }


def commit():
    root = broker.REPOSITORY
    short = first_line("git", "-C", str(root), "rev-parse", "--short", "HEAD")
    changed = subprocess.run(["git", "-C", str(root), "diff", "--quiet", "HEAD"], capture_output=True).returncode
    return short + (" and changes" if changed else "")


def busy():
    """A reason to distrust the run, if there is one."""
    load = os.getloadavg()[0]
    if load > 0.5:
        return f"other programs were running when it began (load average {load:.1f}): rates and tails are unreliable"
    return ""
