"""The rows of the summary (5.4) as declarations, and the one interpreter: counts with the cases behind them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.reporting.chapters import BUILT, Chapter
from services.reporting.life import Life
from services.reporting.month import Item, Month
from services.reporting.rates import Population, happened, where
from shared.vocabulary.axes import Axis, Channel, ClosingReason, MoveUpReason, Responsible, Severity
from shared.vocabulary.roles import Level
from shared.vocabulary.text import Say, say


@dataclass(frozen=True, slots=True)
class Row:
    """One row of section 5.4; `under` names the row it is a part of."""

    key: str
    label: Say
    chapter: Chapter
    population: Population | None = None
    under: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A count, and the case behind each one that was counted."""

    key: str
    label: Say
    cases: tuple[str, ...] | None  #: None: of a chapter that is not built
    under: str | None = None

    @property
    def value(self) -> int | None:
        """The count; None prints —."""
        return None if self.cases is None else len(self.cases)


def _all(which: str) -> Population:
    def of(month: Month) -> list[Item]:
        found: list[Item] = getattr(month, which)
        return found

    return of


def _valid(wanted: bool | None) -> Callable[[Month, Item], bool]:  # noqa: FBT001 - valid, not valid, not decided
    return lambda _month, item: item.life.valid is wanted


def _what(wanted: str) -> Callable[[Month, Item], bool]:
    return lambda _month, item: item.what == wanted


def _level(wanted: Level) -> Callable[[Month, Item], bool]:
    return lambda _month, item: item.life.level == wanted


CLOSING_REASONS = (
    ClosingReason.SETTLED_ON_THE_SPOT, ClosingReason.FOLLOW_UP_SATISFIED, ClosingReason.NO_RECURRENCE,
    ClosingReason.FOLLOW_UP_EXEMPT, ClosingReason.FINAL_POSITION_GIVEN, ClosingReason.WITHDRAWN,
    ClosingReason.NOT_KNOWN,
)  # fmt: skip
VOID_REASONS = (ClosingReason.CANCELLED, ClosingReason.DUPLICATE)
RECEIVED, CLOSINGS = _all("received"), _all("closings")

ROWS = (
    Row("carried_in", say("carried in", "期初结转"), Chapter.P11, _all("carried_in")),
    Row("received", say("received", "本期受理"), Chapter.P1, RECEIVED),
    Row("received.valid", say("valid", "有效"), Chapter.P4, where(RECEIVED, _valid(True)), "received"),
    Row("received.not_valid", say("not valid", "无效"), Chapter.P4, where(RECEIVED, _valid(False)), "received"),
    Row("received.undecided", say("undecided", "未定"), Chapter.P4, where(RECEIVED, _valid(None)), "received"),
    Row("reopenings", say("reopenings", "本期重启"), Chapter.P11, _all("reopenings")),
    Row("closings", say("closings", "本期关闭"), Chapter.P11, CLOSINGS),
    *(Row(f"closings.{reason}", reason.words, Chapter.P11, where(CLOSINGS, _what(reason)), "closings")
      for reason in CLOSING_REASONS),
    Row("carried_out", say("carried out", "期末结转"), Chapter.P11, _all("carried_out")),
    Row("completed", say("completed rounds", "处理完毕"), Chapter.P9, _all("completed")),
    Row("on_the_spot", say("on the spot", "现场处理"), Chapter.P4, _all("signed")),
    Row("highest_level", say("received, by highest level", "服务上移（按最高层级）"), Chapter.P1, RECEIVED),
    *(Row(f"highest_level.{level.value}", level.words, Chapter.P1, where(RECEIVED, _level(level)), "highest_level")
      for level in Level),
    Row("disputes", say("of these moved up for a dispute", "其中因争执上移"), Chapter.P2,
        where(RECEIVED, lambda _month, item: any(one.what == MoveUpReason.DISPUTE for one in item.life.escalations)),
        "highest_level"),
    Row("repeats", say("repeat complaints", "重复投诉"), Chapter.RELATED, _all("repeats")),
    Row("urges", say("urges", "催办"), Chapter.URGING, happened("urges")),
    Row("changed_dates", say("changed dates", "改期"), Chapter.P9, happened("changed_dates")),
    Row("postponed", say("postponed replies", "延期答复"), Chapter.P5, happened("postponed")),
    Row("wished", say("later at the customer's wish", "应业主要求延后答复"), Chapter.P5, happened("wished")),
    Row("declined", say("follow-ups declined", "谢绝回访"), Chapter.P10, happened("declined")),
    Row("exempt", say("exempt from follow-up", "免回访"), Chapter.P10, happened("exempt")),
    Row("void", say("void", "作废"), Chapter.P11, _all("void")),
    *(Row(f"void.{reason}", reason.words, Chapter.P11, where(_all("void"), _what(reason)), "void")
      for reason in VOID_REASONS),
    Row("late_entries", say("late entries", "补录"), Chapter.P1,
        where(RECEIVED, lambda month, item: month.entered_late(item.life))),
    Row("met_late", say("met, entered late", "迟录达标"), Chapter.P3,
        where(_all("decided"), lambda _month, item: item.run is not None and item.run.met_late)),
)  # fmt: skip


Counted = Mapping[str, list[Item]]
"""What each row counts, by its key; rows of chapters that are not built are missing."""


def count(month: Month) -> Counted:
    """Every row's population, worked out once."""
    return {row.key: row.population(month) for row in ROWS if row.chapter in BUILT and row.population is not None}


def figures(counted: Counted) -> list[Figure]:
    """The rows as figures, in the order of section 5.4."""
    return [
        Figure(row.key, row.label, numbers(counted[row.key]) if row.key in counted else None, row.under) for row in ROWS
    ]


def numbers(items: Iterable[Item]) -> tuple[str, ...]:
    """The case number of everything counted, sorted."""
    return tuple(sorted(item.life.number for item in items))


@dataclass(frozen=True, slots=True)
class Grouping:
    """An axis by which the rows are counted; None: not known."""

    key: str
    label: Say
    value: Callable[[Life], str | None]
    axis: type[Axis] | None = None  #: where its values have words


GROUPINGS = (
    Grouping("category", say("category", "投诉类别"), lambda found: found.category),
    Grouping("channel", say("channel", "渠道"), lambda found: found.channel, Channel),
    Grouping("responsible", say("responsible party", "责任归属"), lambda found: found.responsible, Responsible),
    Grouping("severity", say("severity", "严重程度"), lambda found: found.severity, Severity),
)


Groups = list[tuple[str | None, list[Figure]]]
"""The values of an axis, each with its rows; None: not known."""


def groups(counted: Counted, grouping: Grouping) -> Groups:
    """The rows of each value of an axis that anything counted has, with the nameless last."""
    parts: dict[str | None, dict[str, list[Item]]] = {}
    for key, items in counted.items():
        for item in items:
            value = grouping.value(item.life)
            if value not in parts:
                parts[value] = {name: [] for name in counted}
            parts[value][key].append(item)
    return [(value, figures(parts[value])) for value in sorted(parts, key=lambda value: (value is None, value or ""))]


def most(values: Iterable[tuple[str, str]], top: int) -> list[tuple[str, tuple[str, ...]]]:
    """The values with most complaints, each with its cases: from pairs of value and case number."""
    pairs = sorted(values)
    counted: Counter[Any] = Counter(value for value, _ in pairs)
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:top]
    return [(value, tuple(number for name, number in pairs if name == value)) for value, _ in ranked]
