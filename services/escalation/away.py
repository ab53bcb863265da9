"""What happened while I was away: a person's own notices since a moment, case by case."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from itertools import islice
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from services.escalation.parts import Parts
from shared.complaint.escalating import ROWS
from shared.complaint.kind import COMPLAINT
from shared.decision.moment import Caller
from shared.notices.notice import Notice
from shared.vocabulary.text import Lang
from shared.vocabulary.time import Instant
from shared.web.acting import API
from shared.web.gate import caller_of
from shared.web.language import language_of
from shared.web.moments import AskedMoment
from shared.web.reading import Words, add_reading_route, in_language
from shared.web.shown import plain

USUALLY = timedelta(hours=24)
"""How far it looks back unless a moment is named."""
MOST = 1_000
"""Notices at most; who was away for longer than these tell asks the board and the stuck list."""


class NoticeTold(BaseModel):
    """One thing that somebody was to be told."""

    kind: Words
    clock: Words | None
    rule: str | None
    due: Instant | None
    at: Instant
    uncertain: bool  #: it was sent, and nobody knows whether it arrived; it is not sent again


class CaseAway(BaseModel):
    """One case, where it stands now, and what happened to it, in order."""

    number: str
    site: str
    phase: Words
    is_open: bool
    notices: tuple[NoticeTold, ...]


class Away(BaseModel):
    """My notices since a moment; the case with the newest one first."""

    since: Instant
    now: Instant
    items: tuple[CaseAway, ...]
    more: bool  #: older ones were left out


Since = Annotated[AskedMoment | None, Query(description="A moment; 24 hours ago if none.")]


def add_away(router: APIRouter, parts: Parts) -> None:
    """`GET /away`."""

    async def away(request: Request, since: Since = None) -> Response:
        """What happened while I was away: my notices since a moment, case by case.

        Whoever is complained about in a case is told nothing of it (R12.17), nor what came up before.
        """
        now = parts.now()
        asked = since or now - USUALLY
        found = _notices(parts, caller_of(request), asked)
        shown = {
            "since": plain(asked), "now": plain(now), "more": len(found) > MOST,
            "items": _cases(parts, found[:MOST], caller_of(request), language_of(request)),
        }  # fmt: skip
        return in_language(request, shown)

    add_reading_route(router, f"{API}/away", away, Away, tag="complaint")


def _notices(parts: Parts, caller: Caller, since: Any) -> list[Notice]:
    """Of every service that acts, the newest first."""
    found = [notice for outbox in parts.outboxes for notice in outbox.of(caller.id, since, MOST + 1)]
    return list(islice(sorted(found, key=lambda notice: notice.at, reverse=True), MOST + 1))


def _cases(parts: Parts, found: Sequence[Notice], caller: Caller, lang: Lang) -> list[dict[str, Any]]:
    cases: dict[UUID, list[Notice]] = {}
    for notice in found:
        cases.setdefault(notice.complaint, []).append(notice)
    unsure = parts.sender.deliveries.uncertain(caller.id)
    shown = (_case(parts, case, notices, caller, lang, unsure) for case, notices in cases.items())
    return [one for one in shown if one is not None]


def _case(
    parts: Parts, case: UUID, notices: Sequence[Notice], caller: Caller, lang: Lang, unsure: Collection[str]
) -> dict[str, Any] | None:
    complaint, first = parts.door.state(COMPLAINT, case).state, notices[0]
    if caller.id in complaint.ladder.named or not caller.sees(first.site) or first.number is None:
        return None
    phase = complaint.phase
    return {
        "number": first.number, "site": first.site, "is_open": complaint.is_open,
        "phase": {"value": phase.value, "words": phase.words.to(lang)},
        "notices": [_notice(one, lang) | {"uncertain": one.identity in unsure} for one in reversed(notices)],
    }  # fmt: skip


def _notice(one: Notice, lang: Lang) -> dict[str, Any]:
    row = ROWS.get(one.clock)
    return {
        "kind": {"value": one.kind.value, "words": one.kind.words.to(lang)},
        "clock": None if row is None else {"value": one.clock, "words": row.label.to(lang)},
        "rule": None if row is None else row.rule, "due": plain(one.due), "at": plain(one.at),
    }  # fmt: skip
