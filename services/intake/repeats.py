"""Finds what a new case may repeat: same customer, or same unit of the site, same category subtree (R12.4)."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from services.intake.reactions import Act, Fact
from services.intake.repository import SQL, Read
from shared.complaint.actions.p12_repeats import SuggestRepeat, completion_of
from shared.complaint.events.p01_walk_in import ComplaintReceived
from shared.complaint.kind import COMPLAINT
from shared.complaint.state import Complaint
from shared.directory.state import Directory
from shared.handling.door import Door
from shared.handling.policy import LivePolicy
from shared.vocabulary.axes import VOID
from shared.vocabulary.time import days_later

MOST = 50
"""Earlier cases of one customer or unit that are looked at, the newest first."""


class Repeats:
    """Suggestions from intake's own views; recorded on the earlier case, judged by a person."""

    def __init__(self, door: Door, policy: LivePolicy, read: Read) -> None:
        """`read` is the views' `reading`."""
        self._door, self._policy, self._read = door, policy, read

    def suggested(self, fact: Fact) -> Iterator[Act]:
        """The newest case completed within `repeat_window` before this receipt, if there is one."""
        event, after = fact.record.event, fact.after
        if not isinstance(event, ComplaintReceived) or not after.reception.category:
            return
        directory = self._policy.current()
        received = after.reception.received_at
        found = [case for case in self._earlier(event, fact.case) if self._repeats(case, after, directory)]
        if found:
            newest = max(found, key=lambda case: (self._completed(case) or received, case))
            yield Act(newest, SuggestRepeat(case=fact.case, received_at=received))

    def _earlier(self, event: ComplaintReceived, case: UUID) -> list[UUID]:
        customer = None if event.anonymous or event.customer is None else event.customer.bytes
        asked = {"customer": customer, "site": event.site, "unit": event.unit.strip(), "stream": case.bytes}
        with self._read() as connection:
            rows = connection.execute(SQL["earlier_cases"], {**asked, "limit": MOST}).fetchall()
        return [UUID(bytes=row[0]) for row in rows]

    def _state(self, case: UUID) -> Complaint:
        state: Complaint = self._door.held(COMPLAINT, case).state
        return state

    def _completed(self, case: UUID) -> datetime | None:
        return completion_of(self._state(case))

    def _repeats(self, case: UUID, later: Complaint, directory: Directory) -> bool:
        earlier, received = self._state(case), later.reception.received_at
        completed = completion_of(earlier)
        if completed is None or received < completed or earlier.reception.imported or earlier.closing.reason in VOID:
            return False
        if not _one_subtree(directory, earlier.reception.category, later.reception.category):
            return False
        limits = directory.limits(earlier.reception.site, earlier.reception.category)
        zone = directory.sites[earlier.reception.site].zone
        return received <= days_later(completed, limits.days("repeat_window"), zone)


def _one_subtree(directory: Directory, one: str, two: str) -> bool:
    """Whether one of two categories is the other or stands above it."""
    return bool(one) and bool(two) and (one in directory.path(two) or two in directory.path(one))
