"""The board (看板): what is due next, per site, level and person; what was missed and is still to be done (R8.3)."""

from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import Response

from services.escalation.away import add_away
from services.escalation.notify import add_notify_routes
from services.escalation.parts import Parts
from services.escalation.repository import START, Counted, OnBoard, Wanted
from shared.complaint.escalating import ROWS
from shared.complaint.state import Phase
from shared.decision.moment import Caller
from shared.security.sight import OWN_TASKS_ONLY
from shared.vocabulary.text import Lang
from shared.vocabulary.time import Instant
from shared.web.acting import API
from shared.web.cursors import cursor, place_of
from shared.web.gate import caller_of
from shared.web.language import language_of
from shared.web.reading import Words, add_reading_route, in_language
from shared.web.shown import plain
from shared.web.waiting import WaitFor, waited

MOST = 200
SOON = timedelta(hours=24)
"""What falls due within a day is counted as due soon."""


class Asked(BaseModel):
    """What the board may be narrowed by."""

    model_config = ConfigDict(extra="forbid")

    site: Annotated[str | None, Query(max_length=12)] = None
    level: Annotated[int | None, Query(ge=0, le=3)] = None
    owner: Annotated[str | None, Query(max_length=64)] = None
    cursor: Annotated[str | None, Query(max_length=500, description="`next` of the page before.")] = None
    limit: Annotated[int, Query(ge=1, le=MOST, description="Rows of a page.")] = 50
    wait_for: WaitFor = None

    @property
    def kept(self) -> dict[str, Any]:
        """What makes it this list and no other."""
        return {"board": True, "site": self.site, "level": self.level, "owner": self.owner}


class ClockOnBoard(BaseModel):
    """One clock of a thing that is still to be done."""

    number: str
    site: str
    level: int
    owner: str | None  #: nobody by name: whoever holds the seat of that level
    phase: Words
    clock: Words
    rule: str
    due: Instant
    over: bool
    acted: bool  #: the desk acted on it already (CK3)


class CountOnBoard(BaseModel):
    """How many clocks stand with one person of one level at one site."""

    site: str
    level: int
    owner: str | None
    over: int
    soon: int  #: due within 24 hours
    running: int  #: all of them


class BoardShown(BaseModel):
    """The board: counts of everything asked for, and a page of clocks, soonest due first."""

    counts: tuple[CountOnBoard, ...]
    items: tuple[ClockOnBoard, ...]
    next: str | None
    now: Instant
    position: int
    stale: bool  #: the board cannot follow the log just now (see /consumers)


def escalation_router(parts: Parts) -> APIRouter:
    """The routes of this service."""
    router = APIRouter()
    _add_board(router, parts)
    add_away(router, parts)
    add_notify_routes(router, parts)
    return router


def _add_board(router: APIRouter, parts: Parts) -> None:
    async def board(request: Request, asked: Annotated[Asked, Query()]) -> Response:
        """What is due next, per site, level and person.

        Soonest due first; what was missed stands there until the thing itself is done.
        """
        await waited(parts.views, asked.wait_for)
        return in_language(request, _shown(parts, asked, caller_of(request), language_of(request)))

    add_reading_route(router, f"{API}/board", board, BoardShown, tag="complaint")


def _shown(parts: Parts, asked: Asked, caller: Caller, lang: Lang) -> dict[str, Any]:
    position, now = parts.views.position, parts.now()
    wanted = Wanted(_sites(caller, asked.site), asked.level, asked.owner, caller.id)
    after = START
    if asked.cursor is not None:
        due, row = place_of(asked.cursor, asked.kept, (str, int))
        after = str(due), int(row or 0)
    found = parts.board.due_next(wanted, asked.limit + 1, after)
    items = found[: asked.limit]
    return {
        "counts": [_count(one) for one in parts.board.counted(wanted, now, now + SOON)],
        "items": [_item(one, lang, over=one.due < now) for one in items],
        "next": cursor(list(items[-1].place), asked.kept) if len(found) > asked.limit else None,
        "now": plain(now),
        "position": position,
        "stale": parts.views.alarm is not None,
    }


def _sites(caller: Caller, site: str | None) -> frozenset[str] | None:
    sites = frozenset[str]() if caller.role in OWN_TASKS_ONLY else caller.sites
    if site is None:
        return sites
    return frozenset({site}) if sites is None or site in sites else frozenset()


def _count(one: Counted) -> dict[str, Any]:
    return {name: getattr(one, name) for name in Counted.__slots__}


def _item(one: OnBoard, lang: Lang, *, over: bool) -> dict[str, Any]:
    row, phase = ROWS[one.clock], Phase(one.phase)
    return {
        "number": one.number, "site": one.site, "level": one.level, "owner": one.owner,
        "phase": {"value": phase.value, "words": phase.words.to(lang)},
        "clock": {"value": one.clock, "words": row.label.to(lang)}, "rule": row.rule,
        "due": plain(one.due), "over": over, "acted": one.acted,
    }  # fmt: skip
