"""P4: the customer signs, or will not; what cannot be settled on the spot goes to P5."""

from collections.abc import Iterable
from typing import Any, ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, assignment_wanted, marked
from shared.complaint.state import Complaint
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.axes import Responsible, Route, RouteChange, SignatureMethod
from shared.vocabulary.ids import Code
from shared.vocabulary.personal import PersonalName, PersonalText
from shared.vocabulary.text import say


class Signed(ComplaintEvent):
    """The customer signed that they are satisfied; recorded with whoever settled it (R4.4)."""

    TOPIC = "complaint.signed.v2"
    LABEL = say("signed as satisfied", "签字确认满意")
    RULES: ClassVar = ("R4.4", "R4.4a")

    name: PersonalName
    method: SignatureMethod
    reference: PersonalText  #: where the paper, picture or recording is kept
    receiver: Code | None  #: the receptionist who received the customer; None: v1 did not say
    receiver_absent: bool  #: then the owner recorded it, naming them
    settled_by: Code  #: whoever settled it, recorded together with the receiver
    valid: bool  #: 有效投诉, decided on the spot with the settlement (R1.0)
    responsible: Responsible

    @classmethod
    def upcast(cls, data: dict[str, Any], version: int) -> dict[str, Any]:
        """v1 named the receiver only when absent."""
        if version == 1:
            absent = data.pop("receiver_absent", None)
            return {**data, "receiver": absent, "receiver_absent": absent is not None}
        return data

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The settlement is signed; the reception is over (R1.1a)."""
        settlement = replace(
            state.settlement, signed_at=stamp.occurred_at, valid=self.valid, responsible=self.responsible
        )
        return replace(state, settlement=settlement, reception=replace(state.reception, present=False))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Settled and signed."""
        return marked(Mark.SETTLED, Mark.SIGNED, Mark.RECEPTION_ENDED)


class SignatureDeclined(ComplaintEvent):
    """The customer is satisfied but will not sign, and there is no recorded equivalent (R4.4a)."""

    TOPIC = "complaint.signature_declined.v1"
    LABEL = say("satisfied, will not sign", "满意但不愿签字")
    RULES: ClassVar = ("R4.4a",)

    words: PersonalText = ""
    settled_by: Code
    valid: bool
    responsible: Responsible

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Settled, not signed."""
        settlement = replace(state.settlement, valid=self.valid, responsible=self.responsible)
        return replace(state, settlement=settlement, reception=replace(state.reception, present=False))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Settled; the customer leaves."""
        return marked(Mark.SETTLED, Mark.RECEPTION_ENDED)


class RouteChanged(ComplaintEvent):
    """The case goes on by an agreed reply time, and never back (R4.5)."""

    TOPIC = "complaint.route_changed.v1"
    LABEL = say("on to an agreed reply time", "转入约定答复")
    RULES: ClassVar = ("R1.1a", "R4.1a", "R4.4a", "R4.5", "R11.4")

    why: RouteChange
    reason: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """On P5; with it the reception ends (R1.1a)."""
        facts = replace(state.facts, route=Route.AGREED, routed_at=stamp.occurred_at)
        return replace(state, facts=facts, reception=replace(state.reception, present=False))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """The reception ends, and somebody is to be charged with the investigation."""
        return *marked(Mark.RECEPTION_ENDED), *assignment_wanted(after)
