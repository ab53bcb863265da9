"""R9.3a: the work is complete when every task is, the case when the customer has been told as well; by themselves."""

from collections.abc import Iterator

from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p09_completion import ChangeTold, Completed, WorkCompleted, WorkHeld
from shared.complaint.events.p12_decisions import DecisionDropped
from shared.complaint.state import Complaint
from shared.vocabulary.decisions import About

DATE = "date"
"""Stands for the date told to the customer where more time is asked for."""


def completes(complaint: Complaint) -> Iterator[ComplaintEvent]:
    """The next step of a completion that follows from the state, if one does.

    Before an agreement (R9.6) the work can be complete, the case cannot. Who cannot be reached need not be told (R5.5).
    """
    yield from overtaken(complaint)
    work = complaint.work
    if complaint.closing.judged_at is not None or work.completed_at is not None:
        return
    if work.work_complete_at is None:
        if work.is_done or _is_done_by_parent(complaint):
            yield WorkCompleted()
        return
    told = work.told_at is not None or complaint.reach.unreachable_since is not None
    if work.accepted_at is not None and told:
        yield Completed()


def _is_done_by_parent(complaint: Complaint) -> bool:
    """The parent's work is what was agreed here, and it is complete; tasks of its own are awaited (R12.5b)."""
    agreed = complaint.work.accepted_at is not None and not complaint.work.tasks
    return agreed and complaint.links.parent_is_done


def tells_change(complaint: Complaint) -> Iterator[ChangeTold]:
    """What a notice does to a change that the customer does not know of (R9.4); give it beside the notice."""
    if complaint.work.tell_since is not None:
        yield ChangeTold()


def overtaken(complaint: Complaint) -> Iterator[DecisionDropped]:
    """Decisions about more time that nobody needs any more: the task, the findings or the work is done (R12.24)."""
    wanted = {task.id for task in complaint.work.tasks}
    wanted |= {one.id for one in complaint.investigation.assignments if one.findings is None}
    if complaint.work.date is not None and complaint.work.work_complete_at is None:
        wanted.add(DATE)
    for asked in complaint.decisions.open:
        if asked.about is About.EXTENSION and asked.subject not in wanted:
            yield DecisionDropped(decision=asked.id, about=asked.about)


def hold(complaint: Complaint) -> Iterator[WorkHeld]:
    """What a rejection, or an acceptance taken back, does to the work (3.3); give it beside that fact."""
    work = complaint.work
    if work.accepted_at is not None or work.is_urgent or work.tasks:
        yield WorkHeld()
