"""P9: the accepted solution, its dates, its tasks, and the completion."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Work:
    """P7 to P9: the accepted solution, its tasks, and the completion."""

    accepted_at: datetime | None = None
    given: int = 0  #: tasks given so far; the next one's id is one more
    open_tasks: frozenset[str] = frozenset()
    date: datetime | None = None  #: a definite date told by R9.2, the end of its local day
    dates_told: int = 0
    work_complete_at: datetime | None = None  #: every task complete (R9.3a)
    completed_at: datetime | None = None  #: 处理完毕 (R9.3a)
