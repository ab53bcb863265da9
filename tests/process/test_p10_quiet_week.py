"""P10: declined, the quiet week, held, over; and who needs no follow-up."""

from datetime import date

import pytest

from shared.complaint.actions.p10_follow_up import TryFollowUp
from shared.complaint.actions.p10_quiet_week import (
    CloseAfterQuietWeek,
    DecideAfterAttempts,
    DeclineFollowUp,
    ExemptFromFollowUp,
    HoldQuietWeek,
)
from shared.complaint.clocks.running import Outcome
from shared.complaint.events.p10_quiet_week import FollowUpDeclined, FollowUpExempted, QuietWeekHeld
from shared.complaint.events.p11_closing import JudgedClosed
from shared.decision.moment import Caller
from shared.vocabulary.axes import ClosingReason
from shared.vocabulary.decisions import About
from shared.vocabulary.follow_up import AfterAttempts, Exemption, FollowUpForm
from tests.process.test_p10_follow_up import completed
from tests.support.cast import desk_itself, he, lin, zhou
from tests.support.desk import Desk, when
from tests.support.rules import rule

DECLINED = DeclineFollowUp(words="不用回访了。")
CLOSE = CloseAfterQuietWeek()


def quiet() -> Desk:
    """Completed at 09:18, declined the day after."""
    return completed().given([("+1 10:00", lin, DECLINED)])


@rule("R10.5")
def test_a_declined_follow_up_closes_when_the_quiet_week_after_completion_is_over() -> None:
    desk = completed()
    desk.when(lin, DECLINED, at="+1 10:00").then(FollowUpDeclined)
    run = desk.clocks("+1 10:01")["quiet_week"]
    assert (run.due, run.warn_at) == (when("+7 09:18"), None)
    desk.when(desk_itself, CLOSE, at="+7 09:17").then_refused("R10.5", end=when("+7 09:18"))
    desk.when(desk_itself, CLOSE, at="+7 09:18").then(JudgedClosed)
    assert desk.event(JudgedClosed).reason is ClosingReason.NO_RECURRENCE
    assert "declined" not in desk.event(JudgedClosed).missing
    assert desk.clocks("+8 09:00")["quiet_week"].outcome is Outcome.MET


@rule("R10.5", "CK2")
def test_declined_after_the_week_closes_from_that_moment_and_running_out_is_no_miss() -> None:
    desk = completed().given([("+9 10:00", lin, DECLINED)])
    run = desk.clocks("+10 10:00")["quiet_week"]
    assert (run.due, run.outcome) == (when("+9 10:00"), Outcome.MET)
    desk.when(zhou, CLOSE, at="+9 10:00").then(JudgedClosed)


@rule("R10.5")
def test_no_quiet_week_runs_before_somebody_declined() -> None:
    completed().when(zhou, CLOSE, at="+8 10:00").then_refused("R10.5", instead="follow_up")


@rule("R10.5")
def test_the_supervisor_holds_the_close_until_a_named_day_and_one_more_week_at_most() -> None:
    desk = quiet()
    hold = HoldQuietWeek(until=date(2026, 3, 12), reason="Another complaint about the noise.")
    early = hold.model_copy(update={"until": date(2026, 3, 9)})
    desk.when(zhou, early, at="+6 10:00").then_refused("R10.5", end=when("+7 09:18"), instead="hold_quiet_week")
    late = hold.model_copy(update={"until": date(2026, 3, 17)})
    desk.when(zhou, late, at="+6 10:00").then_refused("R10.5", latest=when("+14 09:18"), instead="hold_quiet_week")
    desk.when(zhou, hold, at="+6 10:00").then(QuietWeekHeld)
    assert desk.clocks("+6 10:01")["quiet_week"].due == when("+10 00:00")
    desk.when(desk_itself, CLOSE, at="+9 23:59").then_refused("R10.5", end=when("+10 00:00"))
    desk.when(desk_itself, CLOSE, at="+10 00:00").then(JudgedClosed)


@rule("R10.5")
def test_a_week_that_is_over_is_not_held_any_more() -> None:
    hold = HoldQuietWeek(until=date(2026, 3, 12), reason="Another complaint about the noise.")
    end = when("+7 09:18")
    quiet().when(zhou, hold, at="+7 09:18").then_refused("R10.5", end=end, instead="close_after_quiet_week")
    quiet().when(zhou, hold, at="+7 09:17").then(QuietWeekHeld)


@rule("R10.6")
@pytest.mark.parametrize(
    ("why", "by", "allowed"),
    [
        (Exemption.SENSITIVE, zhou, True),
        (Exemption.OTHER, zhou, False),
        (Exemption.OTHER, he, True),
        (Exemption.CANNOT_BE_REACHED, zhou, False),
    ],
)
def test_an_exemption_names_who_decided_and_why(why: Exemption, by: Caller, *, allowed: bool) -> None:
    desk = completed()
    desk.when(by, ExemptFromFollowUp(exemption=why, reason="As agreed."), at="+1 10:00")
    if not allowed:
        desk.then_refused("R10.6", instead="follow_up")
        return
    desk.then(FollowUpExempted, JudgedClosed)
    assert desk.event(FollowUpExempted).decided_by == by.id
    assert desk.event(JudgedClosed).reason is ClosingReason.FOLLOW_UP_EXEMPT
    assert "exempted" not in desk.event(JudgedClosed).missing
    assert desk.clocks("+2 10:00")["follow_up"].outcome is Outcome.MET


@rule("R10.2", "R10.5")
def test_in_the_quiet_week_nobody_has_to_be_reached_so_attempts_ask_nothing() -> None:
    desk = quiet()
    for day in (1, 2, 3):
        desk.given([(f"+{day} 11:00", lin, TryFollowUp(form=FollowUpForm.PHONE))])
    assert desk.complaint.decisions.about(About.AFTER_ATTEMPTS) is None
    again = DecideAfterAttempts(
        choice=AfterAttempts.ANOTHER_DATE, form=FollowUpForm.PHONE, to=when("+5 10:00"), reason="Once more."
    )
    desk.when(zhou, again, at="+3 12:00").then_refused("CK14", instead="try_follow_up")
    assert [run.clock for run in desk.all_clocks("+3 12:00") if run.outcome is Outcome.RUNNING] == ["quiet_week"]
