"""P12: attach a case to a parent and detach it, and what the parent's work does to it (R12.5, R12.5a, R12.5b)."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from shared.complaint import decisions
from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.actions.p07_proposal import Amount, has_findings, to_propose
from shared.complaint.actions.p11_closing import goes_on, is_not_void, returns_to
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p06_investigation import FindingsRecorded, NoInvestigationNeeded, taken_together
from shared.complaint.events.p07_proposal import ProposalMade
from shared.complaint.events.p11_closing import JudgementTakenBack, Reopened
from shared.complaint.events.p12_assessment import Assessed
from shared.complaint.events.p12_groups import (
    AttachedToParent,
    ChildAttached,
    ChildDetached,
    ChildrenDecided,
    DetachedFromParent,
    ParentsActReached,
)
from shared.complaint.guards import in_hand, is_handled_here, is_on_p5, is_verified
from shared.complaint.state import Complaint, Findings
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.refusal import Refused
from shared.vocabulary.axes import Responsible, Severity
from shared.vocabulary.decisions import About
from shared.vocabulary.groups import ParentsAct
from shared.vocabulary.ids import Code
from shared.vocabulary.inquiry import Remedy
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import LEVEL_1_UP, Role
from shared.vocabulary.text import say

is_single = Guard(
    "R12.5",
    say("The case has a parent or children already.", "该投诉已属于群诉或已有子投诉。"),
    lambda c: c.links.parent is None and not c.links.children,
    instead=("detach_from_parent", "write_note"),
)
is_child = Guard(
    "R12.5a",
    say("The case is attached to no parent.", "该投诉未并入群诉。"),
    lambda c: c.links.parent is not None,
    instead=("attach_to_parent", "write_note"),
)
is_not_only_linked = Guard(
    "R12.5b",
    say("The case is completed; it is only linked to its parent.", "该投诉已处理完毕，仅与父件关联。"),
    lambda c: c.work.completed_at is None,
    instead=("write_note",),
)
NO_CHILD = say("{case} is no child of this case.", "{case} 不是本件的子投诉。")
PARENT_GONE = "The parent was cancelled, withdrawn or closed as a duplicate. 父件已作废、撤诉或按重复关闭。"
REJECTED = "The customer rejected the proposal. 业主不接受处理方案。"


@action(
    label=say("Attach to a parent", "并入群诉"),
    rules=("R12.5", "R12.5b"),
    roles=LEVEL_1_UP,
    when=(is_handled_here, is_not_void, is_single),
)
class AttachToParent(ComplaintAction):
    """Many callers, one matter: the case is handled with the parent, and keeps its own reply and follow-up."""

    parent: UUID = ask("The parent", "父件")
    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """A completed or judged-closed case is only linked."""
        done = state.work.completed_at is not None or state.closing.judged_at is not None
        yield AttachedToParent(parent=self.parent, only_linked=done, reason=self.reason)


@action(
    label=say("Detach from the parent", "移出群诉"),
    rules=("R12.5a", "R12.5b"),
    roles=(*LEVEL_1_UP, Role.DESK),
    when=(is_handled_here, is_child),
)
class DetachFromParent(ComplaintAction):
    """The case is another matter after all, or its customer wants something else: it goes on by itself."""

    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Its own clocks run on, and somebody is to be charged for it."""
        if state.links.parent is not None:
            yield DetachedFromParent(parent=state.links.parent, reason=self.reason)


@action(
    label=say("Take in a child", "接收子投诉"), rules=("R12.5",), roles=(Role.DESK,), when=(is_handled_here,)
)  # fmt: skip
class AddChild(ComplaintAction):
    """Another case was attached to this one."""

    case: UUID = ask("The child", "子投诉")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Known by both sides."""
        yield ChildAttached(case=self.case)


@action(
    label=say("Let a child go", "移出子投诉"), rules=("R12.5a",), roles=(Role.DESK,), when=(is_handled_here,)
)  # fmt: skip
class RemoveChild(ComplaintAction):
    """Another case was detached from this one."""

    case: UUID = ask("The child", "子投诉")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Known by both sides."""
        if self.case in state.links.children:
            yield ChildDetached(case=self.case)


@action(
    label=say("Complete with the parent", "随父件完成"),
    rules=("R12.5", "R12.5b", "R9.1"),
    roles=(Role.DESK,),
    when=(*in_hand, is_child, is_not_only_linked),
)
class CompleteWithParent(ComplaintAction):
    """The parent's work is complete: a running completion clock of this case is met by it, its due unchanged.

    Who agrees only afterwards agrees to what is done already.
    """

    version: int = ask("Version of the parent's fact", "父件记录版本", ge=1)
    complete: bool = ask("Complete", "已完成", default=True)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """What its own customer agreed to is complete; they are told, and followed up, by its own receiver."""
        if state.links.parent_is_done is not self.complete:
            what = ParentsAct.WORK_COMPLETE if self.complete else ParentsAct.WORK_GOES_ON
            yield from _reached(state, self.version, what)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the agreement."""
        return complaint.work.accepted_at or complaint.reception.received_at


@action(
    label=say("Findings of the parent", "父件调查结果"),
    rules=("R12.5", "R12.5b", "R6.2"),
    roles=(Role.DESK,),
    when=(*in_hand, is_verified, is_on_p5, is_child, is_not_only_linked),
)
class FindWithParent(ComplaintAction):
    """What was found out on the parent is found out here, or nothing has to be."""

    version: int = ask("Version of the parent's fact", "父件记录版本", ge=1)
    none_needed: bool = ask("No investigation is needed", "无需调查", default=False)
    facts: PersonalText = ask("The whole course of events, in order of time", "事情经过（按时间顺序）", default="")
    cause: PersonalText = ask("Cause", "原因", default="")
    at_fault: bool = ask("Management at fault", "管理方有过失", default=False)
    valid: bool | None = ask("Valid complaint", "有效投诉", default=None)
    severity: Severity = ask("Severity", "严重程度", default=Severity.MINOR)
    responsible: Responsible | None = ask("Responsible party", "责任归属", default=None)
    department: Code | None = ask("Department responsible", "责任部门", default=None)
    reason: PersonalText = ask("Reason", "理由", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Once; a serious fault asks for an apology to this customer too (R6.3)."""
        if self.version <= state.links.parents_findings:
            return
        yield from _reached(state, self.version, ParentsAct.FINDINGS)
        if self.none_needed:
            yield NoInvestigationNeeded(reason=self.reason, valid=self.valid, responsible=self.responsible)
        elif self.responsible is not None:
            valid = bool(self.valid)
            mine = Findings(at.occurred_at, self.at_fault, valid, self.severity, self.responsible)
            together = taken_together(state.investigation, "", mine)
            yield FindingsRecorded(
                facts=self.facts, cause=self.cause, at_fault=self.at_fault, valid=valid, severity=self.severity,
                responsible=self.responsible, department=self.department, reason=self.reason,
                case_at_fault=together.at_fault, case_valid=together.valid, case_responsible=together.responsible,
            )  # fmt: skip
            yield Assessed(severity=together.severity, urgency=state.assessment.urgency, reason="")


@action(
    label=say("Proposal of the parent", "父件处理方案"),
    rules=("R12.5", "R12.5b", "R7.0"),
    roles=(Role.DESK,),
    when=(*to_propose, is_child, is_not_only_linked, has_findings),
)
class ProposeWithParent(ComplaintAction):
    """What is proposed on the parent, approved where it has to be, may be told to this customer too."""

    version: int = ask("Version of the parent's fact", "父件记录版本", ge=1)
    solution: PersonalText = ask("Solution", "处理方案", min_length=1)
    unmet: PersonalText = ask("What part of the demand it does not meet", "未能满足的部分", default="")
    remedies: tuple[Remedy, ...] = ask("Remedies", "补救措施")
    amount: Amount = ask("Amount of the compensation", "补偿金额", default="")
    work: bool = ask("Something is to be done for it", "需要实施处理")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Once, as a proposal of its own: its own receiver tells it, its own customer answers."""
        if self.version <= state.links.parents_proposal:
            return
        yield from _reached(state, self.version, ParentsAct.PROPOSAL)
        yield ProposalMade(
            proposal=f"p{state.proposal.made + 1}", solution=self.solution, unmet=self.unmet, remedies=self.remedies,
            demand=state.proposal.demands or None, amount=self.amount, work=self.work,
        )  # fmt: skip


def _reached(state: Complaint, version: int, what: ParentsAct) -> Iterator[ParentsActReached]:
    if state.links.parent is not None:
        yield ParentsActReached(parent=state.links.parent, version=version, what=what)


@action(
    label=say("Ask about the children", "提请决定子投诉"),
    rules=("R12.5a", "CK14"),
    roles=(Role.DESK,),
    when=in_hand,
)
class AskAboutChildren(ComplaintAction):
    """The parent was reopened: what becomes of its children is for level 1 to decide; none is reopened by itself."""

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Runs here, on the case that raised it (CK14)."""
        if state.links.children and state.decisions.about(About.CHILDREN) is None:
            yield decisions.asked(state, About.CHILDREN)


@action(
    label=say("Decide about the children", "决定子投诉的处理"),
    rules=("R12.5a", "CK14"),
    roles=LEVEL_1_UP,
    when=(*in_hand, decisions.is_asked_about(About.CHILDREN)),
    refuses=("R12.5a",),
)
class DecideChildren(ComplaintAction):
    """Which children are reopened with the parent; the others stay as they are."""

    reopen: tuple[UUID, ...] = ask("Reopen these", "重启的子投诉", default=())
    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Decided; each is reopened by the desk."""
        strangers = [case for case in self.reopen if case not in state.links.children]
        if strangers:
            raise Refused("R12.5a", NO_CHILD, case=strangers[0], instead=("decide_children",))
        yield from decisions.decide(state, About.CHILDREN, granted=bool(self.reopen), reason=self.reason)
        yield ChildrenDecided(reopened=self.reopen, reason=self.reason)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before it was asked."""
        found = complaint.decisions.about(About.CHILDREN)
        return complaint.reception.received_at if found is None else found.asked_at


@action(
    label=say("Reopen with the parent", "随父件重启"),
    rules=("R12.5a", "R11.4"),
    roles=(Role.DESK,),
    when=(is_handled_here, is_not_void, is_child),
)
class ReopenWithParent(ComplaintAction):
    """It was decided that this child is handled further with its reopened parent."""

    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Reopened, or taken back where it was judged only; an open one goes on as it is."""
        if state.closing.judged_at is None:
            return
        level, owner = returns_to(state, at.directory)
        again = Reopened if state.closing.closed_at is not None else JudgementTakenBack
        yield again(reason=self.reason, level=level, owner=owner)
        yield from goes_on(state)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the closing."""
        return complaint.closing.closed_at or complaint.closing.judged_at or complaint.reception.received_at


ACTIONS = (
    AttachToParent, DetachFromParent, AddChild, RemoveChild, CompleteWithParent, FindWithParent, ProposeWithParent,
    AskAboutChildren, DecideChildren, ReopenWithParent,
)  # fmt: skip
