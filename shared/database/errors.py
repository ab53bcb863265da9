"""What can go wrong with a database file, each in one sentence an operator can act on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OLDEST_SQLITE = (3, 37, 0)  # the first with STRICT tables


class StorageError(Exception):
    """A database file cannot serve; the message names the file and the way out."""


class DiskFull(StorageError):
    """The disk is full: nothing was written; free space and send the command again."""


class DiskFault(StorageError):
    """The operating system failed to read or write the file: look at the disk before going on."""


class Unreadable(StorageError):
    """The file or its folder cannot be opened for what is asked: check owner and permissions."""


class Damaged(StorageError):
    """The file is not a healthy SQLite database: restore the newest backup."""


class Busy(StorageError):
    """Another process held the file too long: see who else has it open."""


class NewerSchema(StorageError):
    """The file was written by a newer version of this program: install that version."""


class OlderSchema(StorageError):
    """The file was written by an older version of this program: start the desk on it once, that brings it up."""


class TooOldSQLite(StorageError):
    """This Python brings an SQLite that is too old: use a Python with SQLite 3.37 or newer."""


# Primary result codes of SQLite (the low byte of the extended code), https://sqlite.org/rescode.html
_KINDS: dict[int, type[StorageError]] = {
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_IOERR: DiskFault,
    sqlite3.SQLITE_CANTOPEN: Unreadable,
    sqlite3.SQLITE_PERM: Unreadable,
    sqlite3.SQLITE_READONLY: Unreadable,
    sqlite3.SQLITE_CORRUPT: Damaged,
    sqlite3.SQLITE_NOTADB: Damaged,
    sqlite3.SQLITE_BUSY: Busy,
    sqlite3.SQLITE_LOCKED: Busy,
}


def explain(error: sqlite3.Error, path: str | Path) -> StorageError | None:
    """The operator's error for what SQLite reports of this file; None when it is a programming error."""
    kind = _KINDS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if kind is None:
        return None
    advice = (kind.__doc__ or "").strip()
    return kind(f"{path}: {error}. {advice}")


@contextmanager
def explained(path: str | Path) -> Iterator[None]:
    """Turn SQLite's errors about the file into ours; errors of the program pass unchanged."""
    try:
        yield
    except sqlite3.Error as error:
        clear = explain(error, path)
        if clear is None:
            raise
        raise clear from error


def require_sqlite(found: tuple[int, ...] = sqlite3.sqlite_version_info) -> None:
    """Refuse to start on an SQLite without STRICT tables. Raises TooOldSQLite."""
    if found < OLDEST_SQLITE:
        version = ".".join(map(str, found))
        raise TooOldSQLite(f"SQLite {version} is too old: Suying needs 3.37 or newer; use a newer Python.")
