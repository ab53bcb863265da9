"""Opens an SQLite file with the settings that were measured for its duty (docs/architecture.md section 5)."""

from __future__ import annotations

import sqlite3
import time
from enum import Enum
from pathlib import Path
from urllib.parse import quote

from shared.database.errors import Unreadable, explained, require_sqlite
from shared.database.transaction import abandon, file_of

WAIT_FOR_LOCK = 30.0
"""Seconds to wait for another process's transaction; group commits take milliseconds, a bulk rebuild seconds."""

TRY_AGAIN = 0.01
"""Seconds between two tries where SQLite itself does not wait."""

CHECKPOINT = 1000
"""Pages in the write-ahead log after which a commit folds them into the file."""

KEEP_WAL = 64 * 1024 * 1024
"""Bytes of write-ahead log kept on disk. Far above the 4 MB between checkpoints: a log that is not
truncated is overwritten in place, and syncing it needs no change of the file's length."""


class Duty(Enum):
    """What a connection is for, and with it how durable its commits are."""

    LOG = "log"  # an acknowledgement survives a power cut: synchronous=FULL
    CONSUMER = "consumer"  # can be rebuilt from the log: synchronous=NORMAL
    READER = "reader"  # cannot write at all


_SYNCHRONOUS = {Duty.LOG: "FULL", Duty.CONSUMER: "NORMAL"}


def connect(path: str | Path, duty: Duty) -> sqlite3.Connection:
    """A connection in autocommit mode (transactions are explicit), usable from any one thread at a time.

    Writers create the file and its write-ahead log; a reader needs an existing file.
    Raises Unreadable, Damaged, DiskFull, TooOldSQLite.
    """
    require_sqlite()
    path = Path(path)
    with explained(path):
        connection = _open(path, duty)
        try:
            _settle(connection, duty)
        except BaseException:
            connection.close()
            raise
    return connection


def _open(path: Path, duty: Duty) -> sqlite3.Connection:
    mode = "ro" if duty is Duty.READER else "rwc"
    if duty is Duty.READER and not path.is_file():
        raise Unreadable(f"{path}: there is no such file. Check the data folder's name.")
    return sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?mode={mode}",
        uri=True,
        timeout=WAIT_FOR_LOCK,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )


def _settle(connection: sqlite3.Connection, duty: Duty) -> None:
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA temp_store=MEMORY")
    if duty is Duty.READER:
        connection.execute("PRAGMA query_only=ON")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # opens the file: errors show here
        return
    _write_ahead(connection)
    connection.execute(f"PRAGMA synchronous={_SYNCHRONOUS[duty]}")
    connection.execute(f"PRAGMA wal_autocheckpoint={CHECKPOINT}")
    connection.execute(f"PRAGMA journal_size_limit={KEEP_WAL}")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA recursive_triggers=ON")  # REPLACE then fires the triggers that refuse a delete


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch a file to write-ahead logging, also while another process does the same.

    SQLite does not wait for a lock there, as everywhere else: who comes second is told at once that it is busy.
    """
    for left in reversed(range(int(WAIT_FOR_LOCK / TRY_AGAIN))):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or not left:
                raise
            time.sleep(TRY_AGAIN)
        else:
            return


def lengthen_wal(connection: sqlite3.Connection) -> None:
    """Give a short write-ahead log its full length at once: commits then overwrite it from the first one on.

    A commit that lengthens the file waits for the file system's own journal besides the disk: some 5 % of it. What
    is written for that is rolled back, so no reader ever takes a page of it. Goes without where the disk is full.
    """
    wal = Path(f"{file_of(connection)}-wal")
    pages, size = (int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("cache_size", "page_size"))
    if wal.stat().st_size >= CHECKPOINT * size:
        return
    try:
        connection.execute("PRAGMA cache_size=10")  # what does not fit into memory goes into the file before a commit
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE filling (bytes BLOB)")
        connection.execute("INSERT INTO filling VALUES (zeroblob(?))", (CHECKPOINT * size,))
    except sqlite3.Error:
        pass  # nothing depends on it
    finally:
        abandon(connection)
        connection.execute(f"PRAGMA cache_size={pages}")
