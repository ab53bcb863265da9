"""CK12: what another system knew is imported in one fact; taken over, a case is an ordinary one."""

from typing import Any

import pytest

from shared.complaint.actions.p03_verification import Verify
from shared.complaint.actions.p11_closing import Reopen
from shared.complaint.actions.p12_import import BulkImport, TakeOver
from shared.complaint.clocks.running import Outcome
from shared.complaint.events.p01_walk_in import FailingsAlleged
from shared.complaint.events.p03_verification import Verified
from shared.complaint.events.p11_closing import Reopened
from shared.complaint.events.p12_import import ComplaintImported, TakenOver
from shared.complaint.state import Phase
from shared.decision.event import Record
from shared.decision.refusal import Reason, Refused
from shared.vocabulary.axes import ClosingReason, Failing, Known
from shared.vocabulary.personal import personal_fields
from shared.vocabulary.roles import Level
from tests.support.cast import company, desk_itself, lin, qian, sun, zhou
from tests.support.desk import Desk, when
from tests.support.rules import rule

ROW = '{"UNIQUE_KEY": "4711", "OFFICE": "LP", "OPENDATE": "2018-05-02"}'


def a_fact(**changes: Any) -> ComplaintImported:
    """An open case of another system."""
    usual = {"source": "council", "key": "4711", "site": "LP", "category": "noise", "row": ROW,
             "received_known": Known.DAY}  # fmt: skip
    return ComplaintImported.model_validate({**usual, **changes})


def imported(received: str = "-700 00:00", **changes: Any) -> Record[ComplaintImported]:
    """Its record, entered this morning."""
    bulk = BulkImport(company(), desk_itself, when("08:00"))
    return bulk.record(a_fact(**changes), when(received))


def an_imported(**changes: Any) -> Desk:
    """Imported this morning, received two years ago."""
    desk = Desk()
    desk.records.append(imported(**changes))
    return desk


def refusal(received: str = "08:00", **changes: Any) -> Reason:
    """The no of an importer."""
    with pytest.raises(Refused) as no:
        imported(received, **changes)
    return no.value.reason


@rule("CK12")
def test_an_imported_case_tells_what_the_source_knew_and_runs_no_clock() -> None:
    desk = an_imported()
    state = desk.complaint
    assert state.phase is Phase.IMPORTED
    assert state.reception.received_at == when("-700 00:00")
    assert (state.reception.channel, state.ladder.first_receiver) == (None, None)
    assert (state.ladder.level, state.ladder.owner) == (Level.SUPERVISOR, None)
    assert desk.clocks("+100 00:00") == {}
    assert desk.event(ComplaintImported).reason is None
    assert personal_fields(ComplaintImported) == ("unit", "row")


@rule("CK12", "R11.6")
def test_an_imported_closing_has_the_reason_not_known_from_the_source() -> None:
    desk = an_imported(closed_at=when("-690 00:00"), closed_known=Known.MOMENT)
    state = desk.complaint
    assert state.phase is Phase.CLOSED
    assert state.closing.reason is ClosingReason.NOT_KNOWN
    assert state.closing.closed_at == state.closing.first_closed_at == when("-690 00:00")
    assert desk.event(ComplaintImported).closed_known is Known.MOMENT


@rule("CK12")
def test_only_a_known_site_and_a_known_category_are_imported() -> None:
    no_site, no_category = refusal(site="XX"), refusal(category="ghosts")
    assert (no_site.rule, no_site.facts) == ("CK12", {"site": "XX"})
    assert (no_category.rule, no_category.facts) == ("CK12", {"category": "ghosts"})
    assert imported(site="OLD").event.site == "OLD"
    assert imported(category=None).event.category is None


@rule("CK9")
def test_a_source_cannot_have_closed_before_it_received() -> None:
    no = refusal("08:00", closed_at=when("07:59"))
    assert (no.rule, no.facts["closed"]) == ("CK9", when("07:59"))
    assert imported("07:59", closed_at=when("07:59")).event.closed_at == when("07:59")


@rule("CK12", "CK9")
def test_an_imported_case_is_handled_only_after_it_was_taken_over() -> None:
    points = Verify(statement="Music every night.", failings=(Failing.NEGLECT,))
    desk = an_imported()
    desk.when(zhou, points, at="09:00").then_refused("CK12", instead="take_over")
    desk.when(lin, TakeOver(), at="09:00").then_forbidden()
    desk.when(zhou, TakeOver(), at="09:00").then(TakenOver)
    state = desk.complaint
    assert state.phase is Phase.VERIFYING
    assert (state.ladder.owner, state.ladder.last_receiver, state.ladder.first_receiver) == ("zhou",) * 3
    assert state.round.number == 2
    assert desk.clocks("09:10")["verification"].due == when("09:30")
    desk.when(zhou, points, at="08:59", recorded="09:20").then_refused("CK9", earliest=when("09:00"))
    desk.when(zhou, points, at="09:20").then(FailingsAlleged, Verified)
    assert desk.clocks("09:25")["verification"].outcome is Outcome.MET


@rule("CK12")
def test_an_ordinary_case_is_not_taken_over() -> None:
    desk = an_imported().given([("09:00", zhou, TakeOver())])
    desk.when(zhou, TakeOver(), at="09:05").then_refused("CK12", instead="write_note")


@rule("CK12")
def test_an_archived_site_holds_imported_cases_and_nothing_else() -> None:
    open_case = an_imported(site="OLD")
    open_case.when(qian, TakeOver(), at="09:00").then_refused("CK12", site="OLD", instead="write_note")
    closed = an_imported(site="OLD", closed_at=when("-690 00:00"))
    closed.when(qian, Reopen(reason="Came back."), at="09:00").then_refused("CK12", instead="write_note")
    an_imported().when(qian, TakeOver(), at="09:00").then(TakenOver)


@rule("R11.4")
def test_a_closed_imported_case_is_taken_over_by_reopening_it_only() -> None:
    desk = an_imported(closed_at=when("-690 00:00"))
    desk.when(zhou, TakeOver(), at="09:00").then_refused("R11.4", instead="reopen")


@rule("CK12", "R11.4")
def test_reopening_an_imported_closed_case_takes_it_over() -> None:
    desk = an_imported(closed_at=when("-690 00:00"))
    desk.when(zhou, Reopen(reason="The same noise."), at="09:00").then(Reopened, TakenOver)
    state = desk.complaint
    assert state.phase is Phase.VERIFYING
    assert state.round.number == 2
    assert (state.ladder.owner, state.ladder.last_receiver) == ("zhou", "zhou")
    assert state.closing.first_closed_at == when("-690 00:00")
    assert desk.clocks("09:10")["verification"].due == when("09:30")


@rule("CK12")
def test_for_an_auditor_the_seat_of_level_1_takes_it_over() -> None:
    desk = an_imported(closed_at=when("-690 00:00"))
    desk.when(sun, Reopen(reason="Found in the audit."), at="09:00").then(Reopened, TakenOver)
    assert desk.complaint.ladder.owner == "zhou"
