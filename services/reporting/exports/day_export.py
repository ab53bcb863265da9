"""A day's log for a spreadsheet and for a terminal."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from services.reporting.day_report import BoxShown, DayReport, PageShown
from services.reporting.exports import words as w
from services.reporting.exports.cells import csv_text
from services.reporting.exports.terminal import STEP, cut, heading, printed, table
from services.reporting.moments import micros
from services.reporting.shown import Shown

IN_A_ROW = (0, 1, 3, 6, 7, 8, 11)
"""The columns that fit on 80 columns, the marks below the result; all 13 stand in CSV and JSON."""


def day_csv(report: DayReport, shown: Shown) -> str:
    """Every page with its 13 columns and its foot."""
    return csv_text(_sections(report, shown))


def _sections(report: DayReport, shown: Shown) -> Iterator[list[Sequence[str]]]:
    yield [
        (report.title,),
        (shown.say(w.SITE), f"{report.site} {report.site_name}"),
        (shown.say(w.DAY), report.day.isoformat()),
        (shown.say(w.BOX), _box(report.box, shown)),
    ]
    for page in report.pages:
        foot = [(one.label, str(one.count), " ".join(one.cases)) for one in page.foot]
        yield [(_name(page, shown), _signature(page, shown)), report.columns, *page.lines, *foot]


def day_text(report: DayReport, shown: Shown) -> str:
    """Every page for 80 columns."""
    return printed(_parts(report, shown))


def _parts(report: DayReport, shown: Shown) -> Iterator[RenderableType]:
    yield Text(report.title, justify="center")
    yield Text(f"{report.site} {report.site_name}  {report.day.isoformat()}")
    yield Text(w.LABELLED.to(shown.lang, label=shown.say(w.BOX), value=_box(report.box, shown)))
    for page in report.pages:
        yield heading(w.LABELLED.to(shown.lang, label=_name(page, shown), value=_signature(page, shown)))
        heads = [*(report.columns[at] for at in IN_A_ROW[:-1]), "\n".join(report.columns[11:])]
        rows = [[_short(line, at) for at in IN_A_ROW] for line in page.lines]
        yield table(heads, rows, right=(0,), whole=(1, 2), loose=(4,)) if rows else Text(shown.say(w.NONE))
        yield Text("  ".join(f"{one.label} {one.count}" for one in page.foot))


def _box(box: BoxShown, shown: Shown) -> str:
    """When, by whom and how many letters; else why none."""
    if not box.emptied:
        return shown.say(w.NOT_EMPTIED if box.wanting else w.CLOSED_DAY)
    told = (f"{shown.minute(micros(one.at))} {one.by} {one.letters}" for one in box.emptied)
    return "；".join(told)


def _short(line: tuple[str, ...], at: int) -> str:
    """The time alone, as the day stands above; name and role each on a line; the clock where nothing was said."""
    match at:
        case 1:
            return line[at][11:]
        case 7:
            return cut(line[at] or line[10], 22)
        case 8:
            return "\n".join(cut(part, 22) for part in line[at].split(STEP))
        case 11:
            return "\n".join(filter(None, line[11:]))
    return cut(line[at], 22)


def _name(page: PageShown, shown: Shown) -> str:
    return w.SUPPLEMENT.to(shown.lang, number=page.number) if page.number else shown.say(w.PAGE)


def _signature(page: PageShown, shown: Shown) -> str:
    if page.signed_by is None or page.signed_at is None:
        return shown.say(w.UNSIGNED)
    return w.SIGNED.to(
        shown.lang, by=page.signed_by, at=shown.minute(micros(page.signed_at)), as_of=shown.minute(micros(page.as_of))
    )
