"""P3: preliminary verification and the route."""

from collections.abc import Iterator

import pytest

from shared.complaint.actions.p01_walk_in import RecordCustomerLeft
from shared.complaint.actions.p03_verification import ChooseRoute, CorrectStatement, Verify
from shared.complaint.clocks.running import Outcome
from shared.complaint.events.p03_verification import RouteChosen, StatementCorrected, Verified
from shared.complaint.guards import is_routed, is_verified
from shared.complaint.kind import COMPLAINT
from shared.complaint.state import Phase
from shared.vocabulary.axes import Channel, Confirmation, Route
from tests.support import story
from tests.support.cast import desk_itself, he, lin, mei, portal, wu, zhou
from tests.support.desk import Desk, when
from tests.support.rules import rule

POINTS = Verify(statement="The lift stopped twice.")
AGREED = ChooseRoute(route=Route.AGREED, reason="The lift firm must look first.")
ON_THE_SPOT = ChooseRoute(route=Route.ON_THE_SPOT, reason="Can be explained at once.")
WRITTEN = [channel for channel in Channel if channel not in {*list(Channel)[:4]}]


def as_(confirmation: Confirmation) -> Verify:
    return Verify(statement="The lift stopped twice.", confirmation=confirmation)


# ── R3.1: the main points ─────────────────────────────────────────────────────────────────────


@rule("R3.1")
@pytest.mark.parametrize(("at", "outcome"), [("09:30", Outcome.MET), ("09:30:01", Outcome.MISSED)])
def test_the_main_points_are_due_half_an_hour_after_receipt(at: str, outcome: Outcome) -> None:
    desk = Desk().given(story.received("09:00"))
    run = desk.clocks("09:01")["verification"]
    assert (run.due, run.warn_at) == (when("09:30"), when("09:22:30"))
    desk.when(lin, POINTS, at=at).then(Verified)
    assert desk.clocks("10:00")["verification"].outcome is outcome


@rule("R3.1")
def test_the_confirmed_points_are_the_statement_of_facts() -> None:
    desk = Desk().given(story.received("09:00")).when(lin, POINTS, at="09:10").then(Verified)
    assert desk.event(Verified).statement == "The lift stopped twice."
    assert desk.complaint.facts.verified_at == when("09:10")


@rule("R3.1")
def test_points_are_confirmed_once_and_corrected_after_that() -> None:
    desk = Desk().given(story.received("09:00")).when(lin, POINTS, at="09:10").then(Verified)
    desk.when(lin, POINTS, at="09:11").then_refused("R3.1", instead="correct_statement")
    desk.when(lin, CorrectStatement(statement="Three times."), at="09:11").then(StatementCorrected)


@rule("R3.1", "CK11")
def test_a_message_in_the_night_is_to_be_verified_half_an_hour_after_the_desk_opens() -> None:
    desk = Desk().given(story.received("23:30", by=portal, channel=Channel.WECHAT))
    assert desk.clocks("23:31")["verification"].due == when("+1 08:30")
    walk_in = Desk().given(story.received("23:30"))
    assert walk_in.clocks("23:31")["verification"].due == when("+1 00:00"), "somebody hears a walk-in at night"


# ── R3.1a: how points are confirmed ───────────────────────────────────────────────────────────


@rule("R3.1a")
def test_a_customer_confirms_them_on_any_channel() -> None:
    for channel in (Channel.WALK_IN, Channel.PHONE, Channel.WECHAT, Channel.LETTER):
        desk = Desk().given(story.received(channel=channel))
        desk.when(lin, as_(Confirmation.BY_CUSTOMER), at="09:10").then(Verified)
        assert desk.complaint.facts.confirmation is Confirmation.BY_CUSTOMER


@rule("R3.1a")
@pytest.mark.parametrize("channel", WRITTEN)
def test_what_reached_us_in_writing_is_its_own_statement(channel: Channel) -> None:
    desk = Desk().given(story.received(channel=channel))
    desk.when(lin, as_(Confirmation.AS_WRITTEN), at="09:10").then(Verified)


@rule("R3.1a")
@pytest.mark.parametrize("channel", [Channel.WALK_IN, Channel.PHONE, Channel.STAFF_VISIT])
def test_what_was_said_is_not(channel: Channel) -> None:
    desk = Desk().given(story.received(channel=channel))
    desk.when(lin, as_(Confirmation.AS_WRITTEN), at="09:10").then_refused("R3.1a", channel=channel, instead="verify")


@rule("R3.1a")
def test_as_heard_is_for_a_customer_who_left_before_confirming() -> None:
    desk = Desk().given(story.received("09:00"))
    desk.when(lin, as_(Confirmation.AS_HEARD), at="09:10").then_refused("R3.1a", instead="verify")
    desk.given([("09:10", lin, RecordCustomerLeft())])
    desk.when(lin, as_(Confirmation.AS_HEARD), at="09:11").then(Verified, RouteChosen)


@rule("R3.1a")
def test_nobody_leaves_a_letter() -> None:
    desk = Desk().given(story.received(channel=Channel.LETTER))
    desk.when(lin, as_(Confirmation.AS_HEARD), at="09:10").then_refused("R3.1a", instead="verify")


@rule("R3.1a", "R3.1")
@pytest.mark.parametrize(
    "unconfirmed",
    [
        pytest.param(
            [*story.received(channel=Channel.EMAIL), ("09:10", lin, as_(Confirmation.AS_WRITTEN))], id="as written"
        ),
        pytest.param(
            [*story.received(), ("09:05", lin, RecordCustomerLeft()), ("09:10", lin, as_(Confirmation.AS_HEARD))],
            id="as heard",
        ),
    ],
)
def test_the_customer_may_correct_the_statement_and_so_confirms_it(unconfirmed: story.Story) -> None:
    desk = Desk().given(unconfirmed)
    due = desk.clocks("09:11")
    desk.when(mei, CorrectStatement(statement="Three times."), at="10:00").then(StatementCorrected)
    assert desk.complaint.facts.confirmation is Confirmation.BY_CUSTOMER
    assert desk.complaint.facts.verified_at == when("09:10"), "no clock moves by it"
    assert {name: run.due for name, run in desk.clocks("09:11").items()} == {name: run.due for name, run in due.items()}


@rule("R3.2", "CK9")
def test_nothing_is_corrected_before_it_was_stated() -> None:
    order = CorrectStatement(statement="Three times.")
    desk = Desk().given(story.received())
    desk.when(lin, order, at="09:10").then_refused("R3.2", instead="verify")
    desk.given([("09:10", lin, POINTS)])
    desk.when(lin, order, at="09:09").then_refused("CK9", earliest=when("09:10"))
    desk.when(lin, order, at="09:10").then(StatementCorrected)


# ── R3.2: the route ───────────────────────────────────────────────────────────────────────────


@rule("R3.2")
@pytest.mark.parametrize(("order", "phase"), [(AGREED, Phase.AGREED), (ON_THE_SPOT, Phase.ON_THE_SPOT)])
def test_route_and_reason_are_recorded_and_there_is_no_third(order: ChooseRoute, phase: Phase) -> None:
    desk = Desk().given(story.verified()).when(lin, order, at="09:15").then(RouteChosen)
    chosen = desk.event(RouteChosen)
    assert (chosen.route, chosen.reason) == (order.route, order.reason)
    assert desk.complaint.phase is phase
    assert len(Route) == 2


@rule("R3.2")
def test_the_route_waits_for_verification() -> None:
    desk = Desk().given(story.received())
    desk.when(lin, AGREED, at="09:05").then_refused("R3.2", instead="verify")
    desk.given(story.verified()[1:])
    desk.when(lin, AGREED, at="09:15").then(RouteChosen)


@rule("R3.2")
def test_a_route_is_chosen_once() -> None:
    desk = Desk().given(story.verified()).when(lin, AGREED, at="09:15").then(RouteChosen)
    desk.when(lin, AGREED, at="09:16").then_refused("R3.2")


@rule("R3.2", "CK9")
def test_the_route_is_not_older_than_the_verification() -> None:
    desk = Desk().given(story.verified("09:10"))
    desk.when(lin, AGREED, at="09:09:59").then_refused("CK9", earliest=when("09:10"))
    desk.when(lin, AGREED, at="09:10").then(RouteChosen)


@rule("R3.2")
@pytest.mark.parametrize(("at", "outcome"), [("09:40", Outcome.MET), ("09:40:01", Outcome.MISSED)])
def test_it_is_due_half_an_hour_after_verification(at: str, outcome: Outcome) -> None:
    desk = Desk().given(story.verified("09:10"))
    run = desk.clocks("09:11")["route"]
    assert (run.due, run.warn_at) == (when("09:40"), when("09:32:30"))
    desk.when(lin, AGREED, at=at).then(RouteChosen)
    assert desk.clocks("10:00")["route"].outcome is outcome


@rule("R3.2", "CK11")
def test_a_route_asked_for_at_night_waits_for_the_desk_to_open() -> None:
    desk = Desk().given([*story.received("22:00"), ("22:05", lin, POINTS)])
    run = desk.clocks("22:06")["route"]
    assert (run.opens_at, run.due) == (when("+1 08:00"), when("+1 08:30"))
    desk.when(lin, ON_THE_SPOT, at="22:10").then(RouteChosen)
    assert desk.clocks("22:11")["route"].outcome is Outcome.MET, "what is done before the start has met it"


def waiting_for_verification() -> Iterator[str]:
    """The actions that P3 keeps until the points are confirmed: by its guard, or by the route that needs it."""
    for action in COMPLAINT.actions:
        if {is_verified, is_routed} & set(action.SPEC.when):
            yield action.SPEC.slug


@rule("R3.2")
def test_what_must_not_come_before_verification_is_refused_until_then_and_all_else_is_not() -> None:
    kept = set(waiting_for_verification())
    assert {"choose_route", "answer", "ask_satisfaction", "sign", "correct_statement"} <= kept
    desk = Desk().given(story.received())
    for caller in (lin, zhou, he, wu, desk_itself):
        for action in COMPLAINT.actions:
            found = desk.allowance(action.SPEC.slug, caller, when("09:05"))
            if not found.forbidden:
                early = found.reason is not None and found.reason.rule == "R3.2"
                assert early is (action.SPEC.slug in kept), action.SPEC.slug
