"""Where a list goes on: an opaque text that holds the last row's sort key and the list it belongs to."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import Any

from shared.vocabulary.text import say
from shared.web.requests import malformed

NEXT = say("must be a `next` of a list with the same filters", "须为相同筛选条件的列表给出的 `next`")
_MARK = 8
Place = list[str | int | None]
"""The sort key of the last row shown."""


def cursor(place: Place, filters: dict[str, Any]) -> str:
    """A cursor behind a row of the list with these filters."""
    text = json.dumps([_mark(filters), *place], separators=(",", ":"), ensure_ascii=False)
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def place_of(text: str, filters: dict[str, Any], kinds: tuple[type, ...]) -> Place:
    """The sort key in a cursor: one value of each kind. Raises Answered (422) for one that is not of this list."""
    mark: object
    place: Place
    try:
        mark, *place = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, TypeError):
        mark, place = None, []
    right = len(place) == len(kinds) and all(type(v) is kind for v, kind in zip(place, kinds, strict=True))
    if mark != _mark(filters) or not right:
        malformed("query", "cursor", NEXT)
    return place


def _mark(filters: dict[str, Any]) -> str:
    known = {name: value for name, value in filters.items() if value is not None}
    return sha256(json.dumps(known, sort_keys=True, default=str).encode()).hexdigest()[:_MARK]
