"""Files of a case: uploaded and put on record in one step, listed, and given back as files and nothing else."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from email.message import Message
from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from services.intake.attachments import TAKEN, Incoming, NotTaken, TooLarge
from services.intake.parts import Parts
from shared.complaint.actions.p12_words_and_files import Attach
from shared.complaint.events.p12_words_and_files import FileAttached
from shared.complaint.kind import COMPLAINT
from shared.decision.event import Record
from shared.decision.kind import allowance
from shared.decision.refusal import Forbidden
from shared.handling.command import body_digest, canonical, command_key
from shared.handling.receipt import NotFound
from shared.vocabulary.axes import FileKind
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant
from shared.web.acting import ACTING, API, PATH_PARAMETERS, Recorded, Target, receipt_response
from shared.web.gate import caller_of
from shared.web.moments import AskedMoment
from shared.web.openapi import command_document, problems, schema_of
from shared.web.problems import TOO_LARGE, UNSUPPORTED, Answered
from shared.web.reading import READING, ReadingRoute, add_reading_route
from shared.web.requests import idempotency_key, malformed, validated
from shared.web.responses import PRIVATE, json_response
from shared.web.shown import plain
from shared.web.waiting import WaitFor, waited

FILES = f"{API}/complaints/{{number}}/attachments"
BYTES = say("must be the bytes of a file", "须为文件内容")
UPLOADED = say(
    "must be the SHA-256 of a file uploaded to this case's attachments", "须为已上传到本投诉附件的文件的 SHA-256"
)
SAFE = {
    **PRIVATE,
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
}
"""A file is saved, never shown by a browser in this desk's name."""

DIGEST = {
    "name": "digest", "in": "path", "required": True, "description": "SHA-256 of the file, as the list shows it.",
    "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
}  # fmt: skip
DISPOSITION = {
    "name": "Content-Disposition", "in": "header", "required": False,
    "description": "The file's name: `attachment; filename*=UTF-8''name`. A name is personal and stands in no address.",
    "schema": {"type": "string", "maxLength": 2000},
}  # fmt: skip
LONGEST_NAME = 200

Kind = Annotated[FileKind, Query(description="What the file is.")]
Happened = Annotated[AskedMoment | None, Query(description="When it happened; now, when left out (CK9).")]


class FileShown(BaseModel):
    """A file of a case."""

    digest: str
    size: int
    media_type: str
    name: str
    kind: FileKind
    version: int  #: of the fact that put it on record
    recorded_at: Instant
    by: str


def add_attachment_routes(router: APIRouter, parts: Parts) -> None:
    """`/complaints/{number}/attachments`."""

    async def attach_file(request: Request, kind: Kind, occurred_at: Happened = None) -> Response:
        """Upload a photo, a recording or a signed form, and put it on record."""
        return await _attach(parts, request, kind, occurred_at)

    async def attachments(request: Request, wait_for: WaitFor = None) -> Response:
        """The files of a case."""
        await waited(parts.reader(), wait_for)
        records = parts.door.records(_case(parts, request))
        return json_response({"items": [_shown(version, record) for version, record in files_of(records)]})

    async def attachment(request: Request) -> Response:
        """A file of a case, as it was uploaded."""
        return _file(parts, request)

    document = command_document(None)
    document["parameters"] += [PATH_PARAMETERS["number"], DISPOSITION]
    content = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in sorted(TAKEN)}
    done = {"description": "Recorded", "content": {"application/json": {"schema": schema_of(Recorded)}}}
    router.add_api_route(
        FILES, attach_file, methods=["POST"], tags=["complaint"], operation_id="attach_file", status_code=201,
        summary="Upload a file and put it on record", response_class=Response,
        responses={201: done, **problems(*ACTING)},
        openapi_extra={**document, "requestBody": {"required": True, "content": content}},
    )  # fmt: skip
    add_reading_route(
        router, FILES, attachments, dict[str, tuple[FileShown, ...]], tag="complaint",
        parameters=[PATH_PARAMETERS["number"]],
    )  # fmt: skip
    router.add_api_route(
        f"{FILES}/{{digest}}", attachment, methods=["GET"], tags=["complaint"], operation_id="attachment",
        summary="A file of a case, as it was uploaded", response_class=Response,
        responses={200: {"description": "The file", "content": content}, **problems(*READING)},
        openapi_extra={"parameters": [PATH_PARAMETERS["number"], DIGEST]}, route_class_override=ReadingRoute,
    )  # fmt: skip


async def _attach(parts: Parts, request: Request, kind: FileKind, occurred_at: datetime | None) -> Response:
    key, caller = idempotency_key(request), caller_of(request)
    stream = _case(parts, request)
    state = parts.door.held(COMPLAINT, stream).state
    if allowance(Attach, state, parts.door.moment(caller)).forbidden:
        raise Forbidden(Attach.SPEC.slug, caller.role)  # before a byte is stored
    _check_length(request, parts.attachments.largest)
    try:
        async with parts.attachments.receive(request.stream()) as incoming:
            form = _form(request, kind, incoming)
            async with parts.attachments.kept(incoming, state.reception.customer or stream, stream):
                receipt = await parts.door.act(
                    COMPLAINT, stream, validated(Attach, form), caller, key=command_key(caller.id, key),
                    digest=body_digest(Attach.SPEC.slug, stream, form, occurred_at), occurred_at=occurred_at,
                )  # fmt: skip
    except TooLarge:
        raise Answered(TOO_LARGE, members={"limit": parts.attachments.largest}) from None
    except NotTaken:
        raise Answered(UNSUPPORTED, members={"taken": sorted(TAKEN)}) from None
    place = f"{request.scope.get('root_path', '')}{request.url.path}/{incoming.digest}"
    return receipt_response(receipt, request.path_params["number"], created=place)


def _check_length(request: Request, largest: int) -> None:
    """Refuse by the length announced, before a byte is taken."""
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > largest:
        raise Answered(TOO_LARGE, members={"limit": largest})
    if announced == "0":
        malformed("body", "", BYTES)


def _form(request: Request, kind: FileKind, incoming: Incoming) -> bytes:
    name = _name(request) or f"{kind.value}.{incoming.media_type.rpartition('/')[2]}"
    return canonical(
        {"digest": incoming.digest, "size": incoming.size, "media_type": incoming.media_type, "kind": kind.value,
         "name": name}
    )  # fmt: skip


def _file(parts: Parts, request: Request) -> Response:
    stream, digest = _case(parts, request), request.path_params["digest"]
    records = parts.door.records(stream)
    record = next((found for _, found in files_of(records) if found.event.digest == digest), None)
    path = None if record is None else parts.attachments.find(owners(stream, records), digest)
    if record is None or path is None:
        raise NotFound(digest)
    name = f"attachment; filename*=UTF-8''{quote(record.event.name, safe='')}"
    return FileResponse(path, headers={**SAFE, "content-disposition": name}, media_type=record.event.media_type)


def check_uploaded(parts: Parts, _request: Request, target: Target, body: dict[str, Any]) -> None:
    """Whether the file that a form names was uploaded to this case's customer. Raises Answered (422)."""
    digest = body.get("digest")
    if isinstance(digest, str) and digest.isalnum():
        records = parts.door.records(target.stream)
        if parts.attachments.find(owners(target.stream, records), digest) is None:
            malformed("body", "digest", UPLOADED)


def files_of(records: Sequence[Record[Any]]) -> Iterator[tuple[int, Record[Any]]]:
    """The facts that put a file to a case, with their versions."""
    return ((v, record) for v, record in enumerate(records, start=1) if isinstance(record.event, FileAttached))


def owners(stream: UUID, records: Iterable[Record[Any]]) -> list[UUID]:
    """Every customer that the case has had, and the case itself: whose folder a file may lie in."""
    named = (getattr(record.event, "customer", None) for record in records)
    return [*dict.fromkeys(customer for customer in named if isinstance(customer, UUID)), stream]


def _case(parts: Parts, request: Request) -> UUID:
    return parts.case(request, request.path_params["number"], caller_of(request))


def _name(request: Request) -> str:
    """The file's own name without folders and control characters, "" when none was said."""
    header = Message()
    header["content-disposition"] = request.headers.get("content-disposition", "").replace("\n", " ")
    said = (header.get_filename() or "").replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in said if sign.isprintable()).strip()[:LONGEST_NAME]


def _shown(version: int, record: Record[Any]) -> dict[str, Any]:
    facts = record.event.model_dump(mode="json")
    return {**facts, "version": version, "recorded_at": plain(record.recorded_at), "by": record.by.id}
