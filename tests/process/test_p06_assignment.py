"""P6: who is charged with finding out, and how a charge ends."""

from dataclasses import replace
from typing import Any

import pytest

from shared.complaint.actions.p03_verification import ChooseRoute
from shared.complaint.actions.p06_assignment import (
    ChargeHead,
    RecordNoneNeeded,
    ReturnAssignment,
    WithdrawAssignment,
)
from shared.complaint.actions.p06_findings import RecordFirstFinding
from shared.complaint.clocks.running import Outcome
from shared.complaint.completeness import missing
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p03_verification import RouteChosen
from shared.complaint.events.p06_investigation import (
    AssignmentReturned,
    AssignmentWithdrawn,
    FindingsRecorded,
    FirstFindingRecorded,
    HeadCharged,
    NoInvestigationNeeded,
)
from shared.complaint.events.p12_assessment import Assessed
from shared.complaint.events.p12_decisions import DecisionAsked
from shared.complaint.kind import COMPLAINT
from shared.complaint.state import Complaint
from shared.decision.action import Action
from shared.decision.moment import Caller, Moment
from shared.decision.refusal import Refused
from shared.vocabulary.axes import ClosingReason, Responsible, Route
from shared.vocabulary.decisions import About
from shared.vocabulary.inquiry import AssignmentReturn
from shared.vocabulary.roles import Level
from tests.support import solving, story
from tests.support.cast import company, he, jiang, lin, mei, portal, wu, zhou
from tests.support.desk import Desk, when
from tests.support.rules import rule

CHARGE = solving.CHARGE
LIFTS = ChargeHead(department="LP-lifts", question="When was the relay serviced?")
BACK = ReturnAssignment(why=AssignmentReturn.NOT_OURS, words="The lift firm looks after it.")
NONE = RecordNoneNeeded(reason="The cause is known: a power cut.")


@rule("R6.1")
def test_the_head_of_the_responsible_department_is_charged_with_what_to_find_out() -> None:
    desk = Desk().given(story.agreed())
    desk.when(lin, CHARGE, at="09:20").then(HeadCharged)
    charged = desk.event(HeadCharged)
    assert (charged.assignment, charged.department, charged.head) == ("a1", "LP-engineering", "wu")
    assert charged.question == CHARGE.question


@rule("R6.1")
@pytest.mark.parametrize("caller", [lin, zhou, he])
def test_whoever_holds_the_case_the_supervisor_and_the_manager_may_charge(caller: Any) -> None:
    Desk().given(story.agreed()).when(caller, CHARGE, at="09:20").then(HeadCharged)
    Desk().given(story.agreed()).when(caller, NONE, at="09:20").then(NoInvestigationNeeded)


@rule("R6.1")
def test_a_colleague_who_does_not_hold_the_case_may_not_charge() -> None:
    desk = Desk().given(story.agreed())
    for order in (CHARGE, NONE):
        desk.when(mei, order, at="09:20").then_refused("R6.1", instead="write_note")
    desk.when(wu, CHARGE, at="09:20").then_forbidden()


@rule("R6.1")
def test_several_investigations_run_in_parallel_each_with_clocks_of_its_own() -> None:
    desk = Desk().given([*solving.charged(), ("09:40", zhou, LIFTS)])
    assert [(known.id, known.head) for known in desk.complaint.investigation.assignments] == [
        ("a1", "wu"), ("a2", "jiang"),
    ]  # fmt: skip
    runs = [run for run in desk.all_clocks("09:41") if run.clock in {"findings", "fact_finding"}]
    assert {(run.clock, run.scope, run.due) for run in runs} == {
        ("fact_finding", "a1", when("09:50")), ("findings", "a1", when("17:20")),
        ("fact_finding", "a2", when("10:10")), ("findings", "a2", when("17:40")),
    }  # fmt: skip
    first = RecordFirstFinding(what="The relay is worn.")
    desk.when(lin, first, at="09:45").then_refused("R6.1", instead="record_first_finding", open=("a1", "a2"))
    desk.when(lin, first.model_copy(update={"assignment": "a2"}), at="09:45").then(FirstFindingRecorded)
    assert [known.found_at for known in desk.complaint.investigation.assignments] == [None, when("09:45")]


@rule("R6.1")
def test_only_a_department_of_the_site_with_a_head_is_charged_or_a_person_of_it() -> None:
    desk = Desk().given(story.agreed())
    for code in ("nobody", "engineering"):
        order = ChargeHead(department=code, question="Why?")
        desk.when(lin, order, at="09:20").then_refused("R6.1", department=code, instead="charge_head")
    headless = ChargeHead(department="LP-cleaning", question="Who left the bin there?")
    desk.when(lin, headless, at="09:20").then_refused("R6.1", department="LP-cleaning")
    for person in ("nobody", "lin", "jiang"):
        order = CHARGE.model_copy(update={"person": person})
        desk.when(lin, order, at="09:20").then_refused("R6.1", person=person, instead="charge_head")
    desk.when(lin, CHARGE.model_copy(update={"person": "wu"}), at="09:20").then(HeadCharged)


@rule("R6.1")
def test_a_department_of_another_site_or_one_that_is_retired_is_not_charged() -> None:
    ours = company()
    for changed in ({"site": "HG"}, {"active": False}):
        department = replace(ours.departments["LP-engineering"], **changed)
        other = replace(ours, departments={**ours.departments, "LP-engineering": department})
        Desk(other).given(story.agreed()).when(lin, CHARGE, at="09:20").then_refused("R6.1", site="LP")


@rule("R12.17", "R6.1")
def test_a_head_who_is_complained_about_investigates_nothing() -> None:
    state = Desk().given(story.agreed()).complaint
    named = replace(state, ladder=replace(state.ladder, named=frozenset({"wu"})))
    with pytest.raises(Refused) as no:
        facts(CHARGE, lin, named)
    assert (no.value.reason.rule, no.value.reason.facts["person"]) == ("R12.17", "wu")
    assert no.value.reason.instead == ("charge_head",)


@rule("R3.2")
def test_nobody_is_charged_before_the_verification() -> None:
    desk = Desk().given(story.received())
    for order in (CHARGE, NONE, solving.findings()):
        desk.when(lin, order, at="09:05").then_refused("R3.2", instead="verify")


@rule("R6.2")
def test_a_case_not_settled_on_the_spot_is_assigned_within_30_minutes_of_its_route() -> None:
    desk = Desk().given(story.agreed())
    assert desk.clocks("09:20")["assignment"].due == when("09:42")
    desk.given([("09:42", lin, CHARGE)])
    assert desk.clocks("09:43")["assignment"].outcome is Outcome.MET
    late = Desk().given([*story.agreed(), ("09:43", lin, CHARGE)])
    assert late.clocks("09:44")["assignment"].outcome is Outcome.MISSED
    none = Desk().given([*story.agreed(), ("09:40", lin, NONE)])
    assert none.clocks("09:41")["assignment"].outcome is Outcome.MET


@rule("R6.2")
def test_who_is_charged_before_the_route_is_not_wanted_after_it() -> None:
    desk = Desk().given([*story.verified(), ("09:11", lin, CHARGE)])
    desk.when(lin, ChooseRoute(route=Route.AGREED, reason="Engineers look first."), at="09:12").then(RouteChosen)
    assert "assignment" not in desk.clocks("09:13")


@rule("R6.2")
def test_first_fact_finding_is_due_in_30_minutes_and_findings_in_8_hours() -> None:
    desk = Desk().given([*solving.charged(), ("09:50", wu, RecordFirstFinding(what="The relay is worn."))])
    assert desk.clocks("09:51")["fact_finding"].outcome is Outcome.MET
    desk.given([("17:20", wu, solving.findings())])
    assert desk.clocks("17:21")["findings"].outcome is Outcome.MET
    late = Desk().given([*solving.charged(), ("09:51", wu, RecordFirstFinding(what="The relay is worn."))])
    assert late.clocks("09:52")["fact_finding"].outcome is Outcome.MISSED
    at_once = Desk().given(solving.found("09:40"))
    assert at_once.clocks("09:41")["fact_finding"].outcome is Outcome.MET


@rule("R6.2", "CK11")
def test_at_night_the_clocks_of_an_investigation_start_at_the_next_opening() -> None:
    desk = Desk().given(solving.charged("22:30"))
    assert desk.clocks("22:31")["fact_finding"].due == when("+1 08:30")
    assert desk.clocks("22:31")["findings"].due == when("+1 16:00")


@rule("R6.2")
def test_none_needed_is_recorded_once_with_its_reason_and_not_beside_a_charge() -> None:
    desk = Desk().given(solving.charged())
    desk.when(lin, NONE, at="09:30").then_refused("R6.2", instead="withdraw_assignment")
    desk.given([("09:30", lin, WithdrawAssignment(reason="The cause is known."))])
    desk.when(lin, NONE, at="09:31").then(NoInvestigationNeeded)
    desk.when(lin, NONE, at="09:32").then_refused("R6.2", instead="write_note")
    with pytest.raises(ValueError, match="reason"):
        RecordNoneNeeded.model_validate({"reason": ""})


@rule("R6.2", "R1.0", "R11.1")
def test_without_findings_validity_is_decided_with_the_reason_that_none_are_needed() -> None:
    decided = NONE.model_copy(update={"valid": False, "responsible": Responsible.OUTSIDE})
    desk = Desk().given([*story.agreed(), ("09:20", lin, decided)])
    lacking = missing(desk.complaint, ClosingReason.FOLLOW_UP_SATISFIED)
    assert not {"findings", "demand", "valid", "responsible"} & set(lacking)
    undecided = Desk().given([*story.agreed(), ("09:20", lin, NONE)])
    assert {"valid", "responsible"} <= set(missing(undecided.complaint, ClosingReason.FOLLOW_UP_SATISFIED))
    undecided.when(lin, solving.findings(), at="09:30").then(FindingsRecorded, Assessed)
    assert not {"valid", "responsible"} & set(missing(undecided.complaint, ClosingReason.FOLLOW_UP_SATISFIED))


@rule("R12.7")
def test_a_department_gives_an_assignment_back_with_a_reason_and_it_is_counted() -> None:
    desk = Desk().given(solving.charged())
    desk.when(wu, BACK, at="09:25").then(AssignmentReturned)
    investigation, ladder = desk.complaint.investigation, desk.complaint.ladder
    assert (investigation.returns, investigation.assignments, ladder.owner) == (1, (), "lin")
    assert desk.clocks("09:26")["findings"].outcome is Outcome.CANCELLED
    desk.when(lin, BACK, at="09:27").then_refused("R6.1", instead="charge_head")
    desk.given([("09:27", lin, LIFTS)])
    assert desk.complaint.investigation.assignments[0].id == "a2"


@rule("R12.7", "R6.1")
def test_a_department_acts_on_its_own_assignments_only() -> None:
    desk = Desk().given(solving.charged())
    for order in (BACK, RecordFirstFinding(what="It rained."), solving.findings()):
        desk.when(jiang, order, at="09:25").then_refused("R6.1", department="LP-engineering")
    desk.when(portal, BACK, at="09:25").then_forbidden()
    desk.given([("09:26", lin, LIFTS)])
    desk.when(jiang, BACK.model_copy(update={"assignment": "a2"}), at="09:27").then(AssignmentReturned)


@rule("R6.1", "R6.2")
def test_an_assignment_is_withdrawn_by_whoever_may_charge() -> None:
    order = WithdrawAssignment(reason="The firm found it.")
    desk = Desk().given(solving.charged())
    desk.when(mei, order, at="09:25").then_refused("R6.1", instead="write_note")
    desk.when(zhou, order, at="09:25").then(AssignmentWithdrawn)
    assert desk.clocks("09:26")["fact_finding"].outcome is Outcome.CANCELLED
    assert desk.complaint.investigation.returns == 0


@rule("CK9", "R6.2")
def test_what_is_found_out_lies_after_the_charge() -> None:
    desk = Desk().given([*solving.charged("09:20"), ("09:40", lin, LIFTS)])
    late = RecordFirstFinding(assignment="a2", what="Serviced in May.")
    desk.when(lin, late, at="09:30", recorded="09:50").then_refused("CK9", earliest=when("09:40"))
    desk.when(lin, CHARGE, at="09:05", recorded="09:50").then_refused("CK9", earliest=when("09:10"))


@rule("R5.5", "CK14", "R6.2")
@pytest.mark.parametrize("ends", [NONE, solving.findings()], ids=["none needed", "findings"])
def test_for_who_cannot_be_reached_the_manager_is_asked_with_the_findings_or_none_needed(ends: Action) -> None:
    state = Desk().given(story.agreed() if ends is NONE else solving.charged()).complaint
    assert not any(isinstance(event, DecisionAsked) for event in facts(ends, lin, state))
    gone = replace(state, reach=replace(state.reach, unreachable_since=when("09:15")))
    asked = next(event for event in facts(ends, lin, gone) if isinstance(event, DecisionAsked))
    assert (asked.about, asked.level) == (About.FOR_UNREACHABLE, Level.MANAGER)


def facts(order: Action, caller: Caller, state: Complaint, at: str = "09:30") -> list[ComplaintEvent]:
    """What follows from an order in a state that other chapters brought about."""
    moment = Moment(when(at), when(at), caller, company())
    return [record.event for record in COMPLAINT.decide(order, state, moment)[0]]


@rule("R12.7", "R6.2", "CK13")
def test_once_nobody_finds_out_any_more_somebody_is_to_be_charged_again() -> None:
    desk = Desk().given(solving.charged()).when(wu, BACK, at="09:25").then(AssignmentReturned)
    run = desk.clocks("09:26")["assignment"]
    assert (run.started_at, run.due, run.outcome) == (when("09:25"), when("09:55"), Outcome.RUNNING)
