"""The log in one SQLite file: the embedded desk's store (G1, G2, G8; docs/architecture.md section 5)."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from shared.database.connection import Duty, connect, lengthen_wal
from shared.database.errors import Unreadable, explained
from shared.database.migrations import migrate, require_version
from shared.database.queries import Queries
from shared.database.transaction import transaction
from shared.eventstore.log import LARGEST_BATCH, Append, Appended, Conflict, Duplicate, Entry, Outcome
from shared.eventstore.tail import Tail
from shared.eventstore.wakeup import Wakeup, wait_for

HERE = Path(__file__).parent
MIGRATIONS = HERE / "migrations"
SQL = Queries.read(HERE / "sql" / "log.sql")
NO_LIMIT = 2**62

IN_USE = 32
"""Commits after which a log is not one that is only looked into: its write-ahead log gets its full length."""

Also = Callable[[sqlite3.Connection], None]


class SQLiteLog:
    """One writer connection, used by one thread at a time, and read-only connections beside it.

    Several processes may write one file: SQLite's own lock orders them. With `readonly` the file must
    exist and nothing can be appended. Raises StorageError when the file cannot serve.
    """

    def __init__(self, path: str | Path, *, readonly: bool = False) -> None:
        self.path = Path(path)
        self._writing = threading.Lock()
        self._writer = None if readonly else self._open_writer()
        self._commits = 0
        self._idle: list[sqlite3.Connection] = []
        self._tail, self._wakeup = Tail(), Wakeup()
        if readonly:
            with self.reading() as reader:
                require_version(reader, MIGRATIONS)

    def _open_writer(self) -> sqlite3.Connection:
        writer = connect(self.path, Duty.LOG)
        try:
            migrate(writer, MIGRATIONS)
        except BaseException:
            writer.close()
            raise
        return writer

    def close(self) -> None:
        """Close every connection; the last one to close folds the write-ahead log into the file."""
        while self._idle:
            self._idle.pop().close()
        if self._writer is not None:
            self._writer.close()

    # ── writing ──────────────────────────────────────────────────────────────────────────────

    def append(self, batch: Sequence[Append]) -> list[Outcome]:
        """Record a batch in one transaction (see `Log.append`); commands that fail leave the others standing."""
        if len(batch) > LARGEST_BATCH:
            raise ValueError(f"a batch of {len(batch)} commands; at most {LARGEST_BATCH}")
        with self._committing() as writer:
            outcomes = _append(writer, batch)
        self._tail.add(batch, outcomes)
        self._wakeup.tell()
        return outcomes

    def append_whole(self, batch: Sequence[Append], also: Also | None = None) -> list[Appended]:
        """Record all of it or nothing, with `also` in the same transaction. Raises Overtaken when one cannot."""
        with self._committing() as writer:
            outcomes = _append(writer, batch)
            appended = [one for one in outcomes if isinstance(one, Appended)]
            if len(appended) != len(batch):
                raise Overtaken(outcomes)
            if also is not None:
                also(writer)
        self._tail.add(batch, outcomes)
        self._wakeup.tell()
        return appended

    @contextmanager
    def _committing(self) -> Iterator[sqlite3.Connection]:
        with self._writing:
            with transaction(self._writer_or_refuse()) as writer:
                yield writer
            self._commits += 1
            if self._commits == IN_USE:
                lengthen_wal(writer)

    def _writer_or_refuse(self) -> sqlite3.Connection:
        if self._writer is None:
            raise Unreadable(f"{self.path} is open for reading only.")
        return self._writer

    # ── reading ──────────────────────────────────────────────────────────────────────────────

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A read-only connection of nobody else; kept for the next reader afterwards."""
        try:
            reader = self._idle.pop()
        except IndexError:
            reader = connect(self.path, Duty.READER)
        try:
            with explained(self.path):
                yield reader
        finally:
            self._idle.append(reader)

    def read(self, after: int, limit: int) -> list[Entry]:
        """Entries at positions after+1, after+2 …, at most `limit`; empty at the end."""
        if kept := self._tail.read(after, limit):
            return kept
        with self.reading() as reader:
            rows = reader.execute(SQL["read"], {"after": after, "limit": limit}).fetchall()
        return [_entry(row) for row in rows]

    def stream(self, stream: UUID, after: int = 0, upto: int | None = None) -> list[Entry]:
        """Entries of one stream with after < version ≤ upto, in order."""
        bounds = {"stream": stream.bytes, "after": after, "upto": NO_LIMIT if upto is None else upto}
        with self.reading() as reader:
            rows = reader.execute(SQL["stream"], bounds).fetchall()
        return [_entry(row) for row in rows]

    def head(self) -> int:
        """The newest position; 0 when empty."""
        with self.reading() as reader:
            return _head(reader)

    def find_command(self, key: bytes, digest: bytes | None = None) -> Duplicate | None:
        """The earlier append under this key. Without a digest nothing is compared and `same_body` is True."""
        with self.reading() as reader:
            row = reader.execute(SQL["find_command"], {"key": key}).fetchone()
        return None if row is None else _duplicate(row, row[0] if digest is None else digest)

    def find_number(self, series: str, number: int) -> UUID | None:
        """The stream that was given this case number."""
        with self.reading() as reader:
            row = reader.execute(SQL["find_number"], {"series": series, "number": number}).fetchone()
        return None if row is None else UUID(bytes=row[0])

    def wait(self, after: int, timeout: float) -> int:
        """Block until something stands after this position or the seconds are over; the head seen last."""
        return wait_for(self.head, self.listen, after, timeout, time.monotonic)

    def listen(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have `callback` called, in the writer's thread, after each commit of this process; returns the stop."""
        return self._wakeup.listen(callback)


class Overtaken(Exception):
    """An append that had to be whole met a conflict or a used key; nothing was recorded."""

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        super().__init__("not recorded: a stream has moved on or a key was used")
        self.outcomes = tuple(outcomes)


def _append(writer: sqlite3.Connection, batch: Sequence[Append]) -> list[Outcome]:
    """Insert command by command; positions follow the head without a gap, whatever is refused."""
    head = _head(writer)
    cursor = writer.cursor()
    outcomes: list[Outcome] = []
    numbers: dict[str, int] = {}
    for command in batch:
        try:
            appended = _insert(cursor, command, head, numbers)
        except sqlite3.IntegrityError as refused:
            outcomes.append(_refusal(cursor, command, refused))
        else:
            outcomes.append(appended)
            head = appended.last
            if command.series is not None and appended.number is not None:
                numbers[command.series] = appended.number
    return outcomes


def _insert(cursor: sqlite3.Cursor, command: Append, head: int, numbers: Mapping[str, int]) -> Appended:
    """Record one command. Raises IntegrityError at its first event, with nothing of it recorded, when it may not be.

    `numbers` has the newest case number of each series that this transaction has counted in already.
    """
    stream, first, last = command.stream.bytes, head + 1, head + len(command.events)
    version, key, series, number = command.expected + 1, command.key, command.series, None
    if series is not None:
        number = _newest_number(cursor, series, numbers) + 1
    event = command.events[0]
    ends = None if key is None else last
    cursor.execute(
        SQL["insert_event"],
        (first, stream, version, event.topic, event.state, series, number, key, command.digest, ends),
    )
    if last > first:
        _insert_further(cursor, command, first)
    return Appended(first, last, command.expected + len(command.events), number)


def _insert_further(cursor: sqlite3.Cursor, command: Append, first: int) -> None:
    """The events after the first: they can only fail for their own values, and then nothing of the batch stands."""
    rows = [
        (first + further, command.stream.bytes, command.expected + 1 + further, event.topic, event.state)
        for further, event in enumerate(command.events[1:], 1)
    ]
    try:
        cursor.executemany(SQL["insert_further"], rows)
    except sqlite3.IntegrityError as error:
        raise ValueError(f"an event that the log does not take: {error}") from error


def _newest_number(cursor: sqlite3.Cursor, series: str, numbers: Mapping[str, int]) -> int:
    known = numbers.get(series)
    return cursor.execute(SQL["newest_number"], {"series": series}).fetchone()[0] if known is None else known


def _refusal(cursor: sqlite3.Cursor, command: Append, refused: sqlite3.IntegrityError) -> Duplicate | Conflict:
    """Why the database refused. The key first: a repeated command usually comes with an old version too."""
    if command.key is not None:
        row = cursor.execute(SQL["find_command"], {"key": command.key}).fetchone()
        if row is not None:
            return _duplicate(row, command.digest)
    newest = cursor.execute(SQL["newest_version"], {"stream": command.stream.bytes}).fetchone()[0]
    if newest == command.expected or (newest is None and command.expected in (0, -1)):
        raise refused  # neither: a value that the table does not take
    return Conflict(newest or 0)


def _head(connection: sqlite3.Connection) -> int:
    return int(connection.execute(SQL["head"]).fetchone()[0])


def _duplicate(row: tuple[bytes | None, int, int, bytes, int, int | None], digest: bytes | None) -> Duplicate:
    stored, first, last, stream, version, number = row
    return Duplicate(UUID(bytes=stream), first, last, version, stored == digest, number)


def _entry(row: tuple[int, bytes, int, str, bytes, str | None, int | None]) -> Entry:
    position, stream, version, topic, state, series, number = row
    return Entry(position, UUID(bytes=stream), version, topic, state, series, number)
