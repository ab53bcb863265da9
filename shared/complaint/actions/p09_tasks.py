"""P9: give tasks to departments, persons and contractors, also anew (R12.7) and before an agreement (R9.6)."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.actions.work import check_doer, due_or_today, earliest_task, open_task, today
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p06_investigation import NoInvestigationNeeded
from shared.complaint.events.p09_tasks import TaskGiven, TaskReassigned, TaskWithdrawn
from shared.complaint.guards import in_hand
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.refusal import Refused
from shared.vocabulary.ids import Code
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import STAFF
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant

is_accepted = Guard(
    "R9.3",
    say(
        "The customer has not agreed to a solution; only urgent work starts before that.",
        "业主尚未同意处理方案，只有紧急处理可先行。",
    ),
    lambda c: c.work.accepted_at is not None,
    instead=("give_urgent_task", "write_note"),
)
is_not_agreed = Guard(
    "R9.6",
    say("A solution is agreed; its work is given as an ordinary task.", "方案已达成一致，按一般任务下达。"),
    lambda c: c.work.accepted_at is None,
    instead=("give_task", "tell_done", "write_note"),
)
has_work_left = Guard(
    "R9.3a",
    say("The work is complete; tell the customer.", "工作已完成，请告知业主。"),
    lambda c: c.work.work_complete_at is None,
    instead=("tell_done", "write_note"),
)
is_not_completed = Guard(
    "R9.3a",
    say("The case is completed.", "该投诉已处理完毕。"),
    lambda c: c.work.completed_at is None,
    instead=("write_note",),
)
has_any_task = Guard(
    "R9.3",
    say("No task is open on this case.", "该投诉没有未完任务。"),
    lambda c: bool(c.work.tasks),
    instead=("give_task", "give_urgent_task", "write_note"),
)
has_returned_task = Guard(
    "R12.7",
    say("No task was returned.", "没有被退回的任务。"),
    lambda c: any(task.returned for task in c.work.tasks),
    instead=("give_task", "give_urgent_task", "withdraw_task", "write_note"),
)

NOT_RETURNED = say(
    "Task {task} is with {holder} and was not returned; it may be withdrawn.",
    "任务 {task} 由 {holder} 办理，未被退回；可撤销。",
)
SAME_DAY = say(
    "Urgent work is due the same day, by {latest}, unless a later date has been told to the customer.",
    "紧急处理须于当日 {latest} 前完成，除非已向业主告知更晚的日期。",
)


class _Assigning(ComplaintAction):
    """What the orders that give a task have in common."""

    department: Code | None = ask("Department or contractor", "部门或外包单位", default=None)
    person: Code | None = ask("Or a person", "或人员", default=None)


@action(
    label=say("Give a task", "下达任务"),
    rules=("R9.3", "R9.1", "R12.17"),
    roles=STAFF,
    when=(*in_hand, is_not_completed, is_accepted, has_work_left),
    step="work",
    refuses=("R9.3", "R12.9", "R12.17"),
)
class GiveTask(_Assigning):
    """Divide the work: to a department, a contractor or a person, with a due time of its own."""

    what: PersonalText = ask("What is to be done", "处理内容", min_length=1)
    due: Instant | None = ask("Due; empty: the same day", "时限（空：当日）", default=None)
    makes_safe: bool = ask("It makes something safe", "涉及安全", default=False)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """One more task is open; its own clock runs."""
        check_doer(state, at, self.department, self.person, self.SPEC.slug)
        due = due_or_today(state, at, self.due, self.SPEC.slug)
        yield TaskGiven(**{**self.model_dump(), "due": due}, task=f"t{state.work.given + 1}")

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the agreement."""
        return complaint.work.accepted_at or complaint.reception.received_at


@action(
    label=say("Start urgent work", "紧急处理"),
    rules=("R9.6", "R3.2", "R12.18"),
    roles=STAFF,
    when=(*in_hand, is_not_completed, is_not_agreed),
    step="work",
    refuses=("R9.3", "R9.6", "R12.9", "R12.17"),
)
class GiveUrgentTask(_Assigning):
    """What cannot wait starts at once, before verification and before any agreement; due the same day."""

    what: PersonalText = ask("What is to be done", "处理内容", min_length=1)
    due: Instant | None = ask("Due; empty: the same day", "时限（空：当日）", default=None)
    makes_safe: bool = ask("It makes something safe", "涉及安全", default=False)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The completion clock starts with it; no investigation needed records itself, findings may follow."""
        check_doer(state, at, self.department, self.person, self.SPEC.slug)
        due = due_or_today(state, at, self.due, self.SPEC.slug)
        same_day = today(state, at)
        latest = max(same_day, state.work.date or same_day)
        if due > latest:
            raise Refused("R9.6", SAME_DAY, latest=latest, instead=(self.SPEC.slug, "tell_date"))
        if not state.investigation.is_done and not state.investigation.assignments:
            yield NoInvestigationNeeded(urgent_work=True)
        yield TaskGiven(**{**self.model_dump(), "due": due}, task=f"t{state.work.given + 1}", urgent=True)


@action(
    label=say("Give a returned task anew", "重新下达任务"),
    rules=("R12.7", "R9.3"),
    roles=STAFF,
    when=(*in_hand, has_returned_task),
    refuses=("R9.3", "R12.7", "R12.9", "R12.17"),
)
class GiveTaskAnew(_Assigning):
    """A task that was returned goes to whose it is, or back with what was missing; no case waits without an owner."""

    task: str = ask("Task", "任务", min_length=1)
    due: Instant | None = ask("Due; empty: the same day", "时限（空：当日）", default=None)
    words: PersonalText = ask("What was missing, or why it is theirs", "补充信息或指派理由", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Theirs now; its clocks start anew."""
        known = open_task(state, at, self.task, again=(self.SPEC.slug, "withdraw_task"))
        if not known.returned:
            raise Refused(
                "R12.7", NOT_RETURNED, task=self.task, holder=known.department or known.person,
                instead=("withdraw_task", self.SPEC.slug),
            )  # fmt: skip
        check_doer(state, at, self.department, self.person, self.SPEC.slug)
        yield TaskReassigned(
            task=self.task, department=self.department, person=self.person, words=self.words,
            due=due_or_today(state, at, self.due, self.SPEC.slug),
        )  # fmt: skip

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the task was given."""
        return earliest_task(complaint)


@action(
    label=say("Withdraw a task", "撤销任务"),
    rules=("R9.3", "R9.6"),
    roles=STAFF,
    when=(*in_hand, has_any_task),
    refuses=("R9.3", "CK9"),
)
class WithdrawTask(ComplaintAction):
    """It is not to be done any more; the others are."""

    task: str = ask("Task", "任务", min_length=1)
    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """One task less."""
        open_task(state, at, self.task, again=(self.SPEC.slug,))
        yield TaskWithdrawn(task=self.task, reason=self.reason)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the task was given."""
        return earliest_task(complaint)


ACTIONS = (GiveTask, GiveUrgentTask, GiveTaskAnew, WithdrawTask)
