"""Moments as people at a site read them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from infra.cli import words as w
from infra.cli.client import Client
from infra.cli.speaking import told


class Zones:
    """The zones of the sites that the caller sees."""

    def __init__(self, client: Client) -> None:
        """Ask once; sites do not move while a command runs."""
        self._zones = {site["code"]: ZoneInfo(site["zone"]) for site in client.get("/directory")["sites"]}

    def local(self, site: str, moment: str | None) -> str:
        """`03-03 09:30` on the site's wall clock; empty for none."""
        return "" if moment is None else f"{self.at(site, moment):%m-%d %H:%M}"

    def at(self, site: str, moment: str) -> datetime:
        """The moment on the site's wall clock."""
        return datetime.fromisoformat(moment).astimezone(self._zones.get(site))

    def of(self, number: str) -> str:
        """The site of a case number."""
        return number.partition("-")[0]


def elapsed(zones: Zones, site: str, due: str, now: str) -> str:
    """How long until a due, or since: `in 2 h 5 min`, `18 min over`."""
    left = (zones.at(site, due) - zones.at(site, now)).total_seconds()
    hours, minutes = divmod(int(abs(left)) // 60, 60)
    days, hours = divmod(hours, 24)
    counts = ((w.DAYS, days), (w.HOURS, hours), (w.MINUTES, minutes if not days else 0))
    parts = [told(unit, count=count) for unit, count in counts if count] or [told(w.MINUTES, count=0)]
    return told(w.LEFT if left >= 0 else w.OVER, time=" ".join(parts))


def words(found: dict[str, Any] | None) -> str:
    """The readable part of a stored value."""
    return "" if found is None else str(found["words"])
