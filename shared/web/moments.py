"""Moments in a query: RFC 3339 and nothing else, where a lenient reader would take `0` for a day in 1970 (trap 15)."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator

from shared.vocabulary.time import Instant

_RFC_3339 = re.compile(
    r"^(?:19|20|21)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)$", re.ASCII | re.IGNORECASE
)


def rfc_3339(value: Any) -> Any:
    """Let texts of that form and finished moments through. Raises ValueError."""
    if isinstance(value, str) and not _RFC_3339.match(value):
        raise ValueError("must be a moment such as 2026-03-03T09:00:00+08:00, of the years 1900 to 2199")
    return value


AskedMoment = Annotated[Instant, BeforeValidator(rfc_3339)]
"""A moment that a caller asks for."""
