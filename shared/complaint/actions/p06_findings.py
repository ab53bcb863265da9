"""P6: what was found at first sight, and the findings (R6.2, R6.3)."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.actions.inquiry import open_assignment, the_one, unfinished_since
from shared.complaint.actions.p06_assignment import INVESTIGATORS, has_unfinished, to_investigate
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p06_investigation import FindingsRecorded, FirstFindingRecorded, taken_together
from shared.complaint.events.p12_assessment import Assessed
from shared.complaint.state import Assignment, Complaint, Findings
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.refusal import Refused
from shared.vocabulary.axes import Responsible, Severity
from shared.vocabulary.ids import Code
from shared.vocabulary.inquiry import FOUND_SEVERITIES
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.text import say

is_charged = Guard(
    "R6.2",
    say(
        "Nobody is charged with finding it out; charge a department, or record that no investigation is needed.",
        "尚未责成任何部门调查；请责成部门，或记录无需调查。",
    ),
    lambda c: c.investigation.none_needed or bool(c.investigation.assignments),
    instead=("charge_head", "record_none_needed", "write_note"),
)

OF_FINDINGS = say(
    "Findings say minor, moderate or serious; whether the matter is “{severity}” is assessed, with a reason.",
    "调查结果分轻微、一般、严重三级；“{severity}”须另行评定并说明理由。",
)
WHY_REVISED = say(
    "There are findings of {found}; say why they are revised.", "已有 {found} 的调查结果，请说明更正理由。"
)
NO_DEPARTMENT = say("There is no department {department}.", "没有部门 {department}。")


@action(
    label=say("Record the first finding", "记录初步查实"),
    rules=("R6.2",),
    roles=INVESTIGATORS,
    when=(*to_investigate, has_unfinished),
    refuses=("R6.1", "CK9"),
)
class RecordFirstFinding(ComplaintAction):
    """What a first look at the facts has shown."""

    assignment: str = ask("Assignment; empty: the only one", "调查编号（空：唯一一项）", default="", max_length=8)
    what: PersonalText = ask("What was found so far", "初步情况", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The clock of the first finding is met."""
        found = open_assignment(state, at, self.assignment, self.SPEC.slug)
        yield FirstFindingRecorded(assignment=found.id, what=self.what)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before somebody was charged."""
        return unfinished_since(complaint)


@action(
    label=say("Record the findings", "记录调查结果"),
    rules=("R6.2", "R6.3", "R1.0", "R12.2", "R12.18"),
    roles=INVESTIGATORS,
    when=(*to_investigate, is_charged),
    refuses=("R6.1", "R6.3", "CK9"),
)
class RecordFindings(ComplaintAction):
    """Say what happened, why, whether we are at fault, whether the complaint is valid, and how grave it is."""

    assignment: str = ask("Assignment; empty: the only one", "调查编号（空：唯一一项）", default="", max_length=8)
    facts: PersonalText = ask("The whole course of events, in order of time", "事情经过（按时间顺序）", min_length=1)
    cause: PersonalText = ask("Cause", "原因", min_length=1)
    at_fault: bool = ask("Management at fault", "管理方有过失")
    valid: bool = ask("Valid complaint", "有效投诉")
    severity: Severity = ask("Severity", "严重程度")
    responsible: Responsible = ask("Responsible party", "责任归属")
    department: Code | None = ask("Department responsible", "责任部门", default=None)
    reason: PersonalText = ask("Why earlier findings are revised", "更正理由（更正时）", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """They replace the provisional severity (R12.18); at fault and serious the apology falls due (R6.3)."""
        if self.severity not in FOUND_SEVERITIES:
            raise Refused("R6.3", OF_FINDINGS, severity=self.severity, instead=("record_findings",))
        charged = self._charged(state, at)
        self._check_revision(state, charged)
        number = "" if charged is None else charged.id
        mine = Findings(at.occurred_at, self.at_fault, self.valid, self.severity, self.responsible)
        case_now = taken_together(state.investigation, number, mine)
        said = {**self.model_dump(), "assignment": number, "department": self._department(charged, at)}
        yield FindingsRecorded(
            **said, case_at_fault=case_now.at_fault, case_valid=case_now.valid, case_responsible=case_now.responsible
        )
        yield Assessed(severity=case_now.severity, urgency=state.assessment.urgency, reason="")

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the first was charged, nor before the verification."""
        given = (known.given_at for known in complaint.investigation.assignments)
        return min(given, default=complaint.facts.verified_at or complaint.reception.received_at)

    def _charged(self, state: Complaint, at: At) -> Assignment | None:
        """The assignment meant: the one named, else the only one, else the only one without findings."""
        several = state.investigation.assignments
        if not several:
            return None
        unfinished = tuple(known for known in several if known.findings is None)
        return the_one(
            several if self.assignment or not unfinished else unfinished, at, self.assignment, self.SPEC.slug
        )

    def _check_revision(self, state: Complaint, charged: Assignment | None) -> None:
        earlier = state.investigation.own if charged is None else charged.findings
        if earlier is not None and not self.reason.strip():
            raise Refused("R6.3", WHY_REVISED, found=earlier.at, instead=("record_findings",))

    def _department(self, charged: Assignment | None, at: At) -> str | None:
        if self.department is None:
            return None if charged is None else charged.department
        if self.department not in at.directory.departments:
            raise Refused("R6.1", NO_DEPARTMENT, department=self.department, instead=("record_findings",))
        return self.department


ACTIONS = (RecordFirstFinding, RecordFindings)
