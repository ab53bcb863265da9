"""P11: cancelled, withdrawn, returned; a training case (R12.11, R11.3, R11.4)."""

from shared.complaint.actions.p11_closing import Reopen
from shared.complaint.actions.p11_ending import (
    AskToWithdraw,
    Cancel,
    ConfirmWithdrawal,
    NominateTrainingCase,
    ReturnCase,
)
from shared.complaint.clocks.running import Outcome
from shared.complaint.events.p04_signature import RouteChanged
from shared.complaint.events.p11_closing import Closed, JudgedClosed
from shared.complaint.events.p11_ending import Cancelled, Returned, TrainingCaseNominated, WithdrawalAsked, Withdrawn
from shared.complaint.events.p12_decisions import DecisionAsked, DecisionMade
from shared.vocabulary.axes import ClosingReason
from shared.vocabulary.follow_up import CancelReason
from tests.support import moving, story
from tests.support.cast import he, lin, zhou
from tests.support.desk import Desk
from tests.support.rules import rule

CANCEL = Cancel(reason=CancelReason.TEST, note="Training of a new colleague.")
WITHDRAW = AskToWithdraw(words="算了，不投诉了。", form="folder 9, sheet 1")
CONFIRM = ConfirmWithdrawal(confirmed=True, reason="Called her back.")


@rule("R12.11")
def test_a_case_entered_by_mistake_is_cancelled_by_another_and_closes_at_once() -> None:
    desk = Desk().given(story.received(by=zhou))
    desk.when(lin, CANCEL, at="09:05").then_forbidden()
    desk.when(zhou, CANCEL, at="09:05").then_refused("R12.11", instead="ask_to_withdraw")
    desk.when(he, CANCEL, at="09:05").then(Cancelled, JudgedClosed, Closed)
    assert desk.complaint.closing.reason is ClosingReason.CANCELLED
    assert desk.clocks("10:00")["verification"].outcome is Outcome.CANCELLED


@rule("R12.11")
def test_what_was_closed_once_is_no_mistake_of_entry() -> None:
    desk = Desk().given(story.signed())
    desk.when(zhou, CANCEL, at="09:30").then_refused("R11.4", instead="reopen")
    reopened = Desk().given([*story.signed(), ("+1 10:00", zhou, Reopen(reason="It stopped again."))])
    reopened.when(zhou, CANCEL, at="+1 10:30").then_refused("R12.11", instead="ask_to_withdraw")


@rule("R12.11", "CK14")
def test_a_withdrawal_is_confirmed_by_somebody_who_did_not_handle_the_case() -> None:
    desk = Desk().given(moving.handed_over(person="zhou"))
    desk.when(he, CONFIRM, at="10:00").then_refused("CK14", instead="ask_to_withdraw")
    desk.when(lin, WITHDRAW, at="10:00").then(WithdrawalAsked, DecisionAsked)
    desk.when(lin, WITHDRAW, at="10:01").then_refused("R12.11")
    desk.when(zhou, CONFIRM, at="10:05").then_refused("R12.11", instead="write_note")
    desk.when(he, CONFIRM, at="10:05").then(DecisionMade, Withdrawn, JudgedClosed, Closed)
    assert desk.complaint.closing.reason is ClosingReason.WITHDRAWN
    assert desk.clocks("10:06")["decision"].outcome is Outcome.MET


@rule("R12.11")
def test_a_withdrawal_that_is_not_confirmed_changes_nothing() -> None:
    desk = Desk().given([*story.verified(), ("10:00", lin, WITHDRAW)])
    no = ConfirmWithdrawal(confirmed=False, reason="She never said so.")
    desk.when(zhou, no, at="10:05").then(DecisionMade)
    assert desk.complaint.closing.judged_at is None
    desk.when(lin, WITHDRAW, at="10:10").then(WithdrawalAsked, DecisionAsked)


@rule("R11.4")
def test_a_cancelled_case_returns_by_another_than_who_cancelled_it() -> None:
    desk = Desk().given([*story.verified(), ("09:30", zhou, CANCEL)])
    back = ReturnCase(reason="It was a complaint.")
    desk.when(zhou, back, at="10:00").then_refused("R11.4", instead="write_note")
    desk.when(he, back, at="10:00").then(Returned, RouteChanged)
    state = desk.complaint
    assert (state.is_open, state.round.number, state.closing.closed_at) == (True, 2, None)
    assert desk.clocks("10:01")["reply"].scope == "2"
    desk.when(he, back, at="10:05").then_refused("R11.4", instead="write_note")
    Desk().given(story.signed()).when(he, back, at="10:00").then_refused("R11.4", instead="reopen")


@rule("R11.3")
def test_a_case_is_nominated_as_a_training_case_also_when_it_is_closed() -> None:
    desk = Desk().given(story.signed())
    desk.when(lin, NominateTrainingCase(lesson="Look at the log first."), at="10:00").then(TrainingCaseNominated)
