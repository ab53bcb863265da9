"""`/q/…`: the page behind a customer's link. To look changes nothing; only what is sent is an answer (R10.2)."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.followup.parts import Parts
from services.followup.questionnaire import LONGEST, RATED, Filled, Waiting, answer, behind, decline, filled
from services.followup.routes.sending import BEHIND
from services.followup.texts import SOLVED, TEXTS
from shared.directory.state import name_in
from shared.vocabulary.follow_up import Rating
from shared.vocabulary.text import Lang, Say
from shared.web.language import HEADER
from shared.web.visitors import Calm, Visitors, form_of, language

NOTHING = Filled({}, {})


def add_page(router: APIRouter, parts: Parts, visitors: Visitors) -> None:
    """Look, and answer."""

    async def look(request: Request) -> Response:
        found = behind(parts, request.path_params["text"])
        if isinstance(found, Calm):
            return visitors.calm(request, found)
        return _shown(parts, visitors, request, found, NOTHING)

    async def take(request: Request) -> Response:
        form = await form_of(request)
        found = behind(parts, request.path_params["text"])
        if isinstance(found, Calm):
            return visitors.calm(request, found)
        return await _answered(parts, visitors, request, found, form)

    for method, endpoint in (("GET", look), ("POST", take)):
        router.add_route(f"{BEHIND}{{text:path}}", visitors.page(endpoint), methods=[method], include_in_schema=False)


async def _answered(
    parts: Parts, visitors: Visitors, request: Request, waiting: Waiting, form: dict[str, str]
) -> Response:
    if "decline" in form:
        pressed = TEXTS["decline"].to(language(request))  # the words that the customer pressed are theirs
        return visitors.calm(request, await decline(parts, waiting, pressed))
    said = filled(form)
    if said.wrong:
        return _shown(parts, visitors, request, waiting, said, status=422)
    if said.asks_to_close:
        return _shown(parts, visitors, request, waiting, said, template="close.html")
    return visitors.calm(request, await answer(parts, waiting, said.order(waiting.link.questionnaire)))


def _shown(
    parts: Parts, visitors: Visitors, request: Request, waiting: Waiting, said: Filled,
    *, template: str = "questionnaire.html", status: int = 200,
) -> Response:  # fmt: skip
    lang = language(request)
    values: dict[str, Any] = {
        "t": {name: text.to(lang) for name, text in TEXTS.items()}, "lang": HEADER[lang], "longest": LONGEST,
        "number": waiting.number, "subject": _subject(parts, waiting, lang), "rated": RATED,
        "ratings": _choices({one: one.words for one in Rating}, lang), "solved": _choices(SOLVED, lang),
        "said": said.values, "wrong": said.wrong,
        "may_decline": waiting.complaint.follow_up.quiet_since is None,
    }  # fmt: skip
    return visitors.show(request, template, values, status)


def _subject(parts: Parts, waiting: Waiting, lang: Lang) -> str:
    """The subject's category, as the customer was told it."""
    category = parts.policy.known().categories.get(waiting.complaint.reception.category or "")
    return "" if category is None else name_in(category.names, lang)


def _choices(words: Mapping[Any, Say], lang: Lang) -> list[dict[str, str]]:
    return [{"value": one.value, "words": said.to(lang)} for one, said in words.items()]
