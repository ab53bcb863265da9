"""Desk hours and local days: gaps, folds and skipped days, against slow oracles."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.directory.hours import MIDNIGHT, DeskHours
from shared.directory.schedule import Schedule, Span
from shared.vocabulary.time import at_local, days_later, end_of_day, local_date, month_span, start_of_day
from tests.support.rules import rule

SHANGHAI, NEW_YORK = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")
KIRITIMATI, APIA = ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Pacific/Apia")
ZONES = (SHANGHAI, NEW_YORK, KIRITIMATI, APIA)
MINUTE = timedelta(minutes=1)

#: Days near which something happens: clocks forward, clocks back, a day that was skipped, a summer time of old.
STRANGE = (
    date(2026, 3, 8), date(2026, 11, 1), date(2011, 12, 30), date(1994, 12, 31), date(1995, 1, 1), date(1990, 4, 15),
    date(2012, 4, 1), date(2026, 3, 3),
)  # fmt: skip
days = st.sampled_from(STRANGE).flatmap(lambda day: st.integers(-2, 2).map(lambda n: day + timedelta(days=n)))
clocks = st.builds(time, st.integers(0, 23), st.sampled_from((0, 1, 29, 30, 59)))
zones = st.sampled_from(ZONES)


def slowly(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The first minute at which the wall clock shows that time or, where it is skipped, a later one."""
    wanted = datetime.combine(day, clock)
    moment = datetime.combine(day, clock, UTC) - timedelta(hours=15)  # no wall clock is further ahead of UTC
    while moment.astimezone(zone).replace(tzinfo=None) < wanted:
        moment += MINUTE
    return moment


@rule("CK1")
@pytest.mark.parametrize(
    ("day", "clock", "zone", "expected"),
    [
        (date(2026, 3, 3), time(9), SHANGHAI, "2026-03-03T01:00Z"),
        (date(2026, 3, 8), time(2, 30), NEW_YORK, "2026-03-08T07:00Z"),  # skipped: the next that exists
        (date(2026, 11, 1), time(1, 30), NEW_YORK, "2026-11-01T05:30Z"),  # twice: the first
        (date(2026, 3, 3), time(0), KIRITIMATI, "2026-03-02T10:00Z"),
        (date(2011, 12, 30), time(12), APIA, "2011-12-30T10:00Z"),  # a day that never was
        (date(1994, 12, 31), time(12), KIRITIMATI, "1994-12-31T10:00Z"),  # another one
    ],
)
def test_a_local_time_that_is_skipped_moves_on_and_one_that_comes_twice_is_the_first(
    day: date, clock: time, zone: ZoneInfo, expected: str
) -> None:
    assert at_local(day, clock, zone) == slowly(day, clock, zone)
    assert at_local(day, clock, zone) == datetime.fromisoformat(expected)


@rule("CK1")
@settings(max_examples=40, deadline=None)
@given(days, clocks, zones)
def test_a_local_time_is_the_moment_that_a_minute_by_minute_search_finds(
    day: date, clock: time, zone: ZoneInfo
) -> None:
    assert at_local(day, clock, zone) == slowly(day, clock, zone)


@rule("CK1")
@settings(max_examples=40, deadline=None)
@given(days, clocks, zones, st.integers(0, 40))
def test_days_later_is_the_same_wall_time_and_never_earlier(day: date, clock: time, zone: ZoneInfo, n: int) -> None:
    moment = at_local(day, clock, zone)
    later = days_later(moment, n, zone)
    assert later >= moment or n == 0
    wall, there = moment.astimezone(zone), later.astimezone(zone)
    if there.time() != wall.time():  # that time was skipped on that day
        assert there.replace(tzinfo=None) > datetime.combine(wall.date() + timedelta(days=n), wall.time())


@rule("CK1")
@settings(max_examples=40, deadline=None)
@given(days, clocks, zones)
def test_a_day_ends_where_the_next_one_begins(day: date, clock: time, zone: ZoneInfo) -> None:
    moment = at_local(day, clock, zone)
    end = end_of_day(moment, zone)
    assert end > moment
    assert local_date(end - timedelta(microseconds=1), zone) == local_date(moment, zone)
    assert local_date(end, zone) > local_date(moment, zone)
    assert start_of_day(local_date(moment, zone), zone) <= moment


@rule("CK1")
@settings(max_examples=40, deadline=None)
@given(st.integers(1990, 2035), st.integers(1, 12), zones)
def test_months_follow_each_other_without_gap_or_overlap(year: int, month: int, zone: ZoneInfo) -> None:
    first, following = month_span(year, month, zone)
    assert first < following
    assert following == month_span(year + month // 12, month % 12 + 1, zone)[0]
    assert (following - timedelta(microseconds=1)).astimezone(zone).month == month


spans = st.one_of(
    st.none(), st.tuples(clocks, clocks).filter(lambda span: span[0] < span[1]), st.just((time(8), MIDNIGHT))
)


@st.composite
def hours(draw: st.DrawFn, day: date) -> DeskHours:
    """Some desk hours, with closed dates near a day."""
    weekly = tuple(draw(st.lists(spans, min_size=7, max_size=7)))
    closed = draw(st.sets(st.integers(-1, 3), max_size=3))
    return DeskHours(weekly, frozenset((day + timedelta(days=n)).isoformat() for n in closed))


def open_minutes(desk: DeskHours, day: date, zone: ZoneInfo, count: int) -> list[tuple[datetime, datetime]]:
    """The opening hours of many days around one, each found by the slow search."""
    found = []
    for ahead in range(-2, count):
        there = day + timedelta(days=ahead)
        span = desk.weekly[there.weekday()]
        if span is not None and there.isoformat() not in desk.closed:
            last = there + timedelta(days=1) if span[1] == MIDNIGHT else there
            found.append((slowly(there, span[0], zone), slowly(last, span[1], zone)))
    return found


@rule("CK11")
@settings(max_examples=10, deadline=None)
@given(st.data(), days, clocks, zones)
def test_the_desk_opens_at_the_first_minute_that_lies_in_an_opening(
    data: st.DataObject, day: date, clock: time, zone: ZoneInfo
) -> None:
    desk = data.draw(hours(day))
    moment = at_local(day, clock, zone)
    openings = open_minutes(desk, local_date(moment, zone), zone, 12)
    ahead = [max(moment, since) for since, until in openings if max(moment, since) < until]
    if not ahead:
        assert not any(desk.weekly) or desk.opens(moment, zone) > moment + timedelta(days=9)
        return
    assert desk.opens(moment, zone) == min(ahead)
    assert desk.is_open(min(ahead), zone)


@rule("CK11")
def test_the_end_of_the_hours_is_outside_and_a_desk_that_never_opens_stops_no_clock() -> None:
    usual = DeskHours()
    evening = at_local(date(2026, 3, 3), time(22), SHANGHAI)
    assert not usual.is_open(evening, SHANGHAI)
    assert usual.opens(evening, SHANGHAI) == at_local(date(2026, 3, 4), time(8), SHANGHAI)
    assert usual.opens(evening - timedelta(microseconds=1), SHANGHAI) == evening - timedelta(microseconds=1)
    never = DeskHours((None,) * 7)
    assert never.opens(evening, SHANGHAI) == evening


@rule("CK11")
def test_a_closed_date_is_passed_over_and_a_day_may_last_until_midnight() -> None:
    desk = DeskHours(closed=frozenset({"2026-03-04"}))
    late = at_local(date(2026, 3, 3), time(23), SHANGHAI)
    assert desk.opens(late, SHANGHAI) == at_local(date(2026, 3, 5), time(8), SHANGHAI)
    assert DeskHours(((time(), MIDNIGHT),) * 7).is_open(late, SHANGHAI)


@rule("CK11")
def test_a_schedule_opens_before_it_closes_in_local_time() -> None:
    for since, until in ((time(9), time(9)), (time(12), time(9)), (time(9, tzinfo=UTC), time(12))):
        with pytest.raises(ValueError, match="desk"):
            Span(since=since, until=until)
    desk = Schedule(sunday=Span(since=time(9), until=MIDNIGHT), closed=(date(2026, 3, 8),)).desk_hours()
    assert Schedule.of(desk).desk_hours() == desk
