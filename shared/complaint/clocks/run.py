"""One run of one clock: how it begins, how it ends."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from shared.complaint.clocks.by_mark import End
from shared.complaint.clocks.columns import Clock, Opens
from shared.complaint.clocks.due import Start
from shared.complaint.clocks.marks import Marked
from shared.complaint.state import NEVER, Complaint
from shared.decision.replacing import replace
from shared.directory.limits import BY_NAME, Limits, Unit, Value
from shared.directory.state import Site

NOT_HELD = timedelta()


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
    cycle: str  #: version of the fact that started it, and which repetition: "12", "12.1" … (CK3)
    started_at: datetime  #: occurred-at of that fact
    opens_at: datetime  #: when time began to count (CK11)
    warn_at: datetime | None  #: None: it gives no warning (CK2)
    due: datetime
    acts_at: datetime  #: when a miss has its consequence: the due; late-born, some time after the entry (CK8)
    limit: str  #: setting and value in force at the start, e.g. "verify_within=30 min"; "": stated by the fact
    policy_version: int
    outcome: Outcome
    ended_at: datetime | None = None  #: occurred-at of what met or cancelled it
    ended_by: int | None = None  #: version of that fact; None: it ran out, or a repetition took its place
    done_at: datetime | None = None  #: of a missed clock: when the thing was done after all
    late_born: bool = False  #: its due lay before the entry of what started it or set the due (补录, CK8)
    met_late: bool = False  #: met in time, entered after the due (迟录达标, CK10)
    held: bool = False  #: stands still now (CK7, R10.5)
    paused: timedelta = NOT_HELD  #: time that it stood still, by which its due was moved (CK7)

    @property
    def open(self) -> bool:
        """The thing is still to be done, in time or not."""
        return self.ended_at is None


_BLANK = ClockRun("", "", "", "", NEVER, NEVER, None, NEVER, NEVER, "", 0, Outcome.RUNNING)
"""What every run is made from: to change a copy costs a third of making one."""

_ENDS = {End.MET: Outcome.MET, End.POSTPONED: Outcome.POSTPONED, End.CANCELLED: Outcome.CANCELLED}


@dataclass(slots=True)  # not frozen, as `Start`
class Given:
    """What holds where a run begins: the moment, the case, its site and the limits in force."""

    at: datetime  #: business time
    recorded_at: datetime  #: of the fact that starts it
    complaint: Complaint  #: the state after that fact
    site: Site
    limits: Limits


def new_run(clock: Clock, scope: str, cycle: str, marked: Marked, given: Given) -> ClockRun:
    """A run as it begins; every moment of it is fixed by the limits in force then (CK12)."""
    at, site, limits = given.at, given.site, given.limits
    waits = clock.opens is Opens.DESK_HOURS or (
        clock.opens is Opens.DESK_HOURS_IF_UNATTENDED and not given.complaint.reception.attended
    )
    opens_at = site.desk_hours.opens(at, site.zone) if waits else at
    setting = setting_of(clock, given.complaint)
    due = clock.due(Start(at, opens_at, setting, limits, site.zone, given.complaint, marked)) or opens_at
    return replace(
        _BLANK, clock=clock.name, rule=clock.rule, scope=scope, cycle=cycle, started_at=at, opens_at=opens_at,
        warn_at=warning(limits, clock, opens_at, due), due=due, limit=_shown(limits, setting),
        policy_version=limits.version, **born(due, given.recorded_at, limits),
    )  # fmt: skip


def ended(run: ClockRun, clock: Clock, end: End, at: datetime, version: int, recorded_at: datetime) -> ClockRun:
    """The run as the fact of this version ends it at `at`. What waits for a release waits also past its due."""
    outcome, done_at, met_late = _ENDS[end], None, False
    if clock.runs_out and at >= run.due and not run.held:
        outcome = Outcome.MET
    elif at > run.due and not run.held:
        outcome, done_at = Outcome.MISSED, at if end is End.MET else None
    elif end is End.MET:
        met_late = recorded_at > run.due
    return replace(run, held=False, ended_at=at, ended_by=version, outcome=outcome, done_at=done_at, met_late=met_late)


def born(due: datetime, recorded_at: datetime, limits: Limits) -> dict[str, Any]:
    """Late-born, the consequence of a miss waits for some time after the entry (CK8)."""
    late = due < recorded_at
    return {"late_born": late, "acts_at": recorded_at + limits.span("late_grace") if late else due}


def setting_of(clock: Clock, complaint: Complaint) -> str:
    """The limit that holds in this state of the case."""
    slower = clock.slower
    return slower.limit if slower is not None and slower.when(complaint) else clock.limit


def warning(limits: Limits, clock: Clock, start: datetime, due: datetime) -> datetime | None:
    """The warning point (CK2); None: it gives none."""
    if clock.warns is None:
        return None
    if BY_NAME[clock.warns].unit is Unit.SHARE:
        return start + _share(due - start, limits.number(clock.warns))
    return start + limits.span(clock.warns)


def _shown(limits: Limits, name: str) -> str:
    return _written(name, limits.value(name)) if name else ""


@lru_cache(maxsize=1_024)
def _share(span: timedelta, share: float) -> timedelta:
    """Most clocks of a kind run equally long, and a span times a fraction is slow to work out."""
    return span * share


@cache
def _written(name: str, value: Value) -> str:
    return f"{name}={value} {BY_NAME[name].unit}"
