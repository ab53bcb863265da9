"""Which orders bring a directory to what a file says, in an order in which each is allowed.

Phase by phase: first what comes into being or changes, parents first; then the roster, then opening (R8.5),
absences, limits; what goes is retired last, children first. Each order is carried out on a copy at once, by the
very decision that the desk will take: what it would refuse is a problem of the file, with its line.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from shared.decision.moment import Caller, Moment
from shared.decision.refusal import Refused
from shared.directory.actions.base import DirectoryAction
from shared.directory.document import categories, company, people, sites
from shared.directory.document.model import Document, Path
from shared.directory.document.reading import DocumentError, Problem
from shared.directory.state import Directory
from shared.vocabulary.ids import DESK
from shared.vocabulary.roles import Role
from shared.vocabulary.text import Lang

Step = tuple[Path, DirectoryAction]
Phase = Callable[[Directory, Document], Iterator[Step]]

PHASES: tuple[Phase, ...] = (
    company.company,
    company.words,
    categories.present,
    sites.present,
    people.departments_present,
    people.people_present,
    people.deputies_and_heads,
    people.duty,
    sites.opened,
    people.absences,
    company.limits,
    people.people_gone,
    people.departments_gone,
    categories.gone,
    sites.gone,
)

_WHENEVER = datetime(2000, 1, 1, tzinfo=UTC)  # no decision of the directory looks at the time
_BY = Caller(DESK, Role.ADMINISTRATOR)


def difference(directory: Directory, document: Document) -> list[DirectoryAction]:
    """The orders, empty when the directory is so already. Raises DocumentError for what a rule refuses."""
    orders: list[DirectoryAction] = []
    for phase in PHASES:
        for path, order in list(phase(directory, document)):
            try:
                directory = carried_out(directory, order)
            except Refused as no:
                raise DocumentError(Problem(document.line(path), path, _sentence(no))) from no
            orders.append(order)
    return orders


def carried_out(directory: Directory, order: DirectoryAction) -> Directory:
    """The directory after an order. Raises Refused."""
    after = directory
    for event in order.decide(directory, Moment(_WHENEVER, _WHENEVER, _BY, directory)):
        after = event.counted(after)
    return after


def _sentence(no: Refused) -> str:
    return f"{no.reason.to(Lang.EN)} ({no.reason.rule})"
