"""P3: preliminary verification and the route."""

from shared.complaint.actions.p03_verification import ChooseRoute, Verify
from shared.complaint.clocks.running import Outcome
from shared.complaint.events.p03_verification import RouteChosen, Verified
from shared.vocabulary.axes import Channel, Route
from tests.support import story
from tests.support.cast import lin, portal
from tests.support.desk import Desk, when
from tests.support.rules import rule

POINTS = Verify(statement="The lift stopped twice.")


@rule("R3.1")
def test_the_main_points_are_due_half_an_hour_after_receipt() -> None:
    desk = Desk().given(story.received("09:00"))
    assert desk.clocks("09:01")["verification"].due == when("09:30")
    desk.when(lin, POINTS, at="09:30").then(Verified)
    assert desk.clocks("10:00")["verification"].outcome is Outcome.MET


@rule("R3.1", "CK11")
def test_a_message_in_the_night_is_to_be_verified_half_an_hour_after_the_desk_opens() -> None:
    desk = Desk().given(story.received("23:30", by=portal, channel=Channel.WECHAT))
    assert desk.clocks("23:31")["verification"].due == when("+1 08:30")


@rule("R3.2")
def test_the_route_waits_for_verification() -> None:
    order = ChooseRoute(route=Route.AGREED, reason="The lift firm must look first.")
    desk = Desk().given(story.received())
    desk.when(lin, order, at="09:05").then_refused("R3.2", instead="verify")
    desk.given(story.verified()[1:])
    desk.when(lin, order, at="09:15").then(RouteChosen)
