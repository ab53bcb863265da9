"""One route per declared action: reads the form, passes the door, answers with the receipt."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, TypeAdapter
from starlette.requests import Request
from starlette.responses import Response

from shared.decision.action import Action
from shared.decision.kind import Kind
from shared.handling.case_number import PATTERN
from shared.handling.command import body_digest, canonical, command_key
from shared.handling.door import Door
from shared.handling.receipt import Receipt
from shared.vocabulary.roles import KEYLESS
from shared.vocabulary.time import Instant
from shared.web.gate import caller_of
from shared.web.language import language_of
from shared.web.openapi import command_document, problems, schema_of
from shared.web.problems import (
    BUSY,
    FORBIDDEN,
    KEY_MISSING,
    KEY_REUSED,
    MALFORMED,
    NOT_FOUND,
    RULE,
    STALE,
    STORAGE,
    TOO_LARGE,
    TOO_MANY,
    UNAUTHENTICATED,
    UNSUPPORTED,
)
from shared.web.requests import etag, idempotency_key, if_match, json_object, occurred_in, validated
from shared.web.responses import json_response
from shared.web.shown import plain
from shared.web.strictly import in_lines

API = "/api/v1"
ACTING = (
    KEY_MISSING, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, RULE, STALE, TOO_LARGE, UNSUPPORTED, MALFORMED, KEY_REUSED,
    TOO_MANY, BUSY, STORAGE,
)  # fmt: skip
"""What any command may be answered with."""

OCCURRED_AT = {
    "anyOf": [TypeAdapter(Instant).json_schema(), {"type": "null"}], "default": None,
    "title": "When it happened; now, when left out (CK9)",
}  # fmt: skip


PATH_PARAMETERS: dict[str, dict[str, Any]] = {
    "number": {
        "name": "number", "in": "path", "required": True, "description": "A case number, such as LP-20260303-001.",
        "schema": {"type": "string", "pattern": PATTERN},
    },
    "site": {
        "name": "site", "in": "path", "required": True, "description": "A site's code.",
        "schema": {"type": "string", "pattern": "^[A-Z0-9]{1,12}$"},
    },
    "id": {
        "name": "id", "in": "path", "required": True, "description": "The id of a customer's record.",
        "schema": {"type": "string", "format": "uuid"},
    },
}  # fmt: skip


class Recorded(BaseModel):
    """The receipt of a command: the same, word for word, when the command is sent again."""

    number: str | None  #: the case's number
    id: UUID  #: of the stream
    version: int
    first: int  #: position of the first event
    last: int  #: position of the last event; `?wait_for=` takes it
    recorded_at: Instant
    events: tuple[str, ...]
    warnings: tuple[str, ...] = ()  #: what to know though it was allowed, such as a changed number of the handbook


@dataclass(frozen=True, slots=True)
class Target:
    """What an action is done to."""

    stream: UUID
    number: str | None = None


Find = Callable[[Request], Target]
Endpoint = Callable[[Request], Awaitable[Response]]


Check = Callable[[Request, Target, dict[str, Any]], None]
"""What a route looks up before the door, because no decision sees a second stream; raises what refuses."""


def unchecked(_request: Request, _target: Target, _body: dict[str, Any]) -> None:
    """Nothing else has to be looked up."""


def add_acting_routes(
    router: APIRouter, door: Door, kind: Kind[Any], path: str, find: Find, check: Check = unchecked
) -> None:
    """A POST route below `path` for every action of a kind that acts on what is there already."""
    for action in kind.actions:
        if not (action.SPEC.creates or action.SPEC.own_route or without_address(action)):
            endpoint = acting_endpoint(door, kind, action, find, check)
            add_command_route(router, f"{path}/{hyphened(action)}", endpoint, kind, action, form_schema(action))


def without_address(action: type[Action]) -> bool:
    """Whether nobody with a key may ever do this: what the desk does by itself, or a customer on a page of ours."""
    return KEYLESS.issuperset(action.SPEC.roles)


def acting_endpoint(
    door: Door, kind: Kind[Any], action: type[Action], find: Find, check: Check = unchecked
) -> Endpoint:
    """Read, decide, answer; nothing on this way leaves the event loop."""

    async def act(request: Request) -> Response:
        key = idempotency_key(request)
        target = find(request)
        version = if_match(request)
        body = await json_object(request)
        check(request, target, body)
        receipt = await command(door, kind, action, request, target.stream, key=key, body=body, version=version)
        return receipt_response(receipt, target.number, warnings=_warnings(action, body, request))

    return act


def _warnings(action: type[Action], body: dict[str, Any], request: Request) -> tuple[str, ...]:
    """What the order itself warns about; most actions never do and are not read twice for it."""
    if action.warnings is Action.warnings:
        return ()
    lang = language_of(request)
    return tuple(reason.to(lang) for reason in validated(action, canonical(body)).warnings())


async def command(
    door: Door,
    kind: Kind[Any],
    action: type[Action],
    request: Request,
    stream: UUID,
    *,
    key: str,
    body: dict[str, Any],
    version: int | None = None,
) -> Receipt:
    """Pass one form through the door."""
    caller = caller_of(request)
    occurred_at = occurred_in(body)
    form = canonical(in_lines(action, body))
    order = validated(action, form)
    return await door.act(
        kind, stream, order, caller,
        key=command_key(caller.id, key), digest=body_digest(action.SPEC.slug, stream, form, occurred_at),
        occurred_at=occurred_at, if_match=version,
    )  # fmt: skip


def receipt_response(
    receipt: Receipt,
    number: str | None,
    *,
    created: str | None = None,
    warnings: tuple[str, ...] = (),
    more: Mapping[str, Any] | None = None,
) -> Response:
    """The receipt as HTTP has it; `created` is where the new thing is read, `more` what only this action answers."""
    data: dict[str, Any] = {
        "number": number, "id": str(receipt.stream), "version": receipt.version, "first": receipt.first,
        "last": receipt.last, "recorded_at": plain(receipt.recorded_at), "events": receipt.events,
    }  # fmt: skip
    if warnings:
        data["warnings"] = warnings
    data |= more or {}
    headers = {"etag": etag(receipt.version)}
    if receipt.repeated:
        headers["idempotency-replayed"] = "true"
    if created is not None:
        headers["location"] = created
    return json_response(data, 200 if created is None else 201, headers)


def add_command_route(
    router: APIRouter,
    path: str,
    endpoint: Endpoint,
    kind: Kind[Any],
    action: type[Action],
    body: dict[str, Any],
    *,
    answer: type[Recorded] = Recorded,
) -> None:
    """Declare the route with all that its document needs."""
    spec = action.SPEC
    status = 201 if spec.creates else 200
    done = {"description": "Recorded", "content": {"application/json": {"schema": schema_of(answer)}}}
    router.add_api_route(
        path, endpoint, methods=["POST"], tags=[kind.name], status_code=status, response_class=Response,
        operation_id=f"{kind.name}_{spec.slug}", summary=spec.label.en, description=_description(action),
        responses={status: done, **problems(*ACTING)}, openapi_extra=_document(path, body, versioned=not spec.creates),
    )  # fmt: skip


def form_schema(action: type[Action]) -> dict[str, Any]:
    """The schema of an action's form with the field that all commands share."""
    schema = schema_of(action)
    return {**schema, "properties": {**schema.get("properties", {}), "occurred_at": OCCURRED_AT}}


def hyphened(action: type[Action]) -> str:
    """An action's slug as URLs have it."""
    return action.SPEC.slug.replace("_", "-")


def _description(action: type[Action]) -> str:
    spec = action.SPEC
    roles = ", ".join(role.value for role in spec.roles)
    return f"{(action.__doc__ or '').strip()}\n\nRules: {', '.join(spec.rules)}. Roles: {roles}."


def _document(path: str, body: dict[str, Any], *, versioned: bool) -> dict[str, Any]:
    found = command_document(body, versioned=versioned)
    found["parameters"] += [PATH_PARAMETERS[name] for name in PATH_PARAMETERS if f"{{{name}}}" in path]
    return found
