"""One case fact by fact, and every clock that ever ran on it."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from services.intake.parts import Parts
from services.intake.telling import told
from shared.complaint.clocks.running import ClockRun, Outcome
from shared.complaint.clocks.running import clocks as clocks_of
from shared.complaint.clocks.table import CLOCKS
from shared.complaint.kind import COMPLAINT
from shared.decision.event import Author, Cause
from shared.vocabulary.text import Lang
from shared.vocabulary.time import Instant
from shared.web.acting import API, PATH_PARAMETERS
from shared.web.answering import ZONE
from shared.web.gate import caller_of
from shared.web.language import language_of
from shared.web.reading import add_reading_route, in_language
from shared.web.requests import etag
from shared.web.shown import plain
from shared.web.waiting import WaitFor, waited

_CLOCKS = {clock.name: clock for clock in CLOCKS}


class FactTold(BaseModel):
    """One fact of a case."""

    version: int
    topic: str
    label: str
    occurred_at: Instant  #: the business time that holds now
    occurred_at_before: Instant | None  #: as it was entered first, when it was corrected; for auditors
    recorded_at: Instant
    late: bool  #: entered on a later day of the site (补录)
    by: Author
    action: str | None
    cause: Cause | None
    facts: dict[str, Any]
    amended: tuple[str, ...]  #: fields that were amended later; auditors read them as entered, others as they hold now
    hidden: tuple[str, ...]  #: fields that this caller may not see


class HistoryTold(BaseModel):
    """A case fact by fact."""

    number: str
    version: int
    records: tuple[FactTold, ...]


class ClockTold(BaseModel):
    """One run of a clock, with what it was counted by."""

    clock: str
    label: str
    rule: str
    kind: str  #: C the customer's, O the owner's, W of work (CK5)
    scope: str
    cycle: str
    started_at: Instant
    opens_at: Instant  #: when time began to count (CK11)
    warn_at: Instant | None
    due: Instant
    limit: str
    policy_version: int
    outcome: Outcome
    open: bool
    ended_at: Instant | None
    done_at: Instant | None  #: of a missed clock: when the thing was done after all
    late_born: bool
    met_late: bool
    carried: bool  #: decided at another site before the case came from there (转入, R12.11b)
    held: bool  #: stands still now (3.3)
    paused_s: int  #: seconds that it stood still or was paused for, by which its due was moved (CK7)


class ClocksTold(BaseModel):
    """Every clock that ever ran on a case, in order of start."""

    number: str
    version: int
    now: Instant  #: for this moment open clocks are judged
    clocks: tuple[ClockTold, ...]


def add_history_routes(router: APIRouter, parts: Parts) -> None:
    """`/complaints/{number}/history` and `/clocks`."""

    async def history(request: Request, wait_for: WaitFor = None) -> Response:
        """A case fact by fact, as it was entered."""
        await waited(parts.reader(), wait_for)
        caller, number = caller_of(request), request.path_params["number"]
        records = parts.door.records(parts.case(request, number, caller))
        shown = told(records, caller.role, language_of(request), request.scope[ZONE])
        data = {"number": number, "version": len(records), "records": shown}
        return in_language(request, data, {"etag": etag(len(records))})

    async def clocks(request: Request, wait_for: WaitFor = None) -> Response:
        """Every clock that ever ran on a case: start, limit, due, outcome."""
        await waited(parts.reader(), wait_for)
        number = request.path_params["number"]
        records = parts.door.records(parts.case(request, number, caller_of(request)))
        now = parts.now()
        runs = clock_runs(parts, records, now, language_of(request))
        return in_language(request, {"number": number, "version": len(records), "now": plain(now), "clocks": runs})

    for path, endpoint, shown in (("history", history, HistoryTold), ("clocks", clocks, ClocksTold)):
        add_reading_route(
            router, f"{API}/complaints/{{number}}/{path}", endpoint, shown, tag="complaint",
            parameters=[PATH_PARAMETERS["number"]],
        )  # fmt: skip


def clock_runs(parts: Parts, records: Any, now: Any, lang: Lang) -> list[dict[str, Any]]:
    """The clocks of a history as they are shown."""
    return [_clock(run, lang) for run in clocks_of(COMPLAINT.timeline(records), parts.policy, now)]


def _clock(run: ClockRun, lang: Lang) -> dict[str, Any]:
    row = _CLOCKS[run.clock]
    names = ClockTold.model_fields.keys() - {"label", "kind", "paused_s"}
    shown = {name: plain(getattr(run, name)) for name in names} | {"paused_s": int(run.paused.total_seconds())}
    return {"label": row.label.to(lang), "kind": row.kind.value, **shown}
