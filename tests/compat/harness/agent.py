"""A client program as a process that is asked for things: the other side of clients/README.md."""

import os
import queue
import signal
import subprocess
import threading
import time

ANSWER_TIMEOUT_S = 90


class ClientError(Exception):
    """The client answered `error CODE TEXT`."""

    def __init__(self, code, text):
        super().__init__(f"error {code} {text}")
        self.code = code


class Unsupported(Exception):
    """The client's library cannot do this."""


class Failure(Exception):
    """The broker or the client did something else than the scenario expects."""


class Process:
    """A child in a process group of its own, its output read line by line by a thread."""

    def __init__(self, command, log):
        self.log = open(log, "ab")
        self.log.write(f"--- {' '.join(command)}\n".encode())
        self.log.flush()
        self.child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, start_new_session=True, text=True
        )
        self.lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.child.stdout:
            self.lines.put(line.rstrip("\n"))
        self.lines.put(None)

    def next_line(self, timeout_s):
        """The next line of output; None at its end. Raises Failure when nothing comes in time."""
        try:
            line = self.lines.get(timeout=timeout_s)
        except queue.Empty:
            raise Failure(f"no answer within {timeout_s:.0f} s") from None
        if line is None:
            self.lines.put(None)
        return line

    def kill(self):
        """SIGKILL to the client and whatever it started."""
        try:
            os.killpg(self.child.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.child.wait()
        self.log.close()


class Agent:
    """The first form of a client program: commands in, answers out. Started when first asked."""

    def __init__(self, command, bootstrap, log):
        self.command = [*command, bootstrap]
        self.log = log
        self.process = None

    def ask(self, *words, body=(), timeout_s=ANSWER_TIMEOUT_S):
        """The lines of the answer, each split at blanks. Raises ClientError, Unsupported or Failure."""
        if self.process is None:
            self.process = Process(self.command, self.log)
        try:
            text = " ".join(str(word) for word in words) + "\n" + "".join(f"{line}\n" for line in body)
            self.process.child.stdin.write(text)
            self.process.child.stdin.flush()
            return self._answer(words[0], timeout_s)
        except (Failure, BrokenPipeError) as problem:
            self.close()
            raise Failure(f"{words[0]}: {problem}") from problem

    def _answer(self, command, timeout_s):
        end = time.monotonic() + timeout_s
        answer = []
        while True:
            line = self.process.next_line(max(0.0, end - time.monotonic()))
            if line is None:
                raise Failure(f"the client ended in {command}; its log has the reason")
            kind, _, rest = line.partition(" ")
            if kind == "ok":
                return answer
            if kind == "unsupported":
                raise Unsupported(rest)
            if kind == "error":
                code, _, text = rest.partition(" ")
                raise ClientError(int(code), text)
            answer.append(line.split(" "))

    def close(self):
        if self.process is not None:
            self.process.kill()
            self.process = None


class Member:
    """The second form: one member of a group, observed through what it prints."""

    def __init__(self, command, bootstrap, topic, group, log):
        self.process = Process([*command, bootstrap, "member", topic, group], log)
        self.assigned = None
        self.seen = []
        self.killed = False

    def observe(self):
        """Takes in what it printed since; never waits."""
        while True:
            try:
                line = self.process.lines.get_nowait()
            except queue.Empty:
                return
            if line is None:
                self.process.lines.put(None)
                if self.process.child.wait() != 0 and not self.killed:
                    raise Failure(f"a group member ended with status {self.process.child.returncode}")
                return
            kind, *words = line.split(" ")
            if kind == "assigned":
                self.assigned = set() if words[0] == "-" else {int(p) for p in words[0].split(",")}
            elif kind == "record":
                self.seen.append((int(words[0]), int(words[1])))
            elif kind == "unsupported":
                raise Unsupported(" ".join(words))
            else:
                raise Failure(f"a group member printed: {line}")

    def leave(self, timeout_s):
        """SIGTERM, and the wait for an orderly end."""
        self.process.child.send_signal(signal.SIGTERM)
        try:
            status = self.process.child.wait(timeout_s)
        except subprocess.TimeoutExpired:
            raise Failure(f"a member did not leave within {timeout_s} s") from None
        if status != 0:
            raise Failure(f"a member that should leave ended with status {status}")

    def kill(self):
        self.killed = True
        self.process.kill()
