"""All or nothing: a block of statements that is committed whole or leaves no trace."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Never

from shared.database.errors import explain


class transaction:  # noqa: N801 - used like a function; as a class it costs a third of a generator
    """Write within `BEGIN IMMEDIATE … COMMIT`: what is read inside cannot change before the commit.

    Any exception rolls back and goes on. Raises DiskFull, DiskFault, Busy instead of SQLite's own words.
    """

    __slots__ = ("_connection",)

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> sqlite3.Connection:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            self._give_up(error)
        return self._connection

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        try:
            if error is None:
                self._connection.execute("COMMIT")
                return
        except sqlite3.Error as failed:
            error = failed
        self._give_up(error)

    def _give_up(self, error: BaseException) -> Never:
        abandon(self._connection)
        clear = explain(error, file_of(self._connection)) if isinstance(error, sqlite3.Error) else None
        if clear is None:
            raise error
        raise clear from error


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Read several statements of one and the same state; keep it short, an open one pins the write-ahead log."""
    connection.execute("BEGIN")
    try:
        yield connection
    finally:
        abandon(connection)


def abandon(connection: sqlite3.Connection) -> None:
    """Roll back whatever is open; after a full disk SQLite has often done so itself."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def file_of(connection: sqlite3.Connection) -> str:
    """The name of the connection's main file, for messages."""
    for _, name, path in connection.execute("PRAGMA database_list"):
        if name == "main":
            return str(path)
    return ""
