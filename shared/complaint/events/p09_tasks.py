"""P9: tasks for departments, persons and contractors: given, reported on, returned, complete, withdrawn (R9.3)."""

from collections.abc import Iterable
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.state import Complaint, Task
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.ids import Code
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant
from shared.vocabulary.work import TaskReturn


class TaskGiven(ComplaintEvent):
    """Something is to be done (R9.3); a promise of the spot that was not carried out becomes one (R4.1a)."""

    TOPIC = "complaint.task_given.v1"
    LABEL = say("task given", "下达处理任务")
    RULES: ClassVar = ("R4.1a", "R9.3", "R9.6")

    task: str  #: id of the task within the case: "t1", "t2" …
    what: PersonalText
    from_promise: bool = False  #: promised on the spot
    department: Code | None = None  #: of ours or a contractor
    person: Code | None = None
    due: Instant | None = None  #: its own; None: 24:00 of the local date
    urgent: bool = False  #: before an agreement (R9.6)
    makes_safe: bool = False  #: survives a closing (CK6)

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """One more task is open; urgent work begins the completion (R9.6)."""
        was = state.work
        task = Task(self.task, stamp.occurred_at, self.due, self.department, self.person, self.urgent, self.makes_safe)
        work = replace(was.plus(task), given=was.given + 1)
        if self.urgent:
            begun = was.urgent_since or stamp.occurred_at
            work = replace(work, urgent_since=begun, work_complete_at=None, told_at=None)
        return replace(state, work=work)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """The task's own clocks start; with urgent work the completion clock, which takes its due (R9.6)."""
        yield Marked(Mark.TASK_GIVEN, scope=self.task, due=self.due)
        if self.urgent:
            yield Marked(Mark.URGENT_TASK_GIVEN, due=self.due)


class TaskReassigned(ComplaintEvent):
    """A task that was returned is given to somebody else, or given again (R12.7)."""

    TOPIC = "complaint.task_reassigned.v1"
    LABEL = say("task given anew", "重新下达任务")
    RULES: ClassVar = ("R12.7",)

    task: str
    department: Code | None = None
    person: Code | None = None
    due: Instant
    words: PersonalText = ""  #: what was missing, or why it is theirs

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Theirs now, by the new due."""
        known = state.work.task(self.task)
        if known is None:
            return state
        anew = replace(known, department=self.department, person=self.person, due=self.due, returned=False)
        return replace(state, work=state.work.with_task(anew))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Its clocks start anew; before the next acceptance they stand still."""
        yield Marked(Mark.TASK_GIVEN, scope=self.task, due=self.due)
        if after.work.held:
            yield Marked(Mark.TASKS_HELD, scope=self.task)


class TaskProgressReported(ComplaintEvent):
    """Whoever works reported to the receiver how a task stands (R9.4)."""

    TOPIC = "complaint.task_progress_reported.v1"
    LABEL = say("progress reported", "反馈任务进展")
    RULES: ClassVar = ("R9.3", "R9.4")

    task: str
    words: PersonalText
    changes_told: bool = False  #: it changes what the customer was told: they are to be told at once

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Where it changes what was told, *tell the customer* is on the receiver's list."""
        if not self.changes_told:
            return state
        return replace(state, work=replace(state.work, tell_since=state.work.tell_since or stamp.occurred_at))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """The next report is due in half of the time left."""
        task = after.work.task(self.task)
        return (Marked(Mark.TASK_PROGRESS, scope=self.task, due=None if task is None else task.due),)


class TaskCompleted(ComplaintEvent):
    """A task is complete (R9.3)."""

    TOPIC = "complaint.task_completed.v1"
    LABEL = say("task complete", "任务完成")
    RULES: ClassVar = ("R9.3", "R9.3a", "R9.4", "R4.1a")

    task: str
    what: PersonalText  #: what was done

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """One task less."""
        work = state.work.without(self.task)
        return replace(state, work=replace(work, done=work.done + 1))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Meets the task's clocks."""
        return (Marked(Mark.TASK_COMPLETE, scope=self.task),)


class TaskReturned(ComplaintEvent):
    """Whoever had a task gave it back with a reason; the receiver has it (R12.7)."""

    TOPIC = "complaint.task_returned.v1"
    LABEL = say("task returned", "退回任务")
    RULES: ClassVar = ("R12.7",)

    task: str
    why: TaskReturn
    words: PersonalText = ""
    department: Code | None = None  #: who had it
    person: Code | None = None

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """It is still to be done, by nobody yet; returns are counted, but for what who is complained about had."""
        known = state.work.task(self.task)
        if known is None:
            return state
        work = state.work.with_task(replace(known, department=None, person=None, returned=True))
        counted = self.why is not TaskReturn.COMPLAINED_ABOUT
        return replace(state, work=replace(work, returns=work.returns + counted))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Its clocks end; the completion clock runs on."""
        return (Marked(Mark.TASK_ENDED, scope=self.task),)


class TaskWithdrawn(ComplaintEvent):
    """A task is not to be done any more."""

    TOPIC = "complaint.task_withdrawn.v1"
    LABEL = say("task withdrawn", "撤销任务")
    RULES: ClassVar = ("R9.3", "R9.6")

    task: str
    reason: PersonalText

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """One task less; with the last urgent one nothing is to be completed before an agreement (R9.6)."""
        work = state.work.without(self.task)
        if work.is_urgent and not work.tasks and not work.done:
            work = replace(work, urgent_since=None, date=None, date_late=False)
        return replace(state, work=work)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Its clocks end; with the last urgent one the completion clock."""
        yield Marked(Mark.TASK_ENDED, scope=self.task)
        if before.work.is_urgent and after.work.urgent_since is None:
            yield Marked(Mark.URGENT_TASK_WITHDRAWN)
