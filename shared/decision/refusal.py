"""A rule's no: which rule, why in a sentence with the facts, and what may be done instead."""

from dataclasses import dataclass
from typing import Any

from shared.vocabulary.text import Lang, Say


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something may not be done: rule, sentence, facts, ways out."""

    rule: str  #: rule id of docs/process.md
    sentence: Say  #: with `{fact}` marks
    facts: dict[str, Any]
    instead: tuple[str, ...] = ()  #: slugs of actions that may help

    def to(self, lang: Lang, **shown: Any) -> str:
        """The sentence in one language; `shown` overrides facts by their readable form."""
        return self.sentence.to(lang, **{**self.facts, **shown})


class Refused(Exception):
    """A rule says no. Expected, never a fault of the software: the API answers 409."""

    def __init__(self, rule: str, sentence: Say, *, instead: tuple[str, ...] = (), **facts: Any) -> None:
        """Name the rule, the sentence, the actions that may be done instead, and the facts."""
        self.reason = Reason(rule, sentence, facts, instead)
        super().__init__(f"{rule}: {self.reason.to(Lang.EN)}")


class Forbidden(Exception):
    """The caller's role or site does not allow this action at all: the API answers 403."""

    def __init__(self, action: str, role: str) -> None:
        """Name the action and the role that may not do it."""
        self.action, self.role = action, role
        super().__init__(f"{role} may not {action}")
