"""The noes of the domain as HTTP answers: one place that knows both."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route

from shared.decision.event import Record
from shared.decision.refusal import Forbidden, Refused, worded
from shared.handling.receipt import Contended, KeyReused, NotFound, Stale
from shared.security.sight import OWN_TASKS_ONLY
from shared.vocabulary.roles import Role
from shared.vocabulary.text import Lang, say
from shared.web.faulty import faulty
from shared.web.gate import caller_of
from shared.web.language import language_of
from shared.web.problems import (
    BUSY,
    FORBIDDEN,
    KEY_REUSED,
    MALFORMED,
    METHOD_NOT_ALLOWED,
    NOT_FOUND,
    RULE,
    STALE,
    TOO_LARGE,
    UNSUPPORTED,
    Answered,
    Problem,
)  # fmt: skip
from shared.web.responses import problem_response
from shared.web.shown import facts_in_words, plain

_FRAMEWORK: dict[int, Problem] = {404: NOT_FOUND, 405: METHOD_NOT_ALLOWED, 413: TOO_LARGE, 415: UNSUPPORTED}
ZONE = "suying.zone"
"""Where a route leaves the site's zone, in the request's scope, so that a refusal speaks in local time."""

ONLY = say(
    "Your key's role is {role}; this may be done by: {may}.", "您的密钥角色为{role}；此操作可由以下角色办理：{may}。"
)
NOT_HERE = say(
    "Your key ({role}) is not for this, or not for this site. GET /api/v1/me shows what it is for.",
    "您的密钥（{role}）不适用于此操作或此项目。可用 GET /api/v1/me 查看其适用范围。",
)


def answer_noes(app: FastAPI) -> None:
    """Let every exception that is an answer become one."""
    for kind, answer in {
        Answered: _answered, Refused: _refused, Forbidden: _forbidden, NotFound: _not_found, Stale: _stale,
        KeyReused: _key_reused, Contended: _contended, RequestValidationError: _malformed, HTTPException: _framework,
    }.items():  # fmt: skip
        app.add_exception_handler(kind, answer)


async def _answered(request: Request, error: Exception) -> Response:
    assert isinstance(error, Answered)  # noqa: S101 - registered for this type
    return problem_response(error, request)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)  # noqa: S101
    reason, lang = error.reason, language_of(request)
    zone: tzinfo | None = request.scope.get(ZONE)
    shown = facts_in_words(reason.facts, lang, zone)
    return problem_response(
        Answered(
            RULE, reason.to(lang, **shown),
            {"rule": reason.rule, "facts": plain(reason.facts), "instead": list(reason.instead)},
        ), request,
    )  # fmt: skip


async def _forbidden(request: Request, error: Exception) -> Response:
    assert isinstance(error, Forbidden)  # noqa: S101
    return problem_response(
        Answered(FORBIDDEN, _who_may(error, language_of(request)), {"action": error.action, "role": error.role}),
        request,
    )


def _who_may(error: Forbidden, lang: Lang) -> str:
    """Whom to ask: the roles that may, or that the key is not for that site."""
    role = Role(error.role)
    if role in error.may or not error.may:
        return NOT_HERE.to(lang, role=role.words.to(lang))
    return ONLY.to(lang, role=role.words.to(lang), may=worded(error.may, lang))


async def _not_found(request: Request, _error: Exception) -> Response:
    return problem_response(Answered(NOT_FOUND), request)


async def _stale(request: Request, error: Exception) -> Response:
    assert isinstance(error, Stale)  # noqa: S101
    lang = language_of(request)
    hidden = caller_of(request).role in OWN_TASKS_ONLY  # they see their own tasks, not what else happened
    members = {"expected": error.expected, "version": error.version, "since": [] if hidden else since(error, lang)}
    return problem_response(Answered(STALE, members=members, headers={"etag": f'"{error.version}"'}), request)


async def _key_reused(request: Request, _error: Exception) -> Response:
    return problem_response(Answered(KEY_REUSED), request)


async def _contended(request: Request, _error: Exception) -> Response:
    return problem_response(Answered(BUSY, headers={"retry-after": "1"}), request)


async def _malformed(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    lang = language_of(request)
    errors = [
        {"field": _field(one["loc"]), "message": faulty(one, lang), "kind": one["type"]} for one in error.errors()
    ]
    return problem_response(Answered(MALFORMED, members={"errors": errors}), request)


async def _framework(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    problem = _FRAMEWORK.get(error.status_code, MALFORMED)
    headers = {name.lower(): value for name, value in (error.headers or {}).items()}
    if problem is METHOD_NOT_ALLOWED:
        headers["allow"] = ", ".join(sorted(_methods(request)))
    return problem_response(Answered(problem, headers=headers), request)


def _methods(request: Request) -> set[str]:
    """What the address takes. Reading and acting are routes of their own; the framework names the first one's only."""
    routes = [route for route in request.app.routes if isinstance(route, Route)]
    found = [route for route in routes if route.matches(request.scope)[0] is not Match.NONE]
    return {method for route in found for method in route.methods or ()}


def _field(loc: Sequence[Any]) -> str:
    """`body.reply_at`, `query.at`: where in the request."""
    return ".".join(str(part) for part in loc)


def since(error: Stale, lang: Lang) -> list[dict[str, Any]]:
    """What happened after the version the caller saw, without anybody's words."""
    return [_happened(version, record, lang) for version, record in enumerate(error.since, error.expected + 1)]


def _happened(version: int, record: Record[Any], lang: Lang) -> dict[str, Any]:
    return {
        "version": version, "topic": record.event.TOPIC, "label": record.event.LABEL.to(lang),
        "occurred_at": plain(record.occurred_at), "recorded_at": plain(record.recorded_at),
        "by": record.by.id, "action": record.action,
    }  # fmt: skip
