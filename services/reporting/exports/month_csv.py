"""A month's report as one CSV file: head, summary, rates, category × rows, and the form with its four parts."""

from collections.abc import Iterator, Sequence

from services.reporting.document import FigureShown, MonthReport
from services.reporting.exports import words as w
from services.reporting.exports.cells import csv_text
from services.reporting.exports.month_head import head_lines, named
from services.reporting.shown import NOTHING, Shown

Rows = list[Sequence[str]]


def month_csv(report: MonthReport, shown: Shown) -> str:
    """The whole file."""
    return csv_text(_sections(report, shown))


def _sections(report: MonthReport, shown: Shown) -> Iterator[Rows]:
    yield [(report.head.title,), *head_lines(report, shown)]
    yield _summary(report, shown)
    yield _rates(report, shown)
    for grouping in report.groupings:
        heads = [grouping.label, *(row.label for row in report.summary)]
        yield [heads, *([group.label, *map(_value, group.rows)] for group in grouping.groups)]
    for label, ranks in ((w.TOP_UNITS, report.top_units), (w.TOP_SUBJECTS, report.top_subjects)):
        yield [
            (shown.say(label), shown.say(w.COUNT), shown.say(w.CASES)),
            *((rank.name, str(rank.count), _join(rank.cases)) for rank in ranks),
        ]
    for part in report.parts:
        title = w.PART.to(shown.lang, part=part.part, label=part.label)
        yield [(title,), [column.label for column in report.columns], *part.lines]
    yield _corrections(report, shown)


def _summary(report: MonthReport, shown: Shown) -> Rows:
    others = zip(report.month_before.rows, report.year_before.rows, strict=True)
    labels = (w.SUMMARY, w.COUNT, w.BEFORE, w.YEAR_BEFORE, w.CASES)
    rows = [
        (row.label, _value(row), _number(month.before), _number(year.before), _join(row.cases or ()))
        for row, (month, year) in zip(report.summary, others, strict=True)
    ]
    return [tuple(map(shown.say, labels)), *rows]


def _rates(report: MonthReport, shown: Shown) -> Rows:
    labels = (w.RATES, w.RATE, w.NUMERATOR, w.DENOMINATOR)
    heads = (*map(shown.say, labels), f"{shown.say(w.NUMERATOR)} {shown.say(w.CASES)}",
             f"{shown.say(w.DENOMINATOR)} {shown.say(w.CASES)}")  # fmt: skip
    rows = [
        (
            named(rate), rate.value, str(rate.numerator.count),
            rate.households or str(rate.denominator.count), _join(rate.numerator.cases), _join(rate.denominator.cases),
        )
        for rate in report.rates
    ]  # fmt: skip
    return [heads, *rows]


def _corrections(report: MonthReport, shown: Shown) -> Rows:
    heads = tuple(map(shown.say, (w.FIGURE, w.OLD, w.NEW, w.CASES, w.WHY)))
    rows = [(one.figure, one.old, one.new, _join(one.cases), "；".join(one.why)) for one in report.corrections.lines]
    return [(w.PART.to(shown.lang, part="D", label=report.corrections.label),), heads, *rows]


def _value(row: FigureShown) -> str:
    return _number(row.value)


def _number(value: int | None) -> str:
    return NOTHING if value is None else str(value)


def _join(cases: Sequence[str]) -> str:
    return " ".join(cases)
