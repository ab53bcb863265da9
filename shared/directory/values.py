"""What a setting may hold, by its unit (section 3.4)."""

import re
from collections.abc import Callable
from datetime import time

from shared.directory.limits import BY_NAME, Unit, Value
from shared.vocabulary.text import Say, say

REMEDIES = ("apology", "repair", "redo", "fee_waiver", "refund", "compensation", "discipline")
"""The remedies a level may be needed for (R12.23)."""

_REMEDY = re.compile(rf"(?:{'|'.join(REMEDIES)}):[0-3]")


def _whole(low: int, high: int) -> Callable[[Value], bool]:
    return lambda value: type(value) is int and low <= value <= high


def _elapsed(high: int) -> Callable[[Value], bool]:
    return lambda value: type(value) in (int, float) and 0 < float(value or 0) <= high


def _is_time_of_day(value: Value) -> bool:
    if value is None:
        return True
    try:
        return isinstance(value, str) and time.fromisoformat(value).tzinfo is None and len(value) == len("00:00")
    except ValueError:
        return False


def _is_remedies(value: Value) -> bool:
    return value is None or (
        isinstance(value, str) and bool(value) and all(_REMEDY.fullmatch(part) for part in value.split(" "))
    )


_UNITS: dict[Unit, tuple[Callable[[Value], bool], Say]] = {
    Unit.MINUTES: (_elapsed(366 * 24 * 60), say("minutes, more than 0, at most a year", "分钟数，大于0，至多一年")),
    Unit.HOURS: (_elapsed(366 * 24), say("hours, more than 0, at most a year", "小时数，大于0，至多一年")),
    Unit.DAYS: (_whole(1, 3660), say("whole days, 1 to 3660", "整天数，1至3660")),
    Unit.MONTHS: (_whole(1, 120), say("whole months, 1 to 120", "整月数，1至120")),
    Unit.COUNT: (_whole(1, 10_000), say("a whole number, 1 to 10000", "整数，1至10000")),
    Unit.SHARE: (
        lambda value: type(value) in (int, float) and 0 < float(value or 0) <= 1,
        say("a share, more than 0, at most 1", "比例，大于0，至多1"),
    ),
    Unit.DAY_OF_MONTH: (_whole(1, 28), say("a day of the month, 1 to 28", "每月日期，1至28")),
    Unit.TIME_OF_DAY: (_is_time_of_day, say("a time of day such as 17:30, or off", "时刻，如17:30，或关闭")),
    Unit.CALENDAR: (lambda value: value == "wall", say("wall", "wall（自然时间）")),
    Unit.REMEDIES: (
        _is_remedies,
        say(
            "remedy:level parted by spaces, such as refund:2 compensation:3, or off",
            "“方式:层级”，以空格分隔，如 refund:2 compensation:3，或关闭",
        ),
    ),
}

UNIT_WORDS: dict[Unit, Say] = {
    Unit.MINUTES: say("min", "分钟"),
    Unit.HOURS: say("h", "小时"),
    Unit.DAYS: say("days", "天"),
    Unit.COUNT: say("times", "次"),
}
"""What the handbook's own numbers count."""


def wanted(setting: str) -> Say:
    """What this setting may hold, in words. Raises KeyError for a name that is no setting."""
    return _UNITS[BY_NAME[setting].unit][1]


def fits(setting: str, value: Value) -> bool:
    """Whether a value is one of the setting's unit. Raises KeyError for a name that is no setting."""
    return _UNITS[BY_NAME[setting].unit][0](value)
