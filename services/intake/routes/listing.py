"""Lists of cases: found by words and narrowed by filters, page by page; and what the caller owes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import Response

from services.intake.parts import Parts
from services.intake.projection.words import sought
from services.intake.repository import BEYOND, Listed, Wanted
from shared.complaint.clocks.table import CLOCKS
from shared.complaint.state import Phase
from shared.decision.moment import Caller
from shared.directory.state import Directory
from shared.security.sight import OWN_TASKS_ONLY
from shared.vocabulary.axes import Channel
from shared.vocabulary.text import Lang
from shared.vocabulary.time import Instant
from shared.web.acting import API
from shared.web.cursors import NEXT, cursor, place_of
from shared.web.gate import caller_of
from shared.web.language import language_of
from shared.web.moments import AskedMoment
from shared.web.reading import Words, add_reading_route, in_language
from shared.web.requests import malformed
from shared.web.shown import plain
from shared.web.waiting import WaitFor, waited

_LABELS = {clock.name: clock.label for clock in CLOCKS}
MOST = 200

Limit = Annotated[int, Query(ge=1, le=MOST, description="Rows of a page.")]


class Filters(BaseModel):
    """What a list may be narrowed by; all of them hold together."""

    model_config = ConfigDict(extra="forbid")

    q: Annotated[str | None, Query(max_length=100, description="Number, unit, name, phone, or words of the case.")] = (
        None
    )
    site: Annotated[str | None, Query(max_length=12)] = None
    phase: Phase | None = None
    level: Annotated[int | None, Query(ge=0, le=3)] = None
    owner: Annotated[str | None, Query(max_length=64)] = None
    channel: Channel | None = None
    category: Annotated[str | None, Query(max_length=64, description="This category and those below it.")] = None
    customer: UUID | None = None
    reference: Annotated[str | None, Query(max_length=100, description="The registering system's own.")] = None
    open: Literal["true", "false"] | None = None
    received_from: AskedMoment | None = None
    received_to: Annotated[AskedMoment | None, Query(description="This moment excluded.")] = None
    due_before: Annotated[AskedMoment | None, Query(description="With a clock due before it; soonest due first.")] = (
        None
    )
    changed_after: Annotated[
        int | None, Query(ge=0, le=2**53, description="Changed after this position; in the order of change.")
    ] = None
    cursor: Annotated[str | None, Query(max_length=500, description="`next` of the page before.")] = None
    limit: Limit = 50
    wait_for: WaitFor = None

    @property
    def kept(self) -> dict[str, Any]:
        """What makes it this list and no other."""
        return self.model_dump(mode="json", exclude={"cursor", "limit", "wait_for"})


class NextClock(BaseModel):
    """The open clock of a case that is due first; overdue until the thing is done."""

    clock: str
    label: str
    rule: str
    due: Instant


class CaseListed(BaseModel):
    """One case of a list."""

    number: str | None
    id: UUID
    version: int
    position: int  #: of its newest fact
    site: str
    category: str | None
    channel: Channel | None
    phase: Words
    open: bool
    level: int
    owner: str | None  #: nobody by name: whoever holds the seat of that level
    accepting: str | None  #: who is to accept its escalation; empty: a seat that nobody holds
    first_receiver: str | None
    customer: UUID | None
    anonymous: bool
    unit: str
    summary: str
    received_at: Instant
    recorded_at: Instant
    closed_at: Instant | None
    next: NextClock | None
    reference: str | None
    tell_since: Instant | None  #: since when the customer is to be told of a change (R9.4)


class CasesListed(BaseModel):
    """A page of cases."""

    items: tuple[CaseListed, ...]
    next: str | None  #: where the list goes on
    position: int  #: everything recorded up to here is in it
    stale: bool  #: the lists cannot follow the log just now (see /consumers): what is listed may not be so


class Owed(BaseModel):
    """What the caller owes, soonest due first."""

    items: tuple[CaseListed, ...]
    more: bool  #: there is more than was asked for
    position: int
    stale: bool


def add_listing_routes(router: APIRouter, parts: Parts) -> None:
    """`GET /complaints` and `GET /work`."""

    async def complaints(request: Request, filters: Annotated[Filters, Query()]) -> Response:
        """Cases, newest first.

        With `due_before` soonest due first; with `changed_after`, whatever else is asked, in the order of their last
        change, so that a system that asks again after `position` misses none.
        """
        await waited(parts.views, filters.wait_for)
        return in_language(request, _page(parts, filters, caller_of(request), language_of(request)))

    async def work(request: Request, limit: Limit = 100, wait_for: WaitFor = None) -> Response:
        """What the caller owes, soonest due first.

        Open cases of the caller, of an absent colleague whose deputy they are, and of the seats that they hold; and
        what one of them is to accept (R8.2).
        """
        await waited(parts.views, wait_for)
        return in_language(request, _owed(parts, caller_of(request), limit, language_of(request)))

    add_reading_route(router, f"{API}/complaints", complaints, CasesListed, tag="complaint")
    add_reading_route(router, f"{API}/work", work, Owed, tag="complaint")


def _page(parts: Parts, filters: Filters, caller: Caller, lang: Lang) -> dict[str, Any]:
    position = parts.views.position
    rows = _rows(parts, filters, _wanted(filters, caller, parts.policy.current()))
    more, rows = len(rows) > filters.limit, rows[: filters.limit]
    return {
        "items": [shown(row, lang) for row in rows],
        "next": cursor(_place(rows[-1], filters), filters.kept) if more else None,
        "position": position,
        "stale": parts.views.alarm is not None,
    }


def _rows(parts: Parts, filters: Filters, wanted: Wanted) -> Sequence[Listed]:
    """One row more than the page shows, so that it is known whether the list goes on."""
    limit = filters.limit + 1
    if filters.changed_after is not None:
        after = _number(filters) if filters.cursor else filters.changed_after
        return parts.cases.changed(wanted, limit, after, filters.due_before)
    if filters.due_before is not None:
        return parts.cases.due(wanted, limit, filters.due_before, _due_place(filters))
    return parts.cases.newest(wanted, limit, _number(filters) if filters.cursor else BEYOND)


def _place(row: Listed, filters: Filters) -> list[str | int | None]:
    if filters.changed_after is not None:
        return [row.position]
    return [row.id] if filters.due_before is None or row.next_due is None else [row.next_due.isoformat(), row.id]


def _number(filters: Filters) -> int:
    (place,) = place_of(filters.cursor or "", filters.kept, (int,))
    return min(int(place or 0), BEYOND)


def _due_place(filters: Filters) -> tuple[datetime, int] | None:
    if filters.cursor is None:
        return None
    due, place = place_of(filters.cursor, filters.kept, (str, int))
    try:
        return datetime.fromisoformat(str(due)), min(int(place or 0), BEYOND)
    except ValueError:
        malformed("query", "cursor", NEXT)


def _wanted(filters: Filters, caller: Caller, directory: Directory) -> Wanted:
    sites = frozenset[str]() if caller.role in OWN_TASKS_ONLY else caller.sites
    if filters.site is not None:
        sites = frozenset({filters.site}) if sites is None or filters.site in sites else frozenset()
    words = None if filters.q is None else sought(filters.q)
    if filters.q is not None and words is None:
        sites = frozenset()  # signs alone: nothing can be found by them
    below = None
    if filters.category is not None:
        below = {filters.category, *(c for c in directory.categories if filters.category in directory.path(c))}
    return Wanted(
        sites=sites, phase=filters.phase, level=filters.level, owner=filters.owner, channel=filters.channel,
        open=None if filters.open is None else filters.open == "true", customer=filters.customer, categories=below,
        received_from=filters.received_from, received_to=filters.received_to, reference=filters.reference,
        words=words, reader=caller.id,
    )  # fmt: skip


def _owed(parts: Parts, caller: Caller, limit: int, lang: Lang) -> dict[str, Any]:
    position, directory = parts.views.position, parts.policy.current()
    seats = _seats(directory, caller)
    rows = parts.cases.owed(_owners(directory, caller), caller.level, seats, limit + 1, caller.id)
    return {
        "items": [shown(row, lang) for row in rows[:limit]],
        "more": len(rows) > limit,
        "position": position,
        "stale": parts.views.alarm is not None,
    }


def _owners(directory: Directory, caller: Caller) -> list[str]:
    """The caller, and who is away while the caller stands in (R12.9)."""
    away = [person.code for person in directory.people.values() if person.absent and person.deputy == caller.id]
    return [caller.id, *away]


def _seats(directory: Directory, caller: Caller) -> list[str]:
    """The sites at which the caller holds the seat of their level (R8.5)."""
    level = caller.level
    if level is None:
        return []
    held = ((code, directory.holder(code, level)) for code in directory.sites if caller.sees(code))
    return [code for code, holder in held if holder is not None and holder.code == caller.id]


def shown(row: Listed, lang: Lang) -> dict[str, Any]:
    """A row as the API shows it."""
    same = ("number", "version", "position", "site", "category", "channel", "open", "level", "owner", "accepting",
            "first_receiver", "anonymous", "unit", "summary", "reference")  # fmt: skip
    moments = ("received_at", "recorded_at", "closed_at", "tell_since")
    phase = Phase(row.phase)
    return {
        **{name: getattr(row, name) for name in same},
        **{name: plain(getattr(row, name)) for name in moments},
        "id": str(row.stream),
        "customer": None if row.customer is None else str(row.customer),
        "phase": {"value": phase.value, "words": phase.words.to(lang)},
        "next": _next(row, lang),
    }


def _next(row: Listed, lang: Lang) -> dict[str, Any] | None:
    if row.next_clock is None:
        return None
    label = _LABELS[row.next_clock].to(lang)
    return {"clock": row.next_clock, "label": label, "rule": row.next_rule, "due": plain(row.next_due)}
