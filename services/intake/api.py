"""All routes of intake: those that act follow from the declared actions, those that read stand by hand."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request

from services.intake.parts import Parts
from services.intake.related import check_related
from services.intake.routes.attachments import add_attachment_routes, check_uploaded
from services.intake.routes.cases import add_case_route
from services.intake.routes.consumers import add_consumer_routes
from services.intake.routes.customers import add_customer_routes
from services.intake.routes.directory import add_directory_routes
from services.intake.routes.directory_document import add_document_routes
from services.intake.routes.files import add_file_route
from services.intake.routes.history import add_history_routes
from services.intake.routes.importing import add_importing_route
from services.intake.routes.keys import add_key_routes
from services.intake.routes.listing import add_listing_routes
from services.intake.routes.reference import add_reference_routes
from services.intake.routes.registering import add_registering_routes
from services.intake.routes.status import add_status_route
from services.intake.routes.status_page import add_status_page
from services.intake.routes.stuck import add_stuck_route
from services.intake.routes.suggesting import add_suggesting_routes
from services.intake.routes.tasks import add_task_route
from shared.complaint.kind import COMPLAINT
from shared.eventstore.sqlite import SQLiteLog
from shared.web.acting import API, Target, add_acting_routes
from shared.web.gate import caller_of
from shared.web.visitors import Visitors

TEMPLATES = Path(__file__).parent / "templates"


def intake_router(parts: Parts, log: SQLiteLog) -> APIRouter:
    """Complaints, directory, keys and what clients build forms from."""
    router = APIRouter()
    add_registering_routes(router, parts)
    add_listing_routes(router, parts)
    add_stuck_route(router, parts)
    add_task_route(router, parts)
    add_status_route(router, parts)
    add_status_page(router, parts, Visitors(parts.policy, parts.now, TEMPLATES))
    add_case_route(router, parts)
    add_history_routes(router, parts)
    add_file_route(router, parts)
    add_acting_routes(
        router, parts.door, COMPLAINT, f"{API}/complaints/{{number}}", _by_number(parts), partial(_check, parts)
    )
    add_attachment_routes(router, parts)
    add_document_routes(router, parts)
    add_customer_routes(router, parts)
    add_suggesting_routes(router, parts)
    add_directory_routes(router, parts)
    add_reference_routes(router, parts)
    add_key_routes(router, parts)
    add_consumer_routes(router, parts)
    add_importing_route(router, parts, log)
    return router


def _check(parts: Parts, request: Request, target: Target, body: dict[str, Any]) -> None:
    check_uploaded(parts, request, target, body)
    check_related(parts, request, target, body)


def _by_number(parts: Parts) -> Callable[[Request], Target]:
    def find(request: Request) -> Target:
        number = request.path_params["number"]
        return Target(parts.to_act(request, number, caller_of(request)), number)

    return find
