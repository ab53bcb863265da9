"""How a route that reads is declared and answered: private, in the caller's language, with its document."""

from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from typing import Any

from fastapi import APIRouter
from fastapi.dependencies.utils import get_flat_params
from fastapi.exceptions import RequestValidationError
from fastapi.params import ParamTypes
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from shared.web.faulty import REPEATED
from shared.web.language import HEADER, language_of
from shared.web.openapi import problems, schema_of_any
from shared.web.problems import MALFORMED, NOT_FOUND, NOT_YET, TOO_MANY, UNAUTHENTICATED, Problem
from shared.web.responses import json_response

READING = (UNAUTHENTICATED, NOT_FOUND, MALFORMED, TOO_MANY, NOT_YET)
"""What any reading route may be answered with."""

_UNKNOWN = "Extra inputs are not permitted"


class Words(BaseModel):
    """A stored value and what people call it."""

    value: str
    words: str


class ReadingRoute(APIRoute):
    """Refuses a parameter that it does not know, or has twice: a filter misspelled is answered with everything."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's own, after a look at the names in the query."""
        handle = super().get_route_handler()
        parameters = get_flat_params(self.dependant)
        query = ParamTypes.query  # fields of a model do not say where they stand
        known = {one.alias for one in parameters if getattr(one.field_info, "in_", query) is query}

        async def strict(request: Request) -> Response:
            if request.query_params and (errors := _misread(request.query_params, known)):
                raise RequestValidationError(errors)
            return await handle(request)

        return strict


def _misread(asked: QueryParams, known: set[str]) -> list[dict[str, Any]]:
    """What FastAPI would pass over: names that no parameter has, and all but the last value of a name."""
    unknown = [{"type": "extra_forbidden", "loc": ("query", name), "msg": _UNKNOWN} for name in asked.keys() - known]
    times = Counter(name for name, _ in asked.multi_items())
    twice = [{"type": REPEATED, "loc": ("query", name), "msg": REPEATED} for name in known if times[name] > 1]
    return unknown + twice


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
        openapi_extra={"parameters": list(parameters)} if parameters else None, route_class_override=ReadingRoute,
    )  # fmt: skip


def in_language(request: Request, data: Any, headers: Mapping[str, str] | None = None) -> Response:
    """Data whose words are in the caller's language."""
    said = {"content-language": HEADER[language_of(request)], "vary": "accept-language"}
    return json_response(data, headers={**said, **(headers or {})})
