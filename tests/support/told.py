"""What people were told by the acting services of a story's desk: rows of their outboxes."""

import sqlite3
from dataclasses import dataclass

from tests.support.http import HttpDesk


@dataclass(frozen=True, slots=True)
class ToldOf:
    """One notice."""

    person: str
    kind: str
    clock: str
    number: str


def told(desk: HttpDesk, service: str = "escalation") -> list[ToldOf]:
    """All notices of a service, in the order in which they came up."""
    connection = sqlite3.connect(desk.folder / f"{service}-acts.sqlite")
    try:
        rows = connection.execute("SELECT person, kind, clock, number FROM notice ORDER BY id").fetchall()
    finally:
        connection.close()
    return [ToldOf(*row) for row in rows]
