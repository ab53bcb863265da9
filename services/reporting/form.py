"""The form 《顾客投诉分类记录表》 (5.5): one row per case in parts A, B and C, sorted by receipt and case number."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from services.reporting.columns import COLUMNS
from services.reporting.life import Life
from services.reporting.month import Month
from services.reporting.shown import Shown
from shared.vocabulary.text import say

TITLE = say("Customer complaint classification record form", "顾客投诉分类记录表")


class Part(StrEnum):
    """The parts of the form that list cases; part D lists corrections."""

    A = "A"
    B = "B"
    C = "C"


PARTS = {
    Part.A: say("received", "本期受理"),
    Part.B: say("carried in, and reopened from earlier months", "上期结转及重启"),
    Part.C: say("not counted", "不计件"),
}
CORRECTIONS = say("corrections", "更正")
NUMBER = say("No.", "序号")


@dataclass(frozen=True, slots=True)
class Line:
    """One case in one part."""

    part: Part
    number: int  #: column 1
    life: Life


def lines(month: Month) -> list[Line]:
    """Every case of the form, in order."""
    earlier = {item.life.number for item in (*month.carried_in, *month.reopenings)}
    parts = {
        Part.A: [item.life for item in month.received],
        Part.B: [life for life in month.counted if life.number in earlier and life.received < month.start],
        Part.C: month.not_counted,
    }
    return [Line(part, number, life) for part, lives in parts.items() for number, life in enumerate(lives, 1)]


def values(month: Month, line: Line) -> dict[str, Any]:
    """The columns of a case without any language: what two versions are compared by."""
    return {column.key: column.value(month, line.life) for column in COLUMNS}


def cells(month: Month, line: Line, shown: Shown) -> list[str]:
    """The 38 cells of a case as people read them."""
    return [str(line.number), *(column.cell(month, line.life, shown) for column in COLUMNS)]


def header(shown: Shown) -> list[str]:
    """The 38 column heads."""
    return [shown.say(NUMBER), *(shown.say(column.label) for column in COLUMNS)]
