"""How a route that reads is declared and answered: private, in the caller's language, with its document."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from shared.web.language import HEADER, language_of
from shared.web.openapi import problems, schema_of_any
from shared.web.problems import MALFORMED, NOT_FOUND, NOT_YET, TOO_MANY, UNAUTHENTICATED, Problem
from shared.web.responses import json_response

READING = (UNAUTHENTICATED, NOT_FOUND, MALFORMED, TOO_MANY, NOT_YET)
"""What any reading route may be answered with."""


class Words(BaseModel):
    """A stored value and what people call it."""

    value: str
    words: str


def add_reading_route(
    router: APIRouter,
    path: str,
    endpoint: Callable[..., Awaitable[Response]],
    shown: Any,
    *,
    tag: str,
    parameters: Sequence[Mapping[str, Any]] = (),
    also: Sequence[Problem] = (),
) -> None:
    """Declare a GET; its docstring is its summary, its function's name the operation's."""
    summary, _, more = (endpoint.__doc__ or "").strip().partition("\n\n")
    router.add_api_route(
        path, endpoint, methods=["GET"], tags=[tag], operation_id=getattr(endpoint, "__name__", path),
        summary=summary.rstrip("."), description=more or None, response_class=Response,
        responses={
            200: {"description": "Found", "content": {"application/json": {"schema": schema_of_any(shown)}}},
            **problems(*READING, *also),
        },
        openapi_extra={"parameters": list(parameters)} if parameters else None,
    )  # fmt: skip


def in_language(request: Request, data: Any, headers: Mapping[str, str] | None = None) -> Response:
    """Data whose words are in the caller's language."""
    said = {"content-language": HEADER[language_of(request)], "vary": "accept-language"}
    return json_response(data, headers={**said, **(headers or {})})
