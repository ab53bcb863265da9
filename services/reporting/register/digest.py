"""A digest of what somebody looked at, so that it can be told later whether it is still the same."""

import json
from hashlib import sha256
from typing import Any


def digest(value: Any) -> str:
    """SHA-256, in hexadecimal, of plain data whatever its spacing and the order of its names."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


OF_NO_LINES = digest([])
"""Of a supplement on which nothing stands."""
