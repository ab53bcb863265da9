"""The port of the log: what a store must do so that no command is lost, doubled or reordered (G1, G2, G8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

LARGEST_BATCH = 256
"""Commands in one transaction; more gains nothing and makes the first caller wait."""

HASH = 32
"""Bytes of a key and of a digest: SHA-256."""


@dataclass(frozen=True, slots=True)
class NewEvent:
    """A fact about to be recorded."""

    topic: str  #: its type with version, like `complaint.verified.v1`
    state: bytes  #: the bytes of a `decision.Record`; the store never looks inside


@dataclass(frozen=True, slots=True)
class Append:
    """What one command records: one stream, all or nothing."""

    stream: UUID
    expected: int  #: version of the newest event the writer saw, 0 for a new stream (-1: it counts from 0)
    events: tuple[NewEvent, ...]
    key: bytes | None = None  #: sha256 of (actor, idempotency key); None: none
    digest: bytes | None = None  #: sha256 of the command's body
    series: str | None = None  #: ask for a case number in this series, e.g. "LP-20260303" (R11.5)

    def __post_init__(self) -> None:
        if not self.events:
            raise ValueError("an append without events")
        for hashed in (self.key, self.digest):
            if hashed is not None and len(hashed) != HASH:
                raise ValueError("key and digest are SHA-256: 32 bytes")


@dataclass(frozen=True, slots=True)
class Appended:
    """Recorded: positions of the first and last event, the stream's version after, the case number if asked for."""

    first: int
    last: int
    version: int
    number: int | None


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The key was used before: nothing was recorded, this is the earlier append (G2)."""

    stream: UUID
    first: int
    last: int
    version: int  #: the stream's version after the earlier append
    same_body: bool  #: False: the key was used again for something else (422)
    number: int | None = None  #: the case number the earlier append was given


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else recorded on this stream since the writer looked; nothing was recorded."""

    version: int  #: the stream's newest version


Outcome = Appended | Duplicate | Conflict


@dataclass(frozen=True, slots=True)
class Entry:
    """A recorded fact with its place."""

    position: int  #: 1, 2, 3 … without a gap, over all streams
    stream: UUID
    version: int  #: 1, 2, 3 … without a gap, within the stream
    topic: str
    state: bytes
    series: str | None  #: on the row of the append's first event, when it asked for a number
    number: int | None


class Log(Protocol):
    """Appending and reading. Readers see events in the order in which they were committed, none missing (G1)."""

    def append(self, batch: Sequence[Append]) -> list[Outcome]:
        """Record a batch in one transaction; the outcomes in the batch's order, durable on return.

        At most `LARGEST_BATCH` commands, at most one per stream and per key: the caller's duty (GroupCommit
        does it). Raises StorageError, with nothing recorded as far as is known: send again with the same key.
        """
        ...

    def read(self, after: int, limit: int) -> list[Entry]:
        """Entries at positions after+1, after+2 …, at most `limit`; empty at the end."""
        ...

    def stream(self, stream: UUID, after: int = 0, upto: int | None = None) -> list[Entry]:
        """Entries of one stream with after < version ≤ upto, in order."""
        ...

    def head(self) -> int:
        """The newest position; 0 when empty."""
        ...

    def find_command(self, key: bytes, digest: bytes | None = None) -> Duplicate | None:
        """The earlier append under this key. Without a digest nothing is compared and `same_body` is True."""
        ...

    def find_number(self, series: str, number: int) -> UUID | None:
        """The stream that was given this case number."""
        ...

    def wait(self, after: int, timeout: float) -> int:
        """Block until something stands after this position or the seconds are over; the head seen last."""
        ...

    def listen(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have `callback` called, in the writer's thread, after each commit of this process; returns the stop."""
        ...
