"""Brings a database file, step by numbered step, to the schema this program knows."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shared.database.errors import NewerSchema, OlderSchema
from shared.database.transaction import file_of, transaction

_FILE = re.compile(r"^(?P<number>\d{4})_[a-z0-9_]+\.sql$")


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: its number becomes the file's `user_version`."""

    number: int
    name: str
    text: str


def migrations(folder: Path) -> list[Migration]:
    """The steps of a folder (`0001_log.sql`, `0002_….sql`), in order. Raises ValueError for a hole or a double."""
    steps = [
        Migration(int(match["number"]), file.name, file.read_text(encoding="utf-8"))
        for file in sorted(folder.iterdir())
        if (match := _FILE.match(file.name))
    ]
    if [step.number for step in steps] != list(range(1, len(steps) + 1)):
        raise ValueError(f"{folder}: migrations are not numbered 0001, 0002 … without a hole")
    return steps


def migrate(connection: sqlite3.Connection, folder: Path) -> int:
    """Apply what is missing, each step in one transaction; the number of steps applied.

    Safe when two processes start at once: the version is read again under the write lock.
    Raises NewerSchema when the file is ahead of this program.
    """
    applied = 0
    for step in (steps := migrations(folder)):
        with transaction(connection):
            if schema_version(connection) >= step.number:
                continue
            for statement in statements(step.text):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version={step.number}")
            applied += 1
    check_version(connection, len(steps))
    return applied


def schema_version(connection: sqlite3.Connection) -> int:
    """The number of the newest step this file has been brought to; 0 for a new file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def check_version(connection: sqlite3.Connection, known: int) -> None:
    """Refuse a file that a newer program has written. Raises NewerSchema."""
    found = schema_version(connection)
    if found > known:
        raise NewerSchema(
            f"{file_of(connection)}: schema {found}, this program knows {known}. "
            "Start the newer version of Suying that wrote it."
        )


def require_version(connection: sqlite3.Connection, folder: Path) -> None:
    """For who only reads, and so cannot apply steps. Raises NewerSchema, OlderSchema."""
    known = len(migrations(folder))
    check_version(connection, known)
    found = schema_version(connection)
    if found < known:
        raise OlderSchema(
            f"{file_of(connection)}: schema {found}, this program needs {known}. Start the desk on this folder once."
        )


def statements(text: str) -> Iterator[str]:
    """Split a script; SQLite itself says where a statement ends, so triggers stay whole."""
    buffer = ""
    for part in re.split(r"(?<=;)", text):
        buffer += part
        if sqlite3.complete_statement(buffer):
            yield buffer.strip()
            buffer = ""
    if re.sub(r"--[^\n]*", "", buffer).strip():
        raise ValueError(f"unfinished statement: {buffer.strip()[:80]}")
