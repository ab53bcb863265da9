"""P6: findings, and what follows from them."""

from datetime import datetime

import pytest

from shared.complaint.actions.p06_assignment import ChargeHead, RecordNoneNeeded
from shared.complaint.actions.p12_assessment import Assess
from shared.complaint.clocks.running import Outcome
from shared.complaint.completeness import missing
from shared.complaint.events.p06_investigation import FindingsRecorded
from shared.complaint.events.p12_assessment import Assessed
from shared.vocabulary.axes import ClosingReason, Responsible, Severity, Urgency
from tests.support import solving, story
from tests.support.cast import jiang, lin, wu
from tests.support.desk import Desk, when
from tests.support.rules import rule

LIFTS = ChargeHead(department="LP-lifts", question="When was the relay serviced?")
SERIOUS = solving.findings(at_fault=True, severity=Severity.SERIOUS, responsible=Responsible.MANAGEMENT)


@rule("R6.3", "R1.0")
def test_findings_say_facts_cause_fault_validity_severity_and_who_is_responsible() -> None:
    desk = Desk().given(solving.charged())
    desk.when(wu, solving.findings(), at="10:00").then(FindingsRecorded, Assessed)
    said = desk.event(FindingsRecorded)
    assert (said.assignment, said.department, said.cause) == ("a1", "LP-engineering", "A worn relay.")
    found = desk.complaint.investigation.findings
    assert found is not None
    assert (found.at_fault, found.valid, found.severity) == (False, True, Severity.MODERATE)
    assert desk.complaint.investigation.responsible is Responsible.DEPARTMENT
    for field in ("facts", "cause"):
        with pytest.raises(ValueError, match=field):
            solving.findings(**{field: ""})


@rule("R6.3", "R12.2")
def test_findings_are_minor_moderate_or_serious_and_major_is_assessed_with_a_reason() -> None:
    desk = Desk().given(solving.charged())
    major = solving.findings(severity=Severity.MAJOR)
    desk.when(wu, major, at="10:00").then_refused("R6.3", severity=Severity.MAJOR, instead="record_findings")


@rule("R12.18", "R12.2")
def test_the_provisional_severity_is_replaced_by_the_findings_and_the_urgency_is_not() -> None:
    before = Assess(severity=Severity.MAJOR, urgency=Urgency.URGENT, reason="It is on television.")
    desk = Desk().given([*solving.charged(), ("09:30", lin, before), ("10:00", wu, solving.findings())])
    assert desk.complaint.assessment.severity is Severity.MODERATE
    assert desk.complaint.assessment.urgency is Urgency.URGENT


@rule("R6.1", "R6.3")
def test_of_several_findings_the_case_is_at_fault_where_one_says_so_and_as_grave_as_the_gravest() -> None:
    ours = SERIOUS.model_copy(update={"assignment": "a1"})
    theirs = solving.findings(assignment="a2", severity=Severity.MINOR, valid=False)
    desk = Desk().given([*solving.charged(), ("09:21", lin, LIFTS), ("10:00", wu, ours), ("10:30", jiang, theirs)])
    said = desk.event(FindingsRecorded)
    assert (said.at_fault, said.case_at_fault, said.case_valid) == (False, True, True)
    assert said.case_responsible is Responsible.MANAGEMENT
    assert desk.complaint.assessment.severity is Severity.SERIOUS
    assert desk.clocks("10:31")["apology"].outcome is Outcome.RUNNING


@rule("R6.2")
def test_findings_come_from_who_is_charged_or_where_nobody_had_to_be() -> None:
    desk = Desk().given(story.agreed())
    desk.when(lin, solving.findings(), at="09:30").then_refused("R6.2", instead="charge_head")
    desk.given([("09:31", lin, RecordNoneNeeded(reason="Urgent work has begun."))])
    desk.when(lin, solving.findings(), at="09:32").then(FindingsRecorded, Assessed)
    assert desk.event(FindingsRecorded).assignment == ""
    desk.when(lin, solving.findings(), at="09:33").then_refused("R6.3", found=when("09:32"))


@rule("R6.3")
def test_findings_are_revised_with_a_reason_and_the_apology_ends_with_the_fault() -> None:
    desk = Desk().given(solving.found("10:00", SERIOUS))
    assert desk.clocks("10:01")["apology"].due == when("+1 10:00")
    assert due_since(desk) == when("10:00")
    milder = solving.findings(severity=Severity.SERIOUS)
    desk.when(wu, milder, at="11:00").then_refused("R6.3", instead="record_findings", found=when("10:00"))
    revised = milder.model_copy(update={"reason": "The maker has admitted it."})
    desk.when(wu, revised, at="11:00").then(FindingsRecorded, Assessed)
    assert desk.clocks("11:01")["apology"].outcome is Outcome.CANCELLED
    assert due_since(desk) is None
    again = SERIOUS.model_copy(update={"reason": "We had not passed the maker's letter on."})
    desk.given([("12:00", wu, again)])
    assert desk.clocks("12:01")["apology"].due == when("+1 12:00")


@rule("R6.3", "R11.1")
def test_at_fault_and_serious_the_case_does_not_close_without_the_apology() -> None:
    lacking = missing(Desk().given(solving.found("10:00", SERIOUS)).complaint, ClosingReason.FOLLOW_UP_SATISFIED)
    assert "serious_apology" in lacking
    assert not {"findings", "severity", "valid", "responsible"} & set(lacking)
    for milder in ({"at_fault": False}, {"severity": Severity.MODERATE}):
        what = SERIOUS.model_copy(update=milder)
        found = Desk().given(solving.found("10:00", what))
        assert "serious_apology" not in missing(found.complaint, ClosingReason.FOLLOW_UP_SATISFIED)
        assert "apology" not in found.clocks("10:01")


@rule("R6.3", "R6.1")
def test_the_department_responsible_is_named_or_the_one_that_found_it_out() -> None:
    desk = Desk().given(solving.charged())
    other = solving.findings(department="nobody")
    desk.when(wu, other, at="10:00").then_refused("R6.1", department="nobody", instead="record_findings")
    desk.when(wu, solving.findings(department="LP-cleaning"), at="10:00").then(FindingsRecorded, Assessed)
    assert desk.event(FindingsRecorded).department == "LP-cleaning"


@rule("R6.1")
def test_without_a_name_the_findings_are_of_the_one_that_is_not_finished() -> None:
    two = [*solving.charged(), ("09:21", lin, LIFTS)]
    desk = Desk().given(two)
    desk.when(lin, solving.findings(), at="10:00").then_refused("R6.1", open=("a1", "a2"))
    desk.given([("10:00", wu, solving.findings(assignment="a1"))])
    desk.when(lin, solving.findings(), at="10:10").then(FindingsRecorded, Assessed)
    assert desk.event(FindingsRecorded).assignment == "a2"
    desk.when(lin, solving.findings(reason="One more look."), at="10:20").then_refused("R6.1", open=("a1", "a2"))


def due_since(desk: Desk) -> datetime | None:
    """Since when an apology for a serious fault is due."""
    return desk.complaint.investigation.apology.since
