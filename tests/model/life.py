"""A case that a program drives: what is on record, the state, and the same as plain facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shared.complaint.kind import COMPLAINT
from shared.complaint.state import Complaint
from shared.decision.event import Record
from tests.model.facts import Fact, read


@dataclass(frozen=True)
class Life:
    """One case so far."""

    records: tuple[Record[Any], ...] = ()
    facts: tuple[Fact, ...] = ()
    state: Complaint = COMPLAINT.blank

    @classmethod
    def of(cls, records: Sequence[Record[Any]]) -> "Life":
        """What these records tell."""
        return cls().plus(records, COMPLAINT.fold(records))

    def plus(self, new: Sequence[Record[Any]], state: Complaint) -> "Life":
        """With what was decided; the facts are read from the bytes that a log would keep."""
        start = len(self.records) + 1
        told = [read(start + n, record.event.TOPIC, record.to_bytes()) for n, record in enumerate(new)]
        return Life((*self.records, *new), (*self.facts, *told), state)
