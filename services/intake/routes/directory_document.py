"""The directory as one file: read as it stands, and compared with one that somebody has edited."""

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from services.intake.parts import Parts
from services.intake.routes.cases import At
from shared.decision.event import FROZEN
from shared.decision.refusal import Forbidden
from shared.directory.actions.base import ADMINISTRATION
from shared.directory.document import DocumentError, difference, export, read, write
from shared.directory.document.shown import shown
from shared.handling.command import canonical
from shared.web.acting import ACTING, API, hyphened
from shared.web.gate import caller_of
from shared.web.language import language_of
from shared.web.openapi import command_document, problems, schema_of, schema_of_any
from shared.web.problems import FORBIDDEN, MALFORMED, Answered
from shared.web.reading import add_reading_route, in_language
from shared.web.requests import idempotency_key, json_object, validated
from shared.web.responses import json_response


class DocumentSent(BaseModel):
    """A directory file."""

    model_config = FROZEN
    document: str = Field(max_length=900_000, title="The file's text, YAML")


class DocumentShown(BaseModel):
    """The directory as a file."""

    document: str


class Step(BaseModel):
    """One order that brings the directory nearer to the file."""

    action: str  #: post `form` to /directory/ACTION
    form: dict[str, object]
    label: str
    changes: tuple[str, ...]
    warnings: tuple[str, ...]


class Steps(BaseModel):
    """All orders, in an order in which each is allowed; empty when the directory is so already."""

    steps: tuple[Step, ...]


def add_document_routes(router: APIRouter, parts: Parts) -> None:
    """`/directory/document` to read, `/directory/compare` to see what a file would change."""

    async def directory_document(request: Request, at: At = None) -> Response:
        """The directory as one file that can be edited and applied."""
        _may(request)
        found = parts.policy.current() if at is None else parts.policy.at(at)
        return json_response({"document": write(export(found))})

    async def compare_directory(request: Request) -> Response:
        """What a directory file would change; nothing is changed."""
        _may(request)
        idempotency_key(request)
        sent = validated(DocumentSent, canonical(await json_object(request)))
        directory = parts.policy.current()
        try:
            orders = difference(directory, read(sent.document))
        except DocumentError as wrong:
            errors = [{"field": "body.document", "message": str(one), "kind": "form"} for one in wrong.problems]
            raise Answered(MALFORMED, members={"errors": errors}) from None
        steps = [
            {"action": hyphened(type(order)), "form": order.model_dump(mode="json"), "label": told.label,
             "changes": told.changes, "warnings": told.warnings}
            for order, told in zip(orders, shown(directory, orders, language_of(request)), strict=True)
        ]  # fmt: skip
        return in_language(request, {"steps": steps})

    add_reading_route(
        router, f"{API}/directory/document", directory_document, DocumentShown, tag="directory", also=(FORBIDDEN,)
    )
    done = {"description": "Compared", "content": {"application/json": {"schema": schema_of_any(Steps)}}}
    router.add_api_route(
        f"{API}/directory/compare", compare_directory, methods=["POST"], tags=["directory"],
        operation_id="compare_directory", summary="What a directory file would change", response_class=Response,
        responses={200: done, **problems(*ACTING)}, openapi_extra=command_document(schema_of(DocumentSent)),
    )  # fmt: skip


def _may(request: Request) -> None:
    caller = caller_of(request)
    if caller.role not in ADMINISTRATION:
        raise Forbidden("directory_document", caller.role)
