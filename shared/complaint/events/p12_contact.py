"""P12: the customer has the case number (R12.16), and urges (R12.8)."""

from collections.abc import Iterable
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, marked
from shared.complaint.events.p05_reply_time import reached
from shared.complaint.state import Complaint
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.axes import Channel
from shared.vocabulary.ids import Code
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.replies import Means
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant


class Acknowledged(ComplaintEvent):
    """The customer has the case number and the agreed time (受理告知, R12.16)."""

    TOPIC = "complaint.acknowledged.v1"
    LABEL = say("acknowledged", "受理告知")
    RULES: ClassVar = ("R12.16",)

    means: Means
    reply_at: Instant | None = None  #: the agreed time, where one is; told with the number
    first_contact: bool = False

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Keep the first time."""
        at = state.contact.acknowledged_at or stamp.occurred_at
        told = replace(state.contact, acknowledged_at=at)
        return replace(state, contact=told, ladder=reached(state.ladder, first_contact=self.first_contact))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Meets the acknowledgement; by word of mouth it can be the first contact."""
        return marked(Mark.ACKNOWLEDGED, *([Mark.CUSTOMER_REACHED] if self.first_contact else ()))


class Urged(ComplaintEvent):
    """The customer urges us (催办, R12.8)."""

    TOPIC = "complaint.urged.v1"
    LABEL = say("urged", "催办")
    RULES: ClassVar = ("R12.8",)

    channel: Channel | None = None
    words: PersonalText = ""
    nth: int  #: which urge of the round
    told: Code | None = None  #: who handles the case and is told

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Counted, and shown."""
        return replace(state, contact=replace(state.contact, urges=self.nth))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """The first unanswered one starts the clock; a further one restarts nothing."""
        return marked(Mark.URGED)
