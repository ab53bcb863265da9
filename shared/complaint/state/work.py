"""P9: the accepted solution, its dates, its tasks, and the completion."""

from dataclasses import dataclass
from datetime import datetime

from shared.decision.replacing import replace
from shared.vocabulary.work import Extended, Pausable


@dataclass(frozen=True, slots=True)
class Task:
    """Something that is still to be done, and by whom (R9.3): a department or contractor, or a person."""

    id: str  #: "t1", "t2" … within the case; the scope of its clocks
    given_at: datetime
    due: datetime | None = None  #: None: given before tasks said it, by 24:00 of the local date
    department: str | None = None  #: of ours or a contractor
    person: str | None = None
    urgent: bool = False  #: given before an agreement (R9.6)
    makes_safe: bool = False  #: survives a closing as a task of the site (CK6)
    returned: bool = False  #: given back (R12.7): the receiver gives it to somebody else or withdraws it


@dataclass(frozen=True, slots=True)
class Pause:
    """One pause of a clock (CK7)."""

    clock: Pausable
    scope: str  #: the task's or assignment's id; "": completion
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Extension:
    """More time that is asked for and not decided yet (R12.24)."""

    what: Extended
    subject: str  #: a task's or assignment's id; "date": the date told to the customer
    due: datetime  #: the due it would be
    days: int  #: … so many later than the one in force


@dataclass(frozen=True, slots=True)
class Work:
    """P9: what is to be done, and how far it is. A new round begins it anew (`next_round`)."""

    accepted_at: datetime | None = None  #: the customer agreed, or it was decided in their place
    to_do: bool = False  #: there is work for what was agreed (R9.3a)
    urgent_since: datetime | None = None  #: work began before an agreement, and the completion clock with it (R9.6)
    held: bool = False  #: the tasks wait for the next acceptance (3.3)
    given: int = 0  #: tasks given so far; the next one's id is one more
    tasks: tuple[Task, ...] = ()  #: neither complete nor withdrawn
    open_tasks: frozenset[str] = frozenset()  #: their ids, as clients of the first version read them
    done: int = 0  #: tasks completed for what is agreed
    returns: int = 0  #: times that a task was returned (R12.7)
    date: datetime | None = None  #: a definite date told by R9.2, the end of its local day
    date_late: bool = False  #: … told after the miss
    dates_told: int = 0
    asked: tuple[Extension, ...] = ()  #: more time asked for (R12.24)
    allowed_until: datetime | None = None  #: up to where a change of the date is granted (R12.24)
    extended: tuple[tuple[str, int], ...] = ()  #: days granted so far, by what they are for (R12.24)
    pauses: tuple[Pause, ...] = ()  #: of this round (CK7)
    work_complete_at: datetime | None = None  #: every task complete (R9.3a)
    told_at: datetime | None = None  #: the customer was told that it is done (R9.1)
    completed_at: datetime | None = None  #: 处理完毕 (R9.3a)
    explained: bool = False  #: … with outcome *explained* (R7.3, R5.3a b)
    tell_since: datetime | None = None  #: progress changed what the customer was told, and they do not know (R9.4)

    @property
    def is_done(self) -> bool:
        """Every task is complete, or there was nothing to do (R9.3a)."""
        agreed = self.accepted_at is not None
        return not self.tasks and ((agreed and not self.to_do) or (self.done > 0 and (agreed or self.is_urgent)))

    @property
    def is_urgent(self) -> bool:
        """Work goes on before an agreement (R9.6)."""
        return self.urgent_since is not None and self.accepted_at is None

    def granted(self, subject: str) -> int:
        """Days granted so far; extensions add up (R12.24)."""
        return sum(days for known, days in self.extended if known == subject)

    def task(self, task: str) -> Task | None:
        """The open task of this id."""
        return next((found for found in self.tasks if found.id == task), None)

    def plus(self, task: Task) -> "Work":
        """With one task more."""
        return self._with((*self.tasks, task))

    def with_task(self, task: Task) -> "Work":
        """With this task as it is now."""
        return self._with(tuple(task if known.id == task.id else known for known in self.tasks))

    def without(self, task: str) -> "Work":
        """Without a task that is complete or withdrawn."""
        return self._with(tuple(known for known in self.tasks if known.id != task))

    def next_round(self) -> "Work":
        """As a new round begins: what makes something safe goes on (CK6), and ids are never used again."""
        safe = tuple(task for task in self.tasks if task.makes_safe)
        return Work(given=self.given, returns=self.returns, tasks=safe, open_tasks=_ids(safe))

    def _with(self, tasks: tuple[Task, ...]) -> "Work":
        return replace(self, tasks=tasks, open_tasks=_ids(tasks))


def _ids(tasks: tuple[Task, ...]) -> frozenset[str]:
    return frozenset(task.id for task in tasks)
