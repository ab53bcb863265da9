"""One class is one action: its form, rules, roles, guards, words and the pure decision."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar, cast

from pydantic import BaseModel, Field

from shared.decision.event import FROZEN, Event
from shared.decision.guard import Guard
from shared.decision.moment import Moment
from shared.decision.refusal import Reason
from shared.vocabulary.roles import Role
from shared.vocabulary.text import Say, say

WORDS = "words"
"""Where a form's field keeps its label (a `Say`), in the JSON schema extra."""


@dataclass(frozen=True, slots=True)
class Spec:
    """What is declared about an action; route, permission, page and form are derived from it."""

    slug: str  #: `agree_reply_time`; in URLs with hyphens
    label: Say
    rules: tuple[str, ...]
    roles: tuple[Role, ...]
    when: tuple[Guard, ...]
    step: str | None  #: key of the conduct and phrases shown with it (R1.6)
    creates: bool  #: begins a stream of its own
    refuses: tuple[str, ...]  #: rules by which `decide` itself may say no
    own_route: bool = False  #: answered with more than a receipt, so that a service has a route of its own for it
    reads_history: bool = False  #: speaks about earlier records, so the whole stream is handed to it


class Action(BaseModel):
    """An order to the desk. Fields are its form; `decide` gives the facts that follow, or raises Refused."""

    model_config = FROZEN
    SPEC: ClassVar[Spec]

    def decide(self, state: Any, at: Moment[Any]) -> Iterator[Event]:
        """Give the facts that follow from this order. Pure. Raises Refused."""
        raise NotImplementedError  # abstract: each kind's base class narrows the types

    def warnings(self) -> Iterator[Reason]:
        """Give what to tell whoever orders this, though it is allowed; shown before it is done and with the answer."""
        yield from ()


A = TypeVar("A", bound=Action)


def action(
    *,
    label: Say,
    rules: tuple[str, ...],
    roles: tuple[Role, ...],
    when: tuple[Guard, ...] = (),
    step: str | None = None,
    creates: bool = False,
    refuses: tuple[str, ...] = (),
    own_route: bool = False,
    reads_history: bool = False,
) -> Callable[[type[A]], type[A]]:
    """Declare an action: words, rule ids, who may, under which guards, with which conduct."""

    def declare(cls: type[A]) -> type[A]:
        slug = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
        cls.SPEC = Spec(slug, label, rules, roles, when, step, creates, refuses, own_route, reads_history)
        return cls

    return declare


def ask(en: str, zh: str, *, default: Any = ..., **constraints: Any) -> Any:
    """A field of a form with its label in English and Chinese."""
    label = say(en, zh)
    extra = cast("dict[str, Any]", {WORDS: {"en": label.en, "zh_Hans": label.zh}})
    if default is ...:
        return Field(title=en, json_schema_extra=extra, **constraints)
    return Field(default=default, title=en, json_schema_extra=extra, **constraints)
