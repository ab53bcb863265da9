"""The directory's state: what the company is made of, as the facts so far say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from shared.directory.limits import Limits, Value
from shared.vocabulary.axes import ATTENDED, Channel
from shared.vocabulary.roles import Level, Role
from shared.vocabulary.time import at_local, local_date

Names = Mapping[str, str]
"""A name per language (en, zh_Hans, zh_Hant)."""

NOTHING: Mapping[str, "Value"] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class DeskHours:
    """When a site's desk is open: per weekday (Monday is 0) from and to, and closed dates (CK11)."""

    weekly: tuple[tuple[time, time] | None, ...] = ((time(8), time(22)),) * 7
    closed: frozenset[str] = frozenset()  #: ISO dates

    def opens(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """`moment` itself when the desk is open then, else the next opening (UTC)."""
        day = local_date(moment, zone)
        for ahead in range(400):
            hours = self._on(day + timedelta(days=ahead))
            if hours is None:
                continue
            start, end = (at_local(day + timedelta(days=ahead), wall, zone) for wall in hours)
            if moment < end:
                return max(moment, start)
        return moment  # a desk that never opens does not stop the clocks

    def _on(self, day: date) -> tuple[time, time] | None:
        return None if day.isoformat() in self.closed else self.weekly[day.weekday()]


@dataclass(frozen=True, slots=True)
class Site:
    """One managed property."""

    code: str
    names: Names
    zone: ZoneInfo
    desk_hours: DeskHours = DeskHours()
    archived: bool = False  #: imported only, until it is opened (CK12)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of ours. Names are personal and shown, never used as an id."""

    code: str
    names: Names
    role: Role
    sites: frozenset[str] | None = None  #: None: every site
    department: str | None = None
    deputy: str | None = None  #: code of the person who stands in
    on_duty: frozenset[str] = frozenset()  #: sites for which this person holds the level now (R8.5)
    absent: bool = False
    active: bool = True

    @property
    def level(self) -> Level | None:
        """The ladder level, None beside the ladder."""
        return self.role.level

    def works_at(self, site: str) -> bool:
        """Whether this person acts for a site."""
        return self.active and (self.sites is None or site in self.sites)


@dataclass(frozen=True, slots=True)
class Category:
    """A node of the company's classification tree (section 4)."""

    code: str
    names: Names
    parent: str | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class Directory:
    """Everything about the company at one moment."""

    names: Names = field(default_factory=lambda: MappingProxyType({}))
    sites: Mapping[str, Site] = field(default_factory=lambda: MappingProxyType({}))
    people: Mapping[str, Person] = field(default_factory=lambda: MappingProxyType({}))
    categories: Mapping[str, Category] = field(default_factory=lambda: MappingProxyType({}))
    attended: frozenset[Channel] = ATTENDED
    overrides: Mapping[tuple[str | None, str | None], Mapping[str, Value]] = field(
        default_factory=lambda: MappingProxyType({})
    )  #: changed limits by (site or None, category or None)
    version: int = 0

    def limits(self, site: str | None = None, category: str | None = None) -> Limits:
        """The settings in force: company, then site, then category (nearest ancestor wins), then both."""
        changed: dict[str, Value] = {}
        path = list(reversed(self.path(category)))
        for scope in ((None, None), (site, None), *((None, c) for c in path), *((site, c) for c in path)):
            changed.update(self.overrides.get(scope, NOTHING))
        return Limits(MappingProxyType(changed), self.version)

    def path(self, category: str | None) -> list[str]:
        """A category and its ancestors, nearest first; unknown codes stand alone."""
        found: list[str] = []
        while category is not None and category not in found:
            found.append(category)
            node = self.categories.get(category)
            category = node.parent if node else None
        return found

    def holder(self, site: str, level: Level) -> Person | None:
        """Who holds a level at a site: on duty, else the deputy, else any person given it (R8.5)."""
        given = [p for p in self.people.values() if p.level == level and p.works_at(site)]
        on_duty = [p for p in given if site in p.on_duty]
        for person in (*on_duty, *given):
            if not person.absent:
                return person
            deputy = self.people.get(person.deputy or "")
            if deputy is not None and deputy.works_at(site) and not deputy.absent:
                return deputy
        return None
