"""`field=value` on the command line, read into an action's form by the action's own declaration."""

import json
from typing import Any, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from infra.cli import words as w
from infra.cli.speaking import listed, told
from infra.exits import WrongUsage
from shared.customer.actions import RegisterCustomer
from shared.decision.action import Action

CUSTOMER = "customer"


def form_of(action: type[Action], given: list[str]) -> dict[str, Any]:
    """The JSON form of an action from `field=value` words. Raises WrongUsage, naming the field.

    A list is written with commas. `customer.name=…` and the like describe a new customer's record.
    """
    words = [text.partition("=") for text in given]
    if bad := next((text for text, (_, sign, _) in zip(given, words, strict=True) if not sign), None):
        raise WrongUsage(told(w.NOT_A_FIELD, given=bad, fields=_fields(action)))
    prefix = f"{CUSTOMER}." if CUSTOMER in action.model_fields else "\x00"
    own = {name: value for name, _, value in words if not name.startswith(prefix)}
    new = {name.removeprefix(prefix): value for name, _, value in words if name.startswith(prefix)}
    form = _read(action, own)
    return {**form, CUSTOMER: _read(RegisterCustomer, new, lacking={"site"})} if new else form


def _read(
    action: type[Action], words: dict[str, str], lacking: frozenset[str] | set[str] = frozenset()
) -> dict[str, Any]:
    named = {name.replace("-", "_"): value for name, value in words.items()}
    if unknown := sorted(named.keys() - action.model_fields.keys()):
        raise WrongUsage(told(w.NO_FIELD, action=action.SPEC.slug, names=listed(unknown), fields=_fields(action)))
    values = {name: _value(action, name, value) for name, value in named.items()}
    try:
        action.model_validate_json(json.dumps(values | dict.fromkeys(lacking, "X")))
    except ValidationError as error:
        raise _wrong(action, error) from error
    return values


def _value(action: type[Action], name: str, text: str) -> Any:
    """The JSON value that a text on the command line stands for."""
    kind = action.model_fields[name].annotation
    if get_origin(kind) is tuple:
        return [_plain(action, name, get_args(kind)[0], part.strip()) for part in text.split(",")]
    return _plain(action, name, kind, text)


def _plain(action: type[Action], name: str, kind: Any, text: str) -> Any:
    try:
        return to_jsonable_python(TypeAdapter(kind).validate_strings(text))
    except ValidationError as error:
        raise _wrong(action, error, name) from error


def _wrong(action: type[Action], error: ValidationError, name: str = "") -> WrongUsage:
    first = error.errors()[0]
    place = name or ".".join(str(part) for part in first["loc"]) or told(w.FORM)
    return WrongUsage(told(w.WRONG_FIELD, field=place, why=first["msg"], fields=_fields(action)))


def _fields(action: type[Action]) -> str:
    fields = action.model_fields.items()
    wanted = listed(name for name, field in fields if field.is_required())
    more = listed(name for name, field in fields if not field.is_required())
    return told(w.FIELDS_AND_MORE if more else w.FIELDS, wanted=wanted or told(w.NO_FIELDS), more=more)
