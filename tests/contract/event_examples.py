"""Makes an example of any event from its declared fields: every field filled, the same each time."""

import types
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from pydantic import BaseModel

from shared.decision.event import Author, Event, Record, record_type
from shared.vocabulary.personal import Personal
from shared.vocabulary.roles import Level, Role

AT = datetime(2026, 3, 3, 1, 15, tzinfo=UTC)
PLAIN: Mapping[Any, Any] = {
    bool: True, int: 2, float: 0.5, str: "LP", datetime: AT, date: AT.date(), time: time(8, 30),
    timedelta: timedelta(minutes=5), UUID: UUID("00000000-0000-4000-8000-0000000e0001"), type(None): None, Any: "LP",
}  # fmt: skip

DIGEST = "0" * 64
NAMED: Mapping[str, Any] = {
    "zone": "Asia/Shanghai", "Span.since": time(7), "phones": ("138 0000 0000",), "month": "2026-03",
    "DailyLogSigned.digest": DIGEST, "MonthSubmitted.digest": DIGEST, "MonthSubmitted.words": DIGEST,
}  # fmt: skip
"""Fields whose type alone does not say what may stand in them."""


def example(event: type[Event]) -> Record[Any]:
    """A record of this event, made of JSON as the log would hold it."""
    record = record_type(event).model_construct(
        occurred_at=AT, recorded_at=AT, by=Author(id="lin", role=Role.RECEPTIONIST, level=Level.RECEPTION),
        action=None, cause=None, event=event.model_validate(_fields(event)),
    )  # fmt: skip
    return record_type(event).model_validate_json(record.to_bytes())


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    hinted = {name: field.rebuild_annotation() for name, field in model.model_fields.items()}
    named = {name: NAMED.get(f"{model.__name__}.{name}", NAMED.get(name)) for name in hinted}
    return {name: _value(hint) if named[name] is None else named[name] for name, hint in hinted.items()}


def _value(hint: Any) -> Any:
    if hint in PLAIN:
        return PLAIN[hint]
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return (
            "电梯又停了" if args[0] is str and any(isinstance(mark, Personal) for mark in args[1:]) else _value(args[0])
        )
    if origin in {Union, types.UnionType}:
        return _value(args[0])
    if origin is Literal:
        return args[0]
    return _made(hint, origin, args)


def _made(hint: Any, origin: Any, args: tuple[Any, ...]) -> Any:
    if origin in _FILLED:
        return _FILLED[origin](args)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return hint.model_validate(_fields(hint))
    if isinstance(hint, type) and is_dataclass(hint):
        return hint(**{name: _value(part) for name, part in get_type_hints(hint).items()})
    raise TypeError(f"say in PLAIN what an example of {hint} is")


def _mapping(args: tuple[Any, ...]) -> dict[Any, Any]:
    keys = get_args(args[0]) if get_origin(args[0]) is Literal else (_value(args[0]),)
    return {key: _value(args[1]) for key in keys}


_FILLED: Mapping[Any, Callable[[tuple[Any, ...]], Any]] = {
    tuple: lambda args: tuple(_value(arg) for arg in args if arg is not ...),
    list: lambda args: [_value(args[0])],
    frozenset: lambda args: frozenset({_value(args[0])}),
    dict: _mapping,
    Mapping: _mapping,
}
