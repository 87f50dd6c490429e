"""A broker as a process, for tests that kill it, starve it, or start it where it must not run."""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time

BACKEND = os.environ.get("KLAMM_IO_BACKEND", "auto")
BINARY = os.environ.get("KLAMM_BIN", str(pathlib.Path(__file__).parents[2] / "build/release/klamm"))
PATIENCE_S = 60.0


class Broker:
    """One process on a data directory. Its ports are chosen by the kernel."""

    def __init__(self, data, *settings, prefix=(), config=None, kafka_port=0, binary=BINARY, environment=None):
        more = environment or {}
        self.data = pathlib.Path(data)
        self.lines = []
        self.port = None
        command = [*prefix, binary]
        if config is not None:
            command += ["--config", str(config)]
        if config is None:
            listener = f"PLAINTEXT://127.0.0.1:{kafka_port}"
            command += ["--set", f"listeners={listener}", "--set", f"advertised.listeners={listener}"]
            command += ["--set", f"log.dirs={self.data}", "--set", "http.listeners="]
            command += ["--set", f"io.backend={BACKEND}", "--set", "num.shards=2"]
        for setting in settings:
            command += ["--set", setting]
        # What is meant for the tests is no configuration of the broker.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KLAMM_")}
        environment.update(more)
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment)
        self._changed = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for line in self.process.stderr:
            with self._changed:
                self.lines.append(line.rstrip("\n"))
                self._changed.notify_all()
        with self._changed:
            self.lines.append(None)
            self._changed.notify_all()

    def wait_for_line(self, pattern, patience_s=PATIENCE_S):
        """The first line that matches; an error if the process ends or the time is over before."""
        deadline = time.monotonic() + patience_s
        seen = 0
        with self._changed:
            while True:
                for line in self.lines[seen:]:
                    if line is None:
                        raise AssertionError(f"the broker has ended: {self.text()}")
                    if re.search(pattern, line):
                        return line
                seen = len(self.lines)
                if not self._changed.wait(deadline - time.monotonic()):
                    raise AssertionError(f"no line like {pattern!r}: {self.text()}")

    def wait_ready(self):
        line = self.wait_for_line(r"msg=ready")
        self.port = int(re.search(r"listeners=\S*?PLAINTEXT:(\d+)", line).group(1))
        return self

    def wait_exit(self, patience_s=PATIENCE_S):
        status = self.process.wait(patience_s)
        self._reader.join(PATIENCE_S)
        return status

    def terminate(self):
        self.process.send_signal(signal.SIGTERM)
        return self.wait_exit()

    def kill(self):
        self.process.kill()
        return self.wait_exit()

    def text(self):
        return "\n".join(line for line in self.lines if line is not None)

    def resident_kib(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.kill()


def wait_until(condition, what, patience_s=PATIENCE_S):
    """Asks again and again; an error if the time is over before."""
    deadline = time.monotonic() + patience_s
    never = threading.Event()
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {patience_s} s: {what}")
        never.wait(0.01)


class Directory:
    """A directory of its own that goes away."""

    def __enter__(self):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="klamm-faults-"))
        return self.path

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)
