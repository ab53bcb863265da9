"""All or nothing: a block of statements that is committed whole or leaves no trace."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from shared.database.errors import explain


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Write within `BEGIN IMMEDIATE … COMMIT`: what is read inside cannot change before the commit.

    Any exception rolls back and goes on. Raises DiskFull, DiskFault, Busy instead of SQLite's own words.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        connection.execute("COMMIT")
    except BaseException as error:
        abandon(connection)
        clear = explain(error, file_of(connection)) if isinstance(error, sqlite3.Error) else None
        if clear is None:
            raise
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
