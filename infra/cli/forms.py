"""`field=value` on the command line, read into an action's form by the action's own declaration."""

from typing import Any

from pydantic import ValidationError

from infra.exits import WrongUsage
from shared.decision.action import Action


def form_of(action: type[Action], given: list[str]) -> dict[str, Any]:
    """The JSON form of an action from `field=value` words. Raises WrongUsage, naming the field."""
    words = dict(_pair(action, text) for text in given)
    try:
        order = action.model_validate_strings(words)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]) or "form"
        raise WrongUsage(f"{name}: {first['msg']}. {_fields(action)}") from error
    return order.model_dump(mode="json", exclude_unset=True)


def _pair(action: type[Action], text: str) -> tuple[str, Any]:
    name, sign, value = text.partition("=")
    name = name.replace("-", "_")
    if not sign:
        raise WrongUsage(f"{text!r} is not FIELD=VALUE. {_fields(action)}")
    if name not in action.model_fields:
        raise WrongUsage(f"{action.SPEC.slug} has no field {name}. {_fields(action)}")
    return name, value


def _fields(action: type[Action]) -> str:
    fields = action.model_fields.items()
    wanted = ", ".join(name for name, field in fields if field.is_required())
    more = ", ".join(name for name, field in fields if not field.is_required())
    return f"Fields: {wanted or 'none'}" + (f"; optional: {more}" if more else "") + "."
