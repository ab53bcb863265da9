"""Pages for customers, who have no key: in their language, without a script, seldom enough, and never an error text.

Whatever such a page shows, the customer brought what it takes to see it: a link of their own, or number and digits.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from shared.database.errors import StorageError
from shared.directory.state import name_in
from shared.handling.policy import LivePolicy
from shared.handling.receipt import Contended
from shared.runtime.logging import logger
from shared.security.rate import RateLimit
from shared.vocabulary.text import Lang, Say, say
from shared.vocabulary.time import Now
from shared.web.language import HEADER, known, language_of
from shared.web.problems import Answered
from shared.web.requests import body_of
from shared.web.strictly import seen

log = logger("web")

PER_SECOND, AT_ONCE = 2, 60
"""Requests of one address: many phones share one behind a company's or an estate's own network."""
LARGEST_FORM = 256 * 1024
"""Bytes: four texts of 2,000 Chinese characters as a browser spells them, nine bytes each, with room."""
MOST_FIELDS = 40
_FORM = "application/x-www-form-urlencoded"
_OWN_NETWORK = 64
"""Bits of an IPv6 address that name a household; the rest its devices choose."""

HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",  # the address of such a page may be all that it takes to see it
    "vary": "accept-language",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex, nofollow",
}

SWITCH = say("Language", "语言")
LANGUAGES = ((Lang.ZH_HANS, "简体中文"), (Lang.ZH_HANT, "繁體中文"), (Lang.EN, "English"))


@dataclass(frozen=True, slots=True)
class Calm:
    """A page that only says something."""

    status: int
    title: Say
    words: Say


TOO_OFTEN = Calm(
    429, say("One moment, please", "请稍候"),
    say("There were many requests from your network. Please try again in a minute.",
        "来自您所在网络的请求较多，请一分钟后再试。"),
)  # fmt: skip
LATER = Calm(
    503, say("Please try again later", "请稍后再试"),
    say("Nothing was recorded just now. Please try again in some minutes.", "刚才未能保存，请几分钟后再试。"),
)  # fmt: skip
UNREADABLE = Calm(
    400, say("We could not read that", "无法读取提交的内容"),
    say("Please open the page again and fill it in there.", "请重新打开页面并在页面上填写。"),
)  # fmt: skip
TOO_LONG = Calm(
    413, say("That is too long", "内容过长"),
    say("Please go back and write a little less; your words are still there.",
        "请返回并适当缩短内容，您填写的文字仍在页面上。"),
)  # fmt: skip

Endpoint = Callable[[Request], Awaitable[Response]]


class Unreadable(Exception):
    """What was sent is not a form of ours, or was sent from elsewhere."""


class Visitors:
    """What every page for customers needs."""

    def __init__(self, policy: LivePolicy, now: Now, *folders: Path) -> None:
        """`folders` hold the templates of the service; the frame is ours."""
        self._policy = policy
        self._rate = RateLimit(PER_SECOND, AT_ONCE, now)
        found = [FileSystemLoader(folder) for folder in (*folders, Path(__file__).parent / "templates")]
        self._templates = Environment(
            loader=ChoiceLoader(found), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
            lstrip_blocks=True,
        )  # fmt: skip

    def page(self, endpoint: Endpoint) -> Endpoint:
        """The endpoint, asked seldom enough; what it cannot do is said in a sentence."""

        async def calmly(request: Request) -> Response:
            if wait := self._rate.wait(address_of(request)):
                return self.calm(request, TOO_OFTEN, {"retry-after": str(ceil(wait))})
            try:
                return await endpoint(request)
            except Unreadable:
                return self.calm(request, UNREADABLE)
            except Answered as answered:  # of reading the body: it is too large
                return self.calm(request, TOO_LONG if answered.problem.status == TOO_LONG.status else UNREADABLE)
            except (StorageError, Contended) as error:
                log.error("page_failed", kind=type(error).__name__)  # noqa: TRY400 - a trace would quote values
                return self.calm(request, LATER, {"retry-after": "60"})

        return calmly

    def calm(self, request: Request, calm: Calm, headers: dict[str, str] | None = None, **more: Any) -> Response:
        """A page that only says something; `more` may hold a `link`."""
        lang = language(request)
        words = {"title": calm.title.to(lang), "words": calm.words.to(lang), "link": None, **more}
        return self.show(request, "calm.html", words, calm.status, headers)

    def show(
        self, request: Request, template: str, values: dict[str, Any], status: int = 200,
        headers: dict[str, str] | None = None,
    ) -> Response:  # fmt: skip
        """A page in the visitor's language."""
        lang = language(request)
        company = name_in(self._policy.known().names, lang) or "Suying"
        frame = {
            "tag": HEADER[lang], "root": request.scope.get("root_path", ""), "switch": SWITCH.to(lang),
            "company": company, "languages": _choice() if request.method == "GET" else [],
        }  # fmt: skip
        html = self._templates.get_template(template).render({**frame, **values})
        return HTMLResponse(html, status, {**HEADERS, "content-language": HEADER[lang], **(headers or {})})


def _choice() -> list[dict[str, str]]:
    """Offered where nothing was filled in yet: another language is another page."""
    return [{"tag": HEADER[one], "name": name} for one, name in LANGUAGES]


def language(request: Request) -> Lang:
    """What the visitor chose on the page (`?lang=`), else what the phone asks for."""
    return known(request.query_params.get("lang", "")) or language_of(request)


def address_of(request: Request) -> str:
    """Who asks, by network address: behind a proxy that is believed, the one it forwards; of IPv6 the own network."""
    host = request.client.host if request.client is not None else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        own = address.ipv4_mapped
        return str(own or ip_network((address, _OWN_NETWORK), strict=False))
    return host


async def form_of(request: Request) -> dict[str, str]:
    """What was filled in, on a page of ours: texts without hidden signs. Raises Unreadable, Answered (413)."""
    if request.headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
        raise Unreadable  # another site's page sent it
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise Unreadable
    body = await body_of(request, LARGEST_FORM)
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise Unreadable from error
    if len(dict(pairs)) != len(pairs):
        raise Unreadable
    return {name: seen(value) for name, value in pairs}
