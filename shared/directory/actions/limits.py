"""Limits per company, site and category (section 3.4). In force for clocks that start later (CK12, R12.13)."""

from collections.abc import Iterator

from typing_extensions import override

from shared.decision.action import action, ask
from shared.decision.moment import Moment
from shared.decision.refusal import Reason, Refused
from shared.directory.actions.base import POLICY, DirectoryAction
from shared.directory.checks import category_known, site_known
from shared.directory.events.base import DirectoryEvent
from shared.directory.events.policy import LimitChanged, LimitRestored
from shared.directory.limits import BY_NAME, Setting, Unit, Value
from shared.directory.state import Directory
from shared.directory.values import UNIT_WORDS, fits, wanted
from shared.vocabulary.ids import Code, SiteCode
from shared.vocabulary.text import say

NO_SETTING = say("There is no setting {setting}.", "没有设定项 {setting}。")
HAS_ITS_OWN_FORM = say("Desk hours have an action of their own.", "服务时间由专门的操作设定。")
DOES_NOT_FIT = say("{setting} does not take {value}; it takes: {wanted}.", "{setting} 不接受 {value}；可填：{wanted}。")
AGAINST_HANDBOOK = say(
    "{setting} is the handbook's own number: {default} {unit}. It will be {value}.",
    "{setting} 是手册规定的数值：{default} {unit}，将改为 {value}。",
)


class _LimitForm(DirectoryAction):
    """Which setting, and where it holds."""

    setting: str = ask("Setting", "设定项", max_length=64)
    site: SiteCode | None = ask("Site; empty for the company", "项目（空为公司）", default=None)
    category: Code | None = ask("Category; empty for all", "类别（空为全部）", default=None)

    def checked(self, directory: Directory) -> Setting:
        """The setting, once it and the place where it holds are known. Raises Refused."""
        if (setting := BY_NAME.get(self.setting)) is None:
            raise Refused("R12.13", NO_SETTING, setting=self.setting)
        if setting.unit is Unit.DESK_HOURS:
            raise Refused("CK11", HAS_ITS_OWN_FORM, instead=("set_desk_hours", "set_company_hours"))
        if self.site is not None:
            site_known(directory, self.site)
        if self.category is not None:
            category_known(directory, self.category)
        return setting


@action(
    label=say("Change a limit", "变更时限设定"),
    rules=("R12.13", "CK12"),
    roles=POLICY,
    refuses=("R12.13", "CK11", "R11.5", "R12.2"),
)
class ChangeLimit(_LimitForm):
    """Give a setting another value somewhere. Changing one of the handbook's own numbers is warned about."""

    value: Value = ask("Value in the setting's unit; empty for off", "数值（空为关闭）")

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        setting = self.checked(directory)
        if not fits(self.setting, self.value):
            raise Refused("R12.13", DOES_NOT_FIT, setting=self.setting, value=self.value, wanted=wanted(self.setting))
        yield LimitChanged(
            setting=self.setting,
            site=self.site,
            category=self.category,
            value=self.value,
            against_handbook=self._against(setting),
        )

    @override
    def warnings(self) -> Iterator[Reason]:
        setting = BY_NAME.get(self.setting)
        if setting is not None and self._against(setting):
            facts = {"setting": setting.name, "default": setting.default, "unit": UNIT_WORDS[setting.unit]}
            yield Reason(setting.rules[0], AGAINST_HANDBOOK, {**facts, "value": self.value})

    def _against(self, setting: Setting) -> bool:
        return setting.is_handbooks and self.value != setting.default


@action(
    label=say("Restore a limit", "还原时限设定"),
    rules=("R12.13", "CK12"),
    roles=POLICY,
    refuses=("R12.13", "CK11", "R11.5", "R12.2"),
)
class RestoreLimit(_LimitForm):
    """Take a setting's own value away here, so that the wider one holds again."""

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        self.checked(directory)
        yield LimitRestored(setting=self.setting, site=self.site, category=self.category)


LIMIT_ACTIONS = (ChangeLimit, RestoreLimit)
