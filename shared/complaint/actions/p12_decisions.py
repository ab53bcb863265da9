"""P12: a decision that was not made in time is asked of the level above (CK14)."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.escalating import Asked, escalate
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p12_decisions import DecisionPassedOn
from shared.complaint.guards import in_hand
from shared.complaint.ladder import next_up
from shared.complaint.state import Complaint, Decision
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.refusal import Refused
from shared.vocabulary.axes import EscalationReason
from shared.vocabulary.roles import STAFF, Role
from shared.vocabulary.text import say

has_open_decision = Guard(
    "CK14",
    say("No decision is open on this case.", "该投诉没有待决事项。"),
    lambda c: bool(c.decisions.open),
    instead=("write_note",),
)
NO_SUCH = say("No open decision has the id {decision}.", "没有编号为 {decision} 的待决事项。")
AT_TOP = say("It is asked of the highest level already.", "已提请最高层级决定。")


@action(
    label=say("Ask the level above to decide", "提请上一层级决定"),
    rules=("CK14",),
    roles=(*STAFF, Role.DESK),
    when=(*in_hand, has_open_decision),
    refuses=("CK14",),
)
class PassDecisionOn(ComplaintAction):
    """The same decision is asked of the level above; the desk does it by itself when the time is over."""

    decision: str = ask("Decision", "待决事项", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Asked of the next level up; the case moves there, unless it is that high already."""
        found = self._found(state)
        above = next_up(found.level)
        if above is None:
            raise Refused("CK14", AT_TOP, instead=("write_note",))
        yield DecisionPassedOn(decision=found.id, about=found.about, level=above)
        if state.ladder.level < above:
            yield from escalate(state, at, Asked(EscalationReason.NOT_DECIDED, rules=("CK14",)), to=above)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before it was asked."""
        return max((d.asked_at for d in complaint.decisions.open), default=complaint.reception.received_at)

    def _found(self, state: Complaint) -> Decision:
        found = next((d for d in state.decisions.open if d.id == self.decision), None)
        if found is None:
            raise Refused("CK14", NO_SUCH, decision=self.decision, instead=("write_note",))
        return found


ACTIONS = (PassDecisionOn,)
