"""The routes of follow-up: what staff order of it, and the page behind a customer's link."""

from fastapi import APIRouter

from services.followup.parts import Parts
from services.followup.routes.sending import add_sending_route


def followup_router(parts: Parts) -> APIRouter:
    """Sending the questionnaire."""
    router = APIRouter()
    add_sending_route(router, parts)
    return router
