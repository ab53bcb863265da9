"""Who wants to be told what, and where: read and set by the person or an administrator; targets are never shown."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fastapi import APIRouter, Path
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from services.escalation.notify_forms import (
    ChangeWish,
    ChannelShown,
    MailServer,
    MailServerShown,
    NewChannel,
    Nothing,
    WishShown,
)
from services.escalation.parts import Parts
from shared.decision.refusal import Forbidden
from shared.handling.command import body_digest, canonical, command_key, new_stream
from shared.handling.receipt import NotFound
from shared.notices.deliveries import State
from shared.notices.post import Unusable
from shared.notices.wishes import OF_THEIR_OWN, Channel, Target, Wish, switched
from shared.vocabulary.ids import Code
from shared.vocabulary.roles import Role
from shared.vocabulary.text import say
from shared.web.acting import ACTING, API, Endpoint
from shared.web.gate import caller_of
from shared.web.openapi import command_document, problems, schema_of, schema_of_any
from shared.web.problems import FORBIDDEN
from shared.web.reading import add_reading_route
from shared.web.requests import idempotency_key, json_object, malformed, validated
from shared.web.responses import json_response
from shared.web.shown import plain

ME = "me"
"""Stands in an address for whoever asks."""
A_TARGET = say(
    "must be a mail address, or an address such as wecombot://KEY, dingtalk://TOKEN, feishu://TOKEN, jsons://HOST/PATH",
    "须为电子邮件地址，或如 wecombot://KEY、dingtalk://TOKEN、feishu://TOKEN、jsons://HOST/PATH 的地址",
)
A_SERVER = say(
    "must be a mail server such as mailtos://USER:PASSWORD@HOST?from=ADDRESS",
    "须为邮件服务器地址，如 mailtos://用户:密码@主机?from=发件地址",
)
A_ZONE = say("must be the name of a time zone, such as Asia/Shanghai", "须为时区名称，如 Asia/Shanghai")
BY_AN_ADMINISTRATOR = say("must be set by an administrator: it names a host", "须由管理员设置：其中指定了主机")

PersonInPath = Annotated[
    str, Path(pattern="^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", description="A person's code, or `me`.")
]


def add_notify_routes(router: APIRouter, parts: Parts) -> None:
    """`/notices/{person}`, and the company's mail server."""

    async def notices(request: Request, person: PersonInPath) -> Response:
        """How a person wants to be told of what happens, and how that goes."""
        return json_response(_shown(parts, _whose(parts, request, person)))

    async def change_notices(request: Request) -> Response:
        """Switch notices on or off; set language, quiet hours, digest."""
        code = _whose(parts, request, request.path_params["person"])
        form, body = await _form(request, ChangeWish)
        _check_zone(form.zone)
        return json_response(_once(parts, request, f"wish {code}", body, lambda: _change(parts, code, form)))

    async def add_channel(request: Request) -> Response:
        """Name one way more to a person; its target is shown to nobody again."""
        code = _whose(parts, request, request.path_params["person"])
        form, body = await _form(request, NewChannel)
        target = await _target(request, form.target)
        return json_response(_once(parts, request, f"add {code}", body, lambda: _add(parts, code, target)), 201)

    async def remove_channel(request: Request) -> Response:
        """Take a way to a person away."""
        code, channel = _whose(parts, request, request.path_params["person"]), request.path_params["channel"]
        _, body = await _form(request, Nothing)
        what = f"remove {code} {channel}"
        return json_response(_once(parts, request, what, body, lambda: _remove(parts, code, channel)))

    async def test_channels(request: Request) -> Response:
        """Send a test to each of a person's channels; how it went is seen a moment later."""
        code = _whose(parts, request, request.path_params["person"])
        _, body = await _form(request, Nothing)
        return json_response(_once(parts, request, f"test {code}", body, lambda: _test(parts, request, code)), 202)

    async def set_mail_server(request: Request) -> Response:
        """Name the company's mail server, or let go of it."""
        _administrator(request)
        form, body = await _form(request, MailServer)
        url = None if form.url is None else await _mail_server(form.url)
        return json_response(_once(parts, request, "mail server", body, lambda: _serve_mail(parts, url)))

    add_reading_route(router, f"{API}/notices/{{person}}", notices, WishShown, tag="notices", also=(FORBIDDEN,))
    _post(router, "notices/{person}", change_notices, ChangeWish, WishShown)
    _post(router, "notices/{person}/channels", add_channel, NewChannel, ChannelShown, 201)
    _post(router, "notices/{person}/channels/{channel}/remove", remove_channel, Nothing, WishShown)
    _post(router, "notices/{person}/test", test_channels, Nothing, WishShown, 202)
    _post(router, "mail-server", set_mail_server, MailServer, MailServerShown)


def _post(
    router: APIRouter, path: str, endpoint: Endpoint, form: type[BaseModel], shown: type[BaseModel], status: int = 200
) -> None:
    document = command_document(schema_of(form))
    document["parameters"] += [
        {"name": name, "in": "path", "required": True, "schema": schema}
        for name, schema in (
            ("person", {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"}),
            ("channel", {"type": "string", "minLength": 1}),
        )
        if f"{{{name}}}" in path
    ]
    done = {"description": "Done", "content": {"application/json": {"schema": schema_of_any(shown)}}}
    router.add_api_route(
        f"{API}/{path}", endpoint, methods=["POST"], tags=["notices"],
        operation_id=getattr(endpoint, "__name__", path), summary=(endpoint.__doc__ or "").rstrip("."),
        response_class=Response, status_code=status, openapi_extra=document,
        responses={status: done, **problems(*ACTING)},
    )  # fmt: skip


# ── who may, and what was asked ─────────────────────────────────────────────────────────────


def _whose(parts: Parts, request: Request, person: Code) -> str:
    """The person meant: oneself, or for an administrator anybody of ours. Raises Forbidden, NotFound."""
    caller = caller_of(request)
    code = caller.id if person == ME else person
    if code != caller.id:
        _administrator(request)
    if code not in parts.policy.current().people:
        raise NotFound(code)
    return code


def _administrator(request: Request) -> None:
    if (role := caller_of(request).role) is not Role.ADMINISTRATOR:
        raise Forbidden("notices", role)


async def _form(request: Request, form: type[Any]) -> tuple[Any, bytes]:
    idempotency_key(request)
    body = canonical(await json_object(request))
    return validated(form, body), body


async def _target(request: Request, text: str) -> Target:
    from shared.notices.apprise_post import target_of  # noqa: PLC0415 - loads apprise

    try:
        target = await asyncio.to_thread(target_of, text)
    except Unusable:
        malformed("body", "target", A_TARGET)
    if target.kind not in OF_THEIR_OWN and caller_of(request).role is not Role.ADMINISTRATOR:
        malformed("body", "target", BY_AN_ADMINISTRATOR)
    return target


async def _mail_server(url: str) -> str:
    from shared.notices.apprise_post import mail_server_of  # noqa: PLC0415 - loads apprise

    try:
        return await asyncio.to_thread(mail_server_of, url)
    except Unusable:
        malformed("body", "url", A_SERVER)


def _check_zone(zone: str | None) -> None:
    try:
        if zone is not None:
            ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        malformed("body", "zone", A_ZONE)


# ── changes ─────────────────────────────────────────────────────────────────────────────────


def _once(parts: Parts, request: Request, what: str, body: bytes, change: Callable[[], dict[str, Any]]) -> Any:
    """Carried out once for each idempotency key (G2); the target in a body is kept as a hash only."""
    command = command_key(caller_of(request).id, idempotency_key(request), "notices")
    return parts.sender.wishes.once(command, body_digest(what, new_stream(command), body, None), change)


def _change(parts: Parts, code: str, form: ChangeWish) -> dict[str, Any]:
    wishes = parts.sender.wishes
    wish = wishes.of(code)
    given = form.model_fields_set
    if form.on is not None:
        wish = switched(wish, parts.now(), on=form.on)
    if form.lang is not None:
        wish = replace(wish, lang=form.lang)
    if form.every_minutes is not None:
        wish = replace(wish, every=timedelta(minutes=form.every_minutes))
    if "zone" in given:
        wish = replace(wish, zone=form.zone)
    if "quiet" in given:
        quiet = form.quiet
        times = None if quiet is None else (time.fromisoformat(quiet.start), time.fromisoformat(quiet.end))
        wish = replace(wish, quiet=times)
    wishes.put(wish)
    if wish.on_since is None:
        for channel in wishes.channels(code):
            parts.sender.deliveries.end_channel(channel.id)
    return _shown(parts, code)


def _add(parts: Parts, code: str, target: Target) -> dict[str, Any]:
    return _channel(parts, parts.sender.wishes.add(code, target))


def _remove(parts: Parts, code: str, channel: str) -> dict[str, Any]:
    if channel not in {one.id for one in parts.sender.wishes.channels(code)}:
        raise NotFound(channel)
    parts.sender.deliveries.end_channel(channel)
    parts.sender.wishes.remove(channel)
    return _shown(parts, code)


def _test(parts: Parts, request: Request, code: str) -> dict[str, Any]:
    identity = f"test {caller_of(request).id} {idempotency_key(request)}"
    for channel in parts.sender.wishes.channels(code):
        parts.sender.deliveries.put_test(channel, identity, parts.now())
    return _shown(parts, code)


def _serve_mail(parts: Parts, url: str | None) -> dict[str, Any]:
    parts.sender.wishes.put_mail_server(url)
    return {"mail_server": url is not None}


# ── shown ───────────────────────────────────────────────────────────────────────────────────


def _shown(parts: Parts, code: str) -> dict[str, Any]:
    wishes = parts.sender.wishes
    wish: Wish = wishes.of(code)
    quiet = None if wish.quiet is None else {"start": f"{wish.quiet[0]:%H:%M}", "end": f"{wish.quiet[1]:%H:%M}"}
    return {
        "person": code, "on_since": plain(wish.on_since), "lang": wish.lang.value, "quiet": quiet,
        "every_minutes": wish.every // timedelta(minutes=1), "zone": wish.zone,
        "channels": [_channel(parts, one) for one in wishes.channels(code)],
        "mail_server": wishes.mail_server is not None,
    }  # fmt: skip


def _channel(parts: Parts, channel: Channel) -> dict[str, Any]:
    counts = parts.sender.deliveries.counts(channel.id)
    return {
        "id": channel.id, "kind": channel.target.kind.value,
        "waiting": counts.get(State.WAITING, 0) + counts.get(State.SENDING, 0),
        **{state.value: counts.get(state, 0) for state in (State.SENT, State.UNCERTAIN, State.GIVEN_UP)},
        "failures": channel.failures, "next_try": plain(channel.next_try), "last_sent": plain(channel.last_sent),
    }  # fmt: skip
