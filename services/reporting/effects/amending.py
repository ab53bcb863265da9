"""P12: what was wrong from the beginning, and the axes of a case (R12.29, R12.2)."""

from collections.abc import Mapping

from services.reporting.effects.effect import Effect
from services.reporting.life import Life
from services.reporting.repository import Fact


def _amended(found: Life, fact: Fact) -> None:
    """Unit, channel or customer were wrong from the beginning; what the amendment leaves empty was right."""
    given = fact.given
    found.channel = given.get("channel", found.channel)
    found.unit = given.get("unit", "" if given.get("no_unit") else found.unit)
    if given.get("anonymous") or "customer" in given:
        found.customer, found.anonymous = given.get("customer"), bool(given.get("anonymous"))


def _reclassified(found: Life, fact: Fact) -> None:
    found.category = fact.given["category"]


def _assessed(found: Life, fact: Fact) -> None:
    found.severity = fact.given["severity"]


EFFECTS: Mapping[str, Effect] = {
    "amended": _amended,
    "reclassified": _reclassified,
    "assessed": _assessed,
    "initially_assessed": _assessed,
}
