"""One run of one clock: how it begins, how it ends."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from shared.complaint.clocks.by_mark import End
from shared.complaint.clocks.columns import Clock, Opens
from shared.complaint.clocks.due import AFTER_THE_LIMIT, Start
from shared.complaint.clocks.marks import Marked
from shared.complaint.state import Complaint
from shared.directory.limits import Limits
from shared.directory.state import Site

NOT_HELD = timedelta()


class Outcome(StrEnum):
    """How a clock stands or ended."""

    RUNNING = "running"
    MET = "met"
    MISSED = "missed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


@dataclass(slots=True)
class ClockRun:
    """One run of one clock. All moments UTC.

    Not frozen: its clockwork ends it in place, and hands out copies of those that run. Nobody else changes one.
    """

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
    carried: bool = False  #: decided at another site before the case came from there (转入, R12.11b)

    @property
    def open(self) -> bool:
        """The thing is still to be done, in time or not."""
        return self.ended_at is None


@dataclass(frozen=True, slots=True)
class CarriedRun:
    """A run that began on a case of another site: it is decided and counts here, or runs on here (R12.11b)."""

    run: ClockRun
    held_since: datetime | None = None  #: it stands still since then, until it is released
    paused_until: datetime | None = None  #: a pause of it that was not over (CK7)


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
    at, limits = given.at, given.limits
    opens_at = at if clock.opens is Opens.ALWAYS else _opening(clock, given)
    setting = setting_of(clock, given.complaint)
    term = limits.term(setting, clock.warns)
    if marked.due is None and term.span is not None and clock.due in AFTER_THE_LIMIT:
        due = opens_at + term.span
        warn_at = None if term.warning is None else opens_at + term.warning
    else:
        start = Start(at, opens_at, setting, limits, given.site.zone, given.complaint, marked)
        due = clock.due(start) or opens_at
        warn_at = warning(limits, clock, opens_at, due)
    late, acts_at = born(due, given.recorded_at, limits)
    return ClockRun(
        clock.name, clock.rule, scope, cycle, at, opens_at, warn_at, due, acts_at, term.shown, limits.version,
        Outcome.RUNNING, late_born=late,
    )  # fmt: skip


def _opening(clock: Clock, given: Given) -> datetime:
    """When time begins to count for a clock that may wait for the desk (CK11)."""
    if clock.opens is Opens.DESK_HOURS_IF_UNATTENDED and given.complaint.reception.attended:
        return given.at
    return given.site.desk_hours.opens(given.at, given.site.zone)


def end_run(run: ClockRun, clock: Clock, end: End, at: datetime, version: int, recorded_at: datetime) -> None:
    """The fact of this version ends the run at `at`. What waits for a release waits also past its due."""
    run.outcome, run.ended_at, run.ended_by = _ENDS[end], at, version
    if clock.runs_out and at >= run.due and not run.held:
        run.outcome = Outcome.MET
    elif at > run.due and not run.held:
        run.outcome, run.done_at = Outcome.MISSED, at if end is End.MET else None
    elif end is End.MET:
        run.met_late = recorded_at > run.due
    run.held = False


def born(due: datetime, recorded_at: datetime, limits: Limits) -> tuple[bool, datetime]:
    """Whether it is late-born, and when its miss has its consequence: then some time after the entry (CK8)."""
    late = due < recorded_at
    return late, recorded_at + limits.span("late_grace") if late else due


def setting_of(clock: Clock, complaint: Complaint) -> str:
    """The limit that holds in this state of the case."""
    slower = clock.slower
    return slower.limit if slower is not None and slower.when(complaint) else clock.limit


def warning(limits: Limits, clock: Clock, start: datetime, due: datetime) -> datetime | None:
    """The warning point (CK2); None: it gives none."""
    return None if clock.warns is None else start + limits.warning(clock.warns, due - start)
