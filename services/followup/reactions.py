"""What follows from a clock about the follow-up or the closing, and who is told what: pure functions of one fact."""

from collections.abc import Iterator, Mapping

from shared.complaint import addressees
from shared.complaint.actions.p07_final import JudgeAfterFinalPosition
from shared.complaint.actions.p07_silence import AskAboutSilence
from shared.complaint.actions.p10_quiet_week import CloseAfterQuietWeek
from shared.complaint.clocks.columns import Acts, Missed
from shared.complaint.clocks.run import ClockRun
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.ck3_acting import ClockActedOn
from shared.complaint.events.p09_completion import Completed
from shared.complaint.events.p11_closing import JudgedClosed
from shared.complaint.events.p12_decisions import DecisionAsked, DecisionPassedOn
from shared.complaint.state import Complaint
from shared.directory.state import Directory
from shared.notices.notice import NoticeKind, Tell
from shared.reacting.fact import Act, Fact, Output
from shared.reacting.over import Consequence, Over, Reaction, acted_on, ask_above, decision_asked, follows, tell_level
from shared.vocabulary.roles import Level


def _ask_manager(over: Over) -> Iterator[Output]:
    """The customer said nothing in time: the manager decides (R7.4)."""
    yield Act(over.fact.case, AskAboutSilence())


def _judge(over: Over) -> Iterator[Output]:
    """The wait ran out: judged closed, after the quiet week (R10.5) or the final position (R7.6)."""
    quiet = over.complaint.follow_up.quiet_since is not None
    yield Act(over.fact.case, CloseAfterQuietWeek() if quiet else JudgeAfterFinalPosition())


CONSEQUENCES: Mapping[Missed, Consequence] = {
    Missed.TELL_SUPERVISOR: tell_level(Level.SUPERVISOR),
    Missed.TELL_SUPERVISOR_SAME_LEVEL: tell_level(Level.SUPERVISOR),
    Missed.ASK_MANAGER: _ask_manager,
    Missed.JUDGE_CLOSED: _judge,
    Missed.ASK_ABOVE: ask_above,
}
"""What the clocks of this service have as their consequence (3.2, last column)."""


def _completed(fact: Fact, directory: Directory) -> Iterator[Output]:
    """The last receiver makes the follow-up (R10.1, R10.1a)."""
    yield Tell(NoticeKind.FOLLOW_UP, addressees.last_receiver(fact.after, directory))


def _judged(fact: Fact, directory: Directory) -> Iterator[Output]:
    """What the file lacks is listed to the last receiver (R11.1)."""
    if fact.record.event.missing:
        yield Tell(NoticeKind.FILE, addressees.last_receiver(fact.after, directory))


REACTIONS: Mapping[type[ComplaintEvent], Reaction] = {
    ClockActedOn: acted_on(Acts.FOLLOWUP, CONSEQUENCES),
    Completed: _completed,
    JudgedClosed: _judged,
    DecisionAsked: decision_asked(Acts.FOLLOWUP),
    DecisionPassedOn: decision_asked(Acts.FOLLOWUP),
}


def reactions(fact: Fact, directory: Directory) -> tuple[Output, ...]:
    """What the service does by itself because of this fact."""
    return follows(REACTIONS, fact, directory)


def warned(complaint: Complaint, run: ClockRun, directory: Directory) -> Tell:
    """Who is told that a clock falls due soon (CK2): of whom a decision is asked, else the last receiver."""
    decision = any(one.id == run.scope for one in complaint.decisions.open)
    to = addressees.addressed(complaint, directory, run) if decision else addressees.last_receiver(complaint, directory)
    return Tell(NoticeKind.WARNED, to, run.clock, run.due)
