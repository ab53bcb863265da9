"""When a site's desk is open: per weekday, with closed dates (CK11)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from shared.vocabulary.time import at_local, local_date, start_of_day

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""In the order of `date.weekday`."""

MIDNIGHT = time()
"""As an end: 24:00."""

_LOOK_AHEAD_DAYS = 400
"""Longer than any company holiday: beyond it the desk counts as one that never opens."""


@dataclass(frozen=True, slots=True)
class DeskHours:
    """When a desk is open: per weekday (Monday is 0) from and to in local time, and closed dates (CK11).

    The end is outside; an end of 00:00 is the end of that day. None for a weekday: closed all day.
    """

    weekly: tuple[tuple[time, time] | None, ...] = ((time(8), time(22)),) * 7
    closed: frozenset[str] = frozenset()  #: ISO dates

    def opens(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """`moment` itself when the desk is open then, else the next opening (UTC)."""
        day = local_date(moment, zone)
        for ahead in range(_LOOK_AHEAD_DAYS):
            span = self.on(day + timedelta(days=ahead), zone)
            if span is not None and moment < span[1]:
                return max(moment, span[0])
        return moment  # a desk that never opens does not stop the clocks

    def is_open(self, moment: datetime, zone: ZoneInfo) -> bool:
        """Whether the desk is open at this moment."""
        span = self.on(local_date(moment, zone), zone)
        return span is not None and span[0] <= moment < span[1]

    def on(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
        """The opening hours of a local day as [from, to) in UTC, or None when closed; empty where a gap eats them."""
        return _span(self, day, zone)

    def span(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
        """As `on`, worked out anew."""
        hours = None if day.isoformat() in self.closed else self.weekly[day.weekday()]
        if hours is None:
            return None
        start = at_local(day, hours[0], zone)
        end = at_local(day, hours[1], zone) if hours[1] != MIDNIGHT else start_of_day(day + timedelta(days=1), zone)
        return (start, end) if start < end else None


@lru_cache(maxsize=4_096)
def _span(hours: DeskHours, day: date, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
    """Many clocks begin on one day, and the zone's rules are slow to ask."""
    return hours.span(day, zone)
