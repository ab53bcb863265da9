"""An event that cannot be folded is set aside with its stream; the others go on (G6).

What is stored about the error holds no personal data: its kind, the fields and the lines of code, never a value.
"""

import hashlib
import sqlite3
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from shared.database.errors import StorageError, explain
from shared.database.queries import Queries
from shared.eventstore.log import Entry

SQL = Queries.read(Path(__file__).parent / "sql" / "consumer.sql")


@dataclass(frozen=True, slots=True)
class Parked:
    """One stream that stands still at one consumer."""

    stream: UUID
    position: int  #: of the event that could not be folded
    version: int
    topic: str
    error: str  #: kind of the error, fields where it is about fields; no values
    trace: str  #: module, function and line, one frame a line; no values
    digest: str  #: the same for the same fault, so that many parked streams show as one cause
    parked_at: datetime
    tries: int
    behind: int  #: later events of the stream that wait


def is_environment(error: Exception) -> bool:
    """Whether the disk, the lock or the memory is at fault and not the event: then nothing is parked."""
    if isinstance(error, StorageError | MemoryError):
        return True
    return isinstance(error, sqlite3.Error) and explain(error, "") is not None


def park(connection: sqlite3.Connection, entry: Entry, error: Exception, now: datetime) -> None:
    """Set the stream of this entry aside, the entry first in the queue."""
    trace = frames(error)
    kind = kind_of(error)
    digest = hashlib.sha256(f"{kind}\n{trace}".encode()).hexdigest()[:16]
    wait_behind(connection, [entry])
    connection.execute(
        SQL["park"],
        {
            "stream": entry.stream.bytes,
            "position": entry.position,
            "error": kind,
            "trace": trace,
            "digest": digest,
            "parked_at": now.isoformat(),
        },
    )


def wait_behind(connection: sqlite3.Connection, entries: Sequence[Entry]) -> None:
    """Queue events of a parked stream."""
    connection.executemany(
        SQL["wait_behind"],
        [{"position": e.position, "stream": e.stream.bytes, "version": e.version, "topic": e.topic} for e in entries],
    )


def kind_of(error: Exception) -> str:
    """What kind of error, without any value: a validation error's messages would quote the input."""
    name = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    if isinstance(error, ValidationError):
        faults = error.errors(include_url=False, include_input=False, include_context=False)
        fields = sorted({f"{'.'.join(str(part) for part in fault['loc'])} ({fault['type']})" for fault in faults})
        return f"{name}: {', '.join(fields[:10])}"
    return name


def frames(error: Exception) -> str:
    """Where it happened, innermost last, without paths of this machine and without values."""
    lines = [
        f"{frame.f_globals.get('__name__', '?')}:{frame.f_code.co_name}:{line}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    return "\n".join(lines[-20:])


def streams(connection: sqlite3.Connection) -> set[bytes]:
    """The streams that stand still."""
    return {row[0] for row in connection.execute(SQL["parked_streams"]).fetchall()}


def listing(connection: sqlite3.Connection) -> list[Parked]:
    """What is parked, oldest event first."""
    rows = connection.execute(SQL["list_parked"]).fetchall()
    return [_parked(row) for row in rows]


def _parked(row: tuple[Any, ...]) -> Parked:
    stream, position, version, topic, error, trace, digest, parked_at, tries, behind = row
    at = datetime.fromisoformat(parked_at)
    return Parked(UUID(bytes=stream), position, version, topic, error, trace, digest, at, tries, behind)


def count(connection: sqlite3.Connection) -> int:
    """How many streams stand still."""
    return int(connection.execute(SQL["count_parked"]).fetchone()[0])


def waiting(connection: sqlite3.Connection, stream: UUID) -> list[int]:
    """Positions of the events that wait, the one that failed first."""
    return [row[0] for row in connection.execute(SQL["waiting"], {"stream": stream.bytes}).fetchall()]


def release(connection: sqlite3.Connection, stream: UUID) -> None:
    """The stream goes on."""
    connection.execute(SQL["unpark"], {"stream": stream.bytes})


def done(connection: sqlite3.Connection, position: int) -> None:
    """This event waits no longer: folded or skipped."""
    connection.execute(SQL["no_longer_waiting"], {"position": position})


def skip(connection: sqlite3.Connection, position: int, by: str, now: datetime) -> None:
    """Remember that this event is never folded here, also after a rebuild."""
    connection.execute(SQL["skip"], {"position": position, "by": by, "skipped_at": now.isoformat()})


def skipped(connection: sqlite3.Connection, after: int, upto: int) -> set[int]:
    """Positions in a range that are never folded here."""
    rows = connection.execute(SQL["skipped_between"], {"after": after, "upto": upto}).fetchall()
    return {row[0] for row in rows}


def copy_skipped(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Carry an operator's decisions over into the file of a rebuild."""
    rows = source.execute(SQL["skipped"]).fetchall()
    target.executemany(SQL["skip"], [{"position": p, "by": by, "skipped_at": at} for p, by, at in rows])
