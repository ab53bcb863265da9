"""A complaint comes in, from a person, from another system or from an import: a case is begun (R1.0, CK12)."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.intake.naming import own_name
from services.intake.parts import Parts
from shared.complaint.kind import COMPLAINT
from shared.decision.action import Action
from shared.decision.refusal import Forbidden, Refused
from shared.handling.command import command_key, new_stream
from shared.web.acting import (
    API,
    Endpoint,
    add_command_route,
    command,
    form_schema,
    hyphened,
    receipt_response,
)
from shared.web.gate import caller_of
from shared.web.problems import REFERENCE_TAKEN, Answered
from shared.web.requests import idempotency_key, json_object


def add_registering_routes(router: APIRouter, parts: Parts) -> None:
    """`POST /complaints` for the first action that begins a case, `POST /complaints/{slug}` for every further one."""
    first, *further = (action for action in COMPLAINT.actions if action.SPEC.creates)
    for action, path in ((first, ""), *((action, f"/{hyphened(action)}") for action in further)):
        register = _registering(parts, action)
        add_command_route(router, f"{API}/complaints{path}", register, COMPLAINT, action, form_schema(action))


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
