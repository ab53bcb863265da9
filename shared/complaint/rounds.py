"""What an unsatisfied customer begins (R10.4, R12.15): a new round, one level up."""

from collections.abc import Iterator

from shared.complaint import decisions
from shared.complaint.actions.base import At, limits
from shared.complaint.escalating import Asked, escalate
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p10_follow_up import RoundBegun
from shared.complaint.state import Complaint
from shared.vocabulary.axes import EscalationReason
from shared.vocabulary.decisions import About
from shared.vocabulary.roles import Level


def not_satisfied(complaint: Complaint, at: At, reason: str) -> Iterator[ComplaintEvent]:
    """A new round; below the top with a move one level up, at the top after enough of them level 3 decides (R7.6)."""
    yield from decisions.drop(complaint, About.AFTER_ATTEMPTS)
    begun = RoundBegun(level=complaint.ladder.level, owner=complaint.ladder.owner, reason=reason)
    yield begun
    after = begun.apply(complaint, at.stamp())
    if after.ladder.level < Level.ENTERPRISE:
        asked = Asked(EscalationReason.FOLLOW_UP_NOT_SATISFIED, rules=("R10.4",))
        yield from escalate(after, at, asked)
    enough = complaint.follow_up.unsatisfied_at_top >= limits(complaint, at).number("final_followups")
    if enough and after.decisions.about(About.FINAL_POSITION) is None:
        yield decisions.asked(after, About.FINAL_POSITION, Level.ENTERPRISE)
