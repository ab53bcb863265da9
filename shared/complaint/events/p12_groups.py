"""P12: group complaints (群诉): a parent and its children, as each side knows it (R12.5, R12.5a, R12.5b)."""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, assignment_wanted, marked
from shared.complaint.state import Complaint
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.groups import ParentsAct
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
        alone = replace(
            state.links, parent=None, follows_parent=False, parents_findings=0, parents_proposal=0,
            parent_is_done=False,
        )  # fmt: skip
        return replace(state, links=alone)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Somebody is to be charged for it now (3.3); not for one whose work is complete."""
        in_work = after.closing.judged_at is None and after.work.work_complete_at is None
        return assignment_wanted(after) if in_work else ()


class ParentFollowed(ComplaintEvent):
    """The case is far enough to take in what its parent does (随父件办理, R12.5b): follows by itself on P5."""

    TOPIC = "complaint.parent_followed.v1"
    LABEL = say("follows its parent", "随父件办理")
    RULES: ClassVar = ("R12.5b",)

    parent: UUID

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """What the parent did before reaches it now."""
        return replace(state, links=replace(state.links, follows_parent=True))


class ParentsActReached(ComplaintEvent):
    """What was done on the parent is done here too (R12.5b); beside it stands what it comes to here."""

    TOPIC = "complaint.parents_act_reached.v1"
    LABEL = say("the parent's act reached it", "父件处理及于本件")
    RULES: ClassVar = ("R12.5", "R12.5b")

    parent: UUID
    version: int  #: of the parent's fact
    what: ParentsAct

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Each of them once."""
        links = state.links
        match self.what:
            case ParentsAct.FINDINGS:
                links = replace(links, parents_findings=self.version)
            case ParentsAct.PROPOSAL:
                links = replace(links, parents_proposal=self.version)
            case ParentsAct.WORK_COMPLETE | ParentsAct.WORK_GOES_ON:
                links = replace(links, parent_is_done=self.what is ParentsAct.WORK_COMPLETE)
        return replace(state, links=links)


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
