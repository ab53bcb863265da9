"""P5: the customer is told how it stands (R5.2)."""

from collections.abc import Iterable
from typing import ClassVar

from shared.complaint.clocks.marks import Marked
from shared.complaint.events.base import ComplaintEvent, contact
from shared.complaint.events.p05_reply_time import reached
from shared.complaint.state import Complaint
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.ids import Code
from shared.vocabulary.personal import PersonalName, PersonalText
from shared.vocabulary.replies import Means
from shared.vocabulary.text import say


class ProgressTold(ComplaintEvent):
    """The customer was told how it stands (进展告知, R5.2)."""

    TOPIC = "complaint.progress_told.v1"
    LABEL = say("progress told", "进展告知")
    RULES: ClassVar = ("R5.2",)

    means: Means  #: by which channel
    content: PersonalText
    told_by: Code
    told_to: PersonalName = ""  #: who was told; "": the customer
    first_contact: bool = False  #: the contact that R8.2 waits for

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Nothing moves but the clocks; a first contact is made."""
        return replace(state, ladder=reached(state.ladder, first_contact=self.first_contact))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """A notice: meets the one that was due and starts the next; answers an urge."""
        return contact(first_contact=self.first_contact)
