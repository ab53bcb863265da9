"""The routes of reporting: a site's months and days, read by hand; its register, acted on through the door."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from services.reporting.day_report import DayReport, box_shown, day_report
from services.reporting.desk import NoSuchVersion, Reports
from services.reporting.document import HeadShown, MonthReport, RateShown
from services.reporting.exports.day_export import day_csv, day_text
from services.reporting.exports.month_csv import month_csv
from services.reporting.exports.month_text import month_text
from services.reporting.parts import Parts
from services.reporting.read_back import check_read
from services.reporting.register.actions import SignDailyLog, SubmitMonth
from services.reporting.register.kind import REGISTER, register_of
from services.reporting.report import month_report
from services.reporting.shown import Shown
from shared.decision.action import Action
from shared.handling.command import canonical
from shared.handling.receipt import NotFound
from shared.vocabulary.text import say
from shared.web.acting import API, Endpoint, add_command_route, command, form_schema, hyphened, receipt_response
from shared.web.language import HEADER, language_of
from shared.web.moments import AskedMoment
from shared.web.reading import add_reading_route, in_language
from shared.web.requests import idempotency_key, if_match, json_object, malformed, validated
from shared.web.responses import PRIVATE
from shared.web.waiting import WaitFor

SITE = f"{API}/sites/{{site}}"
_CENTURY = 100
REAL_DAY = say("must be a day of the calendar", "须为日历中的日期")
IN_ADDRESS = say("must be left out: it stands in the address", "不必填写：地址中已有")


class Format(StrEnum):
    """How a report is written."""

    JSON = "json"
    CSV = "csv"
    TEXT = "text"


SiteInPath = Annotated[str, Path(pattern="^[A-Z0-9]{1,12}$", description="A site's code.")]
MonthInPath = Annotated[str, Path(pattern="^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$", description="A month, 2026-03.")]
_DAY = "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
DayInPath = Annotated[
    str, Path(pattern=_DAY, json_schema_extra={"format": "date"}, description="A local date, 2026-03-03.")
]
AsOf = Annotated[AskedMoment | None, Query(description="The instant T: what was recorded until then; now if none.")]
VersionAsked = Annotated[int | None, Query(ge=1, le=10_000, description="A submitted version, instead of T.")]
Against = Annotated[int | None, Query(ge=1, le=10_000, description="The version to compare with in part D.")]
Written = Annotated[Format, Query(alias="format", description="JSON, a spreadsheet's CSV, or a table of 80 columns.")]


class Rates(BaseModel):
    """The rates of one month, each with the cases behind numerator and denominator."""

    head: HeadShown
    rates: tuple[RateShown, ...]


def reporting_router(parts: Parts) -> APIRouter:
    """Months, rates, days, and the register."""
    router = APIRouter()
    _add_months(router, parts)
    _add_days(router, parts)
    for action in REGISTER.actions:
        path = f"{SITE}/register/{hyphened(action)}"
        add_command_route(router, path, _acting(parts, action), REGISTER, action, _form(action))
    return router


# ── reading ─────────────────────────────────────────────────────────────────────────────────


def _add_months(router: APIRouter, parts: Parts) -> None:
    async def month(
        request: Request, site: SiteInPath, month: MonthInPath, as_of: AsOf = None, version: VersionAsked = None,
        against: Against = None, written: Written = Format.JSON, wait_for: WaitFor = None,
    ) -> Response:  # fmt: skip
        """A month's classification form with its summary and rates.

        As of T, or as a submitted version; part D says what differs from another version, and why.
        """
        parts.site(request, site)
        t = await parts.instant(as_of, wait_for)
        shown = parts.shown(request, site, t)
        found = await _ask(parts, lambda desk: _month(desk, site, month, t, shown, version, against))
        writers = {Format.CSV: lambda: month_csv(found, shown), Format.TEXT: lambda: month_text(found, shown)}
        return _written(request, found, writers.get(written), written, f"{site}-{month}")

    async def month_rates(
        request: Request, site: SiteInPath, month: MonthInPath, as_of: AsOf = None, version: VersionAsked = None,
        wait_for: WaitFor = None,
    ) -> Response:  # fmt: skip
        """A month's rates alone."""
        parts.site(request, site)
        t = await parts.instant(as_of, wait_for)
        shown = parts.shown(request, site, t)
        found = await _ask(parts, lambda desk: _month(desk, site, month, t, shown, version, None))
        return in_language(request, Rates(head=found.head, rates=found.rates).model_dump(mode="json"))

    add_reading_route(router, f"{SITE}/months/{{month}}", month, MonthReport, tag="reporting")
    add_reading_route(router, f"{SITE}/months/{{month}}/rates", month_rates, Rates, tag="reporting")


def _month(
    desk: Reports, site: str, month: str, t: Any, shown: Shown, version: int | None, against: int | None
) -> MonthReport:
    key = int(month[:4]) * _CENTURY + int(month[5:])
    return month_report(desk.sheet(site, key, t, version=version, against=against), shown)


def _add_days(router: APIRouter, parts: Parts) -> None:
    async def day(
        request: Request, site: SiteInPath, day: DayInPath, as_of: AsOf = None, written: Written = Format.JSON,
        wait_for: WaitFor = None,
    ) -> Response:  # fmt: skip
        """The daily log of a local date: the page, its signed supplements, and what waits for a signature."""
        parts.site(request, site)
        asked = _date(day)
        t = await parts.instant(as_of, wait_for)
        shown = parts.shown(request, site, t)

        def work(desk: Reports) -> DayReport:
            known = desk.versions(site, t)
            box = box_shown(known.emptied(asked), shown, is_open=desk.is_open_on(site, asked, t))
            return day_report(desk.day(site, asked, t), known.signed(asked), t, shown, box)

        found = await _ask(parts, work)
        writers = {Format.CSV: lambda: day_csv(found, shown), Format.TEXT: lambda: day_text(found, shown)}
        return _written(request, found, writers.get(written), written, f"{site}-{day}")

    add_reading_route(router, f"{SITE}/days/{{day}}", day, DayReport, tag="reporting")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        malformed("path", "day", REAL_DAY)


async def _ask(parts: Parts, question: Callable[[Reports], Any]) -> Any:
    try:
        return await parts.ask(question)
    except NoSuchVersion as error:
        raise NotFound(str(error)) from None


def _written(
    request: Request, found: BaseModel, writer: Callable[[], str] | None, written: Format, name: str
) -> Response:
    if writer is None:
        return in_language(request, found.model_dump(mode="json"))
    headers = {**PRIVATE, "content-language": HEADER[language_of(request)], "vary": "accept-language"}
    if written is Format.CSV:
        headers["content-disposition"] = f'attachment; filename="{name}.csv"'
        return Response(writer(), media_type="text/csv", headers=headers)
    return Response(writer(), media_type="text/plain", headers=headers)


# ── acting ──────────────────────────────────────────────────────────────────────────────────


def _acting(parts: Parts, action: type[Action]) -> Endpoint:
    async def act(request: Request) -> Response:
        key, version = idempotency_key(request), if_match(request)
        site = request.path_params["site"]
        parts.site(request, site)
        body = await json_object(request)
        if "site" in body:
            malformed("body", "site", IN_ADDRESS)
        body, stream = {**body, "site": site}, register_of(site)
        if issubclass(action, SignDailyLog | SubmitMonth):
            form = {name: value for name, value in body.items() if name != "occurred_at"}
            await check_read(parts, request, site, validated(action, canonical(form)), key)
        receipt = await command(parts.door, REGISTER, action, request, stream, key=key, body=body, version=version)
        return receipt_response(receipt, None)

    return act


def _form(action: type[Action]) -> dict[str, Any]:
    """The form without the site, which stands in the address."""
    schema = form_schema(action)
    properties = {name: field for name, field in schema["properties"].items() if name != "site"}
    return {**schema, "properties": properties, "required": [n for n in schema["required"] if n != "site"]}
