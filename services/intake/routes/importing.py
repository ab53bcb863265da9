"""Rows of another system's table are taken; the command line sends a file in parts (CK12)."""

from dataclasses import asdict

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from services.intake.importing.importer import Importer
from services.intake.importing.mapping import Mapping, MappingUnusable
from services.intake.importing.table import Row
from services.intake.parts import Parts
from shared.decision.event import FROZEN
from shared.decision.refusal import Forbidden
from shared.eventstore.sqlite import SQLiteLog
from shared.handling.command import canonical
from shared.vocabulary.roles import Role
from shared.web.acting import ACTING, API
from shared.web.gate import caller_of
from shared.web.openapi import command_document, problems, schema_of, schema_of_any
from shared.web.requests import idempotency_key, json_object, malformed, validated
from shared.web.responses import json_response

LARGEST_PART = 16 * 1024 * 1024
"""Bytes of one part: 2,048 rows of a source that is wordy."""

MOST_ROWS = 5_000


class RowSent(BaseModel):
    """One row of the source."""

    model_config = FROZEN
    line: int = Field(ge=1, title="Line of the file on which it begins")
    cells: dict[str, str] = Field(title="The row, by column")


class RowsSent(BaseModel):
    """Some rows of a source and how they are read."""

    model_config = FROZEN
    mapping: dict[str, object] = Field(title="The mapping, as its TOML document")
    rows: tuple[RowSent, ...] = Field(max_length=MOST_ROWS, title="Rows")


class RowRefused(BaseModel):
    """A row that cannot be taken."""

    line: int
    reason: str


class RowsTaken(BaseModel):
    """What became of them."""

    taken: int
    already_there: int
    rejected: tuple[RowRefused, ...]


def add_importing_route(router: APIRouter, parts: Parts, log: SQLiteLog) -> None:
    """`POST /imports`: a row is one case, by the source's own key, however often it is sent."""

    async def import_rows(request: Request) -> Response:
        """Take rows of another system's table."""
        caller = caller_of(request)
        if caller.role is not Role.ENTERPRISE or caller.sites is not None:
            raise Forbidden("import_rows", caller.role)
        idempotency_key(request)
        form = validated(RowsSent, canonical(await json_object(request, LARGEST_PART)))
        try:
            importer = Importer(parts.door, log, Mapping.of(form.mapping), caller)
        except MappingUnusable as error:
            malformed("body", "mapping", f"must be a mapping that can be used: {error}")
        taken = await importer.take(Row(row.line, row.cells) for row in form.rows)
        rejected = [asdict(row) for row in taken.rejected]
        return json_response({"taken": taken.taken, "already_there": taken.there, "rejected": rejected})

    done = {"description": "Taken", "content": {"application/json": {"schema": schema_of_any(RowsTaken)}}}
    router.add_api_route(
        f"{API}/imports", import_rows, methods=["POST"], tags=["import"], operation_id="import_rows",
        summary="Take rows of another system's table", response_class=Response,
        responses={200: done, **problems(*ACTING)}, openapi_extra=command_document(schema_of(RowsSent)),
    )  # fmt: skip
