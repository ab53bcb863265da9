"""Which stream a new case gets: named by its caller's own reference or its source's key, else by the command.

A name of the caller's own makes the case unique: two registrations under one name meet in the log, and
only one of them begins a case.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

_REFERENCES = UUID("3f1c1d0a-6a7e-4d0e-8a0e-6d5c2f0b9b21")
_SOURCES = UUID("5b0f8f0e-3a52-4b1c-9f0a-2f0c9a1d7e42")
_PART = "\x00"


def case_of_reference(caller: str, reference: str) -> UUID:
    """The case that a caller registered under its own reference."""
    return uuid5(_REFERENCES, f"{caller}{_PART}{reference}")


def case_of_source(source: str, key: str) -> UUID:
    """The case imported from a source under that source's own key."""
    return uuid5(_SOURCES, f"{source}{_PART}{key}")


def own_name(form: Mapping[str, Any], caller: str) -> UUID | None:
    """The stream that a form names itself, None when it names none; wrong types are refused later, as malformed."""
    reference, source, key = (form.get(name) for name in ("reference", "source", "key"))
    if isinstance(reference, str) and reference:
        return case_of_reference(caller, reference)
    if isinstance(source, str) and isinstance(key, str):
        return case_of_source(source, key)
    return None
