"""P9: whoever works reports progress and completion to the receiver, or gives a task back (R9.4, R12.7).

The orders of departments and contractors, on their own tasks and nothing else (section 1); of the staff on any,
for those who do not enter it themselves.
"""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.actions.work import earliest_task, has_own, has_task, task_of
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p09_tasks import TaskCompleted, TaskProgressReported, TaskReturned
from shared.complaint.guards import is_handled_here
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import STAFF, Role
from shared.vocabulary.text import say
from shared.vocabulary.work import TaskReturn

WORKING = (*STAFF, Role.DEPARTMENT, Role.CONTRACTOR)
REPORTING = ("report_progress", "complete_task", "return_task")
on_own_task = (is_handled_here, has_task, has_own)
"""Also when the case is closed, for what makes something safe (CK6)."""


class _OwnTask(ComplaintAction):
    """What the reports on a task have in common."""

    task: str = ask("Task", "任务", min_length=1)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the task was given."""
        return earliest_task(complaint)


@action(
    label=say("Report progress", "反馈进展"),
    rules=("R9.3", "R9.4"),
    roles=WORKING,
    when=on_own_task,
    refuses=("R9.3", "R12.7", "CK9"),
)
class ReportProgress(_OwnTask):
    """Tell the receiver how a task stands, and whether it changes what the customer was told."""

    words: PersonalText = ask("How it stands", "进展情况", min_length=1)
    changes_told: bool = ask("It changes what the customer was told", "与已告知业主的情况不同", default=False)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The receiver has it; a change puts *tell the customer* on their list."""
        task_of(state, at, self.task, again=REPORTING)
        yield TaskProgressReported(task=self.task, words=self.words, changes_told=self.changes_told)


@action(
    label=say("The task is complete", "任务完成"),
    rules=("R9.3", "R9.3a", "R9.4"),
    roles=WORKING,
    when=on_own_task,
    refuses=("R9.3", "R12.7", "CK9"),
)
class CompleteTask(_OwnTask):
    """Report to the receiver what was done; with the last task the work is complete."""

    what: PersonalText = ask("What was done", "完成情况", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """One task less."""
        task_of(state, at, self.task, again=REPORTING)
        yield TaskCompleted(task=self.task, what=self.what)


@action(
    label=say("Return the task", "退回任务"),
    rules=("R12.7",),
    roles=WORKING,
    when=on_own_task,
    refuses=("R9.3", "R12.7", "CK9"),
)
class ReturnTask(_OwnTask):
    """It is not ours, or we know too little; the receiver gives it to somebody else or says what was missing."""

    why: TaskReturn = ask("Why", "退回原因")
    words: PersonalText = ask("In words", "说明", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Counted; the receiver has it until it is given anew."""
        task = task_of(state, at, self.task, again=REPORTING)
        yield TaskReturned(task=task.id, why=self.why, words=self.words, department=task.department, person=task.person)


ACTIONS = (ReportProgress, CompleteTask, ReturnTask)
