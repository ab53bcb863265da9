"""The stuck list (滞留清单): open cases that nothing drives on, with all reasons, their age, and who can act (CK13)."""

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import Response

from services.intake.parts import Parts
from services.intake.repository import Listed
from services.intake.routes.listing import CaseListed, Limit, shown
from shared.complaint.clocks.running import ClockRun, clocks
from shared.complaint.kind import COMPLAINT
from shared.complaint.stuck import Stuck, stuck
from shared.decision.moment import Caller
from shared.security.sight import OWN_TASKS_ONLY
from shared.vocabulary.roles import Role
from shared.vocabulary.text import Lang
from shared.vocabulary.time import Instant
from shared.web.acting import API
from shared.web.cursors import cursor, place_of
from shared.web.gate import caller_of
from shared.web.language import language_of
from shared.web.reading import Words, add_reading_route, in_language
from shared.web.shown import plain
from shared.web.waiting import WaitFor, waited

EXAMINED = 200
"""Cases whose clocks are reckoned for one page; each takes a millisecond or two, and nobody waits for longer."""


class Asked(BaseModel):
    """What the list may be narrowed by."""

    model_config = ConfigDict(extra="forbid")

    site: Annotated[str | None, Query(max_length=12)] = None
    cursor: Annotated[str | None, Query(max_length=500, description="`next` of the page before.")] = None
    limit: Limit = 50
    wait_for: WaitFor = None

    @property
    def kept(self) -> dict[str, Any]:
        """What makes it this list and no other."""
        return {"stuck": True, "site": self.site}


class CaseStuck(CaseListed):
    """One case of the stuck list."""

    reasons: tuple[Words, ...]
    since: Instant  #: the oldest miss, else the receipt
    for_role: Words  #: who can act: the lowest level that somebody holds, else the administrator


class StuckListed(BaseModel):
    """A page of the stuck list; it may be short, and the list still goes on behind `next`."""

    items: tuple[CaseStuck, ...]
    next: str | None
    position: int
    stale: bool


def add_stuck_route(router: APIRouter, parts: Parts) -> None:
    """`GET /stuck`."""

    async def stuck_cases(request: Request, asked: Annotated[Asked, Query()]) -> Response:
        """Open cases that nothing drives on, oldest first.

        Each with every reason that holds now, and with who can act: a level of the ladder or the administrator.
        """
        await waited(parts.views, asked.wait_for)
        return in_language(request, _page(parts, asked, caller_of(request), language_of(request)))

    add_reading_route(router, f"{API}/stuck", stuck_cases, StuckListed, tag="complaint")


def _page(parts: Parts, asked: Asked, caller: Caller, lang: Lang) -> dict[str, Any]:
    position = parts.views.position
    after = 0 if asked.cursor is None else int(place_of(asked.cursor, asked.kept, (int,))[0] or 0)
    rows = _doubtful(parts, asked, caller, after)
    items: list[dict[str, Any]] = []
    for row in rows[:EXAMINED]:
        after = row.id
        found = _stuck(parts, row)
        if found is not None:
            items.append(_shown(row, found, lang))
        if len(items) == asked.limit:
            break
    more = bool(rows) and rows[-1].id > after
    return {
        "items": items,
        "next": cursor([after], asked.kept) if more else None,
        "position": position,
        "stale": parts.views.alarm is not None,
    }


def _doubtful(parts: Parts, asked: Asked, caller: Caller, after: int) -> Sequence[Listed]:
    sites = frozenset[str]() if caller.role in OWN_TASKS_ONLY else caller.sites
    if asked.site is not None:
        sites = frozenset({asked.site}) if sites is None or asked.site in sites else frozenset()
    people = (person.code for person in parts.policy.current().people.values() if person.active)
    return parts.cases.doubtful(sites, people, parts.now(), EXAMINED + 1, after, caller.id)


def _stuck(parts: Parts, row: Listed) -> Stuck | None:
    complaint = parts.door.state(COMPLAINT, row.stream).state
    parent = complaint.links.parent
    leans_on = () if parent is None else _runs(parts, parent)
    return stuck(complaint, _runs(parts, row.stream), parts.policy.current(), leans_on)


def _runs(parts: Parts, stream: UUID) -> tuple[ClockRun, ...]:
    return clocks(COMPLAINT.timeline(parts.door.records(stream)), parts.policy, parts.now())


def _shown(row: Listed, found: Stuck, lang: Lang) -> dict[str, Any]:
    role = next((role for role in Role if role.level is not None and role.level == found.level), Role.ADMINISTRATOR)
    return {
        **shown(row, lang),
        "reasons": [{"value": reason.value, "words": reason.words.to(lang)} for reason in found.reasons],
        "since": plain(found.since),
        "for_role": {"value": role.value, "words": role.words.to(lang)},
    }
