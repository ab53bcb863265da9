"""How a command is recognised when it is sent again: hashes of who, which key, and what was asked (G2)."""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

_STREAMS = UUID("8d3b5c0e-64d7-4b43-9df4-5a1a2f9c7e10")  # namespace of streams begun by a command
_ENCODE = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode  # `dumps` makes an encoder each time
_PART = b"\x00"  # stands in no id, slug or header value


def command_key(actor: str, key: str, *more: str) -> bytes:
    """32 bytes that stand for one command of one actor; `more` names a further step of the same request."""
    return sha256(_PART.join(part.encode() for part in (actor, key, *more))).digest()


def canonical(form: Mapping[str, Any]) -> bytes:
    """A form as JSON in one spelling, whatever the spacing and order in which it was sent."""
    return _ENCODE(form).encode()


def body_digest(action: str, stream: UUID, form: bytes, occurred_at: datetime | None) -> bytes:
    """32 bytes that stand for what was asked: the action, its stream, the canonical form and the business time."""
    when = b"" if occurred_at is None else occurred_at.isoformat().encode()
    return sha256(_PART.join((action.encode(), stream.bytes, when, form))).digest()


def new_stream(key: bytes) -> UUID:
    """The stream that this command begins: always the same one, so that a retry cannot begin a second."""
    return uuid5(_STREAMS, key.hex())
