"""The company: its name, the channels it attends, its desk hours (section 1, R2.5, CK11)."""

from collections.abc import Iterator

from typing_extensions import override

from shared.decision.action import action, ask
from shared.decision.moment import Moment
from shared.directory.actions.base import ADMINISTRATION, POLICY, DirectoryAction
from shared.directory.events.base import DirectoryEvent
from shared.directory.events.company import AttendedChannelsChanged, CompanyHoursSet, CompanyNamed
from shared.directory.forms import NamesForm
from shared.directory.schedule import Schedule
from shared.directory.state import Directory
from shared.vocabulary.axes import Channel
from shared.vocabulary.text import say


@action(label=say("Name the company", "公司命名"), rules=("R11.2",), roles=ADMINISTRATION)
class NameCompany(DirectoryAction):
    """Give the company its name, as it stands on the form."""

    names: NamesForm = ask("Name in each language", "各语言名称")

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        yield CompanyNamed(names=self.names)


@action(label=say("Change the attended channels", "变更有人值守渠道"), rules=("R2.5", "CK11"), roles=POLICY)
class ChangeAttendedChannels(DirectoryAction):
    """Say on which channels somebody of ours hears the words at that moment."""

    channels: tuple[Channel, ...] = ask("Attended channels", "有人值守的渠道")

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        yield AttendedChannelsChanged(channels=tuple(sorted(set(self.channels))))


@action(label=say("Set the company's desk hours", "设定公司服务时间"), rules=("CK11",), roles=ADMINISTRATION)
class SetCompanyHours(DirectoryAction):
    """Set the desk hours of every site that has none of its own."""

    hours: Schedule = ask("Hours per weekday, closed dates", "每周服务时间及休息日期")

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        yield CompanyHoursSet(hours=self.hours)


COMPANY_ACTIONS = (NameCompany, ChangeAttendedChannels, SetCompanyHours)
