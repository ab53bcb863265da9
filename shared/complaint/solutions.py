"""Remedies: which a proposal lists, and which level may grant them (R12.23); when level 3 is asked (R7.6)."""

from collections.abc import Iterator

from shared.complaint.actions.base import At, limits
from shared.complaint.decisions import asked
from shared.complaint.events.p12_decisions import DecisionAsked
from shared.complaint.state import Complaint
from shared.vocabulary.decisions import About
from shared.vocabulary.inquiry import Remedy
from shared.vocabulary.roles import Level


def level_wanted(complaint: Complaint, at: At, remedies: tuple[Remedy, ...]) -> Level:
    """The lowest level that may grant all of these remedies, by the limits in force."""
    setting = limits(complaint, at).value("remedy_limits")
    parts = (part.partition(":") for part in str(setting or "").split())
    wanted = {name: Level(int(level)) for name, _, level in parts}
    return max((wanted.get(remedy.value, Level.RECEPTION) for remedy in remedies), default=Level.RECEPTION)


def final_position_asked(complaint: Complaint, at: At, *, rejected: int) -> Iterator[DecisionAsked]:
    """Level 3 is asked whether to give the final position, after so many noes at the top level (R7.6).

    `rejected` is what the answer that is being decided adds to them. Follow-ups count by themselves (`rounds`).
    """
    noes = complaint.proposal.rejected_at_top + rejected
    enough = rejected and noes >= limits(complaint, at).number("final_rejections")
    if enough and complaint.decisions.about(About.FINAL_POSITION) is None:
        yield asked(complaint, About.FINAL_POSITION, Level.ENTERPRISE)
