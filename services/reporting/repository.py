"""What is read from the tables: the cases that a month may show, with their facts and clocks."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from services.reporting.moments import moment, month_of
from shared.complaint.clocks.running import Outcome
from shared.complaint.clocks.table import CLOCKS
from shared.database.queries import Queries

RUNS_OUT = frozenset(clock.name for clock in CLOCKS if clock.runs_out)
"""Clocks whose purpose is to run out."""

SQL = Queries.read(Path(__file__).parent / "sql" / "read.sql")


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a case. Moments are microseconds since 1970 UTC."""

    version: int
    since: int
    until: int | None
    kind: str
    occurred: int
    recorded: int
    author: str
    role: str
    level: int | None
    given: dict[str, Any]  #: the kept values (see kinds)
    content: str

    def known(self, t: int) -> bool:
        """Whether this reading of the fact held at `t`."""
        return self.since <= t and (self.until is None or t < self.until)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a clock, as known for a span of recorded time."""

    clock: str
    scope: str
    cycle: str
    since: int
    until: int | None
    started: int
    due: int
    ended: int | None
    ended_by: int | None
    outcome: Outcome
    late_born: bool
    met_late: bool
    held: bool = False  #: stands still: not missed, however long (CK7)
    again: str = ""  #: the setting of its next repetition, where each miss starts it again (CK3)

    def known(self, t: int) -> bool:
        """Whether this is what was known of the run at `t`."""
        return self.since <= t and (self.until is None or t < self.until)

    def missed(self, t: int) -> bool:
        """Whether it is missed, judged at `t`; exactly at the limit is in time (CK1).

        What stands still is not missed, nor what is there to run out (CK2).
        """
        if self.outcome is Outcome.RUNNING:
            return self.due < t and not self.held and self.clock not in RUNS_OUT
        return self.outcome is Outcome.MISSED

    @property
    def version(self) -> int:
        """Of the fact that started it, or the first of its repetitions."""
        return int(self.cycle.partition(".")[0])

    @property
    def missed_at(self) -> int:
        """The last moment before its due: the day and month a miss belongs to (CK1)."""
        return self.due - 1


@dataclass(slots=True)
class CaseFile:
    """Everything on record about one case at some T, older readings of corrected facts included."""

    complaint: int
    number: str
    stream: UUID
    facts: list[Fact] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)


def month_cases(connection: sqlite3.Connection, site: str, month: int, t: int, zone: ZoneInfo) -> list[CaseFile]:
    """The cases that a site's month may show, as on record at `t`, in order of registration."""
    asked = {"site": site, "month": month, "t": t, "known": min(month, month_of(moment(t), zone))}
    files: dict[int, CaseFile] = {}
    for row in connection.execute(SQL["month_facts"], asked):
        case_file = files.get(row[0])
        if case_file is None:
            case_file = files[row[0]] = CaseFile(row[0], row[1], UUID(bytes=row[2]))
        case_file.facts.append(_fact(row))
    for complaint, run in _runs(connection, asked):
        files[complaint].runs.append(run)
    return list(files.values())


def _fact(row: tuple[Any, ...]) -> Fact:
    version, since, until, kind, occurred, recorded, author, role, level, given, content = row[3:]
    values = {} if given == "{}" else json.loads(given)
    return Fact(version, since, until, kind, occurred, recorded, author, role, level, values, content)


def _runs(connection: sqlite3.Connection, asked: dict[str, Any]) -> Iterator[tuple[int, Run]]:
    for row in connection.execute(SQL["month_outcomes"], asked):
        clock, scope, cycle, since, until, told, started, due, ended, ended_by, outcome, *rest = row[1:]
        late_born, met_late, held, again = rest
        run = Run(
            clock, scope, cycle, since, until, started, due, ended, ended_by,
            Outcome(outcome), late_born=bool(late_born), met_late=bool(met_late), held=bool(held), again=again,
        )  # fmt: skip
        if told is None:
            yield row[0], run
            continue
        if since < told:
            yield row[0], replace(run, until=told, ended=None, ended_by=None, outcome=Outcome.RUNNING, met_late=False)
        yield row[0], replace(run, since=told)


@dataclass(frozen=True, slots=True)
class RegisterFact:
    """One fact of a site's register."""

    kind: str
    recorded: int
    author: str
    given: dict[str, Any]  #: the event's fields


def register_facts(connection: sqlite3.Connection, site: str, t: int) -> list[RegisterFact]:
    """What a site signed and submitted until `t`, in order."""
    rows = connection.execute(SQL["register"], {"site": site, "t": t})
    return [RegisterFact(kind, recorded, author, json.loads(given)) for kind, recorded, author, given in rows]


def case_number(connection: sqlite3.Connection, stream: str) -> str:
    """The number of a case; where no such case was recorded, what names it in the log."""
    row = connection.execute(SQL["case_number"], {"stream": UUID(stream).bytes}).fetchone()
    return stream if row is None else str(row[0])


@dataclass(frozen=True, slots=True)
class CustomerName:
    """What a customer is called."""

    name: str
    anonymous: bool


def customer_name(connection: sqlite3.Connection, customer: str, t: int) -> CustomerName | None:
    """What a customer was called as known at `t`; None when there is no such record."""
    asked = {"customer": UUID(customer).bytes, "t": t}
    row = connection.execute(SQL["customer"], asked).fetchone()
    return None if row is None else CustomerName(row[0], bool(row[1]))
