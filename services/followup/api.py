"""The routes of follow-up: what staff order of it, and the page behind a customer's link."""

from pathlib import Path

from fastapi import APIRouter

from services.followup.parts import Parts
from services.followup.routes.page import add_page
from services.followup.routes.sending import add_sending_route
from shared.web.visitors import Visitors

TEMPLATES = Path(__file__).parent / "templates"


def followup_router(parts: Parts) -> APIRouter:
    """Sending the questionnaire, and its page."""
    router = APIRouter()
    add_sending_route(router, parts)
    add_page(router, parts, Visitors(parts.policy, parts.now, TEMPLATES))
    return router
