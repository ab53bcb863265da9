"""A guard: true or false of the state alone. The one that greys a button is the one that refuses the call."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.decision.refusal import Reason
from shared.vocabulary.text import Say


def _nothing(_state: Any) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition under which an action may be done, with the rule that wants it."""

    rule: str
    sentence: Say  #: said when the condition does not hold; may mention `facts`
    holds: Callable[[Any], bool]
    instead: tuple[str, ...] = ()
    facts: Callable[[Any], Mapping[str, Any]] = field(default=_nothing)

    def reason(self, state: Any) -> Reason | None:
        """Why not, or None when the condition holds."""
        if self.holds(state):
            return None
        return Reason(self.rule, self.sentence, dict(self.facts(state)), self.instead)
