"""The administrator gives and takes keys; a key's text is shown to whoever made it, and stored nowhere."""

from typing import Any

from fastapi import APIRouter
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from services.intake.parts import Parts
from shared.decision.event import FROZEN
from shared.decision.refusal import Forbidden
from shared.directory.state import Person
from shared.handling.command import body_digest, canonical, command_key, new_stream
from shared.handling.receipt import KeyReused, NotFound
from shared.security.keys import Key, Keys, Once, UsedOtherwise, derived_token, hashed
from shared.vocabulary.ids import Code, SiteCode
from shared.vocabulary.roles import KEYLESS, Role
from shared.vocabulary.time import Instant
from shared.web.acting import ACTING, API, Endpoint
from shared.web.gate import caller_of, token_of
from shared.web.openapi import command_document, problems, schema_of, schema_of_any
from shared.web.problems import FORBIDDEN
from shared.web.reading import add_reading_route
from shared.web.requests import idempotency_key, json_object, validated
from shared.web.responses import json_response
from shared.web.shown import plain


class NewKey(BaseModel):
    """A key for a person of the directory, or for a system with a role and sites of its own."""

    model_config = FROZEN
    holder: Code = Field(title="Code of the person or system")
    is_system: bool = Field(default=False, title="For a system, not a person")
    role: Role | None = Field(default=None, title="Role; a person's own when left out")
    sites: tuple[SiteCode, ...] | None = Field(default=None, title="Sites; a person's own, or every site")
    expires_at: Instant | None = Field(default=None, title="When it ends; never when left out")


class End(BaseModel):
    """When a key ends."""

    model_config = FROZEN
    at: Instant = Field(title="When it ends")


class Nothing(BaseModel):
    """An empty form."""

    model_config = FROZEN


class KeyShown(BaseModel):
    """What is known about a key."""

    id: str
    holder: str
    is_system: bool
    role: Role
    sites: tuple[str, ...] | None
    created_at: Instant
    expires_at: Instant | None
    revoked_at: Instant | None


class KeyMade(KeyShown):
    """A new key with its text."""

    token: str


def add_key_routes(router: APIRouter, parts: Parts) -> None:
    """`/keys`, for administrators only."""
    keys = parts.keys

    async def list_keys(request: Request) -> Response:
        """Every key of this desk, without their texts."""
        _administrator(request)
        return json_response({"keys": [_shown(key) for key in keys.all()]})

    async def create_key(request: Request) -> Response:
        """Make a key; sent again with the same Idempotency-Key, the same key is shown again."""
        return await _create(parts, request)

    async def expire_key(request: Request) -> Response:
        """Let a key end at a moment."""
        return await _change(keys, request, End, lambda key_id, form: keys.expire(key_id, form.at))

    async def revoke_key(request: Request) -> Response:
        """End a key now and for good."""
        return await _change(keys, request, Nothing, lambda key_id, _form: keys.revoke(key_id))

    add_reading_route(router, f"{API}/keys", list_keys, dict[str, tuple[KeyShown, ...]], tag="keys", also=(FORBIDDEN,))
    _post(router, "keys", create_key, NewKey, KeyMade, 201)
    _post(router, "keys/{id}/expire", expire_key, End, KeyShown, 200)
    _post(router, "keys/{id}/revoke", revoke_key, Nothing, KeyShown, 200)


def _post(
    router: APIRouter, path: str, endpoint: Endpoint, form: type[BaseModel], answer: type[BaseModel], status: int
) -> None:
    done = {"description": "Done", "content": {"application/json": {"schema": schema_of_any(answer)}}}
    document = command_document(schema_of(form))
    if "{id}" in path:
        document["parameters"].append(
            {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
        )
    router.add_api_route(
        f"{API}/{path}", endpoint, methods=["POST"], tags=["keys"], operation_id=getattr(endpoint, "__name__", path),
        summary=(endpoint.__doc__ or "").rstrip("."), response_class=Response, status_code=status,
        responses={status: done, **problems(*ACTING)}, openapi_extra=document,
    )  # fmt: skip


async def _create(parts: Parts, request: Request) -> Response:
    _administrator(request)
    command = command_key(caller_of(request).id, idempotency_key(request), "keys")
    form = validated(NewKey, body := canonical(await json_object(request)))
    role, sites = _what(form, parts.policy.current().people.get(form.holder))
    presented = token_of(request)

    def make(salt: bytes) -> dict[str, Any]:
        token = derived_token(presented, salt)
        key, _ = parts.keys.create(
            form.holder, role, sites=sites, is_system=form.is_system, expires_at=form.expires_at, token=token
        )
        return _shown(key)

    once = _once(parts.keys, command, "create_key", body, make)
    token = derived_token(presented, once.salt)
    made = parts.keys.get(once.answer["id"])
    if made is None or made.hash != hashed(token):
        raise KeyReused  # sent again with another key of the same administrator: this text cannot be made anew
    return _answer(once, {**once.answer, "token": token}, 201)


async def _change(keys: Keys, request: Request, model: type[BaseModel], change: Any) -> Response:
    _administrator(request)
    key_id = request.path_params["id"]
    command = command_key(caller_of(request).id, idempotency_key(request), "keys")
    form = validated(model, body := canonical(await json_object(request)))
    if keys.get(key_id) is None:
        raise NotFound(key_id)
    once = _once(keys, command, f"{model.__name__} {key_id}", body, lambda _salt: _shown(change(key_id, form)))
    return _answer(once, once.answer, 200)


def _once(keys: Keys, command: bytes, what: str, body: bytes, change: Any) -> Once:
    try:
        return keys.once(command, body_digest(what, new_stream(command), body, None), change)
    except UsedOtherwise:
        raise KeyReused from None


def _answer(once: Once, data: dict[str, Any], status: int) -> Response:
    return json_response(data, status, {"idempotency-replayed": "true"} if once.repeated else None)


def _what(form: NewKey, person: Person | None) -> tuple[Role, frozenset[str] | None]:
    """Role and sites of a new key. Raises RequestValidationError (422) when they cannot be known or contradict."""
    if form.is_system:
        if form.role is None:
            raise _wrong("role", "a system needs a role")
        if form.role in KEYLESS:
            raise _wrong("role", f"nobody is given a key as {form.role.value}")
        return form.role, None if form.sites is None else frozenset(form.sites)
    if person is None:
        raise _wrong("holder", "no person of the directory has this code; `is_system` makes a key for a system")
    if form.role not in {None, person.role}:
        raise _wrong("role", f"the directory says {person.role.value}")
    return person.role, person.sites if form.sites is None else frozenset(form.sites)


def _wrong(field: str, what: str) -> RequestValidationError:
    return RequestValidationError([{"loc": ("body", field), "msg": what, "type": "value_error"}])


def _administrator(request: Request) -> None:
    caller = caller_of(request)
    if caller.role is not Role.ADMINISTRATOR:
        raise Forbidden("keys", caller.role)


def _shown(key: Key) -> dict[str, Any]:
    return {
        "id": key.id, "holder": key.holder, "is_system": key.is_system, "role": key.role.value,
        "sites": None if key.sites is None else sorted(key.sites), "created_at": plain(key.created_at),
        "expires_at": plain(key.expires_at), "revoked_at": plain(key.revoked_at),
    }  # fmt: skip
