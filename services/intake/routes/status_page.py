"""`/status`: the same for the customer, on a page that anybody may open (R12.16)."""

import re
from typing import Any
from unicodedata import normalize

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.intake.parts import Parts
from services.intake.status import DIGITS, Status
from services.intake.tries import LOCKED
from shared.decision.refusal import Refused
from shared.vocabulary.text import Lang, Say, say
from shared.web.language import HEADER
from shared.web.shown import in_words
from shared.web.visitors import Calm, Visitors, address_of, form_of, language

PATH = "/status"
LONGEST_NUMBER = 60

TEXTS: dict[str, Say] = {
    "title": say("How does my complaint stand?", "查询投诉进度"),
    "lead": say(
        "With your case number and the last four digits of the phone number that you gave us.",
        "请输入投诉编号及您所留电话号码的后四位。",
    ),
    "number": say("Case number", "投诉编号"),
    "number_hint": say("such as LP-20260115-007", "例如 LP-20260115-007"),
    "digits": say("Last four digits of your phone", "电话号码后四位"),
    "ask": say("Show me", "查询"),
    "again": say("Ask again", "再次查询"),
    "stage": say("It stands at", "目前阶段"),
    "next": say("Our next promised time", "下一承诺时间"),
    "nothing_next": say("nothing is promised right now", "目前没有待兑现的承诺时间"),
    "wrong": say(
        "No case has this number with these digits. Please check both.", "没有与该编号及尾号相符的投诉，请核对后再试。"
    ),
}
TOO_MANY_TRIES = Calm(
    429, say("Too many tries", "尝试次数过多"),
    say("Several tries were wrong, so this number is shut for a while. Please try later, or contact us.",
        "多次输入有误，该编号暂时无法查询。请稍后再试，或与我们联系。"),
)  # fmt: skip


def add_status_page(router: APIRouter, parts: Parts, visitors: Visitors) -> None:
    """Ask, and be told."""

    async def ask(request: Request) -> Response:
        return _form(visitors, request)

    async def tell(request: Request) -> Response:
        form = await form_of(request)
        number = _typed(form.get("number", "")).upper()
        digits = _typed(form.get("digits", ""))
        if len(number) > LONGEST_NUMBER or not re.fullmatch(rf"[0-9]{{{DIGITS}}}", digits, re.ASCII):
            return _form(visitors, request, number[:LONGEST_NUMBER], wrong=True)
        try:
            found = parts.status.tell(parts.policy.known(), number, digits, address_of(request), parts.now())
        except Refused as no:
            if no.reason.sentence is LOCKED:
                wait = no.reason.facts["until"] - parts.now()
                return visitors.calm(request, TOO_MANY_TRIES, {"retry-after": str(max(1, int(wait.total_seconds())))})
            return _form(visitors, request, number, wrong=True)
        return _told(visitors, request, number, found)

    for method, endpoint in (("GET", ask), ("POST", tell)):
        router.add_route(PATH, visitors.page(endpoint), methods=[method], include_in_schema=False)


def _typed(text: str) -> str:
    """What was meant: full-width signs and spaces come from the phone's keyboard."""
    return "".join(normalize("NFKC", text).split())


def _values(lang: Lang) -> dict[str, Any]:
    return {"t": {name: text.to(lang) for name, text in TEXTS.items()}, "lang": HEADER[lang]}


def _form(visitors: Visitors, request: Request, number: str = "", *, wrong: bool = False) -> Response:
    """The same form, whether the number or the digits were wrong."""
    values = {**_values(language(request)), "number": number, "wrong": wrong, "digits_count": DIGITS}
    return visitors.show(request, "status.html", values, 404 if wrong else 200)


def _told(visitors: Visitors, request: Request, number: str, found: Status) -> Response:
    lang = language(request)
    values = _values(lang)
    promised = found.next_promised
    when = values["t"]["nothing_next"] if promised is None else in_words(promised, lang, found.zone)
    stage = found.stage.words.to(lang)
    return visitors.show(request, "status_told.html", {**values, "number": number, "stage": stage, "next": when})
