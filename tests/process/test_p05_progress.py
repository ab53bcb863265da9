"""P5: how it stands is told in good time (R5.2)."""

from shared.complaint.actions.p05_progress import GiveNotice
from shared.complaint.clocks.running import ClockRun, Outcome, clocks
from shared.complaint.events.p05_progress import ProgressTold
from shared.vocabulary.replies import Means
from tests.process.test_p05_reply_time import agree, agreed
from tests.support import story
from tests.support.cast import lin, mei
from tests.support.desk import Desk, OneDirectory, when
from tests.support.rules import rule

NOTICE = GiveNotice(means=Means.PHONE, content="The firm comes tomorrow at nine.")


def notices(desk: Desk, now: str) -> list[ClockRun]:
    return [run for run in clocks(desk.records, OneDirectory(desk.directory), when(now)) if run.clock == "progress"]


@rule("R5.2")
def test_how_it_stands_is_told_before_24_hours_are_over_and_again() -> None:
    desk = Desk().given(story.agreed())
    assert desk.clocks("09:15")["progress"].due == when("+1 09:00")
    desk.when(lin, NOTICE, at="+1 09:00").then(ProgressTold)
    first, second = notices(desk, "+1 09:01")
    assert (first.outcome, second.due) == (Outcome.MET, when("+2 09:00"))


@rule("R5.2", "CK3")
def test_a_missed_notice_stays_missed_and_the_next_is_due_24_hours_later() -> None:
    desk = Desk().given([*story.agreed(), ("+1 10:00", lin, NOTICE)])
    first, second, third = notices(desk, "+1 10:01")
    assert (first.outcome, first.due) == (Outcome.MISSED, when("+1 09:00"))
    assert (second.outcome, second.ended_at) == (Outcome.MET, when("+1 10:00"))
    assert third.due == when("+2 10:00")


@rule("R5.2")
def test_a_notice_says_channel_content_and_who_told_whom() -> None:
    order = GiveNotice(means=Means.MESSAGE, content="The part is ordered.", told_by="mei", told_to="Mr Wang")
    told = Desk().given([*story.agreed(), ("10:00", lin, order)]).event(ProgressTold)
    assert (told.means, told.content, told.told_by, told.told_to) == (
        Means.MESSAGE, "The part is ordered.", "mei", "Mr Wang",
    )  # fmt: skip


@rule("R5.2", "R12.9")
def test_whoever_told_it_works_here() -> None:
    desk = Desk().given(story.agreed())
    desk.when(lin, GiveNotice(means=Means.PHONE, content="Soon.", told_by="gao"), at="10:00").then_refused(
        "R12.9", person="gao"
    )
    desk.when(lin, GiveNotice(means=Means.PHONE, content="Soon.", told_by="mei"), at="10:00").then(ProgressTold)


@rule("R5.2")
def test_an_agreed_reply_time_says_how_it_stands() -> None:
    desk = Desk().given(agreed())
    first, second = notices(desk, "09:16")
    assert (first.outcome, first.ended_at, second.due) == (Outcome.MET, when("09:15"), when("+1 09:15"))


@rule("R5.2")
def test_once_the_work_is_complete_no_notice_is_due() -> None:
    desk = Desk().given([*story.satisfied(), ("09:18", lin, story.unsigned())])
    assert notices(desk, "+3 09:00")[-1].outcome is Outcome.CANCELLED
    desk.given([("09:20", mei, NOTICE)])
    assert len(notices(desk, "+3 09:00")) == 1


@rule("R5.2")
def test_a_postponed_reply_needs_a_notice_no_sooner() -> None:
    desk = Desk().given(story.agreed()).when(lin, agree("+1 09:00"), at="09:30")
    assert notices(desk, "09:31")[-1].due == when("+1 09:30")
