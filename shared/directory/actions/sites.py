"""Sites: add, change, open, archive, retire; desk hours and households (R8.5, R11.5, CK11, CK12)."""

from collections.abc import Iterator
from datetime import date

from typing_extensions import override

from shared.decision.action import action, ask
from shared.decision.moment import Moment
from shared.decision.refusal import Refused
from shared.directory.actions.base import ADMINISTRATION, ROSTER, DirectoryAction
from shared.directory.checks import may_touch, site_in_use, site_known
from shared.directory.events.base import DirectoryEvent
from shared.directory.events.sites import (
    DeskHoursSet,
    HouseholdsRecorded,
    SiteAdded,
    SiteArchived,
    SiteChanged,
    SiteOpened,
    SiteRetired,
)
from shared.directory.forms import NamesForm, ZoneName
from shared.directory.schedule import Schedule
from shared.directory.state import Directory, SiteState
from shared.vocabulary.ids import SiteCode
from shared.vocabulary.roles import Level
from shared.vocabulary.text import say

CODE_IN_USE = say(
    "The site code {site} is taken; codes are never used again.", "项目代码 {site} 已被使用，且不得重用。"
)
NO_HOLDER = say(
    'Site {site} has nobody for the level "{level}": neither on duty, nor a deputy, nor anybody given it.',
    "项目 {site} 的“{level}”层级无人：既无值班人员，也无代理人或其他该级人员。",
)
WAS_OPEN = say(
    "Site {site} has been open; only a site never opened is archived.", "项目 {site} 已启用过，不能转为存档。"
)


@action(label=say("Add a site", "新增项目"), rules=("R11.5",), roles=ADMINISTRATION, refuses=("R11.5",))
class AddSite(DirectoryAction):
    """Let the directory know one more property. It takes no complaints before it is opened."""

    site: SiteCode = ask("Code, part of every case number", "项目代码（投诉编号的一部分）")
    names: NamesForm = ask("Name in each language", "各语言名称")
    zone: ZoneName = ask("Time zone", "时区")

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        if self.site in directory.sites:
            raise Refused("R11.5", CODE_IN_USE, instead=("change_site",), site=self.site)
        yield SiteAdded(site=self.site, names=self.names, zone=self.zone)


@action(label=say("Change a site", "变更项目"), rules=("CK12",), roles=ADMINISTRATION, refuses=("R11.5",))
class ChangeSite(DirectoryAction):
    """Give a site other names or another time zone, from now on."""

    site: SiteCode = ask("Site", "项目")
    names: NamesForm = ask("Name in each language", "各语言名称")
    zone: ZoneName = ask("Time zone", "时区")

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        site_known(directory, self.site)
        yield SiteChanged(site=self.site, names=self.names, zone=self.zone)


@action(label=say("Open a site", "启用项目"), rules=("R8.5", "CK12"), roles=ADMINISTRATION, refuses=("R8.5", "R11.5"))
class OpenSite(DirectoryAction):
    """Let a site take complaints. Levels 1 to 3 must each have a holder or a deputy there."""

    site: SiteCode = ask("Site", "项目")

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        site_known(directory, self.site)
        for level in (Level.SUPERVISOR, Level.MANAGER, Level.ENTERPRISE):
            if directory.holder(self.site, level) is None:
                raise Refused("R8.5", NO_HOLDER, instead=("add_person",), site=self.site, level=level)
        yield SiteOpened(site=self.site)


@action(label=say("Archive a site", "项目存档"), rules=("CK12",), roles=ADMINISTRATION, refuses=("CK12", "R11.5"))
class ArchiveSite(DirectoryAction):
    """Let a site that was never opened hold imported cases, and nothing else."""

    site: SiteCode = ask("Site", "项目")

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        if site_known(directory, self.site).state in (SiteState.OPEN, SiteState.RETIRED):
            raise Refused("CK12", WAS_OPEN, instead=("retire_site",), site=self.site)
        yield SiteArchived(site=self.site)


@action(label=say("Retire a site", "停用项目"), rules=("R11.5",), roles=ADMINISTRATION, refuses=("R11.5",))
class RetireSite(DirectoryAction):
    """Let a site take no new complaints; those it has go on to their end."""

    site: SiteCode = ask("Site", "项目")

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        site_known(directory, self.site)
        yield SiteRetired(site=self.site)


@action(
    label=say("Set a site's desk hours", "设定项目服务时间"), rules=("CK11",), roles=ADMINISTRATION, refuses=("R11.5",)
)
class SetDeskHours(DirectoryAction):
    """Set when a site's desk is open; leave the hours empty for the company's."""

    site: SiteCode = ask("Site", "项目")
    hours: Schedule | None = ask("Hours per weekday, closed dates", "每周服务时间及休息日期", default=None)

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        site_in_use(directory, self.site)
        yield DeskHoursSet(site=self.site, hours=self.hours)


@action(label=say("Record occupied households", "登记入住户数"), rules=("R11.2",), roles=ROSTER, refuses=("R11.5",))
class RecordHouseholds(DirectoryAction):
    """Record how many households are occupied from a day on; a second number for a day replaces the first."""

    site: SiteCode = ask("Site", "项目")
    since: date = ask("From this day on", "自该日起")
    occupied: int = ask("Occupied households", "入住户数", ge=0)

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        site_known(directory, self.site)
        may_touch(at.by, self.SPEC.slug, frozenset({self.site}))
        yield HouseholdsRecorded(site=self.site, since=self.since, occupied=self.occupied)


SITE_ACTIONS = (AddSite, ChangeSite, OpenSite, ArchiveSite, RetireSite, SetDeskHours, RecordHouseholds)
