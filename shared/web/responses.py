"""JSON and problem answers as bytes, without a second model in between."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import HTTPConnection
from starlette.responses import Response

from shared.decision.refusal import worded
from shared.vocabulary.text import Lang
from shared.web.language import HEADER, language_of
from shared.web.problems import MEDIA_TYPE, Answered
from shared.web.shown import plain

_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # `dumps` makes an encoder each time

PRIVATE = {"cache-control": "no-store"}
"""What a key reads is nobody else's: no cache keeps it."""


def json_response(
    data: Any, status: int = 200, headers: Mapping[str, str] | None = None, *, media_type: str = "application/json"
) -> Response:
    """Plain data as JSON."""
    body = _ENCODE(data).encode("utf-8", "replace")
    return Response(body, status, {**PRIVATE, **(headers or {})}, media_type)


def problem_response(answered: Answered, request: HTTPConnection, lang: Lang | None = None) -> Response:
    """A problem in the caller's language; `type` leads to its explanation on this desk."""
    lang = lang or language_of(request)
    problem = answered.problem
    data: dict[str, Any] = {
        "type": f"{_root(request)}/problems#{problem.slug}",
        "title": problem.title.to(lang),
        "status": problem.status,
        "detail": _detail(answered, lang),
    }
    data |= {name: plain(value, lang) for name, value in answered.members.items()}
    headers = {"content-language": HEADER[lang], **answered.headers}
    return json_response(data, problem.status, headers, media_type=MEDIA_TYPE)


def _detail(answered: Answered, lang: Lang) -> str:
    """What is wrong this time, else what to do about such an error at all; a reader of JSON needs no markup."""
    match answered.detail:
        case str() as said:
            return said
        case None if errors := answered.members.get("errors"):
            return "; ".join(f"{_name(one['field'])}: {worded(one['message'], lang)}" for one in errors)
        case None:
            return answered.problem.remedy.to(lang).replace("`", "")
        case sentence:
            return sentence.to(lang)


def _name(field: str) -> str:
    """`body.reply_at` as its sender calls it: `reply_at`."""
    return field.partition(".")[2] or field


def _root(request: HTTPConnection) -> str:
    """The prefix under which the desk is shown; a mounted folder adds its own to `root_path`."""
    root: str = request.scope.get("app_root_path", request.scope.get("root_path", ""))
    return root
