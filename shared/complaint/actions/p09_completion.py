"""P9: nothing is left to do, and the customer is told that it is done (R9.1, R9.3a)."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.actions.p09_tasks import has_work_left, is_accepted, is_not_completed
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p05_reply_time import Replied
from shared.complaint.events.p09_completion import NothingLeftToDo, ToldDone
from shared.complaint.guards import in_hand, is_first_contact, is_reachable
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.replies import Means, ReplyKind
from shared.vocabulary.roles import STAFF
from shared.vocabulary.text import say

has_no_task = Guard(
    "R9.3a",
    say("Tasks are open: {tasks}; they are completed or withdrawn first.", "尚有未完任务：{tasks}，须先完成或撤销。"),
    lambda c: not c.work.tasks,
    facts=lambda c: {"tasks": tuple(task.id for task in c.work.tasks)},
    instead=("complete_task", "withdraw_task"),
)
is_work_complete = Guard(
    "R9.3a",
    say("The work is not complete yet.", "工作尚未完成。"),
    lambda c: c.work.work_complete_at is not None,
    instead=("complete_task", "give_task", "give_urgent_task", "write_note"),
)
is_told_together = Guard(
    "R9.6",
    say(
        "Before an agreement the completion is told together with a proposal; tell the proposal first.",
        "尚未商定处理方案时，紧急处理的完成须与处理方案一并告知，请先告知处理方案。",
    ),
    lambda c: c.work.accepted_at is not None or c.proposal.told is not None,
    instead=("tell_proposal", "make_proposal", "answer", "verify", "choose_route", "write_note"),
)
is_not_told = Guard(
    "R9.1",
    say("The customer was told that it is done.", "已告知业主处理完成。"),
    lambda c: c.work.told_at is None,
    instead=("write_note",),
)


@action(
    label=say("Nothing is left to do", "无须再处理"),
    rules=("R9.3a",),
    roles=STAFF,
    when=(*in_hand, is_not_completed, is_accepted, has_work_left, has_no_task),
)
class FindNothingLeft(ComplaintAction):
    """What was agreed needs no work, or none any more: the work is complete."""

    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The work is complete by itself."""
        yield NothingLeftToDo(reason=self.reason)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the agreement."""
        return complaint.work.accepted_at or complaint.reception.received_at


@action(
    label=say("Tell the customer that it is done", "告知业主处理完成"),
    rules=("R9.1", "R9.3a", "R5.4", "R9.6"),
    roles=STAFF,
    when=(*in_hand, is_reachable, is_not_completed, is_work_complete, is_not_told, is_told_together),
)
class TellDone(ComplaintAction):
    """Report back: the work is complete. With it the case is completed, and the follow-up counts from here."""

    means: Means = ask("How", "方式")
    words: PersonalText = ask("What was told", "告知内容", min_length=1)
    answer: PersonalText = ask("What the customer said", "业主回应", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Told; completed by itself, once a solution is agreed."""
        yield Replied(by_what=ReplyKind.DONE)
        yield ToldDone(**self.model_dump(), first_contact=is_first_contact(state, at.by))

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the work was complete."""
        return complaint.work.work_complete_at or complaint.reception.received_at


ACTIONS = (FindNothingLeft, TellDone)
