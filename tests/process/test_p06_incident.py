"""P6: a special incident; and the first assessment that may open one (R12.18)."""

import pytest

from shared.complaint.actions.p06_incident import (
    ContainIncident,
    FlagIncident,
    LiftIncidentFlag,
    ReportIncident,
    StabiliseIncident,
)
from shared.complaint.actions.p12_assessment import AssessAtFirst
from shared.complaint.clocks.running import Outcome
from shared.complaint.events.p06_incident import (
    IncidentContained,
    IncidentFlagged,
    IncidentFlagLifted,
    IncidentReported,
    IncidentStabilised,
)
from shared.complaint.events.p12_assessment import InitiallyAssessed
from shared.vocabulary.axes import Severity, Urgency
from shared.vocabulary.inquiry import IncidentKind, Opens
from tests.support import solving, story
from tests.support.cast import he, lin, wu, zhou
from tests.support.desk import Desk, when
from tests.support.rules import rule

FLAG = FlagIncident(kind=IncidentKind.INJURY, words="Somebody is stuck and hurt in the lift.")
STABLE, CONTAINED = StabiliseIncident(words="The doors are open."), ContainIncident(words="The lift is locked.")
REPORT = ReportIncident(to="119", words="One person hurt.")
LIFT = LiftIncidentFlag(reason="Nobody was in it.")


def flagged(at: str = "09:05") -> Desk:
    """Received, and flagged before anything else."""
    return Desk().given([*story.received(), (at, lin, FLAG)])


def unreported(desk: Desk) -> bool:
    """Flagged at every level."""
    return desk.complaint.incident.is_unreported


@rule("R6.4")
def test_a_special_incident_is_flagged_at_once_and_reported_within_15_minutes() -> None:
    desk = Desk().given(story.received())
    desk.when(lin, FLAG, at="09:05").then(IncidentFlagged)
    assert unreported(desk)
    assert desk.clocks("09:06")["incident_report"].due == when("09:20")
    desk.when(lin, REPORT, at="09:20").then(IncidentReported)
    assert desk.clocks("09:21")["incident_report"].outcome is Outcome.MET
    assert not unreported(desk)
    desk.when(wu, FLAG, at="09:22").then_forbidden()


@rule("R6.4", "CK3")
def test_an_unreported_incident_repeats_its_action_every_15_minutes_also_at_night() -> None:
    desk = flagged()
    runs = [run for run in desk.all_clocks("09:40") if run.clock == "incident_report"]
    assert [(run.outcome, run.due) for run in runs] == [
        (Outcome.MISSED, when("09:20")), (Outcome.MISSED, when("09:35")), (Outcome.RUNNING, when("09:50")),
    ]  # fmt: skip
    assert Desk().given([*story.received("22:30"), ("22:31", lin, FLAG)]).clocks("22:32")[
        "incident_report"
    ].due == when("22:46")


@rule("R6.4")
def test_stabilised_contained_and_reported_are_recorded_apart_each_once() -> None:
    desk = flagged()
    desk.when(lin, STABLE, at="09:08").then(IncidentStabilised)
    desk.when(lin, STABLE, at="09:09").then_refused("R6.4", instead="contain_incident")
    desk.when(lin, CONTAINED, at="09:10").then(IncidentContained)
    desk.when(lin, CONTAINED, at="09:11").then_refused("R6.4", instead="report_incident")
    desk.when(lin, FLAG, at="09:11").then_refused("R6.4", instead="report_incident")
    desk.when(lin, REPORT, at="09:12").then(IncidentReported)
    desk.when(lin, REPORT, at="09:13").then_refused("R6.4", instead="write_note")
    incident = desk.complaint.incident
    assert (incident.stabilised_at, incident.contained_at, incident.reported_at) == (
        when("09:08"), when("09:10"), when("09:12"),
    )  # fmt: skip
    assert desk.event(IncidentReported).stable
    desk.when(lin, FLAG, at="09:30").then(IncidentFlagged)


@rule("R6.4a")
def test_the_report_is_due_whether_or_not_it_is_stable_and_says_so() -> None:
    desk = flagged()
    desk.when(lin, REPORT, at="09:06").then(IncidentReported)
    assert (desk.event(IncidentReported).stable, desk.event(IncidentReported).contained) == (False, False)
    desk.when(lin, STABLE, at="09:30").then(IncidentStabilised)


@rule("R6.4a")
def test_a_mistaken_flag_is_lifted_by_level_2_with_a_reason() -> None:
    desk = flagged()
    desk.when(zhou, LIFT, at="09:10").then_forbidden()
    desk.when(he, LIFT, at="09:10").then(IncidentFlagLifted)
    assert desk.clocks("09:11")["incident_report"].outcome is Outcome.CANCELLED
    for order in (STABLE, CONTAINED, REPORT, LIFT):
        desk.when(he, order, at="09:12").then_refused("R6.4", instead="flag_incident")


@rule("CK6", "R6.4")
def test_the_report_survives_the_closing_of_the_case() -> None:
    desk = Desk().given([*story.satisfied(), ("09:17", lin, FLAG), ("09:18", lin, story.sign())])
    assert desk.complaint.closing.closed_at is not None
    assert desk.clocks("09:19")["incident_report"].outcome is Outcome.RUNNING
    desk.when(lin, FLAG, at="09:19").then_refused("R11.4", instead="write_note")
    desk.when(lin, REPORT, at="09:20").then(IncidentReported)
    assert desk.clocks("09:21")["incident_report"].outcome is Outcome.MET


@rule("CK9", "R6.4")
def test_what_is_done_about_an_incident_lies_after_the_flag() -> None:
    flagged("09:05").when(lin, REPORT, at="09:04", recorded="09:10").then_refused("CK9", earliest=when("09:05"))


DANGER = AssessAtFirst(
    severity=Severity.SERIOUS, danger=True, affected=40, opens=Opens.SPECIAL_INCIDENT, incident=IncidentKind.FIRE,
    reason="Smoke on the third floor.",
)  # fmt: skip


@rule("R12.18", "R6.4")
def test_danger_opens_a_special_incident() -> None:
    desk = Desk().given(story.verified())
    desk.when(lin, DANGER, at="09:11").then(InitiallyAssessed, IncidentFlagged)
    assert desk.event(IncidentFlagged).kind is IncidentKind.FIRE
    assert (desk.complaint.assessment.severity, desk.complaint.assessment.urgency) == (
        Severity.SERIOUS, Urgency.URGENT,
    )  # fmt: skip
    desk.when(lin, DANGER, at="09:12").then(InitiallyAssessed)


@rule("R12.18", "R9.6")
def test_the_need_to_act_now_opens_urgent_work() -> None:
    desk = Desk().given(story.verified())
    pressing = AssessAtFirst(severity=Severity.MODERATE, act_now=True, opens=Opens.URGENT_WORK)
    desk.when(lin, pressing, at="09:11").then(InitiallyAssessed)
    assert desk.complaint.assessment.urgency is Urgency.URGENT
    assert desk.allowance("give_urgent_task", lin, when("09:12")).allowed


@rule("R12.18")
@pytest.mark.parametrize(
    "changes",
    [
        {"opens": None, "incident": None},
        {"danger": False},
        {"incident": None},
        {"opens": Opens.URGENT_WORK},
    ],
)
def test_danger_says_what_it_opens_and_nothing_else_opens_anything(changes: dict[str, object]) -> None:
    desk = Desk().given(story.verified())
    desk.when(lin, DANGER.model_copy(update=changes), at="09:11").then_refused("R12.18", instead="assess_at_first")


@rule("R12.18", "R12.2")
def test_a_first_assessment_is_provisional_and_major_says_why() -> None:
    plain = AssessAtFirst(severity=Severity.MINOR, media=True)
    desk = Desk().given(solving.charged())
    desk.when(lin, plain.model_copy(update={"severity": Severity.MAJOR}), at="09:21").then_refused(
        "R12.2", instead="assess_at_first"
    )
    desk.when(lin, plain, at="09:21").then(InitiallyAssessed)
    assert desk.complaint.assessment.urgency is Urgency.NORMAL
    desk.given([("10:00", wu, solving.findings())])
    assert desk.complaint.assessment.severity is Severity.MODERATE
    desk.when(lin, plain, at="10:01").then_refused("R12.18", instead="assess")
