"""Tasks named in an order: whose they are, who may be given one, and by when (R9.3)."""

from datetime import datetime

from shared.complaint.actions.base import At
from shared.complaint.actions.people import working_here
from shared.complaint.state import Complaint, Task
from shared.decision.guard import Guard
from shared.decision.moment import Caller
from shared.decision.refusal import Refused
from shared.vocabulary.text import say
from shared.vocabulary.time import end_of_day

NO_SUCH = say("No open task has the id {task}; open are: {open}.", "没有编号为 {task} 的未完任务；未完任务：{open}。")
NOT_YOURS = say("Task {task} is not yours.", "任务 {task} 不属于您。")
IS_RETURNED = say("Task {task} was returned; it is given anew or withdrawn.", "任务 {task} 已退回，须重新下达或撤销。")
BEFORE_GIVEN = say(
    "It cannot have happened at {occurred}, before task {task} was given at {earliest}.",
    "发生时间 {occurred} 不能早于任务 {task} 的下达时间 {earliest}。",
)
WHO = say(
    "Say who does it: one department or contractor, or one person.", "请指定由谁办理：一个部门或外包单位，或一名人员。"
)
NO_DEPARTMENT = say(
    "No department or contractor {department} works at site {site}.",
    "项目 {site} 没有部门或外包单位 {department}。",
)
PAST = say("The due {due} lies before the task is given.", "时限 {due} 早于任务下达时间。")


def alive(complaint: Complaint) -> tuple[Task, ...]:
    """The tasks that are still to be done; of a case judged closed only those that make something safe (CK6)."""
    tasks = complaint.work.tasks
    return tasks if complaint.closing.judged_at is None else tuple(task for task in tasks if task.makes_safe)


def speaks_for(task: Task, by: Caller) -> bool:
    """Whether the caller may report on a task: whoever has it, or any of the staff (section 1, R12.9)."""
    own_department = by.department is not None and by.department == task.department
    return by.level is not None or own_department or by.id == task.person


def has_own_task(complaint: Complaint, by: Caller) -> bool:
    """Whether any open task may be reported on by this caller."""
    return any(speaks_for(task, by) for task in alive(complaint))


def has_own_work(complaint: Complaint, by: Caller) -> bool:
    """Whether a department or contractor has a task or an investigation in this case: else they know nothing of it."""
    charged = complaint.investigation.assignments
    mine = any(by.id == one.head or (by.department is not None and by.department == one.department) for one in charged)
    return mine or has_own_task(complaint, by)


has_task = Guard(
    "R9.3",
    say("No task is open on this case.", "该投诉没有未完任务。"),
    lambda c: bool(alive(c)),
    instead=("give_task", "give_urgent_task", "write_note"),
)
has_own = Guard(
    "R9.3",
    say("No open task of this case is yours.", "该投诉没有由您承办的未完任务。"),
    lambda _: True,
    of_caller=has_own_task,
    instead=(),  # of a case without a task of theirs, a department sees nothing and does nothing
)


def task_of(complaint: Complaint, at: At, code: str, *, again: tuple[str, ...]) -> Task:
    """The open task of this id, the caller's to speak about and not returned; `again`: ways out. Raises Refused."""
    task = open_task(complaint, at, code, again=again)
    if task.returned:
        raise Refused("R12.7", IS_RETURNED, task=code, instead=("give_task_anew", "withdraw_task", *again))
    return task


def open_task(complaint: Complaint, at: At, code: str, *, again: tuple[str, ...]) -> Task:
    """The open task of this id, returned or not. Raises Refused."""
    tasks = alive(complaint)
    task = next((task for task in tasks if task.id == code), None)
    if task is None:
        known = tuple(task.id for task in tasks if speaks_for(task, at.by))
        raise Refused("R9.3", NO_SUCH, task=code, open=known, instead=again)
    if not speaks_for(task, at.by):
        raise Refused("R9.3", NOT_YOURS, task=code, instead=again)
    if at.occurred_at < task.given_at:
        raise Refused("CK9", BEFORE_GIVEN, task=code, occurred=at.occurred_at, earliest=task.given_at, instead=again)
    return task


def check_doer(complaint: Complaint, at: At, department: str | None, person: str | None, again: str) -> None:
    """One department or contractor, or one person, of this site and not complained about. Raises Refused."""
    if (department is None) == (person is None):
        raise Refused("R9.3", WHO, instead=(again,))
    if department is not None:
        _check_department(complaint, at, department, again)
    elif person is not None:
        working_here(complaint, at, person)


def _check_department(complaint: Complaint, at: At, code: str, again: str) -> None:
    site, department = complaint.reception.site, at.directory.departments.get(code)
    if department is None or not department.active or department.site not in (None, site):
        raise Refused("R9.3", NO_DEPARTMENT, department=code, site=site, instead=(again,))


def due_or_today(complaint: Complaint, at: At, due: datetime | None, again: str) -> datetime:
    """The due that was asked for, else 24:00 of today at the site. Raises Refused for one that is past."""
    if due is not None and due <= at.occurred_at:
        raise Refused("R9.3", PAST, due=due, instead=(again,))
    return due or today(complaint, at)


def today(complaint: Complaint, at: At) -> datetime:
    """24:00 of the site's local day (CK1)."""
    return end_of_day(at.occurred_at, at.directory.sites[complaint.reception.site].zone)


def earliest_task(complaint: Complaint) -> datetime:
    """Not before the first of the open tasks was given (CK9); of the task meant, `open_task` sees to it."""
    return min((task.given_at for task in complaint.work.tasks), default=complaint.reception.received_at)
