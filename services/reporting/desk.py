"""What reporting answers: opens the tables as they stand, cuts the months, finds the versions."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.reporting.daily_log import Day
from services.reporting.life import Life
from services.reporting.moments import micros, moment
from services.reporting.month import Month
from services.reporting.repeats import Repeats
from services.reporting.report import Sheet
from services.reporting.repository import case_number, customer_name, month_cases, register_facts
from services.reporting.versions import Version, Versions, versions
from shared.complaint.clocks.running import Policy

_YEAR = 100


class NoSuchVersion(LookupError):
    """This version of the month was never submitted."""


@dataclass(frozen=True)
class Reports:
    """The reports of one state of the tables."""

    connection: sqlite3.Connection
    policy: Policy

    def versions(self, site: str, t: datetime) -> Versions:
        """What the site signed and submitted until T."""
        return versions(register_facts(self.connection, site, micros(t)))

    def month(self, site: str, key: int, t: datetime, known: Versions) -> Month:
        """A month as of T; from version 1 on it keeps the categories of version 1 (5.2)."""
        files = month_cases(self.connection, site, key, micros(t), self.policy.at(t).sites[site].zone)
        first = next((one for one in known.of(named(key)) if one.submitted_at <= micros(t)), None)
        keep = first.as_of if first is not None and first.as_of < micros(t) else None
        month = Month.of(site, key, t, self.policy, files, keep)
        for life in month.lives:
            self._name(life, month.t)
            life.links = {link: case_number(self.connection, other) for link, other in life.links.items()}
        return month

    def _name(self, life: Life, t: int) -> None:
        found = None if life.customer is None else customer_name(self.connection, life.customer, t)
        if found is not None:
            life.name, life.anonymous = found.name, life.anonymous or found.anonymous

    def sheet(
        self, site: str, key: int, t: datetime, *, version: int | None = None, against: int | None = None
    ) -> Sheet:
        """A month as of T, or as a version that was submitted until T. Raises NoSuchVersion."""
        known = self.versions(site, t)
        submitted = known.of(named(key))
        shown = self._version(submitted, version, t)
        at = moment(shown.as_of) if shown else t
        compared = self._compared(submitted, shown, against)
        return Sheet(
            self.month(site, key, at, known), known, shown,
            self._latest(site, month_before(key), t, known), self._latest(site, key - _YEAR, t, known),
            None if compared is None else (compared.number, self.month(site, key, moment(compared.as_of), known)),
        )  # fmt: skip

    def day(self, site: str, day: date, t: datetime) -> Day:
        """A local date with the cases its month may show. Raises KeyError for a site unknown at T."""
        zone = self.policy.at(t).sites[site].zone
        files = month_cases(self.connection, site, day.year * _YEAR + day.month, micros(t), zone)
        return Day(site, day, zone, files, Repeats(site, self.policy))

    def is_open_on(self, site: str, day: date, t: datetime) -> bool:
        """Whether the site's desk was open on a local date, as known at T. Raises KeyError for a site unknown then."""
        known = self.policy.at(t).sites[site]
        return known.desk_hours.on(day, known.zone) is not None

    def _version(self, submitted: Sequence[Version], number: int | None, t: datetime) -> Version | None:
        if number is None:
            return next((one for one in submitted if one.as_of == micros(t)), None)
        if not 1 <= number <= len(submitted):
            raise NoSuchVersion(number)
        return submitted[number - 1]

    def _compared(self, submitted: Sequence[Version], shown: Version | None, against: int | None) -> Version | None:
        """The version asked for, else the one before; a form that is not submitted against the newest."""
        if against is not None:
            return self._version(submitted, against, moment(0))
        before = submitted[: shown.number - 1] if shown else submitted
        return before[-1] if before else None

    def _latest(self, site: str, key: int, t: datetime, known: Versions) -> Month:
        """Another month in its latest version, or as known at T when it was not submitted."""
        newest = known.of(named(key))
        return self.month(site, key, moment(newest[-1].as_of) if newest else t, known)


def named(key: int) -> str:
    """202603 as people write it, 2026-03."""
    return f"{key // _YEAR:04d}-{key % _YEAR:02d}"


def month_before(key: int) -> int:
    """The month before one."""
    first = datetime(key // _YEAR, key % _YEAR, 1) - timedelta(days=1)  # noqa: DTZ001 - a calendar's date
    return first.year * _YEAR + first.month
