"""What stands for a moment of a blank state."""

from datetime import UTC, datetime

NEVER = datetime(1, 1, 1, tzinfo=UTC)
"""Stands for a moment of a blank state; no fact carries it."""
