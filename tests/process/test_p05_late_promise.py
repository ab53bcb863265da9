"""CK8: what was entered from paper after its limit gets a promised reply time."""

import pytest

from shared.complaint.actions.p05_reply_time import PromiseReplyTime
from shared.complaint.clocks.running import Outcome
from shared.complaint.events.p05_reply_time import ReplyTimeAgreed, ReplyTimePromised
from tests.process.test_p05_reply_time import agree, reply_clocks
from tests.support import story
from tests.support.cast import lin
from tests.support.desk import Desk, when
from tests.support.rules import rule

PROMISE = PromiseReplyTime(reply_at=when("+1 12:00"), words="下午一点前一定答复您。")


def from_paper(entered: str = "+1 10:00") -> Desk:
    """Received, verified and routed in the morning; entered from paper on the day after."""
    desk = Desk()
    for at, by, order in story.agreed():
        desk.when(by, order, at=at, recorded=entered)
        assert desk.refusal is None
    return desk


@rule("CK8")
def test_the_receiver_promises_a_time_within_two_hours_of_the_entry() -> None:
    desk = from_paper()
    desk.when(lin, agree("+1 12:00"), at="+1 10:05").then_refused(
        "CK8", instead="promise_reply_time", due=when("+1 09:00"), latest=when("+1 12:00")
    )
    late = PromiseReplyTime(reply_at=when("+1 12:00:01"))
    desk.when(lin, late, at="+1 10:05").then_refused("CK8", instead="promise_reply_time", latest=when("+1 12:00"))
    desk.when(lin, PROMISE, at="+1 10:05").then(ReplyTimePromised)
    first, second = reply_clocks(desk, "+1 10:06")
    assert (first.outcome, first.late_born, first.due) == (Outcome.MISSED, True, when("+1 09:00"))
    assert (second.outcome, second.late_born, second.due) == (Outcome.RUNNING, False, when("+1 12:00"))


@rule("CK8")
def test_a_time_agreed_on_paper_is_entered_as_it_was_even_if_past() -> None:
    desk = from_paper()
    desk.when(lin, agree("17:00"), at="09:20", recorded="+1 10:05").then(ReplyTimeAgreed)
    [run] = reply_clocks(desk, "+1 10:06")
    assert (run.outcome, run.late_born, run.due) == (Outcome.MISSED, True, when("17:00"))
    assert run.acts_at == when("+1 11:05")
    desk.when(lin, PROMISE, at="+1 10:06").then_refused("R5.1a", instead="agree_on_customers_wish")


@rule("CK8")
@pytest.mark.parametrize(("entered", "agreed"), [("+1 09:00", "+1 09:00"), ("09:30", "17:00")])
def test_in_time_a_time_is_agreed_and_not_promised(entered: str, agreed: str) -> None:
    desk = from_paper(entered)
    desk.when(lin, PromiseReplyTime(reply_at=when("+1 09:00")), at="09:30", recorded=entered).then_refused(
        "CK8", instead="agree_reply_time", entered=when(entered)
    )
    desk.when(lin, agree(agreed), at="09:30", recorded=entered).then(ReplyTimeAgreed)


@rule("CK8", "R8.2a")
def test_once_the_two_hours_are_over_a_time_is_agreed() -> None:
    desk = from_paper()
    desk.when(lin, agree("+2 11:00"), at="+1 11:59:59").then_refused("CK8", instead="promise_reply_time")
    desk.when(lin, agree("+2 12:00"), at="+1 12:00").then(ReplyTimeAgreed)
    assert [run.outcome for run in reply_clocks(desk, "+1 12:01")] == [Outcome.MISSED, Outcome.RUNNING]
