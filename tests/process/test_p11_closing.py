"""P11: judged closed and closed are two facts; what a closing needs, whole."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from shared.complaint.actions.p11_closing import Reopen
from shared.complaint.actions.p12_amending import Amend
from shared.complaint.clocks.marks import Mark
from shared.complaint.clocks.running import Outcome, clocks
from shared.complaint.clocks.table import CLOCKS
from shared.complaint.completeness import BY_REASON, EVERY_ROUTE, ON_THE_SPOT, missing, needs
from shared.complaint.events.p04_signature import Signed
from shared.complaint.events.p11_closing import Closed, JudgedClosed, Reopened
from shared.complaint.events.p12_amending import Amended
from shared.complaint.state import Complaint, Phase, Reception, Task
from shared.handling.case_number import case_number, series_of
from shared.vocabulary.axes import VOID, Channel, ClosingReason, Route, Severity
from tests.support import story
from tests.support.cast import NEW_YORK, SHANGHAI, lin, zhou
from tests.support.desk import Desk, OneDirectory, when
from tests.support.rules import rule

SETTLED = ClosingReason.SETTLED_ON_THE_SPOT
UNIT = Amend(unit="3-1-502", reason="Missing at reception.")


def closed() -> Complaint:
    """A case settled on the spot whose file is complete."""
    return Desk().given(story.signed(at_fault=True)).complaint


@rule("R11.1")
def test_a_case_with_something_missing_is_judged_closed_and_does_not_close() -> None:
    desk = Desk().given(story.satisfied(unit=""))
    desk.when(lin, story.sign(), at="09:18").then(Signed, JudgedClosed)
    assert desk.event(JudgedClosed).missing == ("unit",)
    assert desk.complaint.phase is Phase.JUDGED_CLOSED
    assert desk.complaint.is_open


@rule("R11.1")
def test_what_is_missing_is_due_within_a_day_and_the_case_closes_by_itself_when_complete() -> None:
    desk = Desk().given([*story.satisfied(unit=""), ("09:18", lin, story.sign())])
    run = desk.clocks("09:19")["file"]
    assert (run.due, run.outcome) == (when("+1 09:18"), Outcome.RUNNING)
    assert desk.clocks("+1 09:19")["file"].outcome is Outcome.MISSED
    desk.when(lin, UNIT, at="10:00").then(Amended, Closed)
    assert desk.clocks("+1 09:19")["file"].outcome is Outcome.MET
    assert desk.complaint.closing.judged_at == when("09:18")
    assert desk.complaint.closing.closed_at == when("10:00")


@rule("R11.1")
def test_a_complete_file_starts_no_clock() -> None:
    assert "file" not in Desk().given(story.signed()).clocks("+9 09:00")


@rule("R11.1")
@pytest.mark.parametrize(
    ("slug", "change"),
    [
        ("receipt", lambda c: replace(c, reception=Reception())),
        ("channel", lambda c: replace(c, reception=replace(c.reception, channel=None))),
        ("customer", lambda c: replace(c, reception=replace(c.reception, customer=None))),
        ("unit", lambda c: replace(c, reception=replace(c.reception, has_unit=False))),
        ("category", lambda c: replace(c, reception=replace(c.reception, category=""))),
        ("statement", lambda c: replace(c, facts=replace(c.facts, verified_at=None))),
        ("route", lambda c: replace(c, facts=replace(c.facts, route=None))),
        ("first_receiver", lambda c: replace(c, ladder=replace(c.ladder, first_receiver=None))),
        ("last_receiver", lambda c: replace(c, ladder=replace(c.ladder, last_receiver=None))),
        ("valid", lambda c: replace(c, settlement=replace(c.settlement, valid=None))),
        ("responsible", lambda c: replace(c, settlement=replace(c.settlement, responsible=None))),
        ("answer", lambda c: replace(c, settlement=replace(c.settlement, answered_at=None))),
        ("at_fault", lambda c: replace(c, settlement=replace(c.settlement, at_fault=None))),
        ("apology", lambda c: replace(c, settlement=replace(c.settlement, apologised=False))),
        ("satisfaction", lambda c: replace(c, settlement=replace(c.settlement, asked_at=None))),
        ("signature", lambda c: replace(c, settlement=replace(c.settlement, signed_at=None))),
    ],
)
def test_every_row_of_a_case_settled_on_the_spot_is_needed(slug: str, change: Callable[[Complaint], Complaint]) -> None:
    complete = closed()
    assert missing(complete, SETTLED) == ()
    assert slug in missing(change(complete), SETTLED)
    assert {need.slug for need in needs(complete, SETTLED)} == {need.slug for need in (*EVERY_ROUTE, *ON_THE_SPOT)}


@rule("R11.1")
def test_a_case_settled_on_the_spot_needs_no_investigation_and_one_on_p5_does() -> None:
    on_the_spot, agreed = closed(), Desk().given(story.agreed()).complaint
    reason = ClosingReason.FOLLOW_UP_SATISFIED
    assert "findings" not in missing(on_the_spot, SETTLED)
    assert {"findings", "severity", "solution", "demand", "completed", "ratings"} <= set(missing(agreed, reason))
    assert agreed.facts.route is Route.AGREED


@rule("R11.1")
def test_on_p5_what_p4_left_behind_is_there() -> None:
    desk = Desk().given([*story.satisfied(), ("09:18", lin, story.unsigned())])
    left = set(missing(desk.complaint, ClosingReason.FOLLOW_UP_SATISFIED))
    assert left == {"severity", *(need.slug for need in BY_REASON[ClosingReason.FOLLOW_UP_SATISFIED])}
    graver = replace(
        desk.complaint, settlement=replace(desk.complaint.settlement, at_fault=True),
        assessment=replace(desk.complaint.assessment, severity=Severity.SERIOUS),
        work=replace(desk.complaint.work, tasks=(Task("t1", when("09:20")),)),
    )  # fmt: skip
    assert {"serious_apology", "tasks"} <= set(missing(graver, ClosingReason.FOLLOW_UP_SATISFIED))


@rule("R11.1")
@pytest.mark.parametrize("reason", [*VOID, ClosingReason.WITHDRAWN, ClosingReason.NOT_KNOWN])
def test_withdrawn_void_and_imported_need_their_own_row_and_nothing_else(reason: ClosingReason) -> None:
    bare = Complaint(reception=Reception(site="LP", channel=Channel.PHONE))
    assert needs(bare, reason) == BY_REASON[reason]
    assert set(missing(bare, ClosingReason.NOT_KNOWN)) == set()


@rule("CK6")
def test_judging_closed_cancels_what_runs_at_that_instant_and_leaves_missed_what_was_due() -> None:
    assert [clock.name for clock in CLOCKS if Mark.CASE_ENDED not in clock.cancelled] == ["incident_report", "file"]
    for signed, outcome in (("+1 08:59", Outcome.CANCELLED), ("+1 09:01", Outcome.MISSED)):
        desk = Desk().given(story.signed(signed))
        found = clocks(desk.records, OneDirectory(desk.directory), when("+9 09:00"))
        run = next(run for run in found if run.clock == "reply")
        assert (run.due, run.outcome, run.ended_at) == (when("+1 09:00"), outcome, when(signed))


@rule("R11.6")
def test_there_are_nine_closing_reasons_and_no_others() -> None:
    words = [reason.words.zh for reason in ClosingReason]
    assert words == [
        "现场满意", "回访满意", "一周无再诉", "免回访", "最终答复", "撤诉", "录入错误", "重复", "来源未载",
    ]  # fmt: skip
    assert {reason.words.zh for reason in VOID} == {"录入错误", "重复"}
    assert set(BY_REASON) == set(ClosingReason)


@rule("R11.5")
def test_a_case_number_is_site_local_date_of_recording_and_running_number() -> None:
    recorded = when("23:30")
    assert case_number(series_of("LP", SHANGHAI, recorded), 1) == "LP-20260303-001"
    assert case_number(series_of("HG", NEW_YORK, recorded), 1000) == "HG-20260303-1000"
    assert series_of("LP", SHANGHAI, when("+1 00:00")) == "LP-20260304"
    assert series_of("HG", NEW_YORK, when("+1 00:00")) == "HG-20260303"


@rule("R12.10")
def test_first_close_and_last_close_are_different_facts() -> None:
    desk = Desk().given(story.signed("09:18"))
    desk.given([("+1 10:00", zhou, Reopen(reason="It stopped again."))])
    assert desk.complaint.closing.closed_at is None
    assert desk.complaint.closing.first_closed_at == when("09:18")
    assert [type(record.event) for record in desk.records].count(Reopened) == 1
