"""P8: outside bodies: what is needed, requests with dates, contacts, answers, and what happens since (R8.4)."""

import pytest

from shared.complaint.actions.p08_outside import (
    EndOutsidePart,
    FollowOutside,
    RecordNeed,
    RecordOutsideAnswer,
    RequestSupport,
)
from shared.complaint.actions.p12_ownership import PassOn
from shared.complaint.clocks.running import ClockRun, Outcome
from shared.complaint.events.p08_outside import (
    NeedRecorded,
    OutsideAnswered,
    OutsideEnded,
    OutsideFollowed,
    OutsideRequested,
)
from shared.vocabulary.outside import OutsideBody
from tests.support import escalated
from tests.support.cast import he, lin, zhou
from tests.support.desk import Desk, when
from tests.support.rules import rule

NEED = RecordNeed(body=OutsideBody.DEVELOPER, who="Lakeside Homes", what="The plans of the shaft.")


def asking(by: str = "+3 12:00", need: str = "n1") -> RequestSupport:
    return RequestSupport(need=need, what="Send the plans.", by=when(by))


def followed(*, reached: bool = True, need: str = "n1") -> FollowOutside:
    return FollowOutside(need=need, what="They look for them.", reached=reached)


ANSWERED = RecordOutsideAnswer(need="n1", answer="The plans are here.")
ENDED = EndOutsidePart(need="n1", reason="All is here.")


def needed() -> Desk:
    return Desk().given([*escalated.from_afar(), ("10:00", lin, NEED)])


def runs(desk: Desk, now: str, clock: str) -> list[ClockRun]:
    return [run for run in desk.all_clocks(now) if run.clock == clock]


@rule("R8.4")
def test_a_need_asks_for_a_first_contact_within_24_hours() -> None:
    desk = Desk().given(escalated.from_afar()).when(lin, NEED, at="10:00").then(NeedRecorded)
    run = desk.clocks("10:00")["outside_contact"]
    assert (run.due, run.scope) == (when("+1 10:00"), "n1")
    desk.when(he, followed(), at="+1 10:00").then(OutsideFollowed)
    assert desk.clocks("+1 10:00")["outside_contact"].outcome is Outcome.MET
    assert runs(desk, "+1 10:00", "outside_record")[0].due == when("+8 10:00")


@rule("R8.4", "CK11")
def test_at_night_the_first_contact_begins_with_the_next_opening() -> None:
    desk = Desk().given([*escalated.from_afar(), ("22:30", lin, NEED)])
    assert desk.clocks("22:30")["outside_contact"].due == when("+2 08:00")


@rule("R8.4")
def test_a_try_that_reached_nobody_is_no_first_contact_and_no_record_before_it() -> None:
    desk = needed().when(he, followed(reached=False), at="11:00").then(OutsideFollowed)
    assert desk.clocks("11:01")["outside_contact"].outcome is Outcome.RUNNING
    assert not runs(desk, "11:01", "outside_record")
    desk.given([("12:00", he, followed())]).when(he, followed(reached=False), at="+1 12:00").then(OutsideFollowed)
    assert [run.due for run in runs(desk, "+1 12:01", "outside_record")] == [when("+7 12:00"), when("+8 12:00")]


@rule("R8.4")
def test_the_manager_requests_support_by_a_date_and_the_answer_meets_it() -> None:
    desk = needed()
    desk.when(lin, asking(), at="11:00").then_forbidden()
    desk.when(he, asking("10:59"), at="11:00").then_refused("R8.4", instead="request_support")
    desk.when(he, ANSWERED, at="11:00").then_refused("R8.4", instead="follow_outside")
    desk.when(he, asking(), at="11:00").then(OutsideRequested)
    need = desk.complaint.outside.needs[0]
    assert (need.asked, need.first_asked_at, need.by) == (1, when("11:00"), when("+3 12:00"))
    clocks = desk.clocks("11:01")
    assert clocks["outside_contact"].outcome is Outcome.MET, "a request is a contact"
    assert clocks["outside_answer"].due == when("+3 12:00")
    desk.when(lin, ANSWERED, at="+3 12:00").then(OutsideAnswered)
    assert desk.clocks("+3 12:00")["outside_answer"].outcome is Outcome.MET
    assert (desk.complaint.outside.needs[0].asked, desk.complaint.outside.needs[0].by) == (0, None)
    desk.when(lin, ANSWERED, at="+3 12:01").then_refused("R8.4")


@rule("R8.4")
def test_a_later_request_moves_the_date_and_after_the_miss_begins_the_next() -> None:
    desk = needed().given([("11:00", he, asking()), ("+1 11:00", he, asking("+5 12:00"))])
    assert [run.due for run in runs(desk, "+1 11:01", "outside_answer")] == [when("+5 12:00")]
    desk.given([("+6 09:00", he, asking("+9 12:00"))])
    assert [(run.outcome, run.due) for run in runs(desk, "+6 09:01", "outside_answer")] == [
        (Outcome.MISSED, when("+5 12:00")), (Outcome.RUNNING, when("+9 12:00")),
    ]  # fmt: skip
    assert desk.complaint.outside.needs[0].asked == 3


@rule("R8.4", "CK3")
def test_what_happens_is_recorded_every_7_days_and_a_miss_starts_it_again() -> None:
    desk = needed().given([("11:00", he, followed())])
    found = runs(desk, "+15 11:00", "outside_record")
    assert [(run.outcome, run.due) for run in found] == [
        (Outcome.MISSED, when("+7 11:00")), (Outcome.MISSED, when("+14 11:00")), (Outcome.RUNNING, when("+21 11:00")),
    ]  # fmt: skip


@rule("R8.4")
def test_with_its_part_ended_its_clocks_end_and_the_needs_are_apart() -> None:
    desk = needed().given([("10:05", lin, NEED), ("11:00", he, asking())])
    desk.when(zhou, ENDED, at="12:00").then_forbidden()
    desk.when(he, ENDED, at="12:00").then(OutsideEnded)
    outcomes = {(run.clock, run.scope): run.outcome for run in desk.all_clocks("12:01")}
    assert outcomes["outside_answer", "n1"] is Outcome.CANCELLED
    assert outcomes["outside_record", "n1"] is Outcome.CANCELLED
    assert outcomes["outside_contact", "n2"] is Outcome.RUNNING
    assert [need.id for need in desk.complaint.outside.needs] == ["n2"]


@rule("R8.4", "CK5")
def test_a_new_owner_changes_nothing_in_it() -> None:
    desk = needed()
    before = desk.clocks("10:30")["outside_contact"]
    desk.given([("10:30", lin, PassOn(person="mei", reason="Shift.")), ("10:31", zhou, escalated.CANNOT)])
    assert desk.clocks("10:31")["outside_contact"] == before


@rule("R8.4")
@pytest.mark.parametrize("order", [asking(need="n9"), followed(need="n9"), EndOutsidePart(need="n9", reason="?")])
def test_only_a_need_that_is_open_is_spoken_of(order: RequestSupport) -> None:
    desk = needed()
    desk.when(he, order, at="11:00").then_refused("R8.4", need="n9", open=("n1",), instead="record_need")
    none = Desk().given(escalated.from_afar())
    none.when(he, order, at="11:00").then_refused("R8.4", instead="record_need")
    desk.when(he, RecordOutsideAnswer(need="n9", answer="?"), at="11:00").then_refused("R8.4", need="n9")


@rule("R8.4", "CK9")
def test_an_answer_is_not_older_than_the_request() -> None:
    desk = needed().given([("11:00", he, asking())])
    desk.when(he, ANSWERED, at="10:59", recorded="11:30").then_refused("CK9")
    desk.when(he, ANSWERED, at="11:00", recorded="11:30").then(OutsideAnswered)


@rule("R8.4")
@pytest.mark.parametrize("slug", ["request_support", "follow_outside", "record_outside_answer", "end_outside_part"])
def test_with_no_need_open_the_list_greys_what_is_about_one(slug: str) -> None:
    assert Desk().given(escalated.from_afar()).allowance(slug, he, when("11:00")).reason is not None
    assert needed().allowance(slug, he, when("11:00")).reason is None
