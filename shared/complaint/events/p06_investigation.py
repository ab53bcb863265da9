"""P6: the head of a department is charged, finds out, gives back; the findings; or none are needed."""

from collections.abc import Iterable
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, assignment_wanted, marked
from shared.complaint.state import Assignment, Complaint, Findings, Investigation, of_the_case
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.axes import Responsible, RouteChange, Severity
from shared.vocabulary.ids import Code
from shared.vocabulary.inquiry import AssignmentReturn
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.text import say


class HeadCharged(ComplaintEvent):
    """The head of the responsible department is charged with finding something out (责成调查, R6.1)."""

    TOPIC = "complaint.head_charged.v1"
    LABEL = say("head charged", "责成调查")
    RULES: ClassVar = ("R6.1", "R6.2")

    assignment: str  #: id within the case: "a1", "a2" …
    department: Code
    head: Code  #: who is charged: the head, or who stands in
    question: PersonalText  #: what to find out

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """One more investigation runs, beside any other."""
        was = state.investigation
        given = Assignment(self.assignment, self.department, self.head, stamp.occurred_at)
        changed = replace(was, given=was.given + 1, assignments=(*was.assignments, given))
        return replace(state, investigation=changed)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Meets the clock of the assignment; its own two start."""
        return *marked(Mark.CHARGED), Marked(Mark.ASSIGNED, scope=self.assignment)


class FirstFindingRecorded(ComplaintEvent):
    """A first look at the facts (初步查实, R6.2)."""

    TOPIC = "complaint.first_finding_recorded.v1"
    LABEL = say("first finding", "初步查实")
    RULES: ClassVar = ("R6.2",)

    assignment: str
    what: PersonalText  #: what was found so far

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The first one counts."""
        known = state.investigation.assignment(self.assignment)
        if known is None:
            return state
        found = replace(known, found_at=known.found_at or stamp.occurred_at)
        return replace(state, investigation=state.investigation.with_assignment(found))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Meets the clock of the first finding."""
        return (Marked(Mark.FIRST_FINDING, scope=self.assignment),)


class FindingsRecorded(ComplaintEvent):
    """What was found out: facts, cause, fault, validity, severity (调查结果, R6.3); or revised."""

    TOPIC = "complaint.findings_recorded.v1"
    LABEL = say("findings", "调查结果")
    RULES: ClassVar = ("R6.2", "R6.3", "R1.0")

    assignment: str = ""  #: "": by the receiver, where nobody was charged
    facts: PersonalText  #: the whole course of events, in order of time
    cause: PersonalText
    at_fault: bool  #: whether the management is
    valid: bool  #: 有效投诉
    severity: Severity  #: minor, moderate or serious
    responsible: Responsible
    department: Code | None = None  #: the department responsible (责任部门)
    reason: PersonalText = ""  #: why earlier findings are revised
    case_at_fault: bool  #: with all investigations of the round taken together …
    case_valid: bool
    case_responsible: Responsible

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """They hold for this investigation; the case is at fault where one of them says so."""
        was = state.investigation
        mine = Findings(stamp.occurred_at, self.at_fault, self.valid, self.severity, self.responsible)
        return replace(state, investigation=with_findings(was, self.assignment, mine))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Meets the clocks of the assignment; at fault and serious the one of the apology starts, else it ends."""
        if self.assignment:
            yield Marked(Mark.FINDINGS, scope=self.assignment)
        due, was_due = after.investigation.apology.since is not None, before.investigation.apology.since is not None
        if due and not was_due:
            yield Marked(Mark.SERIOUS_FAULT)
        elif was_due and not due:
            yield Marked(Mark.FAULT_REVISED)


def with_findings(was: Investigation, assignment: str, mine: Findings) -> Investigation:
    """The investigation with these findings of an assignment, or of the receiver's own."""
    known, found = was.assignment(assignment), taken_together(was, assignment, mine)
    now = replace(was, own=mine) if known is None else was.with_assignment(replace(known, findings=mine))
    wanted = found.wants_serious_apology and not was.apology.satisfied
    apology = replace(was.apology, since=(was.apology.since or mine.at) if wanted else None)
    return replace(now, findings=found, valid=found.valid, responsible=found.responsible, apology=apology)


def taken_together(was: Investigation, assignment: str, mine: Findings) -> Findings:
    """What all investigations of the round come to, with these findings of one of them."""
    others = (known.findings for known in was.assignments if known.id != assignment)
    own = was.own if assignment else None
    return of_the_case((*(found for found in (own, *others) if found is not None), mine))


class AssignmentReturned(ComplaintEvent):
    """The department gave the assignment back with a reason (R12.7); the receiver has it."""

    TOPIC = "complaint.assignment_returned.v1"
    LABEL = say("assignment returned", "退回调查")
    RULES: ClassVar = ("R12.7",)

    assignment: str
    department: Code  #: who gave it back
    why: AssignmentReturn
    words: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Nobody of theirs investigates; returns are counted."""
        left = state.investigation.without(self.assignment)
        return replace(state, investigation=replace(left, returns=left.returns + 1))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Its clocks end; where nobody else finds out, somebody is to be charged."""
        return _given_up(self.assignment, after)


class AssignmentWithdrawn(ComplaintEvent):
    """The department has to find nothing out any more."""

    TOPIC = "complaint.assignment_withdrawn.v1"
    LABEL = say("assignment withdrawn", "撤销调查")
    RULES: ClassVar = ("R6.1", "R6.2")

    assignment: str
    department: Code
    reason: PersonalText

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """One investigation less."""
        return replace(state, investigation=state.investigation.without(self.assignment))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Its clocks end; where nobody else finds out, somebody is to be charged."""
        return _given_up(self.assignment, after)


def _given_up(assignment: str, after: Complaint) -> tuple[Marked, ...]:
    """One assignment ends; the case never waits without one unless there are findings (R6.2, R12.7, CK13)."""
    ended = Marked(Mark.ASSIGNMENT_ENDED, scope=assignment)
    return (ended,) if after.investigation.is_done else (ended, *assignment_wanted(after))


class NoInvestigationNeeded(ComplaintEvent):
    """Nothing has to be found out (R6.2); by itself for what was settled on the spot (R4.1a, R4.4a)."""

    TOPIC = "complaint.no_investigation_needed.v1"
    LABEL = say("no investigation needed", "无需调查")
    RULES: ClassVar = ("R6.2", "R4.1a", "R4.4a", "R9.6")

    reason: PersonalText = ""  #: in words, where a person decided it
    why: RouteChange | None = None  #: by itself: what was settled on the spot
    urgent_work: bool = False  #: by itself: urgent work started at once, findings may follow (R9.6)
    valid: bool | None = None  #: 有效投诉, where it is decided with it (R1.0)
    responsible: Responsible | None = None

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Stands in the place of findings."""
        was = state.investigation
        valid = was.valid if self.valid is None else self.valid
        changed = replace(was, none_needed=True, valid=valid, responsible=self.responsible or was.responsible)
        return replace(state, investigation=changed)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Nobody has to be charged."""
        return marked(Mark.NONE_NEEDED)
