"""P2: calls, and the other channels on which complaints reach us."""

from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from shared.complaint.actions.p01_handover import CallColleague
from shared.complaint.actions.p01_move_up import AskToMoveUp, RecordAgitated, RecordConsent
from shared.complaint.actions.p01_walk_in import AskDetails, Explain
from shared.complaint.actions.p02_phone import Apologise, TakeCall, TransferCall
from shared.complaint.conduct import conduct
from shared.complaint.events.p01_handover import ColleagueCalled, HandedOver, MovedUp
from shared.complaint.events.p01_move_up import ConsentGiven, MoveUpAsked
from shared.complaint.events.p01_walk_in import ComplaintReceived, DetailsAsked, Explained
from shared.complaint.events.p02_phone import Apologised, CallTransferred
from shared.vocabulary.axes import ATTENDED, Accepted, Channel, MoveUpReason, received_when
from shared.vocabulary.roles import Level
from shared.vocabulary.text import Lang
from tests.support import moving, story
from tests.support.cast import company, desk_itself, he, lin, portal, zhou
from tests.support.desk import Desk, when
from tests.support.rules import rule

SORRY = Apologise(at_fault=False, words="I am sorry that I cannot answer this.")


# ── R2.0, R2.2: the same listening, without dispute ───────────────────────────────────────────


@rule("R2.0")
def test_beside_a_call_stands_the_conduct_of_the_phone() -> None:
    desk = Desk().given(moving.calling())
    for listening in (AskDetails, Explain, RecordAgitated):
        shown = conduct(listening, desk.complaint, desk.directory, Lang.ZH_HANS)
        assert shown is not None
        assert "声音温和，语气平和，普通话标准" in shown
        assert "防止与顾客争执、争辩" in shown, "the warning of R2.2 stands beside the call"


@rule("R2.2")
def test_a_caller_is_heard_asked_and_told_as_a_walk_in_is() -> None:
    desk = Desk().given(moving.calling())
    desk.when(lin, AskDetails(details="Which lift? The left one."), at="09:02").then(DetailsAsked)
    told = Explain(explanation="A part is awaited.", accepted=Accepted.NOT_ACCEPTED)
    desk.when(lin, told, at="09:03").then(Explained)


@rule("R2.2")
def test_a_dispute_moves_the_call_up_and_is_counted_apart() -> None:
    desk = Desk().given(moving.call_taken(reason=MoveUpReason.DISPUTE))
    assert desk.event(MovedUp).reason is MoveUpReason.DISPUTE
    assert (desk.complaint.ladder.disputes, desk.complaint.ladder.escalations) == (1, 0)
    other = Desk().given(moving.call_taken())
    assert (other.complaint.ladder.disputes, other.complaint.ladder.escalations) == (0, 1)


# ── R2.1: rings ───────────────────────────────────────────────────────────────────────────────


@rule("R2.1")
@pytest.mark.parametrize("known", [{"rings": 3}, {"rings": 0}, {"seconds": 12}, {"rings": 2, "seconds": 8}, {}])
def test_the_rings_or_the_seconds_are_recorded_where_known(known: dict[str, int]) -> None:
    desk = Desk().when(lin, story.receive(channel=Channel.PHONE, **known), at="09:00").then(ComplaintReceived)
    received = desk.event(ComplaintReceived)
    assert (received.rings, received.seconds) == (known.get("rings"), known.get("seconds"))


@rule("R2.1")
@pytest.mark.parametrize("known", [{"rings": 3}, {"seconds": 0}])
def test_only_a_call_rings(known: dict[str, int]) -> None:
    Desk().when(lin, story.receive(**known), at="09:00").then_refused("R2.1", channel=Channel.WALK_IN)
    Desk().when(lin, story.receive(channel=Channel.PHONE, **known), at="09:00").then(ComplaintReceived)


@rule("R2.1")
@pytest.mark.parametrize("wrong", [{"rings": -1}, {"seconds": -1}])
def test_nothing_rings_less_than_never(wrong: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        story.receive(channel=Channel.PHONE, **wrong)


# ── R2.3: at fault, or outside the receiver's remit ───────────────────────────────────────────


@rule("R2.3")
def test_at_fault_the_apology_and_the_promise_are_both_recorded() -> None:
    desk = Desk().given(moving.calling())
    for promise in ("", "  "):
        bare = Apologise(at_fault=True, words="We are sorry.", promise=promise)
        desk.when(lin, bare, at="09:02").then_refused("R2.3", instead="apologise")
    whole = Apologise(at_fault=True, words="We are sorry.", promise="The lift is reset today.")
    desk.when(lin, whole, at="09:02").then(Apologised)
    apology = desk.event(Apologised)
    assert (apology.words, apology.promise) == ("We are sorry.", "The lift is reset today.")


@rule("R2.3")
def test_outside_the_remit_one_apologises_before_offering_somebody() -> None:
    order = AskToMoveUp(reason=MoveUpReason.OUTSIDE_REMIT)
    desk = Desk().given(moving.calling())
    desk.when(lin, order, at="09:02").then_refused("R2.3", instead="apologise")
    desk.when(lin, SORRY, at="09:02").then(Apologised)
    desk.when(lin, order, at="09:03").then(MoveUpAsked)
    desk.when(lin, TransferCall(), at="09:04").then_refused("R1.4", instead="record_consent")
    desk.when(lin, RecordConsent(given=True), at="09:04").then(ConsentGiven)
    desk.when(lin, TransferCall(), at="09:05").then(CallTransferred)


@rule("R2.3")
@pytest.mark.parametrize("person", ["zhou", "he"], ids=["direct superior", "person responsible"])
def test_the_direct_superior_or_the_person_responsible_may_be_offered(person: str) -> None:
    desk = Desk().given(moving.consented(channel=Channel.PHONE))
    desk.when(lin, TransferCall(person=person), at="09:05").then(CallTransferred)
    assert desk.event(CallTransferred).person == person


# ── R2.4: the transfer ────────────────────────────────────────────────────────────────────────


@rule("R2.4")
def test_after_consent_the_call_goes_to_the_service_centre_manager() -> None:
    desk = Desk().given(moving.consented(channel=Channel.PHONE)).when(lin, TransferCall(), at="09:05")
    desk.then(CallTransferred)
    assert desk.event(CallTransferred).person == "he"
    assert desk.complaint.ladder.owner == "lin", "the case moves when the call is taken"


@rule("R2.4", "R1.5")
def test_taking_the_call_is_the_handover() -> None:
    desk = Desk().given(moving.transferred()).when(he, TakeCall(), at="09:06").then(MovedUp)
    moved = desk.event(MovedUp)
    assert (moved.person, moved.passed_over, moved.told) == ("he", (Level.SUPERVISOR,), ("zhou",))
    assert (desk.complaint.ladder.owner, desk.complaint.ladder.level) == ("he", Level.MANAGER)
    assert desk.clocks("09:30")["consent"].outcome == "met"


@rule("R2.4")
def test_a_call_is_taken_after_it_was_transferred() -> None:
    desk = Desk().given(moving.consented(channel=Channel.PHONE))
    desk.when(he, TakeCall(), at="09:05").then_refused("R2.4", instead="transfer_call")
    desk.given([("09:05", lin, TransferCall())]).when(he, TakeCall(), at="09:05").then(MovedUp)


@rule("R2.4")
def test_only_a_call_is_transferred() -> None:
    face_to_face = Desk().given(moving.consented())
    face_to_face.when(lin, TransferCall(), at="09:05").then_refused("R2.4", instead="call_colleague")
    face_to_face.when(lin, CallColleague(), at="09:05").then(ColleagueCalled)
    Desk().given(moving.consented(channel=Channel.PHONE)).when(lin, TransferCall(), at="09:05").then(CallTransferred)


@rule("R2.4", "R1.5")
def test_another_colleague_may_take_it() -> None:
    desk = Desk().given(moving.transferred()).when(zhou, TakeCall(taken_by="zhou"), at="09:06").then(MovedUp)
    assert desk.complaint.ladder.owner == "zhou"
    same = Desk().given(moving.transferred()).when(lin, TakeCall(taken_by="mei"), at="09:06").then(HandedOver)
    assert same.complaint.ladder.escalations == 0


@rule("R2.4", "CK9")
def test_neither_before_the_consent_nor_before_the_transfer() -> None:
    desk = Desk().given(moving.consented("09:04", channel=Channel.PHONE))
    desk.when(lin, TransferCall(), at="09:03:59").then_refused("CK9", earliest=when("09:04"))
    desk.when(lin, TransferCall(), at="09:05").then(CallTransferred)
    desk.when(he, TakeCall(), at="09:04:59").then_refused("CK9", earliest=when("09:05"))
    desk.when(he, TakeCall(), at="09:05").then(MovedUp)


@rule("R2.4")
def test_the_manager_answers_under_the_same_rules() -> None:
    desk = Desk().given(moving.call_taken())
    assert "尽量予以合理的解答" in str(conduct(TakeCall, desk.complaint, desk.directory, Lang.ZH_HANS))
    desk.when(he, AskToMoveUp(reason=MoveUpReason.CUSTOMER_WISHES), at="09:10").then(MoveUpAsked)
    assert desk.event(MoveUpAsked).to_level is Level.ENTERPRISE


@rule("R1.4")
def test_the_desk_itself_asks_and_transfers_nothing() -> None:
    desk = Desk().given(moving.transferred())
    desk.when(desk_itself, TakeCall(), at="09:06").then_forbidden()
    desk.when(desk_itself, RecordConsent(given=True), at="09:06").then_forbidden()


# ── R2.5: the other channels ──────────────────────────────────────────────────────────────────

SPOKEN = {Channel.WALK_IN, Channel.PHONE, Channel.STAFF_VISIT, Channel.STAFF}


@rule("R2.5")
def test_somebody_hears_on_four_channels_and_on_no_other() -> None:
    assert set(ATTENDED) == SPOKEN


@rule("R2.5")
@pytest.mark.parametrize("channel", [channel for channel in Channel if channel is not Channel.STAFF])
def test_complaints_of_every_channel_enter_under_the_same_rules(channel: Channel) -> None:
    desk = Desk().when(lin, story.receive(channel=channel), at="09:00").then(ComplaintReceived)
    received = desk.event(ComplaintReceived)
    assert received.attended is (channel in SPOKEN)
    assert received.first_receiver == ("lin" if channel in SPOKEN else None)
    assert desk.complaint.reception.present is received.attended
    assert desk.clocks("09:01")["verification"].due == when("09:30")


@rule("R2.5")
def test_what_staff_find_is_an_incident_record_and_no_complaint() -> None:
    Desk().when(lin, story.receive(channel=Channel.STAFF), at="09:00").then_refused("R12.5a")
    Desk().when(lin, story.receive(channel=Channel.STAFF_VISIT), at="09:00").then(ComplaintReceived)


@rule("R2.5")
@pytest.mark.parametrize(
    ("channel", "words"),
    [
        (Channel.WALK_IN, "reception begins"),
        (Channel.PHONE, "the call is answered"),
        (Channel.STAFF_VISIT, "staff hear it"),
        (Channel.STAFF, "staff see it"),
        (Channel.WECHAT, "it reaches our system"),
        (Channel.ONLINE_ANONYMOUS, "it reaches our system"),
        (Channel.LETTER, "it is delivered"),
        (Channel.AUTHORITY, "it is delivered"),
        (Channel.BOX, "the box is emptied"),
    ],
)
def test_each_channel_says_when_a_complaint_counts_as_received(channel: Channel, words: str) -> None:
    assert received_when(channel).en == words


@rule("R2.5", "CK11")
@pytest.mark.parametrize(("attended", "due"), [(ATTENDED, "+1 08:30"), (ATTENDED | {Channel.WECHAT}, "23:30")])
def test_a_company_may_say_that_somebody_attends_a_channel(attended: Any, due: str) -> None:
    desk = Desk(replace(company(), attended=attended))
    desk.when(portal, story.receive(channel=Channel.WECHAT), at="23:00").then(ComplaintReceived)
    assert desk.clocks("23:01")["verification"].due == when(due)
