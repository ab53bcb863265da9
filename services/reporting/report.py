"""Makes a month's report: the month as of T, its versions, the other months beside it, in one reader's language."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from services.reporting import document as doc
from services.reporting.columns import COLUMNS
from services.reporting.compare import Difference, Reason, differences
from services.reporting.form import CORRECTIONS, NUMBER, PARTS, TITLE, Line, cells, lines, values
from services.reporting.moments import moment
from services.reporting.month import Month
from services.reporting.rates import RATES, Rate, RateResult, work_out
from services.reporting.register.digest import digest
from services.reporting.rows import (
    GROUPINGS,
    RECEIVED,
    Counted,
    Figure,
    Grouping,
    Groups,
    count,
    figures,
    groups,
    most,
)
from services.reporting.shown import LABELS, NOTHING, Shown
from services.reporting.versions import Version, Versions
from shared.vocabulary.text import say

ENTERED = say("{number}: {label}, {at}, entered {recorded} by {by}", "{number}：{label}，{at}，{recorded} 由 {by} 录入")
UNKNOWN = say("not known", "未知")


@dataclass(frozen=True)
class Sheet:
    """A month with everything that is shown beside it."""

    month: Month
    versions: Versions  #: as known at T
    version: Version | None  #: the submitted version this is, if it is one
    before: Month
    year_before: Month
    against: tuple[int, Month] | None  #: the version that part D compares with


@dataclass(frozen=True)
class Sums:
    """What a month adds up to, worked out once."""

    counted: Counted
    groups: tuple[tuple[Grouping, Groups], ...]
    rates: tuple[RateResult, ...]
    rows: list[Line]

    @classmethod
    def of(cls, month: Month) -> "Sums":
        """Count everything."""
        counted = count(month)
        grouped = tuple((grouping, groups(counted, grouping)) for grouping in GROUPINGS)
        return cls(counted, grouped, tuple(work_out(rate, month) for rate in RATES), lines(month))


def month_report(sheet: Sheet, shown: Shown) -> doc.MonthReport:
    """The whole report."""
    month, sums = sheet.month, Sums.of(sheet.month)
    top = int(month.directory.limits(month.site).number("top_list"))
    figure, words = digests(month, sums)
    return doc.MonthReport(
        head=_head(sheet, shown, figure),
        identity=_identity(month),
        summary=_figures(figures(sums.counted), shown),
        rates=tuple(_rate(result, shown) for result in sums.rates),
        groupings=tuple(_grouping(grouping, found, shown) for grouping, found in sums.groups),
        top_units=_ranks(((i.life.unit, i.life.number) for i in RECEIVED(month) if i.life.unit), top, str),
        top_subjects=_ranks(
            ((i.life.category, i.life.number) for i in RECEIVED(month) if i.life.category), top, shown.category
        ),
        month_before=_against(sums.counted, sheet.before, sheet, shown),
        year_before=_against(sums.counted, sheet.year_before, sheet, shown),
        columns=_columns(shown),
        parts=_parts(month, sums.rows, shown),
        corrections=_corrections(sheet, shown),
        digest=figure,
        words=words,
    )


def digests(month: Month, sums: Sums) -> tuple[str, str]:
    """Of the figures and case numbers, which stay for ever; and of the words, which an erasure may change."""
    rows = [(line.part, line.life.number, values(month, line)) for line in sums.rows]
    personal = {column.key for column in COLUMNS if column.personal}
    stays = {
        "rows": [[figure.key, figure.cases] for figure in figures(sums.counted)],
        "groups": [_plain_group(grouping, found) for grouping, found in sums.groups],
        "rates": [_plain_rate(result) for result in sums.rates],
        "form": [[part, number, {k: v for k, v in row.items() if k not in personal}] for part, number, row in rows],
    }
    words = [[part, number, {k: v for k, v in row.items() if k in personal}] for part, number, row in rows]
    return digest(stays), digest(words)


def _plain_group(grouping: Grouping, found: Groups) -> list[Any]:
    return [grouping.key, [[value, [[figure.key, figure.cases] for figure in part]] for value, part in found]]


def _plain_rate(result: RateResult) -> list[Any]:
    return [result.rate.key, result.shown, result.numerator, result.denominator, str(result.households)]


# ── the parts of the report ─────────────────────────────────────────────────────────────────


def _head(sheet: Sheet, shown: Shown, figure: str) -> doc.HeadShown:
    month, version = sheet.month, sheet.version
    start, end = month.households()
    known = sheet.versions.of(month.name)
    received, returned = (version.received, version.returned) if version else (None, None)
    return doc.HeadShown(
        title=shown.say(TITLE), site=month.site, site_name=shown.site(month.site), month=month.name,
        version=version.number if version else None, newest_version=known[-1].number if known else None,
        as_of=moment(month.t), late=version.late if version else None,
        households_start=start, households_end=end,
        prepared_by=shown.person(version.prepared_by) if version else None,
        submitted_by=shown.person(version.submitted_by) if version else None,
        submitted_at=moment(version.submitted_at) if version else None,
        received_by=shown.person(received.by) if received else None,
        received_at=moment(received.at) if received else None,
        returned_by=shown.person(returned.by) if returned else None,
        returned_at=moment(returned.at) if returned else None,
        remark=returned.remark if returned else None,
        unchanged=version.digest == figure if version else None,
    )  # fmt: skip


def _identity(month: Month) -> doc.IdentityShown:
    before, received, reopened, closed, after = (
        len(one) for one in (month.carried_in, month.received, month.reopenings, month.closings, month.carried_out)
    )
    return doc.IdentityShown(
        carried_in=before, received=received, reopenings=reopened, closings=closed, carried_out=after,
        holds=before + received + reopened == closed + after,
    )  # fmt: skip


def _figures(found: Iterable[Figure], shown: Shown) -> tuple[doc.FigureShown, ...]:
    return tuple(
        doc.FigureShown(key=f.key, label=shown.say(f.label), under=f.under, value=f.value, cases=f.cases) for f in found
    )


def _rate(result: RateResult, shown: Shown) -> doc.RateShown:
    return doc.RateShown(
        key=result.rate.key, label=shown.say(result.rate.label), value=result.shown,
        numerator=_count(result.numerator), denominator=_count(result.denominator),
        transferred_in=_count(result.elsewhere),
        households=None if result.households is None else str(result.households),
    )  # fmt: skip


def _count(cases: tuple[str, ...]) -> doc.CountShown:
    return doc.CountShown(count=len(cases), cases=cases)


def _grouping(grouping: Grouping, found: Groups, shown: Shown) -> doc.GroupingShown:
    parts = tuple(
        doc.GroupShown(value=value, label=_value(grouping, value, shown), rows=_figures(rows, shown))
        for value, rows in found
    )
    return doc.GroupingShown(key=grouping.key, label=shown.say(grouping.label), groups=parts)


def _value(grouping: Grouping, value: str | None, shown: Shown) -> str:
    if value is None:
        return shown.say(UNKNOWN)
    return shown.category(value) if grouping.axis is None else shown.words(grouping.axis, value)


def _ranks(pairs: Iterable[tuple[str, str]], top: int, name: Callable[[str], str]) -> tuple[doc.RankShown, ...]:
    return tuple(doc.RankShown(name=name(value), count=len(cases), cases=cases) for value, cases in most(pairs, top))


def _against(counted: Counted, other: Month, sheet: Sheet, shown: Shown) -> doc.AgainstShown:
    known = sheet.versions.of(other.name)
    rows = tuple(
        doc.ChangeShown(
            key=now.key, label=shown.say(now.label), now=now.value, before=was.value,
            change=None if now.value is None or was.value is None else now.value - was.value,
        )
        for now, was in zip(figures(counted), figures(count(other)), strict=True)
    )  # fmt: skip
    return doc.AgainstShown(
        month=other.name, version=known[-1].number if known else None, as_of=moment(other.t), rows=rows
    )


def _columns(shown: Shown) -> tuple[doc.ColumnShown, ...]:
    first = doc.ColumnShown(number=1, key="no", label=shown.say(NUMBER))
    return first, *(doc.ColumnShown(number=c.number, key=c.key, label=shown.say(c.label)) for c in COLUMNS)


def _parts(month: Month, rows: list[Line], shown: Shown) -> tuple[doc.PartShown, ...]:
    return tuple(
        doc.PartShown(
            part=part.value, label=shown.say(label),
            lines=tuple(tuple(cells(month, line, shown)) for line in rows if line.part is part),
        )
        for part, label in PARTS.items()
    )  # fmt: skip


def _corrections(sheet: Sheet, shown: Shown) -> doc.CorrectionsShown:
    found = [] if sheet.against is None else differences(sheet.against[1], sheet.month)
    return doc.CorrectionsShown(
        label=shown.say(CORRECTIONS),
        against=None if sheet.against is None else sheet.against[0],
        lines=tuple(_correction(one, shown) for one in found),
    )


def _correction(one: Difference, shown: Shown) -> doc.CorrectionShown:
    return doc.CorrectionShown(
        figure=_named(one, shown), old=_side(one, one.old, shown), new=_side(one, one.new, shown), cases=one.cases,
        why=tuple(_why(reason, shown) for reason in one.why),
    )  # fmt: skip


def _named(one: Difference, shown: Shown) -> str:
    label = shown.say(one.what.label)
    return f"{one.what.key} {label}" if isinstance(one.what, Rate) else label


def _side(one: Difference, value: Any, shown: Shown) -> str:
    if isinstance(one.what, Figure | Rate):
        return NOTHING if value is None else str(value)
    return one.what.show(value, shown)


def _why(reason: Reason, shown: Shown) -> str:
    fact = reason.fact
    return ENTERED.to(
        shown.lang, number=reason.number, label=shown.say(LABELS[fact.kind]), at=shown.minute(fact.occurred),
        recorded=shown.minute(fact.recorded), by=shown.person(fact.author),
    )  # fmt: skip
