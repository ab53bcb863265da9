"""What the caller, or the caller's department, has to do: all that departments and contractors see (section 1)."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from services.intake.parts import Parts
from services.intake.repository import Given
from services.intake.routes.listing import Limit
from shared.complaint.kind import COMPLAINT
from shared.decision.moment import Caller
from shared.vocabulary.text import Lang
from shared.vocabulary.time import Instant
from shared.web.acting import API, hyphened
from shared.web.gate import caller_of
from shared.web.language import language_of
from shared.web.reading import add_reading_route, in_language
from shared.web.shown import plain
from shared.web.waiting import WaitFor, waited


class Doable(BaseModel):
    """What may be reported about a task or an investigation."""

    action: str
    label: str
    href: str


class TaskShown(BaseModel):
    """A task or an investigation, and nothing else of its case."""

    number: str  #: the case's
    site: str
    id: str  #: within the case: t1, a1 …
    kind: str  #: task or assignment
    what: str
    department: str | None
    person: str | None
    given_at: Instant
    due: Instant | None
    urgent: bool
    actions: tuple[Doable, ...]


class TasksShown(BaseModel):
    """What is to be done, soonest due first."""

    items: tuple[TaskShown, ...]
    more: bool  #: there is more than was asked for
    position: int


def add_task_route(router: APIRouter, parts: Parts) -> None:
    """`GET /tasks`."""

    async def tasks(request: Request, limit: Limit = 100, wait_for: WaitFor = None) -> Response:
        """What the caller, or the department or contractor they work for, has to do; soonest due first."""
        await waited(parts.views, wait_for)
        return in_language(request, _shown(parts, caller_of(request), limit, language_of(request)))

    add_reading_route(router, f"{API}/tasks", tasks, TasksShown, tag="complaint")


def _shown(parts: Parts, caller: Caller, limit: int, lang: Lang) -> dict[str, Any]:
    position, by = parts.views.position, parts.door.moment(caller).by
    found = [one for one in parts.tasks.of(by.id, by.department, limit + 1) if caller.sees(one.site)]
    return {
        "items": [_task(one, caller, lang) for one in found[:limit]],
        "more": len(found) > limit,
        "position": position,
    }


def _task(given: Given, caller: Caller, lang: Lang) -> dict[str, Any]:
    """One of them; its actions are those that the caller's role has and whose form asks for such an id."""
    said = {name: plain(getattr(given, name)) for name in Given.__slots__ if name != "item"}
    actions = [
        {
            "action": one.SPEC.slug,
            "label": one.SPEC.label.to(lang),
            "href": f"{API}/complaints/{given.number}/{hyphened(one)}",
        }
        for one in COMPLAINT.actions
        if caller.role in one.SPEC.roles and given.kind in one.model_fields
    ]
    return {**said, "id": given.item, "actions": actions}
