"""The questions that the board answers, over the table of pending clocks; every answer is plain rows."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from shared.database.queries import Queries
from shared.vocabulary.time import sortable

SQL = Queries.read(Path(__file__).parent / "sql" / "board.sql")

Read = Callable[[], AbstractContextManager[sqlite3.Connection]]
"""A connection to the table that serves, for one question."""

Place = tuple[str, int]
"""Due and row of the last one shown."""

START: Place = ("", 0)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the board is asked for; None asks for everything."""

    sites: Iterable[str] | None = None
    level: int | None = None
    owner: str | None = None
    reader: str | None = None  #: who asks: sees no case in which they are complained about (R12.17)

    def parameters(self) -> dict[str, Any]:
        """As the statements name them."""
        sites = None if self.sites is None else json.dumps(sorted(self.sites))
        return {"sites": sites, "level": self.level, "owner": self.owner, "reader": self.reader}


@dataclass(frozen=True, slots=True)
class OnBoard:
    """One clock of a thing that is still to be done."""

    number: str
    site: str
    level: int
    owner: str | None
    phase: str
    clock: str
    due: datetime
    acted: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Counted:
    """How many clocks stand with one person of one level at one site."""

    site: str
    level: int
    owner: str | None
    over: int
    soon: int
    running: int


class Board:
    """What is due next, and how much of it."""

    def __init__(self, read: Read) -> None:
        """`read` is a follower's `reading`."""
        self._read = read

    def due_next(self, wanted: Wanted, limit: int, after: Place = START) -> list[OnBoard]:
        """Clocks, soonest due first, behind the place of the last one shown."""
        asked = {"place_due": after[0], "place": after[1]}
        with self._read() as connection:
            rows = connection.execute(SQL["due_next"], {**wanted.parameters(), **asked, "limit": limit}).fetchall()
        return [
            OnBoard(number, site, level, owner, phase, clock, datetime.fromisoformat(due), bool(acted), (due, row))
            for number, site, level, owner, phase, clock, due, acted, row in rows
        ]

    def counted(self, wanted: Wanted, now: datetime, soon: datetime) -> list[Counted]:
        """Clocks over and soon over, by site, level and person."""
        asked = {"now": sortable(now), "soon": sortable(soon)}
        with self._read() as connection:
            rows = connection.execute(SQL["counted"], {**wanted.parameters(), **asked}).fetchall()
        return [Counted(*row) for row in rows]
