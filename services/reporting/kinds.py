"""What a report keeps of each kind of fact: the few values section 5 needs, and the words for the daily log.

A kind is the middle of a fact's topic (`complaint.verified.v1` → `verified`). A fact of another kind is kept too,
with its author, times and words: the daily log shows every fact (5.6).
"""

import json
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any, get_args

from pydantic import StringConstraints

from shared.decision.event import Event, topic_name
from shared.vocabulary.personal import Personal

KEPT: Mapping[str, tuple[str, ...]] = {
    "received": ("channel", "customer", "anonymous", "unit", "category", "demeanour", "rings", "first_receiver"),
    "verified": ("statement",),
    "statement_corrected": ("statement",),
    "route_chosen": ("route",),
    "answered_on_the_spot": ("answer",),
    "signed": ("valid", "responsible"),
    "signature_declined": ("valid", "responsible"),
    "judged_closed": ("reason",),
    "moved_up": ("person", "to_level", "reason"),
    "handed_over": ("person", "level"),
    "taken_from_seat": ("person", "level"),
    "reopened": ("level",),
    "judgement_taken_back": ("level",),
    "imported": ("closed_at", "category", "channel", "unit"),
    "taken_over": ("owner", "level", "with_reopening"),
    "amended": ("unit", "no_unit", "channel", "customer", "anonymous"),
    "words_amended": ("field", "text"),
    "statement_amended": ("statement",),
    "reclassified": ("category",),
    "assessed": ("severity",),
}
"""Fields of an event that columns, rows and rates read."""

CONTENT = 60
"""Characters of a fact's words in the daily log (5.6, column 8)."""

_LONG = 1_000
"""A text field at least so long holds words; a shorter one holds a name, a phone number or a unit."""


def kind_of(event: type[Event]) -> str:
    """`verified` for `complaint.verified.v1`."""
    return topic_name(event.TOPIC)[0].partition(".")[2]


@cache
def _kept(event: type[Event]) -> tuple[str, ...]:
    """The declared fields and, for the daily log, every enumeration."""
    axes = tuple(name for name, field in event.model_fields.items() if _is_axis(field.annotation))
    return tuple(dict.fromkeys((*KEPT.get(kind_of(event), ()), *axes)))


@cache
def _worded(event: type[Event]) -> tuple[str, ...]:
    """The fields that hold words by or about a person, but no names."""
    return tuple(
        name
        for name, field in event.model_fields.items()
        if any(isinstance(mark, Personal) for mark in field.metadata) and _longest(field.metadata) >= _LONG
    )


def _longest(metadata: list[Any]) -> int:
    return max((mark.max_length or 0 for mark in metadata if isinstance(mark, StringConstraints)), default=0)


def _is_axis(annotation: Any) -> bool:
    types = get_args(annotation) or (annotation,)
    return any(isinstance(one, type) and issubclass(one, Enum) for one in types)


def given(event: Event) -> str:
    """The kept values of a fact as JSON; what says nothing is left out."""
    values = {name: value for name in _kept(type(event)) if (value := getattr(event, name)) not in (None, "", ())}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=str) if values else "{}"


def content(event: Event) -> str:
    """The words of a fact, at most 60 characters."""
    words = "；".join(text for name in _worded(type(event)) if (text := getattr(event, name)))
    words = " ".join(words.split()) if words else ""
    return words if len(words) <= CONTENT else words[: CONTENT - 1] + "…"
