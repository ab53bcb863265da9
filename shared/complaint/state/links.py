"""P12: what a case has to do with others: parent and children, duplicates, repeats, transfers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Other:
    """Another case, with when it was received: the one received earlier survives (R12.6a)."""

    case: UUID
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Links:
    """The other cases of this one (R12.4 to R12.6a, R12.11b). No decision ever sees a second complaint."""

    parent: UUID | None = None
    follows_parent: bool = False  #: it can take in what its parent does: on P5 (R12.5b)
    parents_findings: int = 0  #: version of the newest findings of the parent that reached this case (R12.5b)
    parents_proposal: int = 0  #: … of the newest proposal
    parent_is_done: bool = False  #: the parent's work is complete: what is agreed here is complete with it (R12.5b)
    children: frozenset[UUID] = frozenset()
    is_incident_record: bool = False  #: raised by staff without a customer (R12.5a)
    duplicate_of: UUID | None = None  #: the case that survives this one
    duplicates: tuple[Other, ...] = ()  #: cases closed as duplicates of this one
    returned: tuple[Other, ...] = ()  #: … that are open again since this one was cancelled or withdrawn (R12.6a)
    proposed_over: frozenset[UUID] = frozenset()  #: cases that this one is proposed to survive
    transferred_from: UUID | None = None  #: the case of the site that this one was received from (R12.11b)
    transferred_to: UUID | None = None  #: the case of the site where the matter is handled now
    moving_to: str | None = None  #: the site to which the case is on its way
    sent_back_by: UUID | None = None  #: the case of the site that sent this one back
    other_site: str = ""  #: the site of the case that this one came from, or came back from
    settled: bool = False  #: level 3 decided to which site it belongs
    arrived_at: datetime | None = None  #: when it came from another site: nothing here happened before (CK9)
    suggested: tuple[Other, ...] = ()  #: later cases suggested as repeats, neither confirmed nor dismissed (R12.4)
    repeats_suggested: frozenset[UUID] = frozenset()  #: … those that hold the quiet week (R10.5)
    repeats: tuple[Other, ...] = ()  #: later cases confirmed as repeats of this one
    repeat_of: UUID | None = None  #: the earlier case that this one repeats

    def duplicate(self, case: UUID) -> Other | None:
        """A duplicate of this case."""
        return next((other for other in self.duplicates if other.case == case), None)
