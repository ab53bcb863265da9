"""P4: explanation and settlement on the spot."""

from shared.complaint.events.p04_on_the_spot import Signed
from shared.complaint.events.p11_closing import Closed, JudgedClosed
from shared.complaint.state import Phase
from shared.vocabulary.axes import ClosingReason
from tests.support import story
from tests.support.cast import lin
from tests.support.desk import Desk
from tests.support.rules import rule


@rule("R4.4", "R11.1")
def test_a_signature_judges_the_case_closed_and_a_complete_file_closes_it() -> None:
    desk = Desk().given(story.satisfied())
    desk.when(lin, story.sign(), at="09:18").then(Signed, JudgedClosed, Closed)
    assert desk.event(JudgedClosed).reason is ClosingReason.SETTLED_ON_THE_SPOT
    assert desk.complaint.phase is Phase.CLOSED


@rule("R4.4")
def test_without_the_customers_yes_there_is_no_signature() -> None:
    desk = Desk().given(story.answered())
    desk.when(lin, story.sign(), at="09:18").then_refused("R4.4", instead="ask_satisfaction")


@rule("R11.1")
def test_a_case_with_something_missing_is_judged_closed_and_does_not_close() -> None:
    desk = Desk().given(story.satisfied(unit=""))
    desk.when(lin, story.sign(), at="09:18").then(Signed, JudgedClosed)
    assert desk.event(JudgedClosed).missing == ("unit",)
    assert desk.clocks("09:30")["file"].open
