"""P7: the customer's demand, the proposals and what was said to them, the final position."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the customer wants, what was proposed, and the answer."""

    demand_at: datetime | None = None  #: when demand, reason and state of mind were recorded (R7.0)
    made: int = 0  #: proposals so far; the next one's id is one more
    told: str | None = None  #: id of the proposal that waits for an answer
    told_at: datetime | None = None
    accepted: str | None = None  #: id of the accepted, decided or not-objected one
    rejected: int = 0  #: rejections so far
    rejected_at_top: int = 0  #: … of proposals told at the top level (R7.6)
    asks: int = 0  #: asks after the silence, on different days (R7.4)


@dataclass(frozen=True, slots=True)
class FinalPosition:
    """R7.6: the final position, and the wait for a new fact."""

    given_at: datetime | None = None
