"""Which clocks of a case wait to be acted on, and when: pure (CK2, CK3, CK8)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from shared.complaint.clocks.columns import Clock
from shared.complaint.clocks.marks import Mark
from shared.complaint.clocks.run import ClockRun, Outcome
from shared.complaint.escalating import ROWS
from shared.complaint.events.ck3_acting import ClockActedOn
from shared.complaint.state import Complaint
from shared.complaint.stuck import is_at_top
from shared.decision.event import Record

Identity = tuple[str, str, str]
"""Clock, scope and cycle; with the case the identity of CK3."""


class What(StrEnum):
    """What a timer is for."""

    WARNING = "warning"
    OVER = "over"  #: the time is over: a miss, or what was to run out has
    STANDING = "standing"  #: the case stands still, or at the top of the ladder: told again and again (R8.3a, CK13)


@dataclass(frozen=True, slots=True)
class Timer:
    """One thing that the desk does by itself at a moment."""

    clock: str
    scope: str
    cycle: str
    what: What
    at: datetime  #: not before this moment (UTC)
    due: datetime  #: of the clock
    acted: bool = False  #: done; it shows until the thing itself is done (CK3)

    @property
    def identity(self) -> Identity:
        """The clock's run."""
        return self.clock, self.scope, self.cycle


def acted_on(records: Iterable[Record[Any]]) -> set[Identity]:
    """The runs on which the desk acted."""
    events = (record.event for record in records if isinstance(record.event, ClockActedOn))
    return {(event.clock, event.scope, cycle) for event in events for cycle in _cycles(event)}


def _cycles(event: ClockActedOn) -> Iterator[str]:
    """The cycle, and the earlier repetitions that were acted on with it."""
    first, _, nth = event.cycle.partition(".")
    for repetition in range(int(nth or 0) - event.repeated, int(nth or 0) + 1):
        yield f"{first}.{repetition}" if repetition else first


def timers(complaint: Complaint, runs: Iterable[ClockRun], acted: set[Identity]) -> Iterator[Timer]:
    """What the desk is to do, and what it did about things that are still to be done."""
    for run in runs:
        row = ROWS[run.clock]
        if run.held or not _stands(complaint, run, row):
            continue
        done = (run.clock, run.scope, run.cycle) in acted
        if not row.runs_out or not done:
            yield Timer(run.clock, run.scope, run.cycle, What.OVER, run.acts_at, run.due, done)
        if run.warn_at is not None and not done:
            yield Timer(run.clock, run.scope, run.cycle, What.WARNING, run.warn_at, run.due)


def is_at_rest(complaint: Complaint) -> bool:
    """A closed case of which nothing survives: no report of an incident, no task that makes something safe (CK6)."""
    if complaint.closing.closed_at is None or complaint.is_open:
        return False
    return not complaint.incident.is_unreported and not complaint.work.tasks


def standing(complaint: Complaint, runs: Sequence[ClockRun], acted: set[Identity]) -> Timer | None:
    """A case that may stand still: nobody has it, nothing runs, or at the top something was missed (CK13, R8.3).

    Whether it does is seen when its moment comes, under the directory of that day.
    """
    if not complaint.is_open or complaint.reception.imported:
        return None
    over = [run for run in runs if run.open and (run.clock, run.scope, run.cycle) in acted]
    at_top = [run for run in over if is_at_top(complaint, run)]
    ladder = complaint.ladder
    nobody = ladder.owner is None or (ladder.pending is not None and ladder.pending.to_person is None)
    nothing_runs = not any(run.open and (run.clock, run.scope, run.cycle) not in acted for run in runs)
    if not (at_top or nobody or nothing_runs):
        return None
    since = min((run.due for run in at_top or over), default=complaint.reception.received_at)
    return Timer("", "", "", What.STANDING, since, since)


def overdue(
    complaint: Complaint, runs: Sequence[ClockRun], acted: set[Identity], now: datetime
) -> list[tuple[ClockRun, int]]:
    """The runs to act on at a moment, oldest first, with the earlier repetitions that are acted on with them (CK4).

    `runs` are the case's clocks at that moment. What was done, though late, before the desk could act is let be.
    """
    found: list[tuple[datetime, ClockRun, int]] = []
    repetitions: dict[tuple[str, str], list[ClockRun]] = {}
    still = {(run.clock, run.scope) for run in runs if run.open}
    for run in runs:
        row = ROWS[run.clock]
        if run.held or run.acts_at >= now or (run.clock, run.scope, run.cycle) in acted:
            continue
        if row.repeats and run.outcome is Outcome.MISSED and (run.clock, run.scope) in still:
            repetitions.setdefault((run.clock, run.scope), []).append(run)
        elif _stands(complaint, run, row) and (row.runs_out or run.outcome is Outcome.MISSED):
            found.append((run.acts_at, run, 0))
    found += [(missed[0].acts_at, missed[-1], len(missed) - 1) for missed in repetitions.values()]
    return [(run, before) for _, run, before in sorted(found, key=lambda one: (one[0], one[1].clock))]


def _stands(complaint: Complaint, run: ClockRun, row: Clock) -> bool:
    """The thing is still to be done; or it was to run out, and nothing ended it before (CK2)."""
    if not row.runs_out:
        return run.open
    ended = complaint.closing.judged_at is not None and Mark.CASE_ENDED in row.cancelled
    of_this_round = run.scope in ("", str(complaint.round.number))
    return of_this_round and not ended and run.ended_by is None and run.outcome in (Outcome.RUNNING, Outcome.MET)
