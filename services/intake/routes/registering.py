"""A complaint comes in: the case is begun, under the caller's own reference if it has one (R1.0, R12.1a)."""

from uuid import UUID, uuid5

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.intake.parts import Parts
from services.intake.routes.acting import API, add_command_route, command, form_schema, receipt_response
from shared.complaint.actions.p01_walk_in import Receive
from shared.complaint.kind import COMPLAINT
from shared.decision.action import Action
from shared.decision.refusal import Forbidden, Refused
from shared.handling.command import command_key, new_stream
from shared.web.gate import caller_of
from shared.web.problems import REFERENCE_TAKEN, Answered
from shared.web.requests import idempotency_key, json_object

_REFERENCES = UUID("3f1c1d0a-6a7e-4d0e-8a0e-6d5c2f0b9b21")  # namespace of streams named by a system's own reference


def add_registering_route(router: APIRouter, parts: Parts) -> None:
    """`POST /complaints`: a case is received; imported ones come through their own route (CK12)."""

    async def register(request: Request) -> Response:
        return await _register(parts, Receive, request)

    add_command_route(router, f"{API}/complaints", register, COMPLAINT, Receive, form_schema(Receive))


async def _register(parts: Parts, action: type[Action], request: Request) -> Response:
    key, caller = idempotency_key(request), caller_of(request)
    body = await json_object(request)
    site, reference = body.get("site"), body.get("reference")
    if isinstance(site, str) and not caller.sees(site):
        raise Forbidden(action.SPEC.slug, caller.role)
    named = isinstance(reference, str) and reference != ""
    stream = case_of_reference(caller.id, str(reference)) if named else new_stream(command_key(caller.id, key))
    try:
        receipt = await command(parts.door, COMPLAINT, action, request, stream, key=key, body=body)
    except Refused:
        if named and (first := parts.numbers.number(stream)) is not None:
            raise Answered(REFERENCE_TAKEN, members={"number": first}) from None
        raise
    number = receipt.case_number or ""
    parts.numbers.keep(number, stream)
    return receipt_response(receipt, number, created=f"{request.scope.get('root_path', '')}{API}/complaints/{number}")


def case_of_reference(caller: str, reference: str) -> UUID:
    """The stream of the case that a caller registered under its own reference.

    The reference names the stream, so two registrations with it meet in the log and only one begins a case.
    """
    return uuid5(_REFERENCES, f"{caller}\x00{reference}")
