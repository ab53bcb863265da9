"""P12: what a case has to do with others: parent and children, duplicates, repeats, transfers."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Links:
    """The other cases of this one (R12.4 to R12.6a, R12.11b). No decision ever sees a second complaint."""

    parent: UUID | None = None
    children: frozenset[UUID] = frozenset()
    is_incident_record: bool = False  #: raised by staff without a customer (R12.5a)
    duplicate_of: UUID | None = None
    transferred_from: UUID | None = None
    transferred_to: UUID | None = None
    repeats_suggested: frozenset[UUID] = frozenset()  #: suggested, neither confirmed nor dismissed (R12.4)
