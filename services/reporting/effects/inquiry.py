"""P6 and P7: who is charged, what was found, what the customer wants, and the solution."""

from collections.abc import Mapping

from services.reporting.effects.effect import Effect
from services.reporting.life import Life
from services.reporting.repository import Fact
from shared.complaint.state import Phase
from shared.vocabulary.axes import Severity

_GRAVER = list(Severity)


def _charged(found: Life, fact: Fact) -> None:
    """The head of the responsible department is charged (R6.1)."""
    found.department = fact.given["department"]


def _found(found: Life, fact: Fact) -> None:
    """With all investigations of the round taken together; they replace the provisional severity (R6.3, R12.18)."""
    given = fact.given
    found.valid, found.responsible = given["case_valid"], given["case_responsible"]
    found.department = given.get("department", found.department)
    found.turn.severities[given.get("assignment", "")] = given["severity"]
    found.steps.add(Phase.PROPOSING)
    found.severity = max(found.turn.severities.values(), key=lambda one: _GRAVER.index(Severity(one)))


def _told(found: Life, _fact: Fact) -> None:
    found.steps.add(Phase.ANSWERING)


def _rejected(found: Life, _fact: Fact) -> None:
    found.steps.discard(Phase.ANSWERING)


def _none_needed(found: Life, fact: Fact) -> None:
    if "valid" in fact.given:
        found.valid, found.responsible = fact.given["valid"], fact.given.get("responsible")


def _demanded(found: Life, fact: Fact) -> None:
    found.demand = fact.given.get("demand", "")
    found.demand_unknown = not found.demand


def _proposed(found: Life, fact: Fact) -> None:
    found.proposed = fact.given["proposal"]
    found.proposals[found.proposed] = fact.given.get("solution", "")


def _accepted(found: Life, fact: Fact) -> None:
    found.solution = found.proposals.get(fact.given["proposal"], "")
    found.steps.discard(Phase.ANSWERING)


def _explained(found: Life, fact: Fact) -> None:
    """What cannot be solved was explained: that is the final solution (R7.3)."""
    found.solution = fact.given.get("explanation", "")
    found.steps.discard(Phase.ANSWERING)


def _final(found: Life, fact: Fact) -> None:
    """The final position, until a new fact ends the wait (R7.6)."""
    found.solution = fact.given.get("position", "")
    found.steps.add(Phase.FINAL_WAIT)


def _new_fact(found: Life, _fact: Fact) -> None:
    found.solution = ""
    found.steps.discard(Phase.FINAL_WAIT)


EFFECTS: Mapping[str, Effect] = {
    "head_charged": _charged,
    "findings_recorded": _found,
    "no_investigation_needed": _none_needed,
    "demand_recorded": _demanded,
    "proposal_made": _proposed,
    "proposal_told": _told,
    "proposal_accepted": _accepted,
    "proposal_not_objected": _accepted,
    "proposal_rejected": _rejected,
    "final_explanation_given": _explained,
    "final_position_given": _final,
    "new_fact_brought": _new_fact,
}
