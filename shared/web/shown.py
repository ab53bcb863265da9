"""Facts as JSON for machines, and as words in the caller's language and the site's time for people."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, tzinfo
from enum import Enum
from typing import Any

from shared.vocabulary.text import Lang, Say
from shared.vocabulary.wall import on_the_wall


def plain(value: Any, lang: Lang = Lang.EN) -> Any:
    """A fact as JSON has it: moments RFC 3339 in UTC, enumerations by their stored value."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case Enum() | Say():
            return value.value if isinstance(value, Enum) else value.to(lang)
        case str() | int() | float() | None:
            return value
        case Mapping():
            return {str(key): plain(item, lang) for key, item in value.items()}
        case Iterable():
            return [plain(item, lang) for item in value]
    return str(value)  # dates, times of day, ids


def facts_in_words(facts: Mapping[str, Any], lang: Lang, zone: tzinfo | None = None) -> dict[str, Any]:
    """The facts of one sentence as it shows them; moments of different years say which."""
    years = {fact.astimezone(zone or UTC).year for fact in facts.values() if isinstance(fact, datetime)}
    return {name: in_words(fact, lang, zone, year=len(years) > 1) for name, fact in facts.items()}


def in_words(value: Any, lang: Lang, zone: tzinfo | None = None, *, year: bool = False) -> Any:
    """A fact as a sentence shows it: `3月3日 09:00` in the site's zone, an enumeration's words, a list by commas."""
    match value:
        case datetime():
            return on_the_wall(value, lang, zone or UTC, year=year)
        case Say():
            return value.to(lang)
        case Enum() if isinstance(words := getattr(value, "words", None), Say):
            return words.to(lang)
        case list() | tuple() | frozenset() | set():
            return ("、" if lang is not Lang.EN else ", ").join(
                str(in_words(item, lang, zone, year=year)) for item in value
            )
        case _:
            return value
