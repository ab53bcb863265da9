"""The company itself: its name, what it attends, its desk hours (section 1, R2.5, CK11)."""

from dataclasses import replace
from typing import ClassVar

from typing_extensions import override

from shared.directory.events.base import DirectoryEvent, texts
from shared.directory.forms import NamesForm
from shared.directory.schedule import Schedule
from shared.directory.state import Directory, frozen
from shared.vocabulary.axes import Channel
from shared.vocabulary.text import Say, say


class CompanyNamed(DirectoryEvent):
    """The company has this name from now on."""

    TOPIC: ClassVar[str] = "directory.company_named.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R11.2",)
    LABEL: ClassVar[Say] = say("company named", "公司命名")
    names: NamesForm

    @override
    def change(self, directory: Directory) -> Directory:
        return replace(directory, names=texts(self.names))


class AttendedChannelsChanged(DirectoryEvent):
    """On these channels somebody of ours hears the words at that moment (R2.5); the clocks of CK11 depend on it."""

    TOPIC: ClassVar[str] = "directory.attended_channels_changed.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R2.5", "CK11")
    LABEL: ClassVar[Say] = say("attended channels changed", "有人值守渠道变更")
    channels: tuple[Channel, ...]  #: every attended channel, sorted

    @override
    def change(self, directory: Directory) -> Directory:
        return replace(directory, attended=frozenset(self.channels))


class CompanyHoursSet(DirectoryEvent):
    """The desk hours of every site that has none of its own (CK11)."""

    TOPIC: ClassVar[str] = "directory.company_hours_set.v1"
    RULES: ClassVar[tuple[str, ...]] = ("CK11",)
    LABEL: ClassVar[Say] = say("company's desk hours set", "公司服务时间设定")
    hours: Schedule

    @override
    def change(self, directory: Directory) -> Directory:
        hours = self.hours.desk_hours()
        sites = {code: s if s.own_hours else replace(s, desk_hours=hours) for code, s in directory.sites.items()}
        return replace(directory, desk_hours=hours, sites=frozen(sites))
