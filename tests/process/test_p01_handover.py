"""P1: the five moments of a handover, and what it does to the case."""

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from shared.complaint.actions.base import ComplaintAction
from shared.complaint.actions.p01_handover import (
    CallColleague,
    ConfirmComing,
    HandOver,
    IntroduceColleague,
    TellWhoComes,
)
from shared.complaint.actions.p03_verification import Verify
from shared.complaint.clocks.marks import Mark
from shared.complaint.clocks.running import Outcome
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p01_handover import (
    ColleagueCalled,
    ColleagueConfirmed,
    ColleagueIntroduced,
    CustomerTold,
    HandedOver,
    MovedUp,
)
from shared.complaint.kind import COMPLAINT
from shared.complaint.ladder import passed_over
from shared.directory.state import Directory
from shared.vocabulary.axes import Channel, Consent, MoveUpReason
from shared.vocabulary.roles import Level
from tests.support import moving, story
from tests.support.cast import company, lin, mei, zhou
from tests.support.desk import Desk, when
from tests.support.rules import rule

MOMENTS: tuple[tuple[str, ComplaintAction, type[ComplaintEvent], str], ...] = (
    ("called", CallColleague(), ColleagueCalled, "called_at"),
    ("confirmed", ConfirmComing(), ColleagueConfirmed, "confirmed_at"),
    ("told", TellWhoComes(), CustomerTold, "told_at"),
    ("introduced", IntroduceColleague(), ColleagueIntroduced, "introduced_at"),
)


def without(*people: str, known: Directory | None = None) -> Directory:
    known = known or company()
    return replace(known, people=MappingProxyType({c: p for c, p in known.people.items() if c not in people}))


# ── R1.5: five moments ────────────────────────────────────────────────────────────────────────


@rule("R1.5")
def test_the_five_moments_each_have_their_time() -> None:
    desk = Desk().given(moving.consented("09:04"))
    for minute, (_, order, event, field) in enumerate(MOMENTS, start=5):
        desk.when(lin, order, at=f"09:0{minute}").then(event)
        assert getattr(desk.complaint.move_up, field) == when(f"09:0{minute}")
    desk.when(lin, HandOver(), at="09:09").then(MovedUp)
    assert desk.new[0].occurred_at == when("09:09")


@rule("R1.5")
@pytest.mark.parametrize("done", range(4))
def test_no_moment_comes_before_the_one_it_follows(done: int) -> None:
    orders = [*(order for _, order, _, _ in MOMENTS), HandOver()]
    desk = Desk().given([*moving.consented("09:04"), *(("09:05", lin, order) for order in orders[:done])])
    next_one = orders[done].SPEC.slug
    for order in orders[done + 1 :]:
        desk.when(lin, order, at="09:06").then_refused("R1.5")
    desk.when(lin, orders[done + 1], at="09:06").then_refused("R1.5", instead=next_one)
    assert not desk.when(lin, orders[done], at="09:06").refusal


@rule("R1.5", "CK9")
@pytest.mark.parametrize("done", range(5))
def test_nor_earlier_in_time(done: int) -> None:
    orders = [*(order for _, order, _, _ in MOMENTS), HandOver()]
    desk = Desk().given([*moving.consented("09:05"), *(("09:05", lin, order) for order in orders[:done])])
    desk.when(lin, orders[done], at="09:04:59").then_refused("CK9", earliest=when("09:05"))
    assert not desk.when(lin, orders[done], at="09:05").refusal


@rule("R1.5")
def test_another_colleague_called_begins_the_moments_anew() -> None:
    desk = Desk().given(moving.introduced()).when(lin, CallColleague(person="mei"), at="09:10").then(ColleagueCalled)
    desk.when(lin, HandOver(), at="09:11").then_refused("R1.5", instead="confirm_coming")


@rule("R1.5")
def test_a_call_is_not_called_over_but_transferred() -> None:
    desk = Desk().given(moving.consented(channel=Channel.PHONE))
    desk.when(lin, CallColleague(), at="09:05").then_refused("R1.5", instead="transfer_call")
    Desk().given(moving.consented()).when(lin, CallColleague(), at="09:05").then(ColleagueCalled)


# ── who is called ─────────────────────────────────────────────────────────────────────────────


@rule("R1.5", "R8.0")
def test_the_person_of_the_level_asked_for_is_called_or_another_colleague() -> None:
    desk = Desk().given(moving.consented()).when(lin, CallColleague(), at="09:05").then(ColleagueCalled)
    assert desk.event(ColleagueCalled).person == "zhou"
    desk.when(lin, CallColleague(person="mei"), at="09:06").then(ColleagueCalled)
    assert desk.event(ColleagueCalled).person == "mei"


@rule("R1.5")
@pytest.mark.parametrize("person", ["lin", "wu", "sun"], ids=["the owner", "a department", "an auditor"])
def test_who_cannot_take_over_is_not_called(person: str) -> None:
    desk = Desk().given(moving.consented())
    desk.when(lin, CallColleague(person=person), at="09:05").then_refused("R1.5", person=person)
    desk.when(lin, CallColleague(person="zhou"), at="09:05").then(ColleagueCalled)


@rule("R1.5")
def test_nobody_lower_takes_over() -> None:
    again = [(f"09:1{i}", zhou, order) for i, (_, _, order) in enumerate(moving.consented()[1:])]
    desk = Desk().given([*moving.handed_over(person="zhou"), *again])
    desk.when(zhou, CallColleague(person="mei"), at="09:20").then_refused("R1.5", level=Level.SUPERVISOR)
    desk.when(zhou, CallColleague(), at="09:20").then(ColleagueCalled)
    assert desk.event(ColleagueCalled).person == "he"


@rule("R12.9")
@pytest.mark.parametrize("person", ["gao", "nobody"], ids=["of another site", "unknown"])
def test_who_does_not_work_here_is_not_called(person: str) -> None:
    desk = Desk().given(moving.consented())
    desk.when(lin, CallColleague(person=person), at="09:05").then_refused("R12.9", person=person)
    desk.when(lin, CallColleague(person="mei"), at="09:05").then(ColleagueCalled)


@rule("R8.5")
def test_an_empty_level_passes_the_call_to_the_next_and_is_named() -> None:
    desk = Desk(without("zhou")).given(moving.consented())
    desk.when(lin, CallColleague(), at="09:05").then(ColleagueCalled)
    called = desk.event(ColleagueCalled)
    assert (called.person, called.empty_levels) == ("he", (Level.SUPERVISOR,))


@rule("R8.5")
def test_where_nobody_holds_any_level_nobody_is_called() -> None:
    desk = Desk(without("zhou", "he", "qian")).given(moving.consented())
    desk.when(lin, CallColleague(), at="09:05").then_refused("R8.5", level=Level.SUPERVISOR)
    desk.when(lin, CallColleague(person="mei"), at="09:05").then(ColleagueCalled)


@rule("R8.5")
def test_a_level_is_held_by_who_is_on_duty_else_the_deputy() -> None:
    known = company()
    deputy = replace(known.people["zhou"], absent=True, deputy="mei")
    desk = Desk(replace(known, people=MappingProxyType({**known.people, "zhou": deputy}))).given(moving.consented())
    desk.when(lin, CallColleague(), at="09:05").then(ColleagueCalled)
    assert desk.event(ColleagueCalled).person == "mei"


# ── what the handover does ────────────────────────────────────────────────────────────────────


@rule("R1.5", "R8.0")
def test_handed_over_the_case_is_the_colleagues_at_their_level() -> None:
    desk = Desk().given(moving.introduced()).when(zhou, HandOver(), at="09:09").then(MovedUp)
    ladder = desk.complaint.ladder
    assert (ladder.owner, ladder.last_receiver, ladder.first_receiver) == ("zhou", "zhou", "lin")
    assert (ladder.level, ladder.highest, ladder.escalations) == (Level.SUPERVISOR, Level.SUPERVISOR, 1)
    assert not desk.complaint.move_up.pending
    assert desk.complaint.reception.present, "the customer is with the new owner now"


@rule("R1.5", "R8.0")
def test_an_escalation_names_all_that_section_1_wants() -> None:
    desk = Desk().given(moving.introduced(person="he")).when(lin, HandOver(), at="09:09").then(MovedUp)
    assert desk.event(MovedUp).model_dump() == {
        "person": "he", "from_owner": "lin", "from_level": Level.RECEPTION, "to_level": Level.MANAGER,
        "passed_over": (Level.SUPERVISOR,), "told": ("zhou",), "reason": MoveUpReason.CUSTOMER_WISHES,
        "asked_by": "lin", "consent": Consent.GIVEN, "explained": None,
    }  # fmt: skip
    assert desk.new[0].occurred_at == when("09:09")
    assert passed_over(Level.RECEPTION, Level.ENTERPRISE) == (Level.SUPERVISOR, Level.MANAGER)


@rule("R1.5")
def test_a_handover_on_the_same_level_is_no_escalation() -> None:
    desk = Desk().given(moving.introduced(person="mei")).when(lin, HandOver(), at="09:09").then(HandedOver)
    ladder = desk.complaint.ladder
    assert (ladder.owner, ladder.level, ladder.escalations) == ("mei", Level.RECEPTION, 0)
    assert desk.event(HandedOver).in_presence


@rule("R1.5")
@pytest.mark.parametrize("person", ["mei", "zhou"])
def test_handed_over_counts_as_accepted_and_as_first_contact(person: str) -> None:
    desk = Desk().given(moving.introduced(person=person))
    before = desk.complaint
    desk.when(lin, HandOver(), at="09:09")
    marks = [marked.mark for marked in desk.new[0].event.marks(before, desk.complaint)]
    assert marks[:3] == [Mark.HANDED_OVER, Mark.CUSTOMER_REACHED, Mark.RECEPTION_ENDED]


@rule("R1.5", "R1.3")
def test_handed_over_ends_the_clock_of_agitation() -> None:
    agitated = moving.agitated("09:06")
    story_so_far = [*moving.introduced()[1:]]
    desk = Desk().given([("09:00", *agitated[0][1:]), *story_so_far])
    assert desk.clocks("09:08")["agitated_reception"].outcome is Outcome.MET, "the request met it already"
    desk.when(lin, HandOver(), at="09:09").then(MovedUp)
    assert not desk.clocks("09:30")["agitated_reception"].open


@rule("R1.5")
def test_a_colleague_who_left_the_site_meanwhile_takes_nothing_over() -> None:
    desk = Desk().given(moving.introduced(person="mei"))
    gone = Desk(replace_role(desk.directory, "mei"))
    gone.records = desk.records
    gone.when(lin, HandOver(), at="09:09").then_refused("R1.5", person="mei", instead="call_colleague")
    desk.when(lin, HandOver(), at="09:09").then(HandedOver)


def replace_role(known: Directory, person: str) -> Directory:
    changed = replace(known.people[person], role=known.people["wu"].role)
    return replace(known, people=MappingProxyType({**known.people, person: changed}))


# ── CK5: what was asked of the former owner ───────────────────────────────────────────────────


def _verified_then(move: Callable[..., story.Story], **how: Any) -> Desk:
    moved = move(**how)
    return Desk().given([moved[0], ("09:01", lin, Verify(statement="The lift stopped twice.")), *moved[1:]])


@rule("R3.2", "CK5")
def test_a_route_not_chosen_is_asked_of_the_new_owner_from_the_move_up() -> None:
    desk = _verified_then(moving.handed_over, person="zhou")
    runs = [run for run in all_runs(desk, "09:10") if run.clock == "route"]
    assert [(run.due, run.outcome) for run in runs] == [
        (when("09:31"), Outcome.CANCELLED),
        (when("09:39"), Outcome.RUNNING),
    ]


@rule("R3.2", "CK5")
def test_a_handover_on_the_same_level_gains_no_time() -> None:
    desk = _verified_then(moving.handed_over, person="mei")
    assert desk.clocks("09:10")["route"].due == when("09:31")
    unverified = Desk().given(moving.handed_over(person="zhou"))
    assert "route" not in unverified.clocks("09:10")
    assert unverified.clocks("09:10")["verification"].due == when("09:30"), "a customer clock is touched by no move"


def all_runs(desk: Desk, now: str) -> Any:
    from shared.complaint.clocks.running import clocks  # noqa: PLC0415 - beside its only user
    from tests.support.desk import OneDirectory  # noqa: PLC0415 - as above

    return clocks(desk.records, OneDirectory(desk.directory), when(now))


@rule("R1.5")
def test_every_moment_is_an_action_that_the_colleague_may_record_too() -> None:
    for _, order, _, _ in MOMENTS:
        assert {mei.role, zhou.role} <= set(COMPLAINT.by_slug[order.SPEC.slug].SPEC.roles)
