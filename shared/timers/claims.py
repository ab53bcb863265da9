"""Claiming timers by lease in the file of the projection that serves (docs/architecture.md section 5, trap 9)."""

import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from shared.database.connection import Duty, connect
from shared.database.errors import explained
from shared.database.transaction import transaction
from shared.timers.pending import Identity, What
from shared.timers.projection import SQL
from shared.vocabulary.time import sortable


@dataclass(frozen=True, slots=True)
class Claim:
    """A timer that is ours until the lease is over."""

    stream: UUID
    clock: str
    scope: str
    cycle: str
    what: What
    at: datetime

    @property
    def identity(self) -> Identity:
        """The clock's run."""
        return self.clock, self.scope, self.cycle


class Claims:
    """What a worker asks of the table. Any thread, one at a time."""

    def __init__(self, file: Callable[[], Path]) -> None:
        """`file` names the generation that serves; a rebuild switches to another one."""
        self._file = file
        self._turn = threading.Lock()
        self._opened: tuple[Path, sqlite3.Connection] | None = None

    def claim(self, now: datetime, lease: timedelta, by: str, limit: int) -> list[Claim]:
        """Take timers whose moment is past, the oldest first. Raises StorageError."""
        values = {"now": sortable(now), "until": sortable(now + lease), "lease": by, "limit": limit}
        with self._turn, explained(self._file()):
            connection = self._connection()
            waiting = connection.execute(SQL["next_moment"]).fetchone()
            if waiting is None or waiting[0] >= values["now"]:
                return []  # nobody takes the writer's lock to see that nothing is due
            with transaction(connection):
                rows = connection.execute(SQL["claim_due"], values).fetchall()
        return [
            Claim(UUID(bytes=stream), clock, scope, cycle, What(what), datetime.fromisoformat(at))
            for stream, clock, scope, cycle, what, at in rows
        ]

    def finish(self, claims: Sequence[Claim], now: datetime, by: str) -> None:
        """These are done, as far as they are still ours. Raises StorageError."""
        rows = [_named(one, by) | {"now": sortable(now)} for one in claims]
        with self._turn, explained(self._file()):
            connection = self._connection()
            with transaction(connection):
                connection.executemany(SQL["finish"], rows)

    def again(self, claim: Claim, at: datetime, by: str) -> None:
        """This one has another moment to come. Raises StorageError."""
        with self._turn, explained(self._file()):
            connection = self._connection()
            with transaction(connection):
                connection.execute(SQL["again"], _named(claim, by) | {"next_at": sortable(at)})

    def next_moment(self) -> datetime | None:
        """When the next pending timer has its moment. Raises StorageError."""
        with self._turn, explained(self._file()):
            row = self._connection().execute(SQL["next_moment"]).fetchone()
        return None if row is None else datetime.fromisoformat(row[0])

    def overdue(self, now: datetime) -> int:
        """How many pending timers are past their moment. Raises StorageError."""
        with self._turn, explained(self._file()):
            row = self._connection().execute(SQL["overdue_count"], {"now": sortable(now)}).fetchone()
        return int(row[0])

    def close(self) -> None:
        """Close the file."""
        with self._turn:
            if self._opened is not None:
                self._opened[1].close()
                self._opened = None

    def _connection(self) -> sqlite3.Connection:
        file = self._file()
        if self._opened is None or self._opened[0] != file:
            if self._opened is not None:
                self._opened[1].close()
            self._opened = file, connect(file, Duty.CONSUMER)
        return self._opened[1]


def _named(claim: Claim, by: str) -> dict[str, object]:
    return {
        "stream": claim.stream.bytes, "clock": claim.clock, "scope": claim.scope, "cycle": claim.cycle,
        "what": claim.what.value, "lease": by,
    }  # fmt: skip
