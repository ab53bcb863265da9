"""`GET /status`: what any of the staff may tell whoever has a case's number and the last four digits (R12.16)."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from services.intake.parts import Parts
from services.intake.status import DIGITS
from shared.decision.refusal import Forbidden
from shared.vocabulary.roles import STAFF
from shared.vocabulary.time import Instant
from shared.web.acting import API
from shared.web.gate import caller_of
from shared.web.language import language_of
from shared.web.problems import FORBIDDEN, RULE
from shared.web.reading import Words, add_reading_route, in_language
from shared.web.shown import plain
from shared.web.visitors import address_of


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

    async def status(request: Request, number: Number, digits: Digits) -> Response:
        """Stage and next promised time of a case; wrong tries are counted by number and address, and lock it."""
        caller = caller_of(request)
        if caller.role not in STAFF:
            raise Forbidden("status", caller.role, STAFF)
        found = parts.status.tell(parts.policy.known(), number, digits, address_of(request), parts.now())
        stage = {"value": found.stage.value, "words": found.stage.words.to(language_of(request))}
        promised = None if found.next_promised is None else plain(found.next_promised)
        return in_language(request, {"number": number, "stage": stage, "next_promised": promised})

    add_reading_route(router, f"{API}/status", status, StatusShown, tag="complaint", also=(FORBIDDEN, RULE))
