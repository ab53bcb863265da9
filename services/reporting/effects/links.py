"""P12: what a case has to do with others: whose duplicate, child or repeat it is (R12.4 to R12.6a)."""

from collections.abc import Mapping

from services.reporting.effects.effect import Effect
from services.reporting.life import Life
from services.reporting.repository import Fact


def _duplicate(found: Life, fact: Fact) -> None:
    found.links["duplicate_of"] = fact.given["survivor"]


def _no_duplicate(found: Life, _fact: Fact) -> None:
    found.links.pop("duplicate_of", None)


def _attached(found: Life, fact: Fact) -> None:
    found.links["parent"] = fact.given["parent"]


def _detached(found: Life, _fact: Fact) -> None:
    found.links.pop("parent", None)


def _repeat(found: Life, fact: Fact) -> None:
    """Of the month of its receipt, whenever it is confirmed (5.4)."""
    found.links["repeats"] = fact.given["earlier"]


EFFECTS: Mapping[str, Effect] = {
    "duplicate_found": _duplicate,
    "duplicate_moved": _duplicate,
    "duplicate_ended": _no_duplicate,
    "attached_to_parent": _attached,
    "detached_from_parent": _detached,
    "linked_as_repeat": _repeat,
}
AT_T = frozenset({"duplicate_found", "duplicate_moved", "duplicate_ended"})
"""Void is judged at T whatever its occurred-at (5.2), and with it whose duplicate a case is."""
