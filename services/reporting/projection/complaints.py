"""What one fact of a complaint changes in the tables."""

import sqlite3
from typing import Any, NamedTuple

from services.reporting.kinds import kind
from services.reporting.moments import micros, months
from services.reporting.projection.batch import NO_LEVEL, SQL, Batch
from services.reporting.projection.cases import (
    LONG_AGO,
    Case,
    Cases,
    Facts,
    Repeating,
    clockwork,
    goes_on,
    in_business_order,
)
from services.reporting.projection.elsewhere import elsewhere
from services.reporting.projection.reading import Reading, name_of
from shared.complaint.clocks.running import ClockRun, Policy
from shared.complaint.events.p12_import import ComplaintImported
from shared.complaint.events.p12_transfer import ReceivedByTransfer
from shared.complaint.kind import COMPLAINT
from shared.decision.event import Record
from shared.eventstore.log import Entry
from shared.handling.case_number import case_number
from shared.vocabulary.roles import Level, Role


class Moments(NamedTuple):
    """When a fact happened and when it was entered, as the tables keep them."""

    occurred: int
    recorded: int


class Complaints:
    """Folds the facts of complaints into a batch of rows."""

    def __init__(self, cases: Cases, policy: Policy) -> None:
        """`cases` remembers what the next fact needs to know."""
        self._cases, self._policy = cases, policy

    def fold(self, entry: Entry, record: Record[Any], batch: Batch, connection: sqlite3.Connection) -> None:
        """Take one fact. Raises LookupError when the case's first fact was never folded."""
        at = _moments(record)
        if type(record.event) is ComplaintImported:
            self._import(entry, record, at, batch)
            return
        if entry.version == 1:
            case = self._cases.begin(entry, record)
            batch.complaints[entry.stream.bytes] = (case.id, entry.stream.bytes, case.site, _number(entry))
            batch.open(case.site, case.id, _show(case, at.occurred, batch))
            _touch_runs(case, at.recorded, batch)
        else:
            case = self._cases.get(entry.stream) or self._load(entry, batch, connection)
            went_on = case.goes_on
            if self._take(case, entry, record, at, batch):
                _touch_runs(case, at.recorded, batch)
            case.goes_on = goes_on(case.work)
            _put_months(case, at, batch, went_on=went_on)
            if went_on and not case.goes_on:
                self._cases.forget(entry.stream)
        _put_fact(case.id, entry.version, record, at.recorded, batch, at)
        if type(record.event) is ReceivedByTransfer:
            for version, earlier in elsewhere(entry, record.event, self._cases):
                _put_fact(case.id, version, earlier, at.recorded, batch, _moments(earlier))
            _refill_months(case, at, batch)

    def _import(self, entry: Entry, record: Record[ComplaintImported], at: Moments, batch: Batch) -> None:
        """One fact tells all; no clock runs (CK12), and hardly any is ever touched again: nothing is remembered."""
        event, complaint = record.event, entry.position
        batch.complaints[entry.stream.bytes] = (complaint, entry.stream.bytes, event.site, _number(entry))
        of = self._cases.months(event.site, record.recorded_at)
        first = of.of(at.occurred)
        if event.closed_at is None:
            batch.memberships.add((event.site, first, complaint))
            batch.open(event.site, complaint, first)
        else:
            _fill(event.site, complaint, first, of.of(micros(event.closed_at)), batch)
        _put_fact(complaint, entry.version, record, at.recorded, batch, at)

    def _load(self, entry: Entry, batch: Batch, connection: sqlite3.Connection) -> Case:
        found = batch.complaints.get(entry.stream.bytes)
        found = found or connection.execute(SQL["find_complaint"], {"stream": entry.stream.bytes}).fetchone()
        if found is None:
            raise LookupError("the first fact of this case is not in the tables")
        rows = connection.execute(SQL["readings_of_runs"], {"complaint": found[0]})
        return self._cases.load(entry, found[0], {tuple(row[:3]): tuple(row[3:]) for row in rows})

    def _take(self, case: Case, entry: Entry, record: Record[Any], at: Moments, batch: Batch) -> bool:
        """Let the clocks run on; whether they did. What changes the past begins them anew instead (CK9)."""
        latest = case.work.latest
        corrects = type(record.event) in COMPLAINT.refold
        if not corrects and (latest is None or record.occurred_at >= latest):
            case.work.take(entry.version, record)
            return True
        facts = self._cases.history(entry.stream, entry.version)
        case.work = clockwork(facts, self._policy)
        if corrects:
            _correct_times(case, facts[:-1], in_business_order(facts), at.recorded, batch)
        _compare_runs(case, at.recorded, batch)
        _refill_months(case, at, batch)
        return False


def _moments(record: Record[Any]) -> Moments:
    said = record.__dict__
    occurred, recorded = said["occurred_at"], said["recorded_at"]
    number = micros(occurred)
    return Moments(number, number if recorded == occurred else micros(recorded))


def _number(entry: Entry) -> str:
    return "" if entry.series is None or entry.number is None else case_number(entry.series, entry.number)


_ROLES = {role: role.value for role in Role}
_LEVELS: dict[Level | None, int] = {None: NO_LEVEL, **{level: int(level) for level in Level}}


def _put_fact(complaint: int, version: int, record: Record[Any], since: int, batch: Batch, at: Moments) -> None:
    event, by = record.__dict__["event"], record.__dict__["by"].__dict__
    what = kind(type(event))
    batch.facts.append(
        (
            complaint, version, since, what.name, at.occurred, at.recorded, by["id"], _ROLES[by["role"]],
            _LEVELS[by["level"]], what.given(event), what.content(event),
        )
    )  # fmt: skip


def _correct_times(case: Case, before: Facts, after: Facts, recorded: int, batch: Batch) -> None:
    """End the rows of facts whose time was corrected and begin new ones (R12.29, CK9)."""
    was = {version: record.occurred_at for version, record in in_business_order(before)}
    for version, record in after:
        if was.get(version, record.occurred_at) != record.occurred_at:
            batch.end_fact(case.id, version, recorded)
            at = _moments(record)
            _put_fact(case.id, version, record, recorded, batch, at)
            _show(case, at.occurred, batch)


# ── clocks ──────────────────────────────────────────────────────────────────────────────────


def _touch_runs(case: Case, recorded: int, batch: Batch) -> None:
    """Write the runs that this fact began or ended."""
    work = case.work
    for run in work.touched:
        _put_run(case, run, recorded, batch)
    if (repeating := work.repeating()) != case.repeating:  # the same run is the same object
        _put_repeating(case, repeating, recorded, batch)


def _put_run(case: Case, run: ClockRun, recorded: int, batch: Batch) -> None:
    name = name_of(run)
    reading = case.runs.get(name)
    if reading is None or not reading.learns(run, recorded):
        if reading is not None:
            _end_reading(reading, recorded, batch)
        told = None if run.ended_at is None else recorded
        reading = case.runs[name] = Reading(case.id, run, recorded, told, run.held)
    batch.put_reading(reading)


def _put_repeating(case: Case, repeating: Repeating, recorded: int, batch: Batch) -> None:
    """Write by which limit the runs go on that each miss starts again: the state of the case decides (R5.2)."""
    case.repeating = repeating
    for run, setting in repeating:
        reading = case.runs[name_of(run)]
        if reading.again == setting:
            continue
        if not reading.goes_on_by(setting, recorded):
            _end_reading(reading, recorded, batch)
            reading = case.runs[reading.name] = Reading(case.id, run, recorded, None, run.held, setting)
        batch.put_reading(reading)


def _end_reading(reading: Reading, until: int, batch: Batch) -> None:
    if reading.until is None:
        reading.until = until
        batch.put_reading(reading)


def _compare_runs(case: Case, recorded: int, batch: Batch) -> None:
    """After a change of the past: write what differs, end what never ran."""
    runs = {name_of(run): run for run in case.work.runs(LONG_AGO)}
    for name, run in runs.items():
        if name not in case.runs or case.runs[name].run != run or case.runs[name].until is not None:
            _put_run(case, run, recorded, batch)
    for name in case.runs.keys() - runs.keys():
        _end_reading(case.runs[name], recorded, batch)
    _put_repeating(case, case.work.repeating(), recorded, batch)


# ── months ──────────────────────────────────────────────────────────────────────────────────


def _put_months(case: Case, at: Moments, batch: Batch, *, went_on: bool) -> None:
    """In which months the case may show: that of the fact, and from receipt on while it is open or a clock runs."""
    if not case.shown[0] <= at.occurred < case.shown[1]:
        _show(case, at.occurred, batch)
    if case.goes_on and not went_on:
        batch.open(case.site, case.id, _received(case))
    elif went_on and not case.goes_on:
        batch.close(case.site, case.id)
        _fill(case.site, case.id, _received(case), case.months.of(max(at.occurred, at.recorded)), batch)


def _show(case: Case, occurred: int, batch: Batch) -> int:
    """Enter the case for the month of a fact."""
    month = case.months.of(occurred)
    case.shown = case.months.edges(month)
    batch.memberships.add((case.site, month, case.id))
    return month


def _refill_months(case: Case, at: Moments, batch: Batch) -> None:
    """After a change of the past: every month from receipt to now, and the open row from the earliest."""
    first = _received(case)
    if goes_on(case.work):
        batch.open(case.site, case.id, first)
    _fill(case.site, case.id, first, case.months.of(at.recorded), batch)


def _received(case: Case) -> int:
    return case.months.of(micros(case.work.complaint.reception.received_at))


def _fill(site: str, complaint: int, first: int, last: int, batch: Batch) -> None:
    batch.memberships.update((site, month, complaint) for month in months(first, last))
