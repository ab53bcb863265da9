"""When a clock falls due: one small function per way of section 3.2, named in the clock's row."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from shared.complaint.clocks.marks import Marked
from shared.complaint.quiet_week import quiet_week_end
from shared.complaint.state import Complaint
from shared.directory.limits import BY_NAME, Limits, Unit
from shared.vocabulary.time import days_later
from shared.vocabulary.time import end_of_day as local_midnight


@dataclass(slots=True)  # not frozen: one is made for every start, and a guard on each field costs three times as much
class Start:
    """What a due is reckoned from. All moments UTC."""

    at: datetime  #: occurred-at of the fact that starts or moves the clock
    opens_at: datetime  #: when time begins to count (CK11)
    setting: str  #: name of the limit that holds
    limits: Limits
    zone: Any  #: of the site
    complaint: Complaint  #: the state after the fact
    marked: Marked
    moves: bool = False  #: the due of a running clock is to be moved
    moved: bool = False  #: … and was moved before


Due = Callable[[Start], datetime | None]
"""The moment a clock falls due; None: this fact moves nothing."""


def elapsed(start: Start) -> datetime:
    """The limit after the start; one in days ends at the same local time so many days later (CK1)."""
    if BY_NAME[start.setting].unit is Unit.DAYS:
        return days_later(start.opens_at, start.limits.days(start.setting), start.zone)
    return start.opens_at + start.limits.span(start.setting)


def stated(start: Start) -> datetime:
    """The moment that the fact states, else the limit."""
    return start.marked.due or elapsed(start)


AFTER_THE_LIMIT = frozenset({elapsed, stated})
"""Ways by which a clock falls due after its limit wherever the fact states no moment."""


def end_of_day(start: Start) -> datetime:
    """The date told; else 24:00 of the local date, at or after the cut-off hour 24 h (R9.1)."""
    if start.marked.due is not None:
        return start.marked.due
    cutoff = start.limits.value(start.setting)
    if cutoff is not None and start.at.astimezone(start.zone).time() >= time.fromisoformat(str(cutoff)):
        return start.at + timedelta(hours=24)
    return local_midnight(start.at, start.zone)


def stated_or_end_of_day(start: Start) -> datetime:
    """The moment that the fact states, else 24:00 of the local date."""
    return start.marked.due or local_midnight(start.at, start.zone)


def share_of_time_left(start: Start) -> datetime:
    """The share of the time that is left until the moment stated, a task's own due (R9.4)."""
    until = max(start.marked.due or start.opens_at, start.opens_at)
    return start.opens_at + (until - start.opens_at) * start.limits.number(start.setting)


def reported_back(start: Start) -> datetime | None:
    """24 h from the agreement; once a date of R9.2 was told in time, from when the work is complete (R9.2)."""
    work = start.complaint.work
    date = None if work.date_late else work.date  # told before the agreement already, with urgent work (R9.6)
    if not start.moves:
        return elapsed(start) if date is None else date + start.limits.span(start.setting)
    if start.marked.due is None and not start.moved and date is None:
        return None
    return (start.marked.due or start.at) + start.limits.span(start.setting)


def quiet_week(start: Start) -> datetime:
    """The later of the decision and `quiet_week` after completion; while held, its end (R10.5)."""
    return start.marked.due or quiet_week_end(start.complaint, start.limits, start.zone)
