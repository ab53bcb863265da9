"""P1: reception. What is on record from the first word to the end of the reception."""

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar
from uuid import UUID

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, marked
from shared.complaint.state import Complaint, Ladder, Reception, Round
from shared.decision.event import Stamp
from shared.vocabulary.axes import Accepted, Channel, Demeanour, Failing
from shared.vocabulary.ids import Code, SiteCode
from shared.vocabulary.personal import PersonalName, PersonalText
from shared.vocabulary.roles import Level
from shared.vocabulary.text import say


class ComplaintReceived(ComplaintEvent):
    """The words reached us (R1.1, R2.5). Begins the case; its occurred-at is the receipt."""

    TOPIC = "complaint.received.v1"
    LABEL = say("received", "受理")
    RULES: ClassVar = ("R1.0", "R1.1", "R1.3", "R2.1", "R2.5", "R12.1", "R12.1a")

    site: SiteCode
    channel: Channel
    attended: bool  #: somebody of ours heard it at that moment (R2.5)
    customer: UUID | None  #: the customer's record; None: imported or not known
    anonymous: bool = False
    unit: PersonalName = ""  #: 楼栋-单元-房号 as told; "" with `no_unit` for a matter without one
    no_unit: bool = False
    category: Code | None = None  #: primary category
    further_categories: tuple[Code, ...] = ()
    summary: PersonalText = ""  #: the receiver's summary
    words: PersonalText = ""  #: the customer's own words (业主原话, R12.1)
    failings: tuple[Failing, ...] = ()  #: what is alleged (R1.0)
    demeanour: Demeanour = Demeanour.ORDINARY
    rings: int | None = None  #: rings before the call was answered (R2.1)
    first_receiver: Code | None = None  #: of the staff who first heard it; None on unattended channels
    reference: str | None = None  #: the calling system's own reference, unique per system

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Begin the case; the receiver owns it, else the seat of level 0."""
        reception = Reception(
            site=self.site, channel=self.channel, attended=self.attended, received_at=stamp.occurred_at,
            first_receiver=self.first_receiver, customer=self.customer, anonymous=self.anonymous,
            has_unit=bool(self.unit) or self.no_unit, category=self.category or "", failings=self.failings,
            demeanour=self.demeanour, over=not self.attended,
        )  # fmt: skip
        ladder = Ladder(Level.RECEPTION, Level.RECEPTION, self.first_receiver, self.first_receiver)
        return replace(state, reception=reception, ladder=ladder, round=Round(1, stamp.occurred_at))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Receipt starts the customer's clocks; an agitated customer the one of R1.3."""
        yield Marked(Mark.RECEIVED if self.attended else Mark.RECEIVED_UNATTENDED)
        if self.attended and self.demeanour is Demeanour.AGITATED:
            yield Marked(Mark.AGITATED)


class Explained(ComplaintEvent):
    """What the customer did not know was explained (R1.2)."""

    TOPIC = "complaint.explained.v1"
    LABEL = say("explained", "解释说明")
    RULES: ClassVar = ("R1.2",)

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
        """The reception is over."""
        return replace(state, reception=replace(state.reception, over=True))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Ends what waits for the customer in person."""
        return marked(Mark.RECEPTION_ENDED)
