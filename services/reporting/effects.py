"""What each kind of fact says about a case, by chapter of the handbook."""

from collections.abc import Callable, Mapping
from datetime import datetime

from services.reporting.life import Happening, Life
from services.reporting.moments import micros
from services.reporting.repository import Fact
from shared.vocabulary.axes import ClosingReason, Route
from shared.vocabulary.roles import Level

Effect = Callable[[Life, Fact], None]


def _received(found: Life, fact: Fact) -> None:
    found.received, found.recorded = fact.occurred, fact.recorded
    found.channel, found.unit = fact.given.get("channel"), fact.given.get("unit", "")
    found.customer, found.anonymous = fact.given.get("customer"), fact.given.get("anonymous", False)
    found.category, found.demeanour = fact.given.get("category"), fact.given.get("demeanour")
    found.rings = fact.given.get("rings")
    found.first_receiver = found.last_receiver = fact.given.get("first_receiver")


def _verified(found: Life, fact: Fact) -> None:
    found.statement = fact.given.get("statement", "")


def _routed(found: Life, fact: Fact) -> None:
    found.route = fact.given["route"]


def _on_to_p5(found: Life, _fact: Fact) -> None:
    found.route = Route.AGREED.value


def _answered(found: Life, fact: Fact) -> None:
    found.solution = fact.given.get("answer", "")


def _settled(found: Life, fact: Fact) -> None:
    """Signed, or satisfied without a signature (R4.4, R4.4a)."""
    found.valid, found.responsible = fact.given["valid"], fact.given.get("responsible")


def _judged(found: Life, fact: Fact) -> None:
    """With the signature of a case that is settled on the spot; one that goes on by P5 is none (R4.1a)."""
    found.judged = ClosingReason(fact.given["reason"])
    if found.judged is ClosingReason.SETTLED_ON_THE_SPOT:
        found.signatures.append(Happening(fact.occurred, fact.version, fact.recorded))


def _closed(found: Life, fact: Fact) -> None:
    reason = found.judged or ClosingReason.NOT_KNOWN
    found.closings.append(Happening(fact.occurred, fact.version, fact.recorded, reason.value))


def _accepted(found: Life, person: str, level: int) -> None:
    """Whoever accepts is the last receiver (R8.1); the first, where nobody was it (R1.6)."""
    found.last_receiver = person
    found.first_receiver = found.first_receiver or person
    found.level = max(found.level, level)


def _moved_up(found: Life, fact: Fact) -> None:
    found.escalations.append(Happening(fact.occurred, fact.version, fact.recorded, fact.given["reason"]))
    _accepted(found, fact.given["person"], fact.given["to_level"])


def _handed_over(found: Life, fact: Fact) -> None:
    """On the same level: no escalation (R1.5)."""
    _accepted(found, fact.given["person"], fact.given["level"])


def _taken_back(found: Life, fact: Fact) -> None:
    """A new round."""
    found.judged = None
    found.rounds += 1
    found.level = max(found.level, fact.given.get("level", 0))


def _reopened(found: Life, fact: Fact) -> None:
    found.reopenings.append(Happening(fact.occurred, fact.version, fact.recorded))
    _taken_back(found, fact)


def _imported(found: Life, fact: Fact) -> None:
    """One fact tells all the source knew: receipt and, if it has one, the closing (CK12)."""
    given = fact.given
    found.imported, found.level = True, Level.SUPERVISOR
    found.received, found.recorded = fact.occurred, fact.recorded
    found.channel, found.unit, found.category = given.get("channel"), given.get("unit", ""), given.get("category")
    if "closed_at" in given and (at := micros(datetime.fromisoformat(given["closed_at"]))) < found.end:
        found.judged = ClosingReason.NOT_KNOWN
        found.closings.append(Happening(at, fact.version, fact.recorded, ClosingReason.NOT_KNOWN.value))


def _taken_over(found: Life, fact: Fact) -> None:
    """An ordinary case from this moment; a reopening that includes it has begun the round already."""
    found.taken_over = Happening(fact.occurred, fact.version, fact.recorded)
    _accepted(found, fact.given["owner"], fact.given["level"])
    if not fact.given.get("with_reopening"):
        _taken_back(found, fact)


def _amended(found: Life, fact: Fact) -> None:
    """Unit, channel or customer were wrong from the beginning (R12.29); what the amendment leaves empty was right."""
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
    "received": _received,
    "verified": _verified,
    "statement_corrected": _verified,
    "route_chosen": _routed,
    "answered_on_the_spot": _answered,
    "signed": _settled,
    "signature_declined": _settled,
    "route_changed": _on_to_p5,
    "judged_closed": _judged,
    "closed": _closed,
    "moved_up": _moved_up,
    "handed_over": _handed_over,
    "taken_from_seat": _handed_over,
    "reopened": _reopened,
    "judgement_taken_back": _taken_back,
    "imported": _imported,
    "taken_over": _taken_over,
    "amended": _amended,
    "statement_amended": _verified,
    "reclassified": _reclassified,
    "assessed": _assessed,
}
"""The walk: a kind of fact, and what it says. Kinds that say nothing about a column, row or rate stand in none."""
