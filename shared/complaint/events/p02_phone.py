"""P2: what a call brings of its own: the apology first, and the transfer to the manager."""

from typing import ClassVar

from shared.complaint.events.base import ComplaintEvent
from shared.complaint.state import Complaint
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.ids import Code
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import Level
from shared.vocabulary.text import say


class Apologised(ComplaintEvent):
    """We apologised, and where the management is at fault promised to put it right (R2.3, R4.2)."""

    TOPIC = "complaint.apologised.v1"
    LABEL = say("apologised", "致歉")
    RULES: ClassVar = ("R2.3", "R4.2")

    at_fault: bool
    words: PersonalText
    promise: PersonalText = ""  #: rectification promised; "" when the management is not at fault

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The apology comes first; it is not asked for again."""
        return replace(state, reception=replace(state.reception, apologised=True, promise=self.promise))


class CallTransferred(ComplaintEvent):
    """After the caller's consent the call was put through; taking it is the handover (R2.4)."""

    TOPIC = "complaint.call_transferred.v1"
    LABEL = say("call transferred", "转接来电")
    RULES: ClassVar = ("R2.4", "R8.5")

    person: Code
    empty_levels: tuple[Level, ...] = ()  #: levels asked first that nobody holds (R8.5)

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Who is to take the call."""
        return replace(state, move_up=replace(state.move_up, called=self.person, called_at=stamp.occurred_at))
