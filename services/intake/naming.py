"""Which stream a new case gets: named by its caller's own reference, else by the command.

A name of the caller's own makes the case unique: two registrations under one name meet in the log, and
only one of them begins a case.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

_REFERENCES = UUID("3f1c1d0a-6a7e-4d0e-8a0e-6d5c2f0b9b21")
_PART = "\x00"


def case_of_reference(caller: str, reference: str) -> UUID:
    """The case that a caller registered under its own reference."""
    return uuid5(_REFERENCES, f"{caller}{_PART}{reference}")


def own_name(form: Mapping[str, Any], caller: str) -> UUID | None:
    """The stream that a form names itself, None when it names none; wrong types are refused later, as malformed."""
    reference = form.get("reference")
    return case_of_reference(caller, reference) if isinstance(reference, str) and reference else None
