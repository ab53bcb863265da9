"""The shape of every fact about a complaint."""

from collections.abc import Iterable
from functools import cache
from typing import ClassVar

from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.clocks.run import CarriedRun
from shared.complaint.state import Complaint
from shared.decision.event import Event, Stamp
from shared.vocabulary.axes import Route


class ComplaintEvent(Event):
    """A fact about one complaint: its effect on the state and what it means to the clocks."""

    INTERNAL: ClassVar[bool] = False  #: never shown to the customer (R12.29)
    BRINGS_CLOCKS: ClassVar[bool] = False  #: carries runs of clocks that began on a case of another site (R12.11b)

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The state after this fact; replaces only the record of its own chapter, the ladder or the round."""
        del stamp
        return state

    def brought(self) -> tuple[CarriedRun, ...]:
        """The runs that it brings along, where it says that it brings any."""
        return ()

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """What this fact starts, satisfies, cancels or moves; `before` and `after` are the states around it."""
        del before, after
        return ()


def assignment_wanted(after: Complaint) -> tuple[Marked, ...]:
    """Somebody is to be charged with the investigation (R6.2): on P5, unless somebody is or nobody has to be."""
    begun = after.investigation.none_needed or bool(after.investigation.assignments)
    wanted = after.facts.route is Route.AGREED and not begun
    return marked(Mark.ASSIGNMENT_WANTED) if wanted else ()


def contact(*, first_contact: bool) -> tuple[Marked, ...]:
    """What a contact with the customer means: it says how it stands (R5.2), and answers an urge (R12.8).

    `first_contact`: the accepting person made it, which R8.2 waits for; see `is_first_contact`.
    """
    said = marked(Mark.NOTICE, Mark.URGE_ANSWERED)
    return (*said, Marked(Mark.CUSTOMER_REACHED)) if first_contact else said


@cache
def marked(*marks: Mark) -> tuple[Marked, ...]:
    """Marks that belong to the case or its round."""
    return tuple(Marked(mark) for mark in marks)
