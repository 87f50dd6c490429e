"""Waiting for a condition with a deadline: the only way anything here waits."""

import threading
import time

POLL_S = 0.02


class Deadline(Exception):
    """The condition did not come true in time."""


def wait_until(condition, timeout_s, what):
    """Returns the first true value of condition(); raises Deadline naming `what` after timeout_s."""
    never = threading.Event()
    end = time.monotonic() + timeout_s
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise Deadline(f"not within {timeout_s} s: {what() if callable(what) else what}")
        never.wait(POLL_S)
