"""CK13: every open case has a running clock, or stands on the stuck list with its reason (R8.3, R12.7, R12.17)."""

from dataclasses import replace
from uuid import UUID

import pytest

from shared.complaint.actions.p08_escalation import AcceptEscalation
from shared.complaint.actions.p10_quiet_week import CloseAfterQuietWeek, DeclineFollowUp
from shared.complaint.actions.p12_impartiality import NamePerson
from shared.complaint.actions.p12_repeats import SuggestRepeat
from shared.complaint.state import Links
from shared.complaint.stuck import Stuck, missed_at_top, stuck
from shared.directory.state import Directory
from shared.vocabulary.axes import Channel
from shared.vocabulary.roles import Level
from shared.vocabulary.stuck import StuckReason
from tests.support import escalated, moving, story
from tests.support.cast import desk_itself, lin, portal, qian, zhou
from tests.support.desk import Desk, when
from tests.support.escalated import company_without, order
from tests.support.rules import rule


def why(desk: Desk, now: str, directory: Directory | None = None) -> tuple[StuckReason, ...]:
    """The reasons for which the case of a desk is stuck at a moment."""
    found = on_list(desk, now, directory)
    return () if found is None else found.reasons


def on_list(desk: Desk, now: str, directory: Directory | None = None) -> Stuck | None:
    return stuck(desk.complaint, desk.all_clocks(now), directory or desk.directory)


@rule("CK13")
def test_a_case_with_a_running_clock_that_somebody_has_is_not_stuck() -> None:
    for begun in (story.received(), story.agreed(), escalated.escalated(), moving.handed_over()):
        assert why(Desk().given(begun), "10:10") == ()
    assert why(Desk().given(story.signed()), "10:00") == (), "closed"


@rule("CK13")
def test_nobody_has_it_where_the_owner_is_gone_or_the_seat_is_empty() -> None:
    owned = Desk().given(story.agreed())
    assert why(owned, "09:20", company_without("lin")) == (StuckReason.NO_ASSIGNEE,)
    seat = Desk().given(story.received(by=portal, channel=Channel.WEB_FORM))
    assert why(seat, "09:20") == ()
    assert why(seat, "09:20", company_without("lin", "mei")) == (StuckReason.NO_ASSIGNEE,)


@rule("CK13", "R8.5")
@pytest.mark.parametrize(("absent", "reasons"), [(("zhou",), ()), (("zhou", "he", "qian"), ("cannot_be_escalated",))])
def test_what_no_level_can_take_cannot_be_escalated(absent: tuple[str, ...], reasons: tuple[str, ...]) -> None:
    desk = Desk().given(story.agreed())
    assert why(desk, "09:42", company_without("zhou", "he", "qian")) == (), "nothing was missed yet"
    assert tuple(reason.value for reason in why(desk, "10:00", company_without(*absent))) == reasons


@rule("CK13", "R8.5")
def test_what_waits_for_the_empty_seat_is_stuck_until_somebody_holds_it() -> None:
    empty = company_without("zhou", "he", "qian")
    desk = Desk(empty).given([*escalated.from_afar(), ("10:00", lin, escalated.CANNOT)])
    found = on_list(desk, "10:05")
    assert found is not None
    assert (found.reasons, found.level) == ((StuckReason.CANNOT_BE_ESCALATED,), None), "the administrator is told"
    assert why(desk, "10:05", company_without("zhou", "he")) == ()


@rule("CK13", "R12.17")
def test_all_of_level_3_named_is_stuck_and_the_administrator_is_told() -> None:
    naming = [("09:19", lin, NamePerson(person="qian")), ("09:20", lin, NamePerson(person="he"))]
    desk = Desk().given([*moving.handed_over(person="he"), *naming])
    found = on_list(desk, "09:25")
    assert found is not None
    assert found.reasons == (StuckReason.NO_ASSIGNEE, StuckReason.CANNOT_BE_ESCALATED)
    assert found.level is None


def only_missed() -> Desk:
    """Level 3 accepted, and then nobody did anything: the progress notice alone would run again."""
    top = [("10:00", lin, order(to_level=Level.ENTERPRISE)), ("10:10", qian, AcceptEscalation())]
    return Desk().given([*escalated.from_afar(), *top])


@rule("CK13", "CK3")
def test_only_missed_clocks_are_left_when_none_runs_any_more() -> None:
    desk = only_missed()
    assert why(desk, "+3 10:00") == (), "the progress notice runs again after each miss"
    runs = [run for run in desk.all_clocks("+3 10:00") if run.clock != "progress"]
    found = stuck(desk.complaint, runs, desk.directory)
    assert found is not None
    assert (found.reasons, found.level) == ((StuckReason.ONLY_MISSED_CLOCKS,), Level.ENTERPRISE)
    assert found.since == min(run.due for run in runs if run.open)


@rule("CK13")
def test_an_attached_child_leans_on_a_clock_of_its_parent() -> None:
    desk = only_missed()
    runs = [run for run in desk.all_clocks("+3 10:00") if run.clock != "progress"]
    child = replace(desk.complaint, links=Links(parent=UUID(int=7)))
    parents = [run for run in desk.all_clocks("+3 10:00") if run.clock == "progress"]
    assert stuck(child, runs, desk.directory, leans_on=parents) is None
    assert stuck(desk.complaint, runs, desk.directory, leans_on=parents) is not None, "no child"
    assert stuck(child, runs, desk.directory) is not None


@rule("CK13", "R12.5a")
def test_an_attached_child_whose_parent_stands_still_is_stuck_for_that() -> None:
    desk = Desk().given(story.agreed())
    child = replace(desk.complaint, links=Links(parent=UUID(int=7)))
    found = stuck(child, (), desk.directory)
    assert found is not None
    assert found.reasons == (StuckReason.PARENT_STANDS_STILL,)
    assert stuck(child, (), desk.directory, leans_on=desk.all_clocks("09:20")) is None


@rule("CK13", "R10.5", "R7.6")
def test_a_week_that_is_over_is_on_the_list_until_the_case_is_judged_closed() -> None:
    desk = Desk().given([*story.completed(), ("+1 10:00", lin, DeclineFollowUp(words="不用了。"))])
    assert why(desk, "+7 16:00") == (), "exactly at its end it runs"
    found = on_list(desk, "+7 16:01")
    assert found is not None
    assert (found.reasons, found.since) == ((StuckReason.RAN_OUT,), when("+7 16:00"))
    desk.given([("+7 16:02", desk_itself, CloseAfterQuietWeek())])
    assert why(desk, "+7 16:03") == (), "the clock of the file runs, or it is closed"


@rule("CK13", "R10.5")
def test_a_week_that_is_held_does_not_run() -> None:
    later = SuggestRepeat(case=UUID(int=8), received_at=when("+2 09:00"))
    quiet = [*story.completed(), ("+1 10:00", lin, DeclineFollowUp(words="不用了。")), ("+2 10:00", zhou, later)]
    desk = Desk().given(quiet)
    held = [run for run in desk.all_clocks("+2 10:01") if run.clock == "quiet_week"]
    assert [run.held for run in held] == [True]
    assert why(desk, "+2 10:01") == (), "the decision about the repeat runs"
    missed = [run for run in desk.all_clocks("+9 10:01") if run.clock in ("quiet_week", "follow_up_decision")]
    found = stuck(desk.complaint, missed, desk.directory)
    assert found is not None
    assert StuckReason.ONLY_MISSED_CLOCKS in found.reasons


@rule("CK13", "CK12")
def test_an_imported_case_that_nobody_took_over_is_stuck() -> None:
    desk = Desk().given(story.received())
    imported = replace(desk.complaint, reception=replace(desk.complaint.reception, imported=True))
    found = stuck(imported, (), desk.directory)
    assert found is not None
    assert (found.reasons, found.since) == ((StuckReason.NOT_TAKEN_OVER,), when("09:00"))
    assert found.level is Level.SUPERVISOR


@rule("CK13")
def test_an_incident_record_without_a_task_is_stuck() -> None:
    desk = Desk().given(story.received())
    record = replace(desk.complaint, links=Links(is_incident_record=True))
    found = stuck(record, (), desk.directory)
    assert found is not None
    assert found.reasons == (StuckReason.NO_TASK,)


@rule("R8.3", "R8.3a")
def test_what_is_missed_at_the_top_stands_on_the_board_with_its_age() -> None:
    desk = only_missed()
    assert [run.clock for run in missed_at_top(desk.complaint, desk.all_clocks("10:11"))] == ["assignment"]
    clocks = {run.clock: run.due for run in missed_at_top(desk.complaint, desk.all_clocks("+1 09:01"))}
    assert clocks["reply"] == when("+1 09:00")
    below = Desk().given(story.agreed())
    assert missed_at_top(below.complaint, below.all_clocks("+3 10:00")) == ()
