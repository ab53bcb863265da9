"""When a message may go: quiet hours, spacing, and how long to wait after a failure. Pure."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from shared.directory.state import Directory
from shared.notices.notice import NoticeKind
from shared.notices.wishes import Channel, Wish
from shared.vocabulary.time import at_local

PRESSING = frozenset({NoticeKind.ATTEND, NoticeKind.MOVE_UP_ASKED, NoticeKind.INCIDENT, NoticeKind.TEST})
"""Somebody stands there and waits, or it is an incident, which knows no night (CK11): told at once, at any hour."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
"""After the first failure in a row, and at most: 1, 2, 4 … 60 minutes."""
STALE = timedelta(days=2)
"""What could not be told for so long is no news any more; it stands in `suying away`."""
_DOUBLINGS = 6


def may_go(wish: Wish, channel: Channel, zone: ZoneInfo, now: datetime, *, pressing: bool) -> datetime:
    """The first moment from now on at which a message may go on this channel."""
    at = max(now, channel.next_try or now)
    if pressing:
        return at
    if channel.last_sent is not None:
        at = max(at, channel.last_sent + wish.between)
    return after_quiet(wish, zone, at)


def after_quiet(wish: Wish, zone: ZoneInfo, at: datetime) -> datetime:
    """This moment, or the end of the quiet hours in which it lies."""
    if wish.quiet is None:
        return at
    start, end = wish.quiet
    local = at.astimezone(zone)
    clock = local.time()
    over_midnight = start > end
    quiet = (clock >= start or clock < end) if over_midnight else start <= clock < end
    if not quiet:
        return at
    day = local.date() + timedelta(days=1) if over_midnight and clock >= start else local.date()
    return max(at, at_local(day, end, zone))


def wait_after(failures: int) -> timedelta:
    """How long a channel rests after so many failures in a row."""
    doublings: int = min(max(failures - 1, 0), _DOUBLINGS)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def zone_of(wish: Wish, directory: Directory) -> ZoneInfo:
    """In whose time the person's quiet hours are meant: the named zone, else that of the first of their sites."""
    if wish.zone is not None:
        return ZoneInfo(wish.zone)
    person = directory.people.get(wish.person)
    named = () if person is None or person.sites is None else sorted(person.sites)
    sites = [directory.sites[code] for code in named or directory.sites if code in directory.sites]
    return sites[0].zone if sites else ZoneInfo("UTC")
