"""What a reaction is asked, and what it may answer: acts through the door, and notices to people."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from shared.complaint.actions.base import ComplaintAction
from shared.complaint.clocks.running import Policy
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.state import Complaint
from shared.decision.event import Record
from shared.eventstore.log import Entry
from shared.notices.notice import Tell


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact with the case around it."""

    case: UUID
    record: Record[Any]
    before: Complaint  #: the case without it
    after: Complaint  #: the case with it
    history: Callable[[], Sequence[Record[Any]]]  #: the whole case up to it; read when it is asked for
    other: Callable[[UUID], Sequence[Record[Any]]]  #: another case as it stood when this fact was recorded
    policy: Policy  #: the directory as it was at any moment, for what is worked out from the history


@dataclass(frozen=True, slots=True)
class Act:
    """What is to be done to a case: this one or another."""

    target: UUID
    order: ComplaintAction


Output = Act | Tell


class Reactions(Protocol):
    """What one service does by itself: pure, but for what it must look up in views of its own."""

    @property
    def name(self) -> str:
        """The first part of the name of the file that keeps the place, like `reactions`."""
        ...

    @property
    def concerns(self) -> frozenset[type[ComplaintEvent]]:
        """The facts from which anything may follow; no other is looked at."""
        ...

    async def follows(self, entry: Entry, fact: Fact) -> Iterable[Output]:
        """What follows from one fact."""
        ...
