"""P6: charge the head of a department, take the charge back, or say that nothing has to be found out (R6.1, R6.2)."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.actions.inquiry import open_assignment, unfinished_since
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p06_investigation import (
    AssignmentReturned,
    AssignmentWithdrawn,
    HeadCharged,
    NoInvestigationNeeded,
)
from shared.complaint.guards import in_hand, is_verified, owns
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.refusal import Refused
from shared.directory.state import Department
from shared.vocabulary.axes import Responsible
from shared.vocabulary.ids import Code
from shared.vocabulary.inquiry import AssignmentReturn
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import STAFF, Level, Role
from shared.vocabulary.text import say

INVESTIGATORS = (*STAFF, Role.DEPARTMENT, Role.CONTRACTOR)
"""Who tells what was found: the department itself, or the staff who heard it from them."""

may_charge = Guard(
    "R6.1",
    say(
        "The head of a department is charged by whoever holds the case, the supervisor or the manager.",
        "责成部门负责人调查，须由该投诉负责人、客服主任或服务中心主任办理。",
    ),
    lambda _: True,
    of_caller=lambda c, by: owns(c, by) or (by.level is not None and by.level >= Level.SUPERVISOR),
    instead=("write_note",),
)
has_unfinished = Guard(
    "R6.1",
    say("No investigation is open.", "没有进行中的调查。"),
    lambda c: any(known.findings is None for known in c.investigation.assignments),
    instead=("charge_head", "record_findings", "write_note"),
)
is_not_investigated = Guard(
    "R6.2",
    say(
        "A department is charged with the investigation, or none is needed already.",
        "已责成部门调查，或已记录无需调查。",
    ),
    lambda c: not c.investigation.none_needed and not c.investigation.assignments,
    instead=("withdraw_assignment", "record_findings", "write_note"),
)
to_investigate = (*in_hand, is_verified)
"""In hand, and not before the verification (R3.2)."""

NO_DEPARTMENT = say("No department {department} works for site {site}.", "项目 {site} 没有部门 {department}。")
NO_HEAD = say(
    "Department {department} has no head in the directory; name who is charged.",
    "部门 {department} 在名录中没有负责人，请指定责成何人。",
)
NOT_OF_IT = say("{person} does not work in department {department}.", "{person} 不属于部门 {department}。")
NAMED = say(
    "{person} is complained about and investigates nothing here; charge somebody else of the department.",
    "{person} 为被投诉人，不得参与调查；请责成该部门其他人员。",
)


@action(
    label=say("Charge the head of a department", "责成部门调查"),
    rules=("R6.1", "R6.2", "R3.2"),
    roles=STAFF,
    when=(*to_investigate, may_charge),
    refuses=("R6.1", "R12.17"),
)
class ChargeHead(ComplaintAction):
    """Charge the head of the responsible department with finding something out; several may investigate at a time."""

    department: Code = ask("Department", "责任部门")
    question: PersonalText = ask("What to find out", "调查事项", min_length=1)
    person: Code | None = ask("Instead of the head", "代替负责人者", default=None)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Charged from now; the clocks of the first finding and of the findings run."""
        head = self._charged(self._department(state, at), state, at)
        number = f"a{state.investigation.given + 1}"
        yield HeadCharged(assignment=number, department=self.department, head=head, question=self.question)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the verification."""
        return complaint.facts.verified_at or complaint.reception.received_at

    def _department(self, state: Complaint, at: At) -> Department:
        found, site = at.directory.departments.get(self.department), state.reception.site
        if found is None or not found.active or found.site not in (None, site):
            raise Refused("R6.1", NO_DEPARTMENT, department=self.department, site=site, instead=("charge_head",))
        return found

    def _charged(self, department: Department, state: Complaint, at: At) -> str:
        code = self.person or department.head
        if code is None:
            raise Refused("R6.1", NO_HEAD, department=department.code, instead=("charge_head",))
        person = at.directory.people.get(code)
        theirs = code == department.head or (person is not None and person.department == department.code)
        if person is None or not theirs or not person.works_at(state.reception.site):
            raise Refused("R6.1", NOT_OF_IT, person=code, department=department.code, instead=("charge_head",))
        if code in state.ladder.named:
            raise Refused("R12.17", NAMED, person=code, instead=("charge_head",))
        return code


@action(
    label=say("No investigation is needed", "无需调查"),
    rules=("R6.2", "R1.0"),
    roles=STAFF,
    when=(*to_investigate, may_charge, is_not_investigated),
)
class RecordNoneNeeded(ComplaintAction):
    """Nothing has to be found out, with the reason; findings may still follow."""

    reason: PersonalText = ask("Reason", "理由", min_length=1)
    valid: bool | None = ask("Valid complaint, if decided", "有效投诉（如已判定）", default=None)
    responsible: Responsible | None = ask("Responsible party, if known", "责任归属（如已明确）", default=None)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """It stands in the place of findings."""
        yield NoInvestigationNeeded(reason=self.reason, valid=self.valid, responsible=self.responsible)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the verification."""
        return complaint.facts.verified_at or complaint.reception.received_at


@action(
    label=say("Give the assignment back", "退回调查"),
    rules=("R12.7", "R6.1"),
    roles=INVESTIGATORS,
    when=(*to_investigate, has_unfinished),
    refuses=("R6.1", "CK9"),
)
class ReturnAssignment(ComplaintAction):
    """The department gives the assignment back with a reason; the case has its owner, as before."""

    assignment: str = ask("Assignment; empty: the only one", "调查编号（空：唯一一项）", default="", max_length=8)
    why: AssignmentReturn = ask("Why", "退回原因")
    words: PersonalText = ask("In words", "说明", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Counted, and the receiver's again."""
        found = open_assignment(state, at, self.assignment, self.SPEC.slug)
        yield AssignmentReturned(assignment=found.id, department=found.department, why=self.why, words=self.words)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before somebody was charged."""
        return unfinished_since(complaint)


@action(
    label=say("Withdraw an assignment", "撤销调查"),
    rules=("R6.1", "R6.2"),
    roles=STAFF,
    when=(*to_investigate, may_charge, has_unfinished),
    refuses=("R6.1", "CK9"),
)
class WithdrawAssignment(ComplaintAction):
    """The department has to find nothing out any more."""

    assignment: str = ask("Assignment; empty: the only one", "调查编号（空：唯一一项）", default="", max_length=8)
    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Its clocks end."""
        found = open_assignment(state, at, self.assignment, self.SPEC.slug)
        yield AssignmentWithdrawn(assignment=found.id, department=found.department, reason=self.reason)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before somebody was charged."""
        return unfinished_since(complaint)


ACTIONS = (ChargeHead, RecordNoneNeeded, ReturnAssignment, WithdrawAssignment)
