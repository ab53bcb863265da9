"""Every clock that ever ran on a case, from its history, the limits in force and the time (section 3.1).

Timers, reports, the case's page, replay and what-if all call `clocks`; nothing else knows a deadline.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, Protocol

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.clocks.table import CLOCKS, Clock, Opens
from shared.complaint.state import Complaint
from shared.decision.event import Record
from shared.decision.replacing import replace
from shared.directory.limits import BY_NAME, Limits, Unit, Value
from shared.directory.state import Directory
from shared.vocabulary.time import days_later


class Policy(Protocol):
    """The directory as it was known at a moment (CK12)."""

    def at(self, moment: datetime) -> Directory:
        """What was in force at `moment`."""


class Outcome(StrEnum):
    """How a clock stands or ended."""

    RUNNING = "running"
    MET = "met"
    MISSED = "missed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class ClockRun:
    """One run of one clock. All moments UTC."""

    clock: str
    rule: str
    scope: str  #: "" for the case, "1", "2" … for a round, else the item's id
    cycle: str  #: version of the fact that started it, and which repetition (CK3)
    started_at: datetime  #: occurred-at of that fact
    opens_at: datetime  #: when time began to count (CK11)
    warn_at: datetime
    due: datetime
    acts_at: datetime  #: when a miss has its consequence: the due; late-born, some time after the entry (CK8)
    limit: str  #: setting and value in force at the start, e.g. "verify_within=30 min"
    policy_version: int
    outcome: Outcome
    ended_at: datetime | None = None  #: occurred-at of what met or cancelled it
    ended_by: int | None = None  #: version of that fact
    done_at: datetime | None = None  #: of a missed clock: when the thing was done after all
    late_born: bool = False  #: its due lay before the entry of what started it (补录, CK8)
    met_late: bool = False  #: met in time, entered after the due (迟录达标, CK10)

    @property
    def open(self) -> bool:
        """The thing is still to be done, in time or not."""
        return self.ended_at is None


@dataclass(slots=True)
class _Run:
    clock: Clock
    started: ClockRun


@dataclass(frozen=True, slots=True)
class _ByMark:
    """A table of clocks by what ends and what starts them, so that a mark looks at its own rows only."""

    rows: tuple[Clock, ...]
    ends: dict[Mark, dict[str, bool]]  #: clocks by name, with whether the mark satisfies or cancels
    starts: dict[Mark, tuple[Clock, ...]]


_TABLES: dict[int, _ByMark] = {}
"""By identity: a table is a constant, and hashing its rows would cost more than all it saves."""


def _by_mark(rows: tuple[Clock, ...]) -> _ByMark:
    found = _TABLES.get(id(rows))
    if found is None or found.rows is not rows:
        ends = {m: {r.name: m in r.satisfied for r in rows if m in r.satisfied | r.cancelled} for m in Mark}
        starts = {mark: tuple(row for row in rows if mark in row.starts) for mark in Mark}
        found = _TABLES[id(rows)] = _ByMark(rows, ends, starts)
    return found


_BLANK = Complaint()


class Clockwork:
    """The clocks of one case, fact by fact: what `clocks` asks at once, a projection asks as the facts come in."""

    def __init__(self, policy: Policy, table: Iterable[Clock] = CLOCKS) -> None:
        """Before the first fact; `policy` gives the limits in force at each start."""
        self._table, self._policy = _by_mark(tuple(table)), policy
        self._running: dict[tuple[str, str], _Run] = {}
        self._ended: list[ClockRun] = []
        self.complaint = _BLANK  #: the state after the facts so far
        self.touched: list[ClockRun] = []  #: what the newest fact began or ended, the last word on a run last
        self.latest: datetime | None = None  #: business time of the newest fact; an earlier one asks for a new start

    def take(self, version: int, record: Record[Any]) -> None:
        """Let one fact start, satisfy and cancel clocks. Facts come in order of their business time (CK9)."""
        after = record.event.apply(self.complaint, record.stamp)
        self.touched = []
        table = self._table
        for marked in record.event.marks(self.complaint, after):
            if self._running and table.ends[marked.mark]:
                self._end(marked, version, record)
            if table.starts[marked.mark]:
                self._start(marked, version, record, after)
        self.complaint, self.latest = after, record.occurred_at

    def _end(self, marked: Marked, version: int, record: Record[Any]) -> None:
        ends = self._table.ends[marked.mark]
        for key in [key for key in self._running if key[0] in ends and marked.scope in ("", key[1])]:
            run = _ended(self._running.pop(key).started, marked, version, record, satisfied=ends[key[0]])
            self._ended.append(run)
            self.touched.append(run)

    def _start(self, marked: Marked, version: int, record: Record[Any], complaint: Complaint) -> None:
        for clock in self._table.starts[marked.mark]:
            key = (clock.name, _scope(clock, marked, complaint))
            if key not in self._running:  # a further start while one runs changes nothing (3.2)
                run = _begin(clock, key[1], marked, record, complaint, self._policy, version)
                self._running[key] = _Run(clock, run)
                self.touched.append(run)

    def runs(self, now: datetime) -> tuple[ClockRun, ...]:
        """Every clock that ever ran, in order of start; `now` decides only which open clocks are missed."""
        runs = [*self._ended, *(_judged(run.started, now) for run in self._running.values())]
        return tuple(sorted(runs, key=lambda run: (run.started_at, run.clock, run.cycle)))


def clocks(
    history: Sequence[Record[Any]],
    policy: Policy,
    now: datetime,
    *,
    table: Iterable[Clock] = CLOCKS,
) -> tuple[ClockRun, ...]:
    """Every clock that ever ran, in order of start.

    `history` is the whole stream, first fact first, times corrected (see `timeline`); `now` decides only
    which open clocks are missed. Facts are taken in order of their business time, so that the order of
    entry changes nothing (CK9).
    """
    work = Clockwork(policy, table)
    for version, record in by_business_time(history):
        work.take(version, record)
    return work.runs(now)


def by_business_time(history: Sequence[Record[Any]]) -> list[tuple[int, Record[Any]]]:
    """The facts with their versions, in the order in which they happened."""
    return sorted(enumerate(history, start=1), key=lambda pair: (pair[1].occurred_at, pair[0]))


def _scope(clock: Clock, marked: Marked, complaint: Complaint) -> str:
    if marked.scope:
        return marked.scope
    return str(complaint.round.number) if clock.scope == "round" else ""


def _ended(run: ClockRun, marked: Marked, version: int, record: Record[Any], *, satisfied: bool) -> ClockRun:
    at = marked.at or record.occurred_at
    if at > run.due:
        done_at = at if satisfied else None
        return replace(run, ended_at=at, ended_by=version, outcome=Outcome.MISSED, done_at=done_at)
    if not satisfied:
        return replace(run, ended_at=at, ended_by=version, outcome=Outcome.CANCELLED)
    met_late = record.recorded_at > run.due
    return replace(run, ended_at=at, ended_by=version, outcome=Outcome.MET, met_late=met_late)


def _judged(run: ClockRun, now: datetime) -> ClockRun:
    return replace(run, outcome=Outcome.MISSED) if now > run.due else run


def _begin(
    clock: Clock,
    scope: str,
    marked: Marked,
    record: Record[Any],
    complaint: Complaint,
    policy: Policy,
    version: int,
) -> ClockRun:
    # No limit can be in force that was not known at the entry; occurred-at may lie two minutes after it (CK9).
    directory = policy.at(min(record.occurred_at, record.recorded_at))
    if complaint.reception.site not in directory.sites:  # older than the desk's knowledge of the site: paper forms
        directory = policy.at(record.recorded_at)
    site = directory.sites[complaint.reception.site]
    limits = directory.limits(site.code, complaint.reception.category)
    start = record.occurred_at
    waits = clock.opens is Opens.DESK_HOURS or (
        clock.opens is Opens.DESK_HOURS_IF_UNATTENDED and not complaint.reception.attended
    )
    opens_at = site.desk_hours.opens(start, site.zone) if waits else start
    due = marked.due or _after(limits, clock.limit, opens_at, site.zone)
    late_born = due < record.recorded_at
    acts_at = record.recorded_at + limits.span("late_grace") if late_born else due
    return ClockRun(
        clock=clock.name, rule=clock.rule, scope=scope, cycle=str(version), started_at=start, opens_at=opens_at,
        warn_at=_warning(limits, clock, opens_at, due), due=due, acts_at=acts_at,
        limit=_shown(limits, clock.limit), policy_version=limits.version, outcome=Outcome.RUNNING, late_born=late_born,
    )  # fmt: skip


def _after(limits: Limits, name: str, start: datetime, zone: Any) -> datetime:
    if BY_NAME[name].unit is Unit.DAYS:
        return days_later(start, limits.days(name), zone)
    return start + limits.span(name)


def _warning(limits: Limits, clock: Clock, opens_at: datetime, due: datetime) -> datetime:
    if BY_NAME[clock.warns].unit is Unit.SHARE:
        return opens_at + (due - opens_at) * limits.number(clock.warns)
    return opens_at + limits.span(clock.warns)


def _shown(limits: Limits, name: str) -> str:
    return _written(name, limits.value(name))


@cache
def _written(name: str, value: Value) -> str:
    return f"{name}={value} {BY_NAME[name].unit}"
