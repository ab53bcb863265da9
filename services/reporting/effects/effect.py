"""What one kind of fact says about a case."""

from collections.abc import Callable
from datetime import datetime

from services.reporting.life import Life
from services.reporting.moments import micros
from services.reporting.repository import Fact

Effect = Callable[[Life, Fact], None]


def instant(fact: Fact, field: str) -> int | None:
    """A moment that a fact states, as the tables keep moments; None where it states none."""
    stated = fact.given.get(field)
    return None if stated is None else micros(datetime.fromisoformat(stated))
