"""What one batch of facts changes in the tables, kept in memory and written once.

Rows carry plain integers and texts: Python's `sqlite3` takes ten times as long to bind a None, a bool or a member of
an enumeration, so what is NULL stands in the statement.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import Any

from services.reporting.moments import micros
from services.reporting.projection.reading import Reading
from shared.complaint.clocks.running import Outcome
from shared.database.queries import Queries

SQL = Queries.read(Path(__file__).parent.parent / "sql" / "write.sql")

Row = tuple[Any, ...]

_OUTCOMES = {outcome: outcome.value for outcome in Outcome}

NO_LEVEL = -1
"""Stands for NULL in the rows of facts."""

_by_complaint = itemgetter(0)
"""Rows of one complaint stand side by side in the tables, and stay in the order in which they came."""


@dataclass(slots=True)
class Batch:
    """Rows to be written; each of them once."""

    complaints: dict[bytes, Row] = field(default_factory=dict)
    facts: list[Row] = field(default_factory=list)
    ended_facts: list[Row] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    memberships: set[tuple[str, int, int]] = field(default_factory=set)
    opened: dict[tuple[str, int], int] = field(default_factory=dict)
    closed: set[tuple[str, int]] = field(default_factory=set)
    customers: list[Row] = field(default_factory=list)
    register: list[Row] = field(default_factory=list)

    def end_fact(self, complaint: int, version: int, until: int) -> None:
        """What was known of a fact holds no longer: its time was corrected."""
        self.ended_facts.append((until, complaint, version, until))

    def put_reading(self, reading: Reading) -> None:
        """What is known of a run is to be written, as it stands at the end of the batch."""
        if not reading.pending:
            reading.pending = True
            self.readings.append(reading)

    def open(self, site: str, complaint: int, month: int) -> None:
        """The case is open, received in that month."""
        self.closed.discard((site, complaint))
        self.opened[site, complaint] = min(month, self.opened.get((site, complaint), month))

    def close(self, site: str, complaint: int) -> None:
        """The case is open no longer."""
        self.opened.pop((site, complaint), None)
        self.closed.add((site, complaint))

    def write(self, connection: sqlite3.Connection) -> None:
        """Write everything, each table in the order of its key."""
        many = connection.executemany
        many(SQL["insert_complaint"], list(self.complaints.values()))
        many(SQL["put_fact"], sorted(self.facts, key=_by_complaint))
        many(SQL["end_fact"], self.ended_facts)
        self._write_readings(connection)
        many(SQL["put_membership"], sorted(self.memberships))
        many(SQL["drop_open"], sorted(self.closed))
        many(SQL["put_customer"], sorted(self.customers))
        many(SQL["put_register"], self.register)
        many(SQL["put_open"], [(*key, self.opened[key]) for key in sorted(self.opened)])

    def _write_readings(self, connection: sqlite3.Connection) -> None:
        many = connection.executemany
        many(SQL["put_running"], sorted(_running(self.readings), key=_by_complaint))
        many(SQL["put_ended"], sorted(_ended(self.readings), key=_by_complaint))
        over = [reading for reading in self.readings if reading.until is not None]
        many(SQL["end_reading"], [(reading.until, reading.complaint, *reading.name, reading.since) for reading in over])
        for reading in self.readings:
            reading.pending = False


def _running(readings: Iterable[Reading]) -> Iterator[Row]:
    for reading in readings:
        if (run := reading.run).ended_at is None:
            yield (
                reading.complaint, run.clock, run.scope, run.cycle, reading.since, micros(run.started_at),
                micros(run.due), 1 if run.late_born else 0, 1 if reading.held else 0, reading.again,
            )  # fmt: skip


def _ended(readings: Iterable[Reading]) -> Iterator[Row]:
    for reading in readings:
        if (ended := (run := reading.run).ended_at) is not None:
            yield (
                reading.complaint, run.clock, run.scope, run.cycle, reading.since, reading.told,
                micros(run.started_at), micros(run.due), micros(ended), run.ended_by, _OUTCOMES[run.outcome],
                1 if run.late_born else 0, 1 if run.met_late else 0, 1 if reading.held else 0, reading.again,
            )  # fmt: skip
