"""A step of the walk through the API, and the few that many walks begin with."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from shared.decision.moment import Caller
from tests.services.intake.cases import receive
from tests.support.cast import lin

GET, POST = "GET", "POST"


@dataclass(frozen=True)
class Step:
    """One request; `{a}` in path or form stands for what an earlier step kept under that name."""

    who: Caller
    method: str
    path: str
    form: dict[str, Any] = field(default_factory=dict)
    keep: dict[str, str] = field(default_factory=dict)  #: name → where in the answer, `pages.0.digest`
    wait: int = 0  #: days that pass before it
    follows_others: bool = False  #: what earlier steps do to other cases is carried over before it
    file: bytes | None = None  #: sent instead of a form


def names(text: str) -> dict[str, str]:
    """A name in every language."""
    return {"en": text, "zh_Hans": text, "zh_Hant": text}


def begin(name: str, **changes: Any) -> Step:
    """A complaint is received; its number is kept under this name."""
    return Step(lin, POST, "/complaints", receive(**changes), {name: "number"})


def acts(name: str, *orders: tuple[Caller, str, dict[str, Any]], wait: int = 0) -> Iterator[Step]:
    """Orders about the case kept under this name; some days pass before each."""
    for who, slug, form in orders:
        yield Step(who, POST, f"/complaints/{{{name}}}/{slug}", form, wait=wait)


SPOT = (
    (lin, "choose-route", {"route": "on_the_spot", "reason": "can be put right at once"}),
    (lin, "answer", {"answer": "It has been reset.", "at_fault": True, "apologised": True, "promise": "A new relay."}),
)
"""Routed to the spot and answered there."""
SIGN = {"name": "王女士", "method": "paper", "reference": "form 17", "settled_by": "lin", "valid": True,
        "responsible": "management"}  # fmt: skip
