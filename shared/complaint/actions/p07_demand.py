"""P7: what the customer wants, why, and in what state of mind they are (R7.0)."""

from collections.abc import Iterator

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p07_proposal import DemandRecorded
from shared.complaint.guards import in_hand
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.refusal import Refused
from shared.vocabulary.inquiry import DemandPart
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import STAFF
from shared.vocabulary.text import say

SAY_OR_UNKNOWN = say("Record {part}, or say that it is unknown.", "请记录{part}，或注明不详。")
BOTH = say("{part} is recorded and called unknown as well.", "{part}既有记录又注明不详。")


@action(
    label=say("Record the demand", "记录诉求"),
    rules=("R7.0",),
    roles=STAFF,
    when=in_hand,
    refuses=("R7.0",),
)
class RecordDemand(ComplaintAction):
    """Record what the customer wants done, their reason and their state of mind; each may be unknown."""

    demand: PersonalText = ask("What they want done", "要求", default="")
    reason: PersonalText = ask("Their reason", "原由", default="")
    state_of_mind: PersonalText = ask("Their state of mind", "心态", default="")
    unknown: tuple[DemandPart, ...] = ask("Unknown", "不详", default=())

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """*Unknown* is an answer to each of the three; no answer is none."""
        for part in DemandPart:
            said, unknown = bool(self._said(part).strip()), part in self.unknown
            if said is unknown:
                raise Refused("R7.0", BOTH if said else SAY_OR_UNKNOWN, part=part, instead=("record_demand",))
        yield DemandRecorded(**self.model_dump())

    def _said(self, part: DemandPart) -> str:
        return {
            DemandPart.DEMAND: self.demand,
            DemandPart.REASON: self.reason,
            DemandPart.STATE_OF_MIND: self.state_of_mind,
        }[part]


ACTIONS = (RecordDemand,)
