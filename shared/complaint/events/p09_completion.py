"""P7 and P9: the accepted solution, its tasks, and the completion, as far as P4 leads to them."""

from collections.abc import Iterable
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.events.base import ComplaintEvent, marked
from shared.complaint.state import Complaint
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.text import say


class SolutionAccepted(ComplaintEvent):
    """The customer agreed to what is to be done; a signature on the spot counts as it (R4.1a)."""

    TOPIC = "complaint.solution_accepted.v1"
    LABEL = say("solution accepted", "业主接受方案")
    RULES: ClassVar = ("R4.1a", "R4.4a")

    words: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Keep when."""
        return replace(state, work=replace(state.work, accepted_at=stamp.occurred_at))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """What is agreed is to be done from now."""
        return marked(Mark.SOLUTION_ACCEPTED)


class TaskGiven(ComplaintEvent):
    """Something is to be done (R9.3); a promise of the spot that was not carried out becomes one (R4.1a)."""

    TOPIC = "complaint.task_given.v1"
    LABEL = say("task given", "下达处理任务")
    RULES: ClassVar = ("R4.1a",)

    task: str  #: id of the task within the case: "t1", "t2" …
    what: PersonalText
    from_promise: bool = False  #: promised on the spot

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """One more task is open."""
        work = replace(state.work, given=state.work.given + 1, open_tasks=state.work.open_tasks | {self.task})
        return replace(state, work=work)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """The task's own clocks start."""
        return (Marked(Mark.TASK_GIVEN, scope=self.task),)


class Completed(ComplaintEvent):
    """The work is complete and the customer has been told (处理完毕, R9.3a)."""

    TOPIC = "complaint.completed.v1"
    LABEL = say("completed", "处理完毕")
    RULES: ClassVar = ("R4.4a",)

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Follow-up counts from here."""
        return replace(state, work=replace(state.work, completed_at=stamp.occurred_at))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Work complete and told."""
        return marked(Mark.WORK_COMPLETE, Mark.TOLD_DONE, Mark.COMPLETED)
