"""Where the data of the brokers under test lie."""
from pathlib import Path


def scratch_root():
    """None: where temporary files are. In a chroot no mount point is above them, and Java, which asks for it, fails."""
    mounts = [line.split()[1] for line in Path("/proc/mounts").read_text().splitlines()]
    return None if "/" in mounts or "/dev/shm" not in mounts else "/dev/shm"
