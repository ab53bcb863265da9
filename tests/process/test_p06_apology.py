"""P6: the apology for a serious fault, and what stands for it."""

import pytest

from shared.complaint.actions.p05_unreachable import RecordUnreachable
from shared.complaint.actions.p06_apology import (
    FileApology,
    RecordApology,
    RecordApologyRefused,
    SendApologyLetter,
    TryApology,
)
from shared.complaint.clocks.running import Outcome
from shared.complaint.completeness import missing
from shared.complaint.events.p06_apology import (
    ApologyFiled,
    ApologyLetterSent,
    ApologyMade,
    ApologyRefused,
    ApologyTried,
)
from shared.complaint.events.p07_proposal import ProposalMade
from shared.decision.action import Action
from shared.vocabulary.axes import ClosingReason, Responsible, Severity
from shared.vocabulary.inquiry import ApologyForm
from tests.support import solving
from tests.support.cast import lin, zhou
from tests.support.desk import Desk, when
from tests.support.rules import rule

SERIOUS = solving.findings(at_fault=True, severity=Severity.SERIOUS, responsible=Responsible.MANAGEMENT)
SORRY = RecordApology(form=ApologyForm.VISIT, words="We are sorry.", promise="The relay is changed.")
NO = RecordApologyRefused(form=ApologyForm.PHONE, words="道歉有什么用。")
CALLED, VISITED = TryApology(form=ApologyForm.PHONE), TryApology(form=ApologyForm.VISIT)
LETTER = SendApologyLetter(reference="folder 4, letter 2")


def serious() -> Desk:
    """At fault and serious, found at ten."""
    return Desk().given(solving.found("10:00", SERIOUS))


def wanting(desk: Desk) -> bool:
    return "serious_apology" in missing(desk.complaint, ClosingReason.FOLLOW_UP_SATISFIED)


@rule("R6.3", "R6.5")
@pytest.mark.parametrize("form", list(ApologyForm))
def test_the_serious_apology_is_made_by_home_visit_or_by_telephone_within_24_hours(form: ApologyForm) -> None:
    desk = serious()
    desk.when(lin, SORRY.model_copy(update={"form": form}), at="+1 10:00").then(ApologyMade)
    assert desk.clocks("+1 10:01")["apology"].outcome is Outcome.MET
    assert not wanting(desk)
    late = serious().given([("+1 10:01", lin, SORRY)])
    assert late.clocks("+1 10:02")["apology"].outcome is Outcome.MISSED


@rule("R6.3")
def test_at_fault_an_apology_comes_with_a_promise_and_counts_for_the_proposal() -> None:
    milder = SERIOUS.model_copy(update={"severity": Severity.MINOR})
    desk = Desk().given([*solving.found("10:00", milder), ("10:01", lin, solving.demand())])
    desk.when(lin, NO, at="10:02").then_refused("R6.3", instead="record_apology")
    desk.when(lin, solving.proposal(), at="10:02").then_refused("R6.3", instead="record_apology")
    desk.when(lin, SORRY, at="10:03").then(ApologyMade)
    desk.when(lin, solving.proposal(), at="10:04").then(ProposalMade)
    with pytest.raises(ValueError, match="promise"):
        RecordApology.model_validate({**SORRY.model_dump(), "promise": ""})


@rule("R6.3")
def test_where_nobody_found_a_fault_there_is_nothing_to_apologise_for_in_this_way() -> None:
    desk = Desk().given(solving.found())
    desk.when(lin, SORRY, at="10:05").then_refused("R6.3", instead="apologise")


@rule("R6.5")
def test_the_apology_is_satisfied_by_the_customers_no_in_their_words() -> None:
    desk = serious()
    desk.when(lin, NO, at="11:00").then(ApologyRefused)
    assert desk.clocks("11:01")["apology"].outcome is Outcome.MET
    assert not wanting(desk)
    desk.when(lin, NO, at="11:02").then_refused("R6.3", instead="record_apology")


@rule("R6.5")
@pytest.mark.parametrize(
    "steps",
    [
        [("10:30", CALLED), ("+1 09:00", VISITED), ("+2 09:00", CALLED), ("+2 10:00", LETTER)],
        [("10:10", LETTER), ("10:30", CALLED), ("+1 09:00", CALLED), ("+2 09:00", VISITED)],
    ],
)
def test_three_attempts_on_as_many_days_in_both_forms_and_a_letter_satisfy_it(steps: list[tuple[str, Action]]) -> None:
    desk = serious()
    for at, order in steps:
        assert wanting(desk)
        desk.when(lin, order, at=at).then(ApologyLetterSent if order is LETTER else ApologyTried)
    assert not wanting(desk)
    assert desk.complaint.investigation.apology.satisfied
    assert desk.clocks("+3 09:00")["apology"].done_at == when(steps[-1][0])


@rule("R6.5")
@pytest.mark.parametrize(
    "steps",
    [
        [("10:30", CALLED), ("11:00", VISITED), ("+1 09:00", CALLED), ("+1 10:00", LETTER)],
        [("10:30", CALLED), ("+1 09:00", CALLED), ("+2 09:00", CALLED), ("+2 10:00", LETTER)],
        [("10:30", CALLED), ("+1 09:00", VISITED), ("+2 09:00", CALLED)],
    ],
    ids=["two days", "one form", "no letter"],
)
def test_fewer_days_one_form_or_no_letter_do_not(steps: list[tuple[str, Action]]) -> None:
    desk = serious().given([(at, lin, order) for at, order in steps])
    assert wanting(desk)


@rule("R5.5", "R6.3")
def test_for_who_cannot_be_reached_it_is_written_to_the_file() -> None:
    desk = serious()
    filed = FileApology(words="We are sorry.")
    desk.when(lin, filed, at="10:30").then_refused("R5.5", instead="give_notice")
    desk.given([("10:31", zhou, RecordUnreachable(reason="Moved away."))])
    assert desk.clocks("10:32")["apology"].outcome is Outcome.CANCELLED
    desk.when(lin, SORRY, at="10:33").then_refused("R5.5", instead="write_note")
    desk.when(lin, filed, at="10:33").then(ApologyFiled)
    assert not wanting(desk)


@rule("CK9", "R6.3")
def test_an_apology_lies_after_the_findings() -> None:
    serious().when(lin, SORRY, at="09:59", recorded="10:30").then_refused("CK9", earliest=when("10:00"))
