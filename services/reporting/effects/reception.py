"""P1 to P4: receipt, verification, route, settlement on the spot; and who receives the case."""

from collections.abc import Mapping

from services.reporting.effects.effect import Effect
from services.reporting.life import Life
from services.reporting.repository import Fact
from shared.vocabulary.axes import Channel, Route


def _received(found: Life, fact: Fact) -> None:
    found.received, found.recorded = fact.occurred, fact.recorded
    found.channel, found.unit = fact.given.get("channel"), fact.given.get("unit", "")
    found.incident = found.channel == Channel.STAFF.value
    found.customer, found.anonymous = fact.given.get("customer"), fact.given.get("anonymous", False)
    found.category, found.demeanour = fact.given.get("category"), fact.given.get("demeanour")
    found.rings = fact.given.get("rings")
    found.first_receiver = found.last_receiver = fact.given.get("first_receiver")


def _stated(found: Life, fact: Fact) -> None:
    found.statement = fact.given.get("statement", "")


def _verified(found: Life, fact: Fact) -> None:
    found.verified = True
    _stated(found, fact)


def _routed(found: Life, fact: Fact) -> None:
    found.route = fact.given["route"]


def _on_to_p5(found: Life, _fact: Fact) -> None:
    found.route = Route.AGREED.value


def _answered(found: Life, fact: Fact) -> None:
    """An answer that did not settle it is no solution (R4.5)."""
    found.answer = fact.given.get("answer", "")


def _settled(found: Life, fact: Fact) -> None:
    """Signed, or satisfied without a signature (R4.4, R4.4a)."""
    found.valid, found.responsible = fact.given["valid"], fact.given.get("responsible")
    found.solution = found.answer


EFFECTS: Mapping[str, Effect] = {
    "received": _received,
    "verified": _verified,
    "statement_corrected": _stated,
    "statement_amended": _stated,
    "route_chosen": _routed,
    "route_changed": _on_to_p5,
    "answered_on_the_spot": _answered,
    "signed": _settled,
    "signature_declined": _settled,
}
