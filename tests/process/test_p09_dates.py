"""P9: a definite date (R9.2), more time (R12.24), urgent work (R9.6), as the clocks of 3.2 and 3.3 have it."""

from datetime import date, datetime

import pytest

from shared.complaint.actions.p05_progress import GiveNotice
from shared.complaint.actions.p05_unreachable import RecordUnreachable
from shared.complaint.actions.p09_dates import AskForTime, DecideExtension, TellDate
from shared.complaint.actions.p09_own_tasks import CompleteTask, ReportProgress
from shared.complaint.actions.p09_tasks import GiveTask, GiveUrgentTask, WithdrawTask
from shared.complaint.clocks.running import ClockRun, Outcome
from shared.complaint.events.p05_progress import ProgressTold
from shared.complaint.events.p06_investigation import NoInvestigationNeeded
from shared.complaint.events.p09_completion import ChangeTold, Completed, WorkCompleted
from shared.complaint.events.p09_dates import DateTold, ExtensionAsked, ExtensionDecided, TaskMoved
from shared.complaint.events.p09_tasks import TaskCompleted, TaskGiven, TaskWithdrawn
from shared.complaint.events.p12_decisions import DecisionAsked, DecisionDropped, DecisionMade
from shared.vocabulary.replies import Means
from shared.vocabulary.roles import Level
from shared.vocabulary.work import Extended
from tests.support import story
from tests.support.cast import NEW_YORK, he, lin, qian, wu, zhou
from tests.support.desk import Desk, when
from tests.support.policy import moved_to
from tests.support.rules import rule

DONE = CompleteTask(task="t1", what="The alarm rings.")


def tell(day: int, **changes: object) -> TellDate:
    usual = {"circumstance": "The alarm comes from Shenzhen.", "day": date(2026, 3, day), "means": Means.PHONE}
    return TellDate.model_validate({**usual, **changes})


def ask(day: int, what: Extended = Extended.DATE, subject: str = "") -> AskForTime:
    return AskForTime(
        what=what, subject=subject, until=date(2026, 3, day), reason="The maker is late.", evidence="letter"
    )


def decided(subject: str = "date", *, granted: bool = True) -> DecideExtension:
    return DecideExtension(subject=subject, granted=granted, reason="Seen.")


def runs(desk: Desk, clock: str, now: str) -> list[tuple[datetime, Outcome]]:
    return [(run.due, run.outcome) for run in desk.all_clocks(now) if run.clock == clock]


def told_later(desk: Desk) -> datetime | None:
    """Since when the customer does not know of a change."""
    return desk.complaint.work.tell_since


def newest(desk: Desk, clock: str, now: str) -> ClockRun:
    return desk.clocks(now)[clock]


@rule("R9.2", "R9.1")
def test_a_date_told_before_the_limit_is_the_clock_and_report_back_counts_from_the_work() -> None:
    desk = Desk().given(story.accepted_solution())
    desk.when(lin, tell(6), at="+1 00:00").then(DateTold)
    told = desk.event(DateTold)
    assert (told.instead_of, told.due, told.nth, told.late) == (when("+1 00:00"), when("+4 00:00"), 1, False)
    assert runs(desk, "completion", "+1 01:00") == [(when("+4 00:00"), Outcome.RUNNING)]
    assert "late_date" not in desk.clocks("+1 01:00")
    desk.given([("+2 10:00", lin, DONE)])
    assert runs(desk, "completion", "+2 11:00") == [(when("+4 00:00"), Outcome.MET)]
    assert runs(desk, "report_back", "+2 11:00") == [(when("+3 10:00"), Outcome.RUNNING)]


@rule("R9.2")
def test_a_date_may_be_told_together_with_the_agreement() -> None:
    desk = Desk().given(story.accepted_solution())
    desk.when(lin, tell(4), at="09:18").then(DateTold)
    assert runs(desk, "completion", "10:00") == [(when("+2 00:00"), Outcome.RUNNING)]


@rule("R9.2")
def test_told_after_the_limit_the_miss_stands_and_the_date_is_watched_as_a_clock_of_its_own() -> None:
    desk = Desk().given(story.accepted_solution())
    desk.when(lin, tell(5), at="+1 00:01").then(DateTold)
    assert desk.event(DateTold).late
    assert runs(desk, "completion", "+1 01:00") == [(when("+1 00:00"), Outcome.MISSED)]
    assert runs(desk, "late_date", "+1 01:00") == [(when("+3 00:00"), Outcome.RUNNING)]
    assert runs(desk, "report_back", "+1 01:00") == [(when("+1 09:18"), Outcome.RUNNING)]
    desk.when(lin, tell(6), at="+2 10:00").then(DateTold)  # no R12.24 for it
    assert runs(desk, "late_date", "+3 01:00") == [(when("+4 00:00"), Outcome.RUNNING)]
    desk.when(lin, tell(8), at="+4 00:01").then(DateTold)
    assert runs(desk, "late_date", "+4 01:00") == [
        (when("+4 00:00"), Outcome.MISSED),
        (when("+6 00:00"), Outcome.RUNNING),
    ]
    desk.given([("+5 10:00", lin, DONE)])
    assert runs(desk, "late_date", "+5 11:00")[-1] == (when("+6 00:00"), Outcome.MET)
    assert runs(desk, "completion", "+5 11:00") == [(when("+1 00:00"), Outcome.MISSED)]


@rule("R9.2")
def test_a_first_date_more_than_seven_days_away_is_the_managers_to_tell() -> None:
    desk = Desk().given(story.accepted_solution())
    desk.when(lin, tell(11), at="10:00").then_refused("R9.2", instead="tell_date", days=7, date=date(2026, 3, 11))
    desk.when(zhou, tell(11), at="10:00").then_refused("R9.2", instead="tell_date")
    desk.when(lin, tell(2), at="10:00").then_refused("R9.2", instead="tell_date", date=date(2026, 3, 2))
    desk.when(lin, tell(5, means=None), at="10:00").then_refused("R9.2", instead="tell_date")
    desk.when(he, tell(11), at="10:00").then(DateTold)
    late = Desk().given(story.accepted_solution())
    late.when(lin, tell(12), at="+1 10:00").then_refused("R9.2", instead="tell_date", days=7)
    late.when(lin, tell(11), at="+1 10:00").then(DateTold)


@rule("R9.2")
def test_before_anything_is_agreed_there_is_no_date_to_tell() -> None:
    desk = Desk().given(story.agreed())
    desk.when(lin, tell(5), at="10:00").then_refused("R9.2", instead="give_urgent_task")
    done = Desk().given(story.work_complete())
    done.when(lin, tell(5), at="16:00").then_refused("R9.3a", instead="tell_done")


@rule("R5.5", "R9.2", "R9.3a")
def test_for_who_cannot_be_reached_the_managers_dated_note_stands_for_the_telling() -> None:
    gone = RecordUnreachable(reason="The phone is off, nobody opens.")
    desk = Desk().given([*story.accepted_solution(), ("10:00", zhou, gone)])
    note = tell(5, means=None)
    desk.when(lin, note, at="10:30").then_refused("R5.5", instead="write_note")
    desk.when(he, note, at="10:30").then(DateTold)
    assert newest(desk, "completion", "10:31").due == when("+3 00:00")
    desk.when(lin, DONE, at="11:00").then(TaskCompleted, WorkCompleted, Completed)


@rule("R5.2", "R9.2")
def test_a_told_date_is_a_notice_and_the_next_are_due_every_72_hours() -> None:
    desk = Desk().given([*story.accepted_solution(), ("10:00", lin, tell(6))])
    assert newest(desk, "progress", "10:01").due == when("+3 10:00")


@rule("CK1", "R9.2")
def test_the_date_ends_at_the_sites_own_midnight() -> None:
    desk = Desk(moved_to(NEW_YORK), NEW_YORK).given([*story.accepted_solution(), ("10:00", lin, tell(8))])
    due = newest(desk, "completion", "10:01").due
    assert due == when("+6 00:00", zone=NEW_YORK)
    assert due.isoformat() == "2026-03-09T04:00:00+00:00"  # summer time began that morning


@rule("R12.24", "R9.2", "CK14")
def test_a_later_date_is_granted_first_and_then_told() -> None:
    desk = Desk().given([*story.accepted_solution(), ("10:00", lin, tell(6))])
    desk.when(lin, tell(8), at="11:00").then_refused("R12.24", instead="ask_for_time", promised=date(2026, 3, 6))
    desk.when(lin, tell(5), at="11:00").then(DateTold)
    desk.given([("11:01", lin, tell(5, circumstance="Still Shenzhen."))])
    desk.when(lin, ask(5), at="11:05").then_refused("R12.24", instead="ask_for_time")
    desk.when(lin, ask(8), at="11:05").then(ExtensionAsked, DecisionAsked)
    assert (desk.event(ExtensionAsked).days, desk.event(DecisionAsked).level) == (3, Level.MANAGER)
    assert newest(desk, "completion", "11:06").due == when("+3 00:00")
    desk.when(lin, ask(9), at="11:06").then_refused("R12.24", instead="write_note")
    desk.when(lin, decided(), at="11:07").then_forbidden()
    desk.when(he, decided("t1"), at="11:07").then_refused("R12.24", instead="decide_extension")
    desk.when(he, decided(), at="11:07").then(DecisionMade, ExtensionDecided)
    assert newest(desk, "completion", "11:08").due == when("+3 00:00")
    assert told_later(desk) == when("11:07")
    desk.when(lin, tell(9), at="11:08").then_refused("R12.24", instead="ask_for_time")
    desk.when(lin, tell(8), at="11:09").then(DateTold)
    assert told_later(desk) is None
    assert newest(desk, "completion", "11:10").due == when("+6 00:00")
    assert (desk.complaint.work.dates_told, desk.event(DateTold).nth) == (4, 4)


@rule("R12.24")
def test_extensions_add_up_and_more_than_the_managers_days_are_the_enterprises() -> None:
    desk = Desk().given([*story.accepted_solution(), ("10:00", lin, tell(4))])
    desk.given([("11:00", lin, ask(11)), ("11:01", he, decided()), ("11:02", lin, tell(11))])
    desk.when(lin, ask(12), at="12:00").then(ExtensionAsked, DecisionAsked)
    assert desk.event(DecisionAsked).level is Level.ENTERPRISE
    desk.when(he, decided(), at="12:01").then_refused("CK14", instead="write_note")
    desk.when(qian, decided(granted=False), at="12:01").then(DecisionMade, ExtensionDecided)
    assert desk.complaint.work.granted("date") == 7
    too_far = AskForTime(what=Extended.DATE, until=date(2026, 4, 4), reason="Late.", evidence="letter")
    desk.when(lin, too_far, at="12:02").then_refused("R12.24", instead="ask_for_time", days=31, most=30)


@rule("R12.24")
def test_more_time_is_asked_for_before_the_due_passes() -> None:
    desk = Desk().given(story.accepted_solution())
    desk.when(lin, ask(5), at="10:00").then_refused("R12.24", instead="tell_date")
    desk.given([("10:00", lin, tell(4))])
    desk.when(lin, ask(5), at="+2 00:01").then_refused("R12.24", instead="tell_date", due=when("+2 00:00"))
    desk.when(lin, ask(5), at="+2 00:00").then(ExtensionAsked, DecisionAsked)
    desk.given([("+2 10:00", he, decided())])
    desk.when(lin, tell(5), at="+2 10:05").then(DateTold)
    assert runs(desk, "completion", "+2 11:00") == [(when("+2 00:00"), Outcome.MISSED)]


@rule("R12.24")
def test_more_time_for_a_task_moves_its_due_when_it_is_granted() -> None:
    desk = Desk().given(story.accepted_solution())
    desk.when(lin, ask(5, Extended.TASK, "t9"), at="10:00").then_refused("R12.24", instead="tell_date")
    desk.when(lin, ask(5, Extended.TASK, "t1"), at="10:00").then(ExtensionAsked, DecisionAsked)
    assert newest(desk, "task", "10:30").due == when("+1 00:00")
    desk.when(he, decided("t1"), at="11:00").then(DecisionMade, ExtensionDecided)
    assert newest(desk, "task", "11:30").due == when("+3 00:00")
    assert [task.due for task in desk.complaint.work.tasks] == [when("+3 00:00")]
    desk.given([("12:00", lin, ask(6, Extended.TASK, "t1"))])
    desk.when(lin, DONE, at="13:00").then(TaskCompleted, DecisionDropped, WorkCompleted)


@rule("R9.4")
def test_a_change_is_told_with_the_next_notice() -> None:
    news = ReportProgress(task="t1", words="A day later.", changes_told=True)
    desk = Desk().given([*story.accepted_solution(), ("10:00", lin, news)])
    notice = GiveNotice(means=Means.PHONE, content="It will be tomorrow.")
    desk.when(lin, notice, at="10:30").then(ProgressTold, ChangeTold)
    assert told_later(desk) is None
    desk.when(lin, notice, at="10:40").then(ProgressTold)


URGENT = GiveUrgentTask(what="Close the valve.", department="LP-engineering", makes_safe=True)


@rule("R9.6", "R3.2", "R9.1")
def test_a_burst_pipe_is_worked_on_before_the_verification_and_due_the_same_day() -> None:
    desk = Desk().given(story.received())
    ordinary = GiveTask(what="Close the valve.", department="LP-engineering")
    desk.when(lin, ordinary, at="09:03").then_refused("R9.3", instead="give_urgent_task")
    desk.when(lin, URGENT, at="09:03").then(NoInvestigationNeeded, TaskGiven)
    assert runs(desk, "completion", "09:04") == [(when("+1 00:00"), Outcome.RUNNING)]
    assert newest(desk, "verification", "09:04").outcome is Outcome.RUNNING
    second = GiveUrgentTask(what="Dry the floor.", department="LP-cleaning")
    desk.when(lin, second, at="09:05").then(TaskGiven)
    desk.when(wu, CompleteTask(task="t1", what="Closed."), at="09:30").then(TaskCompleted)
    desk.when(lin, CompleteTask(task="t2", what="Dry."), at="11:00").then(TaskCompleted, WorkCompleted)
    assert runs(desk, "completion", "11:01") == [(when("+1 00:00"), Outcome.MET)]
    assert desk.complaint.work.completed_at is None


@rule("R9.6", "R9.2")
def test_urgent_work_is_due_the_same_day_unless_a_date_is_told() -> None:
    later = GiveUrgentTask(what="Mend the wall.", department="LP-engineering", due=when("+2 00:00"))
    desk = Desk().given([*story.received(), ("09:03", lin, URGENT)])
    desk.when(lin, later, at="09:04").then_refused("R9.6", instead="tell_date", latest=when("+1 00:00"))
    desk.when(lin, tell(4), at="09:05").then(DateTold, TaskMoved)
    assert (newest(desk, "completion", "09:06").due, newest(desk, "task", "09:06").due) == (when("+2 00:00"),) * 2
    desk.when(lin, later, at="09:07").then(TaskGiven)


@rule("R9.6")
def test_with_the_last_urgent_task_withdrawn_nothing_is_to_be_completed() -> None:
    desk = Desk().given([*story.received(), ("09:03", lin, URGENT)])
    desk.when(lin, WithdrawTask(task="t1", reason="A false alarm."), at="09:10").then(TaskWithdrawn)
    assert runs(desk, "completion", "09:11") == [(when("+1 00:00"), Outcome.CANCELLED)]


@rule("R9.6", "R4.1a")
def test_an_agreement_starts_a_completion_clock_only_for_work_that_is_left() -> None:
    left = [story.received()[0], ("09:03", lin, URGENT), *story.satisfied()[1:]]
    desk = Desk().given([*left, ("09:20", lin, story.sign())])
    assert desk.complaint.work.accepted_at == when("09:20")
    desk.given([("10:00", wu, CompleteTask(task="t1", what="Closed."))])
    assert runs(desk, "completion", "10:01") == [(when("+1 00:00"), Outcome.MET)]
    done = Desk().given(left).given([("09:17", wu, CompleteTask(task="t1", what="Closed."))])
    done.given([("09:20", lin, story.unsigned())])
    assert runs(done, "completion", "09:21") == [(when("+1 00:00"), Outcome.MET)]
    assert done.complaint.work.completed_at == when("09:20")


@rule("R9.6")
@pytest.mark.parametrize("at", ["10:00", "16:30"])
def test_once_a_solution_is_agreed_urgent_work_is_an_ordinary_task(at: str) -> None:
    desk = Desk().given(story.accepted_solution() if at == "10:00" else story.completed())
    rule_, way_out = ("R9.6", "give_task") if at == "10:00" else ("R9.3a", "write_note")
    desk.when(lin, URGENT, at=at).then_refused(rule_, instead=way_out)
