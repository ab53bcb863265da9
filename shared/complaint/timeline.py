"""The history with its wrong times put right (CK9). The stored facts stay as they were entered."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from shared.complaint.events.p12_amending import TimeCorrected
from shared.decision.event import Record

History = Sequence[Record[Any]]


def timeline(records: History) -> History:
    """The same records in the same order, each with the business time that holds for it now.

    What one action put on record has one time: a correction that names any of its records moves them all.
    Of several corrections of one entry the last holds.
    """
    corrected = _corrections(records)
    if not corrected:
        return records
    return [_at(record, corrected.get(version)) for version, record in enumerate(records, start=1)]


def entries(records: History) -> Iterator[tuple[int, History]]:
    """What was put on record together: the version of the first record, and the records."""
    start = 0
    for end in range(1, len(records) + 1):
        if end == len(records) or _entry(records[end]) != _entry(records[start]):
            yield start + 1, records[start:end]
            start = end


def entry_of(records: History, version: int) -> History:
    """The records entered together with the one of this version; empty when there is none."""
    for first, together in entries(records):
        if first <= version < first + len(together):
            return together
    return ()


def _corrections(records: History) -> dict[int, datetime]:
    said = {record.event.version: record.event.occurred_at for record in records
            if isinstance(record.event, TimeCorrected)}  # fmt: skip
    if not said:
        return {}
    moved: dict[int, datetime] = {}
    for first, together in entries(records):
        versions = range(first, first + len(together))
        named = [version for version in said if version in versions]
        if named:
            moved |= dict.fromkeys(versions, said[named[-1]])
    return moved


def _entry(record: Record[Any]) -> tuple[object, ...]:
    return record.recorded_at, record.occurred_at, record.action, record.by.id


def _at(record: Record[Any], moment: datetime | None) -> Record[Any]:
    return record if moment is None else record.model_copy(update={"occurred_at": moment})
