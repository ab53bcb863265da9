"""Sites: known, opened, archived, retired; their names, zones, hours and households."""

from dataclasses import replace
from datetime import date
from typing import Annotated, ClassVar
from zoneinfo import ZoneInfo

from annotated_types import Ge
from typing_extensions import override

from shared.directory.events.base import DirectoryEvent, texts
from shared.directory.forms import NamesForm, ZoneName
from shared.directory.schedule import Schedule
from shared.directory.state import Directory, Households, Site, SiteState, put
from shared.vocabulary.ids import SiteCode
from shared.vocabulary.text import Say, say


class SiteEvent(DirectoryEvent):
    """A fact about one site."""

    site: SiteCode

    @override
    def change(self, directory: Directory) -> Directory:
        return replace(directory, sites=put(directory.sites, self.site, self.changed(directory.sites[self.site])))

    def changed(self, site: Site) -> Site:
        """Give the site after this fact."""
        raise NotImplementedError  # abstract: each fact has its own effect


class SiteAdded(SiteEvent):
    """The company runs one more property; it takes no complaints before it is opened (R8.5)."""

    TOPIC: ClassVar[str] = "directory.site_added.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R11.5",)
    LABEL: ClassVar[Say] = say("site added", "项目新增")
    names: NamesForm
    zone: ZoneName  #: IANA name; days, months and "same day" are this zone's

    @override
    def change(self, directory: Directory) -> Directory:
        site = Site(
            self.site,
            texts(self.names),
            ZoneInfo(self.zone),
            directory.desk_hours,
            state=SiteState.PREPARED,
        )
        return replace(directory, sites=put(directory.sites, self.site, site))


class SiteChanged(SiteEvent):
    """The site has these names and this zone from now on."""

    TOPIC: ClassVar[str] = "directory.site_changed.v1"
    RULES: ClassVar[tuple[str, ...]] = ("CK12",)
    LABEL: ClassVar[Say] = say("site changed", "项目变更")
    names: NamesForm
    zone: ZoneName

    @override
    def changed(self, site: Site) -> Site:
        return replace(site, names=texts(self.names), zone=ZoneInfo(self.zone))


class SiteOpened(SiteEvent):
    """The site takes complaints from now on (R8.5)."""

    TOPIC: ClassVar[str] = "directory.site_opened.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R8.5",)
    LABEL: ClassVar[Say] = say("site opened", "项目启用")

    @override
    def changed(self, site: Site) -> Site:
        return replace(site, state=SiteState.OPEN)


class SiteArchived(SiteEvent):
    """The site may hold imported cases and nothing else, until it is opened (CK12)."""

    TOPIC: ClassVar[str] = "directory.site_archived.v1"
    RULES: ClassVar[tuple[str, ...]] = ("CK12",)
    LABEL: ClassVar[Say] = say("site archived", "项目存档")

    @override
    def changed(self, site: Site) -> Site:
        return replace(site, state=SiteState.ARCHIVED)


class SiteRetired(SiteEvent):
    """The site takes no new complaints; those it has go on to their end."""

    TOPIC: ClassVar[str] = "directory.site_retired.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R11.5",)
    LABEL: ClassVar[Say] = say("site retired", "项目停用")

    @override
    def changed(self, site: Site) -> Site:
        return replace(site, state=SiteState.RETIRED)


class DeskHoursSet(SiteEvent):
    """The site's own desk hours from now on; None: the company's (CK11)."""

    TOPIC: ClassVar[str] = "directory.desk_hours_set.v1"
    RULES: ClassVar[tuple[str, ...]] = ("CK11",)
    LABEL: ClassVar[Say] = say("desk hours set", "服务时间设定")
    hours: Schedule | None

    @override
    def change(self, directory: Directory) -> Directory:
        hours = directory.desk_hours if self.hours is None else self.hours.desk_hours()
        site = replace(directory.sites[self.site], desk_hours=hours, own_hours=self.hours is not None)
        return replace(directory, sites=put(directory.sites, self.site, site))


class HouseholdsRecorded(SiteEvent):
    """So many households are occupied from that day on (入住户数, section 5.3)."""

    TOPIC: ClassVar[str] = "directory.households_recorded.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R11.2",)
    LABEL: ClassVar[Say] = say("occupied households recorded", "入住户数登记")
    since: date  #: first local day on which the number holds; a second entry for one day replaces the first
    occupied: Annotated[int, Ge(0)]

    @override
    def changed(self, site: Site) -> Site:
        kept = [entry for entry in site.households if entry.since != self.since]
        added = [*kept, Households(self.since, self.occupied)]
        return replace(site, households=tuple(sorted(added, key=lambda entry: entry.since)))


SITE_EVENTS = (
    SiteAdded, SiteChanged, SiteOpened, SiteArchived, SiteRetired, DeskHoursSet, HouseholdsRecorded,
)  # fmt: skip
