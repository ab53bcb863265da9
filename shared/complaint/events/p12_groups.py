"""P12: group complaints (群诉): a parent and its children, as each side knows it (R12.5, R12.5a, R12.5b)."""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, assignment_wanted, marked
from shared.complaint.state import Complaint
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.text import say


class AttachedToParent(ComplaintEvent):
    """The case is handled with a parent (并入群诉, R12.5). It keeps its own reply, progress and follow-up."""

    TOPIC = "complaint.attached_to_parent.v1"
    LABEL = say("attached to a parent", "并入群诉")
    RULES: ClassVar = ("R12.5", "R12.5b")

    parent: UUID
    only_linked: bool  #: completed or judged closed already: no act of the parent reaches it (R12.5b)
    reason: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """One complaint still."""
        return replace(state, links=replace(state.links, parent=self.parent))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Its work clocks end, the parent's hold (3.3)."""
        return () if self.only_linked else marked(Mark.ATTACHED)


class DetachedFromParent(ComplaintEvent):
    """The case goes on by itself: taken out, its customer rejects, or the parent is gone (R12.5a, R12.5b)."""

    TOPIC = "complaint.detached_from_parent.v1"
    LABEL = say("detached from its parent", "移出群诉")
    RULES: ClassVar = ("R12.5a", "R12.5b")

    parent: UUID
    reason: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """On its own, with its receiver."""
        return replace(state, links=replace(state.links, parent=None))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Somebody is to be charged for it now (3.3); not for one whose work is complete."""
        in_work = after.closing.judged_at is None and after.work.work_complete_at is None
        return assignment_wanted(after) if in_work else ()


class ChildAttached(ComplaintEvent):
    """Another case is handled with this one (R12.5)."""

    TOPIC = "complaint.child_attached.v1"
    LABEL = say("a case was attached", "并入子投诉")
    RULES: ClassVar = ("R12.5",)

    case: UUID

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Known by both sides."""
        return replace(state, links=replace(state.links, children=state.links.children | {self.case}))


class ChildDetached(ComplaintEvent):
    """Another case is handled with this one no more (R12.5a)."""

    TOPIC = "complaint.child_detached.v1"
    LABEL = say("a case was detached", "移出子投诉")
    RULES: ClassVar = ("R12.5a", "R12.5b")

    case: UUID

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Known by both sides."""
        return replace(state, links=replace(state.links, children=state.links.children - {self.case}))


class ChildrenDecided(ComplaintEvent):
    """After the parent was reopened it was decided which children are reopened with it (R12.5a)."""

    TOPIC = "complaint.children_decided.v1"
    LABEL = say("decided about the children", "决定子投诉的处理")
    RULES: ClassVar = ("R12.5a", "CK14")

    reopened: tuple[UUID, ...]  #: those to be reopened; the others stay as they are
    reason: PersonalText = ""
