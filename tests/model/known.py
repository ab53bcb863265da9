"""What a form can speak about, and the words, people and departments that are put into forms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from shared.complaint.clocks.running import ClockRun
from shared.complaint.state import Complaint
from shared.decision.event import Record
from tests.support.cast import SHANGHAI

PEOPLE = ("lin", "mei", "zhou", "he", "qian", "wu")
DEPARTMENTS = ("LP-engineering", "LP-lifts", "LP-cleaning")


@dataclass(frozen=True)
class Known:
    """A case at a moment."""

    complaint: Complaint
    records: Sequence[Record[Any]]
    now: datetime
    missed: tuple[ClockRun, ...]  #: clocks that stand missed

    @property
    def today(self) -> date:
        """The local day."""
        return self.now.astimezone(SHANGHAI).date()
