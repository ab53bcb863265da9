"""What clients build their forms from: who I am, the enumerations with their words, the conduct of each step."""

import re
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from services.intake.parts import Parts
from shared.complaint import state
from shared.directory.words import SHIPPED
from shared.vocabulary import axes, work
from shared.vocabulary.axes import Axis
from shared.vocabulary.roles import Role
from shared.vocabulary.text import Lang
from shared.vocabulary.time import Instant
from shared.web.acting import API
from shared.web.gate import caller_of, key_of
from shared.web.language import language_of
from shared.web.reading import Words, add_reading_route, in_language
from shared.web.shown import plain


class Me(BaseModel):
    """Whom the desk takes the caller for."""

    id: str
    role: Words
    level: int | None
    sites: tuple[str, ...] | None  #: None: every site
    is_system: bool
    key: str
    expires_at: Instant | None


class StepWords(BaseModel):
    """The conduct or phrase shown with a step (R1.6, R2.0)."""

    step: str
    rule: str
    sort: str
    label: str
    words: str
    own: bool  #: the company's own words, not the shipped ones


class Conduct(BaseModel):
    """All of them, and the company's written procedure that they cite."""

    procedure: str
    procedure_version: str
    steps: tuple[StepWords, ...]


Enumerations = dict[str, tuple[Words, ...]]
"""Every closed set of values by name."""

_SETS: dict[str, type[Axis]] = {
    re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower(): kind
    for module in (axes, work, state)
    for name, kind in sorted(vars(module).items())
    if isinstance(kind, type) and issubclass(kind, Axis) and kind is not Axis
}


def add_reference_routes(router: APIRouter, parts: Parts) -> None:
    """`/me`, `/enumerations`, `/conduct`."""

    async def me(request: Request) -> Response:
        """Who this key says I am."""
        return in_language(request, _me(request, language_of(request)))

    async def enumerations(request: Request) -> Response:
        """Every closed set of values, with the words for each."""
        return in_language(request, _enumerations(language_of(request)))

    async def conduct(request: Request) -> Response:
        """The handbook's conduct and phrases by step, in the company's own words where it has changed them."""
        return in_language(request, _conduct(parts, language_of(request)))

    add_reading_route(router, f"{API}/me", me, Me, tag="reference")
    add_reading_route(router, f"{API}/enumerations", enumerations, Enumerations, tag="reference")
    add_reading_route(router, f"{API}/conduct", conduct, Conduct, tag="reference")


def _me(request: Request, lang: Lang) -> dict[str, Any]:
    caller, key = caller_of(request), key_of(request)
    return {
        "id": caller.id, "role": {"value": caller.role.value, "words": caller.role.words.to(lang)},
        "level": caller.level, "sites": None if caller.sites is None else sorted(caller.sites),
        "is_system": key.is_system, "key": key.id, "expires_at": plain(key.expires_at),
    }  # fmt: skip


def _enumerations(lang: Lang) -> dict[str, Any]:
    found = {name: [_value(member, lang) for member in kind] for name, kind in _SETS.items()}
    return {**found, "role": [_value(role, lang) for role in Role]}


def _value(member: Axis | Role, lang: Lang) -> dict[str, str]:
    return {"value": member.value, "words": member.words.to(lang)}


def _conduct(parts: Parts, lang: Lang) -> dict[str, Any]:
    directory = parts.policy.current()
    return {
        "procedure": directory.procedure.names.get(lang.value, ""),
        "procedure_version": directory.procedure.version,
        "steps": [
            {
                "step": one.step, "rule": one.rule, "sort": one.sort.value, "label": one.label.to(lang),
                "words": directory.words_for(one.step, lang), "own": one.step in directory.words,
            }
            for one in SHIPPED
        ],
    }  # fmt: skip
