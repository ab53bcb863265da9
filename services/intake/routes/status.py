"""`GET /status`: what any of the staff may tell whoever has a case's number and the last four digits (R12.16)."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from services.intake.parts import Parts
from services.intake.status import DIGITS, Tries, ends_with, next_promised
from shared.complaint.kind import COMPLAINT
from shared.complaint.state import Complaint
from shared.customer.kind import CUSTOMER
from shared.decision.refusal import Forbidden
from shared.vocabulary.roles import STAFF
from shared.vocabulary.text import Lang
from shared.vocabulary.time import Instant
from shared.web.acting import API
from shared.web.gate import caller_of
from shared.web.language import language_of
from shared.web.problems import FORBIDDEN, RULE
from shared.web.reading import Words, add_reading_route, in_language
from shared.web.shown import plain


class StatusShown(BaseModel):
    """Stage and next promised time, nothing more."""

    number: str
    stage: Words
    next_promised: Instant | None


Number = Annotated[str, Query(max_length=60, description="The case number")]
Digits = Annotated[
    str,
    Query(pattern=rf"^[0-9]{{{DIGITS}}}$", description="The last four digits of the customer's phone"),
]


def add_status_route(router: APIRouter, parts: Parts) -> None:
    """`GET /status`."""
    tries = Tries()

    async def status(request: Request, number: Number, digits: Digits) -> Response:
        """Stage and next promised time of a case; wrong tries are counted by number and address, and lock it."""
        caller = caller_of(request)
        if caller.role not in STAFF:
            raise Forbidden("status", caller.role, STAFF)
        address = request.client.host if request.client is not None else ""
        return in_language(request, _told(parts, tries, number, digits, address, language_of(request)))

    add_reading_route(router, f"{API}/status", status, StatusShown, tag="complaint", also=(FORBIDDEN, RULE))


def _told(parts: Parts, tries: Tries, number: str, digits: str, address: str, lang: Lang) -> dict[str, Any]:
    directory, now, stream = parts.policy.known(), parts.now(), parts.numbers.stream(number)
    complaint: Complaint = COMPLAINT.blank if stream is None else parts.door.state(COMPLAINT, stream).state
    known = directory.limits(complaint.reception.site, complaint.reception.category)
    tries.check(number, address, now, known)
    customer = complaint.reception.customer
    if customer is None or not ends_with(parts.door.state(CUSTOMER, customer).state.details, digits):
        raise tries.wrong(number, address, now, known)
    tries.right(number, address)
    promised = next_promised(complaint, known.span("reply_within"))
    stage = {"value": complaint.phase.value, "words": complaint.phase.words.to(lang)}
    return {"number": number, "stage": stage, "next_promised": None if promised is None else plain(promised)}
