"""What amendments put right (R12.29): the value that holds now stands where the wrong one stood; auditors read both."""

from collections.abc import Iterator, Sequence
from typing import Any

from shared.complaint.events.p12_amending import Amended, StatementAmended, WordsAmended
from shared.decision.event import Event, Record

Where = tuple[int, str]
"""Version of a record and the name of a field of its event."""


AMENDING = (Amended, StatementAmended, WordsAmended)
"""The facts that put something right."""


def put_right(records: Sequence[Record[Any]]) -> dict[Where, Any]:
    """For every value of the history that was wrong: the one that holds now."""
    right: dict[Where, Any] = {}
    for version, record in enumerate(records, start=1):
        if isinstance(record.event, WordsAmended):
            right[record.event.version, record.event.field] = record.event.text
        for field, value in supersedes(record.event):
            for earlier in range(1, version):
                if field in type(records[earlier - 1].event).model_fields:
                    right[earlier, field] = value
    return {where: value for where, value in right.items() if getattr(records[where[0] - 1].event, where[1]) != value}


def supersedes(event: Event) -> Iterator[tuple[str, Any]]:
    """Fields of all earlier records that hold something else from now on, with what they hold."""
    if isinstance(event, StatementAmended):
        yield "statement", event.statement
    if isinstance(event, Amended):
        if event.unit or event.no_unit:
            yield "unit", event.unit
        if event.channel is not None:
            yield "channel", event.channel
        if event.customer is not None or event.anonymous:
            yield "customer", event.customer
