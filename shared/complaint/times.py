"""CK9: bounds of business time, the same for every action."""

from datetime import timedelta

from shared.complaint.actions.base import At, ComplaintAction, limits
from shared.complaint.state import Complaint
from shared.decision.refusal import Refused
from shared.vocabulary.roles import Level
from shared.vocabulary.text import say

IN_FUTURE = say(
    "It cannot have happened at {occurred}, after its entry at {recorded}.",
    "发生时间 {occurred} 不能晚于录入时间 {recorded}。",
)
TOO_EARLY = say(
    "It cannot have happened at {occurred}, before the step it answers at {earliest}.",
    "发生时间 {occurred} 不能早于所对应步骤的时间 {earliest}。",
)
NEEDS_SUPERVISOR = say(
    "An entry more than {hours} h after the event needs the supervisor.", "补录超过 {hours} 小时须由客服主任办理。"
)


def check_times(complaint: Complaint, order: ComplaintAction, at: At) -> None:
    """Refuse a business time that cannot be (CK9). Raises Refused."""
    known = limits(complaint, at)
    if at.occurred_at > at.recorded_at + known.span("clock_skew"):
        raise Refused("CK9", IN_FUTURE, occurred=at.occurred_at, recorded=at.recorded_at)
    if complaint.exists and at.occurred_at < (earliest := order.answers(complaint)):
        raise Refused("CK9", TOO_EARLY, occurred=at.occurred_at, earliest=earliest)
    free: timedelta = known.span("backdate_free")
    if at.recorded_at - at.occurred_at > free and (at.by.level is None or at.by.level < Level.SUPERVISOR):
        raise Refused("CK9", NEEDS_SUPERVISOR, hours=int(free.total_seconds() // 3600))
