"""Marks what is personal in the type itself (G9), so that storage, logs and exports can see it."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, StringConstraints


@dataclass(frozen=True, slots=True)
class Personal:
    """This field tells about a person: never in ids, keys, headers, logs or public events."""


PersonalText = Annotated[str, StringConstraints(max_length=10_000), Personal()]
"""Words by or about a person, at most 10,000 characters."""

PersonalName = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True), Personal()]
"""A name, phone number, unit or address of a person, at most 200 characters."""


def personal_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """Names of the fields of a model that are marked personal."""
    return tuple(
        name for name, field in model.model_fields.items() if any(isinstance(mark, Personal) for mark in field.metadata)
    )
