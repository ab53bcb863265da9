"""R9.3a: the work is complete when every task is, the case when the customer has been told as well; by themselves."""

from collections.abc import Iterator

from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p09_completion import Completed, WorkCompleted, WorkHeld
from shared.complaint.state import Complaint


def completes(complaint: Complaint) -> Iterator[ComplaintEvent]:
    """The next step of a completion that follows from the state, if one does.

    Before an agreement (R9.6) the work can be complete, the case cannot. Who cannot be reached need not be told (R5.5).
    """
    work = complaint.work
    if complaint.closing.judged_at is not None or work.completed_at is not None:
        return
    if work.work_complete_at is None:
        if work.is_done:
            yield WorkCompleted()
        return
    told = work.told_at is not None or complaint.reach.unreachable_since is not None
    if work.accepted_at is not None and told:
        yield Completed()


def hold(complaint: Complaint) -> Iterator[WorkHeld]:
    """What a rejection, or an acceptance taken back, does to the work (3.3); give it beside that fact."""
    work = complaint.work
    if work.accepted_at is not None or work.is_urgent or work.tasks:
        yield WorkHeld()
