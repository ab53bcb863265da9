"""P5: the reply time, and what is a reply (R5.1, R5.1a, R5.4)."""

from typing import Any

import pytest

from shared.complaint.actions.p05_reply_time import (
    AgreeOnCustomersWish,
    AgreeReplyTime,
    PostponeReply,
    RecordNotAgreed,
)
from shared.complaint.actions.p11_closing import Reopen
from shared.complaint.clocks.running import ClockRun, Outcome, clocks
from shared.complaint.events.p05_reply_time import (
    ReplyPostponed,
    ReplyTimeAgreed,
    ReplyTimeNotAgreed,
)
from shared.complaint.events.p08_escalation import Escalated
from shared.decision.action import Action
from shared.vocabulary.axes import EscalationReason
from shared.vocabulary.roles import Level
from tests.support import story
from tests.support.cast import he, lin, mei, zhou
from tests.support.desk import Desk, OneDirectory, when
from tests.support.rules import rule


def agree(at: str, **changes: Any) -> AgreeReplyTime:
    return AgreeReplyTime(reply_at=when(at), **{"words": "好，等你们电话。", **changes})


def wish(at: str) -> AgreeOnCustomersWish:
    return AgreeOnCustomersWish(reply_at=when(at), words="我后天才回来，后天下午再说。")


def postpone(at: str) -> PostponeReply:
    return PostponeReply(reply_at=when(at), reason="The lift firm has not answered.")


def reply_clocks(desk: Desk, now: str) -> list[ClockRun]:
    found = clocks(desk.records, OneDirectory(desk.directory), when(now))
    return [run for run in found if run.clock == "reply"]


def agreed(at: str = "09:15", until: str = "17:00") -> story.Story:
    """A reply time is agreed for the afternoon."""
    return [*story.agreed(), (at, lin, agree(until))]


@rule("R5.1")
def test_a_reply_time_is_agreed_at_most_24_hours_from_receipt() -> None:
    desk = Desk().given(story.agreed())
    latest = when("+1 09:00")
    desk.when(lin, agree("+1 09:00:00.000001"), at="09:15").then_refused(
        "R5.1", instead="agree_on_customers_wish", asked=when("+1 09:00:00.000001"), latest=latest
    )
    assert desk.clocks("09:15")["reply"].due == latest
    desk.when(lin, agree("+1 09:00"), at="09:15").then(ReplyTimeAgreed)
    assert desk.clocks("09:16")["reply"].due == latest
    assert desk.event(ReplyTimeAgreed).words == "好，等你们电话。"


@rule("R5.1")
def test_a_time_before_it_was_agreed_is_refused() -> None:
    desk = Desk().given(story.agreed())
    desk.when(lin, agree("09:15"), at="09:15").then_refused("R5.1", instead="agree_reply_time", asked=when("09:15"))
    desk.when(lin, wish("09:14"), at="09:15").then_refused("R5.1", instead="agree_on_customers_wish")
    desk.when(lin, agree("09:15:01"), at="09:15").then(ReplyTimeAgreed)


@rule("R5.1", "CK1")
def test_received_at_23_50_the_limit_is_23_50_the_next_day_also_at_night() -> None:
    late = [
        *story.received("23:30"),
        ("23:40", lin, story.verified()[1][2]),
        ("23:45", lin, story.agreed()[2][2]),
        ("23:50", lin, agree("+1 23:30")),
    ]
    desk = Desk().given(late)
    run = desk.clocks("23:51")["reply"]
    assert (run.started_at, run.opens_at, run.due) == (when("23:30"), when("23:30"), when("+1 23:30"))
    assert desk.clocks("+1 23:30")["reply"].outcome is Outcome.RUNNING
    assert desk.clocks("+1 23:30:00.000001")["reply"].outcome is Outcome.MISSED
    assert desk.clocks("23:51")["progress"].due == when("+1 23:50")


@rule("R5.1", "R3.2")
def test_a_reply_time_waits_for_verification_and_for_the_route() -> None:
    desk = Desk().given(story.received())
    desk.when(lin, agree("17:00"), at="09:05").then_refused("R3.2", instead="verify")
    desk.given(story.verified()[1:])
    desk.when(lin, agree("17:00"), at="09:11").then_refused("R3.2", instead="choose_route")
    spot = Desk().given(story.on_the_spot())
    spot.when(lin, agree("17:00"), at="09:13").then_refused("R3.2", instead="leave_the_spot")
    desk.given(story.agreed()[2:]).when(lin, agree("17:00"), at="09:15").then(ReplyTimeAgreed)


@rule("R5.1a")
def test_a_later_time_is_accepted_in_the_customers_words_and_notices_go_on() -> None:
    desk = Desk().given(story.agreed()).when(lin, wish("+2 16:00"), at="09:15").then(ReplyTimeAgreed)
    said = desk.event(ReplyTimeAgreed)
    assert (said.on_wish, said.words) == (True, "我后天才回来，后天下午再说。")
    runs = desk.clocks("09:16")
    assert runs["reply"].due == when("+2 16:00")
    assert runs["progress"].due == when("+1 09:15")
    assert desk.complaint.reply.wished == 1


@rule("R5.1a", "R5.4")
def test_the_customers_wish_moves_the_due_and_is_no_postponement() -> None:
    desk = Desk().given(agreed()).when(lin, wish("+2 16:00"), at="11:00").then(ReplyTimeAgreed)
    [run] = reply_clocks(desk, "+2 15:00")
    assert (run.due, run.outcome) == (when("+2 16:00"), Outcome.RUNNING)
    assert (desk.complaint.reply.postponed, desk.complaint.reply.wished) == (0, 1)
    assert desk.event(ReplyTimeAgreed).instead_of == when("17:00")


@rule("R5.1a")
def test_no_agreement_is_recorded_and_the_limit_is_the_reply_time() -> None:
    desk = Desk().given(story.agreed())
    refused = RecordNotAgreed(words="我不要约时间，现在就要答复！")
    desk.when(lin, refused, at="09:15").then(ReplyTimeNotAgreed)
    assert desk.clocks("09:16")["reply"].due == when("+1 09:00")
    noted = [desk.complaint.reply.not_agreed]
    desk.when(lin, agree("17:00"), at="10:00").then(ReplyTimeAgreed)
    assert [*noted, desk.complaint.reply.not_agreed] == [True, False]
    desk.when(lin, refused, at="10:01").then_refused("R5.1a", instead="postpone_reply")


@rule("R5.4")
def test_a_postponement_ends_the_clock_and_starts_the_next() -> None:
    desk = Desk().given(agreed()).when(lin, postpone("+1 14:00"), at="14:00").then(ReplyPostponed)
    first, second = reply_clocks(desk, "+1 13:00")
    assert (first.outcome, first.due, first.ended_at) == (Outcome.POSTPONED, when("17:00"), when("14:00"))
    assert (second.outcome, second.started_at, second.due) == (Outcome.RUNNING, when("14:00"), when("+1 14:00"))
    assert desk.event(ReplyPostponed).instead_of == when("17:00")


@rule("R5.4")
def test_a_postponement_lies_at_most_24_hours_ahead() -> None:
    desk = Desk().given(agreed())
    desk.when(lin, postpone("+1 14:00:01"), at="14:00").then_refused(
        "R5.1", instead="agree_on_customers_wish", latest=when("+1 14:00")
    )
    desk.when(lin, postpone("+1 14:00"), at="14:00").then(ReplyPostponed)


@rule("R5.4")
def test_a_later_time_is_a_postponement_and_an_earlier_one_is_none() -> None:
    desk = Desk().given(agreed())
    desk.when(lin, agree("18:00"), at="10:00").then_refused("R5.4", instead="postpone_reply", agreed=when("17:00"))
    desk.when(lin, postpone("16:00"), at="10:00").then_refused("R5.4", instead="agree_reply_time")
    desk.when(lin, postpone("17:00"), at="10:00").then_refused("R5.4", instead="agree_reply_time")
    desk.when(lin, agree("16:00"), at="10:00").then(ReplyTimeAgreed)
    [run] = reply_clocks(desk, "10:01")
    assert (run.due, run.outcome, desk.complaint.reply.postponed) == (when("16:00"), Outcome.RUNNING, 0)


@rule("R5.4")
def test_what_was_not_agreed_cannot_be_postponed() -> None:
    desk = Desk().given(story.agreed())
    desk.when(lin, postpone("17:00"), at="09:15").then_refused("R5.4", instead="agree_reply_time")
    desk.given([("09:15", lin, agree("16:00"))])
    desk.when(lin, postpone("17:00"), at="09:20").then(ReplyPostponed)


@rule("R5.4")
def test_the_manager_is_told_of_the_second_postponement() -> None:
    desk = Desk().given([*agreed(), ("14:00", lin, postpone("18:00"))])
    assert desk.event(ReplyPostponed).told == ()
    desk.when(lin, postpone("20:00"), at="17:00")
    assert (desk.event(ReplyPostponed).nth, desk.event(ReplyPostponed).told) == (2, ("he",))


@rule("R5.4", "R8.0", "R8.3")
def test_the_third_postponement_goes_up_one() -> None:
    desk = Desk().given([*agreed(), ("14:00", lin, postpone("18:00")), ("17:00", lin, postpone("20:00"))])
    desk.when(lin, postpone("21:00"), at="19:00").then(ReplyPostponed, Escalated)
    said = desk.event(Escalated)
    assert (said.to_level, said.why, said.rules) == (
        Level.SUPERVISOR, EscalationReason.POSTPONED_AGAIN, ("R5.4",),
    )  # fmt: skip
    assert desk.clocks("19:01")["reply"].due == when("21:00")
    desk.when(lin, postpone("21:30"), at="20:00").then(ReplyPostponed)


@rule("R5.4", "R8.2a")
def test_after_a_miss_a_new_time_begins_the_next_clock_and_the_missed_one_stays_missed() -> None:
    desk = Desk().given(agreed())
    desk.when(lin, postpone("19:00"), at="17:00:01").then_refused("R5.4", instead="agree_reply_time", due=when("17:00"))
    desk.when(lin, agree("+1 18:00:01"), at="18:00").then_refused("R5.1", latest=when("+1 18:00"))
    desk.when(lin, agree("+1 18:00"), at="18:00").then(ReplyTimeAgreed)
    first, second = reply_clocks(desk, "18:30")
    assert (first.outcome, first.done_at) == (Outcome.MISSED, None)
    assert (second.outcome, second.due) == (Outcome.RUNNING, when("+1 18:00"))
    assert desk.complaint.reply.postponed == 0


@rule("R5.4")
@pytest.mark.parametrize("order", [agree("18:00"), wish("18:00"), postpone("18:00")], ids=lambda o: o.SPEC.slug)
def test_who_has_a_reply_needs_no_reply_time(order: Action) -> None:
    desk = Desk().given([*story.satisfied(), ("09:18", lin, story.unsigned())])
    assert desk.complaint.reply.replied_at == when("09:15")
    desk.when(lin, order, at="09:30").then_refused("R5.4", instead="give_notice")
    waiting = Desk().given(agreed())
    waiting.when(lin, order, at="09:30")
    assert waiting.refusal is None or waiting.refusal.instead == ("postpone_reply", "agree_on_customers_wish")


@rule("R5.1", "R11.4")
def test_in_a_later_round_the_limit_counts_from_the_reopening() -> None:
    desk = Desk().given([*story.signed(), ("+3 10:00", zhou, Reopen(reason="It stopped again."))])
    assert desk.clocks("+3 10:01")["reply"].due == when("+4 10:00")
    desk.when(lin, agree("+4 10:00:01"), at="+3 10:30").then_refused("R5.1", latest=when("+4 10:00"))
    desk.when(lin, agree("+4 10:00"), at="+3 10:30").then(ReplyTimeAgreed)


@rule("R5.1", "CK9")
def test_a_time_agreed_is_not_entered_before_the_one_it_replaces() -> None:
    desk = Desk().given(agreed("10:00"))
    desk.when(mei, wish("20:00"), at="09:59", recorded="11:00").then_refused("CK9", earliest=when("10:00"))
    desk.when(mei, wish("20:00"), at="10:00", recorded="11:00").then(ReplyTimeAgreed)


@rule("R5.4")
def test_a_manager_may_do_what_a_receptionist_may() -> None:
    desk = Desk().given(agreed()).when(he, postpone("18:00"), at="10:00").then(ReplyPostponed)
    assert desk.complaint.ladder.owner == "lin"
