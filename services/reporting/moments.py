"""Moments as the tables keep them: microseconds since 1970 UTC; and a site's months as numbers like 202603."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_DECEMBER = 12


def micros(moment: datetime) -> int:
    """A moment as a number; exact."""
    return (moment - EPOCH) // _MICROSECOND


def moment(number: int) -> datetime:
    """The moment (UTC) of a number."""
    return EPOCH + number * _MICROSECOND


def month_of(at: datetime, zone: ZoneInfo) -> int:
    """The site's month that holds a moment."""
    local = at.astimezone(zone)
    return local.year * 100 + local.month


def months(first: int, last: int) -> Iterator[int]:
    """All months from `first` to `last`, both included."""
    while first <= last:
        yield first
        first += 1 if first % 100 < _DECEMBER else 100 - _DECEMBER + 1
