"""The daily log 《投诉处理日志》 (5.6): one page per site and local date, and numbered supplements of it.

A page holds what was recorded until it was signed; what is recorded later stands on a supplement of its own date,
so a signed page is the same for ever: it is the page as of its T.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from services.reporting.cut import cut
from services.reporting.life import Life
from services.reporting.moments import micros, moment
from services.reporting.register.digest import OF_NO_LINES, digest
from services.reporting.repeats import Repeats
from services.reporting.repository import CaseFile, Fact, Run
from shared.complaint.clocks.running import Outcome
from shared.vocabulary.time import local_date, start_of_day

BEFORE_EVERYTHING = -1
"""A T at which nothing was recorded."""


@dataclass(frozen=True, slots=True)
class DayLine:
    """One fact of the day, or one clock missed on it."""

    life: Life
    fact: Fact | None  #: None: a clock missed, derived
    runs: tuple[Run, ...]  #: the clocks that the fact ended, or the one that was missed
    marks: tuple[str, ...]  #: late, void, duplicate, withdrawn, transferred in

    @property
    def at(self) -> int:
        """When it happened; a miss at its due."""
        return self.fact.occurred if self.fact is not None else self.runs[0].due

    @property
    def plain(self) -> list[Any]:
        """The line without any words, for its digest."""
        fact, runs = self.fact, [[run.clock, run.cycle, run.due, run.outcome, run.met_late] for run in self.runs]
        told = None if fact is None else [fact.version, fact.kind, fact.occurred, fact.recorded, fact.author]
        return [self.life.number, told, runs, self.marks, self.life.category]


@dataclass(frozen=True, slots=True)
class Foot:
    """The totals of a day; void cases and incident records are in none."""

    received: tuple[str, ...]
    missed: tuple[str, ...]
    closed: tuple[str, ...]
    open_at_midnight: tuple[str, ...]
    handled: tuple[str, ...]  #: distinct cases with a line


@dataclass(frozen=True, slots=True)
class Page:
    """A page or a supplement, as of its T."""

    number: int  #: 0 the page, 1, 2 … its supplements
    t: int
    lines: tuple[DayLine, ...]
    foot: Foot

    @property
    def digest(self) -> str:
        """Of what stands on it."""
        if self.number and not self.lines:
            return OF_NO_LINES
        return digest([[line.plain for line in self.lines], [getattr(self.foot, name) for name in Foot.__slots__]])


@dataclass(frozen=True)
class Day:
    """One local date of a site, with the cases its month may show."""

    site: str
    day: date
    zone: ZoneInfo
    files: Sequence[CaseFile]
    repeats: Repeats

    @property
    def span(self) -> tuple[int, int]:
        """The day as [00:00, 24:00) of the site."""
        ends = start_of_day(self.day + timedelta(days=1), self.zone)
        return micros(start_of_day(self.day, self.zone)), micros(ends)

    def page(self, t: datetime) -> Page:
        """The page itself as of T."""
        return self._page(0, BEFORE_EVERYTHING, micros(t))

    def supplement(self, number: int, after: int, t: int) -> Page:
        """What was recorded about the day after one T and until another."""
        return self._page(number, after, t)

    def _page(self, number: int, after: int, t: int) -> Page:
        start, end = self.span
        lives = [found for file in self.files if (found := cut(file, end, t, self.repeats)) is not None]
        lines = sorted(self._lines(lives, after, t), key=lambda line: (line.at, line.life.number, _version(line)))
        return Page(number, t, tuple(lines), _foot(lives, lines, start, end, t))

    def _lines(self, lives: Iterable[Life], after: int, t: int) -> Iterator[DayLine]:
        start, end = self.span
        for found in lives:
            for fact in found.file.facts:
                if fact.version < 1:
                    continue  # it stands in the log of the site where it happened (R12.11b)
                if fact.known(t) and fact.since > after and start <= fact.occurred < end:
                    ended = tuple(run for run in found.runs if run.ended_by == fact.version and _shows(run))
                    yield DayLine(found, fact, ended, self._marks(found, fact))
            known = self._misses_known(found, after) if after > BEFORE_EVERYTHING else ()
            for run in found.runs:
                if _missed(run, t, start, end) and _name(run) not in known:
                    carried = ("transferred_in",) if found.decided_elsewhere(run) else ()
                    yield DayLine(found, None, (run,), (*self._marks(found, None), *carried))

    def _misses_known(self, found: Life, after: int) -> set[tuple[str, str, str]]:
        """The clocks whose miss on this day stands on an earlier page already."""
        then = cut(found.file, self.span[1], after, self.repeats)
        return set() if then is None else {_name(run) for run in then.runs if _missed(run, after, *self.span)}

    def _marks(self, found: Life, fact: Fact | None) -> tuple[str, ...]:
        marks = []
        if fact is not None and self._date(fact.recorded) > self._date(fact.occurred):
            marks.append("late")
        if found.void is not None:
            marks.append("void")
            if found.void == "duplicate":
                marks.append("duplicate")
        if found.withdrawn:
            marks.append("withdrawn")
        return tuple(marks)

    def _date(self, at: int) -> date:
        return local_date(moment(at), self.zone)


def _foot(lives: Iterable[Life], lines: Sequence[DayLine], start: int, end: int, t: int) -> Foot:
    counted = [found for found in lives if found.counted]
    return Foot(
        received=_numbers(found for found in counted if start <= found.received < end),
        missed=_numbers(found for found in counted for run in found.runs if _missed(run, t, start, end)),
        closed=_numbers(found for found in counted for one in found.closings if start <= one.at < end),
        open_at_midnight=_numbers(found for found in counted if found.is_open_at(end)),
        handled=tuple(sorted({line.life.number for line in lines if line.life.counted})),
    )


def _numbers(lives: Iterable[Life]) -> tuple[str, ...]:
    return tuple(sorted(found.number for found in lives))


def _missed(run: Run, t: int, start: int, end: int) -> bool:
    """Missed as judged at `t`, on this day: that of the last moment before the due (CK1)."""
    return run.missed(t) and start <= run.missed_at < end


def _shows(run: Run) -> bool:
    return run.outcome in (Outcome.MET, Outcome.MISSED, Outcome.POSTPONED)


def _name(run: Run) -> tuple[str, str, str]:
    return run.clock, run.scope, run.cycle


def _version(line: DayLine) -> int:
    return line.fact.version if line.fact is not None else 0
