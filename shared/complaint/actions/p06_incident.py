"""P6: a special incident: flag it, stabilise, contain, report at once (R6.4, R6.4a)."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p06_incident import (
    IncidentContained,
    IncidentFlagged,
    IncidentFlagLifted,
    IncidentReported,
    IncidentStabilised,
)
from shared.complaint.guards import is_handled_here, is_open
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.vocabulary.inquiry import IncidentKind
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import LEVEL_2_UP, STAFF
from shared.vocabulary.text import say

is_not_flagged = Guard(
    "R6.4",
    say("A special incident is flagged already and not reported yet.", "已标记突发事件，尚未报告。"),
    lambda c: not c.incident.is_unreported,
    instead=("report_incident", "stabilise_incident"),
)
is_flagged = Guard(
    "R6.4",
    say("No special incident is flagged.", "没有标记突发事件。"),
    lambda c: c.incident.flagged_at is not None,
    instead=("flag_incident", "write_note"),
)
is_unreported = Guard(
    "R6.4",
    say("The incident is reported already.", "该突发事件已报告。"),
    lambda c: c.incident.reported_at is None,
    instead=("write_note",),
)
is_unstable = Guard(
    "R6.4",
    say("The incident is recorded as stabilised already.", "已记录事态稳定。"),
    lambda c: c.incident.stabilised_at is None,
    instead=("contain_incident", "report_incident", "write_note"),
)
is_uncontained = Guard(
    "R6.4",
    say("The incident is recorded as contained already.", "已记录事态受控。"),
    lambda c: c.incident.contained_at is None,
    instead=("report_incident", "write_note"),
)


class _Incident(ComplaintAction):
    """What is done about a special incident. It goes on whatever becomes of the case (CK6)."""

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the flag."""
        return complaint.incident.flagged_at or complaint.reception.received_at


@action(
    label=say("Flag a special incident", "标记突发事件"),
    rules=("R6.4",),
    roles=STAFF,
    when=(is_handled_here, is_open, is_not_flagged),
)
class FlagIncident(ComplaintAction):
    """Injury, fire, flood, crime, crowd, media: the case is flagged at every level until it is reported."""

    kind: IncidentKind = ask("What", "类别")
    words: PersonalText = ask("What happens", "情况", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The report is due at once, by day and by night."""
        yield IncidentFlagged(kind=self.kind, words=self.words)


@action(
    label=say("The incident is stabilised", "事态稳定"),
    rules=("R6.4",),
    roles=STAFF,
    when=(is_handled_here, is_flagged, is_unstable),
)
class StabiliseIncident(_Incident):
    """First make it stable."""

    words: PersonalText = ask("How", "措施", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Recorded apart from containing and reporting."""
        yield IncidentStabilised(words=self.words)


@action(
    label=say("The incident is contained", "事态受控"),
    rules=("R6.4",),
    roles=STAFF,
    when=(is_handled_here, is_flagged, is_uncontained),
)
class ContainIncident(_Incident):
    """See that it spreads no further."""

    words: PersonalText = ask("How", "措施", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Recorded apart from stabilising and reporting."""
        yield IncidentContained(words=self.words)


@action(
    label=say("Report the incident", "报告突发事件"),
    rules=("R6.4", "R6.4a"),
    roles=STAFF,
    when=(is_handled_here, is_flagged, is_unreported),
)
class ReportIncident(_Incident):
    """Tell the unit or authority concerned, at once and whether or not it is stable."""

    to: PersonalText = ask("Unit or authority", "报告单位或部门", min_length=1)
    words: PersonalText = ask("Report", "报告内容", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """*Not yet stable* is part of the report where it is so."""
        stable, contained = state.incident.stabilised_at is not None, state.incident.contained_at is not None
        yield IncidentReported(to=self.to, words=self.words, stable=stable, contained=contained)


@action(
    label=say("Lift the incident flag", "解除突发事件标记"),
    rules=("R6.4a",),
    roles=LEVEL_2_UP,
    when=(is_handled_here, is_flagged),
)
class LiftIncidentFlag(_Incident):
    """The flag was a mistake."""

    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """No report is due any more."""
        yield IncidentFlagLifted(reason=self.reason)


ACTIONS = (FlagIncident, StabiliseIncident, ContainIncident, ReportIncident, LiftIncidentFlag)
