"""P1: reception. What is on record from the first word to the customer's leaving."""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, assignment_wanted, marked
from shared.complaint.state import Complaint, Facts, Ladder, Links, MoveUp, Reception, Round, Work, due_from
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.axes import Accepted, Channel, Demeanour, Failing, Route
from shared.vocabulary.ids import Code, SiteCode
from shared.vocabulary.personal import PersonalName, PersonalText
from shared.vocabulary.text import say

_RECEPTION, _LADDER, _ROUND = Reception(), Ladder(), Round()
"""Blank: to change a copy of a large record costs a third of making one."""


class ComplaintReceived(ComplaintEvent):
    """The words reached us (R1.1, R2.5). Begins the case; its occurred-at is the receipt."""

    TOPIC = "complaint.received.v1"
    LABEL = say("received", "受理")
    RULES: ClassVar = ("R1.0", "R1.1", "R1.3", "R1.6", "R2.1", "R2.5", "R12.1", "R12.1a", "R12.5a")

    site: SiteCode
    channel: Channel
    attended: bool  #: somebody of ours heard it at that moment (R2.5)
    customer: UUID | None  #: the customer's record; None: imported or not known
    anonymous: bool = False
    contactable: bool = False  #: anonymous, but there is a way to reach them (R5.5)
    unit: PersonalName = ""  #: 楼栋-单元-房号 as told; "" with `no_unit` for a matter without one
    no_unit: bool = False
    category: Code | None = None  #: primary category
    further_categories: tuple[Code, ...] = ()
    summary: PersonalText = ""  #: the receiver's summary
    words: PersonalText = ""  #: the customer's own words (业主原话, R12.1)
    failings: tuple[Failing, ...] = ()  #: what is alleged (R1.0)
    demeanour: Demeanour = Demeanour.ORDINARY
    rings: int | None = None  #: rings before the call was answered (R2.1)
    seconds: int | None = None  #: … or the seconds, where those are known
    first_receiver: Code | None = None  #: of the staff who first heard it; None on unattended channels
    reference: str | None = None  #: the calling system's own reference, unique per system
    procedure: str | None = None  #: the company's own procedure that the conduct cites (R1.6)
    procedure_version: str | None = None
    incident_record: bool = False  #: staff saw it, nobody complained (R12.5a)

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Begin the case; the receiver owns it, else the seat of level 0."""
        agitated = self.attended and self.demeanour is Demeanour.AGITATED
        reception = replace(
            _RECEPTION, site=self.site, channel=self.channel, attended=self.attended, received_at=stamp.occurred_at,
            customer=self.customer, anonymous=self.anonymous, contactable=self.contactable or not self.anonymous,
            has_unit=bool(self.unit) or self.no_unit,
            category=self.category or "", failings=self.failings, demeanour=self.demeanour,
            agitated_since=stamp.occurred_at if agitated else None, present=self.attended, entered_by=stamp.by.id,
        )  # fmt: skip
        who = self.first_receiver
        handlers = frozenset() if who is None else frozenset({who})
        ladder = replace(
            _LADDER, owner=who, owned_at=stamp.occurred_at, first_receiver=who, last_receiver=who, handlers=handlers
        )
        reply, first = due_from(stamp.occurred_at, stamp.recorded_at), replace(_ROUND, started_at=stamp.occurred_at)
        state = replace(state, reception=reception, ladder=ladder, reply=reply, round=first)
        return _incident_record(state, stamp) if self.incident_record else state

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Receipt starts the customer's clocks; an agitated customer the one of R1.3.

        An incident record has no customer: only its assignment clock starts (R12.5a).
        """
        if self.incident_record:
            return assignment_wanted(after)
        received = marked(Mark.RECEIVED if self.attended else Mark.RECEIVED_UNATTENDED)
        return received if after.reception.agitated_since is None else (*received, *marked(Mark.AGITATED))


def _incident_record(state: Complaint, stamp: Stamp) -> Complaint:
    """Nobody has to confirm what staff saw, nor to agree to the work: it is on P5 and in hand at once."""
    at = stamp.occurred_at
    return replace(
        state,
        reception=replace(state.reception, present=False),
        facts=Facts(verified_at=at, route=Route.AGREED, routed_at=at),
        work=Work(accepted_at=at, to_do=True),
        links=Links(is_incident_record=True),
    )


class FailingsAlleged(ComplaintEvent):
    """What the customer holds against us (R1.0): one or more of the four failings, or an unmet need."""

    TOPIC = "complaint.failings_alleged.v1"
    LABEL = say("failing alleged", "所指过失")
    RULES: ClassVar = ("R1.0",)

    failings: tuple[Failing, ...]

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The newest statement counts."""
        return replace(state, reception=replace(state.reception, failings=self.failings))


class DetailsAsked(ComplaintEvent):
    """The customer was heard out and asked for the details (R1.2)."""

    TOPIC = "complaint.details_asked.v1"
    LABEL = say("details asked", "询问详情")
    RULES: ClassVar = ("R1.2", "R2.2")

    details: PersonalText  #: what was asked and what the customer said


class Explained(ComplaintEvent):
    """What the customer did not know was explained (R1.2)."""

    TOPIC = "complaint.explained.v1"
    LABEL = say("explained", "解释说明")
    RULES: ClassVar = ("R1.2", "R2.2")

    explanation: PersonalText
    accepted: Accepted

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Keep how it was taken; *not accepted* is shown to whoever takes over."""
        return replace(state, reception=replace(state.reception, explained=self.accepted))


class CustomerLeft(ComplaintEvent):
    """The customer left or hung up before a result (R1.1a)."""

    TOPIC = "complaint.customer_left.v1"
    LABEL = say("customer left", "业主离开")
    RULES: ClassVar = ("R1.1a",)

    words: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The reception is over; a request to move up in the customer's presence lapses with it."""
        reception = replace(state.reception, present=False, left=True, agitated_since=None)
        return replace(state, reception=reception, move_up=MoveUp())

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Ends what waits for the customer in person."""
        return marked(Mark.RECEPTION_ENDED)
