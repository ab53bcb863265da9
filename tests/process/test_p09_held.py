"""CK7 and 3.3: clocks that are paused, tasks that wait for the next agreement; CK6: what survives a closing; R9.5."""

from datetime import datetime, timedelta

from shared.complaint.actions.p09_managing import Coordinate, PauseClock, ResumeClock
from shared.complaint.actions.p09_own_tasks import CompleteTask, ReportProgress, ReturnTask
from shared.complaint.actions.p09_tasks import GiveTask, GiveUrgentTask
from shared.complaint.actions.p11_closing import Reopen
from shared.complaint.actions.p11_ending import Cancel
from shared.complaint.clocks.running import Outcome
from shared.complaint.completion import hold
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p09_completion import Coordinated, SolutionAccepted, WorkHeld
from shared.complaint.events.p09_dates import ClockPaused, ClockResumed
from shared.complaint.events.p09_tasks import TaskCompleted, TaskProgressReported
from shared.decision.event import Record
from shared.decision.moment import Moment
from shared.vocabulary.follow_up import CancelReason
from shared.vocabulary.work import Pausable, PauseFor, TaskReturn
from tests.support import story
from tests.support.cast import he, jiang, lin, qian, wu, zhou
from tests.support.desk import Desk, when
from tests.support.rules import rule


def pause(until: str, clock: Pausable = Pausable.COMPLETION, scope: str = "") -> PauseClock:
    return PauseClock(clock=clock, scope=scope, until=when(until), why=PauseFor.CUSTOMER, reason="She is away.")


def due(desk: Desk, clock: str, now: str) -> tuple[datetime, Outcome, timedelta]:
    found = desk.clocks(now)[clock]
    return found.due, found.outcome, found.paused


def put(desk: Desk, at: str, *events: ComplaintEvent) -> None:
    """Facts of chapters that are told elsewhere."""
    stamp = Moment(when(at), when(at), lin, desk.directory).stamp()
    desk.records += [Record.of(event, stamp) for event in events]


@rule("CK7")
def test_the_manager_pauses_a_clock_until_a_named_time_and_its_due_moves_by_it() -> None:
    desk = Desk().given(story.accepted_solution())
    desk.when(zhou, pause("+2 12:00"), at="12:00").then_forbidden()
    desk.when(he, pause("+2 12:00"), at="12:00").then(ClockPaused)
    assert due(desk, "completion", "+2 13:00") == (when("+3 00:00"), Outcome.RUNNING, timedelta(days=2))
    assert due(desk, "task", "13:00")[0] == when("+1 00:00")
    desk.when(he, pause("+4 12:00"), at="+2 10:00").then(ClockPaused)  # renewed before its end
    assert due(desk, "completion", "+2 13:00") == (when("+5 00:00"), Outcome.RUNNING, timedelta(days=4))
    desk.when(he, ResumeClock(clock=Pausable.COMPLETION, reason="She is back."), at="+3 12:00").then(ClockResumed)
    assert due(desk, "completion", "+3 13:00") == (when("+4 00:00"), Outcome.RUNNING, timedelta(days=3))
    desk.when(he, ResumeClock(clock=Pausable.COMPLETION), at="+3 12:30").then_refused("CK7", instead="pause_clock")
    desk.given([("+4 00:00", lin, CompleteTask(task="t1", what="Done."))])
    assert due(desk, "completion", "+4 01:00")[1] is Outcome.MET


@rule("CK7")
def test_a_pause_begun_after_the_due_or_of_what_does_not_run_is_refused() -> None:
    desk = Desk().given(story.accepted_solution())
    desk.when(he, ResumeClock(clock=Pausable.TASK, scope="t1"), at="10:00").then_refused("CK7", instead="pause_clock")
    assert not desk.allowance("resume_clock", he, when("10:00")).allowed
    desk.when(he, pause("+1 12:00", Pausable.TASK, "t9"), at="10:00").then_refused("CK7", instead="pause_clock")
    desk.when(he, pause("09:59"), at="10:00").then_refused("CK7", instead="pause_clock", until=when("09:59"))
    desk.when(he, pause("+2 00:00"), at="+1 00:01").then_refused("CK7", instead="write_note", due=when("+1 00:00"))
    desk.when(he, pause("+2 00:00"), at="+1 00:00").then(ClockPaused)


@rule("CK7")
def test_a_pause_lasts_seven_days_and_thirty_days_of_a_round_are_the_enterprises_to_pass() -> None:
    desk = Desk().given(story.accepted_solution())
    desk.when(he, pause("+7 12:01"), at="12:00").then_refused("CK7", instead="pause_clock", latest=when("+7 12:00"))
    for start in (0, 7, 14, 21):
        desk.when(he, pause(f"+{start + 7} 12:00"), at=f"+{start} 12:00").then(ClockPaused)
    desk.when(he, pause("+30 12:01"), at="+28 12:00").then_refused("CK7", instead="pause_clock", days=30)
    desk.when(he, pause("+30 12:00"), at="+28 12:00").then(ClockPaused)
    desk.when(qian, pause("+35 12:00"), at="+30 12:00").then(ClockPaused)
    assert due(desk, "completion", "+31 12:00") == (when("+36 00:00"), Outcome.RUNNING, timedelta(days=35))


@rule("CK7")
def test_one_task_is_paused_alone() -> None:
    more = GiveTask(what="Fit it.", department="LP-engineering")
    desk = Desk().given([*story.accepted_solution(), ("09:30", lin, more)])
    desk.when(he, pause("+1 12:00", Pausable.TASK, "t2"), at="12:00").then(ClockPaused)
    dues = {run.scope: run.due for run in desk.all_clocks("13:00") if run.clock == "task"}
    assert dues == {"t1": when("+1 00:00"), "t2": when("+2 00:00")}


@rule("CK7")
def test_with_the_agreement_gone_tasks_wait_for_the_next_and_completion_ends() -> None:
    more = GiveTask(what="Fit it.", department="LP-engineering", due=when("+2 18:00"))
    desk = Desk().given([*story.accepted_solution(), ("09:30", lin, more)])
    assert list(hold(Desk().given(story.agreed()).complaint)) == []
    put(desk, "12:00", *hold(desk.complaint))
    assert due(desk, "completion", "12:01")[:2] == (when("+1 00:00"), Outcome.CANCELLED)
    assert due(desk, "report_back", "12:01")[1] is Outcome.CANCELLED
    desk.when(lin, more, at="12:30").then_refused("R9.3", instead="give_urgent_task")
    back = ReturnTask(task="t1", why=TaskReturn.NOT_ENOUGH_INFORMATION, words="What now?")
    desk.given([("+1 08:00", lin, back)])
    put(desk, "+1 12:00", SolutionAccepted())
    held = next(run for run in desk.all_clocks("+1 13:00") if (run.clock, run.scope) == ("task", "t2"))
    assert (held.due, held.paused, held.outcome) == (when("+3 18:00"), timedelta(days=1), Outcome.RUNNING)
    assert due(desk, "completion", "+1 13:00")[:2] == (when("+2 00:00"), Outcome.RUNNING)
    assert [task.id for task in desk.complaint.work.tasks] == ["t1", "t2"]


@rule("CK7")
def test_a_task_that_is_held_while_it_is_paused_stands_still_once() -> None:
    desk = Desk().given([*story.accepted_solution(), ("12:00", he, pause("+4 12:00", Pausable.TASK, "t1"))])
    assert due(desk, "task", "13:00")[0] == when("+5 00:00")
    put(desk, "+1 12:00", *hold(desk.complaint))
    put(desk, "+2 12:00", SolutionAccepted())
    assert due(desk, "task", "+2 13:00") == (when("+3 00:00"), Outcome.RUNNING, timedelta(days=2))


@rule("CK7", "R9.6")
def test_urgent_work_that_is_done_stands_and_how_it_goes_on_is_told_again() -> None:
    urgent = GiveUrgentTask(what="Close the valve.", department="LP-engineering")
    done = CompleteTask(task="t1", what="Closed.")
    desk = Desk().given([*story.agreed(), ("09:20", lin, urgent), ("10:00", wu, done)])
    assert not [run for run in desk.all_clocks("10:01") if run.clock == "progress" and run.open]
    put(desk, "12:00", *hold(desk.complaint))
    assert isinstance(desk.records[-1].event, WorkHeld)
    assert due(desk, "progress", "12:01")[:2] == (when("+1 12:00"), Outcome.RUNNING)
    put(desk, "13:00", SolutionAccepted())
    assert due(desk, "completion", "13:01")[:2] == (when("+1 00:00"), Outcome.RUNNING)
    assert due(desk, "report_back", "13:01")[:2] == (when("+1 13:00"), Outcome.RUNNING)


@rule("CK6")
def test_what_makes_something_safe_survives_the_end_of_the_case_as_a_task_of_the_site() -> None:
    safe = GiveUrgentTask(what="Fence the shaft.", department="LP-lifts", makes_safe=True)
    other = GiveUrgentTask(what="Dry the floor.", department="LP-engineering")
    desk = Desk().given([*story.received(), ("09:03", lin, safe), ("09:04", lin, other)])
    desk.given([("09:30", zhou, Cancel(reason=CancelReason.TEST))])
    open_now = {(run.clock, run.scope) for run in desk.all_clocks("10:00") if run.outcome is Outcome.RUNNING}
    assert open_now == {("task", "t1"), ("task_silence", "t1")}
    desk.when(wu, CompleteTask(task="t2", what="Dry."), at="10:00").then_refused("R9.3")
    desk.when(jiang, ReportProgress(task="t1", words="The fence comes."), at="11:00").then(TaskProgressReported)
    assert due(desk, "task_silence", "11:01")[:2] == (when("17:30"), Outcome.RUNNING)
    desk.when(jiang, CompleteTask(task="t1", what="Fenced."), at="12:00").then(TaskCompleted)
    ended = {run.scope: run.outcome for run in desk.all_clocks("12:01") if run.clock == "task"}
    assert ended == {"t1": Outcome.MET, "t2": Outcome.CANCELLED}


@rule("CK6", "R11.4")
def test_a_new_round_keeps_what_makes_something_safe_and_nothing_else() -> None:
    desk = Desk().given([*story.signed(), ("10:00", zhou, Reopen(reason="It stopped again."))])
    assert (desk.complaint.work.tasks, desk.complaint.work.accepted_at) == ((), None)
    done = Desk().given([*story.completed()]).complaint.work.next_round()
    assert (done.given, done.completed_at, done.open_tasks) == (1, None, frozenset())


@rule("R9.5")
def test_the_managers_decision_between_departments_is_on_record() -> None:
    decision = Coordinate(decision="The lift firm does it, the engineers pay.", departments=("LP-lifts",))
    desk = Desk().given(story.agreed())
    desk.when(he, decision, at="10:00").then_refused("R9.5", instead="give_urgent_task")
    desk = Desk().given(story.accepted_solution())
    desk.when(lin, decision, at="10:00").then_forbidden()
    unknown = Coordinate(decision="They do it.", departments=("nobody",))
    desk.when(he, unknown, at="10:00").then_refused("R9.5", instead="coordinate", department="nobody")
    desk.when(he, decision, at="10:00").then(Coordinated)
    desk.when(qian, decision, at="10:05").then(Coordinated)


@rule("CK7")
def test_letting_a_paused_clock_run_on_does_not_release_a_held_task() -> None:
    desk = Desk().given([*story.accepted_solution(), ("12:00", he, pause("+4 12:00", Pausable.TASK, "t1"))])
    put(desk, "+1 12:00", *hold(desk.complaint))
    desk.given([("+2 12:00", he, ResumeClock(clock=Pausable.TASK, scope="t1"))])
    assert [run.held for run in desk.all_clocks("+2 13:00") if run.clock == "task"] == [True]
