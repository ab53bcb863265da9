"""The administrator looks after whoever follows the log: how far each is, what is parked, rebuilding (G6, G7)."""

import asyncio
from dataclasses import asdict
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from services.intake.parts import Parts
from shared.decision.event import FROZEN
from shared.decision.refusal import Forbidden
from shared.handling.command import canonical
from shared.handling.receipt import NotFound
from shared.stream.consumers import Consumers
from shared.stream.errors import NotParked, Rebuilding
from shared.stream.follower import Follower
from shared.stream.parking import Parked
from shared.vocabulary.roles import Role
from shared.vocabulary.time import Instant
from shared.web.acting import ACTING, API, Endpoint
from shared.web.gate import caller_of
from shared.web.openapi import command_document, problems, schema_of, schema_of_any
from shared.web.problems import FORBIDDEN, REBUILDING, Answered
from shared.web.reading import add_reading_route
from shared.web.requests import idempotency_key, json_object, validated
from shared.web.responses import json_response
from shared.web.shown import plain

LOOKS = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})


class Nothing(BaseModel):
    """An empty form."""

    model_config = FROZEN


class Skip(BaseModel):
    """Which event is left out; naming it makes the order safe to send again."""

    model_config = FROZEN
    position: int = Field(title="Position of the event that cannot be folded", ge=1)


class ConsumerShown(BaseModel):
    """Where a consumer stands."""

    name: str
    generation: int
    position: int
    head: int
    lag_events: int
    lag_seconds: float
    parked: int
    running: bool
    alarm: str | None
    rebuilding: tuple[int, int] | None


class ParkedShown(BaseModel):
    """A case (or another stream) that stands still at one consumer, and why; nothing personal is in it."""

    stream: UUID
    number: str | None
    position: int
    version: int
    topic: str
    error: str
    trace: str
    digest: str
    parked_at: Instant
    tries: int
    behind: int


class StillWaiting(BaseModel):
    """What a retry or skip left."""

    waiting: int  #: events of the stream that still wait; 0: it goes on


def add_consumer_routes(router: APIRouter, parts: Parts) -> None:
    """`/consumers`, to look for auditors, to act for administrators."""

    async def consumers(request: Request) -> Response:
        """How far each consumer is, what is parked, whether it runs."""
        _may(request, "consumers", LOOKS)
        return json_response({"consumers": [asdict(one) for one in parts.consumers().standings()]})

    async def parked(request: Request) -> Response:
        """What stands still at a consumer, oldest event first."""
        _may(request, "parked", LOOKS)
        found = _consumer(parts.consumers(), request).parked()
        return json_response({"parked": [_parked(one, parts) for one in found]})

    async def retry_parked(request: Request) -> Response:
        """Fold a parked stream again, as far as it goes."""
        follower, stream = _act(parts, request, "retry_parked"), _stream(request)
        await _form(request, Nothing)
        return json_response({"waiting": await _found(follower.retry(stream))})

    async def skip_parked(request: Request) -> Response:
        """Leave out the event that cannot be folded, at this consumer and for good, and go on behind it."""
        follower, stream = _act(parts, request, "skip_parked"), _stream(request)
        form = await _form(request, Skip)
        first = next((one for one in follower.parked() if one.stream == stream), None)
        if first is None or first.position != form.position:
            raise NotFound(str(form.position))
        return json_response({"waiting": await _found(follower.skip(stream, caller_of(request).id))})

    async def rebuild_consumer(request: Request) -> Response:
        """Make the views anew beside the serving ones, then switch; look at the consumer to see how far it is."""
        follower = _act(parts, request, "rebuild_consumer")
        await _form(request, Nothing)
        if not follower.rebuilding:
            follower.rebuild_beside()
            await asyncio.sleep(0)
        return json_response(asdict(follower.standing()), 202)

    name = [_path("name", {"type": "string"})]
    add_reading_route(
        router, f"{API}/consumers", consumers, dict[str, tuple[ConsumerShown, ...]], tag="consumers", also=(FORBIDDEN,)
    )
    add_reading_route(
        router, f"{API}/consumers/{{name}}/parked", parked, dict[str, tuple[ParkedShown, ...]],
        parameters=name, tag="consumers", also=(FORBIDDEN,),
    )  # fmt: skip
    _post(router, "{name}/parked/{stream}/retry", retry_parked, Nothing, StillWaiting)
    _post(router, "{name}/parked/{stream}/skip", skip_parked, Skip, StillWaiting)
    _post(router, "{name}/rebuild", rebuild_consumer, Nothing, ConsumerShown, 202)


def _post(
    router: APIRouter, path: str, endpoint: Endpoint, form: type[BaseModel], shown: type[BaseModel], status: int = 200
) -> None:
    document = command_document(schema_of(form))
    document["parameters"].append(_path("name", {"type": "string"}))
    if "{stream}" in path:
        document["parameters"].append(_path("stream", {"type": "string", "format": "uuid"}))
    done = {"description": "Done", "content": {"application/json": {"schema": schema_of_any(shown)}}}
    router.add_api_route(
        f"{API}/consumers/{path}", endpoint, methods=["POST"], tags=["consumers"],
        operation_id=getattr(endpoint, "__name__", path), summary=(endpoint.__doc__ or "").rstrip("."),
        response_class=Response, status_code=status, openapi_extra=document,
        responses={status: done, **problems(*ACTING, REBUILDING)},
    )  # fmt: skip


def _path(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _may(request: Request, action: str, roles: frozenset[Role]) -> None:
    if (role := caller_of(request).role) not in roles:
        raise Forbidden(action, role)


def _act(parts: Parts, request: Request, action: str) -> Follower:
    """The consumer that is acted on. Raises Forbidden, NotFound, Answered (400)."""
    _may(request, action, frozenset({Role.ADMINISTRATOR}))
    idempotency_key(request)  # asked for like everywhere; sending one of these again changes nothing by itself
    return _consumer(parts.consumers(), request)


def _consumer(consumers: Consumers, request: Request) -> Follower:
    try:
        return consumers[request.path_params["name"]]
    except KeyError:
        raise NotFound(request.path_params["name"]) from None


def _stream(request: Request) -> UUID:
    try:
        return UUID(request.path_params["stream"])
    except ValueError:
        raise NotFound(request.path_params["stream"]) from None


async def _form(request: Request, form: type[Any]) -> Any:
    return validated(form, canonical(await json_object(request)))


async def _found(still: Any) -> int:
    try:
        return int(await still)
    except NotParked as error:
        raise NotFound(str(error)) from None
    except Rebuilding:
        raise Answered(REBUILDING, headers={"retry-after": "5"}) from None


def _parked(one: Parked, parts: Parts) -> dict[str, Any]:
    return {
        **{name: plain(value) for name, value in asdict(one).items()},
        "number": parts.numbers.number(one.stream),
    }
