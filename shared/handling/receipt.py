"""What a command gets back: a receipt made from the log's own rows, or one of the noes below."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from shared.decision.event import Record


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was recorded. A command sent again gets the same answer, word for word (G2)."""

    stream: UUID
    version: int  #: of the stream, after the command
    first: int  #: position of the first event; 0 when the command changed nothing
    last: int  #: position of the last event: a reader that waits for it sees the effect
    case_number: str | None  #: given to a new case with its first event (R11.5)
    recorded_at: datetime  #: UTC
    events: tuple[str, ...]  #: topics, in order
    repeated: bool = False  #: this command was recorded before; nothing was added


class NotFound(Exception):
    """There is nothing under this id, or the caller may not know of it."""


class KeyReused(Exception):
    """The idempotency key stands for another command already."""


class Contended(Exception):
    """Others kept recording on this stream while the command was decided; sending it again is safe."""


class Stale(Exception):
    """The caller looked at an older version; `since` is what has happened after it."""

    def __init__(self, expected: int, version: int, since: Sequence[Record[Any]]) -> None:
        """Name the version the caller saw, the newest one, and the records between."""
        self.expected, self.version, self.since = expected, version, tuple(since)
        super().__init__(f"version {expected} is not the newest ({version})")
