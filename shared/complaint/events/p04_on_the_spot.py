"""P4: explanation and settlement on the spot, up to the signature."""

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, marked
from shared.complaint.state import Complaint
from shared.decision.event import Stamp
from shared.vocabulary.axes import Responsible, SignatureMethod
from shared.vocabulary.ids import Code
from shared.vocabulary.personal import PersonalName, PersonalText
from shared.vocabulary.text import say


class AnsweredOnTheSpot(ComplaintEvent):
    """A definite answer; where the management is at fault with apology and promise (R4.1, R4.3)."""

    TOPIC = "complaint.answered_on_the_spot.v1"
    LABEL = say("answered on the spot", "现场答复")
    RULES: ClassVar = ("R4.1", "R4.3")

    answer: PersonalText
    at_fault: bool
    apologised: bool = False
    promise: PersonalText = ""  #: rectification promised; "" when nothing is to be rectified
    carried_out: bool = False  #: the promise was carried out at once

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Keep the answer and what was promised."""
        settlement = replace(
            state.settlement, answered_at=stamp.occurred_at, at_fault=self.at_fault,
            apologised=state.settlement.apologised or self.apologised, promised=bool(self.promise),
            carried_out=self.carried_out,
        )  # fmt: skip
        return replace(state, settlement=settlement)


class SatisfactionAsked(ComplaintEvent):
    """The customer was asked whether they are satisfied, and what they said (R4.1, R4.3)."""

    TOPIC = "complaint.satisfaction_asked.v1"
    LABEL = say("satisfaction asked", "询问满意度")
    RULES: ClassVar = ("R4.1", "R4.3")

    satisfied: bool
    words: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Keep the newest answer."""
        asked = replace(state.settlement, asked_at=stamp.occurred_at, satisfied=self.satisfied)
        return replace(state, settlement=asked)


class Signed(ComplaintEvent):
    """The customer signed that they are satisfied; recorded with whoever settled it (R4.4)."""

    TOPIC = "complaint.signed.v1"
    LABEL = say("signed as satisfied", "签字确认满意")
    RULES: ClassVar = ("R4.4", "R4.4a")

    name: PersonalName
    method: SignatureMethod
    reference: PersonalText  #: where the paper, picture or recording is kept
    settled_by: Code  #: whoever settled it, recorded together with the receiver
    receiver_absent: Code | None = None  #: the receptionist for whom the owner recorded it
    valid: bool  #: 有效投诉, decided on the spot with the settlement (R1.0)
    responsible: Responsible

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The settlement is signed; the reception is over (R1.1a)."""
        settlement = replace(
            state.settlement, signed_at=stamp.occurred_at, valid=self.valid, responsible=self.responsible
        )
        return replace(state, settlement=settlement, reception=replace(state.reception, present=False))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Settled and signed."""
        return marked(Mark.SETTLED, Mark.SIGNED, Mark.RECEPTION_ENDED)
