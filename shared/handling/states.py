"""Folded states by stream, the most recently used ones; what is not held is folded again from the log."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from shared.decision.codec import Codec
from shared.decision.event import Record
from shared.decision.kind import Kind
from shared.eventstore.log import Entry, Log

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Held(Generic[S]):
    """A state and the version it stands for."""

    state: S
    version: int  #: 0: nothing is recorded


class States:
    """A bounded cache over the log. Put after the commit only, so it never knows more than the log."""

    def __init__(self, log: Log, codec: Codec, *, size: int) -> None:
        """`size` is the number of streams held; a folded case takes some kilobytes."""
        self._log, self._codec, self._size = log, codec, size
        self._held: OrderedDict[int, Held[Any]] = OrderedDict()  #: by number: a UUID hashes and compares in Python

    def get(self, kind: Kind[S], stream: UUID) -> Held[S]:
        """The state as held, else as folded from the log; other processes may have recorded since."""
        held = self._held.get(stream.int)
        if held is not None:
            self._held.move_to_end(stream.int)
            return held
        return self._fold(kind, stream, Held(kind.blank, 0))

    def new(self, kind: Kind[S], stream: UUID) -> Held[S]:
        """The state as held, else nothing: for a command that begins the stream, whose append finds out otherwise."""
        return self._held.get(stream.int) or Held(kind.blank, 0)

    def refresh(self, kind: Kind[S], stream: UUID) -> Held[S]:
        """The newest state: what is held, and what the log has after it."""
        held = self._held.get(stream.int)
        return self._fold(kind, stream, held if held is not None else Held(kind.blank, 0))

    def put(self, kind: Kind[S], stream: UUID, held: Held[S], records: Sequence[Record[Any]]) -> None:
        """Keep the state after a commit; not when a record of it changes what earlier ones mean."""
        if kind.refold and any(isinstance(record.event, kind.refold) for record in records):
            self._held.pop(stream.int, None)
            return
        self._held[stream.int] = held
        self._held.move_to_end(stream.int)
        if len(self._held) > self._size:
            self._held.popitem(last=False)

    def records(self, stream: UUID, after: int = 0, upto: int | None = None) -> list[Record[Any]]:
        """The records with after < version ≤ upto."""
        return [self.decode(entry) for entry in self._log.stream(stream, after, upto)]

    def decode(self, entry: Entry) -> Record[Any]:
        """The record of a stored row."""
        return self._codec.decode(entry.topic, entry.state)

    def _fold(self, kind: Kind[S], stream: UUID, since: Held[S]) -> Held[S]:
        records = self.records(stream, since.version)
        if since.version and kind.refold and any(isinstance(record.event, kind.refold) for record in records):
            return self._fold(kind, stream, Held(kind.blank, 0))
        version = since.version + len(records)
        state = kind.fold(records, since.state if since.version else None)
        held = Held(state, version)
        if version:
            self.put(kind, stream, held, ())
        return held
