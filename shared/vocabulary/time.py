"""Moments and local days. Everything stored is UTC; a day, a month, "same day" are the site's (CK1)."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, AwareDatetime, WithJsonSchema

_YEARS = range(1900, 2200)


def _to_utc(moment: datetime) -> datetime:
    if moment.year not in _YEARS:  # the ends of the calendar cannot be moved to another zone, or counted from
        raise ValueError("must be a moment of the years 1900 to 2199")
    return moment.astimezone(UTC)


_RFC_3339 = (
    "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3])(:[0-5][0-9]){2}"
    "([.][0-9]{1,6})?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$"
)
_SCHEMA = WithJsonSchema({"type": "string", "format": "date-time", "pattern": _RFC_3339})

Instant = Annotated[datetime, AwareDatetime, AfterValidator(_to_utc), _SCHEMA]
"""A moment with an offset, kept in UTC; RFC 3339 in JSON. A text without an offset is refused."""

Now = Callable[[], datetime]
"""Where the time of day comes from: aware, UTC. Given by the composition root, moved by tests."""


def sortable(moment: datetime) -> str:
    """A moment as text whose order is that of time."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def local_date(moment: datetime, zone: ZoneInfo) -> date:
    """The calendar day of this moment at the site."""
    return moment.astimezone(zone).date()


def at_local(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The moment (UTC) at which a site's wall clock shows `clock` on `day` (CK1).

    A wall time that does not exist moves to the next that does; one that occurs twice means the first.
    """
    wall = datetime.combine(day, clock, zone)
    moment = wall.replace(fold=0).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return moment
    return _end_of_gap(wall)


def _end_of_gap(wall: datetime) -> datetime:
    """The first moment after a skipped stretch: wall times before it read it with the old offset."""
    before = wall.replace(fold=0).utcoffset()
    after = wall.replace(fold=1).utcoffset()
    if before is None or after is None:  # zoneinfo always knows; keeps the type honest
        raise ValueError(wall)
    low, high = wall.replace(fold=1).astimezone(UTC), wall.replace(fold=0).astimezone(UTC)
    zone = wall.tzinfo
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """00:00 of a local day, or its first moment where midnight is skipped."""
    return at_local(day, time(), zone)


def end_of_day(moment: datetime, zone: ZoneInfo) -> datetime:
    """24:00 of the local day that holds this moment (CK1 "same day")."""
    return start_of_day(local_date(moment, zone) + timedelta(days=1), zone)


def days_later(moment: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The same local time `days` days later (CK1)."""
    local = moment.astimezone(zone)
    return at_local(local.date() + timedelta(days=days), local.time(), zone)


def month_span(year: int, month: int, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """A site's month as [first moment, first moment of the next month), section 5.2."""
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return start_of_day(first, zone), start_of_day(following, zone)
