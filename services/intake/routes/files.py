"""A case as one self-contained file, for an auditor: facts, clocks, names, places in the log; JSON or a page."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from services.intake.case_file import FORMAT, attachments, named, places
from services.intake.case_page import page
from services.intake.parts import Parts
from services.intake.routes.history import ClockTold, FactTold, clock_runs
from services.intake.telling import told
from shared.complaint.kind import COMPLAINT
from shared.vocabulary.time import Instant
from shared.web.acting import API, PATH_PARAMETERS
from shared.web.answering import ZONE
from shared.web.gate import caller_of
from shared.web.language import HEADER, language_of
from shared.web.openapi import problems, schema_of_any
from shared.web.reading import READING, ReadingRoute, Words
from shared.web.requests import etag
from shared.web.responses import PRIVATE, json_response
from shared.web.shown import plain
from shared.web.waiting import WaitFor, waited

Format = Annotated[Literal["json", "html"], Query(description="`html`: a page to read and print.")]
PAGE = {
    **PRIVATE,
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
}


class Place(BaseModel):
    """Where a fact stands in the log."""

    version: int
    position: int
    topic: str
    sha256: str  #: of the stored bytes


class AttachmentTold(BaseModel):
    """A file put to the case; its bytes are read below `/attachments`."""

    version: int
    digest: str
    size: int
    media_type: str
    name: str
    kind: str


class CaseFile(BaseModel):
    """A case as one file."""

    format: str
    number: str
    id: str
    version: int
    made_at: Instant
    made_for: str
    zone: str  #: the site's; moments are UTC
    site: str
    phase: Words
    owner: str | None
    policy_version: int
    records: tuple[FactTold, ...]
    clocks: tuple[ClockTold, ...]
    attachments: tuple[AttachmentTold, ...]
    names: dict[str, dict[str, str]]
    log: tuple[Place, ...]


def add_file_route(router: APIRouter, parts: Parts) -> None:
    """`GET /complaints/{number}/file`."""

    async def case_file(request: Request, format: Format = "json", wait_for: WaitFor = None) -> Response:  # noqa: A002 - the parameter's public name
        """A case as one self-contained file: facts, clocks, names, places in the log."""
        await waited(parts.reader(), wait_for)
        file = _file(parts, request)
        lang, zone = language_of(request), request.scope[ZONE]
        said = {"content-language": HEADER[lang], "vary": "accept-language", "etag": etag(file["version"])}
        if format == "html":
            return Response(page(file, lang, zone), headers={**PAGE, **said}, media_type="text/html; charset=utf-8")
        name = {"content-disposition": f'attachment; filename="{file["number"]}.json"'}
        return json_response(file, headers={**said, **name})

    content = {
        "application/json": {"schema": schema_of_any(CaseFile)},
        "text/html": {"schema": {"type": "string"}},
    }
    router.add_api_route(
        f"{API}/complaints/{{number}}/file", case_file, methods=["GET"], tags=["complaint"],
        operation_id="case_file", summary=(case_file.__doc__ or "").rstrip("."), response_class=Response,
        responses={200: {"description": "The file", "content": content}, **problems(*READING)},
        openapi_extra={"parameters": [PATH_PARAMETERS["number"]]}, route_class_override=ReadingRoute,
    )  # fmt: skip


def _file(parts: Parts, request: Request) -> dict[str, Any]:
    caller, lang, number = caller_of(request), language_of(request), request.path_params["number"]
    stream = parts.case(request, number, caller)
    entries = parts.entries(stream)
    decoded = [parts.door.codec.decode(entry.topic, entry.state) for entry in entries]
    complaint, now = COMPLAINT.fold(decoded), parts.now()
    zone = request.scope[ZONE]
    records = told(decoded, caller.role, lang, zone)
    directory = parts.policy.current()
    return {
        "format": FORMAT, "number": number, "id": str(stream), "version": len(decoded),
        "made_at": plain(now), "made_for": caller.id, "zone": zone.key, "site": complaint.reception.site,
        "phase": {"value": complaint.phase.value, "words": complaint.phase.words.to(lang)},
        "owner": complaint.ladder.owner, "policy_version": directory.version,
        "records": records, "clocks": clock_runs(parts, decoded, now, lang),
        "attachments": attachments(records), "names": named(directory, complaint, records, lang),
        "log": places(entries),
    }  # fmt: skip
