"""P3: confirm the main points, correct them, choose the route."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.actions.p01_walk_in import LEFT, check_failings
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p01_walk_in import FailingsAlleged
from shared.complaint.events.p03_verification import RouteChosen, StatementCorrected, Verified
from shared.complaint.guards import in_hand, is_unrouted, is_unverified, is_verified
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.refusal import Refused
from shared.vocabulary.axes import WRITTEN, Confirmation, Failing, Route
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import STAFF
from shared.vocabulary.text import say

NO_FAILING = say(
    "Record what the customer alleges: one or more of the four failings, or an unmet need.",
    "请记录业主所指：四类过失中的一类或多类，或需求未满足。",
)
NOT_WRITTEN = say(
    "“As written” is for what reached us in writing; this came by {channel}.",
    "“以书面为准”只适用于书面渠道，而渠道为 {channel}。",
)
NOT_LEFT = say(
    "“As heard” is for a customer who left before confirming; confirm the points with the customer.",
    "“以记录为准”只适用于确认前已离开的业主，请与业主核实要点。",
)


@action(
    label=say("Confirm the main points", "核实要点"),
    rules=("R1.0", "R3.1", "R3.1a"),
    roles=STAFF,
    when=(*in_hand, is_unverified),
    refuses=("R1.0", "R3.1a"),
)
class Verify(ComplaintAction):
    """Restate the main points and confirm them; they become the statement of facts."""

    statement: PersonalText = ask("Statement of facts", "投诉要点", min_length=1)
    confirmation: Confirmation = ask("Confirmed", "确认方式", default=Confirmation.BY_CUSTOMER)
    failings: tuple[Failing, ...] = ask("Failing alleged, if not recorded yet", "所指过失（未记录时）", default=())

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The confirmed points are on record; a customer who left without a result goes to P5 (R1.1a)."""
        self._check_confirmation(state)
        if not self.failings and not state.reception.failings:
            raise Refused("R1.0", NO_FAILING, instead=("verify",))
        check_failings(self.failings)
        if self.failings:
            yield FailingsAlleged(failings=self.failings)
        yield Verified(statement=self.statement, confirmation=self.confirmation)
        if state.reception.left and state.facts.route is None:
            yield RouteChosen(route=Route.AGREED, reason=LEFT)

    def answers(self, complaint: Complaint) -> datetime:
        """The receipt, or the reopening or taking over with which verification started anew."""
        return complaint.round.started_at

    def _check_confirmation(self, state: Complaint) -> None:
        channel = state.reception.channel
        if self.confirmation is Confirmation.AS_WRITTEN and channel is not None and channel not in WRITTEN:
            raise Refused("R3.1a", NOT_WRITTEN, channel=channel, instead=("verify",))
        gone = state.reception.left or state.reach.unreachable_since is not None
        if self.confirmation is Confirmation.AS_HEARD and not gone:
            raise Refused("R3.1a", NOT_LEFT, instead=("verify",))


@action(
    label=say("Correct the statement", "更正要点"),
    rules=("R3.1", "R3.1a"),
    roles=STAFF,
    when=(*in_hand, is_verified),
)
class CorrectStatement(ComplaintAction):
    """The customer corrects the statement, at first contact or later, and so confirms it anew."""

    statement: PersonalText = ask("Statement of facts", "投诉要点", min_length=1)
    reason: PersonalText = ask("Reason", "理由", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The statement is the customer's now."""
        yield StatementCorrected(statement=self.statement, reason=self.reason)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the verification."""
        return complaint.facts.verified_at or complaint.reception.received_at


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


ACTIONS = (Verify, CorrectStatement, ChooseRoute)
