"""What follows from a clock about the follow-up or the closing, and who is told what: pure functions of one fact."""

from collections.abc import Callable, Iterator, Mapping

from shared.complaint import addressees
from shared.complaint.actions.p07_final import JudgeAfterFinalPosition
from shared.complaint.actions.p07_silence import AskAboutSilence
from shared.complaint.actions.p10_quiet_week import CloseAfterQuietWeek
from shared.complaint.actions.p12_decisions import PassDecisionOn
from shared.complaint.clocks.columns import Acts, Missed
from shared.complaint.clocks.run import ClockRun
from shared.complaint.escalating import ROWS
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.ck3_acting import ClockActedOn
from shared.complaint.events.p09_completion import Completed
from shared.complaint.events.p11_closing import JudgedClosed
from shared.complaint.events.p12_decisions import DecisionAsked, DecisionPassedOn
from shared.complaint.state import Complaint
from shared.directory.state import Directory
from shared.notices.notice import NoticeKind, Tell
from shared.reacting.fact import Act, Fact, Output
from shared.vocabulary.decisions import OF_FOLLOW_UP
from shared.vocabulary.roles import Level

Reaction = Callable[[Fact, Directory], Iterator[Output]]


def _tell_supervisor(fact: Fact, directory: Directory) -> Iterator[Output]:
    """The level stays (R10.1, R11.1)."""
    acted: ClockActedOn = fact.record.event
    yield Tell(NoticeKind.MISSED, addressees.holds(fact.after, directory, Level.SUPERVISOR), acted.clock, acted.due)


def _ask_manager(fact: Fact, _directory: Directory) -> Iterator[Output]:
    """The customer said nothing in time: the manager decides (R7.4)."""
    yield Act(fact.case, AskAboutSilence())


def _judge(fact: Fact, _directory: Directory) -> Iterator[Output]:
    """The wait ran out: judged closed, after the quiet week (R10.5) or the final position (R7.6)."""
    quiet = fact.after.follow_up.quiet_since is not None
    yield Act(fact.case, CloseAfterQuietWeek() if quiet else JudgeAfterFinalPosition())


def _ask_above(fact: Fact, directory: Directory) -> Iterator[Output]:
    """The same decision is asked one level up (CK14); at the top it stands on the board (R8.3)."""
    acted: ClockActedOn = fact.record.event
    asked = next((one for one in fact.after.decisions.open if one.id == acted.scope), None)
    if asked is not None and asked.level is Level.ENTERPRISE:
        yield Tell(NoticeKind.BOARD, addressees.holds(fact.after, directory, Level.ENTERPRISE), acted.clock, acted.due)
    elif asked is not None:
        yield Act(fact.case, PassDecisionOn(decision=asked.id))


CONSEQUENCES: Mapping[Missed, Reaction] = {
    Missed.TELL_SUPERVISOR: _tell_supervisor,
    Missed.TELL_SUPERVISOR_SAME_LEVEL: _tell_supervisor,
    Missed.ASK_MANAGER: _ask_manager,
    Missed.JUDGE_CLOSED: _judge,
    Missed.ASK_ABOVE: _ask_above,
}
"""What the clocks of this service have as their consequence (3.2, last column)."""


def _acted_on(fact: Fact, directory: Directory) -> Iterator[Output]:
    row = ROWS[fact.record.event.clock]
    if row.acts is Acts.FOLLOWUP:
        yield from CONSEQUENCES[row.missed](fact, directory)


def _completed(fact: Fact, directory: Directory) -> Iterator[Output]:
    """The last receiver makes the follow-up (R10.1, R10.1a)."""
    yield Tell(NoticeKind.FOLLOW_UP, addressees.last_receiver(fact.after, directory))


def _judged(fact: Fact, directory: Directory) -> Iterator[Output]:
    """What the file lacks is listed to the last receiver (R11.1)."""
    if fact.record.event.missing:
        yield Tell(NoticeKind.FILE, addressees.last_receiver(fact.after, directory))


def _decision_asked(fact: Fact, directory: Directory) -> Iterator[Output]:
    event: DecisionAsked | DecisionPassedOn = fact.record.event
    if event.about in OF_FOLLOW_UP:
        yield Tell(NoticeKind.DECISION, addressees.holds(fact.after, directory, event.level))


REACTIONS: Mapping[type[ComplaintEvent], Reaction] = {
    ClockActedOn: _acted_on,
    Completed: _completed,
    JudgedClosed: _judged,
    DecisionAsked: _decision_asked,
    DecisionPassedOn: _decision_asked,
}


def reactions(fact: Fact, directory: Directory) -> tuple[Output, ...]:
    """What the service does by itself because of this fact."""
    reaction = REACTIONS.get(type(fact.record.event))
    return () if reaction is None else tuple(reaction(fact, directory))


def warned(complaint: Complaint, run: ClockRun, directory: Directory) -> Tell:
    """Who is told that a clock falls due soon (CK2): of whom a decision is asked, else the last receiver."""
    decision = any(one.id == run.scope for one in complaint.decisions.open)
    to = addressees.addressed(complaint, directory, run) if decision else addressees.last_receiver(complaint, directory)
    return Tell(NoticeKind.WARNED, to, run.clock, run.due)
