"""P11 and CK12: judged closed, closed, open again; cases of another system, and those taken over from it."""

from collections.abc import Mapping

from services.reporting.effects.effect import Effect, instant
from services.reporting.effects.ladder import accepted
from services.reporting.life import OF_A_ROUND, Happening, Life
from services.reporting.repository import Fact
from services.reporting.rounds import Round
from shared.vocabulary.axes import ClosingReason
from shared.vocabulary.roles import Level


def new_round(found: Life, level: int, owner: str | None = None) -> None:
    """Open and in hand again; what was agreed, told and completed belongs to the former round.

    Whoever gets a case that nobody ever received is its receiver (R11.4).
    """
    found.first_receiver, found.last_receiver = found.first_receiver or owner, found.last_receiver or owner
    found.judged, found.closed = None, False
    found.steps -= OF_A_ROUND
    found.turns.append(Round(found.rounds + 1))
    found.level = max(found.level, level)


def _judged(found: Life, fact: Fact) -> None:
    """With the signature of a case that is settled on the spot; one that goes on by P5 is none (R4.1a)."""
    found.judged, found.closed = ClosingReason(fact.given["reason"]), False
    if found.judged is ClosingReason.SETTLED_ON_THE_SPOT:
        found.turn.signed = fact.occurred
        found.signatures.append(Happening(fact.occurred, fact.version, fact.recorded))


def _closed(found: Life, fact: Fact) -> None:
    reason = found.judged or ClosingReason.NOT_KNOWN
    found.closed = True
    found.closings.append(Happening(fact.occurred, fact.version, fact.recorded, reason.value))


def _ended(found: Life, fact: Fact) -> None:
    """An incident record is over, for none of the closing reasons (R12.5a)."""
    found.closed = True
    found.closings.append(Happening(fact.occurred, fact.version, fact.recorded))


def _reopened(found: Life, fact: Fact) -> None:
    found.reopenings.append(Happening(fact.occurred, fact.version, fact.recorded))
    new_round(found, fact.given.get("level", 0), fact.given.get("owner"))


def _taken_back(found: Life, fact: Fact) -> None:
    """It was open all the time: no reopening (R11.4)."""
    new_round(found, fact.given.get("level", 0), fact.given.get("owner"))


def _returned(found: Life, fact: Fact) -> None:
    """As if it had never been void: closed as it was, or in hand again (R12.6a)."""
    if not found.closed:
        new_round(found, fact.given.get("level", 0), fact.given.get("owner"))


def _imported(found: Life, fact: Fact) -> None:
    """One fact tells all the source knew: receipt and, if it has one, the closing (CK12)."""
    given = fact.given
    found.imported, found.level = True, Level.SUPERVISOR
    found.received, found.recorded = fact.occurred, fact.recorded
    found.channel, found.unit, found.category = given.get("channel"), given.get("unit", ""), given.get("category")
    if (at := instant(fact, "closed_at")) is not None and at < found.end:
        found.judged, found.closed = ClosingReason.NOT_KNOWN, True
        found.closings.append(Happening(at, fact.version, fact.recorded, ClosingReason.NOT_KNOWN.value))


def _taken_over(found: Life, fact: Fact) -> None:
    """An ordinary case from this moment; a reopening that includes it has begun the round already."""
    found.taken_over = Happening(fact.occurred, fact.version, fact.recorded)
    accepted(found, fact.given["owner"], fact.given["level"])
    if not fact.given.get("with_reopening"):
        new_round(found, fact.given["level"])


def _nominated(found: Life, fact: Fact) -> None:
    found.lesson = fact.given.get("lesson", "")


EFFECTS: Mapping[str, Effect] = {
    "judged_closed": _judged,
    "closed": _closed,
    "incident_record_ended": _ended,
    "reopened": _reopened,
    "judgement_taken_back": _taken_back,
    "returned": _returned,
    "imported": _imported,
    "taken_over": _taken_over,
    "training_case_nominated": _nominated,
}
