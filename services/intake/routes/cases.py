"""One case as it stands, or stood: its chapters, clocks, and what may be done next, with the reason where not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, TypeAdapter
from starlette.requests import Request
from starlette.responses import Response

from services.intake.parts import Parts
from shared.complaint.clocks.running import ClockRun, Outcome, clocks
from shared.complaint.clocks.table import CLOCKS
from shared.complaint.conduct import conduct
from shared.complaint.kind import COMPLAINT
from shared.complaint.state import Complaint, Phase
from shared.decision.event import Record
from shared.decision.kind import Allowance
from shared.decision.moment import Caller
from shared.handling.receipt import NotFound
from shared.vocabulary.text import Lang
from shared.vocabulary.time import Instant
from shared.web.acting import API, PATH_PARAMETERS, hyphened, without_address
from shared.web.answering import ZONE
from shared.web.gate import caller_of
from shared.web.language import language_of
from shared.web.moments import AskedMoment
from shared.web.problems import FORBIDDEN
from shared.web.reading import Words, add_reading_route, in_language
from shared.web.requests import etag
from shared.web.shown import facts_in_words, plain
from shared.web.waiting import WaitFor, waited

_STATE: TypeAdapter[Complaint] = TypeAdapter(Complaint)
_LABELS = {clock.name: clock.label for clock in CLOCKS}


class ClockShown(BaseModel):
    """One clock that runs or ran."""

    clock: str
    label: str
    rule: str
    scope: str
    started_at: Instant
    opens_at: Instant
    warn_at: Instant | None
    due: Instant
    limit: str
    outcome: Outcome
    open: bool
    ended_at: Instant | None
    late_born: bool
    met_late: bool
    carried: bool  #: decided at another site before the case came from there (转入, R12.11b)
    held: bool  #: stands still now (3.3)
    paused_s: int  #: seconds that it stood still or was paused for, by which its due was moved (CK7)


class ActionShown(BaseModel):
    """One action: whether this caller may do it now, and if not, which rule says so and why."""

    action: str
    label: str
    href: str
    allowed: bool
    rule: str | None
    why: str | None
    instead: tuple[str, ...]
    conduct: str | None  #: what the handbook wants said and done at this step (R1.6)


class CaseShown(BaseModel):
    """A case as it stood at its version."""

    number: str
    version: int
    newest_version: int
    phase: Words
    state: Complaint
    clocks: tuple[ClockShown, ...]
    actions: tuple[ActionShown, ...]


@dataclass(frozen=True, slots=True)
class Stand:
    """The history up to the version or moment asked for."""

    records: Sequence[Record[Any]]
    newest: int
    now: datetime  #: the moment for which clocks are judged


Version = Annotated[int | None, Query(ge=1, le=2**53, description="As it was at this version.")]
At = Annotated[AskedMoment | None, Query(description="As known at this moment: by what was recorded until then.")]


def add_case_route(router: APIRouter, parts: Parts) -> None:
    """`GET /complaints/{number}`."""

    async def case(request: Request, version: Version = None, at: At = None, wait_for: WaitFor = None) -> Response:
        """A case with its clocks and what may be done next."""
        await waited(parts.reader(), wait_for)
        return _shown(parts, request, version, at)

    add_reading_route(
        router, f"{API}/complaints/{{number}}", case, CaseShown, tag="complaint", parameters=[PATH_PARAMETERS["number"]]
    )


def _shown(parts: Parts, request: Request, version: int | None, at: datetime | None) -> Response:
    caller, lang, number = caller_of(request), language_of(request), request.path_params["number"]
    stream = parts.case(request, number, caller)
    stand = _stand(parts, parts.door.records(stream), version, at)
    complaint = COMPLAINT.fold(stand.records)
    runs = clocks(COMPLAINT.timeline(stand.records), parts.policy, stand.now)
    newest = len(stand.records) == stand.newest
    data = {
        "number": number,
        "version": len(stand.records),
        "newest_version": stand.newest,
        "phase": _words(complaint.phase, lang),
        "state": _STATE.dump_python(complaint, mode="json"),
        "clocks": [_clock(run, lang) for run in runs],
        "actions": _actions(parts, request, complaint, caller, lang) if newest else [],
    }
    return in_language(request, data, {"etag": etag(len(stand.records))})


def _stand(parts: Parts, records: Sequence[Record[Any]], version: int | None, at: datetime | None) -> Stand:
    """Cut the history. Raises NotFound for a version or moment before or beyond it."""
    newest = len(records)
    if version is not None and version > newest:
        raise NotFound(str(version))
    known = records[:version]
    if at is not None:
        known = [record for record in known if record.recorded_at <= at]
    if not known:
        raise NotFound(str(at))
    now = at or (known[-1].recorded_at if version is not None and version < newest else parts.now())
    return Stand(known, newest, now)


def _words(phase: Phase, lang: Lang) -> dict[str, str]:
    return {"value": phase.value, "words": phase.words.to(lang)}


def _clock(run: ClockRun, lang: Lang) -> dict[str, Any]:
    names = ClockShown.model_fields.keys() - {"label", "paused_s"}
    shown = {name: plain(getattr(run, name)) for name in names} | {"paused_s": int(run.paused.total_seconds())}
    return {"label": _LABELS[run.clock].to(lang), **shown}


def _actions(parts: Parts, request: Request, complaint: Complaint, caller: Caller, lang: Lang) -> list[dict[str, Any]]:
    allowances = parts.door.allowances(COMPLAINT, complaint, caller)
    found = [one for one in allowances if not (one.action.SPEC.creates or without_address(one.action))]
    may = {one.action.SPEC.slug for one in found if one.allowed}
    directory = parts.policy.current()
    base = str(request.url.path)
    shown = {one.action: conduct(one.action, complaint, directory, lang) for one in found}
    return [_action(one, may, shown[one.action], f"{base}/{hyphened(one.action)}", request, lang) for one in found]


def _action(one: Allowance, may: set[str], said: str | None, href: str, request: Request, lang: Lang) -> dict[str, Any]:
    spec, reason = one.action.SPEC, one.reason
    zone = request.scope.get(ZONE)
    facts = {} if reason is None else facts_in_words(reason.facts, lang, zone)
    return {
        "action": spec.slug,
        "label": spec.label.to(lang),
        "href": href,
        "allowed": one.allowed,
        "rule": None if reason is None else reason.rule,
        "why": _why(one, lang, facts),
        "instead": [] if reason is None else [slug for slug in reason.instead if slug in may],
        "conduct": said,
    }


def _why(one: Allowance, lang: Lang, facts: dict[str, Any]) -> str | None:
    if one.forbidden:
        return FORBIDDEN.title.to(lang)
    return None if one.reason is None else one.reason.to(lang, **facts)
