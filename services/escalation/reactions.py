"""What follows from a clock that is over, and who is told what: pure functions of one fact and the case around it."""

from collections.abc import Iterator, Mapping, Sequence

from shared.complaint import addressees
from shared.complaint.actions.p01_move_up import AskToMoveUp
from shared.complaint.actions.p02_call_back import OfferCallBack
from shared.complaint.actions.p08_escalation import Escalate
from shared.complaint.clocks.columns import Acts, Missed
from shared.complaint.clocks.run import ClockRun
from shared.complaint.escalating import ROWS, is_about_acceptance
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.ck3_acting import ClockActedOn
from shared.complaint.events.p01_move_up import MoveUpAsked
from shared.complaint.events.p05_reply_time import ReplyPostponed
from shared.complaint.events.p06_incident import IncidentFlagged
from shared.complaint.events.p06_investigation import AssignmentReturned, HeadCharged
from shared.complaint.events.p08_escalation import AcceptanceDeputed, Escalated
from shared.complaint.events.p09_tasks import TaskGiven, TaskProgressReported, TaskReassigned, TaskReturned
from shared.complaint.events.p12_contact import Urged
from shared.complaint.events.p12_decisions import DecisionAsked, DecisionPassedOn
from shared.complaint.state import Complaint
from shared.complaint.stuck import missed_at_top, stuck
from shared.directory.state import Directory
from shared.notices.notice import NoticeKind, Tell
from shared.reacting.fact import Act, Fact, Output
from shared.reacting.over import Consequence, Over, Reaction, acted_on, ask_above, decision_asked, follows, tell_level
from shared.vocabulary.axes import EscalationReason, MoveUpReason
from shared.vocabulary.roles import Level

# ── a clock is over ─────────────────────────────────────────────────────────────────────────


def _move_up(over: Over) -> Iterator[Output]:
    """To the next level; at the top it stands on the enterprise board until somebody acts (R8.3)."""
    missed = (over.acted.clock,)
    pending = over.complaint.ladder.pending
    at_top = over.complaint.ladder.level is Level.ENTERPRISE
    waits_at_top = pending is not None and pending.to_level is Level.ENTERPRISE and is_about_acceptance(missed)
    if at_top or waits_at_top:
        yield over.tell_level(Level.ENTERPRISE, NoticeKind.BOARD)
    if not at_top and not waits_at_top:
        yield Act(over.fact.case, Escalate(why=EscalationReason.MISSED_CLOCK, missed=missed))
    owes = pending is not None and over.acted.scope == pending.id and not waits_at_top
    accepting = (pending.to_person, pending.deputy) if pending is not None and owes else ()
    late = addressees.told(over.complaint, over.directory, accepting)
    yield over.tell(NoticeKind.MISSED, *late, *addressees.handlers(over.complaint, over.directory))


def _ask_to_move_up(over: Over) -> Iterator[Output]:
    """Still agitated after five minutes: the request to move up, and the supervisor is alerted (R1.3)."""
    yield Act(over.fact.case, AskToMoveUp(reason=MoveUpReason.STILL_AGITATED))
    yield over.tell_level(Level.SUPERVISOR, NoticeKind.ATTEND)


def _offer_call_back(over: Over) -> Iterator[Output]:
    """Nobody took the call: a call back within the limit (R2.4a)."""
    limits = over.directory.limits(over.complaint.reception.site, over.complaint.reception.category)
    yield Act(over.fact.case, OfferCallBack(call_at=over.at + limits.span("call_back_within")))
    yield over.tell(NoticeKind.MISSED, *addressees.handlers(over.complaint, over.directory))


def _tell_head_and_receiver(over: Over) -> Iterator[Output]:
    """Who works on the task, and who has the case (R9.3)."""
    working = addressees.workers(over.complaint, over.directory, over.acted.scope)
    yield over.tell(NoticeKind.MISSED, *working, *addressees.handlers(over.complaint, over.directory))


def _remind_department(over: Over) -> Iterator[Output]:
    """A department silent for too long is reminded (R9.4)."""
    yield over.tell(NoticeKind.MISSED, *addressees.workers(over.complaint, over.directory, over.acted.scope))


CONSEQUENCES: Mapping[Missed, Consequence] = {
    Missed.MOVE_UP: _move_up,
    Missed.MOVE_UP_AND_REPEAT: _move_up,
    Missed.MOVE_UP_PENDING: _move_up,
    Missed.MOVE_UP_LATE: _move_up,
    Missed.MOVE_UP_UNRATED: _move_up,
    Missed.REQUEST_MOVE_UP: _ask_to_move_up,
    Missed.OFFER_CALL_BACK: _offer_call_back,
    Missed.ASK_ABOVE: ask_above,
    Missed.SUPERVISOR_ATTENDS: tell_level(Level.SUPERVISOR, NoticeKind.ATTEND),
    Missed.TELL_SUPERVISOR: tell_level(Level.SUPERVISOR),
    Missed.FLAG_ENTERPRISE: tell_level(Level.ENTERPRISE, NoticeKind.INCIDENT),
    Missed.TELL_HEAD_AND_RECEIVER: _tell_head_and_receiver,
    Missed.REMIND_DEPARTMENT: _remind_department,
    Missed.REMIND_MANAGER: tell_level(Level.MANAGER),
    Missed.MANAGER_THEN_BOARD: tell_level(Level.MANAGER),
}
"""What the clocks of this service have as their consequence (3.2, last column)."""


# ── what happens on the ladder ──────────────────────────────────────────────────────────────


def _escalated(fact: Fact, directory: Directory) -> Iterator[Output]:
    """Who is to accept it, and who was passed over (R8.0); an empty seat is told to the administrators (R8.5)."""
    event: Escalated = fact.record.event
    to = addressees.told(fact.after, directory, (event.person,)) or addressees.administrators(directory)
    yield Tell(NoticeKind.ESCALATED if event.person else NoticeKind.STUCK, to)
    yield Tell(NoticeKind.PASSED_OVER, addressees.told(fact.after, directory, event.told))


def _deputed(fact: Fact, directory: Directory) -> Iterator[Output]:
    yield Tell(NoticeKind.ESCALATED, addressees.told(fact.after, directory, (fact.record.event.deputy,)))


def _move_up_asked(fact: Fact, directory: Directory) -> Iterator[Output]:
    """The request calls the supervisor, or who holds the level asked for, near (R1.4)."""
    yield Tell(NoticeKind.MOVE_UP_ASKED, addressees.holds(fact.after, directory, fact.record.event.to_level))


# ── what departments and handlers are told ──────────────────────────────────────────────────


def _charged(fact: Fact, directory: Directory) -> Iterator[Output]:
    yield Tell(NoticeKind.ASSIGNED, addressees.told(fact.after, directory, (fact.record.event.head,)))


def _given(fact: Fact, directory: Directory) -> Iterator[Output]:
    event: TaskGiven | TaskReassigned = fact.record.event
    task = fact.after.work.task(event.task)
    due = None if task is None else task.due
    yield Tell(NoticeKind.ASSIGNED, addressees.workers(fact.after, directory, event.task), due=due)


def _given_back(fact: Fact, directory: Directory) -> Iterator[Output]:
    """The case never waits without an owner: the receiver gives it to somebody else (R12.7)."""
    yield Tell(NoticeKind.RETURNED, addressees.handlers(fact.after, directory))


def _progress(fact: Fact, directory: Directory) -> Iterator[Output]:
    """Progress that changes what the customer was told is told to them at once (R9.4)."""
    if fact.record.event.changes_told:
        yield Tell(NoticeKind.TELL_CUSTOMER, addressees.handlers(fact.after, directory))


def _flagged(fact: Fact, directory: Directory) -> Iterator[Output]:
    """Flagged at every level until it is reported (R6.4)."""
    to = (person for level in Level for person in addressees.holds(fact.after, directory, level))
    yield Tell(NoticeKind.INCIDENT, tuple(dict.fromkeys(to)))


def _urged(fact: Fact, directory: Directory) -> Iterator[Output]:
    yield Tell(NoticeKind.URGED, addressees.handlers(fact.after, directory))


def _postponed(fact: Fact, directory: Directory) -> Iterator[Output]:
    """The second postponement of a round is told to the manager (R5.4)."""
    yield Tell(NoticeKind.POSTPONED, addressees.told(fact.after, directory, fact.record.event.told))


REACTIONS: Mapping[type[ComplaintEvent], Reaction] = {
    ClockActedOn: acted_on(Acts.ESCALATION, CONSEQUENCES),
    Escalated: _escalated,
    AcceptanceDeputed: _deputed,
    MoveUpAsked: _move_up_asked,
    DecisionAsked: decision_asked(Acts.ESCALATION),
    DecisionPassedOn: decision_asked(Acts.ESCALATION),
    HeadCharged: _charged,
    AssignmentReturned: _given_back,
    TaskGiven: _given,
    TaskReassigned: _given,
    TaskReturned: _given_back,
    TaskProgressReported: _progress,
    IncidentFlagged: _flagged,
    Urged: _urged,
    ReplyPostponed: _postponed,
}


def reactions(fact: Fact, directory: Directory) -> tuple[Output, ...]:
    """What the service does by itself because of this fact."""
    return follows(REACTIONS, fact, directory)


def warned(complaint: Complaint, run: ClockRun, directory: Directory) -> Tell:
    """Who is told that a clock falls due soon (CK2): for whom it runs; of a reception the supervisor too (R1.3)."""
    to = addressees.addressed(complaint, directory, run)
    if ROWS[run.clock].missed is Missed.REQUEST_MOVE_UP:
        to = (*to, *addressees.holds(complaint, directory, Level.SUPERVISOR))
    return Tell(NoticeKind.WARNED, to, run.clock, run.due)


def stands(
    complaint: Complaint, runs: Sequence[ClockRun], leans_on: Sequence[ClockRun], directory: Directory
) -> tuple[Tell, ...]:
    """Who is told each day: level 3 of what was missed at the top (R8.3a), who can act of what is stuck (CK13)."""
    told: list[Tell] = []
    at_top = missed_at_top(complaint, runs)
    if at_top:
        oldest = min(at_top, key=lambda run: run.due)
        top = addressees.holds(complaint, directory, Level.ENTERPRISE)
        told.append(Tell(NoticeKind.BOARD, top, oldest.clock, oldest.due))
    found = stuck(complaint, runs, directory, leans_on)
    if found is not None:
        to = addressees.administrators(directory)
        if found.level is not None:
            to = addressees.holds(complaint, directory, found.level)
        told.append(Tell(NoticeKind.STUCK, to))
    return tuple(told)
