"""Names the rules of docs/process.md that a test holds the desk to."""

import pytest


def rule(*ids: str) -> pytest.MarkDecorator:
    """Mark a test as one of these rules; `make rules` reads the marks."""
    return pytest.mark.rule(*ids)
