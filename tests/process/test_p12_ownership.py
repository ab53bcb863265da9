"""P12: who owns a case, who acts for the owner, who carries it out, who watches (R12.9)."""

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from shared.complaint.actions.p01_handover import HandOver
from shared.complaint.actions.p01_walk_in import Explain, RecordCustomerLeft
from shared.complaint.actions.p12_ownership import Delegate, EndDelegation, PassOn, TakeFromSeat
from shared.complaint.actions.p12_watchers import AddWatcher, NameExecutor, RemoveWatcher
from shared.complaint.events.p01_handover import HandedOver, MovedUp
from shared.complaint.events.p01_walk_in import Explained
from shared.complaint.events.p11_closing import Closed
from shared.complaint.events.p12_ownership import Delegated, DelegationEnded, TakenFromSeat
from shared.complaint.events.p12_watchers import ExecutorNamed, WatcherAdded, WatcherRemoved
from shared.complaint.kind import COMPLAINT
from shared.directory.state import Directory
from shared.vocabulary.axes import Accepted, Channel
from shared.vocabulary.roles import STAFF, Level
from tests.support import moving, story
from tests.support.cast import company, he, lin, mei, portal, qian, wu, zhou
from tests.support.desk import Desk
from tests.support.rules import rule

TO_MEI = PassOn(person="mei", reason="End of my shift.")
TOLD = Explain(explanation="A part is awaited.", accepted=Accepted.ACCEPTED)
LEFT = ("09:02", lin, RecordCustomerLeft())
AWAY = Delegate(deputy="mei", reason="On leave until Friday.")


def unowned(**changes: Any) -> story.Story:
    return story.received(by=portal, channel=Channel.WEB_FORM, **changes)


def with_deputy(person: str, deputy: str) -> Directory:
    known = company()
    changed = replace(known.people[person], deputy=deputy)
    return replace(known, people=MappingProxyType({**known.people, person: changed}))


# ── from the seat ─────────────────────────────────────────────────────────────────────────────


@rule("R12.9")
def test_a_case_of_a_seat_is_taken_by_a_person_and_by_one_only() -> None:
    desk = Desk().given(unowned()).when(lin, TakeFromSeat(), at="09:05").then(TakenFromSeat)
    ladder = desk.complaint.ladder
    assert (ladder.owner, ladder.last_receiver, ladder.level, ladder.escalations) == ("lin", "lin", Level.RECEPTION, 0)
    desk.when(mei, TakeFromSeat(), at="09:06").then_refused("R12.9", owner="lin")


@rule("R12.9")
def test_a_higher_level_may_take_a_lower_seat_and_the_case_stays_where_it_is() -> None:
    desk = Desk().given(unowned()).when(he, TakeFromSeat(), at="09:05").then(TakenFromSeat)
    assert (desk.complaint.ladder.owner, desk.complaint.ladder.level) == ("he", Level.RECEPTION)


@rule("R12.9")
def test_a_lower_level_does_not_take_a_higher_seat() -> None:
    seat = Desk().given(unowned())
    raised = replace(seat.complaint, ladder=replace(seat.complaint.ladder, level=Level.MANAGER))
    for caller, may in ((lin, False), (zhou, False), (he, True), (qian, True)):
        assert (TakeFromSeat.SPEC.when[-1].reason(raised, caller) is None) is may
    seat.when(lin, TakeFromSeat(), at="09:05").then(TakenFromSeat)


@rule("R12.9", "R11.1")
def test_a_file_that_lacks_a_receiver_only_closes_when_somebody_takes_the_case() -> None:
    desk = Desk().given(story.signed(by=portal, channel=Channel.PHONE))
    assert desk.complaint.is_open
    desk.when(lin, TakeFromSeat(), at="09:30").then(TakenFromSeat, Closed)


# ── same-level handover outside the reception ─────────────────────────────────────────────────


@rule("R12.9", "R1.5")
def test_a_case_is_passed_on_within_its_level_and_that_is_no_escalation() -> None:
    desk = Desk().given([*story.received(), LEFT]).when(lin, TO_MEI, at="17:55").then(HandedOver)
    passed = desk.event(HandedOver)
    assert (passed.from_owner, passed.person, passed.in_presence) == ("lin", "mei", False)
    ladder = desk.complaint.ladder
    assert (ladder.owner, ladder.last_receiver, ladder.first_receiver) == ("mei", "mei", "lin")
    assert (ladder.level, ladder.escalations) == (Level.RECEPTION, 0)


@rule("R12.9")
def test_passing_on_is_no_first_contact_and_moves_no_clock() -> None:
    desk = Desk().given([*story.verified("09:01"), LEFT])
    before, due = desk.complaint, desk.clocks("09:10")
    desk.when(lin, TO_MEI, at="09:10").then(HandedOver)
    assert not list(desk.new[0].event.marks(before, desk.complaint))
    assert desk.clocks("09:10") == due


@rule("R1.4")
def test_before_the_customer_a_case_moves_with_consent_only() -> None:
    desk = Desk().given(story.received())
    desk.when(lin, TO_MEI, at="09:10").then_refused("R1.4", instead="ask_to_move_up")
    desk.given([LEFT]).when(lin, TO_MEI, at="09:10").then(HandedOver)


@rule("R12.9")
@pytest.mark.parametrize("person", ["lin", "zhou", "wu"], ids=["oneself", "a superior", "a department"])
def test_passing_on_is_to_another_colleague_of_the_level(person: str) -> None:
    desk = Desk().given([*story.received(), LEFT])
    order = PassOn(person=person, reason="End of my shift.")
    desk.when(lin, order, at="09:10").then_refused("R12.9", person=person, level=Level.RECEPTION)
    desk.when(lin, TO_MEI, at="09:10").then(HandedOver)


@rule("R12.9")
@pytest.mark.parametrize("person", ["gao", "nobody"])
def test_who_does_not_work_here_gets_nothing(person: str) -> None:
    desk = Desk().given([*story.received(), LEFT])
    desk.when(lin, PassOn(person=person, reason="…"), at="09:10").then_refused("R12.9", person=person)
    desk.when(lin, TO_MEI, at="09:10").then(HandedOver)


# ── who may ───────────────────────────────────────────────────────────────────────────────────

DISPOSING = (AWAY, NameExecutor(person="wu"))


@rule("R12.9")
@pytest.mark.parametrize("order", DISPOSING, ids=lambda order: order.SPEC.slug)
def test_the_owner_and_whoever_is_as_high_dispose_of_a_case_and_nobody_lower(order: Any) -> None:
    story_so_far = [*moving.handed_over(person="zhou")]
    for caller in (zhou, he, qian):
        assert not Desk().given(story_so_far).when(caller, order, at="09:20").refusal
    Desk().given(story_so_far).when(lin, order, at="09:20").then_refused("R12.9", level=Level.SUPERVISOR)


@rule("R12.9")
def test_any_of_the_staff_records_what_happens_on_a_case_whoever_owns_it() -> None:
    for caller in (lin, mei, zhou, he):
        desk = Desk().given(moving.handed_over(person="he")).when(caller, TOLD, at="09:20").then(Explained)
        assert desk.new[0].by.id == caller.id


@rule("R12.9")
def test_a_department_sees_its_own_assignments_and_does_none_of_this() -> None:
    desk = Desk().given(story.received())
    for order in (TakeFromSeat(), TO_MEI, AWAY, EndDelegation(), AddWatcher(person="wu")):
        desk.when(wu, order, at="09:10").then_forbidden()


@rule("R12.9")
def test_a_level_may_do_what_a_lower_one_may() -> None:
    kept_for_confirmation = {"sign"}  # R4.4: the receptionist records it
    for action in COMPLAINT.actions:
        levels = [int(role.level) for role in action.SPEC.roles if role.level is not None]
        if levels and action.SPEC.slug not in kept_for_confirmation:
            assert sorted(levels) == [int(role.level or 0) for role in STAFF][min(levels) :], action.SPEC.slug


# ── delegation for absence ────────────────────────────────────────────────────────────────────


@rule("R12.9")
def test_a_delegation_is_recorded_and_the_deputy_acts_on_the_owners_behalf() -> None:
    desk = Desk().given(story.received()).when(lin, AWAY, at="09:10").then(Delegated)
    assert (desk.complaint.ladder.owner, desk.complaint.ladder.deputy) == ("lin", "mei")
    desk.when(mei, TOLD, at="09:11").then(Explained)
    assert (desk.new[0].by.id, desk.new[0].by.on_behalf_of) == ("mei", "lin")
    desk.when(zhou, TOLD, at="09:12").then(Explained)
    assert desk.new[0].by.on_behalf_of is None
    desk.when(mei, EndDelegation(), at="09:13").then(DelegationEnded)
    desk.when(mei, TOLD, at="09:14").then(Explained)
    assert desk.new[0].by.on_behalf_of is None


@rule("R12.9")
def test_the_directorys_deputy_stands_in_unless_another_is_named() -> None:
    order = Delegate(reason="On leave.")
    desk = Desk(with_deputy("lin", "mei")).given(story.received()).when(lin, order, at="09:10").then(Delegated)
    assert desk.complaint.ladder.deputy == "mei"
    none = Desk().given(story.received())
    none.when(lin, order, at="09:10").then_refused("R12.9", owner="lin", instead="delegate")


@rule("R12.9")
@pytest.mark.parametrize("person", ["lin", "wu", "zhou"], ids=["the owner", "a department", "the executor"])
def test_who_cannot_be_deputy(person: str) -> None:
    desk = Desk().given([*story.received(), ("09:01", lin, NameExecutor(person="zhou"))])
    order = Delegate(deputy=person, reason="On leave.")
    desk.when(lin, order, at="09:10").then_refused("R12.9", person=person, instead="delegate")
    desk.when(lin, AWAY, at="09:10").then(Delegated)


@rule("R12.9")
def test_one_deputy_at_a_time() -> None:
    desk = Desk().given(story.received())
    desk.when(lin, EndDelegation(), at="09:10").then_refused("R12.9", instead="delegate")
    desk.when(lin, AWAY, at="09:10").then(Delegated)
    desk.when(lin, AWAY, at="09:11").then_refused("R12.9", deputy="mei", instead="end_delegation")
    desk.when(lin, EndDelegation(), at="09:11").then(DelegationEnded)


@rule("R12.9")
def test_nobody_stands_in_for_an_empty_seat() -> None:
    desk = Desk().given(unowned()).when(lin, AWAY, at="09:10").then_refused("R12.9", instead="take_from_seat")
    desk.when(lin, TakeFromSeat(), at="09:10").then(TakenFromSeat)
    desk.when(lin, AWAY, at="09:11").then(Delegated)


@rule("R12.9")
def test_a_new_owner_has_no_deputy_of_the_old_one() -> None:
    asked = moving.introduced(person="zhou")
    desk = Desk().given([*asked, ("09:08", lin, AWAY)]).when(lin, HandOver(), at="09:09").then(MovedUp)
    assert desk.complaint.ladder.deputy is None


# ── receiver, executor and watchers are different people ──────────────────────────────────────


@rule("R12.9")
def test_the_executor_is_neither_receiver_nor_deputy_nor_watcher() -> None:
    parts = [*story.received(), ("09:01", lin, AWAY), ("09:02", lin, AddWatcher(person="he"))]
    desk = Desk().given(parts)
    for person in ("lin", "mei", "he"):
        order = NameExecutor(person=person)
        desk.when(lin, order, at="09:10").then_refused("R12.9", person=person, instead="name_executor")
    desk.when(lin, NameExecutor(person="wu"), at="09:10").then(ExecutorNamed)
    assert desk.complaint.ladder.executor == "wu"


@rule("R12.9")
def test_a_watcher_has_no_other_part_and_watches_once() -> None:
    parts = [*story.received(), ("09:01", lin, AWAY), ("09:02", lin, NameExecutor(person="wu"))]
    desk = Desk().given(parts)
    for person in ("lin", "mei", "wu"):
        desk.when(zhou, AddWatcher(person=person), at="09:10").then_refused("R12.9", person=person)
    desk.when(zhou, AddWatcher(person="zhou"), at="09:10").then(WatcherAdded)
    desk.when(zhou, AddWatcher(person="zhou"), at="09:11").then_refused("R12.9", instead="add_watcher")
    assert desk.complaint.ladder.watchers == {"zhou"}


@rule("R12.9")
def test_only_who_watches_stops_watching() -> None:
    desk = Desk().given([*story.received(), ("09:01", lin, AddWatcher(person="zhou"))])
    desk.when(lin, RemoveWatcher(person="he"), at="09:10").then_refused("R12.9", person="he", instead="add_watcher")
    desk.when(lin, RemoveWatcher(person="zhou"), at="09:10").then(WatcherRemoved)
    assert not desk.complaint.ladder.watchers


@rule("R12.9")
def test_whoever_becomes_the_owner_is_watcher_and_executor_no_more() -> None:
    asked = moving.introduced(person="zhou")
    parts = [("09:08", lin, AddWatcher(person="zhou")), ("09:08", lin, NameExecutor(person="wu"))]
    desk = Desk().given([*asked, *parts]).when(lin, HandOver(), at="09:09").then(MovedUp)
    assert (desk.complaint.ladder.watchers, desk.complaint.ladder.executor) == (frozenset(), "wu")
    executor = [*moving.introduced(person="mei"), ("09:08", lin, NameExecutor(person="mei"))]
    desk = Desk().given(executor).when(lin, HandOver(), at="09:09").then(HandedOver)
    assert desk.complaint.ladder.executor is None
    deputy = [*story.received(), ("09:01", lin, AddWatcher(person="mei")), ("09:02", lin, AWAY)]
    assert not Desk().given(deputy).complaint.ladder.watchers
