"""What the contract tests of every store share: how a log is made, and short ways to say an append."""

import hashlib
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from shared.eventstore.log import Append, Log, NewEvent
from shared.eventstore.sqlite import SQLiteLog

OpenLog = Callable[[Path], Log]
"""Opens the store that lives in a folder; opening it again finds what was recorded."""


@contextmanager
def sqlite_log(folder: Path) -> Iterator[Log]:
    """The embedded store."""
    log = SQLiteLog(folder / "log.sqlite")
    try:
        yield log
    finally:
        log.close()


STORES = {"sqlite": sqlite_log}
"""PostgreSQL joins here; every test of the contract then runs on both."""


def sha(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def an_append(
    stream: UUID | None = None,
    expected: int = 0,
    *states: str,
    key: str | None = None,
    body: str = "",
    series: str | None = None,
) -> Append:
    """One command; without states it records one event."""
    events = tuple(NewEvent("complaint.received.v1", state.encode()) for state in states or ("{}",))
    digest = None if key is None else sha(body)
    return Append(stream or uuid.uuid4(), expected, events, None if key is None else sha(key), digest, series)
