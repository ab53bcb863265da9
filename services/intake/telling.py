"""Records as people read them: who did what when; without what this reader may not see (R12.29)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from services.intake.amendments import put_right
from shared.complaint.kind import COMPLAINT
from shared.decision.event import Record
from shared.vocabulary.roles import Role
from shared.vocabulary.text import Lang
from shared.vocabulary.time import local_date
from shared.web.shown import plain


def told(records: Sequence[Record[Any]], reader: Role, lang: Lang, zone: ZoneInfo) -> list[dict[str, Any]]:
    """The whole history, first fact first, each with the business time that holds for it now (CK9).

    What was amended reads as it holds now; an auditor reads it as it was entered.
    """
    holds, right = COMPLAINT.timeline(records), put_right(records)
    return [
        _told(version, record, now.occurred_at, reader, lang, zone)
        | _facts(record, {field: value for (v, field), value in right.items() if v == version}, reader)
        for version, (record, now) in enumerate(zip(records, holds, strict=True), start=1)
    ]


def _told(
    version: int, record: Record[Any], occurred_at: datetime, reader: Role, lang: Lang, zone: ZoneInfo
) -> dict[str, Any]:
    corrected = reader is Role.AUDITOR and occurred_at != record.occurred_at
    return {
        "version": version,
        "topic": record.event.TOPIC,
        "label": record.event.LABEL.to(lang),
        "occurred_at": plain(occurred_at),
        "occurred_at_before": plain(record.occurred_at) if corrected else None,
        "recorded_at": plain(record.recorded_at),
        "late": local_date(record.recorded_at, zone) > local_date(occurred_at, zone),
        "by": record.by.model_dump(mode="json"),
        "action": record.action,
        "cause": None if record.cause is None else record.cause.model_dump(mode="json"),
    }


def _facts(record: Record[Any], right: Mapping[str, Any], reader: Role) -> dict[str, Any]:
    hidden = sorted(_hidden(record.event, reader))
    facts = record.event.model_dump(mode="json", exclude=set(hidden))
    if reader is not Role.AUDITOR:
        facts |= {field: plain(value) for field, value in right.items() if field in facts}
    return {"facts": facts, "amended": sorted(right), "hidden": hidden}


def _hidden(event: Any, reader: Role) -> Iterator[str]:
    """Internal notes do not go to other systems: the next one behind may be the customer."""
    if reader is Role.INTEGRATOR and event.INTERNAL:
        yield from type(event).model_fields
