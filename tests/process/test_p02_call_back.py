"""P2: a call that nobody takes, and one that drops (R2.4a)."""

import pytest

from shared.complaint.actions.p01_move_up import AskToMoveUp, RecordConsent
from shared.complaint.actions.p02_call_back import CallBack, OfferCallBack, RecordCallDropped
from shared.complaint.actions.p02_phone import TakeCall, TransferCall
from shared.complaint.clocks.running import Outcome
from shared.complaint.events.p01_handover import MovedUp
from shared.complaint.events.p01_walk_in import CustomerLeft
from shared.complaint.events.p02_call_back import CallBackOffered, CallBackTried, CallDropped, CalledBack
from shared.complaint.events.p03_verification import RouteChosen
from shared.vocabulary.axes import Channel, MoveUpReason
from tests.support import story
from tests.support.cast import he, lin
from tests.support.desk import Desk, when
from tests.support.rules import rule

ASK = AskToMoveUp(reason=MoveUpReason.CUSTOMER_WISHES)
YES = RecordConsent(given=True)
REACHED, NOBODY = CallBack(reached=True, words="终于打来了。"), CallBack(reached=False)


def transferred() -> story.Story:
    """A call that is to be taken by the manager since four minutes past nine."""
    call = story.received(channel=Channel.PHONE)
    return [*call, ("09:02", lin, ASK), ("09:03", lin, YES), ("09:04", lin, TransferCall())]


def offer(at: str = "09:20") -> OfferCallBack:
    return OfferCallBack(call_at=when(at))


@rule("R2.4a")
def test_a_call_is_taken_within_a_minute_of_the_consent() -> None:
    desk = Desk().given(transferred())
    run = desk.clocks("09:04")["transfer"]
    assert (run.started_at, run.due, run.outcome) == (when("09:03"), when("09:04"), Outcome.RUNNING)
    assert desk.clocks("09:04:01")["transfer"].outcome is Outcome.MISSED
    desk.when(he, TakeCall(), at="09:04").then(MovedUp)
    assert desk.clocks("09:05")["transfer"].outcome is Outcome.MET
    walk_in = Desk().given([*story.received(), ("09:02", lin, ASK), ("09:03", lin, YES)])
    assert "transfer" not in walk_in.clocks("09:04")


@rule("R2.4a")
def test_a_call_back_is_offered_for_a_definite_time_within_half_an_hour() -> None:
    desk = Desk().given(transferred())
    desk.when(lin, offer("09:35:01"), at="09:05").then_refused("R2.4a", instead="offer_call_back", latest=when("09:35"))
    desk.when(lin, offer("09:05"), at="09:05").then_refused("R2.4a", instead="offer_call_back")
    desk.when(lin, offer("09:35"), at="09:05").then(CallBackOffered)
    runs = desk.clocks("09:06")
    assert (runs["call_back"].due, runs["call_back"].outcome) == (when("09:35"), Outcome.RUNNING)
    assert runs["transfer"].outcome is Outcome.MISSED
    assert desk.event(CallBackOffered).not_taken_by == "he"


@rule("R2.4a", "R1.4")
def test_a_call_back_needs_the_consent_that_the_transfer_needed() -> None:
    desk = Desk().given(story.received(channel=Channel.PHONE))
    desk.when(lin, offer(), at="09:05").then_refused("R1.4", instead="ask_to_move_up")
    walk_in = Desk().given([*story.received(), ("09:02", lin, ASK), ("09:03", lin, YES)])
    walk_in.when(lin, offer(), at="09:05").then_refused("R2.4", instead="call_colleague")
    walk_in.when(lin, RecordCallDropped(), at="09:05").then_refused("R2.4a", instead="record_customer_left")


@rule("R2.4a", "R3.2")
def test_called_back_before_verification_the_manager_takes_the_call() -> None:
    desk = Desk().given([*transferred(), ("09:05", lin, offer())])
    desk.when(he, REACHED, at="09:19").then(CalledBack)
    assert desk.clocks("09:20")["call_back"].outcome is Outcome.MET
    desk.when(he, TakeCall(taken_by="he"), at="09:19").then(MovedUp)
    desk.when(lin, REACHED, at="09:21").then_refused("R2.4a", instead="give_notice")


@rule("R2.4a")
def test_a_call_back_too_late_is_missed_and_done_after_all() -> None:
    desk = Desk().given([*transferred(), ("09:05", lin, offer()), ("09:30", he, REACHED)])
    run = desk.clocks("09:31")["call_back"]
    assert (run.outcome, run.done_at) == (Outcome.MISSED, when("09:30"))


@rule("R2.4a", "R1.1a")
@pytest.mark.parametrize("verified", [True, False])
def test_a_dropped_call_is_called_back_at_once_up_to_two_times(verified: bool) -> None:  # noqa: FBT001
    begun = story.verified(channel=Channel.PHONE) if verified else story.received(channel=Channel.PHONE)
    desk = Desk().given(begun).when(lin, RecordCallDropped(), at="09:12").then(CallDropped)
    assert "call_back" not in desk.clocks("09:13")
    desk.when(lin, NOBODY, at="09:13").then(CallBackTried)
    desk.when(lin, NOBODY, at="09:14").then(CallBackTried, CustomerLeft, *([RouteChosen] if verified else []))
    desk.when(lin, NOBODY, at="09:15").then_refused("R2.4a", instead="write_note")
    again = Desk().given([*begun, ("09:12", lin, RecordCallDropped()), ("09:13", lin, NOBODY), ("09:14", lin, REACHED)])
    assert again.complaint.reception.present


@rule("R2.4a", "CK9")
def test_nobody_is_called_back_before_it_was_offered() -> None:
    desk = Desk().given([*transferred(), ("09:05", lin, offer())])
    desk.when(he, REACHED, at="09:04", recorded="09:30").then_refused("CK9", earliest=when("09:05"))
    desk.when(he, REACHED, at="09:05", recorded="09:30").then(CalledBack)
