"""What happened to a case at another site before it came from there, as rows of its own (R12.11b).

Nothing in them is new: they are that site's facts, known here from the transfer's recording on. So every set, column
and rate of the case reads them as it reads any others, for every month and as of any T.
"""

from collections.abc import Iterator
from typing import Any

from services.reporting.projection.cases import Cases, in_business_order
from shared.complaint.actions.p12_transfer import CancelTransferred, ReceiveByTransfer
from shared.complaint.events.p12_amending import WordsAmended
from shared.complaint.events.p12_transfer import ReceivedByTransfer
from shared.decision.event import Record
from shared.eventstore.log import Entry

APART = 1_000_000
"""Their versions lie below zero, apart for each transfer, in the order in which the facts were entered there."""
CARRYING = frozenset({ReceiveByTransfer.SPEC.slug, CancelTransferred.SPEC.slug})
"""What the desk does for a transfer is of the one case only."""

Elsewhere = Iterator[tuple[int, Record[Any]]]


def elsewhere(entry: Entry, event: ReceivedByTransfer, cases: Cases) -> Elsewhere:
    """The facts that a transfer brings, with the versions that they have here, times corrected (CK9)."""
    first = 1 - APART * entry.version
    yield from enumerate(_facts(event, cases, first), first)


def _facts(event: ReceivedByTransfer, cases: Cases, first: int) -> Iterator[Record[Any]]:
    """The facts of the case it came from, those before an earlier return of it in their place."""
    places: dict[int, int] = {}
    number = first
    for version, record in sorted(in_business_order(cases.history(event.case, event.upto))):
        if version <= event.since:
            continue
        if isinstance(record.event, ReceivedByTransfer):
            for earlier in _facts(record.event, cases, number):
                number += 1
                yield earlier
        elif record.action not in CARRYING:
            places[version] = number
            number += 1
            yield _with_place(record, places)


def _with_place(record: Record[Any], places: dict[int, int]) -> Record[Any]:
    """What puts words of a record right names that record by its version here (R12.29)."""
    event = record.event
    if not isinstance(event, WordsAmended) or event.version not in places:
        return record
    return record.model_copy(update={"event": event.model_copy(update={"version": places[event.version]})})
