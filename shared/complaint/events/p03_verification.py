"""P3: the main points are confirmed, the route is chosen."""

from collections.abc import Iterable
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, assignment_wanted, marked
from shared.complaint.state import Complaint
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.axes import Confirmation, Route
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.text import say


class Verified(ComplaintEvent):
    """The main points were restated and confirmed; they are the statement of facts (R3.1, R3.1a)."""

    TOPIC = "complaint.verified.v1"
    LABEL = say("main points confirmed", "核实要点")
    RULES: ClassVar = ("R3.1", "R3.1a")

    statement: PersonalText
    confirmation: Confirmation

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The case is verified from the first confirmation on."""
        at = state.facts.verified_at or stamp.occurred_at
        return replace(state, facts=replace(state.facts, verified_at=at, confirmation=self.confirmation))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Meets verification; starts the choice of route."""
        return marked(Mark.VERIFIED, Mark.ROUTE_WANTED) if after.facts.route is None else marked(Mark.VERIFIED)


class StatementCorrected(ComplaintEvent):
    """The customer corrected the statement, and so confirmed it anew (R3.1, R3.1a)."""

    TOPIC = "complaint.statement_corrected.v1"
    LABEL = say("statement corrected by the customer", "业主更正要点")
    RULES: ClassVar = ("R3.1", "R3.1a")

    statement: PersonalText
    reason: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Confirmed by the customer now; no clock moves by it."""
        return replace(state, facts=replace(state.facts, confirmation=Confirmation.BY_CUSTOMER))


class RouteChosen(ComplaintEvent):
    """On the spot or by an agreed reply time; there is no other route (R3.2). Ends the reception (R1.1a)."""

    TOPIC = "complaint.route_chosen.v1"
    LABEL = say("route chosen", "确定处理途径")
    RULES: ClassVar = ("R3.2", "R1.1a", "R4.5")

    route: Route
    reason: PersonalText

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Take the route; one on P5 never goes back to P4 (R4.5)."""
        facts = replace(state.facts, route=self.route, routed_at=stamp.occurred_at)
        if self.route is Route.ON_THE_SPOT:
            return replace(state, facts=facts)
        return replace(state, facts=facts, reception=replace(state.reception, present=False))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Meets the choice of route; the reception ends with it."""
        return *marked(Mark.ROUTE_CHOSEN, Mark.RECEPTION_ENDED), *assignment_wanted(after)
