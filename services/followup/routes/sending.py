"""`POST /complaints/{number}/send-questionnaire`: records that it is sent, and shows the customer's link, once."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.followup.links import Link
from services.followup.parts import Parts
from shared.complaint.actions.p10_questionnaire import SendQuestionnaire
from shared.complaint.events.p10_questionnaire import QuestionnaireSent
from shared.complaint.kind import COMPLAINT
from shared.handling.receipt import Receipt
from shared.vocabulary.time import Instant
from shared.web.acting import API, Recorded, add_command_route, command, form_schema, hyphened, receipt_response
from shared.web.gate import caller_of, token_of
from shared.web.requests import idempotency_key, if_match, json_object
from shared.web.shown import plain

BEHIND = "/q/"
"""Below this address stands each customer's page; short, because people type what is printed."""


class Sent(Recorded):
    """The receipt, with the link. The same order sent again with the same keys shows it again; nothing else does."""

    link: str  #: for the customer alone: who has it answers for them
    until: Instant  #: it is good before this moment


def add_sending_route(router: APIRouter, parts: Parts) -> None:
    """An action's route like any other, but for what it is answered with."""

    async def send(request: Request) -> Response:
        key = idempotency_key(request)
        number = request.path_params["number"]
        stream = parts.case(request, number, caller_of(request))
        version = if_match(request)
        body = await json_object(request)
        receipt = await command(
            parts.door, COMPLAINT, SendQuestionnaire, request, stream, key=key, body=body, version=version
        )
        sent = _sent(parts, stream, receipt)
        text = parts.links.text_for(Link(stream, sent.questionnaire), token_of(request))
        shown = {"link": f"{parts.address or _address(request)}{BEHIND}{text}", "until": plain(sent.until)}
        return receipt_response(receipt, number, more=shown)

    path = f"{API}/complaints/{{number}}/{hyphened(SendQuestionnaire)}"
    add_command_route(router, path, send, COMPLAINT, SendQuestionnaire, form_schema(SendQuestionnaire), answer=Sent)


def _sent(parts: Parts, stream: UUID, receipt: Receipt) -> QuestionnaireSent:
    """The fact that this order led to, also when it was sent again."""
    before = receipt.version - (receipt.last - receipt.first + 1)
    records = parts.door.records(stream, before, receipt.version)
    return next(record.event for record in records if isinstance(record.event, QuestionnaireSent))


def _address(request: Request) -> str:
    return str(request.base_url).rstrip("/")
