"""What one batch of facts changes in the tables, kept in memory and written once, sorted by key."""

import sqlite3
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import Any

from services.reporting.moments import micros
from shared.complaint.clocks.running import ClockRun, Outcome
from shared.database.queries import Queries

SQL = Queries.read(Path(__file__).parent.parent / "sql" / "write.sql")

Row = tuple[Any, ...]
RunKey = tuple[str, str, str]
"""Clock, scope and cycle: what names one run within its case."""


_STORED = {outcome: outcome.value for outcome in Outcome}

_KEY = itemgetter(0, 1, 2)
"""Complaint, version and since: the key of a fact's row."""

_UNTIL, _RUN_UNTIL = 3, 5
"""Where `until` stands in the rows of a fact and of a clock's outcome."""


def _until(row: Row, place: int, until: int) -> Row:
    """The row with its span ended; rows are tuples, which the garbage collector does not look into."""
    return (*row[:place], until, *row[place + 1 :])


def _holds(outcome: Row) -> bool:
    return outcome[_RUN_UNTIL] is None


def run_key(run: ClockRun) -> RunKey:
    """The name of a run within its case."""
    return run.clock, run.scope, run.cycle


@dataclass(slots=True)
class Batch:
    """Rows to be written; each of them once."""

    complaints: dict[bytes, Row] = field(default_factory=dict)
    facts: list[Row] = field(default_factory=list)
    ended_facts: list[Row] = field(default_factory=list)
    outcomes: dict[tuple[int, str, str, str, int], Row] = field(default_factory=dict)
    ended_outcomes: list[Row] = field(default_factory=list)
    memberships: set[tuple[str, int, int]] = field(default_factory=set)
    opened: dict[tuple[str, int], int] = field(default_factory=dict)
    closed: set[tuple[str, int]] = field(default_factory=set)
    customers: list[Row] = field(default_factory=list)
    register: list[Row] = field(default_factory=list)

    def end_fact(self, complaint: int, version: int, until: int) -> None:
        """A fact's row holds no longer: its time was corrected."""
        key = (complaint, version)
        pending = [at for at, row in enumerate(self.facts) if row[:2] == key and row[_UNTIL] is None]
        for at in pending:
            self.facts[at] = _until(self.facts[at], _UNTIL, until)
        if not pending:
            self.ended_facts.append((until, complaint, version))

    def put_outcome(self, complaint: int, run: ClockRun, since: int) -> None:
        """What is known of a run from `since` on."""
        ended = None if run.ended_at is None else micros(run.ended_at)
        self.outcomes[complaint, run.clock, run.scope, run.cycle, since] = (
            complaint, run.clock, run.scope, run.cycle, since, None, micros(run.started_at), micros(run.due), ended,
            run.ended_by, _STORED[run.outcome], run.late_born, run.met_late,
        )  # fmt: skip

    def end_outcome(self, complaint: int, key: RunKey, since: int | None, until: int) -> None:
        """What was known of a run holds no longer from `until` on; `since` None: since whenever, also in this batch."""
        name = None if since is None else (complaint, *key, since)
        if name not in self.outcomes:
            name = next(
                (one for one, row in self.outcomes.items() if one[:4] == (complaint, *key) and _holds(row)), None
            )
        if name is None:
            self.ended_outcomes.append((until, complaint, *key))
        else:
            self.outcomes[name] = _until(self.outcomes[name], _RUN_UNTIL, until)

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
        many(SQL["end_fact"], self.ended_facts)
        many(SQL["put_fact"], sorted(self.facts, key=_KEY))
        many(SQL["end_outcome"], self.ended_outcomes)
        many(SQL["put_outcome"], [self.outcomes[key] for key in sorted(self.outcomes)])
        many(SQL["put_membership"], sorted(self.memberships))
        many(SQL["drop_open"], sorted(self.closed))
        many(SQL["put_customer"], sorted(self.customers))
        many(SQL["put_register"], self.register)
        many(SQL["put_open"], [(*key, self.opened[key]) for key in sorted(self.opened)])
