"""A rule's no: which rule, why in a sentence with the facts, and what may be done instead."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from typing import Any

from shared.vocabulary.roles import Role
from shared.vocabulary.text import Lang, Say


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something may not be done: rule, sentence, facts, ways out."""

    rule: str  #: rule id of docs/process.md
    sentence: Say  #: with `{fact}` marks
    facts: dict[str, Any]
    instead: tuple[str, ...] = ()  #: slugs of actions that may help

    def to(self, lang: Lang, **shown: Any) -> str:
        """The sentence in one language, its facts in words; `shown` overrides facts by their readable form."""
        facts = {name: worded(fact, lang) for name, fact in self.facts.items()}
        return self.sentence.to(lang, **{**facts, **shown})


def worded(fact: Any, lang: Lang) -> Any:
    """A fact as a sentence has it: a text or an enumeration in its words, several parted by commas."""
    match fact:
        case Say():
            return fact.to(lang)
        case Enum() if isinstance(words := getattr(fact, "words", None), Say):
            return words.to(lang)
        case list() | tuple() | frozenset() | set():
            return ("、" if lang is not Lang.EN else ", ").join(str(worded(part, lang)) for part in fact)
    return fact


class Refused(Exception):
    """A rule says no. Expected, never a fault of the software: the API answers 409."""

    def __init__(self, rule: str, sentence: Say, *, instead: tuple[str, ...] = (), **facts: Any) -> None:
        """Name the rule, the sentence, the actions that may be done instead, and the facts."""
        self.reason = Reason(rule, sentence, facts, instead)
        super().__init__(f"{rule}: {self.reason.to(Lang.EN)}")


class Forbidden(Exception):
    """The caller's role or site does not allow this action at all: the API answers 403."""

    def __init__(self, action: str, role: str, may: Collection[Role] = ()) -> None:
        """Name the action, the role that may not do it, and the roles that may, as far as it is a matter of roles."""
        self.action, self.role, self.may = action, role, tuple(sorted(may, key=list(Role).index))
        super().__init__(f"{role} may not {action}")
