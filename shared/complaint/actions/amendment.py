"""What every amendment has in common (R12.29): who may, when it happens, what it answers."""

from datetime import datetime

from shared.complaint.actions.base import At, ComplaintAction, limits
from shared.complaint.guards import owns
from shared.complaint.state import Complaint
from shared.decision.guard import Guard
from shared.decision.refusal import Refused
from shared.vocabulary.roles import Level
from shared.vocabulary.text import say

may_amend = Guard(
    "R12.29",
    say("The case is amended by its owner or by level 1 or higher.", "只有投诉的负责人或客服主任及以上可以订正。"),
    lambda _: True,
    instead=("write_note",),
    of_caller=lambda c, by: owns(c, by) or (by.level is not None and by.level >= Level.SUPERVISOR),
)

AS_ENTERED = say(
    "An amendment happens when it is entered, at {recorded}; it is not dated back, so that no clock moves by it.",
    "订正以录入时间 {recorded} 为准，不得倒填，以免影响时限。",
)


class Amendment(ComplaintAction):
    """An order that puts something right. It may complete the file of a case judged closed (R11.1)."""

    def answers(self, complaint: Complaint) -> datetime:
        """The judgement whose file it may complete, else the receipt."""
        return file_step(complaint)

    def refuse_backdated(self, state: Complaint, at: At) -> None:
        """An amendment in the past could change the limits of clocks that run since (R12.29). Raises Refused."""
        if at.occurred_at < at.recorded_at - limits(state, at).span("clock_skew"):
            raise Refused("R12.29", AS_ENTERED, recorded=at.recorded_at, instead=(self.SPEC.slug,))


def file_step(complaint: Complaint) -> datetime:
    """What an entry answers that may complete a file: the judgement, when only the file is open."""
    closing = complaint.closing
    if closing.judged_at is not None and closing.closed_at is None:
        return closing.judged_at
    return complaint.reception.received_at
