"""Moments as the tables keep them: microseconds since 1970 UTC; and a site's months as numbers like 202603."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from shared.vocabulary.time import month_span

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


class Months:
    """The months of one zone, each worked out once: a projection asks for the month of every fact."""

    def __init__(self, zone: ZoneInfo) -> None:
        """Nothing is worked out yet."""
        self.zone = zone
        self._starts: list[int] = []  #: of the months asked for so far, and of those after them
        self._names: list[int] = []

    def edges(self, name: int) -> tuple[int, int]:
        """A month as [first moment, first moment of the next)."""
        place = self._names.index(name)
        return self._starts[place], self._starts[place + 1]

    def of(self, at: int) -> int:
        """The month that holds a moment."""
        place = bisect_right(self._starts, at) - 1
        if place >= 0 and (name := self._names[place]):
            return name
        return self._learn(month_of(moment(at), self.zone))

    def _learn(self, name: int) -> int:
        first, after = (micros(edge) for edge in month_span(name // 100, name % 100, self.zone))
        place = bisect_left(self._starts, first)
        if place < len(self._starts) and self._starts[place] == first:
            self._names[place] = name
        else:
            self._starts.insert(place, first)
            self._names.insert(place, name)
        if place + 1 == len(self._starts) or self._starts[place + 1] != after:
            self._starts.insert(place + 1, after)
            self._names.insert(place + 1, 0)
        return name


@cache
def months_of(zone: ZoneInfo) -> Months:
    """The months of a zone."""
    return Months(zone)


def months(first: int, last: int) -> Iterator[int]:
    """All months from `first` to `last`, both included."""
    while first <= last:
        yield first
        first += 1 if first % 100 < _DECEMBER else 100 - _DECEMBER + 1
