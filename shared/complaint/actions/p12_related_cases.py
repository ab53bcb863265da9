"""P12: close a case as the duplicate of another, and what that does to the other one (R12.6, R12.6a).

Whether the two have one customer or unit, which was received first and where the chain ends is looked up by
intake before the door, because no decision sees a second complaint.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from shared.complaint import decisions
from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.actions.p11_closing import goes_on, is_not_void, returns_to
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p11_ending import Returned
from shared.complaint.events.p12_related_cases import (
    DuplicateAdded,
    DuplicateEnded,
    DuplicateFound,
    DuplicateMoved,
    DuplicateRemoved,
    SurvivorDecided,
    SurvivorProposed,
)
from shared.complaint.guards import in_hand, is_handled_here
from shared.complaint.judging import judge, newest_end
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.vocabulary.axes import ClosingReason
from shared.vocabulary.decisions import About
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import LEVEL_1_UP, Role
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant

is_duplicate = Guard(
    "R12.6a",
    say("The case is no duplicate.", "该投诉并非重复件。"),
    lambda c: c.links.duplicate_of is not None,
    instead=("write_note",),
)
SURVIVOR_GONE = "The surviving case was cancelled or withdrawn. 保留的投诉已作废或撤诉。"
"""The reason on record where duplicates return by themselves (R12.6a)."""


@action(
    label=say("Close as a duplicate", "按重复关闭"),
    rules=("R12.6", "R12.6a"),
    roles=(*LEVEL_1_UP, Role.DESK),
    when=(is_handled_here, is_not_void),
)
class CloseAsDuplicate(ComplaintAction):
    """The same customer or unit complained of the same matter before: that case survives, this one closes."""

    survivor: UUID = ask("The case that survives", "保留的投诉")
    reason: PersonalText = ask("Why it is the same matter", "同一事项的理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Void, and closed at once; one that was closed before keeps that closing for a return."""
        found = DuplicateFound(survivor=self.survivor, reason=self.reason)
        yield from judge(state, at, ClosingReason.DUPLICATE, found)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the closing that it covers, nor before the round that it ends."""
        return newest_end(complaint)


@action(
    label=say("Take over a duplicate", "并入重复投诉"),
    rules=("R12.6", "R12.6a"),
    roles=(Role.DESK,),
    when=(is_handled_here,),
)
class AddDuplicate(ComplaintAction):
    """Another case was closed as the duplicate of this one. Each of two that name one another: the earlier returns."""

    case: UUID = ask("The duplicate", "重复的投诉")
    received_at: Instant = ask("When it was received", "其受理时间")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """On record here too; no circle is left."""
        circle = state.links.duplicate_of == self.case
        if circle and state.reception.received_at <= self.received_at:
            yield from returns(state, at, "")
        yield DuplicateAdded(case=self.case, received_at=self.received_at)


@action(
    label=say("Name another survivor", "变更保留件"),
    rules=("R12.6a",),
    roles=(Role.DESK,),
    when=(is_duplicate,),
)
class MoveDuplicate(ComplaintAction):
    """The case that survived this one became a duplicate itself."""

    survivor: UUID = ask("The case that survives now", "现保留的投诉")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Chains resolve to the root."""
        if state.links.duplicate_of != self.survivor:
            yield DuplicateMoved(survivor=self.survivor)


@action(
    label=say("Let a duplicate return", "重复件恢复"),
    rules=("R12.6a",),
    roles=(Role.DESK,),
    when=(is_duplicate,),
)
class ReturnDuplicate(ComplaintAction):
    """The surviving case was cancelled or withdrawn: this one is open again, or closed again as it was."""

    survivor: UUID = ask("The case that survived it", "原保留的投诉")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Only from that survivor; it may have another by now."""
        if state.links.duplicate_of == self.survivor:
            yield from returns(state, at, SURVIVOR_GONE)

    def answers(self, complaint: Complaint) -> datetime:
        """A return cannot lie before the closing."""
        return complaint.closing.closed_at or complaint.reception.received_at


@action(
    label=say("Give up a duplicate", "移出重复投诉"),
    rules=("R12.6a",),
    roles=(Role.DESK,),
    when=(is_handled_here,),
)
class RemoveDuplicate(ComplaintAction):
    """A duplicate of this case returned, or has another survivor."""

    case: UUID = ask("The duplicate", "重复的投诉")
    open_again: bool = ask("Whether it is open again", "是否重新处理")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Known by both sides."""
        if state.links.duplicate(self.case) is not None:
            yield DuplicateRemoved(case=self.case, open_again=self.open_again)


@action(
    label=say("Propose as the survivor", "建议作为保留件"),
    rules=("R12.6a", "CK14"),
    roles=(Role.DESK,),
    when=in_hand,
)
class ProposeSurvivor(ComplaintAction):
    """Of the duplicates that are open again this one was received first; level 1 is asked whether it survives."""

    others: tuple[UUID, ...] = ask("The others that are open again", "其他恢复的投诉")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Asked of level 1; the clock of the decision runs."""
        yield SurvivorProposed(others=self.others)
        yield decisions.asked(state, About.RETURNED_DUPLICATE)


@action(
    label=say("Decide which case survives", "决定保留件"),
    rules=("R12.6a", "CK14"),
    roles=LEVEL_1_UP,
    when=(*in_hand, decisions.is_asked_about(About.RETURNED_DUPLICATE)),
)
class DecideSurvivor(ComplaintAction):
    """Whether this case survives the others that returned with it; if not, each goes on by itself."""

    survives: bool = ask("This case survives", "以本件为准")
    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Decided; the others are closed as its duplicates by the desk."""
        yield from decisions.decide(state, About.RETURNED_DUPLICATE, granted=self.survives, reason=self.reason)
        yield SurvivorDecided(survives=self.survives, others=tuple(sorted(state.links.proposed_over)))

    def answers(self, complaint: Complaint) -> datetime:
        """Not before it was asked."""
        found = complaint.decisions.about(About.RETURNED_DUPLICATE)
        return complaint.reception.received_at if found is None else found.asked_at


def returns(complaint: Complaint, at: At, reason: str) -> Iterator[ComplaintEvent]:
    """A void closing is undone (R12.6a): the return, the end of the link, and the route of a case open again."""
    level, owner = returns_to(complaint, at.directory)
    yield Returned(reason=reason, level=level, owner=owner)
    if complaint.links.duplicate_of is not None:
        yield DuplicateEnded(survivor=complaint.links.duplicate_of)
    if complaint.closing.before_void is None:
        yield from goes_on(complaint)


ACTIONS = (
    CloseAsDuplicate, AddDuplicate, MoveDuplicate, ReturnDuplicate, RemoveDuplicate, ProposeSurvivor, DecideSurvivor,
)  # fmt: skip
