"""Two versions of one month side by side: every figure that differs, old and new, the cases, and why (5.2, part D)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from services.reporting.columns import COLUMNS, Column
from services.reporting.form import lines, values
from services.reporting.month import Month
from services.reporting.rates import RATES, Rate, RateResult, work_out
from services.reporting.repository import Fact
from services.reporting.rows import Figure, count, figures


@dataclass(frozen=True, slots=True)
class Reason:
    """A fact that the newer version knows and the older did not."""

    number: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure, rate or cell that differs. Values as stored; None: was not there."""

    what: Figure | Rate | Column
    old: Any
    new: Any
    cases: tuple[str, ...]
    why: tuple[Reason, ...]


def differences(old: Month, new: Month) -> list[Difference]:
    """What differs between the month as known at two instants, in the order of the report."""
    news = {life.number: _news(life.file.facts, old.t, new.t) for life in (*old.lives, *new.lives)}

    def why(cases: Iterable[str]) -> tuple[Reason, ...]:
        return tuple(Reason(number, fact) for number in cases for fact in news.get(number, ()))

    found = [*_figures(old, new), *_rates(old, new), *_cells(old, new)]
    return [Difference(what, was, now, cases, why(cases)) for what, was, now, cases in found]


_Found = tuple[Figure | Rate | Column, Any, Any, tuple[str, ...]]


def _figures(old: Month, new: Month) -> Iterable[_Found]:
    for was, now in zip(figures(count(old)), figures(count(new)), strict=True):
        if was.cases != now.cases:
            yield now, was.value, now.value, _changed(was.cases or (), now.cases or ())


def _rates(old: Month, new: Month) -> Iterable[_Found]:
    for rate in RATES:
        was, now = work_out(rate, old), work_out(rate, new)
        if was != now:
            cases = {*_changed(was.numerator, now.numerator), *_changed(was.denominator, now.denominator)}
            yield rate, _fraction(was), _fraction(now), tuple(sorted(cases))


def _fraction(result: RateResult) -> str:
    whole = result.households if result.rate.per_household else len(result.denominator)
    return f"{result.shown} ({len(result.numerator)}/{whole})"


def _cells(old: Month, new: Month) -> Iterable[_Found]:
    was, now = _rows(old), _rows(new)
    for number in sorted(was.keys() & now.keys()):
        for column in COLUMNS:
            if was[number][column.key] != now[number][column.key]:
                yield column, was[number][column.key], now[number][column.key], (number,)


def _rows(month: Month) -> dict[str, dict[str, Any]]:
    return {line.life.number: values(month, line) for line in lines(month)}


def _changed(old: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """The cases that came or went; a case that is counted twice counts twice."""
    was, now = Counter(old), Counter(new)
    return tuple(sorted(((was - now) + (now - was)).keys()))


def _news(facts: Iterable[Fact], old: int, new: int) -> list[Fact]:
    return [fact for fact in facts if old < fact.since <= new]
