"""A small consumer for the tests of the stream: sums per stream, with a memory that a rollback must empty."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid5

from shared.eventstore.log import Append, Entry, NewEvent
from shared.eventstore.sqlite import SQLiteLog
from shared.stream.consumer import Consumer

NOON = datetime(2026, 3, 3, 4, 0, tzinfo=UTC)
CASES = UUID("00000000-0000-4000-8000-00000000ca5e")


def noon() -> datetime:
    return NOON


class Poison(Exception):
    """What folding a spoilt event raises; its message quotes the customer, as careless messages do."""


class Tallies:
    """Per stream: how many events, their sum, the newest version."""

    version = 1
    schema = "CREATE TABLE tally (stream BLOB PRIMARY KEY, events INTEGER, total INTEGER, version INTEGER) STRICT;"
    indexes = "CREATE INDEX IF NOT EXISTS tally_total ON tally (total);"

    def __init__(self, name: str = "tallies", cured: Iterable[str] = ()) -> None:
        self.name = name
        self.cured = set(cured)
        self._known: dict[bytes, tuple[int, int, int]] = {}

    def fold(self, entries: Sequence[Entry], connection: sqlite3.Connection) -> None:
        touched = set()
        for entry in entries:
            fact = json.loads(entry.state)
            stream = entry.stream.bytes
            events, total, version = self._tally(stream, connection)
            if version != entry.version - 1 - fact.get("after_skipped", 0):
                raise AssertionError(f"{entry.version} after {version}")
            self._known[stream] = (events + 1, total + fact.get("add", 0), entry.version)
            touched.add(stream)
            if "poison" in fact and fact["poison"] not in self.cured:
                raise Poison(f"Ms Wang, 13800138000: {fact['poison']}")
        rows = [(stream, *self._known[stream]) for stream in sorted(touched)]
        connection.executemany("INSERT OR REPLACE INTO tally VALUES (?, ?, ?, ?)", rows)

    def _tally(self, stream: bytes, connection: sqlite3.Connection) -> tuple[int, int, int]:
        if stream not in self._known:
            row = connection.execute("SELECT events, total, version FROM tally WHERE stream = ?", (stream,)).fetchone()
            self._known[stream] = row or (0, 0, 0)
        return self._known[stream]

    def forget(self) -> None:
        self._known.clear()


def case(number: int) -> UUID:
    return uuid5(CASES, str(number))


class Writer:
    """Appends facts to numbered cases."""

    def __init__(self, log: SQLiteLog) -> None:
        self.log = log
        self._versions: dict[UUID, int] = {}

    def write(self, *facts: tuple[int, Mapping[str, object]]) -> int:
        """Append facts of (case, fields), one command each; the newest position."""
        for number, fact in facts:
            stream = case(number)
            expected = self._versions.get(stream, 0)
            state = json.dumps({"recorded_at": NOON.isoformat(), **fact}).encode()
            self.log.append([Append(stream, expected, (NewEvent("case.added.v1", state),))])
            self._versions[stream] = expected + 1
        return self.log.head()


@contextmanager
def a_log(folder: Path) -> Iterator[Writer]:
    folder.mkdir(parents=True, exist_ok=True)
    log = SQLiteLog(folder / "log.sqlite")
    try:
        yield Writer(log)
    finally:
        log.close()


@contextmanager
def a_consumer(writer: Writer, path: Path, projection: Tallies | None = None) -> Iterator[Consumer]:
    consumer = Consumer(projection or Tallies(), writer.log, path, noon)
    try:
        yield consumer
    finally:
        consumer.close()


def views(path: Path) -> list[tuple[object, ...]]:
    """All that a consumer's file shows, for comparing."""
    connection = sqlite3.connect(path)
    try:
        return connection.execute("SELECT * FROM tally ORDER BY stream").fetchall()
    finally:
        connection.close()
