"""P4: explanation and settlement on the spot, up to the customer's yes."""

from collections.abc import Iterable
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, marked
from shared.complaint.state import Complaint
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.personal import PersonalText
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
    comments: PersonalText = ""  #: rectification comments of the manager (R4.3)

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Keep the answer and what was promised; whether it satisfies is asked anew (R4.3)."""
        still_open = () if self.carried_out or not self.promise else (self.promise,)
        settlement = replace(
            state.settlement, answered_at=stamp.occurred_at, at_fault=self.at_fault,
            apologised=state.settlement.apologised or self.apologised,
            promised=state.settlement.promised or bool(self.promise),
            open_promises=state.settlement.open_promises + still_open, asked_at=None, satisfied=None,
        )  # fmt: skip
        return replace(state, settlement=settlement)


class PromiseCarriedOut(ComplaintEvent):
    """What was promised on the spot is done (R4.1a)."""

    TOPIC = "complaint.promise_carried_out.v1"
    LABEL = say("promise carried out", "承诺已落实")
    RULES: ClassVar = ("R4.1", "R4.1a")

    what: PersonalText  #: what was done

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """No promise is open any more."""
        return replace(state, settlement=replace(state.settlement, open_promises=()))


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

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """A satisfied customer is settled with, and meets the clock of agitation (R1.3); the signature is another."""
        return marked(Mark.SETTLED) if self.satisfied else ()
