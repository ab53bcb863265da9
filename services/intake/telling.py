"""Records as people read them: who did what when; without what this reader may not see (R12.29)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from shared.complaint.kind import COMPLAINT
from shared.decision.event import Record
from shared.vocabulary.roles import Role
from shared.vocabulary.text import Lang
from shared.vocabulary.time import local_date
from shared.web.shown import plain

OLD_VALUES = frozenset({"before"})
"""Fields of an amendment that hold what stood there; auditors read them."""


def told(records: Sequence[Record[Any]], reader: Role, lang: Lang, zone: ZoneInfo) -> list[dict[str, Any]]:
    """The whole history, first fact first, each with the business time that holds for it now (CK9)."""
    holds = COMPLAINT.timeline(records)
    return [
        _told(version, record, now.occurred_at, reader, lang, zone)
        for version, (record, now) in enumerate(zip(records, holds, strict=True), start=1)
    ]


def _told(
    version: int, record: Record[Any], occurred_at: datetime, reader: Role, lang: Lang, zone: ZoneInfo
) -> dict[str, Any]:
    event = record.event
    hidden = sorted(_hidden(event, reader))
    corrected = reader is Role.AUDITOR and occurred_at != record.occurred_at
    return {
        "version": version,
        "topic": event.TOPIC,
        "label": event.LABEL.to(lang),
        "occurred_at": plain(occurred_at),
        "occurred_at_before": plain(record.occurred_at) if corrected else None,
        "recorded_at": plain(record.recorded_at),
        "late": local_date(record.recorded_at, zone) > local_date(occurred_at, zone),
        "by": record.by.model_dump(mode="json"),
        "action": record.action,
        "cause": None if record.cause is None else record.cause.model_dump(mode="json"),
        "facts": event.model_dump(mode="json", exclude=set(hidden)),
        "hidden": hidden,
    }


def _hidden(event: Any, reader: Role) -> Iterator[str]:
    """What this reader does not see: old values but for auditors; internal notes on the way to the customer."""
    if reader is not Role.AUDITOR:
        yield from OLD_VALUES & type(event).model_fields.keys()
    if reader is Role.INTEGRATOR and event.INTERNAL:
        yield from type(event).model_fields
