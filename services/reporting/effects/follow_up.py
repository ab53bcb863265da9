"""P10: attempts, the customer's answer, what stands in the place of one, and the new round after it."""

from collections.abc import Mapping

from services.reporting.effects.closing import new_round
from services.reporting.effects.effect import Effect
from services.reporting.life import Life
from services.reporting.repository import Fact
from services.reporting.rounds import Attempt
from shared.complaint.state import Phase
from shared.vocabulary.axes import FollowUpOutcome
from shared.vocabulary.follow_up import FollowUpForm, Solved


def _tried(outcome: FollowUpOutcome) -> Effect:
    def effect(found: Life, fact: Fact) -> None:
        given = fact.given
        found.attempt = Attempt(fact.occurred, outcome.value, given.get("form"), given.get("other_form", ""))

    return effect


def _sent(found: Life, fact: Fact) -> None:
    """An attempt that has reached nobody yet (R10.2)."""
    found.attempt = Attempt(fact.occurred, FollowUpOutcome.NO_ANSWER.value, FollowUpForm.QUESTIONNAIRE.value, "")


_refused, _exempted = _tried(FollowUpOutcome.REFUSED), _tried(FollowUpOutcome.EXEMPT)


def _declined(found: Life, fact: Fact) -> None:
    """In no rate where it was in time, and counted of its own (5.3)."""
    _refused(found, fact)
    found.happens("declined", fact)
    _quiet(found, fact)


def _quiet(found: Life, _fact: Fact) -> None:
    found.steps.add(Phase.QUIET_WEEK)


def _exempt(found: Life, fact: Fact) -> None:
    """As declined, without the quiet week."""
    _exempted(found, fact)
    found.happens("exempt", fact)


def _reached(found: Life, fact: Fact) -> None:
    """The customer's overall answer decides, else the one for the result (R10.3a)."""
    given = fact.given
    outcome = given.get("overall") or given["result"]
    ratings = tuple(given[which] for which in ("reception", "handling", "result"))
    found.attempt = Attempt(fact.occurred, outcome, given.get("form"), given.get("other_form", ""), ratings)
    found.turn.reached = found.turn.reached or fact
    found.steps.discard(Phase.QUIET_WEEK)
    found.happens("reached", fact, outcome)
    found.happens("asked_solved", fact, given.get("solved", Solved.NOT))


def _again(found: Life, fact: Fact) -> None:
    new_round(found, fact.given.get("level", 0), fact.given.get("owner"))


EFFECTS: Mapping[str, Effect] = {
    "follow_up_tried": _tried(FollowUpOutcome.NO_ANSWER),
    "questionnaire_sent": _sent,
    "follow_up_postponed": _tried(FollowUpOutcome.POSTPONED),
    "followed_up": _reached,
    "follow_up_declined": _declined,
    "quiet_week_decided": _quiet,
    "follow_up_exempted": _exempt,
    "round_begun": _again,
}
