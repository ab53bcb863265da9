"""P11: judged closed, closed, and what comes after."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, assignment_wanted, marked
from shared.complaint.state import Beyond, Closing, Complaint, FinalPosition, Round, Work, due_from
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.axes import VOID, ClosingReason
from shared.vocabulary.ids import Code
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import Level
from shared.vocabulary.text import say


class JudgedClosed(ComplaintEvent):
    """The matter is held to be settled (判断关闭, R11.1). Cancels all running clocks (CK6)."""

    TOPIC = "complaint.judged_closed.v1"
    LABEL = say("judged closed", "判断关闭")
    RULES: ClassVar = ("R11.1", "R11.6", "CK6")

    reason: ClosingReason
    missing: tuple[str, ...] = ()  #: what the file still lacked at that moment

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Keep when and why; the first duration stays (R11.4)."""
        first = state.closing.first_judged_at or stamp.occurred_at
        was = state.closing
        before = was if self.reason in VOID and was.closed_at is not None else None
        judged = replace(
            was, judged_at=stamp.occurred_at, reason=self.reason, first_judged_at=first, closed_at=None,
            before_void=before,
        )  # fmt: skip
        return replace(state, closing=judged)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """All clocks end; with something missing the one of the file begins."""
        then = marked(Mark.JUDGED_CLOSED, Mark.FILE_INCOMPLETE) if self.missing else marked(Mark.JUDGED_CLOSED)
        spares = frozenset([task.id for task in before.work.tasks if task.makes_safe])
        return (Marked(Mark.CASE_ENDED, spares=spares), *then) if spares else (*marked(Mark.CASE_ENDED), *then)


class Closed(ComplaintEvent):
    """The file is complete (关闭, R11.1)."""

    TOPIC = "complaint.closed.v1"
    LABEL = say("closed", "关闭")
    RULES: ClassVar = ("R11.1",)

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """First close and last close are different facts (R12.10)."""
        first = state.closing.first_closed_at or stamp.occurred_at
        return replace(state, closing=replace(state.closing, closed_at=stamp.occurred_at, first_closed_at=first))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Meets the clock of the file."""
        return marked(Mark.CLOSED)


class Reopened(ComplaintEvent):
    """The customer came back, or an auditor found something (重启, R11.4). Begins a new round."""

    TOPIC = "complaint.reopened.v1"
    LABEL = say("reopened", "重启")
    RULES: ClassVar = ("R11.4", "R12.10")

    reason: PersonalText
    for_auditor: bool = False  #: an auditor's finding
    level: Level  #: not below the last
    owner: Code | None = None  #: the last receiver, else who holds the level today; None: its empty seat

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Open again; first close and first duration stay."""
        return begin_round(state, stamp, self.level, self.owner)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """The clocks of reopening; the one of the file ends."""
        return *reopening(after), *assignment_wanted(after)


class JudgementTakenBack(ComplaintEvent):
    """A judgement was taken back before the file was complete (撤回判断, R11.4): a new round, no reopening."""

    TOPIC = "complaint.judgement_taken_back.v1"
    LABEL = say("judgement taken back", "撤回判断")
    RULES: ClassVar = ("R11.4",)

    reason: PersonalText
    level: Level
    owner: Code | None = None

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """In hand again; it was open all the time."""
        return begin_round(state, stamp, self.level, self.owner)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Cancels the clock of the file; the clocks of reopening start."""
        return Marked(Mark.TAKEN_BACK), *reopening(after), *assignment_wanted(after)


def begin_round(state: Complaint, stamp: Stamp, level: Level, owner: str | None) -> Complaint:
    """The state at the start of a new round (3.3 *reopening*).

    Never verified, verification starts anew and the route is chosen then; else the case goes on by P5.
    """
    was, at = state.closing, stamp.occurred_at
    return replace(
        state,
        investigation=state.investigation.next_round(goes_on=was.judged_at is None),
        proposal=state.proposal.next_round(),
        final_position=FinalPosition(),
        work=_to_be_agreed(state.work.next_round(), state, at),
        follow_up=state.follow_up.next_round(),
        closing=Closing(first_judged_at=was.first_judged_at, first_closed_at=was.first_closed_at),
        reply=due_from(at, stamp.recorded_at),
        beyond=Beyond(),
        contact=replace(state.contact, urges=0, call_back_at=None, call_back_since=None, call_back_tries=0),
        ladder=replace(
            state.ladder,
            level=level,
            owner=owner,
            owned_at=at,
            first_receiver=state.ladder.first_receiver or owner,
            last_receiver=state.ladder.last_receiver or owner,
            handlers=state.ladder.handlers | (frozenset() if owner is None else {owner}),
            highest=max(state.ladder.highest, level),
            deputy=state.ladder.deputy if owner == state.ladder.owner else None,
            pending=None,
            contact_wanted=None,
            accepted_at=None,
        ),
        round=Round(state.round.number + 1, at),
        links=replace(state.links, parent_is_done=False) if state.links.parent_is_done else state.links,
    )


def _to_be_agreed(work: Work, state: Complaint, at: datetime) -> Work:
    """What a customer agrees to anew; nobody has to agree to the work of an incident record (R12.5a)."""
    return replace(work, accepted_at=at, to_do=True) if state.links.is_incident_record else work


def reopening(after: Complaint) -> tuple[Marked, ...]:
    """The mark of a round that begins by reopening, by whether the case was ever verified."""
    return marked(Mark.REOPENED if after.facts.verified_at is not None else Mark.REOPENED_UNVERIFIED)
