"""Facts as JSON for machines, and as words in the caller's language and the site's time for people."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, tzinfo
from enum import Enum
from typing import Any

from shared.vocabulary.text import Lang, Say

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def plain(value: Any) -> Any:
    """A fact as JSON has it: moments RFC 3339 in UTC, enumerations by their stored value."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case Enum() | Say():
            return value.value if isinstance(value, Enum) else value.en
        case str() | int() | float() | None:
            return value
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case Iterable():
            return [plain(item) for item in value]
    return str(value)  # dates, times of day, ids


def in_words(value: Any, lang: Lang, zone: tzinfo | None = None) -> Any:
    """A fact as a sentence shows it: `3月3日 09:00` in the site's zone, an enumeration's words, a list by commas."""
    match value:
        case datetime():
            return _moment(value.astimezone(zone or UTC), lang)
        case Say():
            return value.to(lang)
        case Enum() if isinstance(words := getattr(value, "words", None), Say):
            return words.to(lang)
        case list() | tuple() | frozenset() | set():
            return ("、" if lang is not Lang.EN else ", ").join(str(in_words(item, lang, zone)) for item in value)
        case _:
            return value


def _moment(local: datetime, lang: Lang) -> str:
    if lang is Lang.EN:
        return f"{local.day} {_MONTHS[local.month - 1]} {local:%H:%M}"
    return f"{local.month}月{local.day}日 {local:%H:%M}"
