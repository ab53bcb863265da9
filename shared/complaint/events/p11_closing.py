"""P11: judged closed, closed, and what comes after."""

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, marked
from shared.complaint.state import Complaint
from shared.decision.event import Stamp
from shared.vocabulary.axes import ClosingReason
from shared.vocabulary.text import say


class JudgedClosed(ComplaintEvent):
    """The matter is held to be settled (判断关闭, R11.1). Cancels all running clocks (CK6)."""

    TOPIC = "complaint.judged_closed.v1"
    LABEL = say("judged closed", "判断关闭")
    RULES: ClassVar = ("R11.1", "R11.6", "CK6")

    reason: ClosingReason
    missing: tuple[str, ...] = ()  #: what the file still lacked at that moment

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Keep when and why."""
        closing = replace(state.closing, judged_at=stamp.occurred_at, reason=self.reason)
        return replace(state, closing=closing)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """All clocks end; with something missing the one of the file begins."""
        yield from marked(Mark.CASE_ENDED, Mark.JUDGED_CLOSED)
        if self.missing:
            yield Marked(Mark.FILE_INCOMPLETE)


class Closed(ComplaintEvent):
    """The file is complete (关闭, R11.1)."""

    TOPIC = "complaint.closed.v1"
    LABEL = say("closed", "关闭")
    RULES: ClassVar = ("R11.1",)

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """First close and last close are different facts (R12.10)."""
        first = state.closing.first_closed_at or stamp.occurred_at
        return replace(state, closing=replace(state.closing, closed_at=stamp.occurred_at, first_closed_at=first))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Meets the clock of the file."""
        return marked(Mark.CLOSED)
