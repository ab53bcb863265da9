"""Types of the fields that the directory's events and actions share."""

from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from annotated_types import Len
from pydantic import AfterValidator, StringConstraints

from shared.vocabulary.personal import Personal
from shared.vocabulary.schema import NOT_BLANK, InSchema

LangKey = Literal["en", "zh_Hans", "zh_Hant"]
NameText = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True), NOT_BLANK]

NamesForm = Annotated[dict[LangKey, NameText], Len(min_length=1)]
"""A name in at least one language."""

PersonNames = Annotated[dict[LangKey, NameText], Len(min_length=1), Personal()]
"""The name of one of ours: shown, never in ids, logs or public events."""

_WORDS_LENGTH = 2_000

WordsText = Annotated[str, StringConstraints(min_length=1, max_length=_WORDS_LENGTH, strip_whitespace=True), NOT_BLANK]

WordsForm = Annotated[dict[LangKey, WordsText], Len(min_length=3)]
"""Words in all three languages: none falls back to another (R1.6)."""


def _known_zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise ValueError(f"{name!r} is no time zone of the IANA database") from unknown


ZoneName = Annotated[
    str, StringConstraints(max_length=64), AfterValidator(_known_zone), InSchema(format="iana-time-zone")
]
"""Name of an IANA time zone, such as Asia/Shanghai."""
