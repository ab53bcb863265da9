"""A case that waits for its follow-up, over HTTP, and the customer's link to it."""

from typing import Any

import httpx

from tests.services.intake.cases import a_case
from tests.services.intake.walk_follow_up import UNSIGNED
from tests.support.cast import lin
from tests.support.http import HttpDesk, Spoken


async def a_completed_case(front: Spoken, **changes: Any) -> str:
    """Satisfied, will not sign: completed at once (R4.4a)."""
    number = await a_case(front, **changes)
    for who, slug, form in UNSIGNED:
        assert who is lin
        done = await front.post(f"/complaints/{number}/{slug}", form)
        assert done.is_success, done.text
    return number


async def send(front: Spoken, number: str, *, key: str | None = None) -> httpx.Response:
    """Send the questionnaire."""
    sent = await front.post(f"/complaints/{number}/send-questionnaire", {"note": "by message"}, key=key)
    assert sent.is_success, sent.text
    return sent


async def a_link(desk: HttpDesk, front: Spoken, **changes: Any) -> tuple[str, str]:
    """A completed case and the path of the link to its questionnaire."""
    number = await a_completed_case(front, **changes)
    link: str = (await send(front, number)).json()["link"]
    del desk
    return number, link.removeprefix("http://desk")
