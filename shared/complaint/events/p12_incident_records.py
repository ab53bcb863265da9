"""P12: an incident record ends (R12.5a); it begins with its receipt, on the channel of what staff see."""

from collections.abc import Iterable
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.state import Complaint
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.text import say


class IncidentRecordEnded(ComplaintEvent):
    """The incident is over: the record is closed, with none of the closing reasons (R12.5a, R11.6)."""

    TOPIC = "complaint.incident_record_ended.v1"
    LABEL = say("incident record ended", "事件记录结束")
    RULES: ClassVar = ("R12.5a", "R11.6", "CK6")

    reason: PersonalText  #: how it ended

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Judged and closed in one; no reason is kept, because none of them is meant."""
        at = stamp.occurred_at
        first = state.closing.first_closed_at or at
        ended = replace(state.closing, judged_at=at, closed_at=at, first_judged_at=first, first_closed_at=first)
        return replace(state, closing=ended)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """All clocks end; what makes something safe goes on as a task of the site (CK6)."""
        spares = frozenset(task.id for task in before.work.tasks if task.makes_safe)
        yield Marked(Mark.CASE_ENDED, spares=spares)
