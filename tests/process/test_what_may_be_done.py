"""What may be done next: the guard that greys the button is the guard that refuses the call."""

from datetime import timedelta
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.complaint.actions.p12_ownership import may_take_seat
from shared.complaint.guards import may_dispose
from shared.complaint.kind import COMPLAINT
from shared.complaint.state import Complaint
from shared.decision.action import Action
from shared.decision.event import Record
from shared.decision.kind import Allowance
from shared.decision.moment import Caller, Moment
from shared.decision.refusal import Forbidden, Reason, Refused
from shared.vocabulary.axes import Channel
from tests.support import moving, story
from tests.support.cast import admin, company, desk_itself, he, jiang, lin, mei, portal, qian, sun, wu, zhou
from tests.support.desk import Desk, when
from tests.support.orders import orders

CALLERS = (lin, lin, lin, mei, zhou, he, qian, wu, jiang, sun, admin, portal, desk_itself)
STARTS: tuple[story.Story, ...] = (
    [],
    story.received(),
    story.received(by=portal, channel=Channel.WEB_FORM),
    moving.introduced(),
    moving.transferred(),
    moving.call_taken(),
    story.answered(),
    story.satisfied(),
    story.signed(),
    story.signed(unit=""),
    story.agreed(),
    story.accepted_solution(),
    story.work_complete(),
    story.completed(),
)
OF_EVERY_ACTION = "CK9"
"""The bounds of business time hold for any action."""


@cache
def begun(start: int) -> tuple[Record[Any], ...]:
    """What is on record where a story starts."""
    return tuple(Desk().given(STARTS[start]).records)


def the_call(order: Action, state: Complaint, at: Moment[Any]) -> Reason | Forbidden | list[Record[Any]]:
    try:
        return COMPLAINT.decide(order, state, at)[0]
    except Refused as no:
        return no.reason
    except Forbidden as no:
        return no


def agree(allowance: Allowance, said: Reason | Forbidden | list[Record[Any]]) -> None:
    """The call says exactly what the list said, as far as role and guards go."""
    spec = allowance.action.SPEC
    if allowance.forbidden:
        assert isinstance(said, Forbidden)
    elif allowance.reason is not None:
        assert said == allowance.reason
    elif isinstance(said, Reason):
        named = {*spec.refuses, OF_EVERY_ACTION}
        assert said.rule in named, f"{spec.slug} refuses by {said.rule} and does not declare it"
    else:
        assert not isinstance(said, Forbidden)


@settings(max_examples=50, deadline=None)
@given(data=st.data(), start=st.sampled_from(range(len(STARTS))))
def test_the_list_and_the_call_say_the_same_on_stories_that_nobody_wrote(data: st.DataObject, start: int) -> None:
    records = list(begun(start))
    directory = company()
    now = when("10:00")
    for _ in range(data.draw(st.integers(1, 6))):
        caller: Caller = data.draw(st.sampled_from(CALLERS))
        now += timedelta(minutes=data.draw(st.integers(0, 40)))
        state = COMPLAINT.fold(records)
        at = Moment(now, now, caller, directory, history=tuple(records))
        listed = COMPLAINT.allowances(state, at)
        may = [one.action for one in listed if one.allowed]
        action = data.draw(st.sampled_from(may or [one.action for one in listed]))
        for one in (*data.draw(st.lists(st.sampled_from(listed), max_size=3)), _of(listed, action)):
            order = data.draw(orders(one.action))
            if order is None:
                continue
            said = the_call(order, state, at)
            agree(one, said)
            if one.action is action and isinstance(said, list):
                records += said


def _of(listed: list[Allowance], action: type[Action]) -> Allowance:
    return next(one for one in listed if one.action is action)


def test_every_way_out_that_a_guard_names_is_an_action() -> None:
    named = {slug for action in COMPLAINT.actions for guard in action.SPEC.when for slug in guard.instead}
    assert named <= set(COMPLAINT.by_slug)


def test_a_deputy_is_seen_by_the_guard_that_looks_at_who_asks() -> None:
    slugs = {slug for slug, action in COMPLAINT.by_slug.items() if {may_dispose, may_take_seat} & set(action.SPEC.when)}
    assert {"take_from_seat", "pass_on", "delegate", "name_executor"} <= slugs
    desk = Desk().given(moving.handed_over(person="zhou"))
    for slug in slugs - {"take_from_seat", "pass_on"}:
        assert not desk.allowance(slug, lin, when("09:20")).allowed
