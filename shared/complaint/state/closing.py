"""P11: rounds, judged closed, closed."""

from dataclasses import dataclass
from datetime import datetime

from shared.complaint.state.moments import NEVER
from shared.vocabulary.axes import ClosingReason


@dataclass(frozen=True, slots=True)
class Round:
    """From receipt, reopening or an unsatisfied follow-up to the next."""

    number: int = 1
    started_at: datetime = NEVER


@dataclass(frozen=True, slots=True)
class Closing:
    """P11: judged closed and closed are two facts."""

    judged_at: datetime | None = None
    reason: ClosingReason | None = None
    closed_at: datetime | None = None
    decided_by: str | None = None  #: who cancelled it, or confirmed the withdrawal (R12.11)
    before_void: "Closing | None" = None  #: the closing that held before it became void (R12.6a)
    first_judged_at: datetime | None = None  #: the first duration is measured to it (R11.1, R11.4)
    first_closed_at: datetime | None = None
