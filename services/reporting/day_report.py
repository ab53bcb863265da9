"""A day's log as it is served: the page, its signed supplements, and what still waits for a signature."""

from collections.abc import Sequence
from datetime import date, datetime

from pydantic import BaseModel

from services.reporting.daily_log import Day, DayLine, Foot, Page
from services.reporting.document import CountShown
from services.reporting.moments import micros, moment
from services.reporting.repository import Run
from services.reporting.shown import LABELS, LATE, NOTHING, OF_NOBODY, SYSTEM, Shown
from services.reporting.versions import Emptied, SignedPage
from shared.complaint.clocks.running import Outcome
from shared.complaint.clocks.table import CLOCKS
from shared.vocabulary.roles import Level, Role
from shared.vocabulary.text import Say, say

TITLE = say("Complaint handling log", "投诉处理日志")
MISSED = say("clock missed", "超时")
HEADS = (
    say("No.", "序号"), say("Occurred", "发生时间"), say("Recorded", "录入时间"), say("Case no.", "投诉编号"),
    say("Unit", "房号"), say("Category", "类别"), say("Kind", "事项"), say("Content", "内容"),
    say("By/role", "经办人/角色"), say("Level", "层级"), say("Clock and due", "时限"), say("Result", "结果"),
    say("Marks", "标记"),
)  # fmt: skip
"""The 13 columns of 5.6."""

MARKS = {
    "late": LATE, "void": say("void", "作废"), "duplicate": say("duplicate", "重复"),
    "withdrawn": say("withdrawn", "撤诉"), "transferred_in": say("transferred in", "转入"),
}  # fmt: skip
FEET = {
    "received": say("received", "受理"), "missed": say("missed", "超时"), "closed": say("closed", "关闭"),
    "open_at_midnight": say("open at 24:00", "24:00 未关闭"), "handled": say("handled", "经办"),
}  # fmt: skip
RESULTS: dict[Outcome, Say] = {
    Outcome.MET: say("met", "达标"), Outcome.MISSED: say("missed", "超时"), Outcome.POSTPONED: say("postponed", "延期"),
    Outcome.RUNNING: say("missed", "超时"),
}  # fmt: skip
MET_LATE = say("met, entered late", "迟录达标")
_CLOCKS = {clock.name: clock.label for clock in CLOCKS}


class FootShown(BaseModel):
    """One total of a day."""

    key: str
    label: str
    count: int
    cases: tuple[str, ...]


class PageShown(BaseModel):
    """One page: 0 the page itself, then the supplements."""

    number: int
    as_of: datetime
    signed: bool
    signed_by: str | None
    signed_at: datetime | None
    unchanged: bool | None  #: what was signed still stands there; None: not signed
    digest: str
    lines: tuple[tuple[str, ...], ...]  #: the 13 cells of each line
    foot: tuple[FootShown, ...]


class EmptiedShown(BaseModel):
    """One emptying of the suggestion box."""

    at: datetime
    by: str
    letters: int


class BoxShown(BaseModel):
    """The suggestion box of a day (R2.5)."""

    emptied: tuple[EmptiedShown, ...]
    wanting: bool  #: the site was open that day, and no emptying is logged


class DayReport(BaseModel):
    """The daily log of one site and local date."""

    title: str
    site: str
    site_name: str
    day: date
    columns: tuple[str, ...]
    pages: tuple[PageShown, ...]
    box: BoxShown


def box_shown(emptied: Sequence[Emptied], shown: Shown, *, is_open: bool) -> BoxShown:
    """The emptyings of a day, and whether one is wanting."""
    entries = (EmptiedShown(at=moment(one.at), by=shown.person(one.by), letters=one.letters) for one in emptied)
    return BoxShown(emptied=tuple(entries), wanting=is_open and not emptied)


def day_report(day: Day, signed: Sequence[SignedPage], t: datetime, shown: Shown, box: BoxShown) -> DayReport:
    """Every signed page as it was signed, and what was recorded since then and until T."""
    pages: list[PageShown] = []
    after: int | None = None
    for one in signed:
        page = day.page(moment(one.as_of)) if after is None else day.supplement(one.number, after, one.as_of)
        pages.append(_page(page, one, shown))
        after = one.as_of
    waiting = day.page(t) if after is None else day.supplement(len(signed), after, micros(t))
    if after is None or waiting.lines:
        pages.append(_page(waiting, None, shown))
    return DayReport(
        title=shown.say(TITLE), site=day.site, site_name=shown.site(day.site), day=day.day,
        columns=tuple(map(shown.say, HEADS)), pages=tuple(pages), box=box,
    )  # fmt: skip


def _page(page: Page, signed: SignedPage | None, shown: Shown) -> PageShown:
    return PageShown(
        number=page.number, as_of=moment(page.t), signed=signed is not None,
        signed_by=shown.person(signed.by) if signed else None, signed_at=moment(signed.at) if signed else None,
        unchanged=signed.digest == page.digest if signed else None, digest=page.digest,
        lines=tuple(_cells(number, line, shown) for number, line in enumerate(page.lines, 1)),
        foot=_foot(page.foot, shown),
    )  # fmt: skip


def _foot(foot: Foot, shown: Shown) -> tuple[FootShown, ...]:
    counts = {key: CountShown(count=len(getattr(foot, key)), cases=getattr(foot, key)) for key in FEET}
    return tuple(
        FootShown(key=key, label=shown.say(label), count=counts[key].count, cases=counts[key].cases)
        for key, label in FEET.items()
    )


def _cells(number: int, line: DayLine, shown: Shown) -> tuple[str, ...]:
    fact, life = line.fact, line.life
    clock = "；".join(f"{shown.say(_CLOCKS[run.clock])} {shown.minute(run.due)}" for run in line.runs)
    return (
        str(number), shown.minute(line.at), shown.minute(fact.recorded) if fact else NOTHING, life.number,
        life.unit or NOTHING, shown.category(life.category),
        shown.say(LABELS[fact.kind]) if fact else shown.say(MISSED), fact.content if fact else "",
        _by(line, shown), _level(line, shown), clock,
        "；".join(shown.say(_result(run)) for run in line.runs),
        "；".join(shown.say(MARKS[mark]) for mark in line.marks),
    )  # fmt: skip


def _by(line: DayLine, shown: Shown) -> str:
    fact = line.fact
    if fact is None:
        return shown.say(SYSTEM)
    if fact.author in OF_NOBODY:
        return shown.person(fact.author)
    return f"{shown.person(fact.author)} / {shown.say(Role(fact.role).words)}"


def _level(line: DayLine, shown: Shown) -> str:
    level = line.fact.level if line.fact else None
    return NOTHING if level is None else f"{level} {shown.say(Level(level).words)}"


def _result(run: Run) -> Say:
    return MET_LATE if run.met_late and run.outcome is Outcome.MET else RESULTS[run.outcome]
