"""Orders of every action with drawn fields, sensible and not, for stories that nobody wrote."""

from datetime import datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID

from hypothesis import strategies as st
from pydantic import ValidationError

from shared.decision.action import Action
from shared.vocabulary.personal import Personal
from tests.support.cast import HG, LP, STAFF, ms_wang
from tests.support.desk import when

PEOPLE = tuple(caller.id for caller in STAFF)
CODES = (*PEOPLE, LP, HG, "OLD", "facilities.lift", "noise", "nobody", "t1", "LP-engineering")
DIGEST = "0" * 64

SIMPLE: dict[Any, tuple[Any, ...]] = {
    bool: (True, False),
    int: (0, 1, 2, 3),
    float: (0.5, 1.0),
    UUID: (ms_wang,),
    datetime: (when("09:00"), when("09:30"), when("+1 09:00")),
}


def values(annotation: Any, *, personal: bool = False) -> st.SearchStrategy[Any]:
    """Values of a field by its type."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return values(inner[0], personal=personal or any(isinstance(mark, Personal) for mark in inner[1:]))
    if origin in (Union, UnionType):
        return st.one_of([values(each, personal=personal) for each in inner])
    if origin is tuple:
        return st.lists(values(inner[0]), max_size=2, unique=True).map(tuple)
    return st.sampled_from(_plain(annotation, personal=personal))


def _plain(annotation: Any, *, personal: bool) -> tuple[Any, ...]:
    if annotation is type(None):
        return (None,)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return tuple(annotation)
    if annotation is str:
        return ("as it was said",) if personal else (*CODES, DIGEST)
    return SIMPLE.get(annotation, ("",))


@cache
def _fields(action: type[Action]) -> dict[str, tuple[bool, st.SearchStrategy[Any]]]:
    """For each field, whether it has to be there, and its values."""
    return {
        name: (
            field.is_required(),
            values(field.annotation, personal=any(isinstance(mark, Personal) for mark in field.metadata)),
        )
        for name, field in action.model_fields.items()
    }


@st.composite
def orders(draw: st.DrawFn, action: type[Action]) -> Action | None:
    """An order of one action; None where the form itself says no."""
    form: dict[str, Any] = {}
    for name, (required, drawn) in _fields(action).items():
        if required or draw(st.booleans()):
            form[name] = draw(drawn)
    try:
        return action.model_validate(form)
    except ValidationError:
        return None
