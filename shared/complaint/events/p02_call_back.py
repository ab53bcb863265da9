"""P2: a call that nobody took, or that dropped, is called back (R2.4a)."""

from collections.abc import Iterable
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, contact, marked
from shared.complaint.events.p05_reply_time import reached
from shared.complaint.state import Complaint
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.axes import Route
from shared.vocabulary.ids import Code
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant


class CallBackOffered(ComplaintEvent):
    """Nobody took the call in time: a call back at a definite time was offered (R2.4a)."""

    TOPIC = "complaint.call_back_offered.v1"
    LABEL = say("call back offered", "提出回电")
    RULES: ClassVar = ("R2.4a",)

    call_at: Instant
    not_taken_by: Code | None = None  #: whom the call was put through to
    words: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The call ends with it; the consent to a move stands."""
        offered = replace(
            state.contact, call_back_at=self.call_at, call_back_since=stamp.occurred_at, call_back_tries=0
        )
        return replace(state, contact=offered, reception=replace(state.reception, present=False))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """The call ends; the call back runs until the time offered."""
        return Marked(Mark.RECEPTION_ENDED), Marked(Mark.CALL_BACK_OFFERED, due=self.call_at)


class CallDropped(ComplaintEvent):
    """The line broke; it is called back at once (R2.4a)."""

    TOPIC = "complaint.call_dropped.v1"
    LABEL = say("call dropped", "通话中断")
    RULES: ClassVar = ("R2.4a",)

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """To be called back now."""
        now = stamp.occurred_at
        wanted = replace(state.contact, call_back_at=now, call_back_since=now, call_back_tries=0)
        return replace(state, contact=wanted, reception=replace(state.reception, present=False))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """The call ended."""
        return marked(Mark.RECEPTION_ENDED)


class CalledBack(ComplaintEvent):
    """The customer was called back and is on the line again (R2.4a)."""

    TOPIC = "complaint.called_back.v1"
    LABEL = say("called back", "已回电")
    RULES: ClassVar = ("R2.4a", "R5.2")

    words: PersonalText = ""
    first_contact: bool = False

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Before us again, unless the reception had ended with a route."""
        on_the_line = state.facts.route is not Route.AGREED
        called = replace(state.contact, call_back_at=None, call_back_since=None, call_back_tries=0)
        return replace(
            state, contact=called, reception=replace(state.reception, present=on_the_line),
            ladder=reached(state.ladder, first_contact=self.first_contact),
        )  # fmt: skip

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Meets the call back; a contact with the customer."""
        return Marked(Mark.CALLED_BACK), *contact(first_contact=self.first_contact)


class CallBackTried(ComplaintEvent):
    """The customer was called back and did not answer (R2.4a)."""

    TOPIC = "complaint.call_back_tried.v1"
    LABEL = say("called back, no answer", "回电未接")
    RULES: ClassVar = ("R2.4a",)

    nth: int
    last: bool = False  #: called as often as the rule wants

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """One more; after the last nobody has to call again."""
        tried = replace(state.contact, call_back_tries=self.nth)
        if self.last:
            tried = replace(tried, call_back_at=None, call_back_since=None)
        return replace(state, contact=tried)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """The last one keeps what was offered."""
        return marked(Mark.CALLED_BACK) if self.last else ()
