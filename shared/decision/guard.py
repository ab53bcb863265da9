"""A guard: true or false of the state and of who asks. The one that greys a button is the one that refuses the call."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.decision.moment import Caller
from shared.decision.refusal import Reason
from shared.vocabulary.text import Say


def _nothing(_state: Any) -> Mapping[str, Any]:
    return {}


def _anybody(_state: Any, _by: Caller) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition under which an action may be done, with the rule that wants it."""

    rule: str
    sentence: Say  #: said when the condition does not hold; may mention `facts`
    holds: Callable[[Any], bool]
    instead: tuple[str, ...] = ()
    facts: Callable[[Any], Mapping[str, Any]] = field(default=_nothing)
    of_caller: Callable[[Any, Caller], bool] = field(default=_anybody)
    """What must hold of who asks, beyond the role (R12.9: the owner, or somebody at least as high)."""

    def reason(self, state: Any, by: Caller) -> Reason | None:
        """Why not, or None when the condition holds."""
        if self.holds(state) and self.of_caller(state, by):
            return None
        return Reason(self.rule, self.sentence, dict(self.facts(state)), self.instead)
