"""P12: severity, urgency and category, each an axis of its own (R12.2)."""

from typing import ClassVar

from shared.complaint.events.base import ComplaintEvent
from shared.complaint.state import Complaint
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.axes import Severity, Urgency
from shared.vocabulary.ids import Code
from shared.vocabulary.inquiry import Opens
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.text import say


class Assessed(ComplaintEvent):
    """How grave the matter is and how soon something must be done (R12.2)."""

    TOPIC = "complaint.assessed.v1"
    LABEL = say("assessed", "评定轻重缓急")
    RULES: ClassVar = ("R12.2",)

    severity: Severity
    urgency: Urgency
    reason: PersonalText = ""  #: never empty for *major*

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The newest assessment holds."""
        return replace(state, assessment=replace(state.assessment, severity=self.severity, urgency=self.urgency))


class InitiallyAssessed(ComplaintEvent):
    """What a first look says at verification (R12.18): provisional, until the findings."""

    TOPIC = "complaint.initially_assessed.v1"
    LABEL = say("initially assessed", "初步评估")
    RULES: ClassVar = ("R12.18", "R12.2")

    severity: Severity  #: provisional
    danger: bool = False
    affected: int | None = None  #: how many people; None: not known
    act_now: bool = False  #: something must be done at once
    media: bool = False  #: the media take an interest
    opens: Opens | None = None  #: what danger, or the need to act now, opened
    reason: PersonalText = ""  #: never empty for *major*

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The severity holds until the findings; danger and the need to act now are urgent."""
        urgency = Urgency.URGENT if self.danger or self.act_now else state.assessment.urgency
        return replace(state, assessment=replace(state.assessment, severity=self.severity, urgency=urgency))


class Reclassified(ComplaintEvent):
    """The case got its category, or another one (R12.2, section 4); earlier reports keep the one they had."""

    TOPIC = "complaint.reclassified.v1"
    LABEL = say("classified", "归类")
    RULES: ClassVar = ("R12.2", "R12.29")

    category: Code
    further_categories: tuple[Code, ...] = ()
    reason: PersonalText = ""  #: never empty for a change

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The new primary category; clocks that start from now take its limits."""
        return replace(state, reception=replace(state.reception, category=self.category))
