"""A month's report for a terminal: head, identity, summary, rates, categories, and the cases of each part."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from services.reporting.document import FigureShown, MonthReport, PartShown
from services.reporting.exports import words as w
from services.reporting.exports.month_head import head_lines, identity, named
from services.reporting.exports.terminal import cut, end_of, few, heading, printed, table
from services.reporting.shown import NOTHING, Shown

IN_A_ROW = ("number", "received", "unit", "category", "state", "reason")
"""The columns that fit on 80 columns; all 38 stand in CSV and JSON."""

CATEGORY_ROWS = ("carried_in", "received", "reopenings", "closings", "carried_out", "void")


def month_text(report: MonthReport, shown: Shown) -> str:
    """The whole report."""
    return printed(_parts(report, shown))


def _parts(report: MonthReport, shown: Shown) -> Iterator[RenderableType]:
    yield Text(report.head.title, justify="center")
    for label, value in head_lines(report, shown):
        yield Text(w.LABELLED.to(shown.lang, label=label, value=value))
    yield Text(f"\n{identity(report, shown)}")
    yield heading(shown.say(w.SUMMARY))
    yield _summary(report, shown)
    yield heading(shown.say(w.RATES))
    yield _rates(report, shown)
    for grouping in report.groupings:
        if grouping.groups:
            heads = [grouping.label, *(row.label for row in report.summary if row.key in CATEGORY_ROWS)]
            rows = [[end_of(group.label, 28), *_some(group.rows)] for group in grouping.groups]
            yield heading(grouping.label)
            yield table(heads, rows, right=range(1, len(heads)))
    for title, key, ranks in (
        (w.TOP_UNITS, "unit", report.top_units),
        (w.TOP_SUBJECTS, "category", report.top_subjects),
    ):
        if ranks:
            yield heading(shown.say(title))
            heads = [_label(report, key), shown.say(w.COUNT), shown.say(w.CASES)]
            yield table(heads, [(end_of(r.name, 34), str(r.count), few(r.cases, 36)) for r in ranks], right=(1,))
    for part in report.parts:
        yield heading(w.PART.to(shown.lang, part=part.part, label=part.label))
        yield _cases(report, part) if part.lines else Text(shown.say(w.NONE))
    yield from _corrections(report, shown)


def _summary(report: MonthReport, shown: Shown) -> RenderableType:
    heads = ("", *map(shown.say, (w.COUNT, w.BEFORE, w.YEAR_BEFORE, w.CASES)))
    rows = [
        (
            f"  {row.label}" if row.under else row.label,
            _number(row.value), _number(month.before), _number(year.before), few(row.cases or (), 25),
        )
        for row, month, year in zip(report.summary, report.month_before.rows, report.year_before.rows, strict=True)
    ]  # fmt: skip
    return table(heads, rows, right=(1, 2, 3))


def _rates(report: MonthReport, shown: Shown) -> RenderableType:
    heads = ("", *map(shown.say, (w.RATE, w.NUMERATOR, w.DENOMINATOR, w.CASES)))
    rows = [
        (
            named(rate), rate.value, str(rate.numerator.count),
            rate.households or str(rate.denominator.count), few(rate.numerator.cases, 20),
        )
        for rate in report.rates
    ]  # fmt: skip
    return table(heads, rows, right=(1, 2, 3))


def _some(rows: tuple[FigureShown, ...]) -> list[str]:
    return [_number(row.value) for row in rows if row.key in CATEGORY_ROWS]


def _label(report: MonthReport, key: str) -> str:
    return next(column.label for column in report.columns if column.key == key)


def _cases(report: MonthReport, part: PartShown) -> RenderableType:
    at = [0, *(n for n, column in enumerate(report.columns) if column.key in IN_A_ROW)]
    paths = {n for n, column in enumerate(report.columns) if column.key == "category"}
    rows = [[(end_of if n in paths else cut)(line[n], 18) for n in at] for line in part.lines]
    return table([report.columns[n].label for n in at], rows, right=(0,), whole=(1, 2))


def _corrections(report: MonthReport, shown: Shown) -> Iterator[RenderableType]:
    found = report.corrections
    title = w.PART.to(shown.lang, part="D", label=found.label)
    if found.against is not None:
        title += f" ({w.AGAINST.to(shown.lang, version=found.against)})"
    yield heading(title)
    if not found.lines:
        yield Text(shown.say(w.NONE))
        return
    heads = tuple(map(shown.say, (w.FIGURE, w.OLD, w.NEW, w.CASES)))
    yield table(heads, [(cut(o.figure, 22), cut(o.old, 18), cut(o.new, 18), few(o.cases, 18)) for o in found.lines])
    for why in dict.fromkeys(reason for one in found.lines for reason in one.why):
        yield Text(why)


def _number(value: int | None) -> str:
    return NOTHING if value is None else str(value)
