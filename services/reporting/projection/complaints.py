"""What one fact of a complaint changes in the tables."""

import sqlite3
from typing import Any

from services.reporting.kinds import content, given, kind_of
from services.reporting.moments import micros, month_of, months
from services.reporting.projection.batch import SQL, Batch, run_key
from services.reporting.projection.cases import LONG_AGO, Case, Cases, Facts, clockwork, in_business_order
from shared.complaint.clocks.running import Policy
from shared.complaint.kind import COMPLAINT
from shared.decision.event import Record
from shared.eventstore.log import Entry
from shared.handling.case_number import case_number


class Complaints:
    """Folds the facts of complaints into a batch of rows."""

    def __init__(self, cases: Cases, policy: Policy) -> None:
        """`cases` remembers what the next fact needs to know."""
        self._cases, self._policy = cases, policy

    def fold(self, entry: Entry, record: Record[Any], batch: Batch, connection: sqlite3.Connection) -> None:
        """Take one fact. Raises LookupError when the case's first fact was never folded."""
        case, was_open = self._cases.get(entry.stream), False
        if entry.version == 1:
            case = self._cases.begin(entry, record)
            batch.complaints.append((case.id, entry.stream.bytes, case.site, _number(entry)))
        else:
            case = case or self._load(entry, connection)
            was_open = case.is_open
            self._take(case, entry, record, batch)
        recorded = micros(record.recorded_at)
        _put_fact(case, entry.version, record, recorded, batch)
        _put_runs(case, recorded, batch)
        _put_months(case, record, batch, was_open=was_open)

    def _load(self, entry: Entry, connection: sqlite3.Connection) -> Case:
        row = connection.execute(SQL["find_complaint"], {"stream": entry.stream.bytes}).fetchone()
        if row is None:
            raise LookupError("the first fact of this case is not in the tables")
        return self._cases.load(entry, row[0])

    def _take(self, case: Case, entry: Entry, record: Record[Any], batch: Batch) -> None:
        """Let the clocks run on; what was entered late, or corrects a time, begins them anew (CK9)."""
        latest = case.work.latest
        corrects = isinstance(record.event, COMPLAINT.refold)
        if not corrects and (latest is None or record.occurred_at >= latest):
            case.work.take(entry.version, record)
            return
        facts = self._cases.history(entry.stream, entry.version)
        case.work = clockwork(facts, self._policy)
        if corrects:
            _correct_times(case, facts[:-1], in_business_order(facts), micros(record.recorded_at), batch)
        _refill_months(case, record, batch)


def _number(entry: Entry) -> str:
    return "" if entry.series is None or entry.number is None else case_number(entry.series, entry.number)


def _put_fact(case: Case, version: int, record: Record[Any], since: int, batch: Batch) -> None:
    event, by = record.event, record.by
    batch.facts[case.id, version, since] = [
        case.id, version, since, None, kind_of(type(event)), micros(record.occurred_at), micros(record.recorded_at),
        by.id, by.role.value, by.level, given(event), content(event),
    ]  # fmt: skip


def _correct_times(case: Case, before: Facts, after: Facts, recorded: int, batch: Batch) -> None:
    """End the rows of facts whose time was corrected and begin new ones (R12.29, CK9)."""
    was = {version: record.occurred_at for version, record in in_business_order(before)}
    for version, record in after:
        if was.get(version, record.occurred_at) != record.occurred_at:
            batch.end_fact(case.id, version, recorded)
            _put_fact(case, version, record, recorded, batch)
            batch.memberships.add((case.site, month_of(record.occurred_at, case.zone), case.id))


def _put_runs(case: Case, recorded: int, batch: Batch) -> None:
    """Write the runs that this fact began, ended or changed."""
    runs = case.work.runs(LONG_AGO)
    for run in runs:
        key = run_key(run)
        held = case.runs.get(key)
        if held is not None:
            if held[0] is run or held[0] == run:
                continue
            batch.end_outcome(case.id, key, held[1], recorded)
        batch.put_outcome(case.id, run, recorded)
        case.runs[key] = (run, recorded)
    if len(case.runs) != len(runs):
        for key in case.runs.keys() - {run_key(run) for run in runs}:
            batch.end_outcome(case.id, key, case.runs.pop(key)[1], recorded)


def _put_months(case: Case, record: Record[Any], batch: Batch, *, was_open: bool) -> None:
    """In which months the case may show: that of the fact, and from receipt on while it is open."""
    batch.memberships.add((case.site, month_of(record.occurred_at, case.zone), case.id))
    if case.is_open:
        if not was_open:
            batch.open(case.site, case.id, month_of(case.work.complaint.reception.received_at, case.zone))
        return
    first = month_of(case.work.complaint.reception.received_at, case.zone)
    if was_open:
        batch.close(case.site, case.id)
        _fill(case, first, month_of(max(record.occurred_at, record.recorded_at), case.zone), batch)
    elif (closed_at := case.work.complaint.closing.closed_at) is not None:
        _fill(case, first, month_of(closed_at, case.zone), batch)


def _refill_months(case: Case, record: Record[Any], batch: Batch) -> None:
    """After a change of the past: every month from receipt to now, and the open row from the earliest."""
    first = month_of(case.work.complaint.reception.received_at, case.zone)
    if case.is_open:
        batch.open(case.site, case.id, first)
    _fill(case, first, month_of(record.recorded_at, case.zone), batch)


def _fill(case: Case, first: int, last: int, batch: Batch) -> None:
    batch.memberships.update((case.site, month, case.id) for month in months(first, last))
