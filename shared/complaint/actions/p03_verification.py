"""P3: confirm the main points, choose the route."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p03_verification import RouteChosen, Verified
from shared.complaint.guards import in_hand, is_unrouted, is_unverified, is_verified
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.vocabulary.axes import Confirmation, Route
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import STAFF
from shared.vocabulary.text import say


@action(
    label=say("Confirm the main points", "核实要点"),
    rules=("R3.1", "R3.1a"),
    roles=STAFF,
    when=(*in_hand, is_unverified),
)
class Verify(ComplaintAction):
    """Restate the main points and confirm them; they become the statement of facts."""

    statement: PersonalText = ask("Statement of facts", "投诉要点", min_length=1)
    confirmation: Confirmation = ask("Confirmed", "确认方式", default=Confirmation.BY_CUSTOMER)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The confirmed points are on record."""
        yield Verified(statement=self.statement, confirmation=self.confirmation)


@action(
    label=say("Choose the route", "确定处理途径"),
    rules=("R3.2", "R1.1a", "R4.5"),
    roles=STAFF,
    when=(*in_hand, is_verified, is_unrouted),
)
class ChooseRoute(ComplaintAction):
    """On the spot where the receiver can explain it directly, else by an agreed reply time."""

    route: Route = ask("Route", "处理途径")
    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Route and reason are recorded."""
        yield RouteChosen(route=self.route, reason=self.reason)

    def answers(self, complaint: Complaint) -> datetime:
        """The route answers the verification."""
        return complaint.facts.verified_at or complaint.reception.received_at


ACTIONS = (Verify, ChooseRoute)
