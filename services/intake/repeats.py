"""Finds what a new case may repeat: same customer, or same unit of the site, same category subtree (R12.4)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from services.intake.repository import SQL, Read
from shared.complaint.actions.p12_repeats import SuggestRepeat, completion_of
from shared.complaint.events.p01_walk_in import ComplaintReceived
from shared.complaint.kind import COMPLAINT
from shared.complaint.state import Complaint
from shared.directory.state import Directory
from shared.handling.door import Door
from shared.handling.policy import LivePolicy
from shared.reacting.fact import Act, Fact
from shared.vocabulary.axes import VOID
from shared.vocabulary.time import days_later

MOST = 50
"""Earlier cases of one customer or unit that are looked at, the newest first."""


@dataclass(frozen=True, slots=True, order=True)
class Earlier:
    """A completed case, ordered by its completion."""

    completed: datetime
    case: UUID
    state: Complaint = field(compare=False)


class Repeats:
    """Suggestions from intake's own views; recorded on the earlier case, judged by a person."""

    def __init__(self, door: Door, policy: LivePolicy, read: Read) -> None:
        """`read` is the views' `reading`."""
        self._door, self._policy, self._read = door, policy, read

    def suggested(self, fact: Fact) -> Iterator[Act]:
        """The newest case completed within `repeat_window` before this receipt, if there is one."""
        event, after = fact.record.event, fact.after
        if not isinstance(event, ComplaintReceived) or event.incident_record or not after.reception.category:
            return
        directory = self._policy.current()
        received = after.reception.received_at
        for earlier in sorted(self._completed(event, fact.case, received), reverse=True):
            if _repeats(earlier, after, directory):
                yield Act(earlier.case, SuggestRepeat(case=fact.case, received_at=received))
                return

    def _earlier(self, event: ComplaintReceived, case: UUID) -> list[UUID]:
        customer = None if event.anonymous or event.customer is None else event.customer.bytes
        asked = {"customer": customer, "site": event.site, "unit": event.unit.strip(), "stream": case.bytes}
        with self._read() as connection:
            rows = connection.execute(SQL["earlier_cases"], {**asked, "limit": MOST}).fetchall()
        return [UUID(bytes=row[0]) for row in rows]

    def _completed(self, event: ComplaintReceived, case: UUID, received: datetime) -> Iterator[Earlier]:
        """Those of them that were completed by then."""
        for earlier in self._earlier(event, case):
            state: Complaint = self._door.held(COMPLAINT, earlier).state
            completed = completion_of(state)
            if completed is not None and completed <= received:
                yield Earlier(completed, earlier, state)


def _repeats(earlier: Earlier, later: Complaint, directory: Directory) -> bool:
    was = earlier.state.reception
    if was.imported or earlier.state.closing.reason in VOID:
        return False
    if not _one_subtree(directory, was.category, later.reception.category):
        return False
    limits = directory.limits(was.site, was.category)
    last = days_later(earlier.completed, limits.days("repeat_window"), directory.sites[was.site].zone)
    return later.reception.received_at <= last


def _one_subtree(directory: Directory, one: str, two: str) -> bool:
    """Whether one of two categories is the other or stands above it."""
    return bool(one) and bool(two) and (one in directory.path(two) or two in directory.path(one))
