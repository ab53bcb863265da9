"""The stuck list (滞留清单, CK13, R12.7): which open cases nothing drives on, with all reasons, and who can act.

Pure: the state of a case, its clocks at a moment, and the directory of that moment.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.complaint.clocks.columns import Missed
from shared.complaint.clocks.running import ClockRun, Outcome
from shared.complaint.escalating import ROWS, is_about_acceptance
from shared.complaint.ladder import Holder, find_holder, next_up
from shared.complaint.state import Complaint, Ladder
from shared.directory.state import Directory
from shared.vocabulary.roles import Level
from shared.vocabulary.stuck import StuckReason

MOVES_UP = frozenset(
    {
        Missed.MOVE_UP, Missed.MOVE_UP_AND_REPEAT, Missed.MOVE_UP_PENDING, Missed.MOVE_UP_LATE,
        Missed.MOVE_UP_UNRATED, Missed.ASK_ABOVE,
    }
)  # fmt: skip
"""What follows where a clock asks for an escalation."""


@dataclass(frozen=True, slots=True)
class Stuck:
    """Why a case is stuck, since when, and who can act."""

    reasons: tuple[StuckReason, ...]
    since: datetime  #: the oldest miss, or when it ran out, else the receipt (UTC): its age on the list (R8.3a)
    level: Level | None  #: the lowest level from the case's on that somebody holds; None: the administrator


def stuck(
    complaint: Complaint, runs: Sequence[ClockRun], directory: Directory, leans_on: Sequence[ClockRun] = ()
) -> Stuck | None:
    """Why a case is stuck; None for one that is not, or not open.

    `runs` are its clocks at the moment asked about; `leans_on` those of its parent, whose running clock is enough
    for an attached child.
    """
    if not complaint.is_open:
        return None
    reasons = tuple(_reasons(complaint, runs, directory, leans_on))
    if not reasons:
        return None
    since = [run.due for run in runs if _is_missed(run) or _ran_out(run, complaint)]
    holder = _who_can_act(complaint, directory)
    return Stuck(reasons, min(since, default=complaint.reception.received_at), None if holder is None else holder.level)


def missed_at_top(complaint: Complaint, runs: Sequence[ClockRun]) -> tuple[ClockRun, ...]:
    """What was missed at the top of the ladder and stands on the enterprise board until somebody acts (R8.3).

    So does the acceptance that level 3 owes a case of a lower level.
    """
    if not complaint.is_open:
        return ()
    missed = tuple(run for run in runs if _is_missed(run) and ROWS[run.clock].missed in MOVES_UP)
    return tuple(run for run in missed if is_at_top(complaint, run))


def is_at_top(complaint: Complaint, run: ClockRun) -> bool:
    """Whether nobody stands above whom this clock is for: the case is at level 3, or waits to be accepted there."""
    ladder = complaint.ladder
    waits = ladder.pending is not None and ladder.pending.to_level is Level.ENTERPRISE
    accepting = waits and ladder.pending is not None and run.scope == ladder.pending.id
    return ladder.level is Level.ENTERPRISE or (accepting and is_about_acceptance((run.clock,)))


def _reasons(
    complaint: Complaint, runs: Sequence[ClockRun], directory: Directory, leans_on: Sequence[ClockRun]
) -> Iterator[StuckReason]:
    if complaint.reception.imported:
        yield StuckReason.NOT_TAKEN_OVER
        return
    ladder, site = complaint.ladder, complaint.reception.site
    if not _has_assignee(ladder, site, directory):
        yield StuckReason.NO_ASSIGNEE
    if _wants_to_move(ladder, runs) and _next_holder(ladder, site, directory) is None:
        yield StuckReason.CANNOT_BE_ESCALATED
    attached = complaint.links.parent is not None
    if any(_is_running(run) for run in (*runs, *(leans_on if attached else ()))):
        return
    yield from _without_a_clock(complaint, runs, attached=attached)


def _without_a_clock(complaint: Complaint, runs: Sequence[ClockRun], *, attached: bool) -> Iterator[StuckReason]:
    """Why nothing runs: neither here nor, for an attached child, at its parent."""
    if any(_ran_out(run, complaint) for run in runs):
        yield StuckReason.RAN_OUT
    elif any(_is_missed(run) for run in runs):
        yield StuckReason.ONLY_MISSED_CLOCKS
    elif complaint.links.is_incident_record and not complaint.work.tasks:
        yield StuckReason.NO_TASK
    elif attached:
        yield StuckReason.PARENT_STANDS_STILL


def _has_assignee(ladder: Ladder, site: str, directory: Directory) -> bool:
    """The owner or who acts for them works here; an empty seat is nobody (R8.5)."""
    if ladder.owner is None:
        return directory.holder(site, ladder.level, ladder.named) is not None
    known = (directory.people.get(code or "") for code in (ladder.owner, ladder.deputy))
    return any(person is not None and person.works_at(site) for person in known)


def _wants_to_move(ladder: Ladder, runs: Sequence[ClockRun]) -> bool:
    """It waits for the empty seat of level 3, or a miss asks for the next level."""
    if ladder.pending is not None:
        return ladder.pending.to_person is None
    below_top = ladder.level < Level.ENTERPRISE
    return below_top and any(_is_missed(run) and ROWS[run.clock].missed in MOVES_UP for run in runs)


def _next_holder(ladder: Ladder, site: str, directory: Directory) -> Holder | None:
    """Who could accept it: of the level that is asked, or above."""
    level = ladder.pending.to_level if ladder.pending is not None else next_up(ladder.level) or ladder.level
    return find_holder(directory, site, level, ladder.named | {ladder.owner or ""})


def _who_can_act(complaint: Complaint, directory: Directory) -> Holder | None:
    """From level 1 on: who holds a level acts on what is stuck below it."""
    ladder = complaint.ladder
    return find_holder(directory, complaint.reception.site, max(ladder.level, Level.SUPERVISOR), ladder.named)


def _is_running(run: ClockRun) -> bool:
    """It runs, and does not stand still until something is done (3.3, R10.5)."""
    return run.outcome is Outcome.RUNNING and not run.held


def _ran_out(run: ClockRun, complaint: Complaint) -> bool:
    """The week or the wait of this round is over, and nobody judged the case closed for it yet (R10.5, R7.6)."""
    waits = complaint.follow_up.quiet_since is not None or complaint.final_position.given_at is not None
    of_the_round = run.scope == str(complaint.round.number) and complaint.closing.judged_at is None
    return waits and of_the_round and ROWS[run.clock].runs_out and run.outcome is Outcome.MET


def _is_missed(run: ClockRun) -> bool:
    """Missed, and the thing is still to be done."""
    return run.outcome is Outcome.MISSED and run.open
