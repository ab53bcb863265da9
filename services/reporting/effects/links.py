"""P12: what a case has to do with others: duplicates, parents, repeats (R12.4 to R12.6a), transfers (R12.11b)."""

from collections.abc import Mapping

from services.reporting.effects.effect import Effect
from services.reporting.life import Life
from services.reporting.repository import Fact
from shared.complaint.state import Phase


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


def _away(found: Life, fact: Fact) -> None:
    found.away_since = fact.occurred


def _came(found: Life, fact: Fact) -> None:
    """What was found out at the other site is nothing but words here (R12.11b)."""
    found.links["transferred_from"] = fact.given["case"]
    found.elsewhere.append((found.away_since, fact.occurred))
    if fact.occurred < found.end:
        found.valid, found.responsible = fact.given.get("valid"), fact.given.get("responsible")
        found.department = None
        found.turn.severities.clear()
        found.steps.discard(Phase.PROPOSING)
        found.level = max(found.level, fact.given["level"])


EFFECTS: Mapping[str, Effect] = {
    "duplicate_found": _duplicate,
    "duplicate_moved": _duplicate,
    "duplicate_ended": _no_duplicate,
    "attached_to_parent": _attached,
    "detached_from_parent": _detached,
    "linked_as_repeat": _repeat,
    "transferred_away": _away,
    "received_by_transfer": _came,
}
AT_T = frozenset({"duplicate_found", "duplicate_moved", "duplicate_ended", "transferred_away", "received_by_transfer"})
"""Void is judged at T whatever its occurred-at (5.2), and with it whose duplicate a case is and where it came from."""
