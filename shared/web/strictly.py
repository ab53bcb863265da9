"""A body read strictly: no name twice in an object, and no signs in a text that nobody can see.

Control characters are taken out where a request comes in, before anything is decided or compared: they are never
meant, an older terminal obeys them, and a word with one in it is not found. Tab and line break stay in long texts;
in what is one line (names, units, phone numbers, references) they become a space. What is stored stays as it is.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import BaseModel

LONGEST_LINE = 200
"""A text of at most so many characters is one line."""

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_MAY_HIDE = re.compile(r"\\(?!u(?!00[01789]))|[\x7f-\x9f]")
"""In JSON: an escape other than that of a letter, or a sign not seen; most bodies have none and are done with it."""
_BREAK = re.compile("\r\n?")
_WHITE = re.compile("[\t\n]+")
_TAKEN = object()


class GivenTwice(ValueError):
    """An object has the same name twice: which of the two was meant, nobody can know."""

    def __init__(self, name: str) -> None:
        """The name."""
        self.name = name
        super().__init__(name)


def read_json(data: bytes, number: Callable[[str], float], constant: Callable[[str], Any]) -> Any:
    """JSON without names given twice, its texts without control characters. Raises GivenTwice, ValueError."""
    text = data.decode(json.detect_encoding(data), "surrogatepass")
    found = _decoder(number, constant).decode(text)
    return seen(found) if _MAY_HIDE.search(text) else found


@cache
def _decoder(number: Callable[[str], float], constant: Callable[[str], Any]) -> json.JSONDecoder:
    """Made once: `json.loads` makes one for each text."""
    return json.JSONDecoder(parse_constant=constant, parse_float=number, object_pairs_hook=_once)


def in_lines(form: type[BaseModel], body: Mapping[str, Any]) -> dict[str, Any]:
    """A body whose one-line fields are one line."""
    lines = _one_line(form)
    return {name: _on_one_line(value) if name in lines else value for name, value in body.items()}


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        left = dict(pairs)
        raise GivenTwice(next(name for name, _ in pairs if left.pop(name, _TAKEN) is _TAKEN))
    return found


def seen(value: Any) -> Any:
    """A value without the signs that nobody can see in its texts; a line break is one sign."""
    match value:
        case str():
            return _UNSEEN.sub("", _BREAK.sub("\n", value))
        case dict():
            return {name: seen(item) for name, item in value.items()}
        case list():
            return [seen(item) for item in value]
    return value


def _on_one_line(value: Any) -> Any:
    if isinstance(value, str):
        return _WHITE.sub(" ", value)
    return [_on_one_line(item) for item in value] if isinstance(value, list) else value


@cache
def _one_line(form: type[BaseModel]) -> frozenset[str]:
    """The fields of a form that take short text, alone, in a list, or not at all."""
    fields = form.model_json_schema().get("properties", {})
    return frozenset(name for name, field in fields.items() if _is_short(field))


def _is_short(field: Mapping[str, Any]) -> bool:
    below = [*field.get("anyOf", ()), *([field["items"]] if isinstance(field.get("items"), dict) else [])]
    return field.get("maxLength", LONGEST_LINE + 1) <= LONGEST_LINE or any(map(_is_short, below))
