"""Walks a log from end to end and names every place where it is not what it promises (G1, G2, G8)."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from shared.database.connection import Duty, connect
from shared.database.errors import Damaged, explained
from shared.database.migrations import require_version
from shared.database.transaction import snapshot
from shared.eventstore.sqlite import MIGRATIONS, SQL

PAGE = 5_000
"""Rows between two calls of `progress`."""

MOST_PAGES_NAMED = 100
"""Findings that SQLite lists about its own pages; a broken disk would give thousands."""

Progress = Callable[[str, int, int], None]
"""What is being done, how much of it is done, how much there is."""

Decode = Callable[[str, bytes], object]
"""Reads topic and bytes of an entry; raises whatever it raises when it cannot."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong, and where."""

    place: str  #: `position 17`, or `file` for what SQLite says of its pages
    says: str


class _Walked(NamedTuple):
    """An entry beside what must stand before it; the columns of the statement `walk`."""

    position: int
    version: int
    topic: str
    state: bytes
    series: str | None
    number: int | None
    last: int | None
    before: int | None  #: position of the version before in its stream
    smaller: int | None  #: position of the number before in its series
    ends_there: int

    def stands_after(self, other: int | None, *, first: bool) -> bool:
        """Whether the one before has an earlier position; the first has none."""
        return first if other is None else other < self.position


def verify(path: Path, *, progress: Progress | None = None, decode: Decode | None = None) -> list[Finding]:
    """Check a log, also while a desk writes it: one state of it is looked at. An empty list: nothing is wrong.

    Positions have no gap, nor versions in their stream, nor case numbers in their series; every command ends
    where it says; SQLite finds its pages and indexes sound; with `decode`, every entry can be read.
    Raises Unreadable, Damaged, NewerSchema, OlderSchema.
    """
    tell = progress or _silent
    with explained(path):
        reader = connect(path, Duty.READER)
        try:
            require_version(reader, MIGRATIONS)
            with snapshot(reader):
                return _findings(reader, tell, decode)
        finally:
            reader.close()


def _findings(reader: sqlite3.Connection, tell: Progress, decode: Decode | None) -> list[Finding]:
    try:
        findings = list(_file(reader, tell))
        findings += _rows(reader, tell, decode)
    except sqlite3.DatabaseError as error:
        return [Finding("file", f"cannot be read to its end: {error}")]
    return findings


def _file(reader: sqlite3.Connection, tell: Progress) -> Iterator[Finding]:
    tell("pages", 0, 1)
    for (says,) in reader.execute(f"PRAGMA integrity_check({MOST_PAGES_NAMED})").fetchall():
        if says != "ok":
            yield Finding("file", says)
    tell("pages", 1, 1)


def _rows(reader: sqlite3.Connection, tell: Progress, decode: Decode | None) -> Iterator[Finding]:
    total = int(reader.execute(SQL["rows"]).fetchone()[0])
    done = at = 0
    while rows := reader.execute(SQL["walk"], {"after": at, "limit": PAGE}).fetchall():
        for row in rows:
            entry = _Walked(*row)
            yield from _row(entry, at + 1, decode)
            at = entry.position
        done += len(rows)
        tell("entries", done, total)


def _row(entry: _Walked, due: int, decode: Decode | None) -> Iterator[Finding]:
    place = f"position {entry.position}"
    if entry.position != due:
        yield Finding(place, f"position {due} is missing before it")
    if not entry.stands_after(entry.before, first=entry.version in (0, 1)):
        yield Finding(place, f"version {entry.version}, but version {entry.version - 1} does not stand before it")
    if entry.number is not None and not entry.stands_after(entry.smaller, first=entry.number == 1):
        yield Finding(place, f"number {entry.number} of {entry.series}, but the number before does not stand before it")
    if entry.last is not None and not entry.ends_there:
        yield Finding(place, f"its command should end at position {entry.last}, which is no event of it")
    if decode is not None:
        yield from _unreadable(place, entry.topic, entry.state, decode)


def _unreadable(place: str, topic: str, state: bytes, decode: Decode) -> Iterator[Finding]:
    try:
        decode(topic, state)
    except Exception as error:  # noqa: BLE001 - whatever keeps it from being read is the finding
        yield Finding(place, f"{topic} cannot be read: {type(error).__name__}")  # never the content: it is personal


def _silent(_what: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def require_sound(path: Path, *, progress: Progress | None = None) -> None:
    """Check a log and refuse it when anything is wrong. Raises Damaged, naming the first places."""
    if findings := verify(path, progress=progress):
        first = "; ".join(f"{finding.place}: {finding.says}" for finding in findings[:3])
        raise Damaged(f"{path}: {len(findings)} findings. {first}")
