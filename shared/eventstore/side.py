"""Tables that stand beside the log: a consumer's effect and position, written together (G3)."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from eventsourcing.persistence import IntegrityError, OperationalError, Tracking

from shared.database.connection import Duty, connect
from shared.database.errors import StorageError
from shared.database.queries import Queries
from shared.database.transaction import transaction
from shared.eventstore.sqlite import Overtaken

SQL = Queries.read(Path(__file__).parent / "sql" / "library.sql")


class SideFile:
    """One connection, used by one thread at a time. Commits need not survive a power cut: they can be rebuilt."""

    def __init__(self, path: Path) -> None:
        self._connection = connect(path, Duty.CONSUMER)
        self._using = threading.Lock()

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction. Raises the library's IntegrityError and OperationalError."""
        with in_the_librarys_words(), self._using, transaction(self._connection) as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Read; whatever is begun must be read to its end."""
        with in_the_librarys_words(), self._using:
            yield self._connection

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


@contextmanager
def in_the_librarys_words() -> Iterator[None]:
    """Say errors as the library's applications expect them."""
    try:
        yield
    except (sqlite3.IntegrityError, Overtaken) as error:
        raise IntegrityError(str(error)) from error
    except (sqlite3.OperationalError, StorageError) as error:
        raise OperationalError(str(error)) from error


def track(connection: sqlite3.Connection, tracking: Tracking) -> None:
    """Move a position forward within the caller's transaction. Raises IntegrityError when it was there already."""
    place = {"application": tracking.application_name, "position": tracking.notification_id}
    if connection.execute(SQL["track"], place).fetchone() is None:
        raise IntegrityError(f"{tracking.application_name} is already at {tracking.notification_id} or beyond")


def tracked(connection: sqlite3.Connection, application: str) -> int | None:
    """The position last moved to."""
    row = connection.execute(SQL["tracked"], {"application": application}).fetchone()
    return None if row is None else int(row[0])
