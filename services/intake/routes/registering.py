"""A complaint comes in, from a person, from another system or from an import: a case is begun (R1.0, CK12)."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.intake.naming import own_name
from services.intake.parts import Parts
from services.intake.routes.customers import NEW_CUSTOMER
from shared.complaint.kind import COMPLAINT
from shared.customer.kind import CUSTOMER
from shared.decision.action import Action
from shared.decision.refusal import Forbidden, Refused
from shared.handling.command import body_digest, canonical, command_key, new_stream
from shared.vocabulary.text import say
from shared.web.acting import (
    API,
    Endpoint,
    add_command_route,
    command,
    form_schema,
    hyphened,
    receipt_response,
    without_address,
)
from shared.web.gate import caller_of
from shared.web.openapi import schema_of
from shared.web.problems import REFERENCE_TAKEN, Answered
from shared.web.requests import idempotency_key, json_object, occurred_in, validated
from shared.web.strictly import in_lines

_CUSTOMER = "customer"
NO_CUSTOMER = say("There is no customer's record {customer}.", "没有业主档案 {customer}。")


def add_registering_routes(router: APIRouter, parts: Parts) -> None:
    """`POST /complaints` for the first action that begins a case, `POST /complaints/{slug}` for every further one."""
    first, *further = (one for one in COMPLAINT.actions if one.SPEC.creates and not without_address(one))
    for action, path in ((first, ""), *((action, f"/{hyphened(action)}") for action in further)):
        register = _registering(parts, action)
        add_command_route(router, f"{API}/complaints{path}", register, COMPLAINT, action, _schema(action))


def _registering(parts: Parts, action: type[Action]) -> Endpoint:
    async def register(request: Request) -> Response:
        key, caller = idempotency_key(request), caller_of(request)
        body = await json_object(request)
        site = body.get("site")
        if isinstance(site, str) and not caller.sees(site):
            raise Forbidden(action.SPEC.slug, caller.role)
        named = own_name(body, caller.id)
        stream = named or new_stream(command_key(caller.id, key))
        try:
            await _with_customer(parts, action, request, stream, key, body)
            receipt = await command(parts.door, COMPLAINT, action, request, stream, key=key, body=body)
        except Refused:
            first = None if named is None else parts.numbers.number(named)
            if first is None:
                raise
            raise Answered(REFERENCE_TAKEN, members={"number": first}) from None
        number = receipt.case_number or ""
        parts.numbers.keep(number, stream)
        place = f"{request.scope.get('root_path', '')}{API}/complaints/{number}"
        return receipt_response(receipt, number, created=place)

    return register


async def _with_customer(
    parts: Parts, action: type[Action], request: Request, stream: UUID, key: str, body: dict[str, Any]
) -> None:
    """See to it that the customer named in a body has a record; a new one is begun first, under the same key.

    Both commands are named by the caller's key, so a request sent again doubles neither. Whether the case
    would be taken is tried before, so that a refusal leaves no record without a case.
    """
    given = body.get(_CUSTOMER)
    if _CUSTOMER not in action.model_fields or (given is None and body.get("anonymous") is not True):
        return
    if not isinstance(given, dict | None):
        _known(parts, given)
        return
    caller = caller_of(request)
    own_key = command_key(caller.id, key, _CUSTOMER)
    customer = new_stream(own_key)
    new = {"anonymous": True} if given is None else in_lines(NEW_CUSTOMER, given)
    form = canonical({**new, "site": body.get("site")})
    order = validated(NEW_CUSTOMER, form)
    body[_CUSTOMER] = str(customer)
    if isinstance(given, dict) and given.get("phones"):
        body.setdefault("contactable", True)  # anonymous, and there is a way to reach them (R5.5)
    if not parts.door.knows(command_key(caller.id, key)):
        trial = dict(body)
        occurred_at = occurred_in(trial)
        received = validated(action, canonical(trial))
        parts.door.rehearse(COMPLAINT, stream, received, caller, occurred_at=occurred_at)
    digest = body_digest(NEW_CUSTOMER.SPEC.slug, customer, form, None)
    await parts.door.act(CUSTOMER, customer, order, caller, key=own_key, digest=digest)


def _known(parts: Parts, given: object) -> None:
    """Raise Refused for an id without a record; what is no id is refused with the form."""
    try:
        customer = UUID(str(given))
    except ValueError:
        return
    if not parts.door.held(CUSTOMER, customer).state.registered:
        raise Refused("R12.1a", NO_CUSTOMER, customer=customer)


def _schema(action: type[Action]) -> dict[str, Any]:
    """The form, in which the customer may also be a new one, with the fields of a customer's record but the site."""
    schema = form_schema(action)
    if _CUSTOMER not in action.model_fields:
        return schema
    new = schema_of(NEW_CUSTOMER)
    properties = {name: field for name, field in new["properties"].items() if name != "site"}
    new = {**new, "properties": properties, "required": [n for n in new.get("required", ()) if n != "site"]}
    known = schema["properties"][_CUSTOMER]
    customer = {**known, "anyOf": [*known["anyOf"], new]}
    return {**schema, "properties": {**schema["properties"], _CUSTOMER: customer}}
