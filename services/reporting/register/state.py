"""What a decision about signing and submitting must know."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Submission:
    """The newest version of one month."""

    version: int
    as_of: datetime
    digest: str
    words: str
    received: bool = False
    returned: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """One site's signed pages and submitted months."""

    pages: Mapping[date, tuple[datetime, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """By day the as-of of the signed page and of each signed supplement, in order."""
    months: Mapping[str, Submission] = field(default_factory=lambda: MappingProxyType({}))
    """By month, "2026-03"."""
