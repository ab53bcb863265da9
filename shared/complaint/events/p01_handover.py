"""P1: the five moments of a handover in the customer's presence (R1.5), and the handover on the same level."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.state import Complaint, Ladder, MoveUp
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.axes import Accepted, Consent, MoveUpReason
from shared.vocabulary.ids import Code
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import Level
from shared.vocabulary.text import say


class ColleagueCalled(ComplaintEvent):
    """Somebody able to take over was called in the customer's presence (R1.5)."""

    TOPIC = "complaint.colleague_called.v1"
    LABEL = say("colleague called", "呼叫同事")
    RULES: ClassVar = ("R1.5", "R8.5")

    person: Code
    empty_levels: tuple[Level, ...] = ()  #: levels asked first that nobody holds (R8.5)

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The moments begin anew with each person called."""
        asked = replace(
            state.move_up, called=self.person, called_at=stamp.occurred_at, confirmed_at=None, told_at=None,
            introduced_at=None,
        )  # fmt: skip
        return replace(state, move_up=asked)


class ColleagueConfirmed(ComplaintEvent):
    """The person called confirmed that they come (R1.5)."""

    TOPIC = "complaint.colleague_confirmed.v1"
    LABEL = say("colleague confirmed", "同事确认")
    RULES: ClassVar = ("R1.5",)

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Keep the moment."""
        return replace(state, move_up=replace(state.move_up, confirmed_at=stamp.occurred_at))


class CustomerTold(ComplaintEvent):
    """The customer was told who is coming (R1.5)."""

    TOPIC = "complaint.customer_told.v1"
    LABEL = say("customer told who comes", "告知业主")
    RULES: ClassVar = ("R1.5",)

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Keep the moment."""
        return replace(state, move_up=replace(state.move_up, told_at=stamp.occurred_at))


class ColleagueIntroduced(ComplaintEvent):
    """The person called was introduced to the customer (R1.5)."""

    TOPIC = "complaint.colleague_introduced.v1"
    LABEL = say("colleague introduced", "介绍同事")
    RULES: ClassVar = ("R1.5",)

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Keep the moment."""
        return replace(state, move_up=replace(state.move_up, introduced_at=stamp.occurred_at))


def taken_over(ladder: Ladder, person: str, level: Level, at: datetime) -> Ladder:
    """The ladder once somebody owns the case: receiver, executor and watchers stay different people (R12.9)."""
    return replace(
        ladder, owner=person, owned_at=at, level=level, highest=max(ladder.highest, level), last_receiver=person,
        first_receiver=ladder.first_receiver or person, deputy=None,
        executor=None if ladder.executor == person else ladder.executor, watchers=ladder.watchers - {person},
        handlers=ladder.handlers | {person},
    )  # fmt: skip


def handed_over(ladder: Ladder, at: datetime) -> Ladder:
    """A handover in the customer's presence is accepted, and the customer reached: nothing waits any more (R1.5)."""
    return replace(ladder, pending=None, contact_wanted=None, accepted_at=at)


class MovedUp(ComplaintEvent):
    """An escalation in the customer's presence or on the line: accepted by taking over (R1.5, R2.4, section 1)."""

    TOPIC = "complaint.moved_up.v1"
    LABEL = say("moved up", "服务上移")
    RULES: ClassVar = ("R1.5", "R2.2", "R2.4", "R8.0", "R12.9")

    person: Code  #: who accepted it
    from_owner: Code | None
    from_level: Level
    to_level: Level
    passed_over: tuple[Level, ...] = ()
    told: tuple[Code, ...] = ()  #: who holds the levels passed over and is told (R8.0)
    reason: MoveUpReason
    asked_by: Code  #: who asked for it, `desk` for the clock
    consent: Consent
    explained: Accepted | None = None  #: how the last explanation was taken, shown to who takes over (R1.2)

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The person called owns the case at their level; disputes are counted apart (R2.2)."""
        ladder = handed_over(taken_over(state.ladder, self.person, self.to_level, stamp.occurred_at), stamp.occurred_at)
        dispute = self.reason is MoveUpReason.DISPUTE
        ladder = replace(ladder, escalations=ladder.escalations + (not dispute), disputes=ladder.disputes + dispute)
        return replace(state, ladder=ladder, move_up=MoveUp())

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Accepted, the customer reached (R8.2), the former reception over; a route not chosen yet is asked anew."""
        yield from _handed_over()
        yield Marked(Mark.MOVED_ON)
        if after.facts.verified_at is not None and after.facts.route is None:
            yield Marked(Mark.ROUTE_WANTED)


class HandedOver(ComplaintEvent):
    """A handover on the same level (同级转交): no escalation, in no count of them (R1.5, R12.9)."""

    TOPIC = "complaint.handed_over.v1"
    LABEL = say("handed over on the same level", "同级转交")
    RULES: ClassVar = ("R1.5", "R12.9")

    person: Code
    from_owner: Code | None
    level: Level
    in_presence: bool  #: of the customer, after their consent
    reason: PersonalText = ""
    explained: Accepted | None = None  #: how the last explanation was taken, shown to who takes over (R1.2)

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The colleague owns the case, its level is the same."""
        ladder = taken_over(state.ladder, self.person, self.level, stamp.occurred_at)
        ladder = handed_over(ladder, stamp.occurred_at) if self.in_presence else ladder
        return replace(state, ladder=ladder, move_up=MoveUp())

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """In the customer's presence it counts as accepted and as first contact."""
        return _handed_over() if self.in_presence else ()


def _handed_over() -> tuple[Marked, ...]:
    return Marked(Mark.HANDED_OVER), Marked(Mark.CUSTOMER_REACHED), Marked(Mark.RECEPTION_ENDED)
