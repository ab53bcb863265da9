"""Moments of section 3.1, worked out as a person would: the desk's hours, midnight, days later, the settings of 3.4."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

ZONES = {"LP": ZoneInfo("Asia/Shanghai"), "HG": ZoneInfo("America/New_York"), "OLD": ZoneInfo("Asia/Shanghai")}
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def opening(moment: datetime, site: str) -> datetime:
    """The moment itself between 08:00 and 22:00 (22:00 is outside), else the next 08:00 (CK11)."""
    local = moment.astimezone(ZONES[site])
    if local.hour < 8:
        return local.replace(hour=8, minute=0, second=0, microsecond=0).astimezone(UTC)
    if local.hour >= 22:
        return (local + DAY).replace(hour=8, minute=0, second=0, microsecond=0).astimezone(UTC)
    return moment


def midnight(moment: datetime, site: str) -> datetime:
    """24:00 of the local date (CK1)."""
    local = moment.astimezone(ZONES[site]) + DAY
    return local.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)


def later(moment: datetime, days: int, site: str) -> datetime:
    """The same local time, so many days later (CK1)."""
    return (moment.astimezone(ZONES[site]) + days * DAY).astimezone(UTC)
