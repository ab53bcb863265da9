"""P6: a special incident (突发事件): flagged, stabilised, contained, reported, recorded apart (R6.4, R6.4a)."""

from collections.abc import Iterable
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, marked
from shared.complaint.state import Complaint, Incident
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.inquiry import IncidentKind
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.text import say


class IncidentFlagged(ComplaintEvent):
    """Injury, fire, flood, crime, crowd, media: the case is flagged at every level until it is reported (R6.4)."""

    TOPIC = "complaint.incident_flagged.v1"
    LABEL = say("special incident flagged", "标记突发事件")
    RULES: ClassVar = ("R6.4", "R12.18")

    kind: IncidentKind
    words: PersonalText

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Flagged; neither stable nor contained nor reported."""
        return replace(state, incident=Incident(flagged_at=stamp.occurred_at))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """The clock of the report starts; it knows no night."""
        return marked(Mark.INCIDENT_FLAGGED)


class IncidentStabilised(ComplaintEvent):
    """The incident was made stable (R6.4)."""

    TOPIC = "complaint.incident_stabilised.v1"
    LABEL = say("incident stabilised", "事态稳定")
    RULES: ClassVar = ("R6.4",)

    words: PersonalText

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Keep when."""
        return replace(state, incident=replace(state.incident, stabilised_at=stamp.occurred_at))


class IncidentContained(ComplaintEvent):
    """The incident spreads no further (R6.4)."""

    TOPIC = "complaint.incident_contained.v1"
    LABEL = say("incident contained", "事态受控")
    RULES: ClassVar = ("R6.4",)

    words: PersonalText

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Keep when."""
        return replace(state, incident=replace(state.incident, contained_at=stamp.occurred_at))


class IncidentReported(ComplaintEvent):
    """The unit or authority concerned was told (R6.4), whether or not it is stable (R6.4a)."""

    TOPIC = "complaint.incident_reported.v1"
    LABEL = say("incident reported", "报告突发事件")
    RULES: ClassVar = ("R6.4", "R6.4a")

    to: PersonalText  #: the unit or authority
    words: PersonalText
    stable: bool  #: False: *not yet stable* is part of the report
    contained: bool

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Flagged at every level no more."""
        return replace(state, incident=replace(state.incident, reported_at=stamp.occurred_at))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Meets the clock of the report."""
        return marked(Mark.INCIDENT_REPORTED)


class IncidentFlagLifted(ComplaintEvent):
    """The flag was a mistake (R6.4a)."""

    TOPIC = "complaint.incident_flag_lifted.v1"
    LABEL = say("incident flag lifted", "解除突发事件标记")
    RULES: ClassVar = ("R6.4a",)

    reason: PersonalText

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """No special incident."""
        return replace(state, incident=Incident())

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Cancels the clock of the report."""
        return marked(Mark.FLAG_LIFTED)
