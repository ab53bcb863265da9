"""P9: the solution that is carried out, its dates, the completion."""

from collections.abc import Mapping

from services.reporting.effects.effect import Effect, instant
from services.reporting.life import Life
from services.reporting.repository import Fact
from shared.complaint.state import Phase
from shared.vocabulary.work import AgreedBy, Pausable


def _agreed(found: Life, fact: Fact) -> None:
    """What was decided in the customer's place, or not objected to, is the solution (R7.4, R5.5)."""
    found.turn.completed_at = None
    found.steps.discard(Phase.FOLLOWING_UP)
    if fact.given.get("work", True):
        found.steps.discard(Phase.TELLING)
    found.steps.add(Phase.WORKING)
    if fact.given.get("agreed_by") != AgreedBy.CUSTOMER and found.proposed:
        found.solution = found.proposals[found.proposed]


def _held(found: Life, _fact: Fact) -> None:
    """The agreement is gone, and with it the solution (3.3)."""
    found.turn.completed_at = found.turn.paused_until = None
    found.solution = ""
    found.steps -= {Phase.WORKING, Phase.TELLING}


def _task_given(found: Life, fact: Fact) -> None:
    if fact.given.get("urgent"):
        found.steps.discard(Phase.TELLING)


def _date_told(found: Life, fact: Fact) -> None:
    """The first date of a round is no change."""
    if fact.given["nth"] > 1:
        found.turn.changes += 1
        found.happens("changed_dates", fact)


def _paused(found: Life, fact: Fact) -> None:
    if fact.given["clock"] == Pausable.COMPLETION:
        found.turn.paused_until = instant(fact, "until")


def _work_completed(found: Life, _fact: Fact) -> None:
    found.steps.add(Phase.TELLING)


def _completed(found: Life, fact: Fact) -> None:
    """A round is counted once (5.4)."""
    turn = found.turn
    turn.completed_at = fact.occurred
    found.steps |= {Phase.TELLING, Phase.FOLLOWING_UP}
    if turn.completed is None:
        turn.completed = fact
        found.happens("completed", fact)


EFFECTS: Mapping[str, Effect] = {
    "solution_accepted": _agreed,
    "work_held": _held,
    "task_given": _task_given,
    "work_completed": _work_completed,
    "date_told": _date_told,
    "clock_paused": _paused,
    "completed": _completed,
}
