"""P8, R1.5 and R12.9: escalations, and who receives the case at which level."""

from collections.abc import Mapping

from services.reporting.effects.effect import Effect
from services.reporting.life import Happening, Life
from services.reporting.repository import Fact
from shared.complaint.state import Phase
from shared.vocabulary.replies import BeyondEnd


def accepted(found: Life, person: str, level: int) -> None:
    """Whoever accepts is the last receiver (R8.1); the first, where nobody was it (R1.6)."""
    found.last_receiver = person
    found.first_receiver = found.first_receiver or person
    found.level = max(found.level, level)


def _moved_up(found: Life, fact: Fact) -> None:
    _escalation(found, fact, fact.given["reason"])
    accepted(found, fact.given["person"], fact.given["to_level"])


def _escalated(found: Life, fact: Fact) -> None:
    """Level and owner change with the acceptance (R8.6), but for who is complained about (R12.17)."""
    given = fact.given
    if given["to_level"] > given["from_level"]:
        _escalation(found, fact, given["why"])
    if given.get("at_once"):
        found.level = max(found.level, given["to_level"])


def _escalation(found: Life, fact: Fact, reason: str) -> None:
    found.escalations.append(Happening(fact.occurred, fact.version, fact.recorded, reason))


def _beyond(found: Life, fact: Fact) -> None:
    """The manager owns it at once, without acceptance (R5.3)."""
    given = fact.given
    found.steps.add(Phase.BEYOND)
    if given["level"] != given["from_level"]:
        _escalation(found, fact, fact.kind)
        if (owner := given.get("owner")) is not None:
            accepted(found, owner, given["level"])
        found.level = max(found.level, given["level"])


def _within(found: Life, fact: Fact) -> None:
    """To P7; or the outcome was told, which is the final one (R5.3a)."""
    found.steps.discard(Phase.BEYOND)
    if fact.given["how"] != BeyondEnd.OBSTACLE_GONE:
        found.solution = fact.given.get("content", "")


def _handed_over(found: Life, fact: Fact) -> None:
    """Accepted; or handed over on the same level, which is no escalation (R1.5)."""
    accepted(found, fact.given["person"], fact.given["level"])


EFFECTS: Mapping[str, Effect] = {
    "moved_up": _moved_up,
    "escalated": _escalated,
    "escalation_accepted": _handed_over,
    "handed_over": _handed_over,
    "beyond_ability_recorded": _beyond,
    "beyond_ended": _within,
    "taken_from_seat": _handed_over,
}
