"""One consumer over its own file: effect and position in ONE transaction, so a restart changes nothing (G3)."""

import hashlib
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from shared.database.connection import Duty, connect
from shared.database.errors import explained
from shared.database.migrations import schema_version, statements
from shared.database.transaction import transaction
from shared.eventstore.log import Entry
from shared.stream import parking
from shared.stream.errors import AheadOfLog, Gap, NotParked, OtherLog
from shared.stream.parking import SQL
from shared.stream.port import Stream
from shared.stream.projection import Projection
from shared.vocabulary.time import Now

LIVE = 500
"""Events in one transaction while people wait for the desk: some ten milliseconds of the event loop."""

BEHIND = 5_000
"""Events in one transaction when behind, in a thread of its own: rows that many events share are written once."""

_MAKE = ("make_position", "make_parked", "make_waiting", "make_waiting_index", "make_skipped", "first_position")


class Consumer:
    """Folds the stream into one file. Synchronous; `Follower` gives it its turns. Any one thread at a time steps."""

    def __init__(self, projection: Projection, stream: Stream, path: Path, now: Now) -> None:
        """Open or make the file. Raises StorageError."""
        self.projection = projection
        self.path = path
        self._stream = stream
        self._now = now
        self._turn = threading.Lock()
        self.connection = connect(path, Duty.CONSUMER)
        try:
            with explained(path):
                self._make()
                self.position, self._mark = self._place()
        except BaseException:
            self.connection.close()
            raise

    def _make(self) -> None:
        if schema_version(self.connection):
            return
        with transaction(self.connection):
            for name in _MAKE:
                self.connection.execute(SQL[name])
            for statement in statements(self.projection.schema):
                self.connection.execute(statement)
            self.connection.execute(f"PRAGMA user_version={self.projection.version}")

    def _place(self) -> tuple[int, bytes]:
        row = self.connection.execute(SQL["position"]).fetchone()
        return int(row[0]), bytes(row[1])

    @property
    def outdated(self) -> bool:
        """Whether the file was made by another version of the projection and must be made anew."""
        return schema_version(self.connection) != self.projection.version

    def close(self) -> None:
        """Close the file, once the step that may be running in a thread is through."""
        with self._turn:
            self.connection.close()

    # ── following ────────────────────────────────────────────────────────────────────────────

    def check(self) -> None:
        """Refuse a log that is older than the views or another one. Raises AheadOfLog, OtherLog."""
        if self.position > (head := self._stream.head()):
            raise AheadOfLog(self.projection.name, self.position, head)
        if self.position and _mark(self._stream.read(self.position - 1, 1)[0]) != self._mark:
            raise OtherLog(self.projection.name, self.position)

    def step(self, limit: int = LIVE) -> int:
        """Fold at most `limit` events and move on, in one transaction; how many there were.

        Raises Gap, and StorageError when the disk is at fault; nothing has changed then.
        """
        with self._turn:
            entries = self._stream.read(self.position, limit)
            if not entries:
                return 0
            self._check_gapless(entries)
            with self._change() as connection:
                self._take(entries, connection)
                self._move(entries[-1], connection)
            self.position, self._mark = entries[-1].position, _mark(entries[-1])
            return len(entries)

    def _check_gapless(self, entries: Sequence[Entry]) -> None:
        for expected, entry in enumerate(entries, self.position + 1):
            if entry.position != expected:
                raise Gap(self.projection.name, expected, entry.position)

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        try:
            with transaction(self.connection):
                yield self.connection
        except BaseException:
            self.projection.forget()
            raise

    def _move(self, last: Entry, connection: sqlite3.Connection) -> None:
        connection.execute(SQL["move"], {"position": last.position, "mark": _mark(last)})

    def index(self) -> None:
        """Make the indexes that only readers need; does nothing when they are there."""
        with self._turn, transaction(self.connection):
            for statement in statements(self.projection.indexes):
                self.connection.execute(statement)

    # ── folding and parking ──────────────────────────────────────────────────────────────────

    def _take(self, entries: Sequence[Entry], connection: sqlite3.Connection) -> None:
        """Fold what may be folded: all at once if all goes well, else one by one to find the culprit (G6)."""
        standing = parking.streams(connection)
        if skipped := parking.skipped(connection, entries[0].position - 1, entries[-1].position):
            entries = [entry for entry in entries if entry.position not in skipped]
        going = entries
        if standing:
            going = [entry for entry in entries if entry.stream.bytes not in standing]
            parking.wait_behind(connection, [entry for entry in entries if entry.stream.bytes in standing])
        if going and self._try(going, connection) is not None:
            self._one_by_one(going, connection)

    def _one_by_one(self, entries: Sequence[Entry], connection: sqlite3.Connection) -> None:
        standing: set[UUID] = set()
        for entry in entries:
            if entry.stream in standing:
                parking.wait_behind(connection, [entry])
            elif (error := self._try([entry], connection)) is not None:
                parking.park(connection, entry, error, self._now())
                standing.add(entry.stream)

    def _try(self, entries: Sequence[Entry], connection: sqlite3.Connection) -> Exception | None:
        """Fold within a savepoint; the event's error, or None. What the environment did wrong goes through."""
        connection.execute("SAVEPOINT fold")
        try:
            self.projection.fold(entries, connection)
        except Exception as error:
            if parking.is_environment(error) or not connection.in_transaction:
                raise
            connection.execute("ROLLBACK TO fold")
            connection.execute("RELEASE fold")
            self.projection.forget()
            return error
        connection.execute("RELEASE fold")
        return None

    def parked(self) -> list[parking.Parked]:
        """What stands still, oldest first."""
        with self._turn:
            return parking.listing(self.connection)

    def retry(self, stream: UUID) -> int:
        """Fold a parked stream's events again, in order, as far as it goes; how many still wait. Raises NotParked."""
        with self._turn, self._change() as connection:
            return self._again(stream, connection)

    def skip(self, stream: UUID, by: str) -> int:
        """Leave out the event that failed, for good, and go on with those behind it; how many still wait.

        Raises NotParked.
        """
        with self._turn, self._change() as connection:
            queue = self._queue(stream, connection)
            parking.skip(connection, queue[0], by, self._now())
            parking.done(connection, queue[0])
            return self._again(stream, connection)

    def _queue(self, stream: UUID, connection: sqlite3.Connection) -> list[int]:
        if stream.bytes not in parking.streams(connection):
            raise NotParked(f"{stream} is not parked at {self.projection.name}")
        return parking.waiting(connection, stream)

    def _again(self, stream: UUID, connection: sqlite3.Connection) -> int:
        for position in self._queue(stream, connection):
            entry = self._stream.read(position - 1, 1)[0]
            if (error := self._try([entry], connection)) is not None:
                parking.park(connection, entry, error, self._now())
                return len(parking.waiting(connection, stream))
            parking.done(connection, position)
        parking.release(connection, stream)
        return 0


def _mark(entry: Entry) -> bytes:
    """Tells one fact from another at the same position (trap 11)."""
    place = f"{entry.position} {entry.stream} {entry.version} {entry.topic}\n".encode()
    return hashlib.sha256(place + entry.state).digest()[:16]
