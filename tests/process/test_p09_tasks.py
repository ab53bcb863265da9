"""P9: tasks for departments, contractors and persons, from the agreement to the completion (R9.3, R9.3a, R9.4)."""

from datetime import datetime

from shared.complaint.actions.p09_completion import FindNothingLeft, TellDone
from shared.complaint.actions.p09_own_tasks import CompleteTask, ReportProgress, ReturnTask
from shared.complaint.actions.p09_tasks import GiveTask, GiveTaskAnew, GiveUrgentTask, WithdrawTask
from shared.complaint.clocks.running import Outcome
from shared.complaint.completeness import missing
from shared.complaint.events.p05_reply_time import Replied
from shared.complaint.events.p09_completion import Completed, NothingLeftToDo, ToldDone, WorkCompleted
from shared.complaint.events.p09_tasks import (
    TaskCompleted,
    TaskGiven,
    TaskProgressReported,
    TaskReassigned,
    TaskReturned,
    TaskWithdrawn,
)
from shared.vocabulary.axes import ClosingReason
from shared.vocabulary.replies import Means
from shared.vocabulary.work import TaskReturn
from tests.support import solving, story
from tests.support.cast import NEW_YORK, jiang, lin, mei, sun, wu
from tests.support.desk import Desk, when
from tests.support.policy import changed, moved_to
from tests.support.rules import rule

ENGINEERS = GiveTask(what="Fit a new alarm.", department="LP-engineering")
LIFT_FIRM = GiveTask(what="Check the brake.", department="LP-lifts", due=when("+1 12:00"))
DONE = TellDone(means=Means.PHONE, words="The new alarm is in.")


def given_to_both() -> story.Story:
    """A task of Lin's, one of the engineers and one of the lift firm."""
    return [*story.accepted_solution(), ("09:20", lin, ENGINEERS), ("09:21", lin, LIFT_FIRM)]


def finish(task: str) -> CompleteTask:
    return CompleteTask(task=task, what="Done and tried.")


def run(desk: Desk, clock: str, now: str) -> tuple[datetime, Outcome]:
    found = desk.clocks(now)[clock]
    return found.due, found.outcome


@rule("R9.3", "R9.3a")
def test_the_case_is_complete_when_every_task_is_and_the_customer_has_been_told() -> None:
    desk = Desk().given(given_to_both())
    desk.when(wu, finish("t2"), at="11:00").then(TaskCompleted)
    desk.when(lin, DONE, at="11:01").then_refused("R9.3a", instead="complete_task")
    desk.when(lin, finish("t1"), at="12:00").then(TaskCompleted)
    desk.when(jiang, finish("t3"), at="14:00").then(TaskCompleted, WorkCompleted)
    assert run(desk, "completion", "14:01") == (when("+1 00:00"), Outcome.MET)
    assert desk.complaint.work.completed_at is None
    desk.when(lin, DONE, at="15:00").then(Replied, ToldDone, Completed)
    assert desk.complaint.work.completed_at == when("15:00")
    assert run(desk, "report_back", "15:01") == (when("+1 09:18"), Outcome.MET)
    assert run(desk, "follow_up", "15:01") == (when("+3 15:00"), Outcome.RUNNING)
    assert "progress" not in {name for name, found in desk.clocks("15:01").items() if found.open}
    assert not {"tasks", "completed", "solution"} & set(missing(desk.complaint, ClosingReason.FOLLOW_UP_SATISFIED))
    desk.when(lin, DONE, at="15:02").then_refused("R9.3a", instead="write_note")
    desk.when(lin, ENGINEERS, at="15:02").then_refused("R9.3a", instead="write_note")


@rule("R9.3")
def test_each_task_has_its_own_due() -> None:
    desk = Desk().given(given_to_both())
    assert [(task.id, task.due, task.department, task.person) for task in desk.complaint.work.tasks] == [
        ("t1", when("+1 00:00"), None, "lin"),
        ("t2", when("+1 00:00"), "LP-engineering", None),
        ("t3", when("+1 12:00"), "LP-lifts", None),
    ]
    desk.given([("14:00", wu, finish("t2"))])
    runs = {found.scope: (found.due, found.outcome) for found in desk.all_clocks("+1 12:01") if found.clock == "task"}
    assert runs == {
        "t1": (when("+1 00:00"), Outcome.MISSED),
        "t2": (when("+1 00:00"), Outcome.MET),
        "t3": (when("+1 12:00"), Outcome.MISSED),
    }


@rule("R9.3")
def test_who_is_given_a_task_is_one_department_one_contractor_or_one_person_of_this_site() -> None:
    desk = Desk().given(story.accepted_solution())
    nobody = GiveTask(what="Fit it.")
    desk.when(lin, nobody, at="09:20").then_refused("R9.3", instead="give_task")
    both = GiveTask(what="Fit it.", department="LP-lifts", person="mei")
    desk.when(lin, both, at="09:20").then_refused("R9.3", instead="give_task")
    unknown = GiveTask(what="Fit it.", department="HG-engineering")
    desk.when(lin, unknown, at="09:20").then_refused("R9.3", instead="give_task", department="HG-engineering")
    stranger = GiveTask(what="Fit it.", person="gao")
    desk.when(lin, stranger, at="09:20").then_refused("R12.9", person="gao")
    past = GiveTask(what="Fit it.", person="mei", due=when("09:20"))
    desk.when(lin, past, at="09:20").then_refused("R9.3", instead="give_task", due=when("09:20"))
    desk.when(lin, GiveTask(what="Fit it.", person="mei"), at="09:20").then(TaskGiven)


@rule("R9.3")
def test_work_is_divided_once_a_solution_is_agreed() -> None:
    desk = Desk().given(story.agreed())
    desk.when(lin, ENGINEERS, at="09:20").then_refused("R9.3", instead="give_urgent_task")
    desk.when(lin, finish("t1"), at="09:20").then_refused("R9.3", instead="give_urgent_task")
    desk.when(lin, WithdrawTask(task="t1", reason="No."), at="09:20").then_refused("R9.3", instead="give_urgent_task")
    desk.when(lin, DONE, at="09:20").then_refused("R9.3a", instead="give_urgent_task")


@rule("R9.3", "R9.4")
def test_departments_and_contractors_act_on_their_own_tasks_and_nothing_else() -> None:
    desk = Desk().given(story.accepted_solution())
    desk.when(wu, finish("t1"), at="09:20").then_refused("R9.3")  # and does not even see the case
    assert not desk.allowance("complete_task", wu, when("09:20")).allowed
    desk.given(given_to_both()[len(story.accepted_solution()) :])
    desk.when(wu, finish("t3"), at="11:00").then_refused("R9.3", instead="complete_task", task="t3")
    desk.when(wu, finish("t9"), at="11:00").then_refused("R9.3", instead="complete_task", open=("t2",))
    desk.when(jiang, finish("t2"), at="11:00").then_refused("R9.3", instead="return_task", task="t2")
    desk.when(wu, ENGINEERS, at="11:00").then_forbidden()
    desk.when(jiang, DONE, at="11:00").then_forbidden()
    desk.when(sun, finish("t2"), at="11:00").then_forbidden()
    desk.when(wu, finish("t2"), at="09:19").then_refused("CK9", instead="complete_task", earliest=when("09:20"))
    desk.when(mei, ReportProgress(task="t2", words="Wu rang."), at="10:00").then(TaskProgressReported)
    desk.when(jiang, finish("t3"), at="11:00").then(TaskCompleted)


@rule("R9.4")
def test_progress_meets_the_silence_clock_which_runs_for_half_of_the_time_left() -> None:
    desk = Desk().given([*story.accepted_solution(), ("10:00", lin, ENGINEERS)])
    silence = [found for found in desk.all_clocks("10:01") if (found.clock, found.scope) == ("task_silence", "t2")]
    assert [found.due for found in silence] == [when("17:00")]
    desk.when(wu, ReportProgress(task="t2", words="The alarm is here."), at="16:00").then(TaskProgressReported)
    silence = [found for found in desk.all_clocks("20:01") if (found.clock, found.scope) == ("task_silence", "t2")]
    assert [(found.due, found.outcome) for found in silence] == [
        (when("17:00"), Outcome.MET),
        (when("20:00"), Outcome.MISSED),
    ]


@rule("R9.4")
def test_progress_that_changes_what_the_customer_was_told_is_owed_to_them_by_the_receiver() -> None:
    desk = Desk().given(given_to_both())
    desk.given([("10:00", wu, ReportProgress(task="t2", words="All well."))])
    assert desk.complaint.work.tell_since is None
    desk.given([("11:00", wu, ReportProgress(task="t2", words="The part is wrong.", changes_told=True))])
    desk.given([("12:00", wu, ReportProgress(task="t2", words="A day later.", changes_told=True))])
    assert desk.complaint.work.tell_since == when("11:00")


@rule("R12.7")
def test_a_department_returns_a_task_with_a_reason_and_the_receiver_gives_it_anew() -> None:
    back = ReturnTask(task="t2", why=TaskReturn.NOT_OURS, words="The lift firm does alarms.")
    anew = GiveTaskAnew(task="t2", department="LP-lifts", due=when("+1 10:00"))
    desk = Desk().given(given_to_both())
    desk.when(lin, anew, at="09:30").then_refused("R12.7", instead="give_task")
    desk.when(jiang, back, at="10:00").then_refused("R9.3", instead="return_task")
    desk.when(wu, back, at="10:00").then(TaskReturned)
    assert (desk.event(TaskReturned).department, desk.complaint.work.returns) == ("LP-engineering", 1)
    assert [task.id for task in desk.complaint.work.tasks if task.returned] == ["t2"]
    assert {f.outcome for f in desk.all_clocks("11:00") if f.scope == "t2"} == {Outcome.CANCELLED}
    desk.when(wu, finish("t2"), at="10:10").then_refused("R9.3")
    desk.when(lin, finish("t2"), at="10:10").then_refused("R12.7", instead="give_task_anew", task="t2")
    other = GiveTaskAnew(task="t3", department="LP-engineering")
    desk.when(lin, other, at="10:10").then_refused("R12.7", instead="withdraw_task", holder="LP-lifts")
    desk.when(lin, anew, at="10:11").then(TaskReassigned)
    newest = [f for f in desk.all_clocks("11:00") if (f.clock, f.scope) == ("task", "t2")][-1]
    assert (newest.due, newest.outcome) == (when("+1 10:00"), Outcome.RUNNING)
    desk.given([("11:00", lin, finish("t1")), ("11:01", jiang, finish("t3"))])
    desk.when(jiang, finish("t2"), at="11:30").then(TaskCompleted, WorkCompleted)


@rule("R9.3")
def test_a_withdrawn_task_is_not_waited_for() -> None:
    desk = Desk().given([*given_to_both(), ("10:00", lin, finish("t1")), ("10:30", wu, finish("t2"))])
    desk.when(lin, WithdrawTask(task="t7", reason="No."), at="11:00").then_refused("R9.3", instead="withdraw_task")
    no_need = WithdrawTask(task="t3", reason="The brake was checked last week.")
    desk.when(lin, no_need, at="11:00").then(TaskWithdrawn, WorkCompleted)


@rule("R9.1", "R9.6")
def test_what_urgent_work_came_to_is_told_once_and_the_case_waits_for_the_agreement() -> None:
    urgent = GiveUrgentTask(what="Close the valve.", department="LP-engineering")
    desk = Desk().given([*story.agreed(), ("09:20", lin, urgent), ("10:00", wu, finish("t1"))])
    desk.given([("10:03", lin, solving.proposal()), ("10:04", lin, solving.TELL)])
    desk.when(lin, DONE, at="10:05").then(Replied, ToldDone)
    desk.when(lin, DONE, at="10:06").then_refused("R9.1", instead="write_note")


@rule("R9.6", "CK13")
def test_before_an_agreement_the_completion_is_told_together_with_a_proposal_so_that_a_clock_runs() -> None:
    urgent = GiveUrgentTask(what="Close the valve.", department="LP-engineering")
    desk = Desk().given([*story.agreed(), ("09:20", lin, urgent), ("10:00", wu, finish("t1"))])
    desk.when(lin, DONE, at="10:05").then_refused("R9.6", instead="make_proposal")
    desk.given([("10:03", lin, solving.proposal())])
    desk.when(lin, DONE, at="10:05").then_refused("R9.6", instead="tell_proposal")
    desk.given([("10:04", lin, solving.TELL), ("10:05", lin, DONE)])
    assert {run.clock for run in desk.all_clocks("10:06") if run.outcome is Outcome.RUNNING} == {"proposal_unanswered"}


@rule("R9.3a")
def test_where_nothing_is_left_to_do_somebody_says_so() -> None:
    nothing = FindNothingLeft(reason="The owner had it done.")
    desk = Desk().given(story.accepted_solution())
    desk.when(lin, nothing, at="10:00").then_refused("R9.3a", instead="withdraw_task", tasks=("t1",))
    desk.when(lin, WithdrawTask(task="t1", reason="The owner had it done."), at="10:01").then(TaskWithdrawn)
    desk.when(lin, nothing, at="10:02").then(NothingLeftToDo, WorkCompleted)
    desk.when(lin, nothing, at="10:03").then_refused("R9.3a", instead="tell_done")
    desk.when(lin, ENGINEERS, at="10:03").then_refused("R9.3a", instead="tell_done")


@rule("R4.1a", "R9.3a")
def test_a_promise_is_carried_to_its_end_as_a_task_also_without_a_signature() -> None:
    signed = Desk().given(story.completed())
    assert signed.complaint.work.completed_at == when("16:00")
    unsigned = [*story.accepted_solution()[:-1], ("09:18", lin, story.unsigned())]
    desk = Desk().given(unsigned)
    desk.when(lin, finish("t1"), at="10:00").then(TaskCompleted, WorkCompleted)
    desk.when(lin, DONE, at="10:05").then(Replied, ToldDone, Completed)


@rule("R9.1")
def test_the_work_is_completed_by_24_00_of_the_local_date_of_the_agreement() -> None:
    desk = Desk().given(story.work_complete(at="+1 00:00"))
    assert run(desk, "completion", "+1 00:01") == (when("+1 00:00"), Outcome.MET)
    late = Desk().given([*story.accepted_solution()])
    late.when(lin, finish("t1"), at="+1 00:01").then(TaskCompleted, WorkCompleted)
    assert run(late, "completion", "+1 00:02") == (when("+1 00:00"), Outcome.MISSED)
    late.when(lin, DONE, at="+1 09:18").then(Replied, ToldDone, Completed)
    assert run(late, "report_back", "+1 09:20") == (when("+1 09:18"), Outcome.MET)


@rule("R9.1", "CK1")
def test_the_same_day_ends_at_the_sites_own_midnight_and_hours_are_elapsed_time() -> None:
    desk = Desk(moved_to(NEW_YORK), NEW_YORK)
    desk.given([(f"+4 {at}", who, order) for at, who, order in story.accepted_solution()])
    assert run(desk, "completion", "+4 10:00")[0] == when("+5 00:00", zone=NEW_YORK)
    assert run(desk, "report_back", "+4 10:00")[0] == when("+5 10:18", zone=NEW_YORK)  # at 02:00 the clock jumps


@rule("R9.1")
def test_a_company_may_set_a_cut_off_hour_after_which_an_agreement_gives_a_day() -> None:
    desk = Desk(changed(same_day_cutoff="09:18")).given(story.accepted_solution())
    assert run(desk, "completion", "10:00")[0] == when("+1 09:18")
    before = Desk(changed(same_day_cutoff="09:19")).given(story.accepted_solution())
    assert run(before, "completion", "10:00")[0] == when("+1 00:00")
