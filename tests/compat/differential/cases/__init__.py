"""All cases; importing the files registers them."""

from . import framing, topics, produce, fetch, offsets, groups, committed, configs, describe, reassign  # noqa: F401
from .registry import CASES  # noqa: F401
