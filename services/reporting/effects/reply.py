"""P5: the reply time of a round, its postponements, the reply; and urges (R12.8)."""

from collections.abc import Mapping

from services.reporting.effects.effect import Effect, instant
from services.reporting.life import Life
from services.reporting.repository import Fact


def _agreed(found: Life, fact: Fact) -> None:
    """The first time of a round, a time promised, or a later one that the customer asked for (R5.1, R5.1a)."""
    found.turn.agreed, found.turn.not_agreed = instant(fact, "reply_at"), False
    if fact.given.get("on_wish"):
        found.happens("wished", fact)


def _not_agreed(found: Life, _fact: Fact) -> None:
    found.turn.not_agreed = True


def _postponed(found: Life, fact: Fact) -> None:
    found.turn.agreed = instant(fact, "reply_at")
    found.happens("postponed", fact)


def _replied(found: Life, fact: Fact) -> None:
    """The first of a round stays; an answer on the spot was given before the fact that makes it one (R4.1a)."""
    if found.turn.replied is None:
        found.turn.replied = instant(fact, "given_at") or fact.occurred


def _urged(found: Life, fact: Fact) -> None:
    found.happens("urges", fact)


EFFECTS: Mapping[str, Effect] = {
    "reply_time_agreed": _agreed,
    "reply_time_promised": _agreed,
    "reply_time_not_agreed": _not_agreed,
    "reply_postponed": _postponed,
    "replied": _replied,
    "urged": _urged,
}
