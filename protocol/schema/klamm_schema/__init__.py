"""Klamm's message schemas in Python (standard library only).

    from klamm_schema import load_messages, encode, decode

    messages = load_messages()                   # {"ProduceRequest": Message, ...}
    body = encode(messages["MetadataRequest"], 12, {"topics": None})
    answer = decode(messages["MetadataResponse"], 12, bytes_after_the_header)

`load_all()` gives the files as they are; codec.py says what the dicts look like.
"""

from .codec import (CodecError, decode, decode_prefix, encode, request_header_version, response_header_version,
                    uuid_from_text, uuid_to_text)
from .model import Field, Message, SchemaFile, Struct, Versions, snake_case
from .parser import SchemaError, load_all, load_file, parse


def load_messages(folder=None) -> dict[str, Message]:
    """All messages by name."""
    return {message.name: message for schema in load_all(folder) for message in schema.messages}


__all__ = [
    "CodecError", "Field", "Message", "SchemaError", "SchemaFile", "Struct", "Versions", "decode", "decode_prefix",
    "encode", "load_all", "load_file", "load_messages", "parse", "request_header_version", "response_header_version",
    "snake_case", "uuid_from_text", "uuid_to_text",
]
