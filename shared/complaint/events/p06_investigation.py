"""P6: investigation. In this version only that none is needed; assignments and findings come with P5."""

from collections.abc import Iterable
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, marked
from shared.complaint.state import Complaint
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.axes import RouteChange
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.text import say


class NoInvestigationNeeded(ComplaintEvent):
    """Nothing has to be found out (R6.2); by itself for what was settled on the spot (R4.1a, R4.4a)."""

    TOPIC = "complaint.no_investigation_needed.v1"
    LABEL = say("no investigation needed", "无需调查")
    RULES: ClassVar = ("R4.1a", "R4.4a", "R9.6")

    reason: PersonalText = ""  #: in words, where a person decided it
    why: RouteChange | None = None  #: by itself: what was settled on the spot
    urgent_work: bool = False  #: by itself: urgent work started at once, findings may follow (R9.6)

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Stands in the place of findings."""
        return replace(state, investigation=replace(state.investigation, none_needed=True))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Nobody has to be charged."""
        return marked(Mark.NONE_NEEDED)
