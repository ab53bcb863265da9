"""P12: the acknowledgement (R12.16) and the urge (R12.8)."""

import pytest

from shared.complaint.actions.p05_progress import GiveNotice
from shared.complaint.actions.p12_contact import Acknowledge, RecordUrge
from shared.complaint.actions.p12_watchers import NameExecutor
from shared.complaint.clocks.running import ClockRun, Outcome, clocks
from shared.complaint.events.p12_contact import Acknowledged, Urged
from shared.vocabulary.axes import Channel
from shared.vocabulary.replies import Means
from tests.process.test_p05_reply_time import agreed
from tests.process.test_p05_unreachable import from_the_box
from tests.support import story
from tests.support.cast import lin, portal
from tests.support.desk import Desk, OneDirectory, when
from tests.support.rules import rule

NUMBER = Acknowledge(means=Means.MESSAGE)
URGE = RecordUrge(channel=Channel.PHONE, words="怎么还没消息？")
NOTICE = GiveNotice(means=Means.PHONE, content="The part comes tomorrow.")


def urges(desk: Desk, now: str) -> list[ClockRun]:
    return [run for run in clocks(desk.records, OneDirectory(desk.directory), when(now)) if run.clock == "urge"]


@rule("R12.16", "CK11")
@pytest.mark.parametrize(("received", "due"), [("10:00", "10:30"), ("23:00", "+1 08:30")])
def test_on_unattended_channels_it_is_acknowledged_within_half_an_hour_of_desk_hours(received: str, due: str) -> None:
    desk = Desk().given(story.received(received, by=portal, channel=Channel.APP))
    assert desk.clocks(received)["acknowledgement"].due == when(due)
    desk.when(lin, NUMBER, at=due).then(Acknowledged)
    assert desk.clocks(due)["acknowledgement"].outcome is Outcome.MET


@rule("R12.16")
def test_the_customer_gets_the_number_and_the_agreed_time() -> None:
    desk = Desk().given(agreed()).when(lin, Acknowledge(means=Means.PRINTED), at="09:16").then(Acknowledged)
    assert desk.event(Acknowledged).reply_at == when("17:00")
    assert "acknowledgement" not in desk.clocks("09:17")
    assert desk.complaint.contact.acknowledged_at == when("09:16")


@rule("R12.16", "R5.5")
def test_nobody_is_acknowledged_who_cannot_be_reached() -> None:
    desk = Desk().given(from_the_box())
    desk.when(lin, NUMBER, at="10:05").then_refused("R5.5", instead="record_appearance")
    desk.when(lin, URGE, at="10:05").then_refused("R5.5", instead="record_appearance")


@rule("R12.8")
def test_an_urge_is_counted_told_to_the_handler_and_answered_within_a_day_of_the_first() -> None:
    desk = Desk().given([*agreed(), ("11:00", lin, NameExecutor(person="mei"))])
    desk.when(lin, URGE, at="12:00").then(Urged)
    assert (desk.event(Urged).nth, desk.event(Urged).told) == (1, "mei")
    desk.when(portal, URGE, at="15:00").then(Urged)
    assert (desk.event(Urged).nth, desk.complaint.contact.urges) == (2, 2)
    [run] = urges(desk, "16:00")
    assert (run.started_at, run.due, run.outcome) == (when("12:00"), when("+1 12:00"), Outcome.RUNNING)


@rule("R12.8")
def test_any_contact_that_says_how_it_stands_answers_it_and_the_next_urge_starts_anew() -> None:
    desk = Desk().given([*agreed(), ("12:00", lin, URGE), ("13:00", lin, NOTICE), ("14:00", lin, URGE)])
    first, second = urges(desk, "14:01")
    assert (first.outcome, first.ended_at) == (Outcome.MET, when("13:00"))
    assert (second.outcome, second.due) == (Outcome.RUNNING, when("+1 14:00"))
    assert Desk().given([*agreed(), ("12:00", lin, URGE)]).event(Urged).told == "lin"
